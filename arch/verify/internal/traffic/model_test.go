package traffic_test

import (
	"net/netip"

	"pgregory.net/rapid"

	"github.com/archblocks/archblocks/arch/verify/internal/traffic"
)

// The universe of the laws: every boundary at which a sweep could go wrong, with a
// neighbour each. Sets are made of ranges between any two of its points, so that a
// range may span everything between; a model is the set of the points it has.
var (
	addresses = parsed("0.0.0.0", "0.0.0.1", "10.0.0.255", "10.0.1.0", "10.0.1.1", "255.255.255.254", "255.255.255.255",
		"::", "::1", "::ffff:10.0.1.0", "2001:db8::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")
	protocols = []uint8{0, 1, 6, 7, 254, 255}
	ports     = []uint16{0, 1, 443, 444, 65534, 65535}
)

type pair struct {
	Protocol uint8
	Port     uint16
}

type triple struct {
	At netip.Addr
	pair
}

type set[T comparable] map[T]bool

func (s set[T]) union(t set[T]) set[T] {
	out := set[T]{}
	for e := range s {
		out[e] = true
	}
	for e := range t {
		out[e] = true
	}
	return out
}

func (s set[T]) filtered(t set[T], in bool) set[T] {
	out := set[T]{}
	for e := range s {
		if t[e] == in {
			out[e] = true
		}
	}
	return out
}

func parsed(texts ...string) []netip.Addr {
	var out []netip.Addr
	for _, s := range texts {
		out = append(out, netip.MustParseAddr(s))
	}
	return out
}

func prefixes(texts ...string) traffic.Addresses {
	var out []netip.Prefix
	for _, s := range texts {
		out = append(out, netip.MustParsePrefix(s))
	}
	return traffic.Prefixes(out...)
}

func pointsOfPorts(p traffic.Ports) set[pair] {
	out := set[pair]{}
	for _, proto := range protocols {
		for _, port := range ports {
			if p.Has(proto, port) {
				out[pair{proto, port}] = true
			}
		}
	}
	return out
}

func pointsOfAddresses(a traffic.Addresses) set[netip.Addr] {
	out := set[netip.Addr]{}
	for _, at := range addresses {
		if a.Has(at) {
			out[at] = true
		}
	}
	return out
}

func pointsOfPackets(x traffic.Packets) set[triple] {
	out := set[triple]{}
	for _, at := range addresses {
		for _, proto := range protocols {
			for _, port := range ports {
				if x.Has(at, proto, port) {
					out[triple{at, pair{proto, port}}] = true
				}
			}
		}
	}
	return out
}

// drawPorts is a set and its model. Parts are added or taken away, so that equal sets
// come about in different ways.
func drawPorts(t *rapid.T, label string) (traffic.Ports, set[pair]) {
	var p traffic.Ports
	model := set[pair]{}
	for range rapid.IntRange(0, 6).Draw(t, label+" parts") {
		proto := rapid.SampledFrom(protocols).Draw(t, label+" protocol")
		from, to := rapid.SampledFrom(ports).Draw(t, label+" from"), rapid.SampledFrom(ports).Draw(t, label+" to")
		all := rapid.IntRange(0, 9).Draw(t, label+" all") == 0
		part, add := set[pair]{}, traffic.PortRange(proto, from, to)
		if all {
			add = traffic.AllPorts()
		}
		for _, protoOf := range protocols {
			for _, port := range ports {
				if all || protoOf == proto && from <= port && port <= to {
					part[pair{protoOf, port}] = true
				}
			}
		}
		if rapid.IntRange(0, 3).Draw(t, label+" take away") == 0 {
			p, model = p.Subtract(add), model.filtered(part, false)
		} else {
			p, model = p.Union(add), model.union(part)
		}
	}
	return p, model
}

func drawAddresses(t *rapid.T, label string) (traffic.Addresses, set[netip.Addr]) {
	var a traffic.Addresses
	model := set[netip.Addr]{}
	for range rapid.IntRange(0, 5).Draw(t, label+" parts") {
		from, to := rapid.SampledFrom(addresses).Draw(t, label+" from"), rapid.SampledFrom(addresses).Draw(t, label+" to")
		part := set[netip.Addr]{}
		for _, at := range addresses {
			if at.Is4() == from.Is4() && at.Is4() == to.Is4() && !at.Less(from) && !to.Less(at) {
				part[at] = true
			}
		}
		if rapid.IntRange(0, 3).Draw(t, label+" take away") == 0 {
			a, model = a.Subtract(traffic.Range(from, to)), model.filtered(part, false)
		} else {
			a, model = a.Union(traffic.Range(from, to)), model.union(part)
		}
	}
	return a, model
}

func drawPackets(t *rapid.T, label string) (traffic.Packets, set[triple]) {
	var x traffic.Packets
	model := set[triple]{}
	for range rapid.IntRange(0, 4).Draw(t, label+" parts") {
		a, at := drawAddresses(t, label)
		p, of := drawPorts(t, label)
		part := set[triple]{}
		for addr := range at {
			for port := range of {
				part[triple{addr, port}] = true
			}
		}
		if rapid.IntRange(0, 3).Draw(t, label+" take away") == 0 {
			x, model = x.Subtract(traffic.Of(a, p)), model.filtered(part, false)
		} else {
			x, model = x.Union(traffic.Of(a, p)), model.union(part)
		}
	}
	return x, model
}
