package verify_test

import (
	"testing"

	"github.com/archblocks/archblocks/arch/verify"
)

const (
	rule         = "ComputeServicesAppRule"
	distribution = "EdgeDistribution"
	originName   = "DistributionConfig.Origins.0.DomainName"
	balancerName = `{"Fn::GetStackOutput": {"StackName": "chat", "Region": "eu-west-1", "OutputName": "LoadBalancerDNSName"}}`
	secretKey    = `{"Fn::Join": ["", ["{{resolve:secretsmanager:", "!Ref @ComputeOriginSecret", ":SecretString:::}}"]]}`
	headerValues = "Conditions.0.HttpHeaderConfig.Values"
	visibility   = `"VisibilityConfig": {"CloudWatchMetricsEnabled": true, "MetricName": "m", "SampledRequestsEnabled": true}`
)

// open lets a distribution take plain HTTP, without a web ACL.
func (a *draft) open(name string) {
	a.cut(name, "DistributionConfig.WebACLId")
	a.set(name, "DistributionConfig.DefaultCacheBehavior.ViewerProtocolPolicy", `"allow-all"`)
}

func (a *draft) alias(name string) {
	a.edge("Alias", "AWS::Route53::RecordSet", `{"HostedZoneId": "Z1", "Type": "A", "Name": "`+name+`", "AliasTarget": {"HostedZoneId": "Z2", "DNSName": `+balancerName+`}}`)
}

