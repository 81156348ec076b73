package edgespec

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/archblocks/archblocks/arch/problem"
)

// capacities are the WCUs of AWS's managed rule groups, by name without "AWSManagedRules"
// (docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html).
var capacities = map[string]int{
	"AdminProtectionRuleSet": 100,
	"AmazonIpReputationList": 25,
	"AnonymousIpList":        50,
	"BotControlRuleSet":      50,
	"CommonRuleSet":          700,
	"KnownBadInputsRuleSet":  200,
	"LinuxRuleSet":           200,
	"PHPRuleSet":             100,
	"SQLiRuleSet":            200,
	"UnixRuleSet":            100,
	"WindowsRuleSet":         200,
	"WordPressRuleSet":       100,
}

// Weights of the web ACL's own rules, in WCU
// (docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statements-list.html).
const (
	rateCapacity   = 2
	labelCapacity  = 1
	prefixCapacity = 2 + 10 // the match, and the transformation that normalizes the path
	// capacityLimit is what the price of a web ACL includes; more costs more for every request.
	capacityLimit = 1500
)

// bodyRules are the rules of CommonRuleSet that read bodies, with the labels that they
// set. SizeRestrictions_BODY blocks whatever is over 8 KB
// (docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html).
var bodyRules = []struct{ rule, label string }{
	{"SizeRestrictions_BODY", "SizeRestrictions_Body"},
	{"CrossSiteScripting_BODY", "CrossSiteScripting_Body"},
	{"GenericLFI_BODY", "GenericLFI_Body"},
	{"GenericRFI_BODY", "GenericRFI_Body"},
	{"EC2MetaDataSSRF_BODY", "EC2MetaDataSSRF_Body"},
}

const bodyLabels = "awswaf:managed:aws:core-rule-set:"

// FullName is the group's name on AWS.
func (m ManagedRules) FullName() string { return "AWSManagedRules" + m.Name }

func (s Spec) checkRules(list *problem.List) {
	names := make([]string, 0, len(capacities))
	for name := range capacities {
		names = append(names, name)
	}
	sort.Strings(names)
	var taken []string
	for i, group := range s.ManagedRules {
		path := problem.Index("managedRules", i) + ".name"
		short := strings.TrimPrefix(group.Name, "AWSManagedRules")
		switch {
		case capacities[group.Name] == 0 && capacities[short] != 0:
			list.Add(path, ManagedRulesUnknown, group.Name, "is a full name, and the first part goes without saying", fmt.Sprintf("use %q", short))
		case capacities[group.Name] == 0:
			list.Add(path, ManagedRulesUnknown, group.Name, "is not a managed rule group known here", problem.DidYouMean(group.Name, names, "use one of "+strings.Join(names, ", ")))
		case slices.Contains(taken, group.Name):
			list.Add(path, ManagedRulesRepeated, group.Name, "is there twice", "remove one")
		}
		taken = append(taken, group.Name)
	}
	if !slices.ContainsFunc(s.ManagedRules, func(m ManagedRules) bool { return !m.CountOnly }) {
		list.Warn("managedRules", NothingBlocks, nil, "no managed rule group blocks: only the rate rule does", `let at least "CommonRuleSet" block`)
	}
	if total := s.capacity(); total > capacityLimit {
		list.Add("managedRules", CapacityExceeded, total, fmt.Sprintf("WCU are more than the %d of a web ACL's price", capacityLimit), fmt.Sprintf("remove groups of %d WCU or more", total-capacityLimit))
	}
}

func (s Spec) capacity() int {
	total := rateCapacity
	for _, group := range s.ManagedRules {
		total += capacities[group.Name]
	}
	if s.letsUploads() {
		total += len(bodyRules)*labelCapacity + len(s.UploadPaths)*prefixCapacity
	}
	return total
}

// letsUploads tells whether body rules must be held back for some paths.
func (s Spec) letsUploads() bool {
	return len(s.UploadPaths) > 0 && slices.ContainsFunc(s.ManagedRules, func(m ManagedRules) bool { return m.Name == "CommonRuleSet" && !m.CountOnly })
}

func (s Spec) checkUploads(list *problem.List) {
	if s.DisableUploads && len(s.UploadPaths) > 0 {
		list.Add("uploadPaths", UploadPathUnused, len(s.UploadPaths), "have no effect, for uploads are turned off", "remove disableUploads or uploadPaths")
	}
	for i, p := range s.UploadPaths {
		path := problem.Index("uploadPaths", i)
		switch {
		case p == "/":
			list.Add(path, UploadPathInvalid, p, "would turn off the body rules everywhere", `use a longer path, such as "/_stcore/upload_file"`)
		case !strings.HasPrefix(p, "/") || len(p) > 200 || strings.ContainsAny(p, "*? \t\n"):
			list.Add(path, UploadPathInvalid, p, "is not the beginning of a URL path of at most 200 characters, without wildcards", `use one such as "/_stcore/upload_file"`)
		case slices.Contains(s.UploadPaths[:i], p):
			list.Add(path, UploadPathInvalid, p, "is there twice", "remove one")
		}
	}
}
