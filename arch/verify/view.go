package verify

import (
	"slices"

	"github.com/archblocks/archblocks/arch/verify/internal/topology"
	"github.com/archblocks/archblocks/arch/verify/internal/traffic"
	"github.com/archblocks/archblocks/internal/cfn"
)

// view is a part of the topology: what is left without a zone, or what is there
// before something else is made. The zero view is all of it.
type view struct {
	// has tells whether a resource is there; nil for all.
	has func(cfn.ResourceRef) bool
	// lost is a zone that is gone; nil for none.
	lost cfn.Value
}

func (v view) there(ref cfn.ResourceRef) bool { return v.has == nil || v.has(ref.Resource()) }

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

// table is a subnet's route table: the VPC's main one until the association is there.
func (v view) table(s *topology.Subnet) *topology.Table {
	if s.TableBy != nil && !v.there(*s.TableBy) {
		return s.Main
	}
	return s.Table
}

// entries are the packets that a network ACL lets pass in a direction.
func (v view) entries(acl *topology.ACL, d direction) traffic.Packets {
	list := acl.Out
	if d == inward {
		list = acl.In
	}
	if v.has == nil {
		return topology.Admits(list)
	}
	var there []topology.Entry
	for _, e := range list {
		if v.there(e.At.Resource) {
			there = append(there, e)
		}
	}
	return topology.Admits(there)
}

type direction bool

const (
	inward  direction = true
	outward direction = false
)

// String is the direction as an adverb.
func (d direction) String() string {
	if d == inward {
		return "inward"
	}
	return "outward"
}

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
			if r.Group != nil && !slices.Contains(peers, r.Group) || r.List != "" || !v.there(r.At.Resource) {
				continue
			}
			open := r.Ports.Intersect(ports)
			switch {
			case open.IsEmpty():
			case r.Group != nil:
				all = all.Union(traffic.Of(at, open))
			default:
				all = all.Union(traffic.Of(traffic.Prefixes(r.Prefix).Intersect(at), open))
			}
		}
	}
	return all
}
