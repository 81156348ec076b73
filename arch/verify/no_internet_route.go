package verify

import (
	"fmt"
	"net/netip"

	"github.com/archblocks/archblocks/arch/verify/internal/topology"
	"github.com/archblocks/archblocks/arch/verify/internal/traffic"
	"github.com/archblocks/archblocks/internal/cfn"
)

var noInternetRoute = Property{
	ID:    "no-internet-route",
	Title: "No route leads out of the tasks' subnets",
	Meaning: "The route table of every subnet of a service takes packets to the VPC itself and to gateway endpoints alone: no internet, NAT, " +
		"egress-only, carrier or VPN gateway, no peering, transit gateway, instance or interface, over IPv4 and IPv6.",
	Standards: []string{"FSBP ECS.2", "Well-Architected SEC05-BP01"},
	subject:   "ECS service",
	judge: func(c *court) {
		for _, s := range c.Services {
			t := c.try(s.Ref)
			for _, subnet := range s.Interface.Subnets {
				for _, r := range subnet.Table.Routes {
					if taken := takes(subnet, r); r.List != "" || !taken.IsEmpty() {
						t.refute(c.routeWitness(s, subnet, r, taken))
					}
				}
				t.doubt(subnet.Table.Doubts)
			}
			t.doubt(s.Doubts, s.Interface.Doubts, vpcDoubts(s.Interface))
			t.proved(count(len(s.Interface.Subnets), "subnet") + ", with routes to the VPC itself and gateway endpoints alone")
		}
	},
}

// takes are the addresses to which a route takes packets: those that no longer prefix takes first.
// https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
func takes(subnet *topology.Subnet, r topology.Route) traffic.Addresses {
	taken := traffic.Prefixes(r.Destination)
	longer := func(p netip.Prefix, atLeast int) {
		if p.IsValid() && p.Bits() >= atLeast {
			taken = taken.Subtract(traffic.Prefixes(p))
		}
	}
	for _, other := range subnet.Table.Routes {
		longer(other.Destination, r.Destination.Bits()+1)
	}
	if subnet.VPC != nil {
		for _, local := range subnet.VPC.Ranges {
			longer(local, r.Destination.Bits())
		}
	}
	return taken
}

func (c *court) routeWitness(s *topology.Service, subnet *topology.Subnet, r topology.Route, taken traffic.Addresses) *Witness {
	destination := "prefix list " + r.List
	if r.Destination.IsValid() {
		destination = stranger(taken)
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
var strangers = []netip.Addr{netip.MustParseAddr("192.0.2.1"), netip.MustParseAddr("2001:db8::1")}

// stranger is an address of a set, one for documentation if there is one.
func stranger(set traffic.Addresses) string {
	for _, a := range strangers {
		if set.Has(a) {
			return a.String()
		}
	}
	return text(set)
}
