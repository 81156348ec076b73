package verify_test

import (
	"testing"

	"github.com/archblocks/archblocks/arch/verify"
)

const (
	balancer = "ComputeLoadBalancer"
	listener = "ComputeLoadBalancerListener"
	targets  = "ComputeServicesAppTargetGroup"
	lambda   = `"ServiceToken": "arn:aws:lambda:eu-west-1:111122223333:function:f"`
)

// openTo puts a parameter without a value in the place of a property.
func (a *draft) openTo(name, path string) {
	for i := range a.app {
		if _, found := a.resources(i)[a.id(name)]; found {
			a.app[i].Template["Parameters"] = map[string]any{"Open": map[string]any{"Type": "String"}, "Opens": map[string]any{"Type": "CommaDelimitedList"}}
		}
	}
	text := `"!Ref Open"`
	if list, is := cutStar(path); is {
		path, text = list, `"!Ref Opens"`
	}
	a.set(name, path, text)
}

// cutStar takes the star from the end of the path of a list that is open as a whole.
func cutStar(path string) (string, bool) {
	if path[len(path)-1] == '*' {
		return path[:len(path)-1], true
	}
	return path, false
}

// What a parameter without a value may decide is not decided. A star stands for a whole list.
func TestChangesOfOpenValues(t *testing.T) {
	var changes []change
	for _, each := range []struct{ name, path, properties string }{
		{"ObservabilityAppLogs", "KmsKeyId", "encrypted-and-logged"},
		{"ComputeBucketsDocs", "BucketEncryption", "encrypted-and-logged"},
		{"ComputeBucketsDocs", "PublicAccessBlockConfiguration.BlockPublicAcls", "encrypted-and-logged"},
		{balancer, "LoadBalancerAttributes*", "encrypted-and-logged"},
		{balancer, "LoadBalancerAttributes.5.Key", "encrypted-and-logged"},
		{balancer, "LoadBalancerAttributes.5.Value", "encrypted-and-logged"},
		{"EdgeAccessLogs", "DeliverySourceName", "encrypted-and-logged"},
		{"NetworkFlowLogs", "TrafficType", "encrypted-and-logged"},
		{"NetworkFlowLogs", "ResourceId", "encrypted-and-logged"},
		{task, container + "LogConfiguration.LogDriver", "encrypted-and-logged services-have-endpoints"},
		{task, container + "LogConfiguration.Options.awslogs-region", "services-have-endpoints"},
		{task, container + "Image", "services-have-endpoints tasks-reach-endpoints"},
		{task, container + "PortMappings*", "alb-reaches-tasks"},
		{task, container + "PortMappings.0.ContainerPort", "alb-reaches-tasks"},
		{task, "ContainerDefinitions*", "alb-reaches-tasks services-have-endpoints encrypted-and-logged"},
		{task, "NetworkMode", "tasks-from-alb-only services-have-endpoints"},
		{task, "TaskRoleArn", "no-wildcards services-have-endpoints endpoint-policies-tight"},
		{task, "ExecutionRoleArn", "no-wildcards endpoint-policies-tight"},
		{service, "TaskDefinition", "services-have-endpoints no-wildcards tasks-from-alb-only ready-before-start"},
		{service, "LoadBalancers*", "tasks-from-alb-only alb-reaches-tasks login-before-forward"},
		{service, "EnableExecuteCommand", "tasks-from-alb-only"},
		{service, "LaunchType", "services-have-endpoints"},
		{service, "SchedulingStrategy", "survives-zone-loss"},
		{service, "NetworkConfiguration", "no-internet-route egress-only-to-endpoints tasks-from-alb-only no-public-address"},
		{service, "NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp", "no-public-address"},
		{service, "NetworkConfiguration.AwsvpcConfiguration.Subnets*", "no-internet-route s3-gateway-everywhere no-public-address"},
		{service, "NetworkConfiguration.AwsvpcConfiguration.Subnets.0", "no-internet-route s3-gateway-everywhere survives-zone-loss"},
		{service, taskGroups + "*", "egress-only-to-endpoints tasks-from-alb-only"},
		{service, "DeploymentController", "tasks-reach-endpoints"},
		{logsVPCE, "PolicyDocument", "endpoint-policies-tight"},
		{logsVPCE, "PolicyDocument.Statement.0.Action.0", "endpoint-policies-tight"},
		{logsVPCE, "PolicyDocument.Statement.0.Resource", "endpoint-policies-tight"},
		{logsVPCE, "PolicyDocument.Statement.0.Condition.StringEquals.aws:PrincipalAccount", "endpoint-policies-tight"},
		{gateway, "PolicyDocument.Statement.2.Condition.StringEquals.aws:ResourceAccount", "endpoint-policies-tight"},
		{gateway, "RouteTableIds*", "s3-gateway-everywhere"},
		{gateway, "RouteTableIds.0", "s3-gateway-everywhere"},
		{gateway, "ServiceName", "s3-gateway-everywhere services-have-endpoints"},
		{logsVPCE, "ServiceName", "services-have-endpoints"},
		{logsVPCE, "VpcEndpointType", "services-have-endpoints"},
		{logsVPCE, "VpcId", "services-have-endpoints"},
		{logsVPCE, "PrivateDnsEnabled", "services-have-endpoints"},
		{logsVPCE, "SubnetIds*", "services-have-endpoints tasks-reach-endpoints"},
		{logsVPCE, "SubnetIds.0", "tasks-reach-endpoints"},
		{logsVPCE, "SecurityGroupIds*", "tasks-from-alb-only egress-only-to-endpoints"},
		{"NetworkVpc", "EnableDnsSupport", "services-have-endpoints"},
		{"NetworkVpc", "EnableDnsHostnames", "services-have-endpoints"},
		{private1, "VpcId", "no-internet-route tasks-reach-endpoints no-public-address"},
		{private1, "Ipv6Native", "tasks-reach-endpoints"},
		{"NetworkPrivateSubnet1RouteTable", "RouteTableId", "no-internet-route s3-gateway-everywhere"},
		{"NetworkPrivateSubnet1RouteTable", "SubnetId", "no-internet-route s3-gateway-everywhere"},
		{"NetworkPrivateRouteTable1", "VpcId", "no-internet-route s3-gateway-everywhere"},
		{balancer, "Type", "own-distribution-only"},
		{balancer, "Scheme", "own-distribution-only"},
		{balancer, "Subnets*", "alb-reaches-tasks"},
		{balancer, "Subnets.0", "alb-reaches-tasks"},
		{balancer, "SecurityGroups*", "alb-from-cloudfront-only tasks-from-alb-only alb-reaches-tasks"},
		{listener, "Port", "alb-from-cloudfront-only tls-and-waf login-before-forward"},
		{listener, "Protocol", "tls-and-waf"},
		{listener, "SslPolicy", "tls-and-waf"},
		{listener, "DefaultActions*", "own-distribution-only login-before-forward"},
		{listener, "DefaultActions.0.Type", "own-distribution-only login-before-forward"},
		{rule, "Priority", "own-distribution-only login-before-forward"},
		{rule, "Conditions*", "own-distribution-only login-before-forward"},
		{rule, "Conditions.0.Field", "own-distribution-only"},
		{rule, "Conditions.0.HttpHeaderConfig", "own-distribution-only"},
		{rule, "Actions*", "login-before-forward alb-reaches-tasks"},
		{rule, "Actions.0.AuthenticateCognitoConfig.OnUnauthenticatedRequest", "login-before-forward"},
		{rule, "Actions.1.TargetGroupArn", "alb-reaches-tasks"},
		{targets, "HealthCheckPort", "alb-reaches-tasks"},
		{"ComputeOriginSecret", "GenerateSecretString", "own-distribution-only"},
		{"ComputeOriginSecret", "GenerateSecretString.PasswordLength", "own-distribution-only"},
		{"ComputeOriginSecret", "GenerateSecretString.ExcludePunctuation", "own-distribution-only"},
		{"ComputeOriginSecret", "GenerateSecretString.ExcludeCharacters", "own-distribution-only"},
		{fromFront, "IpProtocol", "alb-from-cloudfront-only"},
		{fromFront, "FromPort", "alb-from-cloudfront-only"},
		{fromFront, "SourcePrefixListId", "alb-from-cloudfront-only"},
		{"ComputeRulesAppFromLoadBalancer", "GroupId", "tasks-from-alb-only alb-from-cloudfront-only"},
		{"ComputeRulesAppFromLoadBalancer", "SourceSecurityGroupId", "tasks-from-alb-only"},
		{"ComputeRulesAppToEndpoints", "DestinationSecurityGroupId", "egress-only-to-endpoints"},
		{"ComputeRulesAppToS3", "DestinationPrefixListId", "egress-only-to-endpoints s3-gateway-everywhere"},
		{"ComputeGroupsServiceApp", "SecurityGroupIngress*", "tasks-from-alb-only"},
		{"ComputeGroupsServiceApp", "SecurityGroupIngress.+", "tasks-from-alb-only"},
		{"ComputeServicesAppTaskRole", "Policies*", "no-wildcards"},
		{"ComputeServicesAppTaskRole", "ManagedPolicyArns*", "no-wildcards"},
		{taskRole, "Roles.0", "no-wildcards services-have-endpoints"},
		{taskRole, "PolicyDocument", "no-wildcards"},
		{taskRole, "PolicyDocument.Statement.0.Action.0", "no-wildcards services-have-endpoints"},
		{distribution, "DistributionConfig.DefaultCacheBehavior.ViewerProtocolPolicy", "tls-and-waf"},
		{distribution, "DistributionConfig.ViewerCertificate", "tls-and-waf"},
		{distribution, "DistributionConfig.ViewerCertificate.CloudFrontDefaultCertificate", "tls-and-waf"},
		{distribution, "DistributionConfig.ViewerCertificate.MinimumProtocolVersion", "tls-and-waf"},
		{distribution, "DistributionConfig.Origins.0.CustomOriginConfig.OriginProtocolPolicy", "tls-and-waf"},
		{distribution, "DistributionConfig.Origins.0.CustomOriginConfig.OriginSSLProtocols.0", "tls-and-waf"},
		{distribution, "DistributionConfig.WebACLId", "tls-and-waf"},
		{"EdgeWebACL", "Rules*", "tls-and-waf"},
	} {
		changes = append(changes, change{each.name + " " + each.path, "chat", each.properties, verify.Unknown, "a parameter without a value decides it",
			func(a *draft) { a.openTo(each.name, each.path) }})
	}
	judgeChanges(t, changes)
}

