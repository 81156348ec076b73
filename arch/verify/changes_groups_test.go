package verify_test

import (
	"testing"

	"github.com/archblocks/archblocks/arch/verify"
)

const (
	service     = "ComputeServicesAppService"
	taskGroups  = "NetworkConfiguration.AwsvpcConfiguration.SecurityGroups"
	fromFront   = "ComputeRulesLoadBalancerFromCloudFront443"
	function    = `"Code": {"ZipFile": "x"}, "Handler": "index.handler", "Runtime": "python3.12", "Role": "arn:aws:iam::111122223333:role/f"`
	interfaceOf = `{"SubnetId": "!Ref @NetworkPrivateSubnet1", "GroupSet": [`
)

// Who wears security groups, and what their rules say.
func TestChangesOfGroups(t *testing.T) {
	const worn = "tasks-from-alb-only egress-only-to-endpoints"
	judgeChanges(t, []change{
		{"an interface wears a group that a parameter names", "chat", worn, verify.Unknown, "it may be any group of the templates",
			func(a *draft) {
				a.parameter("Group", "AWS::EC2::SecurityGroup::Id")
				a.add("Box", "AWS::EC2::NetworkInterface", interfaceOf+`"!Ref Group"]}`)
			}},
		{"an interface wears groups that a parameter names", "chat", worn, verify.Unknown, "they may be any of the templates",
			func(a *draft) {
				a.parameter("Groups", "List<AWS::EC2::SecurityGroup::Id>")
				a.add("Box", "AWS::EC2::NetworkInterface", `{"SubnetId": "!Ref @NetworkPrivateSubnet1", "GroupSet": "!Ref Groups"}`)
			}},
		{"an interface wears a group of elsewhere", "chat", worn, verify.Proved, "an id in text is of something that the templates do not make",
			func(a *draft) {
				a.add("Box", "AWS::EC2::NetworkInterface", interfaceOf+`"sg-0123456789abcdef0"]}`)
			}},
		{"an interface wears the load balancer's group", "chat", "tasks-from-alb-only", verify.Refuted, "it gets to the tasks",
			func(a *draft) {
				a.add("Box", "AWS::EC2::NetworkInterface", interfaceOf+`"!GetAtt @ComputeGroupsLoadBalancer.GroupId"]}`)
			}},
		{"an interface wears the endpoints' group", "chat", "egress-only-to-endpoints", verify.Refuted, "the tasks get to it",
			func(a *draft) {
				a.add("Box", "AWS::EC2::NetworkInterface", interfaceOf+`"!GetAtt @NetworkEndpointGroup.GroupId"]}`)
			}},
		{"an instance wears the load balancer's group", "chat", "tasks-from-alb-only", verify.Refuted, "it gets to the tasks",
			func(a *draft) {
				a.add("Box", "AWS::EC2::Instance", `{"ImageId": "ami-1", "NetworkInterfaces": [{"DeviceIndex": "0", "SubnetId": "!Ref @NetworkPrivateSubnet1", "GroupSet": ["!GetAtt @ComputeGroupsLoadBalancer.GroupId"]}]}`)
			}},
		{"a function wears the load balancer's group", "chat", "tasks-from-alb-only", verify.Refuted, "it gets to the tasks",
			func(a *draft) {
				a.add("Function", "AWS::Lambda::Function", `{`+function+`, "VpcConfig": {"SubnetIds": ["!Ref @NetworkPrivateSubnet1"], "SecurityGroupIds": ["!GetAtt @ComputeGroupsLoadBalancer.GroupId"]}}`)
			}},
		{"a function knows the groups' ids", "chat", worn, verify.Proved, "in no VPC it wears nothing, and nobody tells it to change anything",
			func(a *draft) {
				a.add("Function", "AWS::Lambda::Function", `{`+function+`, "Environment": {"Variables": {"A": "!GetAtt @ComputeGroupsLoadBalancer.GroupId", "B": "!GetAtt @NetworkEndpointGroup.GroupId"}}}`)
			}},
		{"a custom resource whose function knows the group's id", "chat", "alb-from-cloudfront-only tasks-from-alb-only", verify.Unknown, "it may add rules to it",
			func(a *draft) {
				a.add("Function", "AWS::Lambda::Function", `{`+function+`, "Environment": {"Variables": {"A": "!GetAtt @ComputeGroupsLoadBalancer.GroupId"}}}`)
				a.add("Open", "Custom::Open", `{"ServiceToken": "!GetAtt Function.Arn"}`)
			}},
		{"an endpoint in an open group", "chat", "tasks-reach-endpoints", verify.Unknown, "it may be the group that the tasks send to",
			func(a *draft) {
				a.parameter("Group", "AWS::EC2::SecurityGroup::Id")
				a.set(logsVPCE, "SecurityGroupIds", `["!Ref Group"]`)
			}},
		{"a custom resource whose function knows nothing", "chat", "alb-from-cloudfront-only no-internet-route tasks-reach-endpoints", verify.Proved, "it names no part of the network",
			func(a *draft) {
				a.add("Function", "AWS::Lambda::Function", `{`+function+`}`)
				a.add("Clean", "Custom::Clean", `{"ServiceToken": "!GetAtt Function.Arn", "Path": "/tmp"}`)
			}},
		{"a custom resource that touches nothing", "chat", "alb-from-cloudfront-only tasks-from-alb-only egress-only-to-endpoints no-internet-route tasks-reach-endpoints", verify.Proved,
			"it names no part of the network",
			func(a *draft) {
				a.add("Clean", "Custom::Clean", `{"ServiceToken": "arn:aws:lambda:eu-west-1:111122223333:function:clean", "Path": "/tmp"}`)
			}},
		{"a share of the load balancer's group", "chat", "tasks-from-alb-only", verify.Unknown, "docs.aws.amazon.com/vpc/latest/userguide/security-group-sharing.html",
			func(a *draft) {
				a.add("Share", "AWS::RAM::ResourceShare", `{"Name": "x", "Principals": ["999999999999"], "ResourceArns": [{"Fn::Sub": "arn:aws:ec2:eu-west-1:${AWS::AccountId}:security-group/${@ComputeGroupsLoadBalancer.GroupId}"}]}`)
			}},
		{"a second service wears the load balancer's group", "chat", "tasks-from-alb-only", verify.Refuted, "its tasks get to the first one's",
			func(a *draft) {
				a.twin(service, "Second")
				a.cut("Second", "LoadBalancers")
				a.set("Second", taskGroups, `["!GetAtt @ComputeGroupsLoadBalancer.GroupId"]`)
			}},
		{"a second service wears an open group", "chat", worn, verify.Unknown, "it may be the load balancer's or the endpoints'",
			func(a *draft) {
				a.parameter("Group", "AWS::EC2::SecurityGroup::Id")
				a.twin(service, "Second")
				a.cut("Second", "LoadBalancers")
				a.set("Second", taskGroups, `["!Ref Group"]`)
			}},
		{"a network load balancer wears the group", "chat", "tasks-from-alb-only", verify.Refuted, "what it forwards gets to the tasks",
			func(a *draft) {
				a.add("Second", "AWS::ElasticLoadBalancingV2::LoadBalancer", `{"Type": "network", "Scheme": "internal", "Subnets": ["!Ref @NetworkPublicSubnet1"], "SecurityGroups": ["!GetAtt @ComputeGroupsLoadBalancer.GroupId"]}`)
			}},
		{"tasks in an open group", "chat", "s3-gateway-everywhere survives-zone-loss alb-reaches-tasks tasks-reach-endpoints egress-only-to-endpoints tasks-from-alb-only", verify.Unknown,
			"what it lets pass is not in the templates",
			func(a *draft) {
				a.parameter("Group", "AWS::EC2::SecurityGroup::Id")
				a.set(service, taskGroups, `["!Ref Group"]`)
			}},
		{"tasks in the groups of the load balancer", "chat", "s3-gateway-everywhere", verify.Unknown, "an attribute that is a list of groups is not followed",
			func(a *draft) { a.set(service, taskGroups, `"!GetAtt @ComputeLoadBalancer.SecurityGroups"`) }},
		{"tasks in the default group", "chat", "egress-only-to-endpoints", verify.Refuted, "docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html: it lets everything out",
			func(a *draft) { a.set(service, taskGroups, `["!GetAtt @NetworkVpc.DefaultSecurityGroup"]`) }},
		{"a rule for all in an imported group of the load balancer", "chat", "alb-from-cloudfront-only", verify.Refuted, "rules that are known to be bad refute, whatever else the group has",
			func(a *draft) {
				a.set("ComputeLoadBalancer", "SecurityGroups", `["sg-0123456789abcdef0"]`)
				a.add("Open", "AWS::EC2::SecurityGroupIngress", `{"GroupId": "sg-0123456789abcdef0", "IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "CidrIp": "0.0.0.0/0"}`)
			}},
		{"a rule for all in an imported group of the tasks", "chat", worn, verify.Refuted, "rules that are known to be bad refute, whatever else the group has",
			func(a *draft) {
				a.set(service, taskGroups, `["sg-0123456789abcdef0"]`)
				a.add("In", "AWS::EC2::SecurityGroupIngress", `{"GroupId": "sg-0123456789abcdef0", "IpProtocol": "tcp", "FromPort": 8501, "ToPort": 8501, "CidrIp": "10.0.0.0/16"}`)
				a.add("Out", "AWS::EC2::SecurityGroupEgress", `{"GroupId": "sg-0123456789abcdef0", "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "10.0.0.0/16"}`)
			}},
		{"an imported group", "chat", "alb-from-cloudfront-only", verify.Unknown, "its rules are not in the templates",
			func(a *draft) { a.set("ComputeLoadBalancer", "SecurityGroups", `["sg-0123456789abcdef0"]`) }},
		{"a rule for a choice of the load balancer's groups", "chat", "alb-from-cloudfront-only", verify.Unknown, "which group it is of is not followed",
			func(a *draft) {
				a.add("Open", "AWS::EC2::SecurityGroupIngress", `{"GroupId": {"Fn::Select": [0, "!GetAtt @ComputeLoadBalancer.SecurityGroups"]}, "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "0.0.0.0/0"}`)
			}},
		{"the default group for the load balancer, with a rule for all", "chat", "alb-from-cloudfront-only", verify.Refuted, "without groups it wears the default one",
			func(a *draft) {
				a.cut("ComputeLoadBalancer", "SecurityGroups")
				a.add("Open", "AWS::EC2::SecurityGroupIngress", `{"GroupId": "!GetAtt @NetworkVpc.DefaultSecurityGroup", "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "0.0.0.0/0"}`)
			}},
		{"a rule of all protocols", "chat", "alb-from-cloudfront-only", verify.Refuted, "more than the listener's port",
			func(a *draft) {
				a.shown = "tcp port 80 "
				a.set(fromFront, "IpProtocol", `"-1"`)
			}},
		{"the protocol by its number", "chat", "alb-from-cloudfront-only", verify.Proved, "6 is TCP",
			func(a *draft) { a.set(fromFront, "IpProtocol", `6`) }},
		{"all ports", "chat", "alb-from-cloudfront-only", verify.Refuted, "-1 is all: docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html",
			func(a *draft) { a.set(fromFront, "FromPort", `-1`); a.set(fromFront, "ToPort", `-1`) }},
		{"ports that are no range", "chat", "alb-from-cloudfront-only", verify.Unknown, "444 to 443 says nothing",
			func(a *draft) { a.set(fromFront, "FromPort", `444`) }},
		{"a list that a dynamic reference names", "chat", "alb-from-cloudfront-only", verify.Unknown, "it may be any",
			func(a *draft) { a.set(fromFront, "SourcePrefixListId", `"{{resolve:ssm:/pl}}"`) }},
		{"the list of another Region", "chat", "alb-from-cloudfront-only", verify.Unknown, "pl-3b927c52 is CloudFront's in us-east-1 alone",
			func(a *draft) { a.set(fromFront, "SourcePrefixListId", `"pl-3b927c52"`) }},
		{"the range of the VPC", "chat", "tasks-reach-endpoints", verify.Proved, "GetAtt CidrBlock is the property: aws-resource-ec2-vpc.html",
			func(a *draft) {
				a.cut("ComputeRulesEndpointsFromApp", "SourceSecurityGroupId")
				a.set("ComputeRulesEndpointsFromApp", "CidrIp", `"!GetAtt @NetworkVpc.CidrBlock"`)
			}},
		{"an IPv4 range as IPv6", "chat", "tasks-reach-endpoints", verify.Refuted, "::ffff:10.0.0.0/104 admits no IPv4 packet",
			func(a *draft) {
				a.cut("ComputeRulesEndpointsFromApp", "SourceSecurityGroupId")
				a.set("ComputeRulesEndpointsFromApp", "CidrIpv6", `"::ffff:10.0.0.0/104"`)
			}},
	})
}
