package verify_test

import (
	"testing"

	"github.com/archblocks/archblocks/arch/verify"
)

const (
	database = `"PubliclyAccessible": true, "DBInstanceClass": "db.t3.micro", "Engine": "postgres", "AllocatedStorage": "20"`
	machine  = `"ImageId": "ami-1", "SecurityGroupIds": ["!GetAtt BoxGroup.GroupId"]`
)

func (a *draft) boxGroup() {
	a.add("BoxGroup", "AWS::EC2::SecurityGroup", `{"GroupDescription": "box", "VpcId": "!Ref @NetworkVpc"}`)
}

// otherVPC adds a VPC with two subnets and a database's group of them.
func (a *draft) otherVPC() {
	a.add("Other", "AWS::EC2::VPC", `{"CidrBlock": "10.9.0.0/16"}`)
	a.add("OtherA", "AWS::EC2::Subnet", `{"VpcId": "!Ref Other", "CidrBlock": "10.9.0.0/24", "AvailabilityZone": "eu-west-1a", "MapPublicIpOnLaunch": true}`)
	a.add("OtherB", "AWS::EC2::Subnet", `{"VpcId": "!Ref Other", "CidrBlock": "10.9.1.0/24", "AvailabilityZone": "eu-west-1b"}`)
	a.add("OtherGroup", "AWS::EC2::SecurityGroup", `{"GroupDescription": "other", "VpcId": "!Ref Other"}`)
	a.add("OtherSubnets", "AWS::RDS::DBSubnetGroup", `{"DBSubnetGroupDescription": "x", "SubnetIds": ["!Ref OtherA", "!Ref OtherB"]}`)
}

