package traffic

import (
	"fmt"
	"strings"
)

// nothing is how every empty set is written.
const nothing = "nothing"

// String lists the members as a person would: "tcp 443", "tcp 1024-65535, udp 53",
// "icmp type 8 code 0", "tcp" for all ports of a protocol, "protocols 18-57" for whole
// neighbouring protocols, "all" or "nothing".
func (p Ports) String() string {
	switch {
	case p.IsEmpty():
		return nothing
	case p.Equal(AllPorts()):
		return "all"
	}
	var out []string
	spans := p.Spans()
	for i := 0; i < len(spans); {
		run := wholeProtocols(spans[i:])
		if run > 1 {
			out = append(out, fmt.Sprintf("protocols %d-%d", spans[i].Protocol, spans[i+run-1].Protocol))
			i += run
			continue
		}
		out = append(out, spans[i].texts()...)
		i++
	}
	return strings.Join(out, ", ")
}

// String is the span as in [Ports.String].
func (s Span) String() string { return strings.Join(s.texts(), ", ") }

// wholeProtocols counts the spans at the front that are all ports of one protocol, the
// next and so on.
func wholeProtocols(spans []Span) int {
	n := 0
	for n < len(spans) && spans[n].whole() && int(spans[n].Protocol) == int(spans[0].Protocol)+n {
		n++
	}
	return n
}

func (s Span) whole() bool { return s.From == 0 && s.To == 65535 }

func (s Span) texts() []string {
	name := protocolName(s.Protocol)
	switch {
	case s.whole():
		return []string{name}
	case s.Protocol == ICMP || s.Protocol == ICMPv6:
		return icmpTexts(name, int(s.From), int(s.To))
	case s.From > s.To:
		return []string{nothing}
	}
	return []string{name + " " + fromTo(int(s.From), int(s.To))}
}

// icmpTexts cuts a span where whole types begin and end, because a span over several
// types has no name of its own.
func icmpTexts(name string, from, to int) []string {
	var out []string
	for from <= to {
		kind, code := from>>8, from&255
		if code == 0 && to-from >= 255 {
			last := (to+1)>>8 - 1
			out = append(out, fmt.Sprintf("%s type %s", name, fromTo(kind, last)))
			from = (last + 1) << 8
			continue
		}
		end := min(to, kind<<8|255)
		out = append(out, fmt.Sprintf("%s type %d code %s", name, kind, fromTo(code, end&255)))
		from = end + 1
	}
	return out
}

func fromTo(from, to int) string {
	if from == to {
		return fmt.Sprint(from)
	}
	return fmt.Sprintf("%d-%d", from, to)
}

func protocolName(proto uint8) string {
	switch proto {
	case TCP:
		return "tcp"
	case UDP:
		return "udp"
	case ICMP:
		return "icmp"
	case ICMPv6:
		return "icmpv6"
	}
	return fmt.Sprintf("protocol %d", proto)
}
