package traffic_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/verify/internal/traffic"
)

func TestPortsString(t *testing.T) {
	tcp443 := traffic.PortRange(traffic.TCP, 443, 443)
	for want, p := range map[string]traffic.Ports{
		"nothing":                 {},
		"all":                     traffic.AllPorts(),
		"tcp":                     traffic.Protocol(traffic.TCP),
		"tcp 443":                 tcp443,
		"protocol 47":             traffic.Protocol(47),
		"protocol 255 65535":      traffic.PortRange(255, 65535, 65535),
		"tcp 1024-65535, udp 53":  traffic.PortRange(traffic.UDP, 53, 53).Union(traffic.PortRange(traffic.TCP, 1024, 65535)),
		"icmp type 8 code 0":      traffic.PortRange(traffic.ICMP, 8<<8, 8<<8),
		"icmp type 3 code 2-4":    traffic.PortRange(traffic.ICMP, 3<<8|2, 3<<8|4),
		"icmpv6 type 128":         traffic.PortRange(traffic.ICMPv6, 128<<8, 128<<8|255),
		"icmpv6 type 133-137":     traffic.PortRange(traffic.ICMPv6, 133<<8, 137<<8|255),
		"icmp type 1-255":         traffic.PortRange(traffic.ICMP, 1<<8, 65535),
		"icmp type 255 code 255":  traffic.PortRange(traffic.ICMP, 65535, 65535),
		"protocols 6-7":           traffic.Protocol(7).Union(traffic.Protocol(traffic.TCP)),
		"icmpv6, protocol 255":    traffic.Protocol(255).Union(traffic.Protocol(traffic.ICMPv6)),
		"icmp type 0 code 0-254":  traffic.PortRange(traffic.ICMP, 0, 254),
		"protocols 0-5, tcp 443":  traffic.AllPorts().Subtract(traffic.PortRange(traffic.TCP, 0, 442)).Subtract(traffic.PortRange(traffic.TCP, 444, 65535)).Subtract(above(traffic.TCP)),
		"protocols 7-255":         above(traffic.TCP),
		"tcp 65535, protocol 7 0": traffic.PortRange(traffic.TCP, 65535, 65535).Union(traffic.PortRange(7, 0, 0)),
		"protocols 0-5, tcp 0-442, tcp 444-65535, protocols 7-255":     traffic.AllPorts().Subtract(tcp443),
		"icmp type 3 code 4-255, icmp type 4-7, icmp type 8 code 0-10": traffic.PortRange(traffic.ICMP, 3<<8|4, 8<<8|10),
		"icmp type 3 code 4-255, icmp type 4 code 0":                   traffic.PortRange(traffic.ICMP, 3<<8|4, 4<<8),
	} {
		if got := p.String(); got != want {
			t.Errorf("want %q, got %q", want, got)
		}
	}
	if got := (traffic.Span{Protocol: traffic.TCP, From: 2, To: 1}).String(); got != "nothing" {
		t.Errorf("a span of nothing is %q", got)
	}
}

func above(proto uint8) traffic.Ports {
	var out traffic.Ports
	for n := int(proto) + 1; n <= 255; n++ {
		out = out.Union(traffic.Protocol(uint8(n)))
	}
	return out
}

// Nothing lies beyond the last port of the last protocol, and nothing before the first
// of the first: whoever wraps around finds the other end.
func TestPortsEnds(t *testing.T) {
	last, first := traffic.PortRange(255, 65535, 65535), traffic.PortRange(0, 0, 0)
	all := traffic.AllPorts()
	require.True(t, all.Has(255, 65535))
	require.True(t, all.Has(0, 0))
	require.False(t, all.Subtract(last).Has(255, 65535))
	require.True(t, all.Subtract(last).Has(255, 65534))
	require.True(t, all.Subtract(last).Union(last).Equal(all))
	require.True(t, all.Subtract(first).Union(first).Equal(all))
	require.False(t, last.Union(first).Equal(all))
	require.True(t, traffic.PortRange(traffic.TCP, 2, 1).IsEmpty())
	require.True(t, above(0).Union(traffic.Protocol(0)).Equal(all))
	require.Len(t, all.Spans(), 256)

	proto, port, ok := all.Subtract(first).First()
	require.True(t, ok)
	require.Equal(t, []any{uint8(0), uint16(1)}, []any{proto, port})
}

func TestPortsSpans(t *testing.T) {
	p := traffic.PortRange(255, 1, 65535).Union(traffic.PortRange(traffic.TCP, 65535, 65535)).Union(traffic.PortRange(7, 0, 3)).Union(traffic.PortRange(7, 4, 9))
	want := []traffic.Span{{traffic.TCP, 65535, 65535}, {7, 0, 9}, {255, 1, 65535}}
	if diff := cmp.Diff(want, p.Spans()); diff != "" {
		t.Errorf("Spans (-want +got):\n%s", diff)
	}
	if got := (traffic.Ports{}).Spans(); len(got) != 0 {
		t.Errorf("the empty set has spans %v", got)
	}
}
