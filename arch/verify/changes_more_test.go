package verify_test

import (
	"testing"

	"github.com/archblocks/archblocks/arch/verify"
)

// What is open must not be taken for wrong, nor for right.
func TestChangesThatMayBeEither(t *testing.T) {
	judgeChanges(t, []change{
		{"an open image that does not wait for its registry", "chat", "ready-before-start", verify.Unknown, "the first task may pull it before the endpoint is there",
			func(a *draft) {
				a.openTo(task, container+"Image")
				a.independent("NetworkEndpointEcrDkr")
			}},
		{"an open image that waits for all endpoints", "chat", "ready-before-start", verify.Proved, "whatever registry it is, its endpoint is there",
			func(a *draft) { a.openTo(task, container+"Image") }},
		{"an open port of the listener", "chat", "alb-from-cloudfront-only", verify.Unknown, "it may be the port that the rule admits",
			func(a *draft) { a.openTo(listener, "Port") }},
		{"open conditions", "chat", "own-distribution-only", verify.Unknown, "a header may be among them",
			func(a *draft) { a.openTo(rule, "Conditions*") }},
		{"open groups of the load balancer", "chat", "tasks-from-alb-only", verify.Unknown, "the group that the tasks admit may be among them",
			func(a *draft) { a.openTo(balancer, "SecurityGroups*") }},
		{"an instance in a subnet that may give public addresses", "chat", "no-public-address", verify.Unknown, "docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html",
			func(a *draft) {
				a.add("Jump", "AWS::EC2::Instance", `{"SubnetId": "!Ref @NetworkPublicSubnet1"}`)
				a.openTo(public1, "MapPublicIpOnLaunch")
			}},
		{"a firewall that blocks an empty list", "hello", "tls-and-waf", verify.Unknown, "no request is from it until somebody fills it",
			func(a *draft) {
				a.edge("Bad", "AWS::WAFv2::IPSet", `{"Addresses": [], "IPAddressVersion": "IPV4", "Scope": "CLOUDFRONT"}`)
				a.set("EdgeWebACL", "Rules", `[{"Name": "bad", "Priority": 0, "Action": {"Block": {}}, "Statement": {"IPSetReferenceStatement": {"Arn": "!GetAtt Bad.Arn"}},
					"VisibilityConfig": {"SampledRequestsEnabled": true, "CloudWatchMetricsEnabled": true, "MetricName": "bad"}}]`)
			}},
	})
}
