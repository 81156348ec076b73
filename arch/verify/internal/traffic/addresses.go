package traffic

import (
	"net/netip"
	"slices"
	"strings"
)

// Addresses is a set of IPv4 and IPv6 addresses. The two families are apart: an
// IPv4-mapped IPv6 address is an IPv6 address. Zones are dropped. The zero value is the
// empty set.
type Addresses struct{ list []interval[netip.Addr] }

// Both families end to end. They stay two intervals, as the last IPv4 address has no
// next one.
var (
	wholeIPv4 = span(netip.PrefixFrom(netip.IPv4Unspecified(), 0))
	wholeIPv6 = span(netip.PrefixFrom(netip.IPv6Unspecified(), 0))
)

// Prefixes is every address of any of the prefixes. Bits beyond a prefix's length are
// ignored, and so is a prefix that is not valid.
func Prefixes(p ...netip.Prefix) Addresses {
	var list []interval[netip.Addr]
	for _, prefix := range p {
		if prefix.IsValid() {
			list = append(list, span(prefix))
		}
	}
	return Addresses{normal(list)}
}

// Range is the addresses from to to, both included. It is empty if from is above to, if
// they are of different families, or if one is not valid.
func Range(from, to netip.Addr) Addresses {
	from, to = from.WithZone(""), to.WithZone("")
	if !from.IsValid() || from.BitLen() != to.BitLen() || from.Compare(to) > 0 {
		return Addresses{}
	}
	return Addresses{[]interval[netip.Addr]{{from, to}}}
}

// AllIPv4 is every IPv4 address.
func AllIPv4() Addresses { return Addresses{[]interval[netip.Addr]{wholeIPv4}} }

// AllIPv6 is every IPv6 address.
func AllIPv6() Addresses { return Addresses{[]interval[netip.Addr]{wholeIPv6}} }

// Everywhere is every address of both families.
func Everywhere() Addresses { return Addresses{[]interval[netip.Addr]{wholeIPv4, wholeIPv6}} }

// IsEmpty says whether the set has no member.
func (a Addresses) IsEmpty() bool { return len(a.list) == 0 }

// Union is the members of a or b.
func (a Addresses) Union(b Addresses) Addresses { return Addresses{union(a.list, b.list)} }

// Intersect is the members of both a and b.
func (a Addresses) Intersect(b Addresses) Addresses { return Addresses{intersection(a.list, b.list)} }

// Subtract is the members of a that are not in b.
func (a Addresses) Subtract(b Addresses) Addresses { return Addresses{difference(a.list, b.list)} }

// Contains says whether every member of b is in a.
func (a Addresses) Contains(b Addresses) bool { return contains(a.list, b.list) }

// Equal says whether a and b have the same members.
func (a Addresses) Equal(b Addresses) bool { return slices.Equal(a.list, b.list) }

// Has says whether the address is a member.
func (a Addresses) Has(at netip.Addr) bool { return locate(a.list, at.WithZone("")) != none }

// First is the smallest member, IPv4 before IPv6. It is not ok if the set is empty.
func (a Addresses) First() (netip.Addr, bool) {
	if a.IsEmpty() {
		return netip.Addr{}, false
	}
	return a.list[0].lo, true
}

// IPv4 is the members that are IPv4 addresses.
func (a Addresses) IPv4() Addresses { return a.Intersect(AllIPv4()) }

// Boundaries lists the first and the last address of each maximal range, in order: two
// for each range, the same one twice if the range is one address. What is true of a
// range's addresses alike can be asked at these.
func (a Addresses) Boundaries() []netip.Addr {
	var out []netip.Addr
	for _, e := range a.list {
		out = append(out, e.lo, e.hi)
	}
	return out
}

// String lists the fewest prefixes that make up the set, in order, or is "nothing".
func (a Addresses) String() string {
	if a.IsEmpty() {
		return nothing
	}
	var out []string
	for _, e := range a.list {
		for _, prefix := range prefixesOf(e) {
			out = append(out, prefix.String())
		}
	}
	return strings.Join(out, ", ")
}

// span is the first and the last address of a prefix.
func span(p netip.Prefix) interval[netip.Addr] {
	p = p.Masked()
	last := p.Addr().AsSlice()
	for bit := p.Bits(); bit < 8*len(last); bit++ {
		last[bit/8] |= 1 << (7 - bit%8)
	}
	hi, _ := netip.AddrFromSlice(last)
	return interval[netip.Addr]{p.Addr(), hi}
}

// prefixesOf takes the widest prefix that starts where the rest of the range starts and
// ends within it, until nothing is left.
func prefixesOf(e interval[netip.Addr]) []netip.Prefix {
	var out []netip.Prefix
	for {
		bits := 0
		for ; bits < e.lo.BitLen(); bits++ {
			if s := span(netip.PrefixFrom(e.lo, bits)); s.lo == e.lo && s.hi.Compare(e.hi) <= 0 {
				break
			}
		}
		prefix := netip.PrefixFrom(e.lo, bits)
		out = append(out, prefix)
		last := span(prefix).hi
		if last == e.hi {
			return out
		}
		e.lo = last.Next()
	}
}
