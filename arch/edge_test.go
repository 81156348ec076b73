package arch_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

func webACL(t testing.TB, r rendered) (string, map[string]any) {
	t.Helper()
	return r.edge().only(t, "AWS::WAFv2::WebACL")
}

func distribution(t testing.TB, r rendered) map[string]any {
	t.Helper()
	_, p := r.edge().only(t, "AWS::CloudFront::Distribution")
	return p["DistributionConfig"].(map[string]any)
}

func TestTheWebACLIsAttached(t *testing.T) {
	eachSpec(t, func(t *testing.T, r rendered) {
		acl, p := webACL(t, r)
		if got, want := distribution(t, r)["WebACLId"], "${"+acl+".Arn}"; got != want {
			t.Errorf("the distribution's web ACL is %v, want %s", got, want)
		}
		if p["Scope"] != "CLOUDFRONT" || r.edge().region != "us-east-1" {
			t.Errorf("a web ACL of scope %v in %s cannot be a distribution's", p["Scope"], r.edge().region)
		}
	})
}

func TestWAFBlocks(t *testing.T) {
	defaults := []string{"AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet"}
	for name, want := range map[string]struct{ blocking, counting []string }{
		"full":    {blocking: defaults},
		"minimal": {blocking: defaults},
		"off":     {blocking: defaults},
		"plus":    {[]string{"AWSManagedRulesCommonRuleSet"}, []string{"AWSManagedRulesSQLiRuleSet"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, p := webACL(t, render(t, name))
			var blocking, counting []string
			rates, seen := 0, map[any]bool{}
			for _, rule := range list(p["Rules"]) {
				require.False(t, seen[at(rule, "Priority")], "two rules of one priority")
				seen[at(rule, "Priority")] = true
				if group := at(rule, "Statement", "ManagedRuleGroupStatement", "Name"); group != nil {
					switch diff := cmp.Diff(map[string]any{"None": map[string]any{}}, at(rule, "OverrideAction")); {
					case diff == "":
						blocking = append(blocking, group.(string))
					case at(rule, "OverrideAction", "Count") != nil:
						counting = append(counting, group.(string))
					default:
						t.Errorf("%s is overridden by %v", group, at(rule, "OverrideAction"))
					}
					continue
				}
				require.NotNil(t, at(rule, "Action", "Block"), "%v does not block", at(rule, "Name"))
				if rate := at(rule, "Statement", "RateBasedStatement"); rate != nil {
					rates++
					want := map[string]any{"Limit": 2000.0, "EvaluationWindowSec": 300.0, "AggregateKeyType": "IP"}
					if diff := cmp.Diff(want, rate); diff != "" {
						t.Errorf("rate rule (-want +got):\n%s", diff)
					}
				}
			}
			if rates != 1 {
				t.Errorf("%d rate rules", rates)
			}
			if !slices.Equal(blocking, want.blocking) || !slices.Equal(counting, want.counting) {
				t.Errorf("groups that block: %q, that count: %q; want %+v", blocking, counting, want)
			}
		})
	}
}

// Uploads pass only where the body rules are held back: each rule that only counts
// has its label judged by a rule after it, outside the upload paths.
func TestUploads(t *testing.T) {
	_, p := webACL(t, render(t, "full"))
	rules := list(p["Rules"])
	last := rules[len(rules)-1]
	require.Equal(t, float64(len(rules)-1), at(last, "Priority"), "labels are there only after the group")
	var counted, judged []string
	for _, rule := range rules {
		for _, override := range list(at(rule, "Statement", "ManagedRuleGroupStatement", "RuleActionOverrides")) {
			require.NotNil(t, at(override, "ActionToUse", "Count"))
			counted = append(counted, strings.ToLower(at(override, "Name").(string)))
		}
	}
	for _, label := range list(at(last, "Statement", "AndStatement", "Statements", 0, "OrStatement", "Statements")) {
		judged = append(judged, strings.ToLower(strings.TrimPrefix(at(label, "LabelMatchStatement", "Key").(string), "awswaf:managed:aws:core-rule-set:")))
	}
	require.Contains(t, counted, "sizerestrictions_body", "bodies over 8 KB")
	if diff := cmp.Diff(counted, judged); diff != "" {
		t.Errorf("rules that only count (-) and labels that are judged (+):\n%s", diff)
	}
	require.Equal(t, "/_stcore/upload_file", at(last, "Statement", "AndStatement", "Statements", 1, "NotStatement", "Statement", "ByteMatchStatement", "SearchString"))

	_, off := webACL(t, render(t, "off"))
	for _, rule := range list(off["Rules"]) {
		require.Nil(t, at(rule, "Statement", "ManagedRuleGroupStatement", "RuleActionOverrides"), "without uploads every body rule blocks")
	}
}

