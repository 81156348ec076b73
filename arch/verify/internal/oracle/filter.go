package oracle

import (
	"net/netip"
	"slices"
)

// aclAllows takes the rule with the lowest number that matches; a packet that
// none matches meets the rule * of every ACL, which denies.
// https://docs.aws.amazon.com/vpc/latest/userguide/nacl-basics.html
func aclAllows(rules []ACLRule, other netip.Addr, p Packet) bool {
	found, allow := -1, false
	for i := range rules {
		r := &rules[i]
		if r.matches(other, p) && (found < 0 || r.Number < rules[found].Number) {
			found, allow = i, r.Allow
		}
	}
	return allow
}

// The port of an ACL rule is the destination port in both directions; source
// ports are not looked at. Ports of a protocol without ports are ignored.
// https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
func (r *ACLRule) matches(other netip.Addr, p Packet) bool {
	if r.Protocol != All && r.Protocol != p.Protocol {
		return false
	}
	if !r.Prefix.Contains(other) {
		return false
	}
	if r.Protocol != TCP && r.Protocol != UDP {
		return true
	}
	return r.From <= p.Destination && p.Destination <= r.To
}

// party is the other side of a packet as a security group sees it: an address,
// and the groups of the interface there if the VPC has one.
type party struct {
	addr   netip.Addr
	groups []int
	lists  map[string]netip.Prefix
}

func (n *Network) groupsAdmit(worn []int, from party, p Packet) bool {
	for _, g := range worn {
		for i := range n.Groups[g].In {
			if n.Groups[g].In[i].matches(from, p) {
				return true
			}
		}
	}
	return false
}

// The rules of all worn groups add up.
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
func (n *Network) groupsLetOut(worn []int, to party, p Packet) bool {
	for _, g := range worn {
		for _, r := range n.Groups[g].outRules() {
			if r.matches(to, p) {
				return true
			}
		}
	}
	return false
}

// everywhere is the egress that AWS gives a new group. The second rule is
// there for VPCs with IPv6.
// https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
var everywhere = []GroupRule{
	{Protocol: All, Peer: Peer{Prefix: netip.MustParsePrefix("0.0.0.0/0")}},
	{Protocol: All, Peer: Peer{Prefix: netip.MustParsePrefix("::/0")}},
}

// CloudFormation removes the first egress rule only for in-line egress; rules
// in resources of their own come on top of it.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html
func (g *Group) outRules() []GroupRule {
	if !g.ImplicitOut {
		return g.Out
	}
	return append(slices.Clone(everywhere), g.Out...)
}

func (r *GroupRule) matches(other party, p Packet) bool {
	return r.matchesPacket(p) && r.Peer.matches(other)
}

// A protocol other than TCP, UDP, ICMP and ICMPv6 passes on all ports,
// whatever ports are written.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
func (r *GroupRule) matchesPacket(p Packet) bool {
	if r.Protocol == All {
		return true
	}
	if r.Protocol != p.Protocol {
		return false
	}
	switch r.Protocol {
	case TCP, UDP:
		return r.From <= int(p.Destination) && int(p.Destination) <= r.To
	case ICMP, ICMPv6:
		return r.From == -1 || r.From == int(p.Destination) && (r.To == -1 || r.To == int(p.Source))
	}
	return true
}

// A group as peer stands for the private addresses of its wearers.
func (q Peer) matches(other party) bool {
	switch {
	case q.List != "":
		list, ok := other.lists[q.List]
		return ok && list.Contains(other.addr)
	case q.Prefix.IsValid():
		return q.Prefix.Contains(other.addr)
	}
	return slices.Contains(other.groups, q.Group)
}
