package traffic

import (
	"net/netip"
	"slices"
	"strings"
)

// Packets is a set of triples of an address, a protocol and a port: the far end of a
// packet. The zero value is the empty set.
type Packets struct {
	// ranges are sorted and disjoint. ports[i], never empty, are those at every address
	// of ranges[i]; neighbours that touch differ in it.
	ranges []interval[netip.Addr]
	ports  []Ports
}

// Of is every address of a with every port of p.
func Of(a Addresses, p Ports) Packets {
	if a.IsEmpty() || p.IsEmpty() {
		return Packets{}
	}
	return Packets{ranges: a.list, ports: slices.Repeat([]Ports{p}, len(a.list))}
}

// IsEmpty says whether the set has no member.
func (x Packets) IsEmpty() bool { return len(x.ranges) == 0 }

// Union is the members of x or y.
func (x Packets) Union(y Packets) Packets {
	if x.IsEmpty() {
		return y
	}
	if y.IsEmpty() {
		return x
	}
	return combined(x, y, Ports.Union)
}

// Intersect is the members of both x and y.
func (x Packets) Intersect(y Packets) Packets {
	x = x.within(y)
	return combined(x, y.within(x), Ports.Intersect)
}

// Subtract is the members of x that are not in y.
func (x Packets) Subtract(y Packets) Packets {
	if x.IsEmpty() || y.IsEmpty() {
		return x
	}
	return combined(x, y, Ports.Subtract)
}

// Contains says whether every member of y is in x.
func (x Packets) Contains(y Packets) bool {
	x = x.within(y)
	return sweep(x.ranges, y.ranges, func(_ interval[netip.Addr], i, j int) bool {
		return x.nth(i).Contains(y.nth(j))
	})
}

// Equal says whether x and y have the same members.
func (x Packets) Equal(y Packets) bool {
	return slices.Equal(x.ranges, y.ranges) && slices.EqualFunc(x.ports, y.ports, Ports.Equal)
}

// Has says whether the triple is a member.
func (x Packets) Has(addr netip.Addr, proto uint8, port uint16) bool {
	return x.Ports(addr).Has(proto, port)
}

// First is the smallest member: at the smallest address, IPv4 before IPv6, the lowest
// port of the lowest protocol. It is not ok if the set is empty.
func (x Packets) First() (addr netip.Addr, proto uint8, port uint16, ok bool) {
	if x.IsEmpty() {
		return netip.Addr{}, 0, 0, false
	}
	proto, port, _ = x.ports[0].First()
	return x.ranges[0].lo, proto, port, true
}

// Ports is the ports at one address.
func (x Packets) Ports(at netip.Addr) Ports { return x.nth(locate(x.ranges, at.WithZone(""))) }

// Addresses is the addresses with any port.
func (x Packets) Addresses() Addresses {
	var list []interval[netip.Addr]
	for _, e := range x.ranges {
		list = appended(list, e)
	}
	return Addresses{list}
}

// Anywhere is the ports that are at some address.
func (x Packets) Anywhere() Ports {
	var all Ports
	for _, p := range x.ports {
		all = all.Union(p)
	}
	return all
}

// String lists the ports and where they are: "tcp 443 at 10.0.0.0/16, 10.2.0.0/16; all
// at ::/0", in the order of the first address that has just these ports, or "nothing".
func (x Packets) String() string {
	if x.IsEmpty() {
		return nothing
	}
	var order []string
	where := map[string]Addresses{}
	for i, e := range x.ranges {
		ports := x.ports[i].String()
		if _, seen := where[ports]; !seen {
			order = append(order, ports)
		}
		where[ports] = where[ports].Union(Addresses{[]interval[netip.Addr]{e}})
	}
	for i, ports := range order {
		order[i] = ports + " at " + where[ports].String()
	}
	return strings.Join(order, "; ")
}

// nth is the ports of the n-th range; none has none.
func (x Packets) nth(n int) Ports {
	if n == none {
		return Ports{}
	}
	return x.ports[n]
}

// within leaves out the ranges that lie before or after all of y.
func (x Packets) within(y Packets) Packets {
	from, to := window(x.ranges, y.ranges)
	return Packets{x.ranges[from:to], x.ports[from:to]}
}

// combined applies an operation on ports at every address.
func combined(x, y Packets, operation func(p, q Ports) Ports) Packets {
	size := len(x.ranges) + len(y.ranges)
	out := Packets{make([]interval[netip.Addr], 0, size), make([]Ports, 0, size)}
	sweep(x.ranges, y.ranges, func(piece interval[netip.Addr], i, j int) bool {
		ports := operation(x.nth(i), y.nth(j))
		if ports.IsEmpty() {
			return true
		}
		n := len(out.ranges)
		if n > 0 && out.ranges[n-1].hi.Next() == piece.lo && out.ports[n-1].Equal(ports) {
			out.ranges[n-1].hi = piece.hi
			return true
		}
		out.ranges, out.ports = append(out.ranges, piece), append(out.ports, ports)
		return true
	})
	if out.IsEmpty() {
		return Packets{}
	}
	return out
}
