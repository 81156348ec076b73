package verify

import (
	"fmt"
	"net/netip"

	"github.com/archblocks/archblocks/arch/verify/internal/topology"
	"github.com/archblocks/archblocks/internal/cfn"
)

var noInternetRoute = Property{
	ID:    "no-internet-route",
	Title: "No route leads out of the tasks' subnets",
	Meaning: "The route table of every subnet of a service holds the local routes and those of gateway endpoints alone: no internet, NAT, " +
		"egress-only, carrier or VPN gateway, no peering, transit gateway, instance or interface, over IPv4 and IPv6.",
	Standards: []string{"FSBP ECS.2", "Well-Architected SEC05-BP01"},
	subject:   "ECS service",
	judge: func(c *court) {
		for _, s := range c.Services {
			t := c.try(s.Ref)
			for _, subnet := range s.Interface.Subnets {
				for _, r := range subnet.Table.Routes {
					t.refute(c.routeWitness(s, subnet, r))
				}
				t.doubt(subnet.Table.Doubts)
			}
			t.doubt(s.Doubts, s.Interface.Doubts, vpcDoubts(s.Interface))
			t.proved(count(len(s.Interface.Subnets), "subnet") + ", with routes to the VPC itself and gateway endpoints alone")
		}
	},
}

func (c *court) routeWitness(s *topology.Service, subnet *topology.Subnet, r topology.Route) *Witness {
	destination := "prefix list " + r.List
	if r.Destination.IsValid() {
		destination = within(r.Destination)
	}
	target := r.Kind + " " + cfn.Show(r.Target)
	if ref, ok := r.Target.(cfn.ResourceRef); ok {
		if resource := c.Model.Resource(ref.Resource()); resource != nil {
			target = fmt.Sprintf("%s (%s)", ref.Resource(), resource.Type)
		}
	}
	w := at(r.At, fmt.Sprintf("a packet from the tasks of %s to %s leaves through %s", s.Ref, destination, target),
		"remove the route from the table of "+subnet.Ref.String())
	w.Packet = &Packet{Protocol: "tcp", Source: text(addresses(subnet)), Destination: destination, Port: 443}
	w.Hops = []Hop{{subnet.Ref.String(), "the subnet of the tasks"}, {subnet.Table.Ref.String(), "its route table sends " + destination + " to " + target}}
	return w
}

// strangers are addresses for documentation, which stand for anybody's.
// https://www.rfc-editor.org/rfc/rfc5737 https://www.rfc-editor.org/rfc/rfc3849
var strangers = []netip.Addr{netip.MustParseAddr("198.51.100.1"), netip.MustParseAddr("2001:db8::1")}

// within is an address of a range, a stranger's if there is one.
func within(p netip.Prefix) string {
	for _, a := range strangers {
		if p.Contains(a) {
			return a.String()
		}
	}
	if p.IsSingleIP() {
		return p.Addr().String()
	}
	return p.Addr().Next().String()
}
