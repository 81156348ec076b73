package oracle

import (
	"fmt"
	"net/netip"
)

// lists is what the judgements and Walk take the prefix lists to hold.
var lists = map[string]netip.Prefix{S3List: S3Prefix, CloudFrontList: CloudFrontPrefix}

// trace collects the hops of a walk; the nil trace collects nothing, which
// keeps the loops of the judgements fast.
type trace struct{ hops []string }

func (t *trace) hop(ok bool, place string, detail any) bool {
	if t != nil {
		verdict := "passes"
		if !ok {
			verdict = "stops"
		}
		t.hops = append(t.hops, fmt.Sprintf("%s: %s (%v)", place, verdict, detail))
	}
	return ok
}

// route is a hop to a target, which need not become an interface value if
// there is nothing to collect.
func (t *trace) route(target, want string) bool {
	if t == nil {
		return target == want
	}
	return t.hop(target == want, "route", target)
}

// Walk sends one request from one interface to another and its reply back, and
// says whether both arrive. Both interfaces have an Address. The hops end at
// the one that stops the packet.
func Walk(n Network, from, to Interface, p Packet) (passes bool, hops []string) {
	t := &trace{hops: []string{fmt.Sprintf("%s %v:%d to %s %v:%d, protocol %d",
		from.Name, from.Address, p.Source, to.Name, to.Address, p.Destination, p.Protocol)}}
	passes = n.walk(&from, &to, p, t)
	return passes, t.hops
}

func (n *Network) walk(from, to *Interface, p Packet, t *trace) bool {
	source, destination := &n.Subnets[from.Subnet], &n.Subnets[to.Subnet]
	out := party{to.Address, to.Groups, lists}
	if !t.hop(n.groupsLetOut(from.Groups, out, p), "egress of the sender's groups", from) {
		return false
	}
	if from.Subnet != to.Subnet && !n.cross(source, destination, from.Address, to.Address, p, t) {
		return false
	}
	in := party{from.Address, from.Groups, lists}
	if !t.hop(n.groupsAdmit(to.Groups, in, p), "ingress of the receiver's groups", to) {
		return false
	}
	// Groups are stateful: the reply to what was let in needs no rule.
	// https://docs.aws.amazon.com/vpc/latest/userguide/security-group-connection-tracking.html
	return from.Subnet == to.Subnet || n.cross(destination, source, to.Address, from.Address, p.reply(), t)
}

// cross takes a packet out of one subnet and into another. Network ACLs judge
// only traffic that enters or leaves a subnet, and a route more specific than
// the local one leads only traffic between subnets elsewhere.
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
func (n *Network) cross(source, destination *Subnet, from, to netip.Addr, p Packet, t *trace) bool {
	return t.route(n.target(source.Table, to, S3Prefix), Local) &&
		t.hop(n.leaves(source, to, p), "out of the ACL", source) &&
		t.hop(n.enters(destination, from, p), "into the ACL", destination)
}

func (n *Network) leaves(s *Subnet, to netip.Addr, p Packet) bool {
	return s.ACL < 0 || aclAllows(n.ACLs[s.ACL].Out, to, p)
}

func (n *Network) enters(s *Subnet, from netip.Addr, p Packet) bool {
	return s.ACL < 0 || aclAllows(n.ACLs[s.ACL].In, from, p)
}

// WalkOut sends one request to an address outside the VPC and names the target
// that takes it, or "" if a group, an ACL or the lack of a route stops it or
// the network ACL stops the reply. s3 is what the prefix list of S3 holds.
func WalkOut(n Network, from Interface, destination netip.Addr, p Packet, s3 netip.Prefix) (target string, hops []string) {
	t := &trace{hops: []string{fmt.Sprintf("%s %v:%d to %v:%d, protocol %d",
		from.Name, from.Address, p.Source, destination, p.Destination, p.Protocol)}}
	target = n.walkOut(&from, destination, p, s3, t)
	return target, t.hops
}

func (n *Network) walkOut(from *Interface, destination netip.Addr, p Packet, s3 netip.Prefix, t *trace) string {
	subnet := &n.Subnets[from.Subnet]
	held := lists
	if s3 != S3Prefix {
		held = map[string]netip.Prefix{S3List: s3, CloudFrontList: CloudFrontPrefix}
	}
	target := n.target(subnet.Table, destination, s3)
	passes := t.hop(n.groupsLetOut(from.Groups, party{addr: destination, lists: held}, p), "egress of the sender's groups", from) &&
		t.hop(target != "", "route", target) &&
		t.hop(n.leaves(subnet, destination, p), "out of the ACL", subnet) &&
		t.hop(n.enters(subnet, destination, p.reply()), "reply into the ACL", subnet)
	if !passes {
		return ""
	}
	return target
}