// What has a public address beside the load balancer.
func TestChangesOfAddresses(t *testing.T) {
	const public = "no-public-address"
	judgeChanges(t, []change{
		{"a public database of another VPC", "chat", public, verify.Proved, "it is not in the VPC of the tasks",
			func(a *draft) {
				a.otherVPC()
				a.add("Database", "AWS::RDS::DBInstance", `{"DBSubnetGroupName": "!Ref OtherSubnets", "VPCSecurityGroups": ["!GetAtt OtherGroup.GroupId"], `+database+`}`)
			}},
		{"a public database of the default VPC", "chat", public, verify.Proved, "without a subnet group it is in no VPC of the templates",
			func(a *draft) { a.add("Database", "AWS::RDS::DBInstance", `{`+database+`}`) }},
		{"a public database", "chat", public, verify.Refuted, "it is in the VPC of the tasks",
			func(a *draft) {
				a.boxGroup()
				a.add("Subnets", "AWS::RDS::DBSubnetGroup", `{"DBSubnetGroupDescription": "x", "SubnetIds": ["!Ref @NetworkPublicSubnet1", "!Ref @NetworkPublicSubnet2"]}`)
				a.add("Database", "AWS::RDS::DBInstance", `{"DBSubnetGroupName": "!Ref Subnets", "VPCSecurityGroups": ["!GetAtt BoxGroup.GroupId"], `+database+`}`)
			}},
		{"a public database somewhere", "chat", public, verify.Unknown, "the subnet group is not in the templates",
			func(a *draft) {
				a.boxGroup()
				a.add("Database", "AWS::RDS::DBInstance", `{"DBSubnetGroupName": "x", "VPCSecurityGroups": ["!GetAtt BoxGroup.GroupId"], `+database+`}`)
			}},
		{"public shards of a database", "chat", public, verify.Refuted, "they are in the subnets of their cluster",
			func(a *draft) {
				a.boxGroup()
				a.add("Subnets", "AWS::RDS::DBSubnetGroup", `{"DBSubnetGroupDescription": "x", "SubnetIds": ["!Ref @NetworkPublicSubnet1", "!Ref @NetworkPublicSubnet2"]}`)
				a.add("Cluster", "AWS::RDS::DBCluster", `{"DBSubnetGroupName": "!Ref Subnets", "PubliclyAccessible": false, "Engine": "aurora-postgresql", "ClusterScalabilityType": "limitless", "VpcSecurityGroupIds": ["!GetAtt BoxGroup.GroupId"]}`)
				a.add("Shards", "AWS::RDS::DBShardGroup", `{"DBClusterIdentifier": "!Ref Cluster", "PubliclyAccessible": true, "MaxACU": 16}`)
			}},
		{"an instance in an open subnet", "chat", public, verify.Unknown, "the subnet may give addresses",
			func(a *draft) {
				a.parameter("Subnet", "AWS::EC2::Subnet::Id")
				a.boxGroup()
				a.set(public1, "MapPublicIpOnLaunch", `true`)
				a.add("Box", "AWS::EC2::Instance", `{"SubnetId": "!Ref Subnet", `+machine+`}`)
			}},
		{"an instance in a subnet that gives addresses", "chat", public, verify.Refuted, "docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html",
			func(a *draft) {
				a.boxGroup()
				a.set(public1, "MapPublicIpOnLaunch", `true`)
				a.add("Box", "AWS::EC2::Instance", `{"SubnetId": "!Ref @NetworkPublicSubnet1", `+machine+`}`)
			}},
		{"an instance in a subnet that may give addresses", "chat", public, verify.Unknown, "a parameter decides it",
			func(a *draft) {
				a.openTo(public1, "MapPublicIpOnLaunch")
				a.boxGroup()
				a.add("Box", "AWS::EC2::Instance", `{"SubnetId": "!Ref @NetworkPublicSubnet1", `+machine+`}`)
			}},
		{"an instance that asks for no address", "chat", public, verify.Proved, "its wish goes before the subnet's",
			func(a *draft) {
				a.boxGroup()
				a.set(public1, "MapPublicIpOnLaunch", `true`)
				a.add("Box", "AWS::EC2::Instance", `{"ImageId": "ami-1", "NetworkInterfaces": [{"DeviceIndex": "0", "SubnetId": "!Ref @NetworkPublicSubnet1", "AssociatePublicIpAddress": false, "GroupSet": ["!GetAtt BoxGroup.GroupId"]}]}`)
			}},
		{"an instance that asks for an address", "chat", public, verify.Refuted, "its wish goes before the subnet's",
			func(a *draft) {
				a.boxGroup()
				a.add("Box", "AWS::EC2::Instance", `{"ImageId": "ami-1", "NetworkInterfaces": [{"DeviceIndex": "0", "SubnetId": "!Ref @NetworkPublicSubnet1", "AssociatePublicIpAddress": true, "GroupSet": ["!GetAtt BoxGroup.GroupId"]}]}`)
			}},
		{"an instance of a launch template", "chat", public, verify.Unknown, "the launch template may ask for an address",
			func(a *draft) {
				a.boxGroup()
				a.add("Box", "AWS::EC2::Instance", `{"LaunchTemplate": {"LaunchTemplateId": "lt-1", "Version": "1"}, "SubnetId": "!Ref @NetworkPublicSubnet1", `+machine+`}`)
			}},
		{"a quiet instance", "chat", public, verify.Proved, "neither it nor the subnet asks for an address",
			func(a *draft) {
				a.boxGroup()
				a.add("Box", "AWS::EC2::Instance", `{"SubnetId": "!Ref @NetworkPublicSubnet1", `+machine+`}`)
			}},
		{"an address for an instance", "chat", public, verify.Refuted, "an elastic address is public",
			func(a *draft) {
				a.boxGroup()
				a.add("Box", "AWS::EC2::Instance", `{"SubnetId": "!Ref @NetworkPublicSubnet1", `+machine+`}`)
				a.add("Address", "AWS::EC2::EIP", `{"InstanceId": "!Ref Box"}`)
			}},
		{"an address for an interface", "chat", public, verify.Refuted, "an elastic address is public",
			func(a *draft) {
				a.boxGroup()
				a.add("Box", "AWS::EC2::NetworkInterface", `{"SubnetId": "!Ref @NetworkPublicSubnet1", "GroupSet": ["!GetAtt BoxGroup.GroupId"]}`)
				a.add("Address", "AWS::EC2::EIP", `{}`)
				a.add("Join", "AWS::EC2::EIPAssociation", `{"AllocationId": "!GetAtt Address.AllocationId", "NetworkInterfaceId": "!Ref Box"}`)
			}},
		{"an address for an interface of another VPC", "chat", public, verify.Proved, "it is not in the VPC of the tasks",
			func(a *draft) {
				a.otherVPC()
				a.add("Box", "AWS::EC2::NetworkInterface", `{"SubnetId": "!Ref OtherA", "GroupSet": ["!GetAtt OtherGroup.GroupId"]}`)
				a.add("Address", "AWS::EC2::EIP", `{}`)
				a.add("Join", "AWS::EC2::EIPAssociation", `{"AllocationId": "!GetAtt Address.AllocationId", "NetworkInterfaceId": "!Ref Box"}`)
			}},
		{"an address for nothing", "chat", public, verify.Proved, "nobody has it", func(a *draft) { a.add("Address", "AWS::EC2::EIP", `{}`) }},
		{"a NAT gateway", "chat", public, verify.Refuted, "public is the default",
			func(a *draft) {
				a.add("Address", "AWS::EC2::EIP", `{}`)
				a.add("NAT", "AWS::EC2::NatGateway", `{"SubnetId": "!Ref @NetworkPublicSubnet1", "AllocationId": "!GetAtt Address.AllocationId"}`)
			}},
		{"a private NAT gateway", "chat", public, verify.Proved, "it has no public address",
			func(a *draft) {
				a.add("NAT", "AWS::EC2::NatGateway", `{"SubnetId": "!Ref @NetworkPublicSubnet1", "ConnectivityType": "private"}`)
			}},
		{"a regional NAT gateway of another VPC", "chat", public, verify.Proved, "it is not in the VPC of the tasks",
			func(a *draft) {
				a.otherVPC()
				a.add("NAT", "AWS::EC2::NatGateway", `{"AvailabilityMode": "regional", "VpcId": "!Ref Other"}`)
			}},
		{"a network load balancer", "chat", public, verify.Refuted, "without a scheme it faces the internet",
			func(a *draft) {
				a.add("Second", "AWS::ElasticLoadBalancingV2::LoadBalancer", `{"Type": "network", "SubnetMappings": [{"SubnetId": "!Ref @NetworkPublicSubnet1"}]}`)
			}},
		{"public tasks", "chat", public, verify.Refuted, "AssignPublicIp", func(a *draft) { a.set(service, "NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp", `"ENABLED"`) }},
		{"tasks that say nothing of addresses", "chat", public, verify.Proved, "DISABLED is the default", func(a *draft) { a.cut(service, "NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp") }},
	})
}

