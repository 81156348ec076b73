package drift_test

import "testing"

const (
	vpc            = `{"Ref": "NetworkVpcFAC8F4A5"}`
	gateway        = `{"Ref": "NetworkInternetGatewayD8FF3F66"}`
	publicTable    = `{"Ref": "NetworkPublicRouteTable80927F7B"}`
	privateTable1  = `{"Ref": "NetworkPrivateRouteTable1027AC5C9"}`
	public1        = "NetworkPublicSubnet13B56D098"
	private1       = "NetworkPrivateSubnet1E8491189"
	private2       = "NetworkPrivateSubnet26BD46F8C"
	logsEndpoint   = "NetworkEndpointLogs04634C0B"
	s3Endpoint     = "NetworkEndpointS313C6D6EF"
	private1Table  = "NetworkPrivateSubnet1RouteTable7DF91433"
	balancerGroup  = `{"Fn::GetAtt": ["ComputeGroupsLoadBalancerB2824325", "GroupId"]}`
	serviceGroup   = `{"Fn::GetAtt": ["ComputeGroupsServiceAppC4AAC907", "GroupId"]}`
	endpointGroup  = `{"Fn::GetAtt": ["NetworkEndpointGroupE27E1D7F", "GroupId"]}`
	route          = "NetworkPublicRouteF43B1FF7"
	balancer       = "ComputeLoadBalancer19999A7D"
	ecsService     = "ComputeServicesAppServiceA21188C4"
	taskDefinition = "ComputeServicesAppTask02C26646"
	distributionID = "EdgeDistribution0060737B"
	awsvpc         = "NetworkConfiguration.AwsvpcConfiguration."
)

func ref(id string) string { return `{"Ref": "` + id + `"}` }

