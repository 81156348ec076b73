package verify_test

import (
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/verify"
)

const transit = `"TransitGatewayId": "tgw-1"}`

// What a witness shows can be followed on the template: the packet, what it meets in order,
// and where to change it.
func TestWitnessesCanBeFollowed(t *testing.T) {
	for _, c := range []struct {
		name, property string
		packet         verify.Packet
		hops           []verify.Hop
		path           string
		change         func(*draft)
	}{
		{"a range", "alb-from-cloudfront-only", verify.Packet{Protocol: "tcp", Source: "192.0.2.1", Destination: "chat/@ComputeLoadBalancer", Port: 443},
			[]verify.Hop{{At: "chat/@ComputeRulesLoadBalancerFromCloudFront443", Does: "the rule lets it pass"}}, "Resources.@ComputeRulesLoadBalancerFromCloudFront443",
			func(a *draft) { a.cut(fromFront, "SourcePrefixListId"); a.set(fromFront, "CidrIp", `"0.0.0.0/0"`) }},
		{"a list", "alb-from-cloudfront-only", verify.Packet{Protocol: "tcp", Source: "prefix list pl-6da54004", Destination: "chat/@ComputeLoadBalancer", Port: 443},
			[]verify.Hop{{At: "chat/@ComputeRulesLoadBalancerFromCloudFront443", Does: "the rule lets it pass"}}, "Resources.@ComputeRulesLoadBalancerFromCloudFront443",
			func(a *draft) { a.set(fromFront, "SourcePrefixListId", `"pl-6da54004"`) }},
		{"a group", "egress-only-to-endpoints", verify.Packet{Protocol: "tcp", Source: "chat/@ComputeServicesAppService", Destination: "whatever wears chat/@ComputeGroupsLoadBalancer", Port: 443},
			[]verify.Hop{{At: "chat/@ComputeRulesAppToEndpoints", Does: "the rule lets it pass"}}, "Resources.@ComputeRulesAppToEndpoints",
			func(a *draft) {
				a.set("ComputeRulesAppToEndpoints", "DestinationSecurityGroupId", `"!GetAtt @ComputeGroupsLoadBalancer.GroupId"`)
			}},
		{"UDP", "alb-from-cloudfront-only", verify.Packet{Protocol: "udp", Source: "prefix list pl-4fa04526", Destination: "chat/@ComputeLoadBalancer", Port: 443},
			[]verify.Hop{{At: "chat/@ComputeRulesLoadBalancerFromCloudFront443", Does: "the rule lets it pass"}}, "Resources.@ComputeRulesLoadBalancerFromCloudFront443",
			func(a *draft) { a.set(fromFront, "IpProtocol", `"udp"`) }},
		{"a route", "no-internet-route", verify.Packet{Protocol: "tcp", Source: "10.0.128.4", Destination: "192.0.2.1", Port: 443},
			[]verify.Hop{
				{At: "chat/@NetworkPrivateSubnet1", Does: "the subnet of the tasks"},
				{At: "chat/@NetworkPrivateRouteTable1", Does: "its route table sends 192.0.2.1 to chat/@NetworkInternetGateway (AWS::EC2::InternetGateway)"},
			}, "Resources.Way.Properties.GatewayId",
			func(a *draft) {
				a.add("Way", "AWS::EC2::Route", `{"RouteTableId": "!Ref @NetworkPrivateRouteTable1", "DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "!Ref @NetworkInternetGateway"}`)
			}},
		{"a route to a list", "no-internet-route", verify.Packet{Protocol: "tcp", Source: "10.0.128.4", Destination: "prefix list pl-1", Port: 443},
			[]verify.Hop{
				{At: "chat/@NetworkPrivateSubnet1", Does: "the subnet of the tasks"},
				{At: "chat/@NetworkPrivateRouteTable1", Does: "its route table sends prefix list pl-1 to TransitGatewayId tgw-1"},
			}, "Resources.Way.Properties.TransitGatewayId",
			func(a *draft) {
				a.add("Way", "AWS::EC2::Route", `{"RouteTableId": "!Ref @NetworkPrivateRouteTable1", "DestinationPrefixListId": "pl-1", `+transit)
			}},
		{"a reply", "alb-reaches-tasks", verify.Packet{Protocol: "tcp", Source: "10.0.128.4", Destination: "10.0.16.4", Port: 1024},
			[]verify.Hop{
				{At: "chat/@ComputeGroupsLoadBalancer", Does: "egress of chat/@ComputeGroupsLoadBalancer lets it pass"},
				{At: "chat/@NetworkPublicRouteTable", Does: "the local route takes it"},
				{At: "chat/@NetworkPublicSubnet2", Does: "network ACL of chat/@NetworkPublicSubnet2, outward lets it pass"},
				{At: "chat/@NetworkPrivateSubnet1", Does: "network ACL of chat/@NetworkPrivateSubnet1, inward lets it pass"},
				{At: "chat/@ComputeGroupsServiceApp", Does: "ingress of chat/@ComputeGroupsServiceApp lets it pass"},
				{At: "chat/Way", Does: "the route to 10.0.16.0/20 stops it"},
			}, "Resources.Way.Properties.TransitGatewayId",
			func(a *draft) {
				a.add("Way", "AWS::EC2::Route", `{"RouteTableId": "!Ref @NetworkPrivateRouteTable1", "DestinationCidrBlock": "10.0.16.0/20", `+transit)
			}},
		{"two addresses of one subnet", "tasks-reach-endpoints", verify.Packet{Protocol: "tcp", Source: "10.0.128.4", Destination: "10.0.128.5", Port: 443},
			[]verify.Hop{
				{At: "chat/@ComputeGroupsServiceApp", Does: "egress of chat/@ComputeGroupsServiceApp lets it pass"},
				{At: "chat/@NetworkEndpointGroup", Does: "ingress of chat/@NetworkEndpointGroup stops it"},
			}, "Resources.@NetworkEndpointGroup",
			func(a *draft) { a.drop("ComputeRulesEndpointsFromApp") }},
		{"no gateway", "s3-gateway-everywhere", verify.Packet{Protocol: "tcp", Source: "10.0.128.4", Destination: "com.amazonaws.eu-west-1.s3", Port: 443},
			[]verify.Hop{
				{At: "chat/@NetworkPrivateSubnet1", Does: "the subnet of the tasks"},
				{At: "the main route table of chat/@NetworkVpc", Does: "has no route to the prefix list com.amazonaws.eu-west-1.s3"},
			}, "Resources.@NetworkPrivateSubnet1",
			func(a *draft) { a.drop("NetworkPrivateSubnet1RouteTable") }},
		{"no login", "login-before-forward", verify.Packet{Protocol: "tcp", Source: "anyone", Destination: "chat/@ComputeServicesAppService", Port: 8501},
			[]verify.Hop{{At: "chat/@ComputeServicesAppRule", Does: "forwards to chat/@ComputeServicesAppTargetGroup without a login"}}, "Resources.@ComputeServicesAppRule.Properties.Actions",
			func(a *draft) { a.cut(rule, "Actions.0") }},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := &draft{t: t, app: applicationOf(t, "chat", "chat-edge"), regions: maps.Clone(regions)}
			whole := func(text string) string {
				return idMark.ReplaceAllStringFunc(text, func(mark string) string { return a.id(mark[1:]) })
			}
			c.packet.Source, c.packet.Destination = whole(c.packet.Source), whole(c.packet.Destination)
			for i, hop := range c.hops {
				c.hops[i] = verify.Hop{At: whole(hop.At), Does: whole(hop.Does)}
			}
			path := whole(c.path)
			c.change(a)
			report, err := verify.Checker{Properties: []string{c.property}}.Check(a.templates()...)
			require.NoError(t, err)
			require.Len(t, report.Results, 1)
			w := report.Results[0].Witness
			require.NotNil(t, w, report.Text())
			require.Equal(t, w.Shows, report.Results[0].Why)
			got := verify.Witness{Packet: w.Packet, Hops: w.Hops, Path: w.Path}
			if diff := cmp.Diff(verify.Witness{Packet: &c.packet, Hops: c.hops, Path: path}, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}
