package verify

import (
	"fmt"
	"net/netip"
	"slices"

	"github.com/archblocks/archblocks/arch/verify/internal/topology"
	"github.com/archblocks/archblocks/arch/verify/internal/traffic"
	"github.com/archblocks/archblocks/internal/cfn"
)

// view is a part of the topology: what is left without a zone, or what is there
// before something else is made.
type view struct {
	// has tells whether a resource is there; nil for all.
	has func(cfn.ResourceRef) bool
	// lost is a zone that is gone; nil for none.
	lost cfn.Value
}

func (v view) there(ref cfn.ResourceRef) bool {
	ref.Attribute = ""
	return v.has == nil || v.has(ref)
}

// subnets are those of an interface that are left.
func (v view) subnets(i *topology.Interface) []*topology.Subnet {
	if v.lost == nil {
		return i.Subnets
	}
	var left []*topology.Subnet
	for _, s := range i.Subnets {
		if !cfn.Same(s.Zone, v.lost) {
			left = append(left, s)
		}
	}
	return left
}

func (v view) table(s *topology.Subnet) *topology.Table {
	if s.TableBy != nil && !v.there(*s.TableBy) {
		return s.Main
	}
	return s.Table
}

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

// pass judges whether all packets to the ports get from every address of a subnet to
// every address of another, and the replies back.
func (v view) pass(from, to *topology.Interface, a, b *topology.Subnet, ports traffic.Ports) passage {
	var p passage
	p.doubts = slices.Concat(from.Doubts, to.Doubts, a.Doubts, b.Doubts)
	if a.VPC == nil || a.VPC != b.VPC {
		p.doubts = append(p.doubts, topology.Doubt{At: from.SubnetsAt, Why: fmt.Sprintf("%s and %s are not in one VPC of the templates", a.Ref, b.Ref)})
		return p
	}
	p.doubts = append(p.doubts, a.VPC.Doubts...)
	source, destination := addresses(a), addresses(b)
	w := walk{passage: &p, from: from, to: to, a: a, b: b}

	w.check(groupPlace(from), "egress of "+names(from.Groups), "add an egress rule for "+ports.String()+" to "+names(to.Groups),
		v.admitted(from.Groups, to.Groups, destination, ports, outward), destination, ports, groupDoubts(from.Groups))
	w.routes(v.table(a), b)
	if a != b {
		w.acl(v, a, outward, destination, ports, false)
		w.acl(v, b, inward, source, ports, false)
	}
	w.check(groupPlace(to), "ingress of "+names(to.Groups), "add an ingress rule for "+ports.String()+" from "+names(from.Groups),
		v.admitted(to.Groups, from.Groups, source, ports, inward), source, ports, groupDoubts(to.Groups))
	if a != b {
		// Network ACLs are stateless: the reply needs entries of its own.
		w.acl(v, b, outward, source, clients, true)
		w.acl(v, a, inward, destination, clients, true)
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

type direction bool

const (
	inward  direction = true
	outward direction = false
)

func (d direction) rules(g *topology.Group) []topology.Rule {
	if d == inward {
		return g.In
	}
	return g.Out
}

// admitted are the packets that groups let pass between interfaces that wear them and
// a peer that wears other groups at some addresses.
func (v view) admitted(groups, peers []*topology.Group, at traffic.Addresses, ports traffic.Ports, d direction) traffic.Packets {
	var all traffic.Packets
	for _, g := range groups {
		for _, r := range d.rules(g) {
			if !v.there(r.At.Resource) {
				continue
			}
			open := r.Ports.Intersect(ports)
			switch {
			case open.IsEmpty():
			case r.Group != nil:
				if slices.Contains(peers, r.Group) {
					all = all.Union(traffic.Of(at, open))
				}
			case r.Prefix.IsValid():
				all = all.Union(traffic.Of(traffic.Prefixes(r.Prefix).Intersect(at), open))
			}
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

// check compares what passes with what must.
func (w *walk) check(place topology.Place, what, hint string, passed traffic.Packets, at traffic.Addresses, ports traffic.Ports, doubts []topology.Doubt) {
	if w.block != nil {
		return
	}
	stopped := traffic.Of(at, ports).Subtract(passed)
	if stopped.IsEmpty() {
		w.hops = append(w.hops, Hop{place.Resource.String(), what + " lets it pass"})
		return
	}
	w.more = append(w.more, doubts...)
	if !w.a.Known || !w.b.Known {
		w.more = append(w.more, topology.Doubt{At: w.from.SubnetsAt, Why: "the range of a subnet is open"})
	}
	far, protocol, port, _ := stopped.First()
	w.blockAt(place, far, protocol, port, what, hint)
}

func (w *walk) blockAt(place topology.Place, far netip.Addr, protocol uint8, port uint16, what, hint string) {
	source, destination := addresses(w.a), addresses(w.b)
	from, to := w.from.Owner, w.to.Owner
	if w.reply {
		source, destination, from, to = destination, source, to, from
	}
	packet := &Packet{Protocol: protocolName(protocol), Source: text(source), Destination: text(destination), Port: port}
	if destination.Has(far) {
		packet.Destination = far.String()
	} else {
		packet.Source = far.String()
	}
	kind := "a packet"
	if w.reply {
		kind = "a reply"
	}
	witness := at(place, fmt.Sprintf("%s from %s to %s, %s port %d, does not get through: %s stops it", kind, from, to, packet.Protocol, port, what), hint)
	witness.Packet = packet
	witness.Hops = append(slices.Clone(w.hops), Hop{place.Resource.String(), what + " stops it"})
	w.block = witness
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

// routes looks for a route inside the VPC that takes packets off their way: more
// specific routes win over the local one.
// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
func (w *walk) routes(table *topology.Table, to *topology.Subnet) {
	w.doubts = append(w.doubts, table.Doubts...)
	if w.block != nil {
		return
	}
	for _, r := range table.Routes {
		if !r.Destination.IsValid() {
			w.doubts = append(w.doubts, topology.Doubt{At: r.At, Why: "a route to a prefix list may take packets off their way"})
			continue
		}
		inside := traffic.Prefixes(r.Destination)
		if hit := inside.Intersect(addresses(to)); !hit.IsEmpty() && (to.VPC.Addresses.Contains(inside) || !to.VPC.Known) {
			first, _ := hit.First()
			w.blockAt(r.At, first, traffic.TCP, 443, "the route to "+r.Destination.String(), "remove the route, or send it to local")
			return
		}
	}
	w.hops = append(w.hops, Hop{table.Ref.String(), "the local route takes it"})
}

func (w *walk) acl(v view, s *topology.Subnet, d direction, far traffic.Addresses, ports traffic.Ports, reply bool) {
	acl := s.ACL
	if s.ACLBy != nil && !v.there(*s.ACLBy) {
		// Before the association the default ACL lets everything pass.
		return
	}
	w.doubts = append(w.doubts, acl.Doubts...)
	entries := acl.Out
	what := "network ACL of " + s.Ref.String() + ", outward"
	if d == inward {
		entries, what = acl.In, "network ACL of "+s.Ref.String()+", inward"
	}
	w.reply = reply
	var there []topology.Entry
	for _, e := range entries {
		if v.there(e.At.Resource) {
			there = append(there, e)
		}
	}
	place := topology.Place{Resource: s.Ref, Path: "Resources." + s.Ref.LogicalID}
	if acl.Ref.LogicalID != "" {
		place = topology.Place{Resource: acl.Ref, Path: "Resources." + acl.Ref.LogicalID}
	}
	w.check(place, what, "allow "+ports.String()+" there", topology.Admits(there), far, ports, nil)
}

func groupDoubts(groups []*topology.Group) []topology.Doubt {
	var all []topology.Doubt
	for _, g := range groups {
		all = append(all, g.Doubts...)
	}
	return all
}

// groupPlace points to the first group of an interface, or to where groups are named.
func groupPlace(i *topology.Interface) topology.Place {
	if len(i.Groups) == 0 {
		return i.GroupsAt
	}
	ref := i.Groups[0].Ref
	return topology.Place{Resource: ref, Path: "Resources." + ref.LogicalID}
}

func names(groups []*topology.Group) string {
	if len(groups) == 0 {
		return "no security group"
	}
	text := groups[0].Ref.String()
	for _, g := range groups[1:] {
		text += " and " + g.Ref.String()
	}
	return text
}
