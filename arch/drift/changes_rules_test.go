package drift_test

import "testing"

const (
	fromCloudFront = "ComputeRulesLoadBalancerFromCloudFront44396837D9D"
	toLogin        = "ComputeRulesLoadBalancerToLogin5AB951EA"
	toApp          = "ComputeRulesLoadBalancerToApp50373D84"
	fromBalancer   = "ComputeRulesAppFromLoadBalancer737A3304"
	toEndpoints    = "ComputeRulesAppToEndpoints84AF4117"
	toS3           = "ComputeRulesAppToS330E06F4E"
	fromApp        = "ComputeRulesEndpointsFromAppDA2BA964"
)

// unreached are the findings of edges to all interface endpoints of chat.
func unreached() []string {
	var all []string
	for _, zone := range []string{"1", "2"} {
		for _, service := range []string{"bedrock-runtime", "ecr.api", "ecr.dkr", "logs", "monitoring"} {
			all = append(all, "not-carried task/app/"+zone+">endpoint/"+service)
		}
	}
	return all
}

func TestRuleChanges(t *testing.T) {
	tasks := []string{"not-carried load-balancer>task/app/1", "not-carried load-balancer>task/app/2"}
	plus := func(all []string, more ...string) []string { return append(append([]string(nil), all...), more...) }
	judge(t, []change{
		{"port of CloudFront", "chat", []string{"rule-missing sg/load-balancer", "rule-not-drawn sg/load-balancer", "not-carried cloudfront>load-balancer"}, func(d *draft) {
			d.set(fromCloudFront, "FromPort", "8443")
			d.set(fromCloudFront, "ToPort", "8443")
		}},
		{"more ports of CloudFront", "chat", []string{"rule-missing sg/load-balancer", "rule-not-drawn sg/load-balancer"}, func(d *draft) {
			d.set(fromCloudFront, "ToPort", "444")
		}},
		{"UDP in place of TCP", "chat", []string{"rule-missing sg/load-balancer", "rule-not-drawn sg/load-balancer", "not-carried cloudfront>load-balancer"}, func(d *draft) {
			d.set(fromCloudFront, "IpProtocol", `"udp"`)
		}},
		{"everybody in place of CloudFront", "chat", []string{"rule-missing sg/load-balancer", "rule-not-drawn sg/load-balancer"}, func(d *draft) {
			d.set(fromCloudFront, "SourcePrefixListId", "")
			d.set(fromCloudFront, "CidrIp", `"0.0.0.0/0"`)
		}},
		{"S3 in place of CloudFront", "chat", []string{"rule-missing sg/load-balancer", "rule-not-drawn sg/load-balancer", "not-carried cloudfront>load-balancer"}, func(d *draft) {
			d.set(fromCloudFront, "SourcePrefixListId", `"pl-6da54004"`)
		}},
		{"unknown prefix list", "chat", []string{"cannot-tell sg/load-balancer"}, func(d *draft) { d.set(fromCloudFront, "SourcePrefixListId", `"pl-0123456789abcdef0"`) }},
		{"declared prefix list", "chat", nil, func(d *draft) {
			d.set(fromCloudFront, "SourcePrefixListId", `"pl-0123456789abcdef0"`)
			d.lists = map[string]string{"pl-0123456789abcdef0": "com.amazonaws.global.cloudfront.origin-facing"}
		}},
		{"unknown parameter for a prefix list", "chat", []string{"cannot-tell sg/load-balancer"}, func(d *draft) {
			d.stacks[0].Template["Parameters"] = value(d.t, `{"List": {"Type": "String"}}`)
			d.set(fromCloudFront, "SourcePrefixListId", ref("List"))
		}},
		{"parameter with the wrong default", "chat", []string{"rule-missing sg/load-balancer", "rule-not-drawn sg/load-balancer", "not-carried cloudfront>load-balancer"}, func(d *draft) {
			d.stacks[0].Template["Parameters"] = value(d.t, `{"CloudFrontPrefixListId": {"Type": "String", "Default": "pl-6da54004"}}`)
			d.set(fromCloudFront, "SourcePrefixListId", ref("CloudFrontPrefixListId"))
		}},
		{"rule removed", "chat", []string{"rule-missing sg/load-balancer", "not-carried cloudfront>load-balancer"}, func(d *draft) { d.remove(fromCloudFront) }},
		{"rule added", "chat", []string{"rule-not-drawn sg/load-balancer"}, func(d *draft) {
			d.add("More", "AWS::EC2::SecurityGroupIngress", `{"GroupId": `+balancerGroup+`, "IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "CidrIp": "10.0.0.0/8"}`)
		}},
		{"everything let out", "chat", []string{"rule-not-drawn sg/service-app"}, func(d *draft) {
			d.add("More", "AWS::EC2::SecurityGroupEgress", `{"GroupId": `+serviceGroup+`, "IpProtocol": "-1", "CidrIp": "0.0.0.0/0"}`)
		}},
		{"everything let out by EC2", "chat", []string{"rule-not-drawn sg/service-app"}, func(d *draft) { d.set("ComputeGroupsServiceAppC4AAC907", "SecurityGroupEgress", "") }},
		{"rule in line", "chat", []string{"rule-not-drawn sg/endpoints"}, func(d *draft) {
			d.set("NetworkEndpointGroupE27E1D7F", "SecurityGroupIngress", `[{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "10.0.0.0/16"}]`)
		}},
		{"drawn rules in line", "chat", nil, func(d *draft) {
			d.remove(fromCloudFront, fromBalancer)
			d.set("ComputeGroupsLoadBalancerB2824325", "SecurityGroupIngress", `[{"IpProtocol": "6", "FromPort": 443, "ToPort": "443", "SourcePrefixListId": "pl-4fa04526"}]`)
			d.set("ComputeGroupsServiceAppC4AAC907", "SecurityGroupIngress", `[{"IpProtocol": "TCP", "FromPort": 8501, "ToPort": 8501, "SourceSecurityGroupId": `+balancerGroup+`}]`)
		}},
		{"IPv6 let in", "chat", []string{"rule-not-drawn sg/load-balancer"}, func(d *draft) {
			d.add("More", "AWS::EC2::SecurityGroupIngress", `{"GroupId": `+balancerGroup+`, "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIpv6": "::/0"}`)
		}},
		{"tasks to tasks", "chat", []string{"rule-not-drawn sg/service-app"}, func(d *draft) {
			d.add("More", "AWS::EC2::SecurityGroupIngress", `{"GroupId": `+serviceGroup+`, "IpProtocol": "tcp", "FromPort": 8501, "ToPort": 8501, "SourceSecurityGroupId": `+serviceGroup+`}`)
		}},
		{"login let out no more", "chat", []string{"rule-missing sg/load-balancer"}, func(d *draft) { d.remove(toLogin) }},
		{"port to the tasks", "chat", plus(tasks, "rule-missing sg/load-balancer", "rule-not-drawn sg/load-balancer"), func(d *draft) {
			d.set(toApp, "FromPort", "8502")
			d.set(toApp, "ToPort", "8502")
		}},
		{"tasks from elsewhere", "chat", plus(tasks, "rule-missing sg/service-app", "rule-not-drawn sg/service-app"), func(d *draft) {
			d.set(fromBalancer, "SourceSecurityGroupId", `"sg-1"`)
		}},
		{"tasks from the endpoints' group", "chat", []string{"rule-missing sg/service-app", "rule-not-drawn sg/service-app", tasks[0], tasks[1]}, func(d *draft) {
			d.set(fromBalancer, "SourceSecurityGroupId", endpointGroup)
		}},
		{"tasks from what is no group", "chat", plus(tasks, "rule-missing sg/service-app", "rule-not-drawn sg/service-app"), func(d *draft) {
			d.set(fromBalancer, "SourceSecurityGroupId", `{"Fn::GetAtt": ["ComputeGroupsLoadBalancerB2824325", "VpcId"]}`)
		}},
		{"tasks from a group that is open", "chat", []string{"cannot-tell sg/service-app"}, func(d *draft) {
			d.set(fromBalancer, "SourceSecurityGroupId", `{"Fn::ImportValue": "group"}`)
		}},
		{"tasks to the endpoints no more", "chat", plus(unreached(), "rule-missing sg/service-app"), func(d *draft) { d.remove(toEndpoints) }},
		{"endpoints from the tasks no more", "chat", plus(unreached(), "rule-missing sg/endpoints"), func(d *draft) { d.remove(fromApp) }},
		{"tasks to S3 no more", "chat", []string{"rule-missing sg/service-app", "not-carried task/app/1>endpoint/s3", "not-carried task/app/2>endpoint/s3"}, func(d *draft) { d.remove(toS3) }},
		{"tasks to everywhere in place of S3", "chat", []string{"rule-missing sg/service-app", "rule-not-drawn sg/service-app"}, func(d *draft) {
			d.set(toS3, "DestinationPrefixListId", "")
			d.set(toS3, "CidrIp", `"0.0.0.0/0"`)
		}},
		{"all protocols in place of TCP", "chat", []string{"rule-missing sg/service-app", "rule-not-drawn sg/service-app"}, func(d *draft) {
			d.set(toS3, "IpProtocol", "-1")
			d.set(toS3, "FromPort", "0")
			d.set(toS3, "ToPort", "0")
		}},
		{"S3 of another Region", "chat", []string{"rule-missing sg/service-app", "rule-not-drawn sg/service-app", "not-carried task/app/1>endpoint/s3", "not-carried task/app/2>endpoint/s3"}, func(d *draft) {
			d.lists = map[string]string{"pl-6da54004": "com.amazonaws.eu-west-2.s3"}
		}},
		{"port that is open", "chat", []string{"cannot-tell sg/service-app"}, func(d *draft) {
			d.stacks[0].Template["Parameters"] = value(d.t, `{"Port": {"Type": "Number"}}`)
			d.set(toS3, "FromPort", ref("Port"))
		}},
		{"one of three services to the endpoints no more", "services", []string{"rule-missing sg/endpoints", "not-carried task/api/1>endpoint/logs", "not-carried task/api/2>endpoint/logs",
			"not-carried task/api/3>endpoint/logs", "not-carried task/api/1>endpoint/ecr.api", "not-carried task/api/2>endpoint/ecr.api", "not-carried task/api/3>endpoint/ecr.api",
			"not-carried task/api/1>endpoint/ecr.dkr", "not-carried task/api/2>endpoint/ecr.dkr", "not-carried task/api/3>endpoint/ecr.dkr", "not-carried task/api/1>endpoint/monitoring",
			"not-carried task/api/2>endpoint/monitoring", "not-carried task/api/3>endpoint/monitoring", "not-carried task/api/1>endpoint/cognito-idp",
			"not-carried task/api/2>endpoint/cognito-idp", "not-carried task/api/3>endpoint/cognito-idp"}, func(d *draft) {
			for id := range d.resources("x") {
				if len(id) > 28 && id[:28] == "ComputeRulesEndpointsFromApi" {
					d.remove(id)
					return
				}
			}
		}},
		{"group of the load balancer swapped", "chat", []string{"differs load-balancer", "missing sg/load-balancer", "not-drawn chat/ComputeGroupsLoadBalancerB2824325",
			"not-drawn chat/" + fromCloudFront, "not-drawn chat/" + toApp, "not-drawn chat/" + toLogin, "not-carried cloudfront>load-balancer", tasks[0], tasks[1],
			"rule-missing sg/service-app", "rule-not-drawn sg/service-app"}, func(d *draft) {
			d.set(balancer, "SecurityGroups.0", serviceGroup)
		}},
		{"one endpoint wears another group", "chat", []string{"differs endpoint/logs"}, func(d *draft) { d.set(logsEndpoint, "SecurityGroupIds.0", serviceGroup) }},
		{"endpoint wears two groups", "chat", []string{"differs endpoint/logs"}, func(d *draft) {
			d.set(logsEndpoint, "SecurityGroupIds", "["+endpointGroup+", "+serviceGroup+"]")
		}},
		{"endpoint wears the default group", "chat", []string{"differs endpoint/logs"}, func(d *draft) { d.set(logsEndpoint, "SecurityGroupIds", "") }},
		{"group that nobody wears", "chat", []string{"not-drawn chat/Group", "not-drawn chat/Rule"}, func(d *draft) {
			d.add("Group", "AWS::EC2::SecurityGroup", `{"GroupDescription": "x", "VpcId": `+vpc+`}`)
			d.add("Rule", "AWS::EC2::SecurityGroupIngress", `{"GroupId": {"Ref": "Group"}, "IpProtocol": "-1", "CidrIp": "0.0.0.0/0"}`)
		}},
		{"rule of the default group", "chat", []string{"not-drawn chat/Rule"}, func(d *draft) {
			d.add("Rule", "AWS::EC2::SecurityGroupIngress", `{"GroupId": {"Fn::GetAtt": ["NetworkVpcFAC8F4A5", "DefaultSecurityGroup"]}, "IpProtocol": "-1", "CidrIp": "0.0.0.0/0"}`)
		}},
	})
}
