package verify

import (
	"fmt"
	"net/netip"
	"slices"

	"github.com/archblocks/archblocks/arch/verify/internal/topology"
	"github.com/archblocks/archblocks/arch/verify/internal/traffic"
	"github.com/archblocks/archblocks/internal/cfn"
)

// clients are the ports from which clients call: replies to all of them must get back.
// https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html
var clients = traffic.PortRange(traffic.TCP, 1024, 65535)

// passage is what was found on the way of packets between two interfaces.
type passage struct {
	// block is the first obstacle, or nil.
	block *Witness
	// doubts spoil any verdict; more are of rules that may let packets pass after all.
	doubts, more []topology.Doubt
}

// judge puts what was found into a trial.
func (p passage) judge(t *trial) {
	if p.block != nil {
		t.missing(p.block, p.doubts, p.more)
	}
	t.doubt(p.doubts)
}

// pass judges whether all packets to the ports get from every address of a subnet to
// every address of another, and the replies back.
func (c *court) pass(v view, from, to *topology.Interface, a, b *topology.Subnet, ports traffic.Ports) passage {
	var p passage
	p.doubts = slices.Concat(from.All(), to.All(), a.Doubts, b.Doubts)
	if a.VPC == nil || a.VPC != b.VPC {
		p.doubts = append(p.doubts, topology.Doubt{At: from.SubnetsAt, Why: fmt.Sprintf("%s and %s are not in one VPC of the templates", a.Ref, b.Ref)})
		return p
	}
	p.doubts = append(p.doubts, a.VPC.Doubts...)
	source, destination := addresses(a), addresses(b)
	w := walk{passage: &p, from: from, to: to, a: a, b: b}

	w.check(groupPlace(from), "egress of "+names(from.Groups), "add an egress rule for "+ports.String()+" to "+names(to.Groups),
		v.admitted(from.Groups, to.Groups, destination, ports, outward), outward, ports, slices.Concat(c.moreRules(a.VPC, from.Groups, outward), openWear(to)))
	// Neither routes nor network ACLs see what stays in a subnet.
	if a != b {
		w.routes(v.table(a), b, ports)
		w.acl(v, a, outward, ports)
		w.acl(v, b, inward, ports)
	}
	w.check(groupPlace(to), "ingress of "+names(to.Groups), "add an ingress rule for "+ports.String()+" from "+names(from.Groups),
		v.admitted(to.Groups, from.Groups, source, ports, inward), inward, ports, slices.Concat(c.moreRules(a.VPC, to.Groups, inward), openWear(from)))
	if a != b {
		// Security groups let replies pass; network ACLs keep no state.
		w.reply = true
		w.routes(v.table(b), a, clients)
		w.acl(v, b, outward, clients)
		w.acl(v, a, inward, clients)
	}
	return p
}

// addresses of a subnet, or all where its range is open: then only rules for all can help.
func addresses(s *topology.Subnet) traffic.Addresses {
	if s.Known {
		return s.Addresses
	}
	return traffic.AllIPv4()
}

// moreRules are doubts of rules that may let more packets pass: those that could not be
// read, and those to lists of which nobody knows what they hold.
func (c *court) moreRules(vpc *topology.VPC, groups []*topology.Group, d direction) []topology.Doubt {
	var all []topology.Doubt
	for _, g := range groups {
		all = append(all, g.Doubts...)
		for _, r := range d.rules(g) {
			switch {
			case r.List != "" && c.Lists.Name(vpc.Region, r.List) == "":
				all = append(all, topology.Doubt{At: r.At, Why: undeclared(r, vpc.Region)})
			case r.Group != nil && r.Group.Foreign:
				all = append(all, r.Group.Doubts...)
			}
		}
	}
	return all
}

// openWear are doubts of groups that an interface wears and that may be those that rules of
// the other side name.
func openWear(i *topology.Interface) []topology.Doubt {
	var all []topology.Doubt
	for _, g := range i.Groups {
		if g.Open() {
			all = append(all, g.Doubts...)
		}
	}
	return all
}

// walk writes down what packets meet.
type walk struct {
	*passage
	from, to *topology.Interface
	a, b     *topology.Subnet
	hops     []Hop
	// reply turns the packet round.
	reply bool
}

// check compares what passes in a direction with what must. The far end is where a packet
// goes to if it is outward, and where it comes from if it is inward.
func (w *walk) check(place topology.Place, what, hint string, passed traffic.Packets, d direction, ports traffic.Ports, doubts []topology.Doubt) {
	if w.block != nil {
		return
	}
	far, near := w.ends(d)
	stopped := traffic.Of(far, ports).Subtract(passed)
	if stopped.IsEmpty() {
		w.hops = append(w.hops, Hop{place.Resource.String(), what + " lets it pass"})
		return
	}
	w.more = append(w.more, doubts...)
	if !w.a.Known || !w.b.Known {
		w.more = append(w.more, topology.Doubt{At: w.from.SubnetsAt, Why: "the range of a subnet is open"})
	}
	at, protocol, port, _ := stopped.First()
	// In one subnet both ends have the same addresses, but not the same address.
	near = near.Subtract(traffic.Range(at, at))
	packet := &Packet{Protocol: protocolName(protocol), Source: text(near), Destination: at.String(), Port: port}
	if d == inward {
		packet.Source, packet.Destination = packet.Destination, packet.Source
	}
	w.stop(place, packet, what, hint)
}

