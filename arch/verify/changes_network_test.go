package verify_test

import (
	"testing"

	"github.com/archblocks/archblocks/arch/verify"
)

const (
	public1  = "NetworkPublicSubnet1"
	public2  = "NetworkPublicSubnet2"
	private1 = "NetworkPrivateSubnet1"
	private2 = "NetworkPrivateSubnet2"
	logsVPCE = "NetworkEndpointLogs"
)

// inZones puts the four subnets into zones, by name or by id.
func (a *draft) inZones(property, publicOne, publicTwo, privateOne, privateTwo string) {
	for name, zone := range map[string]string{public1: publicOne, public2: publicTwo, private1: privateOne, private2: privateTwo} {
		a.cut(name, "AvailabilityZone")
		a.set(name, property, `"`+zone+`"`)
	}
}

// Routes, ranges, zones and network ACLs.
func TestChangesOfNetworks(t *testing.T) {
	judgeChanges(t, []change{
		{"a wider route than each of two ranges", "chat", "alb-reaches-tasks survives-zone-loss", verify.Proved,
			"both local routes are more specific than 10.0.0.0/15: docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html",
			func(a *draft) {
				a.add("Range", "AWS::EC2::VPCCidrBlock", `{"VpcId": "!Ref @NetworkVpc", "CidrBlock": "10.1.0.0/16"}`)
				a.add("Hub", "AWS::EC2::TransitGateway", `{}`)
				a.add("ToHub", "AWS::EC2::Route", `{"RouteTableId": "!Ref @NetworkPublicRouteTable", "DestinationCidrBlock": "10.0.0.0/15", "TransitGatewayId": "!Ref Hub"}`)
			}},
		{"a route as wide as the range", "chat", "alb-reaches-tasks survives-zone-loss", verify.Refuted,
			"a route to a network interface for the range of the local one replaces it: docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html",
			func(a *draft) {
				a.shown = "8501"
				a.add("Box", "AWS::EC2::NetworkInterface", `{"SubnetId": "!Ref @NetworkPublicSubnet1", "GroupSet": ["!GetAtt BoxGroup.GroupId"]}`)
				a.add("BoxGroup", "AWS::EC2::SecurityGroup", `{"GroupDescription": "box", "VpcId": "!Ref @NetworkVpc"}`)
				a.add("ToBox", "AWS::EC2::Route", `{"RouteTableId": "!Ref @NetworkPublicRouteTable", "DestinationCidrBlock": "10.0.128.0/17", "NetworkInterfaceId": "!Ref Box"}`)
			}},
		{"a route on a table of elsewhere", "chat", "no-internet-route", verify.Proved, "an id in text is of something that the templates do not make",
			func(a *draft) {
				a.add("Stray", "AWS::EC2::Route", `{"RouteTableId": "rtb-0123456789abcdef0", "DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "!Ref @NetworkInternetGateway"}`)
			}},
		{"a deny on an ACL of elsewhere", "chat", "tasks-reach-endpoints", verify.Proved, "an id in text is of something that the templates do not make",
			func(a *draft) {
				a.add("Deny", "AWS::EC2::NetworkAclEntry", `{"NetworkAclId": "acl-0123456789abcdef0", "RuleNumber": 50, "RuleAction": "deny", "Egress": true, "Protocol": -1, "CidrBlock": "0.0.0.0/0"}`)
			}},
		{"a route on an open table", "chat", "no-internet-route", verify.Unknown,
			"the parameter may name a table of the tasks",
			func(a *draft) {
				a.parameter("Table", "String")
				a.add("Stray", "AWS::EC2::Route", `{"RouteTableId": "!Ref Table", "DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "!Ref @NetworkInternetGateway"}`)
			}},
		{"an IPv6 way out", "chat", "no-internet-route", verify.Refuted, "::/0 leaves through the egress-only gateway",
			func(a *draft) {
				a.add("Out", "AWS::EC2::EgressOnlyInternetGateway", `{"VpcId": "!Ref @NetworkVpc"}`)
				a.add("Way", "AWS::EC2::Route", `{"RouteTableId": "!Ref @NetworkPrivateRouteTable1", "DestinationIpv6CidrBlock": "::/0", "EgressOnlyInternetGatewayId": "!Ref Out"}`)
			}},
		{"a peering", "chat", "no-internet-route", verify.Refuted, "10.9.0.0/16 leaves to the other VPC",
			func(a *draft) {
				a.add("Other", "AWS::EC2::VPC", `{"CidrBlock": "10.9.0.0/16"}`)
				a.add("Peering", "AWS::EC2::VPCPeeringConnection", `{"VpcId": "!Ref @NetworkVpc", "PeerVpcId": "!Ref Other"}`)
				a.add("Way", "AWS::EC2::Route", `{"RouteTableId": "!Ref @NetworkPrivateRouteTable2", "DestinationCidrBlock": "10.9.0.0/16", "VpcPeeringConnectionId": "!Ref Peering"}`)
			}},
		{"a VPN gateway propagates", "chat", "no-internet-route", verify.Refuted, "docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html",
			func(a *draft) {
				a.add("Gateway", "AWS::EC2::VPNGateway", `{"Type": "ipsec.1"}`)
				a.add("Ways", "AWS::EC2::VPNGatewayRoutePropagation", `{"RouteTableIds": ["!Ref @NetworkPrivateRouteTable1"], "VpnGatewayId": "!Ref Gateway"}`)
			}},
		{"two tables for a subnet", "chat", "no-internet-route", verify.Unknown, "which of the associations holds nobody knows",
			func(a *draft) {
				a.add("Second", "AWS::EC2::SubnetRouteTableAssociation", `{"SubnetId": "!Ref @NetworkPrivateSubnet1", "RouteTableId": "!Ref @NetworkPublicRouteTable"}`)
			}},
		{"a gateway gets a private table", "chat", "no-internet-route", verify.Unknown, "gateway route tables are not followed",
			func(a *draft) {
				a.add("Edge", "AWS::EC2::GatewayRouteTableAssociation", `{"GatewayId": "!Ref @NetworkInternetGateway", "RouteTableId": "!Ref @NetworkPrivateRouteTable1"}`)
			}},
		{"a subnet with an open range", "chat", "tasks-reach-endpoints alb-reaches-tasks survives-zone-loss", verify.Proved,
			"it lies within the range of the VPC, and no route but the local one is that specific",
			func(a *draft) {
				a.parameter("Range", "String")
				a.set(private2, "CidrBlock", `"!Ref Range"`)
			}},
		{"a deny on the default ACL", "chat", "tasks-reach-endpoints", verify.Refuted,
			"from the first subnet nothing gets to the second on 443",
			func(a *draft) {
				a.add("Deny", "AWS::EC2::NetworkAclEntry", `{"NetworkAclId": "!GetAtt @NetworkVpc.DefaultNetworkAcl", "RuleNumber": 50, "RuleAction": "deny", "Egress": true,
					"Protocol": 6, "PortRange": {"From": 443, "To": 443}, "CidrBlock": "10.0.160.0/19"}`)
			}},
	})
}

