package plan_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/archblocks/archblocks/arch/plan"
)

// document is a policy as AWS counts it, made by encoding/json.
func document(statements []plan.Statement, principal bool) string {
	values := map[string]string{"AWS::Partition": "aws", "AWS::Region": "eu-west-1", "AWS::AccountId": "111122223333"}
	var rendered []map[string]any
	for _, s := range statements {
		var resources []string
		for _, r := range s.Resources {
			resources = append(resources, plan.Expand(r, values))
		}
		one := map[string]any{"Sid": s.Sid, "Effect": "Allow", "Action": s.Actions, "Resource": resources}
		if principal {
			one["Principal"] = "*"
		}
		conditions := map[string]map[string][]string{}
		for _, c := range s.Conditions {
			if conditions[c.Operator] == nil {
				conditions[c.Operator] = map[string][]string{}
			}
			conditions[c.Operator][c.Key] = c.Values
		}
		if len(conditions) > 0 {
			one["Condition"] = conditions
		}
		rendered = append(rendered, one)
	}
	text, err := json.Marshal(map[string]any{"Version": "2012-10-17", "Statement": rendered})
	if err != nil {
		panic(err)
	}
	return string(text)
}

var statements = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) plan.Statement {
	s := plan.Statement{
		Sid:     rapid.StringMatching(`[A-Z][A-Za-z]{0,20}`).Draw(t, "sid"),
		Actions: rapid.SliceOfN(rapid.StringMatching(`[a-z]{2,10}:[A-Z][A-Za-z]{2,30}`), 1, 5).Draw(t, "actions"),
		Resources: rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) string {
			return "arn:${AWS::Partition}:s3:::" + rapid.StringMatching(`[a-z]{3,40}`).Draw(t, "bucket") + "-${AWS::AccountId}-${AWS::Region}"
		}), 1, 60, rapid.ID).Draw(t, "resources"),
	}
	if rapid.Bool().Draw(t, "bound") {
		s.Conditions = []plan.Condition{{Operator: "StringEquals", Key: "aws:PrincipalAccount", Values: []string{"${AWS::AccountId}"}}}
	}
	return s
}), 1, 20)

// Every policy of a split fits in truth, and together they allow just what the
// statements did, in their order.
func TestSplitFitsAndKeepsAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := statements.Draw(t, "statements")
		for i := range all {
			all[i].Sid = fmt.Sprintf("S%dx", i)
		}
		limit := rapid.IntRange(800, 6144).Draw(t, "limit")
		grants := func(list []plan.Statement) []string {
			var lines []string
			for _, s := range list {
				for _, r := range s.Resources {
					sid, _, _ := strings.Cut(s.Sid, "x")
					lines = append(lines, fmt.Sprint(sid, s.Actions, r, s.Conditions))
				}
			}
			return lines
		}
		policies := plan.Split(all, limit)
		for i, policy := range policies {
			if n := len(document(policy, false)); n > limit {
				t.Fatalf("policy %d has %d characters, and %d are allowed", i, n, limit)
			}
			names := map[string]bool{}
			for _, s := range policy {
				if names[s.Sid] {
					t.Fatalf("policy %d has two statements %s", i, s.Sid)
				}
				names[s.Sid] = true
			}
		}
		if diff := cmp.Diff(grants(all), grants(slices.Concat(policies...))); diff != "" {
			t.Fatal(diff)
		}
	})
}

// Size is never less than the truth, and not much more.
func TestSizeIsAnUpperBound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := statements.Draw(t, "statements")
		size, truth := plan.Size(all), len(document(all, true))
		if size < truth || size > truth+truth/2+100 {
			t.Fatalf("size %d, in truth %d", size, truth)
		}
	})
}

func TestSplitLeavesASmallPolicyWhole(t *testing.T) {
	all := []plan.Statement{{Sid: "A", Actions: []string{"s3:GetObject"}, Resources: []string{"arn:aws:s3:::a/*"}}, {Sid: "B", Actions: []string{"s3:ListBucket"}, Resources: []string{"arn:aws:s3:::a"}}}
	if diff := cmp.Diff([][]plan.Statement{all}, plan.Split(all, plan.PolicySize)); diff != "" {
		t.Error(diff)
	}
	if got := plan.Split(nil, plan.PolicySize); got != nil {
		t.Errorf("no statement makes %d policies", len(got))
	}
	long := plan.Statement{Sid: "Long", Actions: []string{"s3:GetObject"}}
	for i := range 200 {
		long.Resources = append(long.Resources, fmt.Sprintf("arn:aws:s3:::%s%d/*", strings.Repeat("b", 40), i))
	}
	if got := len(plan.Split([]plan.Statement{long}, plan.PolicySize)); got < 2 {
		t.Errorf("a statement of %d characters makes %d policy", plan.Size([]plan.Statement{long}), got)
	}
}
