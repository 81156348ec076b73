package drift_test

import "testing"

func TestServiceChanges(t *testing.T) {
	judge(t, []change{
		{"service in one subnet", "chat", []string{"differs task/app"}, func(d *draft) { d.set(ecsService, awsvpc+"Subnets", "["+ref(private1)+"]") }},
		{"service in a public subnet", "chat", []string{"differs task/app"}, func(d *draft) { d.set(ecsService, awsvpc+"Subnets.0", ref(public1)) }},
		{"service with public addresses", "chat", []string{"differs task/app"}, func(d *draft) { d.set(ecsService, awsvpc+"AssignPublicIp", `"ENABLED"`) }},
		{"public addresses of a parameter", "chat", []string{"cannot-tell task/app"}, func(d *draft) {
			d.stacks[0].Template["Parameters"] = value(d.t, `{"Public": {"Type": "String"}}`)
			d.set(ecsService, awsvpc+"AssignPublicIp", ref("Public"))
		}},
		{"service on instances", "chat", []string{"differs task/app"}, func(d *draft) { d.set(ecsService, "LaunchType", `"EC2"`) }},
		{"service with another group", "chat", []string{"differs task/app/1", "differs task/app/2"}, func(d *draft) {
			d.set(ecsService, awsvpc+"SecurityGroups", `[`+serviceGroup+`, "sg-1"]`)
		}},
		{"larger tasks", "chat", []string{"differs task/app/1", "differs task/app/2"}, func(d *draft) { d.set(taskDefinition, "Cpu", `"1024"`) }},
		{"task definition of elsewhere", "chat", []string{"cannot-tell task/app/1", "cannot-tell task/app/2"}, func(d *draft) {
			d.set(ecsService, "TaskDefinition", `{"Fn::ImportValue": "task"}`)
		}},
		{"other container port", "chat", []string{"differs load-balancer>task/app/1", "differs load-balancer>task/app/2"}, func(d *draft) {
			d.set(ecsService, "LoadBalancers.0.ContainerPort", "8502")
		}},
		{"service called otherwise", "chat", append(unreached(), "missing task/app/1", "missing task/app/2", "missing sg/service-app", "not-drawn chat/"+ecsService,
			"not-drawn load-balancer", "not-carried load-balancer>task/app/1", "not-carried load-balancer>task/app/2", "not-drawn chat/ComputeGroupsServiceAppC4AAC907",
			"not-drawn chat/"+fromBalancer, "not-drawn chat/"+toEndpoints, "not-drawn chat/"+toS3, "rule-missing sg/load-balancer", "rule-not-drawn sg/load-balancer",
			"rule-missing sg/endpoints", "rule-not-drawn sg/endpoints", "not-carried task/app/1>endpoint/s3", "not-carried task/app/2>endpoint/s3",
		), func(d *draft) {
			d.set(ecsService, "LoadBalancers.0.ContainerName", `"web"`)
			d.set(taskDefinition, "ContainerDefinitions.0.Name", `"web"`)
		}},
		{"second service", "chat", []string{"not-drawn chat/Service", "not-drawn chat/Group"}, func(d *draft) {
			d.add("Group", "AWS::EC2::SecurityGroup", `{"GroupDescription": "x", "VpcId": `+vpc+`}`)
			d.add("Service", "AWS::ECS::Service", `{"TaskDefinition": `+ref(taskDefinition)+`, "NetworkConfiguration": {"AwsvpcConfiguration": {"Subnets": [`+ref(private1)+`], "SecurityGroups": [{"Ref": "Group"}]}}}`)
		}},
		{"service by its task definition alone", "hello", []string{"not-carried load-balancer>task/app/1", "not-carried load-balancer>task/app/2", "not-drawn load-balancer"}, func(d *draft) {
			d.set(ecsService, "LoadBalancers", "")
		}},
	})
}

func TestOtherResources(t *testing.T) {
	judge(t, []change{
		{"function in the VPC", "chat", []string{"not-drawn chat/Function"}, func(d *draft) {
			d.add("Function", "AWS::Lambda::Function", `{"VpcConfig": {"SubnetIds": [`+ref(private1)+`], "SecurityGroupIds": [`+serviceGroup+`]}}`)
		}},
		{"instance", "chat", []string{"not-drawn chat/Instance"}, func(d *draft) { d.add("Instance", "AWS::EC2::Instance", `{"SubnetId": `+ref(private1)+`}`) }},
		{"database", "chat", []string{"not-drawn chat/Database"}, func(d *draft) { d.add("Database", "AWS::RDS::DBInstance", `{}`) }},
		{"network ACL", "chat", []string{"not-drawn chat/Acl"}, func(d *draft) { d.add("Acl", "AWS::EC2::NetworkAcl", `{"VpcId": `+vpc+`}`) }},
		{"unknown type", "chat", []string{"unknown-type chat/Odd"}, func(d *draft) { d.add("Odd", "AWS::QLDB::Ledger", `{}`) }},
		{"custom resource", "chat", []string{"unknown-type chat/Odd"}, func(d *draft) { d.add("Odd", "Custom::Thing", `{"ServiceToken": "x"}`) }},
		{"nested stack", "chat", []string{"unknown-type chat/Odd"}, func(d *draft) { d.add("Odd", "AWS::CloudFormation::Stack", `{"TemplateURL": "x"}`) }},
		{"metadata of the CDK", "chat", nil, func(d *draft) { d.add("CDKMetadata", "AWS::CDK::Metadata", `{"Analytics": "x"}`) }},
		{"bucket", "chat", nil, func(d *draft) { d.add("Bucket", "AWS::S3::Bucket", `{}`) }},
		{"transform", "chat", []string{"cannot-tell"}, func(d *draft) { d.stacks[0].Template["Transform"] = "Mine" }},
		{"instance in one world", "chat", []string{"not-drawn chat/Instance"}, func(d *draft) {
			d.stacks[0].Template["Parameters"] = value(d.t, `{"Stage": {"Type": "String"}}`)
			d.stacks[0].Template["Conditions"] = value(d.t, `{"Test": {"Fn::Equals": [{"Ref": "Stage"}, "test"]}}`)
			d.add("Instance", "AWS::EC2::Instance", `{}`)
			d.resources("Instance")["Instance"].(map[string]any)["Condition"] = "Test"
		}},
		{"instance in the other world", "chat", []string{"not-drawn chat/Instance"}, func(d *draft) {
			d.stacks[0].Template["Parameters"] = value(d.t, `{"Stage": {"Type": "String"}}`)
			d.stacks[0].Template["Conditions"] = value(d.t, `{"Live": {"Fn::Not": [{"Fn::Equals": [{"Ref": "Stage"}, "test"]}]}}`)
			d.add("Instance", "AWS::EC2::Instance", `{}`)
			d.resources("Instance")["Instance"].(map[string]any)["Condition"] = "Live"
		}},
		{"range in one world", "chat", []string{"differs vpc"}, func(d *draft) {
			d.stacks[0].Template["Parameters"] = value(d.t, `{"Stage": {"Type": "String"}}`)
			d.stacks[0].Template["Conditions"] = value(d.t, `{"Test": {"Fn::Equals": [{"Ref": "Stage"}, "test"]}}`)
			d.set("NetworkVpcFAC8F4A5", "CidrBlock", `{"Fn::If": ["Test", "10.0.0.0/15", "10.0.0.0/16"]}`)
		}},
	})
}
