package topology

import (
	"net/netip"

	"github.com/archblocks/archblocks/internal/cfn"
)

func (t *Topology) readTable(r *cfn.Resource) {
	table := &Table{Ref: r.Ref, VPC: t.vpcOf(r)}
	if table.VPC == nil {
		table.Doubts = append(table.Doubts, t.open(r, "VpcId"))
	}
	t.tables[r.Ref] = table
}

// targets are the properties of a route that name where it leads.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-route.html
var targets = []string{
	"CarrierGatewayId", "CoreNetworkArn", "EgressOnlyInternetGatewayId", "GatewayId", "InstanceId", "LocalGatewayId", "NatGatewayId",
	"NetworkInterfaceId", "OdbNetworkArn", "TransitGatewayId", "VpcEndpointId", "VpcPeeringConnectionId",
}

func (t *Topology) readRoute(r *cfn.Resource) {
	found := t.refers(t.get(r, "RouteTableId"), "AWS::EC2::RouteTable", "RouteTableId")
	if found == nil {
		t.stray(anyTable, r, "RouteTableId")
		return
	}
	table := t.tables[found.Ref]
	route := Route{At: at(r)}
	for _, name := range targets {
		v := t.get(r, name)
		if missing(v) {
			continue
		}
		if text, _ := cfn.AsString(v); text == "local" {
			return
		}
		route.Kind, route.Target, route.At = name, v, at(r, name)
		break
	}
	if route.Kind == "" {
		table.Doubts = append(table.Doubts, Doubt{at(r), "the route names no target that is known"})
		return
	}
	for _, name := range []string{"DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId"} {
		v := t.get(r, name)
		if missing(v) {
			continue
		}
		if name == "DestinationPrefixListId" {
			route.List = cfn.Show(v)
			break
		}
		prefix, ok := t.cidr(v)
		if !ok {
			table.Doubts = append(table.Doubts, t.open(r, name))
			return
		}
		route.Destination = prefix
		break
	}
	table.Routes = append(table.Routes, route)
}

// readPropagation reads routes that a VPN gateway adds by itself: of any destination.
// https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html
func (t *Topology) readPropagation(r *cfn.Resource) {
	list, open := items(t.get(r, "RouteTableIds"))
	if open {
		t.strays[anyTable] = append(t.strays[anyTable], t.open(r, "RouteTableIds"))
	}
	for _, v := range list {
		found := t.refers(v, "AWS::EC2::RouteTable", "RouteTableId")
		if found == nil {
			t.strays[anyTable] = append(t.strays[anyTable], t.open(r, "RouteTableIds"))
			continue
		}
		table := t.tables[found.Ref]
		table.Routes = append(table.Routes, Route{At: at(r, "RouteTableIds"), Kind: "VpnGatewayId", Target: t.get(r, "VpnGatewayId"),
			Destination: netip.PrefixFrom(netip.IPv4Unspecified(), 0)})
	}
}
