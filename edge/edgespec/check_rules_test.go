package edgespec_test

import (
	"fmt"
	"strings"

	"github.com/archblocks/archblocks/arch/problem"
	"github.com/archblocks/archblocks/edge/edgespec"
)

func withRules(names ...string) edgespec.Spec {
	return hosted(func(s *edgespec.Spec) {
		s.ManagedRules = []edgespec.ManagedRules{}
		for _, name := range names {
			s.ManagedRules = append(s.ManagedRules, edgespec.ManagedRules{Name: name})
		}
	})
}

// at1500 weighs as much as a web ACL's price includes: the rate rule's 2, groups of
// 1,325, five labels, and fourteen upload paths of 12 each; another upload path is too much.
func at1500(uploads int) edgespec.Spec {
	s := withRules("CommonRuleSet", "LinuxRuleSet", "SQLiRuleSet", "WindowsRuleSet", "AmazonIpReputationList")
	for i := range uploads {
		s.UploadPaths = append(s.UploadPaths, fmt.Sprintf("/upload%d", i))
	}
	return s
}

var ruleCases = []checkCase{
	{
		name: "no rule group",
		spec: withRules(),
		want: problem.List{
			{Path: "managedRules", Code: edgespec.NothingBlocks, Severity: problem.Warning,
				Message: "no managed rule group blocks: only the rate rule does",
				Hint:    `let at least "CommonRuleSet" block`},
		},
	},
	{
		name: "rule groups that only count",
		spec: hosted(func(s *edgespec.Spec) {
			s.ManagedRules = []edgespec.ManagedRules{{Name: "CommonRuleSet", CountOnly: true}, {Name: "SQLiRuleSet", CountOnly: true}}
		}),
		want: problem.List{
			{Path: "managedRules", Code: edgespec.NothingBlocks, Severity: problem.Warning,
				Message: "no managed rule group blocks: only the rate rule does",
				Hint:    `let at least "CommonRuleSet" block`},
		},
	},
	{
		name: "one rule group that blocks",
		spec: hosted(func(s *edgespec.Spec) {
			s.ManagedRules = []edgespec.ManagedRules{{Name: "CommonRuleSet", CountOnly: true}, {Name: "SQLiRuleSet"}}
		}),
		want: nil,
	},
	{
		name: "rule group's full name",
		spec: withRules("AWSManagedRulesCommonRuleSet"),
		want: problem.List{
			{Path: "managedRules[0].name", Code: edgespec.ManagedRulesUnknown, Value: "AWSManagedRulesCommonRuleSet",
				Message: "is a full name, and the first part goes without saying",
				Hint:    `use "CommonRuleSet"`},
		},
	},
	{
		name: "rule group close to one",
		spec: withRules("CommonRuleset"),
		want: problem.List{
			{Path: "managedRules[0].name", Code: edgespec.ManagedRulesUnknown, Value: "CommonRuleset",
				Message: "is not a managed rule group known here",
				Hint:    `did you mean "CommonRuleSet"?`},
		},
	},
	{
		name: "rule group of no kind",
		spec: withRules("Everything"),
		want: problem.List{
			{Path: "managedRules[0].name", Code: edgespec.ManagedRulesUnknown, Value: "Everything",
				Message: "is not a managed rule group known here",
				Hint:    "use one of AdminProtectionRuleSet, AmazonIpReputationList, AnonymousIpList, BotControlRuleSet, CommonRuleSet, KnownBadInputsRuleSet, LinuxRuleSet, PHPRuleSet, SQLiRuleSet, UnixRuleSet, WindowsRuleSet, WordPressRuleSet"},
		},
	},
	{
		name: "rule group twice",
		spec: withRules("CommonRuleSet", "SQLiRuleSet", "CommonRuleSet"),
		want: problem.List{
			{Path: "managedRules[2].name", Code: edgespec.ManagedRulesRepeated, Value: "CommonRuleSet",
				Message: "is there twice",
				Hint:    "remove one"},
			{Path: "managedRules", Code: edgespec.CapacityExceeded, Value: "1619",
				Message: "WCU are more than the 1500 of a web ACL's price",
				Hint:    "remove groups of 119 WCU or more"},
		},
	},
	{
		name: "as much as the price includes",
		spec: at1500(14),
		want: nil,
	},
	{
		name: "more than the price includes",
		spec: at1500(15),
		want: problem.List{
			{Path: "managedRules", Code: edgespec.CapacityExceeded, Value: "1512",
				Message: "WCU are more than the 1500 of a web ACL's price",
				Hint:    "remove groups of 12 WCU or more"},
		},
	},
}

func withUploads(paths ...string) edgespec.Spec {
	return hosted(func(s *edgespec.Spec) { s.UploadPaths = paths })
}

var uploadCases = []checkCase{
	{
		name: "upload path is everything",
		spec: withUploads("/"),
		want: problem.List{
			{Path: "uploadPaths[0]", Code: edgespec.UploadPathInvalid, Value: "/",
				Message: "would turn off the body rules everywhere",
				Hint:    `use a longer path, such as "/_stcore/upload_file"`},
		},
	},
	{
		name: "upload paths that are none",
		spec: withUploads("upload", "/up*", "/a?b", "/a b", "/"+strings.Repeat("u", 200)),
		want: problem.List{
			{Path: "uploadPaths[0]", Code: edgespec.UploadPathInvalid, Value: "upload",
				Message: "is not the beginning of a URL path of at most 200 characters, without wildcards",
				Hint:    `use one such as "/_stcore/upload_file"`},
			{Path: "uploadPaths[1]", Code: edgespec.UploadPathInvalid, Value: "/up*",
				Message: "is not the beginning of a URL path of at most 200 characters, without wildcards",
				Hint:    `use one such as "/_stcore/upload_file"`},
			{Path: "uploadPaths[2]", Code: edgespec.UploadPathInvalid, Value: "/a?b",
				Message: "is not the beginning of a URL path of at most 200 characters, without wildcards",
				Hint:    `use one such as "/_stcore/upload_file"`},
			{Path: "uploadPaths[3]", Code: edgespec.UploadPathInvalid, Value: "/a b",
				Message: "is not the beginning of a URL path of at most 200 characters, without wildcards",
				Hint:    `use one such as "/_stcore/upload_file"`},
			{Path: "uploadPaths[4]", Code: edgespec.UploadPathInvalid, Value: "/uuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu",
				Message: "is not the beginning of a URL path of at most 200 characters, without wildcards",
				Hint:    `use one such as "/_stcore/upload_file"`},
		},
	},
	{
		name: "longest upload path",
		spec: withUploads("/" + strings.Repeat("u", 199)),
		want: nil,
	},
	{
		name: "upload path twice",
		spec: withUploads("/upload", "/upload"),
		want: problem.List{
			{Path: "uploadPaths[1]", Code: edgespec.UploadPathInvalid, Value: "/upload",
				Message: "is there twice",
				Hint:    "remove one"},
		},
	},
	{
		name: "upload paths where uploads are off",
		spec: hosted(func(s *edgespec.Spec) { s.DisableUploads, s.UploadPaths = true, []string{"/upload"} }),
		want: problem.List{
			{Path: "uploadPaths", Code: edgespec.UploadPathUnused, Value: "1",
				Message: "have no effect, for uploads are turned off",
				Hint:    "remove disableUploads or uploadPaths"},
		},
	},
	{
		name: "uploads off",
		spec: hosted(func(s *edgespec.Spec) { s.DisableUploads = true }),
		want: nil,
	},
}