// Which distributions lead to the load balancer, and what is in front of it.
func TestChangesOfDistributions(t *testing.T) {
	const allow = `{"Name": "All", "Priority": -1, "Action": {"Allow": {}}, "Statement": {"GeoMatchStatement": {"CountryCodes": ["DE"]}}, ` + visibility + `}`
	judgeChanges(t, []change{
		{"a second distribution without a firewall", "chat", "tls-and-waf", verify.Refuted, "the load balancer's name is its origin",
			func(a *draft) { a.twin(distribution, "Second"); a.open("Second") }},
		{"a second distribution by the dual-stack name", "chat", "tls-and-waf", verify.Refuted, "dualstack.NAME is the load balancer too",
			func(a *draft) {
				a.twin(distribution, "Second")
				a.open("Second")
				a.set("Second", originName, `{"Fn::Join": ["", ["dualstack.", `+balancerName+`]]}`)
			}},
		{"a second distribution by a DNS record", "chat", "tls-and-waf", verify.Refuted, "the alias leads to the load balancer",
			func(a *draft) {
				a.twin(distribution, "Second")
				a.open("Second")
				a.alias("origin.example.com.")
				a.set("Second", originName, `"origin.example.com"`)
			}},
		{"a second distribution with an open VPC origin", "hello", "tls-and-waf", verify.Unknown, "it may be the load balancer's",
			func(a *draft) {
				a.app[1].Template["Parameters"] = map[string]any{"Origin": map[string]any{"Type": "String"}}
				a.twin(distribution, "Second")
				a.set("Second", "DistributionConfig.Origins.0.VpcOriginConfig.VpcOriginId", `"!Ref Origin"`)
				a.set("Second", originName, `"x.example.com"`)
			}},
		{"an open second distribution with an open VPC origin", "hello", "tls-and-waf", verify.Unknown, "it may be of something else",
			func(a *draft) {
				a.app[1].Template["Parameters"] = map[string]any{"Origin": map[string]any{"Type": "String"}}
				a.twin(distribution, "Second")
				a.open("Second")
				a.set("Second", "DistributionConfig.Origins.0.VpcOriginConfig.VpcOriginId", `"!Ref Origin"`)
				a.set("Second", originName, `"x.example.com"`)
			}},
		{"a second distribution of a bucket", "chat", "tls-and-waf", verify.Proved, "it leads elsewhere",
			func(a *draft) {
				a.twin(distribution, "Second")
				a.open("Second")
				a.set("Second", "DistributionConfig.Origins.0", `{"Id": "b", "DomainName": "b.s3.amazonaws.com", "S3OriginConfig": {}}`)
			}},
		{"the distribution by the dual-stack name", "chat", "tls-and-waf", verify.Proved, "dualstack.NAME is the load balancer too",
			func(a *draft) {
				a.set(distribution, originName, `{"Fn::Join": ["", ["dualstack.", `+balancerName+`]]}`)
			}},
		{"the distribution by a DNS record", "chat", "tls-and-waf", verify.Proved, "the alias leads to the load balancer, and its firewall with it",
			func(a *draft) { a.alias("origin.example.com"); a.set(distribution, originName, `"origin.example.com"`) }},
		{"the distribution by one record of a group", "chat", "tls-and-waf", verify.Proved, "the record leads to the load balancer",
			func(a *draft) {
				a.edge("Records", "AWS::Route53::RecordSetGroup", `{"HostedZoneId": "Z1", "RecordSets": [{"Type": "CNAME", "TTL": "60", "Name": "origin.example.com", "ResourceRecords": [`+balancerName+`]}]}`)
				a.set(distribution, originName, `"origin.example.com"`)
			}},
		{"an origin that nothing explains", "chat", "tls-and-waf", verify.Unknown, "the name may lead to the load balancer, or not",
			func(a *draft) { a.set(distribution, originName, `"origin.example.com"`) }},
		{"no distribution and no firewall", "chat", "tls-and-waf", verify.Refuted, "the load balancer faces the internet alone",
			func(a *draft) {
				a.set(distribution, "DistributionConfig.Origins.0", `{"Id": "b", "DomainName": "b.s3.amazonaws.com", "S3OriginConfig": {}}`)
			}},
		{"a second origin of a bucket", "chat", "tls-and-waf", verify.Proved, "buckets are read over HTTPS",
			func(a *draft) {
				a.set(distribution, "DistributionConfig.Origins.+", `{"Id": "b", "DomainName": "b.s3.amazonaws.com", "S3OriginConfig": {}}`)
			}},
		{"as the viewer, who has HTTPS alone", "chat", "tls-and-waf", verify.Proved, "HTTP is redirected and never gets to the origin",
			func(a *draft) {
				a.set(distribution, "DistributionConfig.Origins.0.CustomOriginConfig.OriginProtocolPolicy", `"match-viewer"`)
			}},
		{"as the viewer, who may have HTTP", "chat", "tls-and-waf", verify.Refuted, "one behaviour allows plain HTTP",
			func(a *draft) {
				a.set(distribution, "DistributionConfig.CacheBehaviors", `[{"PathPattern": "/x", "TargetOriginId": "o", "ViewerProtocolPolicy": "allow-all"}]`)
				a.set(distribution, "DistributionConfig.Origins.0.CustomOriginConfig.OriginProtocolPolicy", `"match-viewer"`)
			}},
		{"plain HTTP to the origin", "chat", "tls-and-waf", verify.Refuted, "CloudFront goes over the internet",
			func(a *draft) {
				a.set(distribution, "DistributionConfig.Origins.0.CustomOriginConfig.OriginProtocolPolicy", `"http-only"`)
			}},
		{"older TLS to the origin", "chat", "tls-and-waf", verify.Refuted, "TLSv1.1 is among the protocols",
			func(a *draft) {
				a.set(distribution, "DistributionConfig.Origins.0.CustomOriginConfig.OriginSSLProtocols.+", `"TLSv1.1"`)
			}},
		{"older TLS to viewers", "chat", "tls-and-waf", verify.Refuted, "TLSv1.1_2016 takes TLS 1.1",
			func(a *draft) {
				a.set(distribution, "DistributionConfig.ViewerCertificate.MinimumProtocolVersion", `"TLSv1.1_2016"`)
			}},
		{"a policy of TLS that is not known", "chat", "tls-and-waf", verify.Unknown, "nobody knows what TLSv9 takes",
			func(a *draft) {
				a.set(distribution, "DistributionConfig.ViewerCertificate.MinimumProtocolVersion", `"TLSv9_2030"`)
			}},
		{"the listener's default policy", "chat", "tls-and-waf", verify.Refuted, "ELBSecurityPolicy-2016-08 takes TLS 1.0",
			func(a *draft) { a.cut("ComputeLoadBalancerListener", "SslPolicy") }},
		{"a continuous deployment", "chat", "tls-and-waf", verify.Unknown, "some viewers get a staging distribution that is not in the templates",
			func(a *draft) { a.set(distribution, "DistributionConfig.ContinuousDeploymentPolicyId", `"abcd"`) }},
		{"a tenant without the firewall", "chat", "tls-and-waf", verify.Unknown, "tenants may turn the web ACL off: aws-resource-cloudfront-distributiontenant.html",
			func(a *draft) {
				a.edge("Tenant", "AWS::CloudFront::DistributionTenant", `{"DistributionId": "!Ref @EdgeDistribution", "Name": "t", "Domains": ["t.example.com"], "Customizations": {"WebAcl": {"Action": "disable"}}}`)
			}},
		{"a listener of an open load balancer", "chat", "tls-and-waf own-distribution-only login-before-forward", verify.Unknown, "it may be another way to the tasks",
			func(a *draft) {
				a.parameter("Balancer", "String")
				a.add("Stray", "AWS::ElasticLoadBalancingV2::Listener", `{"LoadBalancerArn": "!Ref Balancer", "Port": 8080, "Protocol": "HTTP", "DefaultActions": [{"Type": "forward", "TargetGroupArn": "!Ref @ComputeServicesAppTargetGroup"}]}`)
			}},
		{"a listener that redirects", "chat", "tls-and-waf own-distribution-only login-before-forward", verify.Proved, "it forwards nothing",
			func(a *draft) {
				a.add("Plain", "AWS::ElasticLoadBalancingV2::Listener", `{"LoadBalancerArn": "!Ref @ComputeLoadBalancer", "Port": 80, "Protocol": "HTTP",
					"DefaultActions": [{"Type": "redirect", "RedirectConfig": {"Protocol": "HTTPS", "Port": "443", "StatusCode": "HTTP_301"}}]}`)
			}},
		{"the firewall lets some through first", "chat", "tls-and-waf", verify.Unknown, "what comes behind a rule that allows may never be asked",
			func(a *draft) { a.set("EdgeWebACL", "Rules.+", allow) }},
		{"the firewall lets some through at the end", "chat", "tls-and-waf", verify.Proved, "what blocks comes first",
			func(a *draft) {
				a.set("EdgeWebACL", "Rules.+", allow)
				a.set("EdgeWebACL", "Rules.5.Priority", `99`)
			}},
		{"the firewall counts", "chat", "tls-and-waf", verify.Refuted, "Count blocks nothing",
			func(a *draft) {
				a.set("EdgeWebACL", "Rules", `[{"Name": "A", "Priority": 1, "OverrideAction": {"Count": {}}, "Statement": {"ManagedRuleGroupStatement": {"Name": "AWSManagedRulesCommonRuleSet", "VendorName": "AWS"}}, `+visibility+`}]`)
			}},
		{"the log of the firewall keeps all but drops some", "chat", "encrypted-and-logged", verify.Unknown, "what is dropped is not in the log",
			func(a *draft) {
				a.set("EdgeWebACLLogs", "LoggingFilter", `{"DefaultBehavior": "KEEP", "Filters": [{"Behavior": "DROP", "Requirement": "MEETS_ANY", "Conditions": [{"ActionCondition": {"Action": "BLOCK"}}]}]}`)
			}},
		{"the log of the firewall keeps all", "chat", "encrypted-and-logged", verify.Proved, "nothing is dropped",
			func(a *draft) {
				a.set("EdgeWebACLLogs", "LoggingFilter", `{"DefaultBehavior": "KEEP", "Filters": [{"Behavior": "KEEP", "Requirement": "MEETS_ANY", "Conditions": [{"ActionCondition": {"Action": "BLOCK"}}]}]}`)
			}},
		{"flow logs of what is rejected", "chat", "encrypted-and-logged", verify.Refuted, "what is accepted is not logged",
			func(a *draft) { a.set("NetworkFlowLogs", "TrafficType", `"REJECT"`) }},
		{"a bucket without encryption of its own", "chat", "encrypted-and-logged", verify.Refuted, "it declares none",
			func(a *draft) { a.cut("ComputeBucketsDocs", "BucketEncryption") }},
		{"a bucket that does not say that it is private", "chat", "encrypted-and-logged", verify.Unknown, "only buckets since April 2023 are so by themselves",
			func(a *draft) { a.cut("ComputeBucketsDocs", "PublicAccessBlockConfiguration") }},
	})
}
