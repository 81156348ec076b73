package verify_test

import (
	"testing"

	"github.com/archblocks/archblocks/arch/verify"
)

// Routes and ranges that are open or unusual.
func TestChangesOfRoutes(t *testing.T) {
	const way = "alb-reaches-tasks"
	route := func(table, more string) func(*draft) {
		return func(a *draft) {
			a.parameter("Open", "String")
			a.add("Way", "AWS::EC2::Route", `{"RouteTableId": "!Ref @`+table+`", `+more+`}`)
		}
	}
	judgeChanges(t, []change{
		{"a route of the public table to a prefix list", "chat", way, verify.Unknown, "the list may hold addresses of the tasks",
			route("NetworkPublicRouteTable", `"DestinationPrefixListId": "pl-1", "TransitGatewayId": "tgw-1"`)},
		{"a route to an open range", "chat", way, verify.Unknown, "the range may be the tasks'", route("NetworkPublicRouteTable", `"DestinationCidrBlock": "!Ref Open", "TransitGatewayId": "tgw-1"`)},
		{"a route beside the VPC", "chat", way, verify.Proved, "it takes nothing of the VPC", route("NetworkPublicRouteTable", `"DestinationCidrBlock": "10.1.0.0/16", "TransitGatewayId": "tgw-1"`)},
		{"a route for the other subnets", "chat", way, verify.Proved, "it takes nothing of the tasks", route("NetworkPublicRouteTable", `"DestinationCidrBlock": "10.0.0.0/17", "TransitGatewayId": "tgw-1"`)},
		{"a route for the replies", "chat", way, verify.Refuted, "the replies go to the gateway", route("NetworkPrivateRouteTable1", `"DestinationCidrBlock": "10.0.16.0/20", "TransitGatewayId": "tgw-1"`)},
		{"a local route", "chat", way + " no-internet-route", verify.Proved, "it is the local one", route("NetworkPrivateRouteTable1", `"DestinationCidrBlock": "10.0.16.0/20", "GatewayId": "local"`)},
		{"a route to nothing that is known", "chat", "no-internet-route", verify.Unknown, "where it leads is not said", route("NetworkPrivateRouteTable1", `"DestinationCidrBlock": "10.9.0.0/16"`)},
		{"a route by IPv6 within the VPC", "chat", way, verify.Proved, "no task has an address of IPv6", route("NetworkPublicRouteTable", `"DestinationIpv6CidrBlock": "2001:db8::/32", "TransitGatewayId": "tgw-1"`)},
		{"a route to S3's list", "chat", "s3-gateway-everywhere", unproved, "it takes packets off their way to S3", route("NetworkPrivateRouteTable1", `"DestinationPrefixListId": "pl-6da54004", "TransitGatewayId": "tgw-1"`)},
		{"a default route", "chat", "s3-gateway-everywhere", verify.Proved, "the gateway's routes are more specific", route("NetworkPrivateRouteTable1", `"DestinationCidrBlock": "0.0.0.0/0", "TransitGatewayId": "tgw-1"`)},
		{"a route to public addresses", "chat", "s3-gateway-everywhere", verify.Unknown, "they may be S3's", route("NetworkPrivateRouteTable1", `"DestinationCidrBlock": "52.0.0.0/8", "TransitGatewayId": "tgw-1"`)},
		{"a route to private addresses", "chat", "s3-gateway-everywhere", verify.Proved, "S3 has none", route("NetworkPrivateRouteTable1", `"DestinationCidrBlock": "10.9.0.0/16", "TransitGatewayId": "tgw-1"`)},
		{"a VPC of which the range is open, with a default route", "chat", way, verify.Proved, "the local route is more specific than none",
			func(a *draft) { a.parameter("Open", "String"); a.set("NetworkVpc", "CidrBlock", `"!Ref Open"`) }},
		{"a VPC of which the range is open, with a route", "chat", way, verify.Unknown, "the route may be within the range",
			func(a *draft) {
				route("NetworkPublicRouteTable", `"DestinationCidrBlock": "10.0.128.0/17", "TransitGatewayId": "tgw-1"`)(a)
				a.set("NetworkVpc", "CidrBlock", `"!Ref Open"`)
			}},
		{"a second range from a pool", "chat", way, verify.Unknown, "the route may be within it",
			func(a *draft) {
				route("NetworkPublicRouteTable", `"DestinationCidrBlock": "10.0.0.0/8", "TransitGatewayId": "tgw-1"`)(a)
				a.add("Range", "AWS::EC2::VPCCidrBlock", `{"VpcId": "!Ref @NetworkVpc", "Ipv4IpamPoolId": "ipam-pool-1", "Ipv4NetmaskLength": 16}`)
			}},
		{"a second range that the route takes", "chat", "tasks-reach-endpoints", verify.Refuted, "10.1.0.0/16 goes to the gateway",
			func(a *draft) {
				a.add("Range", "AWS::EC2::VPCCidrBlock", `{"VpcId": "!Ref @NetworkVpc", "CidrBlock": "10.1.0.0/16"}`)
				a.set(private2, "CidrBlock", `"10.1.0.0/19"`)
				route("NetworkPrivateRouteTable1", `"DestinationCidrBlock": "10.1.0.0/16", "TransitGatewayId": "tgw-1"`)(a)
			}},
		{"a range of an open VPC", "chat", way, verify.Unknown, "it may be of this one",
			func(a *draft) {
				a.parameter("Open", "String")
				a.add("Range", "AWS::EC2::VPCCidrBlock", `{"VpcId": "!Ref Open", "CidrBlock": "10.1.0.0/16"}`)
			}},
		{"a subnet in no table", "chat", "s3-gateway-everywhere", verify.Refuted, "the main table has no gateway", func(a *draft) { a.drop("NetworkPrivateSubnet1RouteTable") }},
		{"a subnet in no table of its own", "chat", "no-internet-route", verify.Proved, "the main table has the local route alone", func(a *draft) { a.drop("NetworkPrivateSubnet1RouteTable") }},
		{"open ways of a VPN gateway", "chat", "no-internet-route", verify.Unknown, "they may be of the tasks' tables",
			func(a *draft) {
				a.parameter("Open", "CommaDelimitedList")
				a.add("Ways", "AWS::EC2::VPNGatewayRoutePropagation", `{"RouteTableIds": "!Ref Open", "VpnGatewayId": "vgw-1"}`)
			}},
		{"ways of a VPN gateway in an open table", "chat", "no-internet-route", verify.Unknown, "it may be of the tasks'",
			func(a *draft) {
				a.parameter("Open", "String")
				a.add("Ways", "AWS::EC2::VPNGatewayRoutePropagation", `{"RouteTableIds": ["!Ref Open"], "VpnGatewayId": "vgw-1"}`)
			}},
		{"an ACL for an open subnet", "chat", way, verify.Unknown, "it may be a subnet of the tasks",
			func(a *draft) {
				a.parameter("Open", "String")
				a.add("Acl", "AWS::EC2::NetworkAcl", `{"VpcId": "!Ref @NetworkVpc"}`)
				a.add("Join", "AWS::EC2::SubnetNetworkAclAssociation", `{"NetworkAclId": "!Ref Acl", "SubnetId": "!Ref Open"}`)
			}},
		{"an open ACL for a subnet", "chat", way, verify.Unknown, "it may deny all",
			func(a *draft) {
				a.parameter("Open", "String")
				a.add("Join", "AWS::EC2::SubnetNetworkAclAssociation", `{"NetworkAclId": "!Ref Open", "SubnetId": "!Ref @NetworkPrivateSubnet1"}`)
			}},
		{"two ACLs for a subnet", "chat", way, verify.Unknown, "which of them holds nobody knows",
			func(a *draft) {
				for _, id := range []string{"A", "B"} {
					a.add(id, "AWS::EC2::SubnetNetworkAclAssociation", `{"NetworkAclId": "!GetAtt @NetworkVpc.DefaultNetworkAcl", "SubnetId": "!Ref @NetworkPrivateSubnet1"}`)
				}
			}},
		{"IPv6 for the tasks", "chat", "no-public-address", verify.Refuted, "addresses of IPv6 are public",
			func(a *draft) {
				a.set(private1, "Ipv6CidrBlock", `"2a05:d018::/64"`)
				a.set(private1, "AssignIpv6AddressOnCreation", `true`)
			}},
		{"a range of IPv6 for the tasks", "chat", "no-public-address", verify.Unknown, "a setting of the account decides: docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html",
			func(a *draft) { a.set(private1, "Ipv6CidrBlock", `"2a05:d018::/64"`) }},
		{"subnets of IPv6 alone", "chat", way, verify.Unknown, "what has no IPv4 address is not judged", func(a *draft) { a.set(private1, "Ipv6Native", `true`) }},
	})
}