// What the first task needs, and what it may come before.
func TestChangesOfOrder(t *testing.T) {
	const ready = "ready-before-start"
	acl := func(a *draft) {
		a.add("Acl", "AWS::EC2::NetworkAcl", `{"VpcId": "!Ref @NetworkVpc"}`)
		a.add("In", "AWS::EC2::NetworkAclEntry", `{"NetworkAclId": "!Ref Acl", "RuleNumber": 100, "RuleAction": "allow", "Protocol": -1, "CidrBlock": "0.0.0.0/0"}`)
		a.add("Out", "AWS::EC2::NetworkAclEntry", `{"NetworkAclId": "!Ref Acl", "RuleNumber": 100, "RuleAction": "allow", "Protocol": -1, "CidrBlock": "0.0.0.0/0", "Egress": true}`)
		a.add("Join", "AWS::EC2::SubnetNetworkAclAssociation", `{"NetworkAclId": "!Ref Acl", "SubnetId": "!Ref @NetworkPrivateSubnet1"}`)
	}
	late := func(name string) func(*draft) { return func(a *draft) { a.independent(name) } }
	group := func(a *draft) {
		a.set(task, container+"LogConfiguration.Options.awslogs-group", `"/chat/app"`)
		a.set(executionPolicy, statement+"2.Resource", `{"Fn::Sub": "arn:aws:logs:${AWS::Region}:${AWS::AccountId}:log-group:/chat/app:*"}`)
	}
	judgeChanges(t, []change{
		{"a log group by its name", "chat", ready, verify.Refuted, "text makes no dependency, and the first task finds no group", group},
		{"a log group by its name that is waited for", "chat", ready, verify.Proved, "DependsOn",
			func(a *draft) { group(a); a.depends(a.id("ObservabilityAppLogs")) }},
		{"a log group of elsewhere", "chat", ready, verify.Proved, "the templates do not make it",
			func(a *draft) { a.set(task, container+"LogConfiguration.Options.awslogs-group", `"/other"`) }},
		{"a log group that the task makes", "chat", ready, verify.Proved, "awslogs-create-group",
			func(a *draft) {
				group(a)
				a.set(task, container+"LogConfiguration.Options.awslogs-create-group", `"true"`)
			}},
		{"a parameter by its name", "chat", ready, verify.Refuted, "text makes no dependency",
			func(a *draft) {
				a.endpoint("Parameters", "ssm")
				a.add("Setting", "AWS::SSM::Parameter", `{"Name": "setting", "Type": "String", "Value": "x"}`)
				a.set(task, container+"Secrets", `[{"Name": "X", "ValueFrom": "setting"}]`)
			}},
		{"an ACL that nobody waits for", "chat", ready, verify.Refuted, "a new ACL denies all until its entries are there: docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html", acl},
		{"an ACL that the service waits for", "chat", ready, verify.Proved, "DependsOn", func(a *draft) { acl(a); a.depends("In", "Out", "Join") }},
		{"an endpoint that nobody waits for", "chat", ready, verify.Refuted, "the image cannot be pulled", late("NetworkEndpointEcrDkr")},
		{"an open image", "chat", ready, verify.Proved, "all endpoints are waited for", func(a *draft) { a.openTo(task, container+"Image") }},
		{"an open image, and an endpoint that nobody waits for", "chat", ready, verify.Unknown, "the image may come over it",
			func(a *draft) { a.openTo(task, container+"Image"); a.independent("NetworkEndpointEcrDkr") }},
		{"a gateway that nobody waits for", "chat", ready, verify.Refuted, "the layers cannot be pulled", late(gateway)},
		{"a rule that nobody waits for", "chat", ready, verify.Refuted, "no packet gets to the endpoints", late("ComputeRulesEndpointsFromApp")},
		{"a way to S3 that nobody waits for", "chat", ready, verify.Refuted, "no packet gets to S3", late("ComputeRulesAppToS3")},
		{"a table that nobody waits for", "chat", ready, verify.Refuted, "the main table has no gateway", late("NetworkPrivateSubnet1RouteTable")},
		{"a policy that nobody waits for", "chat", ready, verify.Refuted, "ECS may not pull the image", late(executionPolicy)},
		{"a listener rule that nobody waits for", "chat", ready, verify.Refuted, "ECS refuses a target group without a load balancer", late(rule)},
		{"a rule with two twins, of which each is there in one world", "chat", ready, verify.Refuted, "in one world nobody waits for it",
			func(a *draft) {
				a.parameter("Stage", "String")
				a.app[0].Template["Conditions"] = a.value(`{"Prod": {"Fn::Equals": [{"Ref": "Stage"}, "prod"]}, "Dev": {"Fn::Not": [{"Condition": "Prod"}]}}`)
				a.twin("ComputeRulesAppToEndpoints", "Twin")
				a.resource("ComputeRulesAppToEndpoints")["Condition"] = "Prod"
				a.resource("Twin")["Condition"] = "Dev"
			}},
	})
}