func TestEdgeLogsAreDelivered(t *testing.T) {
	eachSpec(t, func(t *testing.T, r rendered) {
		tpl := r.edge()
		acl, _ := webACL(t, r)
		if r.Spec.Edge.DisableWAFLogs {
			require.Empty(t, tpl.of("AWS::WAFv2::LoggingConfiguration"))
		} else {
			_, p := tpl.only(t, "AWS::WAFv2::LoggingConfiguration")
			require.Equal(t, "${"+acl+".Arn}", p["ResourceArn"])
			// WAF takes names with this beginning, without the ":*" of log groups' ARNs.
			want := []any{"arn:aws:logs:us-east-1:" + account + ":log-group:aws-waf-logs-" + r.Spec.Name}
			if diff := cmp.Diff(want, p["LogDestinationConfigs"]); diff != "" {
				t.Errorf("WAF's logs go to (-want +got):\n%s", diff)
			}
		}
		if r.Spec.Edge.DisableAccessLogs {
			require.Empty(t, tpl.of("AWS::Logs::Delivery"))
			return
		}
		source, s := tpl.only(t, "AWS::Logs::DeliverySource")
		destination, d := tpl.only(t, "AWS::Logs::DeliveryDestination")
		delivery, p := tpl.only(t, "AWS::Logs::Delivery")
		require.Equal(t, "ACCESS_LOGS", s["LogType"])
		cloudfront, _ := tpl.only(t, "AWS::CloudFront::Distribution")
		require.Equal(t, "arn:aws:cloudfront::"+account+":distribution/${"+cloudfront+"}", s["ResourceArn"])
		require.Equal(t, "arn:aws:logs:us-east-1:"+account+":log-group:/"+r.Spec.Name+"/cloudfront:*", d["DestinationResourceArn"])
		require.Equal(t, s["Name"], p["DeliverySourceName"])
		require.Equal(t, "${"+destination+".Arn}", p["DeliveryDestinationArn"])
		require.Contains(t, tpl.Resources[delivery].DependsOn, source, "the delivery names its source by text")
	})
}

// Delivery may write to every log group that is delivered to, before it is asked to.
func TestLogDeliveryIsAllowed(t *testing.T) {
	for _, name := range []string{"full", "minimal"} {
		r := render(t, name)
		tpl := r.edge()
		policy, p := tpl.only(t, "AWS::Logs::ResourcePolicy")
		for _, group := range []string{"aws-waf-logs-" + r.Spec.Name, "/" + r.Spec.Name + "/cloudfront"} {
			require.Contains(t, p["PolicyDocument"], `"arn:aws:logs:us-east-1:`+account+`:log-group:`+group+`:*"`)
		}
		require.Contains(t, p["PolicyDocument"], `"delivery.logs.amazonaws.com"`)
		for _, kind := range []string{"AWS::WAFv2::LoggingConfiguration", "AWS::Logs::DeliveryDestination"} {
			id, _ := tpl.only(t, kind)
			require.Contains(t, tpl.Resources[id].DependsOn, policy, id)
		}
	}
}
