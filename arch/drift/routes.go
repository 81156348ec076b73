package drift

import (
	"fmt"

	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/internal/cfn"
)

// Titles that say which subnets have a route to the internet.
const (
	publicTitle   = "Public subnet"
	balancerTitle = "Load balancer subnet"
	privateTitle  = "Private subnet"
)

// readTables reads which route table each drawn subnet has.
func (s *scene) readTables() {
	for _, r := range s.byType["AWS::EC2::SubnetRouteTableAssociation"] {
		subnet := s.refers(s.get(r, "SubnetId"), "AWS::EC2::Subnet")
		table := s.refers(s.get(r, "RouteTableId"), "AWS::EC2::RouteTable")
		switch {
		case subnet == nil:
			s.open("", r, []string{"SubnetId"}, s.get(r, "SubnetId"))
		case table == nil:
			s.open(s.subnetID[subnet.Ref], r, []string{"RouteTableId"}, s.get(r, "RouteTableId"))
		case s.tables[subnet.Ref] != nil && s.tables[subnet.Ref] != table:
			s.say(CannotTell, s.subnetID[subnet.Ref], r, nil, "the subnet has two route tables, and which one holds is open", "take one association out")
		default:
			s.tables[subnet.Ref] = table
		}
	}
}

// routeTargets are the properties of a route that name where it leads.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-route.html
var routeTargets = []string{
	"CarrierGatewayId", "CoreNetworkArn", "EgressOnlyInternetGatewayId", "GatewayId", "InstanceId", "LocalGatewayId", "NatGatewayId",
	"NetworkInterfaceId", "OdbNetworkArn", "TransitGatewayId", "VpcEndpointId", "VpcPeeringConnectionId",
}

// leads is where a route leads.
func (s *scene) leads(r *cfn.Resource) (target string, v cfn.Value) {
	for _, name := range routeTargets {
		if v := s.get(r, name); !missing(v) {
			return name, v
		}
	}
	return "", cfn.Missing{}
}

// toInternet tells whether a route leads to an internet gateway.
func (s *scene) toInternet(r *cfn.Resource) bool {
	target, v := s.leads(r)
	return target == "GatewayId" && s.refers(v, "AWS::EC2::InternetGateway") != nil
}

// compareRoutes compares what a subnet's title says with its route table.
func (s *scene) compareRoutes(group diagram.Group) {
	subnet := s.subnets[group.ID]
	if subnet == nil {
		return
	}
	public := group.Title == publicTitle
	if want := map[diagram.GroupKind][]string{diagram.PublicSubnetGroup: {publicTitle, balancerTitle}, diagram.PrivateSubnetGroup: {privateTitle, privateTitle}}[group.Kind]; group.Title != want[0] && group.Title != want[1] {
		s.say(BadDrawing, group.ID, subnet, nil, fmt.Sprintf("the title %q does not say whether the subnet has a route to the internet", group.Title), fmt.Sprintf("call it %q or %q", want[0], want[1]))
		return
	}
	found := false
	for _, r := range s.byType["AWS::EC2::Route"] {
		if table := s.tables[subnet.Ref]; table == nil || s.refers(s.get(r, "RouteTableId"), "AWS::EC2::RouteTable") != table || !s.toInternet(r) {
			continue
		}
		found, s.shown[r.Ref] = true, true
		if !public {
			s.say(Differs, group.ID, r, nil, fmt.Sprintf("%q is drawn, and %s routes it to the internet", group.Title, r.Ref), "take the route out, or draw a public subnet")
		}
	}
	if public && !found {
		s.say(Differs, group.ID, subnet, nil, "a public subnet is drawn, and its route table has no route to an internet gateway", fmt.Sprintf("call it %q, or add the route", balancerTitle))
	}
}

// strayRoutes are routes that no drawn public subnet explains.
func (s *scene) strayRoutes() {
	for _, r := range s.byType["AWS::EC2::Route"] {
		target, v := s.leads(r)
		if text, _ := cfn.AsString(v); target == "GatewayId" && text == "local" {
			s.shown[r.Ref] = true
		}
		if s.shown[r.Ref] {
			continue
		}
		if s.refers(s.get(r, "RouteTableId"), "AWS::EC2::RouteTable") == nil {
			s.shown[r.Ref] = true
			s.open("", r, []string{"RouteTableId"}, s.get(r, "RouteTableId"))
			continue
		}
		s.undrawn(r, fmt.Sprintf("a route to %s %s is not drawn", target, cfn.Show(v)))
	}
}
