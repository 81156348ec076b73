package verify_test

import (
	"testing"

	"github.com/archblocks/archblocks/arch/verify"
)

// Logs and keys.
func TestChangesOfLogs(t *testing.T) {
	const logged = "encrypted-and-logged"
	flow := func(kinds ...string) func(*draft) {
		return func(a *draft) {
			a.drop("NetworkFlowLogs")
			for i, kind := range kinds {
				a.add("Flow"+string(rune('A'+i)), "AWS::EC2::FlowLog", `{"ResourceType": "VPC", "ResourceId": "!Ref @NetworkVpc", "TrafficType": "`+kind+`"}`)
			}
		}
	}
	subnets := func(names ...string) func(*draft) {
		return func(a *draft) {
			a.drop("NetworkFlowLogs")
			for _, name := range names {
				a.add("Flow"+name, "AWS::EC2::FlowLog", `{"ResourceType": "Subnet", "ResourceId": "!Ref @`+name+`", "TrafficType": "ALL"}`)
			}
		}
	}
	set := func(name, path, text string) func(*draft) { return func(a *draft) { a.set(name, path, text) } }
	cut := func(name, path string) func(*draft) { return func(a *draft) { a.cut(name, path) } }
	judgeChanges(t, []change{
		{"no flow log", "chat", logged, verify.Refuted, "nothing is logged", flow()},
		{"flow logs of both kinds", "chat", logged, verify.Proved, "together they log all", flow("ACCEPT", "REJECT")},
		{"a flow log of one kind", "chat", logged, verify.Refuted, "what is rejected is not logged", flow("ACCEPT")},
		{"flow logs of all subnets", "chat", logged, verify.Proved, "together they log the VPC", subnets(public1, public2, private1, private2)},
		{"flow logs of all subnets but one", "chat", logged, verify.Refuted, "it is not logged", subnets(public1, private1, private2)},
		{"an open flow log", "chat", logged, verify.Unknown, "it may be of the VPC",
			and(flow(), func(a *draft) {
				a.parameter("Open", "String")
				a.add("Flow", "AWS::EC2::FlowLog", `{"ResourceType": "VPC", "ResourceId": "!Ref Open", "TrafficType": "ALL"}`)
			})},
		{"no delivery", "chat", logged, verify.Refuted, "requests to the distribution are not logged", func(a *draft) { a.drop("EdgeAccessLogs") }},
		{"a source of something else", "chat", logged, verify.Refuted, "requests to the distribution are not logged", set("EdgeAccessLogsSource", "LogType", `"CONNECTION_LOGS"`)},
		{"a log in a bucket", "chat", logged, verify.Proved, "the older kind",
			func(a *draft) {
				a.drop("EdgeAccessLogs")
				a.set(distribution, "DistributionConfig.Logging", `{"Bucket": "b.s3.amazonaws.com"}`)
			}},
		{"a delivery by the name of the source", "chat", logged, verify.Proved, "the names are one",
			func(a *draft) {
				a.set("EdgeAccessLogsSource", "Name", `"source"`)
				a.set("EdgeAccessLogs", "DeliverySourceName", `"source"`)
			}},
		{"a delivery of another source", "chat", logged, verify.Refuted, "the names are two",
			func(a *draft) {
				a.set("EdgeAccessLogsSource", "Name", `"source"`)
				a.set("EdgeAccessLogs", "DeliverySourceName", `"other"`)
			}},
		{"no log of the firewall", "chat", logged, verify.Refuted, "what it blocks is not logged", func(a *draft) { a.drop("EdgeWebACLLogs") }},
		{"a log of the firewall that drops by default", "chat", logged, verify.Unknown, "what is dropped is not in the log",
			set("EdgeWebACLLogs", "LoggingFilter", `{"DefaultBehavior": "DROP", "Filters": [{"Behavior": "KEEP", "Requirement": "MEETS_ANY", "Conditions": [{"ActionCondition": {"Action": "BLOCK"}}]}]}`)},
		{"no log of the load balancer", "chat", logged, verify.Refuted, "requests are not logged", cut(balancer, "LoadBalancerAttributes")},
		{"the load balancer's log turned off", "chat", logged, verify.Refuted, "requests are not logged", set(balancer, "LoadBalancerAttributes.5.Value", `"false"`)},
		{"no word of the load balancer's log", "chat", logged, verify.Refuted, "off is the default", cut(balancer, "LoadBalancerAttributes.5")},
		{"a container without a log", "chat", logged, verify.Refuted, "it writes none", cut(task, container+"LogConfiguration")},
		{"a container with no log driver", "chat", logged, verify.Refuted, "none is none", set(task, container+"LogConfiguration.LogDriver", `"none"`)},
		{"a log group without a key", "chat", logged, verify.Refuted, "no key of its own", cut("ObservabilityAppLogs", "KmsKeyId")},
		{"a log group with an empty key", "chat", logged, verify.Refuted, "no key of its own", set("ObservabilityAppLogs", "KmsKeyId", `""`)},
		{"a log group with a key by its alias", "chat", logged, verify.Proved, "a key all the same", set("ObservabilityAppLogs", "KmsKeyId", `"arn:aws:kms:eu-west-1:111122223333:key/x"`)},
		{"a secret without a key", "chat", logged, verify.Refuted, "no key of its own", cut("ComputeOriginSecret", "KmsKeyId")},
		{"a bucket that may be public", "chat", logged, verify.Refuted, "one of four is off", set("ComputeBucketsDocs", "PublicAccessBlockConfiguration.IgnorePublicAcls", `false`)},
		{"a bucket with three of four", "chat", logged, verify.Refuted, "false is the default", cut("ComputeBucketsDocs", "PublicAccessBlockConfiguration.RestrictPublicBuckets")},
		{"two containers, one without a log", "chat", logged, verify.Refuted, "it writes none", set(task, "ContainerDefinitions.+", `{"Name": "side", "Image": "111122223333.dkr.ecr.eu-west-1.amazonaws.com/side:1"}`)},
	})
}