// What a resource of a type that is not known refers to may be changed by it.
func TestChangesOfStrangers(t *testing.T) {
	var changes []change
	for _, each := range []struct{ name, properties string }{
		{"NetworkVpc", "no-internet-route no-public-address tasks-reach-endpoints alb-reaches-tasks alb-from-cloudfront-only"},
		{private1, "no-internet-route no-public-address tasks-reach-endpoints alb-reaches-tasks"},
		{"NetworkPrivateRouteTable1", "no-internet-route s3-gateway-everywhere tasks-reach-endpoints"},
		{"ComputeGroupsLoadBalancer", "alb-from-cloudfront-only tasks-from-alb-only"},
		{"ComputeGroupsServiceApp", "egress-only-to-endpoints tasks-from-alb-only"},
		{"NetworkEndpointGroup", "egress-only-to-endpoints"},
		{balancer, "alb-from-cloudfront-only own-distribution-only login-before-forward alb-reaches-tasks tls-and-waf"},
		{listener, "own-distribution-only login-before-forward tls-and-waf"},
		{rule, "own-distribution-only login-before-forward"},
		{targets, "alb-reaches-tasks"},
		{service, "tasks-from-alb-only survives-zone-loss login-before-forward"},
		{task, "services-have-endpoints encrypted-and-logged"},
		{"ComputeCluster", "services-have-endpoints tasks-reach-endpoints"},
		{"ComputeServicesAppTaskRole", "no-wildcards services-have-endpoints"},
		{"NetworkInternetGateway", "no-internet-route no-public-address"},
		{distribution, "own-distribution-only tls-and-waf"},
	} {
		changes = append(changes, change{each.name, "chat", each.properties, verify.Unknown, "nobody knows what it does there", func(a *draft) {
			stack := a.add
			if each.name == distribution {
				stack = a.edge
			}
			stack("Touch", "Custom::Touch", `{`+lambda+`, "What": "!Ref @`+each.name+`"}`)
		}})
	}
	changes = append(changes,
		change{"an ACL", "chat", "tasks-reach-endpoints alb-reaches-tasks", verify.Unknown, "nobody knows what it does there", func(a *draft) {
			a.add("Acl", "AWS::EC2::NetworkAcl", `{"VpcId": "!Ref @NetworkVpc"}`)
			for id, egress := range map[string]string{"In": "false", "Out": "true"} {
				a.add(id, "AWS::EC2::NetworkAclEntry", `{"NetworkAclId": "!Ref Acl", "RuleNumber": 100, "RuleAction": "allow", "Protocol": -1, "CidrBlock": "0.0.0.0/0", "Egress": `+egress+`}`)
			}
			a.add("Join", "AWS::EC2::SubnetNetworkAclAssociation", `{"NetworkAclId": "!Ref Acl", "SubnetId": "!Ref @NetworkPrivateSubnet1"}`)
			a.add("Touch", "Custom::Touch", `{`+lambda+`, "What": "!Ref Acl"}`)
		}},
		change{"nothing", "chat", "no-internet-route no-public-address tasks-reach-endpoints alb-from-cloudfront-only own-distribution-only no-wildcards", verify.Proved, "it names nothing",
			func(a *draft) { a.add("Touch", "Custom::Touch", `{`+lambda+`, "What": "x"}`) }},
		change{"the key", "chat", "no-internet-route no-public-address tasks-reach-endpoints alb-from-cloudfront-only own-distribution-only no-wildcards", verify.Proved, "a key is no part of the network",
			func(a *draft) { a.add("Touch", "Custom::Touch", `{`+lambda+`, "What": "!Ref @ObservabilityKey"}`) }},
		change{"the default group, closed by the CDK", "chat", "tasks-from-alb-only egress-only-to-endpoints", verify.Proved, "it takes rules away alone",
			func(a *draft) {
				a.add("Touch", "Custom::VpcRestrictDefaultSG", `{`+lambda+`, "DefaultSecurityGroupId": "!GetAtt @NetworkVpc.DefaultSecurityGroup"}`)
			}},
		change{"a nested stack", "chat", "no-internet-route alb-from-cloudfront-only own-distribution-only login-before-forward", verify.Unknown, "what it holds is not in the templates",
			func(a *draft) { a.add("Nested", "AWS::CloudFormation::Stack", `{"TemplateURL": "https://x/y"}`) }},
	)
	judgeChanges(t, changes)
}
