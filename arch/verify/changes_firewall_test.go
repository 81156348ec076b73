package verify_test

import (
	"testing"

	"github.com/archblocks/archblocks/arch/verify"
)

// What a web ACL blocks: docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html.
func TestChangesOfFirewalls(t *testing.T) {
	const waf = "tls-and-waf"
	rules := func(list string) func(*draft) { return func(a *draft) { a.set("EdgeWebACL", "Rules", `[`+list+`]`) } }
	group := func(statement string) func(*draft) {
		return rules(`{"Name": "G", "Priority": 1, "OverrideAction": {"None": {}}, "Statement": {"ManagedRuleGroupStatement": {` + statement + `}}, ` + visibility + `}`)
	}
	const two = `"RuleActionOverrides": [{"Name": "A", "ActionToUse": {"Count": {}}}, {"Name": "B", "ActionToUse": {"Count": {}}}]`
	bucket := func(a *draft) {
		a.set(distribution, "DistributionConfig.Origins.0", `{"Id": "b", "DomainName": "b.s3.amazonaws.com", "S3OriginConfig": {}}`)
	}
	associated := func(action string) func(*draft) {
		return and(bucket, func(a *draft) {
			a.add("Wall", "AWS::WAFv2::WebACL", `{"Scope": "REGIONAL", "DefaultAction": {"Allow": {}}, "Rules": [{"Name": "R", "Priority": 1, "Action": {"`+action+`": {}}, "Statement": {"GeoMatchStatement": {"CountryCodes": ["DE"]}}, `+visibility+`}], `+visibility+`}`)
			a.add("Join", "AWS::WAFv2::WebACLAssociation", `{"ResourceArn": "!Ref @ComputeLoadBalancer", "WebACLArn": "!GetAtt Wall.Arn"}`)
		})
	}
	changes := []change{
		{"no rules", "chat", waf, verify.Refuted, "every request gets through", rules("")},
		{"a rule that blocks nobody", "chat", waf, unproved, "the set of addresses is empty",
			and(func(a *draft) {
				a.edge("Set", "AWS::WAFv2::IPSet", `{"Addresses": [], "IPAddressVersion": "IPV4", "Scope": "CLOUDFRONT"}`)
			}, rules(`{"Name": "B", "Priority": 0, "Action": {"Block": {}}, "Statement": {"IPSetReferenceStatement": {"Arn": {"Fn::GetAtt": ["Set", "Arn"]}}}, `+visibility+`}`))},
		{"no rules, and a default that blocks", "chat", waf, verify.Proved, "nothing gets through",
			func(a *draft) {
				a.set("EdgeWebACL", "DefaultAction", `{"Block": {}}`)
				a.set("EdgeWebACL", "Rules", `[]`)
			}},
		{"a group of another vendor", "chat", waf, verify.Unknown, "what its rules do is not known", group(`"VendorName": "X", "Name": "AWSManagedRulesCommonRuleSet"`)},
		{"a group that is not known", "chat", waf, verify.Unknown, "what its rules do is not known", group(`"VendorName": "AWS", "Name": "AWSManagedRulesNew"`)},
		{"a group for some requests", "chat", waf, verify.Unknown, "which ones is not worked out",
			group(`"VendorName": "AWS", "Name": "AWSManagedRulesCommonRuleSet", "ScopeDownStatement": {"GeoMatchStatement": {"CountryCodes": ["DE"]}}`)},
		{"a group of which two rules count", "chat", waf, verify.Proved, "more than twenty still block", group(`"VendorName": "AWS", "Name": "AWSManagedRulesCommonRuleSet", ` + two)},
		{"a group of which as many rules count as block", "chat", waf, verify.Unknown, "none may be left", group(`"VendorName": "AWS", "Name": "AWSManagedRulesUnixRuleSet", ` + two)},
		{"a group of which rules are left out", "chat", waf, verify.Unknown, "none may be left",
			group(`"VendorName": "AWS", "Name": "AWSManagedRulesUnixRuleSet", "ExcludedRules": [{"Name": "A"}, {"Name": "B"}]`)},
		{"a rule without an action", "chat", waf, verify.Unknown, "what it does is not said", rules(`{"Name": "G", "Priority": 1, "Statement": {"GeoMatchStatement": {"CountryCodes": ["DE"]}}, ` + visibility + `}`)},
		{"a rule that counts", "chat", waf, verify.Refuted, "Count blocks nothing", rules(`{"Name": "G", "Priority": 1, "Action": {"Count": {}}, "Statement": {"GeoMatchStatement": {"CountryCodes": ["DE"]}}, ` + visibility + `}`)},
		{"a firewall of elsewhere", "chat", waf, verify.Unknown, "its rules are not in the templates",
			func(a *draft) {
				a.set(distribution, "DistributionConfig.WebACLId", `"arn:aws:wafv2:us-east-1:111122223333:global/webacl/x/1"`)
			}},
		{"an empty name of a firewall", "chat", waf, verify.Refuted, "there is none", func(a *draft) { a.set(distribution, "DistributionConfig.WebACLId", `""`) }},
		{"a firewall at the load balancer", "chat", waf, verify.Proved, "no distribution leads to it", associated("Block")},
		{"a firewall at the load balancer that counts", "chat", waf, verify.Refuted, "Count blocks nothing", associated("Count")},
		{"a firewall at another load balancer", "chat", waf, verify.Refuted, "this one has none",
			and(associated("Block"), func(a *draft) {
				a.twin(balancer, "Other")
				a.set("Join", "ResourceArn", `"!Ref Other"`)
			})},
		{"an open firewall at the load balancer", "chat", waf, verify.Unknown, "what it blocks is not said",
			and(associated("Block"), func(a *draft) { a.parameter("Open", "String"); a.set("Join", "WebACLArn", `"!Ref Open"`) })},
		{"CloudFront's own certificate", "chat", waf, verify.Proved, "no template sets the version then: distribution-web-values-specify.html",
			func(a *draft) {
				a.set(distribution, "DistributionConfig.ViewerCertificate", `{"CloudFrontDefaultCertificate": true}`)
			}},
		{"no certificate", "chat", waf, verify.Proved, "no template sets the version then", func(a *draft) { a.cut(distribution, "DistributionConfig.ViewerCertificate") }},
		{"a certificate without a version", "chat", waf, unproved, "TLSv1 is the default of the API", func(a *draft) { a.cut(distribution, "DistributionConfig.ViewerCertificate.MinimumProtocolVersion") }},
		{"no word of TLS to the origin", "chat", waf, unproved, "older versions are among the defaults", func(a *draft) {
			a.cut(distribution, "DistributionConfig.Origins.0.CustomOriginConfig.OriginSSLProtocols")
		}},
		{"plain HTTP to viewers", "chat", waf, verify.Refuted, "allow-all",
			func(a *draft) {
				a.set(distribution, "DistributionConfig.DefaultCacheBehavior.ViewerProtocolPolicy", `"allow-all"`)
			}},
		{"plain HTTP at the listener", "chat", waf, verify.Refuted, "requests pass the internet", func(a *draft) {
			a.set(listener, "Protocol", `"HTTP"`)
			a.cut(listener, "SslPolicy")
		}},
		{"an origin by a name with an open part", "chat", waf, verify.Proved, "the record has the same name, with a dot at its end",
			func(a *draft) {
				a.app[1].Template["Parameters"] = map[string]any{"Domain": map[string]any{"Type": "String"}}
				a.alias(`x`)
				a.set("Alias", "Name", `{"Fn::Sub": "origin.${Domain}.example.com."}`)
				a.set(distribution, originName, `{"Fn::Sub": "origin.${Domain}.example.com"}`)
			}},
		{"an origin by a name of which the record is another", "chat", waf, verify.Unknown, "the name may lead to the load balancer, or not",
			func(a *draft) { a.alias("other.example.com"); a.set(distribution, originName, `"origin.example.com"`) }},
		{"plain HTTP inside", "hello", waf, verify.Proved, "a VPC origin's way is private", func(a *draft) { a.set(listener, "Port", `80`) }},
	}
	for version, want := range map[string]verify.Verdict{
		"SSLv3": verify.Refuted, "TLSv1": verify.Refuted, "TLSv1_2016": verify.Refuted, "TLSv1.2_2018": verify.Proved, "TLSv1.2_2019": verify.Proved,
		"TLSv1.2_2025": verify.Proved, "TLSv1.3_2025": verify.Proved,
	} {
		changes = append(changes, change{version, "chat", waf, want, "docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html",
			func(a *draft) {
				a.set(distribution, "DistributionConfig.ViewerCertificate.MinimumProtocolVersion", `"`+version+`"`)
			}})
	}
	for policy, want := range map[string]verify.Verdict{
		"ELBSecurityPolicy-2015-05": verify.Refuted, "ELBSecurityPolicy-TLS-1-0-2015-04": verify.Refuted, "ELBSecurityPolicy-TLS-1-1-2017-01": verify.Refuted,
		"ELBSecurityPolicy-FS-2018-06": verify.Refuted, "ELBSecurityPolicy-FS-1-1-2019-08": verify.Refuted, "ELBSecurityPolicy-TLS13-1-0-2021-06": verify.Refuted,
		"ELBSecurityPolicy-TLS13-1-1-2021-06": verify.Refuted, "ELBSecurityPolicy-TLS-1-2-2017-01": verify.Proved, "ELBSecurityPolicy-FS-1-2-Res-2020-10": verify.Proved,
		"ELBSecurityPolicy-TLS13-1-3-2021-06": verify.Proved, "ELBSecurityPolicy-New": verify.Unknown,
	} {
		changes = append(changes, change{policy, "chat", waf, want, "docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html",
			func(a *draft) { a.set(listener, "SslPolicy", `"`+policy+`"`) }})
	}
	for name, least := range map[string]int{
		"AWSManagedRulesCommonRuleSet": 20, "AWSManagedRulesKnownBadInputsRuleSet": 6, "AWSManagedRulesSQLiRuleSet": 5, "AWSManagedRulesLinuxRuleSet": 3, "AWSManagedRulesUnixRuleSet": 2,
		"AWSManagedRulesAdminProtectionRuleSet": 1, "AWSManagedRulesAmazonIpReputationList": 2, "AWSManagedRulesAnonymousIpList": 2, "AWSManagedRulesPHPRuleSet": 2,
		"AWSManagedRulesWordPressRuleSet": 2, "AWSManagedRulesWindowsRuleSet": 4,
	} {
		changes = append(changes, change{"all but one of " + name, "chat", waf, verify.Proved, "one rule still blocks", group(`"VendorName": "AWS", "Name": "` + name + `", "ExcludedRules": [` + times(`{"Name": "X"}`, least-1) + `]`)},
			change{"none of " + name, "chat", waf, verify.Unknown, "no rule may be left to block", group(`"VendorName": "AWS", "Name": "` + name + `", "ExcludedRules": [` + times(`{"Name": "X"}`, least) + `]`)})
	}
	judgeChanges(t, changes)
}

func times(text string, n int) string {
	all := ""
	for i := range n {
		if i > 0 {
			all += ", "
		}
		all += text
	}
	return all
}
