package traffic_test

import (
	"fmt"
	"net/netip"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/verify/internal/traffic"
)

var (
	https = traffic.PortRange(traffic.TCP, 443, 443)
	dns   = traffic.PortRange(traffic.UDP, 53, 53)
)

// A security group lets HTTPS in from everywhere; the path before it lets in only the
// company's own addresses.
func Example() {
	group := traffic.Of(traffic.Everywhere(), traffic.PortRange(traffic.TCP, 443, 443))
	path := traffic.Of(traffic.Prefixes(netip.MustParsePrefix("198.51.100.0/24")), traffic.AllPorts())
	reach := group.Intersect(path)
	fmt.Println(reach)
	fmt.Println(group.Contains(reach), path.Contains(group))
	addr, proto, port, _ := group.Subtract(path).First()
	fmt.Println(addr, proto, port)
	// Output:
	// tcp 443 at 198.51.100.0/24
	// true false
	// 0.0.0.0 6 443
}

func TestPacketsString(t *testing.T) {
	for want, x := range map[string]traffic.Packets{
		"nothing":                  {},
		"all at 0.0.0.0/0, ::/0":   traffic.Of(traffic.Everywhere(), traffic.AllPorts()),
		"tcp 443 at 10.0.0.0/16":   traffic.Of(prefixes("10.0.0.0/17"), https).Union(traffic.Of(prefixes("10.0.128.0/17"), https)),
		"tcp 443 at 10.0.0.1/32":   traffic.Of(prefixes("10.0.0.0/31"), https).Subtract(traffic.Of(prefixes("10.0.0.0/32"), traffic.AllPorts())),
		"udp 53 at 10.0.0.2/32":    traffic.Of(prefixes("10.0.0.0/16"), dns).Intersect(traffic.Of(prefixes("10.0.0.2/32"), dns.Union(https))),
		"tcp at 10.0.0.2/32, ::/0": traffic.Of(prefixes("10.0.0.2/32", "::/0"), traffic.Protocol(traffic.TCP)),
		"tcp 443 at 10.0.0.0/32, 10.0.0.2/31; tcp 443, udp 53 at 10.0.0.1/32": traffic.Of(prefixes("10.0.0.0/30"), https).Union(traffic.Of(prefixes("10.0.0.1/32"), dns)),
	} {
		if got := x.String(); got != want {
			t.Errorf("want %q, got %q", want, got)
		}
	}
}

// Ports that differ at neighbouring addresses keep these apart; the addresses are one
// range all the same.
func TestPacketsAddresses(t *testing.T) {
	x := traffic.Of(prefixes("10.0.0.0/24"), https).Union(traffic.Of(prefixes("10.0.1.0/24"), dns))
	require.Equal(t, "10.0.0.0/23", x.Addresses().String())
	require.Equal(t, parsed("10.0.0.0", "10.0.1.255"), x.Addresses().Boundaries())
	require.True(t, x.Ports(netip.MustParseAddr("10.0.0.255")).Equal(https))
	require.True(t, x.Ports(netip.MustParseAddr("10.0.1.0")).Equal(dns))
	require.True(t, x.Ports(netip.MustParseAddr("10.0.2.0")).IsEmpty())
	require.True(t, x.Ports(netip.Addr{}).IsEmpty())

	// With the same ports at both the seam is gone.
	both := x.Union(traffic.Of(prefixes("10.0.0.0/23"), https.Union(dns)))
	require.True(t, both.Equal(traffic.Of(prefixes("10.0.0.0/23"), https.Union(dns))))
}

func TestPacketsEnds(t *testing.T) {
	all := traffic.Of(traffic.Everywhere(), traffic.AllPorts())
	require.True(t, traffic.Of(traffic.Addresses{}, https).IsEmpty())
	require.True(t, traffic.Of(traffic.AllIPv4(), traffic.Ports{}).IsEmpty())
	for _, at := range parsed("0.0.0.0", "255.255.255.255", "::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff") {
		corner := traffic.Of(traffic.Range(at, at), traffic.PortRange(255, 65535, 65535))
		rest := all.Subtract(corner)
		require.False(t, rest.Has(at, 255, 65535))
		require.True(t, rest.Has(at, 255, 65534))
		require.False(t, rest.Contains(all))
		require.True(t, all.Contains(rest))
		require.True(t, rest.Union(corner).Equal(all))
		addr, proto, port, ok := corner.First()
		require.True(t, ok)
		require.Equal(t, []any{at, uint8(255), uint16(65535)}, []any{addr, proto, port})
	}
}

// A rule list of a hundred entries, folded as a network ACL is: each entry decides what
// those before it left open.
func BenchmarkFold(b *testing.B) {
	all := traffic.Of(traffic.Everywhere(), traffic.AllPorts())
	var entries []traffic.Packets
	for n := range 100 {
		at := netip.PrefixFrom(netip.AddrFrom4([4]byte{10, byte(n * 7), 0, 0}), 16+n%8)
		entries = append(entries, traffic.Of(traffic.Prefixes(at), traffic.PortRange(traffic.TCP, uint16(n*100), uint16(n*150))))
	}
	for b.Loop() {
		open, allowed := all, traffic.Packets{}
		for n, entry := range entries {
			if n%2 == 0 {
				allowed = allowed.Union(entry.Intersect(open))
			}
			open = open.Subtract(entry)
		}
		if allowed.IsEmpty() {
			b.Fatal("nothing is allowed")
		}
	}
}
