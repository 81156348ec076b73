package edgespec

import (
	"fmt"
	"time"

	"github.com/archblocks/archblocks/arch/plan"
)

// Plan is everything that the edge will be.
type Plan struct {
	// Spec is the defaulted spec.
	Spec Spec
	// Inputs are what was known from outside.
	Inputs Inputs
	// Rules of the web ACL, in the order in which WAF reads them.
	Rules []Rule
	// Capacity is the sum of the rules' WCU.
	Capacity int
	// LogGroups are what WAF and CloudFront write to, in us-east-1.
	LogGroups []plan.LogGroup
	// Alarms watch CloudFront and WAF, in us-east-1.
	Alarms []plan.Alarm
	// MakesCertificate tells that a viewer certificate is made.
	MakesCertificate bool
	// MakesRecords tells that DNS records are made.
	MakesRecords bool
	// SecretHeader tells that CloudFront proves itself to the load balancer with a secret header.
	SecretHeader bool
}

// Rule is one rule of the web ACL.
type Rule struct {
	// ID is the rule's name, which is its metric's name as well.
	ID string
	// Managed is the rule group; empty for the web ACL's own rules.
	Managed string
	// CountOnly tells that the rule counts and does not block.
	CountOnly bool
	// Counted are rules of the group that only count, for a later rule to judge by their labels.
	Counted []string
	// RateLimit and RateWindow are set for the rate rule.
	RateLimit  int
	RateWindow time.Duration
	// Labels and Except are set for the rule that judges bodies: one of the labels, and none
	// of these beginnings of a path.
	Labels, Except []string
	// Does says what the rule does, and Reason why.
	Does   string
	Reason plan.Reason
}

// Plan derives the plan. The spec must be valid.
func (s Spec) Plan(in Inputs) Plan {
	s, in = s.Defaulted(), in.defaulted()
	p := Plan{
		Spec: s, Inputs: in, Rules: s.rules(), Capacity: s.capacity(), Alarms: alarms(in.Name),
		MakesCertificate: s.HostedZoneID != "" && s.ViewerCertificateARN == "",
		MakesRecords:     s.HostedZoneID != "",
		SecretHeader:     !in.PrivateOrigin,
	}
	if !s.DisableWAFLogs {
		// AWS takes only names with this beginning
		// (docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html).
		p.LogGroups = append(p.LogGroups, plan.LogGroup{ID: WAFLogs, Name: "aws-waf-logs-" + in.Name, Holds: "every request that WAF judged"})
	}
	if !s.DisableAccessLogs {
		p.LogGroups = append(p.LogGroups, plan.LogGroup{ID: AccessLogs, Name: "/" + in.Name + "/cloudfront", Holds: "every request that CloudFront answered"})
	}
	return p
}

// Ids of the edge's log groups.
const (
	WAFLogs    = "waf"
	AccessLogs = "cloudfront"
)

func (s Spec) rules() []Rule {
	rules := []Rule{{
		ID: "RateLimit", RateLimit: s.RateLimit, RateWindow: s.RateWindow,
		Does:   fmt.Sprintf("blocks an address after %d requests in %s", s.RateLimit, minutes(s.RateWindow)),
		Reason: plan.Reason{Path: "rateLimit", Text: "one address must not exhaust the tasks or the models' quota"},
	}}
	for i, group := range s.ManagedRules {
		rule := Rule{
			ID: group.Name, Managed: group.FullName(), CountOnly: group.CountOnly,
			Does:   "blocks what AWS's group finds",
			Reason: plan.Reason{Path: fmt.Sprintf("managedRules[%d]", i), Text: purposes[group.Name]},
		}
		if group.CountOnly {
			rule.Does = "counts what AWS's group finds"
		}
		if group.Name == "CommonRuleSet" && s.letsUploads() {
			for _, b := range bodyRules {
				rule.Counted = append(rule.Counted, b.rule)
			}
		}
		rules = append(rules, rule)
	}
	if s.letsUploads() {
		rule := Rule{
			ID: "BodiesOutsideUploads", Except: s.UploadPaths,
			Does:   "blocks bodies that CommonRuleSet finds, except where the application takes uploads",
			Reason: plan.Reason{Path: "uploadPaths", Text: "CommonRuleSet blocks every body over 8 KB, and with it every upload"},
		}
		for _, b := range bodyRules {
			rule.Labels = append(rule.Labels, bodyLabels+b.label)
		}
		rules = append(rules, rule)
	}
	return rules
}

var purposes = map[string]string{
	"AdminProtectionRuleSet": "outside access to administration pages",
	"AmazonIpReputationList": "addresses that AWS has seen attack",
	"AnonymousIpList":        "addresses that hide who uses them",
	"BotControlRuleSet":      "bots",
	"CommonRuleSet":          "the common attacks of the OWASP lists",
	"KnownBadInputsRuleSet":  "inputs known to exploit or probe for flaws",
	"LinuxRuleSet":           "attacks on Linux",
	"PHPRuleSet":             "attacks on PHP",
	"SQLiRuleSet":            "SQL injection",
	"UnixRuleSet":            "attacks on POSIX systems",
	"WindowsRuleSet":         "attacks on Windows",
	"WordPressRuleSet":       "attacks on WordPress",
}

func minutes(d time.Duration) string {
	if d == time.Minute {
		return "a minute"
	}
	return fmt.Sprintf("%d minutes", int(d.Minutes()))
}

func alarms(name string) []plan.Alarm {
	return []plan.Alarm{
		{
			ID: "CloudFront5xxRate", Title: "CloudFront answers viewers with errors",
			Metric: plan.Metric{Namespace: "AWS/CloudFront", Name: "5xxErrorRate", Statistic: "Average", Period: 5 * time.Minute,
				Dimensions: []plan.Dimension{{Name: "DistributionId", Ref: "distribution"}, {Name: "Region", Value: "Global"}}},
			Comparison: plan.Above, Threshold: 5, Points: 2,
			Action: "See the alarms of the load balancer first: CloudFront passes its errors on.",
			Reason: plan.Reason{Text: "viewers see errors"},
		},
		{
			ID: "BlockedRequests", Title: "WAF blocks many requests",
			Metric: plan.Metric{Namespace: "AWS/WAFV2", Name: "BlockedRequests", Statistic: "Sum", Period: 5 * time.Minute,
				Dimensions: []plan.Dimension{{Name: "WebACL", Value: name}, {Name: "Rule", Value: "ALL"}}},
			Comparison: plan.Above, Threshold: 1000, Points: 1,
			Action: "Read the log group aws-waf-logs-" + name + ": an attack, or a rule that blocks good requests.",
			Reason: plan.Reason{Text: "an attack, or a rule that blocks too much"},
		},
	}
}