// Zones, and how many tasks are left.
func TestChangesOfZones(t *testing.T) {
	const elb = "targets in a zone that the load balancer is not in get nothing: docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html"
	const ids = "ids and names of zones say nothing of each other: docs.aws.amazon.com/ram/latest/userguide/working-with-az-ids.html"
	const scaling = "ComputeServicesAppServiceTaskCountTarget"
	named := func(a *draft) {
		a.set("ComputeServicesAppService", "DesiredCount", `2`)
		a.set("ComputeServicesAppService", "ServiceName", `"app"`)
		a.set("ComputeCluster", "ClusterName", `"c"`)
	}
	judgeChanges(t, []change{
		{"names of zones", "chat", "survives-zone-loss alb-reaches-tasks", verify.Proved, "a and b for both",
			func(a *draft) { a.inZones("AvailabilityZone", "eu-west-1a", "eu-west-1b", "eu-west-1a", "eu-west-1b") }},
		{"ids of zones", "chat", "survives-zone-loss alb-reaches-tasks", verify.Proved, "az1 and az2 for both",
			func(a *draft) { a.inZones("AvailabilityZoneId", "euw1-az1", "euw1-az2", "euw1-az1", "euw1-az2") }},
		{"tasks where the load balancer is not", "chat", "alb-reaches-tasks survives-zone-loss", verify.Refuted, elb,
			func(a *draft) { a.inZones("AvailabilityZone", "eu-west-1a", "eu-west-1b", "eu-west-1c", "eu-west-1b") }},
		{"one zone", "chat", "survives-zone-loss", verify.Refuted, "without it nothing is left",
			func(a *draft) { a.inZones("AvailabilityZone", "eu-west-1a", "eu-west-1a", "eu-west-1a", "eu-west-1a") }},
		{"a name beside an id", "chat", "survives-zone-loss", verify.Unknown, ids,
			func(a *draft) {
				a.inZones("AvailabilityZone", "eu-west-1a", "eu-west-1b", "eu-west-1a", "eu-west-1b")
				a.cut(private2, "AvailabilityZone")
				a.set(private2, "AvailabilityZoneId", `"euw1-az1"`)
			}},
		{"a literal beside a choice", "chat", "survives-zone-loss alb-reaches-tasks", verify.Unknown, "the first zone of the account may have any name",
			func(a *draft) { a.set(private1, "AvailabilityZone", `"eu-west-1a"`) }},
		{"a zone that AWS chooses", "chat", "survives-zone-loss", verify.Unknown, "it may be the other one's",
			func(a *draft) { a.cut(private2, "AvailabilityZone") }},
		{"scaling by the service's name", "chat", "survives-zone-loss", verify.Refuted, "service/c/app is the service",
			func(a *draft) {
				named(a)
				a.set(scaling, "ResourceId", `"service/c/app"`)
				a.set(scaling, "MinCapacity", `0`)
			}},
		{"scaling of another service", "chat", "survives-zone-loss", verify.Proved, "service/c/other is not the service",
			func(a *draft) {
				named(a)
				a.set(scaling, "ResourceId", `"service/c/other"`)
				a.set(scaling, "MinCapacity", `0`)
			}},
		{"a scheduled action to none", "chat", "survives-zone-loss", verify.Refuted, "at night none runs",
			func(a *draft) {
				a.set(scaling, "ScheduledActions", `[{"ScheduledActionName": "n", "Schedule": "cron(0 20 * * ? *)", "ScalableTargetAction": {"MinCapacity": 0, "MaxCapacity": 0}}]`)
			}},
		{"a scheduled action to one at most", "chat", "survives-zone-loss", verify.Refuted, "the greatest capacity bounds the least",
			func(a *draft) {
				a.set(scaling, "ScheduledActions", `[{"ScheduledActionName": "n", "Schedule": "cron(0 20 * * ? *)", "ScalableTargetAction": {"MaxCapacity": 1}}]`)
			}},
		{"a scheduled action to an open number", "chat", "survives-zone-loss", verify.Unknown, "it may be 0",
			func(a *draft) {
				a.parameter("Night", "Number")
				named(a)
				a.set(scaling, "ScheduledActions", `[{"ScheduledActionName": "n", "Schedule": "cron(0 20 * * ? *)", "ScalableTargetAction": {"MinCapacity": "!Ref Night"}}]`)
			}},
		{"a scheduled action to three", "chat", "survives-zone-loss", verify.Proved, "three are more than two",
			func(a *draft) {
				a.set(scaling, "ScheduledActions", `[{"ScheduledActionName": "n", "Schedule": "cron(0 8 * * ? *)", "ScalableTargetAction": {"MinCapacity": 3}}]`)
			}},
		{"an open least number", "chat", "survives-zone-loss", verify.Unknown, "it may be 1", func(a *draft) { a.openTo(scaling, "MinCapacity") }},
		{"scaling in an open namespace", "chat", "survives-zone-loss", verify.Unknown, "it may be of ECS",
			func(a *draft) {
				a.parameter("Space", "String")
				named(a)
				a.set(scaling, "ServiceNamespace", `"!Ref Space"`)
				a.set(scaling, "MinCapacity", `0`)
			}},
		{"a scaling plan", "chat", "survives-zone-loss", verify.Unknown, "it names services as text",
			func(a *draft) {
				a.add("Plan", "AWS::AutoScalingPlans::ScalingPlan", `{"ApplicationSource": {"TagFilters": [{"Key": "x"}]}, "ScalingInstructions": [{"ServiceNamespace": "ecs",
					"ResourceId": "service/c/app", "ScalableDimension": "ecs:service:DesiredCount", "MinCapacity": 0, "MaxCapacity": 1, "TargetTrackingConfigurations": []}]}`)
			}},
		{"suspended scaling", "chat", "survives-zone-loss", verify.Unknown, "the least capacity may not be kept",
			func(a *draft) { a.set(scaling, "SuspendedState", `{"DynamicScalingOutSuspended": true}`) }},
	})
}
