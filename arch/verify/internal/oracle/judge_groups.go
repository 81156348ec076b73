package oracle

import (
	"fmt"
	"net/netip"
	"slices"
)

// broadcast is the address to which CDK writes a rule that stands for no
// egress at all; a VPC delivers no broadcast.
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns-support.html
var broadcast = netip.MustParseAddr("255.255.255.255")

// TaskEgressOnlyToEndpoints says whether the groups of the tasks let out
// nothing but HTTPS to interface endpoints and to the prefix list of S3. An
// address range may hold anything, so a rule to a range never counts as one to
// an endpoint; a group does if endpoints alone wear it.
func TaskEgressOnlyToEndpoints(n Network) Verdict {
	right := func(q Peer, p Packet) bool {
		if p.Protocol != TCP || p.Destination != EndpointPort {
			return false
		}
		if q.List != "" {
			return q.List == S3List
		}
		return !q.Prefix.IsValid() && n.wornOnlyBy(q.Group, Endpoint)
	}
	return n.onlyRight("egress", func(g *Group) []GroupRule { return g.outRules() }, right)
}

// TasksFromBalancerOnly says whether the groups of the tasks admit nothing but
// connections to port 8501 from a group that load balancers alone wear.
func TasksFromBalancerOnly(n Network) Verdict {
	right := func(q Peer, p Packet) bool {
		return p.Protocol == TCP && p.Destination == TaskPort &&
			q.List == "" && !q.Prefix.IsValid() && n.wornBy(q.Group, Balancer) && n.wornOnlyBy(q.Group, Balancer)
	}
	return n.onlyRight("ingress", func(g *Group) []GroupRule { return g.In }, right)
}

// onlyRight tries every packet against each rule of the groups that tasks wear,
// and stops at one that a rule lets pass to a peer it should not.
func (n Network) onlyRight(direction string, rules func(*Group) []GroupRule, right func(Peer, Packet) bool) Verdict {
	packets, others := n.allPackets(), n.allParties()
	for g := range n.Groups {
		if !n.wornBy(g, Task) {
			continue
		}
		for _, r := range rules(&n.Groups[g]) {
			for _, p := range packets {
				if !r.matchesPacket(p) || right(r.Peer, p) {
					continue
				}
				for _, other := range others {
					if r.Peer.matches(other) {
						return Verdict{Witness: []string{fmt.Sprintf("%s rule %+v of group %d passes %+v with %v, groups %v",
							direction, r, g, p, other.addr, other.groups)}}
					}
				}
			}
		}
	}
	return Verdict{Holds: true}
}

// allPackets has a packet of each boundary port for each protocol that rules
// treat apart, and of ESP as one without ports.
func (n Network) allPackets() []Packet {
	const esp = 50
	_, ports := Boundary(n)
	var all []Packet
	for _, port := range ports {
		all = append(all, Packet{TCP, 1024, port}, Packet{UDP, 1024, port})
	}
	for _, g := range n.Groups {
		for _, r := range slices.Concat(g.In, g.Out) {
			all = append(all, Packet{r.Protocol, uint16(max(r.To, 0)), uint16(max(r.From, 0))})
		}
	}
	return append(all, Packet{ICMP, 0, 8}, Packet{ICMPv6, 0, 128}, Packet{esp, 0, 0})
}

// allParties has everyone who is in the VPC and every boundary address, and for
// each group a wearer: a rule for a group that nobody wears yet counts as well.
func (n Network) allParties() []party {
	addresses, _ := Boundary(n)
	var all []party
	for _, a := range addresses {
		if a != broadcast {
			all = append(all, party{a, nil, lists})
		}
	}
	for _, i := range n.Interfaces {
		for _, a := range usable(n.Subnets[i.Subnet].Prefix) {
			all = append(all, party{a, i.Groups, lists})
		}
	}
	for g := range n.Groups {
		all = append(all, party{n.VPC.Addr(), []int{g}, lists})
	}
	return all
}
