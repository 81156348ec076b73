package oracle

import (
	"fmt"
	"net/netip"
	"slices"
)

// Kinds of Interface.
const (
	Balancer = "balancer"
	Task     = "task"
	Endpoint = "endpoint"
	Other    = "other"
)

// Protocol numbers of IANA that the rules of AWS treat apart; All is -1.
const (
	All    = -1
	ICMP   = 1
	TCP    = 6
	UDP    = 17
	ICMPv6 = 58
)

// Targets of a route that stay inside AWS's private network. Every other
// target ("igw", "nat", "peering", "tgw", "vgw", "eni", "eigw") leaves it.
const (
	Local     = "local"
	S3Gateway = "s3"
)

// Names of the prefix lists that a GroupRule can have as its peer.
const (
	S3List         = "s3"
	CloudFrontList = "cloudfront"
)

// Ports that the judgements are about: the task listens on TaskPort, an
// endpoint on EndpointPort.
const (
	TaskPort     = 8501
	EndpointPort = 443
)

// The judgements take these as what the managed prefix lists hold; the real
// lists change, and no rule of a Random network cuts these ranges in two.
var (
	S3Prefix         = netip.MustParsePrefix("198.51.100.0/24")
	CloudFrontPrefix = netip.MustParsePrefix("203.0.113.0/24")
)

// Network is one VPC with all that decides where a packet goes.
type Network struct {
	VPC        netip.Prefix
	Subnets    []Subnet
	Tables     []Table
	ACLs       []ACL
	Groups     []Group
	Interfaces []Interface

	// Gateway is the gateway endpoint of S3; nil: there is none.
	Gateway *Gateway

	// InternetFacing is the scheme of the load balancer.
	InternetFacing bool

	// Seed decides the names and the spelling of Template, nothing else.
	Seed uint64
}

// Subnet is a range of the VPC with its route table and network ACL.
type Subnet struct {
	Prefix netip.Prefix
	Zone   int
	Table  int // index of Network.Tables; -1: the VPC's main table, local only
	ACL    int // index of Network.ACLs; -1: the default ACL, which allows all
}

// Table is a route table; the local route of the VPC is always in it.
type Table struct{ Routes []Route }

// Route sends a range of addresses to a target.
type Route struct {
	Destination netip.Prefix
	Target      string
}

// Gateway is a gateway endpoint: it puts a route to the prefix list of S3 in
// each of its tables.
type Gateway struct{ Tables []int }

// ACL is a network ACL: stateless, and closed where no rule matches.
type ACL struct{ In, Out []ACLRule }

// ACLRule allows or denies packets of one direction. From and To are ports of
// TCP and UDP; every other protocol is matched whole.
type ACLRule struct {
	Number   int
	Protocol int
	Prefix   netip.Prefix
	From, To uint16
	Allow    bool
}

// Group is a security group: stateful, and its rules only allow.
type Group struct {
	In, Out []GroupRule

	// ImplicitOut keeps the egress rule to everywhere that AWS gives a new
	// group; a template loses it by in-line egress rules.
	ImplicitOut bool
}

// GroupRule allows packets from or to Peer. From and To are ports of TCP and
// UDP, and type and code of ICMP, where -1 is every one.
type GroupRule struct {
	Protocol int
	From, To int
	Peer     Peer
}

// Peer is the other side of a GroupRule: the named list if List is not empty,
// else Prefix if it is valid, else the interfaces that wear Group.
type Peer struct {
	List   string
	Prefix netip.Prefix
	Group  int
}

// Interface is a network interface of something that runs in a subnet. The
// interfaces of one load balancer, service or endpoint have one Name.
type Interface struct {
	Name    string
	Kind    string
	Subnet  int
	Groups  []int
	Service string // of an endpoint, such as "ecr.api"

	// Address is needed by Walk and WalkOut; the judgements try every usable
	// address of the subnet and ignore it.
	Address netip.Addr
}

func (i Interface) String() string {
	return fmt.Sprintf("%s in subnet %d with groups %v", i.Name, i.Subnet, i.Groups)
}

// Packet is one request. For ICMP, Destination is the type and Source the code.
type Packet struct {
	Protocol    int
	Source      uint16
	Destination uint16
}

func (p Packet) reply() Packet {
	if p.Protocol == TCP || p.Protocol == UDP {
		p.Source, p.Destination = p.Destination, p.Source
	}
	return p
}

// usable are the addresses of a subnet that an interface can have: AWS keeps
// the first four and the last one.
// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
func usable(p netip.Prefix) []netip.Addr {
	var all []netip.Addr
	for a := p.Masked().Addr(); a.IsValid() && p.Contains(a); a = a.Next() {
		all = append(all, a)
	}
	if len(all) < 6 {
		return nil
	}
	return all[4 : len(all)-1]
}

// last is the highest address of a prefix.
func last(p netip.Prefix) netip.Addr {
	b := p.Addr().AsSlice()
	for i := p.Bits(); i < len(b)*8; i++ {
		b[i/8] |= 1 << (7 - i%8)
	}
	a, _ := netip.AddrFromSlice(b)
	return a
}

func (n *Network) kind(kind string) []Interface {
	var found []Interface
	for _, i := range n.Interfaces {
		if i.Kind == kind {
			found = append(found, i)
		}
	}
	return found
}

// wornBy says whether something of the kind wears the group.
func (n *Network) wornBy(group int, kind string) bool {
	return slices.ContainsFunc(n.Interfaces, func(i Interface) bool { return i.Kind == kind && wears(i, group) })
}

// wornOnlyBy says whether every wearer of the group is of the kind.
func (n *Network) wornOnlyBy(group int, kind string) bool {
	for _, i := range n.Interfaces {
		if wears(i, group) && i.Kind != kind {
			return false
		}
	}
	return true
}

func wears(i Interface, group int) bool { return slices.Contains(i.Groups, group) }