// Rules that stand before others.
func TestChangesOfPriorities(t *testing.T) {
	const login, own = "login-before-forward", "own-distribution-only"
	second := func(priority, actions string) func(*draft) {
		return func(a *draft) {
			a.twin(rule, "Second")
			a.set(rule, "Priority", `5`)
			a.set("Second", "Priority", priority)
			a.set("Second", "Actions", `[`+actions+`]`)
		}
	}
	judgeChanges(t, []change{
		{"a rule behind one of the same conditions", "chat", login + " " + own, verify.Proved, "no request gets to it", second(`40000`, forward)},
		{"a rule before one of the same conditions", "chat", login, verify.Refuted, "it takes all requests", second(`1`, forward)},
		{"a rule behind one of more conditions", "chat", login, verify.Refuted, "requests of other paths get to it",
			and(second(`40000`, forward), func(a *draft) { a.set(rule, "Conditions.+", `{"Field": "path-pattern", "Values": ["/a*"]}`) })},
		{"a rule of more conditions behind", "chat", login, verify.Proved, "no request gets to it",
			and(second(`40000`, forward), func(a *draft) { a.set("Second", "Conditions.+", `{"Field": "path-pattern", "Values": ["/a*"]}`) })},
		{"a rule of other conditions behind", "chat", own, verify.Refuted, "requests without the header get to it",
			and(second(`40000`, forward), func(a *draft) { a.set("Second", "Conditions", `[{"Field": "path-pattern", "Values": ["/a*"]}]`) })},
		{"two groups of targets", "chat", login + " " + own + " alb-reaches-tasks", verify.Proved, "the weights change nothing",
			func(a *draft) {
				a.add("None", "AWS::ElasticLoadBalancingV2::TargetGroup", `{"TargetType": "lambda"}`)
				a.set(rule, "Actions.1", `{"Type": "forward", "Order": 2, "ForwardConfig": {"TargetGroups": [{"TargetGroupArn": "!Ref @ComputeServicesAppTargetGroup", "Weight": 0}, {"TargetGroupArn": "!Ref None", "Weight": 1}]}}`)
			}},
		{"an open list of targets", "chat", login, verify.Unknown, "they may be the tasks",
			func(a *draft) {
				a.parameter("Open", "CommaDelimitedList")
				a.set(rule, "Actions.1", `{"Type": "forward", "Order": 2, "ForwardConfig": {"TargetGroups": "!Ref Open"}}`)
			}},
		{"a login of another kind", "chat", login, verify.Proved, "authenticate-oidc asks as well",
			func(a *draft) {
				a.set(rule, "Actions.0", `{"Type": "authenticate-oidc", "Order": 1, "AuthenticateOidcConfig": {"Issuer": "https://x", "OnUnauthenticatedRequest": "deny"}}`)
			}},
		{"a login of another kind that lets all in", "chat", login, verify.Refuted, "allow",
			func(a *draft) {
				a.set(rule, "Actions.0", `{"Type": "authenticate-oidc", "Order": 1, "AuthenticateOidcConfig": {"Issuer": "https://x", "OnUnauthenticatedRequest": "allow"}}`)
			}},
		{"no login, and none inside", "chat", login, verify.Refuted, "nobody logs users in", func(a *draft) { a.cut(rule, "Actions.0") }},
		{"no login, and one inside", "chat", login, verify.Delegated, "the container has the ids of the pool and its client",
			func(a *draft) {
				a.cut(rule, "Actions.0")
				a.set(task, container+"Environment", `[{"Name": "P", "Value": "!Ref @AuthUserPool"}, {"Name": "C", "Value": "!Ref @AuthClient"}]`)
			}},
		{"no login, and a pool inside", "chat", login, verify.Refuted, "without a client nobody logs in",
			func(a *draft) {
				a.cut(rule, "Actions.0")
				a.set(task, container+"Environment", `[{"Name": "P", "Value": "!Ref @AuthUserPool"}]`)
			}},
		{"no login, and a client of another pool inside", "chat", login, verify.Refuted, "the client is of another pool",
			func(a *draft) {
				a.cut(rule, "Actions.0")
				a.add("Pool", "AWS::Cognito::UserPool", `{}`)
				a.set(task, container+"Environment", `[{"Name": "P", "Value": "!Ref Pool"}, {"Name": "C", "Value": "!Ref @AuthClient"}]`)
			}},
		{"no login, and the pool's ARN inside", "chat", login, verify.Refuted, "an ARN is no id",
			func(a *draft) {
				a.cut(rule, "Actions.0")
				a.set(task, container+"Environment", `[{"Name": "P", "Value": "!GetAtt @AuthUserPool.Arn"}, {"Name": "C", "Value": "!Ref @AuthClient"}]`)
			}},
		{"a public path by a regular expression", "chat", login, verify.Refuted, "what it takes is not worked out",
			func(a *draft) {
				a.beside(`{"Field": "path-pattern", "PathPatternConfig": {"RegexValues": ["^/health"]}}`)
			}},
		{"a public path beside another", "chat", login, verify.Refuted, "/admin is not public",
			func(a *draft) {
				a.beside(`{"Field": "path-pattern", "PathPatternConfig": {"Values": ["/health", "/admin"]}}`)
			}},
	})
}