// ends are the addresses at the far and the near end of the packet's way.
func (w *walk) ends(d direction) (far, near traffic.Addresses) {
	source, destination := addresses(w.a), addresses(w.b)
	if w.reply {
		source, destination = destination, source
	}
	if d == inward {
		return source, destination
	}
	return destination, source
}

func (w *walk) stop(place topology.Place, packet *Packet, what, hint string) {
	from, to, kind := w.from.Owner, w.to.Owner, "a packet"
	if w.reply {
		from, to, kind = to, from, "a reply"
	}
	w.block = at(place, fmt.Sprintf("%s from %s to %s, %s port %d, does not get through: %s stops it", kind, from, to, packet.Protocol, packet.Port, what), hint)
	w.block.Packet = packet
	w.block.Hops = append(slices.Clone(w.hops), Hop{place.Resource.String(), what + " stops it"})
}

// routes looks for a route inside the VPC that takes packets off their way: more
// specific routes win over the local one.
// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
func (w *walk) routes(table *topology.Table, to *topology.Subnet, ports traffic.Ports) {
	w.doubts = append(w.doubts, table.Doubts...)
	if w.block != nil {
		return
	}
	for _, r := range table.Routes {
		if !r.Destination.IsValid() {
			w.doubts = append(w.doubts, topology.Doubt{At: r.At, Why: "a route to a prefix list may take packets off their way"})
			continue
		}
		hit := traffic.Prefixes(r.Destination).Intersect(addresses(to))
		specific := moreSpecific(to.VPC, r.Destination)
		switch {
		case hit.IsEmpty(), specific == cfn.No:
		case !to.Known || specific == cfn.Maybe:
			w.doubts = append(w.doubts, topology.Doubt{At: r.At, Why: "whether the route takes packets inside the VPC depends on an open range"})
		default:
			protocol, port, _ := ports.First()
			_, near := w.ends(outward)
			w.stop(r.At, &Packet{protocolName(protocol), text(near), text(hit), port}, "the route to "+r.Destination.String(), "remove the route, or send it to local")
			return
		}
	}
	w.hops = append(w.hops, Hop{tableName(table, to.VPC), "the local route takes it"})
}

// moreSpecific tells whether a destination is within one range of a VPC, so that its route
// wins over the local one.
func moreSpecific(vpc *topology.VPC, destination netip.Prefix) cfn.Truth {
	for _, r := range vpc.Ranges {
		if r.Contains(destination.Addr()) && r.Bits() <= destination.Bits() {
			return cfn.Yes
		}
	}
	if !vpc.Known && destination.Bits() > 0 {
		return cfn.Maybe
	}
	return cfn.No
}

func tableName(table *topology.Table, vpc *topology.VPC) string {
	if table.Ref.LogicalID == "" {
		return "the main route table of " + vpc.Ref.String()
	}
	return table.Ref.String()
}

func (w *walk) acl(v view, s *topology.Subnet, d direction, ports traffic.Ports) {
	acl := s.ACL
	w.doubts = append(w.doubts, acl.Doubts...)
	what := fmt.Sprintf("network ACL of %s, %s", s.Ref, d)
	w.check(aclPlace(s, acl), what, "allow "+ports.String()+" there", v.entries(acl, d), d, ports, nil)
}

func aclPlace(s *topology.Subnet, acl *topology.ACL) topology.Place {
	if acl.Ref.LogicalID != "" {
		return root(acl.Ref)
	}
	return root(s.Ref)
}

// text is the first address of a set.
func text(a traffic.Addresses) string {
	if first, ok := a.First(); ok {
		return first.String()
	}
	return "?"
}

func protocolName(p uint8) string {
	switch p {
	case traffic.TCP:
		return "tcp"
	case traffic.UDP:
		return "udp"
	case traffic.ICMP:
		return "icmp"
	case traffic.ICMPv6:
		return "icmpv6"
	}
	return fmt.Sprintf("protocol %d", p)
}

// groupPlace points to the first group of an interface, or to where groups are named.
func groupPlace(i *topology.Interface) topology.Place {
	if len(i.Groups) == 0 || i.Groups[0].Foreign {
		return i.GroupsAt
	}
	return root(i.Groups[0].Ref)
}

func names(groups []*topology.Group) string {
	if len(groups) == 0 {
		return "no security group"
	}
	text := groups[0].Name()
	for _, g := range groups[1:] {
		text += " and " + g.Name()
	}
	return text
}