func TestNetworkChanges(t *testing.T) {
	judge(t, []change{
		{"wider VPC", "chat", []string{"differs vpc"}, func(d *draft) { d.set("NetworkVpcFAC8F4A5", "CidrBlock", `"10.0.0.0/15"`) }},
		{"VPC of a parameter", "chat", []string{"cannot-tell vpc"}, func(d *draft) {
			d.stacks[0].Template["Parameters"] = value(d.t, `{"Range": {"Type": "String"}}`)
			d.set("NetworkVpcFAC8F4A5", "CidrBlock", ref("Range"))
		}},
		{"VPC without a range", "chat", []string{"differs vpc"}, func(d *draft) { d.set("NetworkVpcFAC8F4A5", "CidrBlock", "") }},
		{"second VPC", "chat", []string{"not-drawn chat/AVpc"}, func(d *draft) { d.add("AVpc", "AWS::EC2::VPC", `{"CidrBlock": "10.9.0.0/16"}`) }},
		{"second range", "chat", []string{"not-drawn chat/Range"}, func(d *draft) {
			d.add("Range", "AWS::EC2::VPCCidrBlock", `{"CidrBlock": "10.9.0.0/16", "VpcId": `+vpc+`}`)
		}},
		{"other Region", "hello", []string{"differs region"}, func(d *draft) {
			// The lists have other ids there, and the edge no stack to read.
			d.stacks[0].Region = "eu-west-2"
			d.lists = map[string]string{"pl-4fa04526": "com.amazonaws.global.cloudfront.origin-facing", "pl-6da54004": "com.amazonaws.eu-west-2.s3"}
			d.set("EdgeVpcOrigin8A8DCD36", "VpcOriginEndpointConfig.Arn.Fn::GetStackOutput.Region", `"eu-west-2"`)
			d.set(distributionID, "DistributionConfig.Origins.0.DomainName.Fn::GetStackOutput.Region", `"eu-west-2"`)
		}},
		{"other range of a subnet", "chat", []string{"missing private/1", "not-drawn chat/" + private1, "differs endpoint/logs", "differs endpoint/monitoring",
			"differs endpoint/bedrock-runtime", "differs endpoint/ecr.api", "differs endpoint/ecr.dkr", "differs task/app"}, func(d *draft) {
			d.set(private1, "CidrBlock", `"10.0.192.0/19"`)
		}},
		{"third subnet", "chat", []string{"not-drawn chat/Subnet"}, func(d *draft) {
			d.add("Subnet", "AWS::EC2::Subnet", `{"CidrBlock": "10.0.224.0/20", "VpcId": `+vpc+`}`)
		}},
		{"subnet of a second VPC", "chat", []string{"missing public/1", "not-drawn chat/" + public1, "not-drawn chat/Other", "differs load-balancer"}, func(d *draft) {
			d.add("Other", "AWS::EC2::VPC", `{"CidrBlock": "10.0.0.0/20"}`)
			d.set(public1, "VpcId", ref("Other"))
		}},
		{"zones swapped", "chat", []string{"differs zone/1", "differs zone/2"}, func(d *draft) {
			d.set(private1, "AvailabilityZone", `{"Fn::Select": [1, {"Fn::GetAZs": ""}]}`)
			d.set(private2, "AvailabilityZone", `{"Fn::Select": [0, {"Fn::GetAZs": ""}]}`)
		}},
		{"zone by name", "chat", []string{"differs zone/1"}, func(d *draft) { d.set(private1, "AvailabilityZone", `"eu-west-1a"`) }},
		{"zone left to AWS", "chat", []string{"cannot-tell zone/1"}, func(d *draft) { d.set(private1, "AvailabilityZone", "") }},
		{"other zone by name", "named-zones", []string{"differs zone/3"}, func(d *draft) {
			d.set("NetworkPrivateSubnet32969D732", "AvailabilityZone", `"eu-west-1a"`)
		}},
		{"named zone by number", "named-zones", []string{"cannot-tell zone/2"}, func(d *draft) {
			d.set(private2, "AvailabilityZone", `{"Fn::Select": [1, {"Fn::GetAZs": ""}]}`)
		}},
		{"private subnet with the public table", "chat", []string{"differs private/1", "differs endpoint/s3"}, func(d *draft) {
			d.set(private1Table, "RouteTableId", publicTable)
		}},
		{"private table with a route to the internet", "chat", []string{"differs private/1"}, func(d *draft) {
			d.add("Out", "AWS::EC2::Route", `{"DestinationCidrBlock": "1.2.3.0/24", "GatewayId": `+gateway+`, "RouteTableId": `+privateTable1+`}`)
		}},
		{"public subnets without a route", "chat", []string{"differs public/1", "differs public/2"}, func(d *draft) { d.remove(route) }},
		{"load balancer subnets with a route", "hello", []string{"differs public/1", "differs public/2"}, func(d *draft) {
			d.add("Out", "AWS::EC2::Route", `{"DestinationCidrBlock": "0.0.0.0/0", "GatewayId": `+gateway+`, "RouteTableId": `+publicTable+`}`)
		}},
		{"table of nobody with a route", "hello", []string{"not-drawn hello/Out"}, func(d *draft) {
			d.add("Table", "AWS::EC2::RouteTable", `{"VpcId": `+vpc+`}`)
			d.add("Out", "AWS::EC2::Route", `{"DestinationCidrBlock": "0.0.0.0/0", "GatewayId": `+gateway+`, "RouteTableId": {"Ref": "Table"}}`)
		}},
		{"route table of elsewhere", "chat", []string{"cannot-tell private/1", "differs endpoint/s3"}, func(d *draft) {
			d.set(private1Table, "RouteTableId", `{"Fn::ImportValue": "table"}`)
		}},
		{"local route", "chat", nil, func(d *draft) {
			d.add("Local", "AWS::EC2::Route", `{"DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local", "RouteTableId": `+privateTable1+`}`)
		}},
		{"NAT gateway", "chat", []string{"not-drawn chat/Nat", "not-drawn chat/Address", "not-drawn chat/Out"}, func(d *draft) {
			d.add("Address", "AWS::EC2::EIP", `{"Domain": "vpc"}`)
			d.add("Nat", "AWS::EC2::NatGateway", `{"SubnetId": `+ref(public1)+`, "AllocationId": {"Fn::GetAtt": ["Address", "AllocationId"]}}`)
			d.add("Out", "AWS::EC2::Route", `{"DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": {"Ref": "Nat"}, "RouteTableId": `+privateTable1+`}`)
		}},
		{"egress-only gateway", "chat", []string{"not-drawn chat/Six", "not-drawn chat/Out"}, func(d *draft) {
			d.add("Six", "AWS::EC2::EgressOnlyInternetGateway", `{"VpcId": `+vpc+`}`)
			d.add("Out", "AWS::EC2::Route", `{"DestinationIpv6CidrBlock": "::/0", "EgressOnlyInternetGatewayId": {"Ref": "Six"}, "RouteTableId": `+privateTable1+`}`)
		}},
		{"peering", "chat", []string{"not-drawn chat/Peer", "not-drawn chat/Out"}, func(d *draft) {
			d.add("Peer", "AWS::EC2::VPCPeeringConnection", `{"VpcId": `+vpc+`, "PeerVpcId": "vpc-1"}`)
			d.add("Out", "AWS::EC2::Route", `{"DestinationCidrBlock": "172.16.0.0/12", "VpcPeeringConnectionId": {"Ref": "Peer"}, "RouteTableId": `+privateTable1+`}`)
		}},
		{"transit gateway", "chat", []string{"not-drawn chat/Transit"}, func(d *draft) {
			d.add("Transit", "AWS::EC2::TransitGatewayVpcAttachment", `{"VpcId": `+vpc+`, "TransitGatewayId": "tgw-1", "SubnetIds": [`+ref(private1)+`]}`)
		}},
		{"VPN", "chat", []string{"not-drawn chat/Vpn", "not-drawn chat/Attached", "not-drawn chat/Routes"}, func(d *draft) {
			d.add("Vpn", "AWS::EC2::VPNGateway", `{"Type": "ipsec.1"}`)
			d.add("Attached", "AWS::EC2::VPCGatewayAttachment", `{"VpcId": `+vpc+`, "VpnGatewayId": {"Ref": "Vpn"}}`)
			d.add("Routes", "AWS::EC2::VPNGatewayRoutePropagation", `{"VpnGatewayId": {"Ref": "Vpn"}, "RouteTableIds": [`+privateTable1+`]}`)
		}},
		{"endpoint removed", "chat", []string{"missing endpoint/logs", "not-carried endpoint/logs>aws/Amazon CloudWatch", "not-carried task/app/1>endpoint/logs",
			"not-carried task/app/2>endpoint/logs"}, func(d *draft) { d.remove(logsEndpoint) }},
		{"endpoint added", "chat", []string{"not-drawn chat/More"}, func(d *draft) {
			d.add("More", "AWS::EC2::VPCEndpoint", `{"VpcId": `+vpc+`, "ServiceName": "com.amazonaws.eu-west-1.sqs", "VpcEndpointType": "Interface", "SecurityGroupIds": [`+endpointGroup+`], "SubnetIds": [`+ref(private1)+`]}`)
		}},
		{"endpoint of somebody", "chat", []string{"not-drawn chat/More"}, func(d *draft) {
			d.add("More", "AWS::EC2::VPCEndpoint", `{"VpcId": `+vpc+`, "ServiceName": "com.amazonaws.vpce.eu-west-1.vpce-svc-1", "VpcEndpointType": "Interface"}`)
		}},
		{"endpoint twice", "chat", []string{"not-drawn chat/Zwei"}, func(d *draft) {
			d.add("Zwei", "AWS::EC2::VPCEndpoint", `{"VpcId": `+vpc+`, "ServiceName": "com.amazonaws.eu-west-1.logs", "VpcEndpointType": "Interface"}`)
		}},
		{"endpoint of another type", "chat", []string{"differs endpoint/s3"}, func(d *draft) { d.set(s3Endpoint, "VpcEndpointType", `"Interface"`) }},
		{"endpoint without a type", "chat", []string{"differs endpoint/logs"}, func(d *draft) { d.set(logsEndpoint, "VpcEndpointType", "") }},
		{"endpoint of another Region", "chat", []string{"missing endpoint/logs", "not-drawn chat/" + logsEndpoint, "not-carried endpoint/logs>aws/Amazon CloudWatch",
			"not-carried task/app/1>endpoint/logs", "not-carried task/app/2>endpoint/logs"}, func(d *draft) {
			d.set(logsEndpoint, "ServiceName", `"com.amazonaws.eu-west-2.logs"`)
		}},
		{"endpoint of a parameter", "chat", []string{"missing endpoint/logs", "cannot-tell chat/" + logsEndpoint, "not-carried endpoint/logs>aws/Amazon CloudWatch",
			"not-carried task/app/1>endpoint/logs", "not-carried task/app/2>endpoint/logs"}, func(d *draft) {
			d.stacks[0].Template["Parameters"] = value(d.t, `{"Service": {"Type": "String"}}`)
			d.set(logsEndpoint, "ServiceName", ref("Service"))
		}},
		{"endpoint in one subnet", "chat", []string{"differs endpoint/logs"}, func(d *draft) { d.set(logsEndpoint, "SubnetIds", "["+ref(private1)+"]") }},
		{"endpoint in a public subnet", "chat", []string{"differs endpoint/logs"}, func(d *draft) { d.set(logsEndpoint, "SubnetIds.0", ref(public1)) }},
		{"endpoint in a subnet of elsewhere", "chat", []string{"differs endpoint/logs"}, func(d *draft) { d.set(logsEndpoint, "SubnetIds.0", `"subnet-1"`) }},
		{"endpoint in imported subnets", "chat", []string{"cannot-tell endpoint/logs"}, func(d *draft) {
			d.set(logsEndpoint, "SubnetIds", `{"Fn::Split": [",", {"Fn::ImportValue": "subnets"}]}`)
		}},
		{"gateway endpoint in one table", "chat", []string{"differs endpoint/s3"}, func(d *draft) { d.set(s3Endpoint, "RouteTableIds", "["+privateTable1+"]") }},
	})
}
