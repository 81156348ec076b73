package traffic

import (
	"cmp"
	"slices"
)

// The IP protocols that rules name most, by their IANA numbers.
const (
	TCP    uint8 = 6  // TCP has ports.
	UDP    uint8 = 17 // UDP has ports.
	ICMP   uint8 = 1  // ICMP has types and codes, written type<<8|code as a port.
	ICMPv6 uint8 = 58 // ICMPv6 has types and codes, written type<<8|code as a port.
)

// Ports is a set of pairs of an IP protocol, 0 to 255, and a port, 0 to 65535. For ICMP
// and ICMPv6 the port is type<<8|code. A protocol without ports has all 65536 of them or
// none: its maker keeps to that. The zero value is the empty set.
type Ports struct{ list []interval[portKey] }

// Span is the ports From to To, both included, of one protocol.
type Span struct {
	Protocol uint8
	From, To uint16
}

// portKey is protocol<<16|port. With 24 bits used, Next of the last key cannot overflow.
type portKey uint32

const lastPort portKey = 255<<16 | 65535

func keyOf(proto uint8, port uint16) portKey { return portKey(proto)<<16 | portKey(port) }

func (k portKey) Compare(other portKey) int { return cmp.Compare(k, other) }
func (k portKey) Next() portKey             { return k + 1 }
func (k portKey) Prev() portKey             { return k - 1 }
func (k portKey) protocol() uint8           { return uint8(k >> 16) }
func (k portKey) port() uint16              { return uint16(k) }

// AllPorts is every port of every protocol.
func AllPorts() Ports { return Ports{[]interval[portKey]{{0, lastPort}}} }

// Protocol is all ports of a protocol.
func Protocol(proto uint8) Ports { return PortRange(proto, 0, 65535) }

// PortRange is the ports from to to, both included, of a protocol. It is empty if from
// is above to.
func PortRange(proto uint8, from, to uint16) Ports {
	if from > to {
		return Ports{}
	}
	return Ports{[]interval[portKey]{{keyOf(proto, from), keyOf(proto, to)}}}
}

// IsEmpty says whether the set has no member.
func (p Ports) IsEmpty() bool { return len(p.list) == 0 }

// Union is the members of p or q.
func (p Ports) Union(q Ports) Ports { return Ports{union(p.list, q.list)} }

// Intersect is the members of both p and q.
func (p Ports) Intersect(q Ports) Ports { return Ports{intersection(p.list, q.list)} }

// Subtract is the members of p that are not in q.
func (p Ports) Subtract(q Ports) Ports { return Ports{difference(p.list, q.list)} }

// Contains says whether every member of q is in p.
func (p Ports) Contains(q Ports) bool { return contains(p.list, q.list) }

// Equal says whether p and q have the same members.
func (p Ports) Equal(q Ports) bool { return slices.Equal(p.list, q.list) }

// Has says whether the pair is a member.
func (p Ports) Has(proto uint8, port uint16) bool { return locate(p.list, keyOf(proto, port)) != none }

// First is the smallest member: of the lowest protocol, the lowest port. It is not ok if
// the set is empty.
func (p Ports) First() (proto uint8, port uint16, ok bool) {
	if p.IsEmpty() {
		return 0, 0, false
	}
	first := p.list[0].lo
	return first.protocol(), first.port(), true
}

// Spans lists the members in order, as the longest spans within each protocol: 256 of
// them for [AllPorts].
func (p Ports) Spans() []Span {
	var out []Span
	for _, e := range p.list {
		for proto := int(e.lo.protocol()); proto <= int(e.hi.protocol()); proto++ {
			lo, hi := max(e.lo, keyOf(uint8(proto), 0)), min(e.hi, keyOf(uint8(proto), 65535))
			out = append(out, Span{Protocol: uint8(proto), From: lo.port(), To: hi.port()})
		}
	}
	return out
}
