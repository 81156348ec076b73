package traffic_test

import (
	"net/netip"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/verify/internal/traffic"
)

func TestAddressesString(t *testing.T) {
	last := parsed("255.255.255.255", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")
	for want, a := range map[string]traffic.Addresses{
		"nothing":                               {},
		"0.0.0.0/0":                             traffic.AllIPv4(),
		"::/0":                                  traffic.AllIPv6(),
		"0.0.0.0/0, ::/0":                       traffic.Everywhere(),
		"10.0.0.0/15":                           prefixes("10.1.0.0/16", "10.0.0.0/16"),
		"10.0.0.0/8":                            prefixes("10.0.0.0/16", "10.9.9.9/8", "10.1.0.0/24"),
		"10.0.0.1/32, 10.0.0.2/31, 10.0.0.4/32": traffic.Range(netip.MustParseAddr("10.0.0.1"), netip.MustParseAddr("10.0.0.4")),
		"0.0.0.0/1, 128.0.0.0/2, 192.0.0.0/3, 224.0.0.0/4":                    traffic.AllIPv4().Subtract(prefixes("240.0.0.0/4")),
		"255.255.255.255/32, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128":     traffic.Range(last[1], last[1]).Union(traffic.Range(last[0], last[0])),
		"255.255.255.255/32, ::/128":                                          prefixes("::/128", "255.255.255.255/32"),
		"2001:db8::/32":                                                       prefixes("2001:db8::/33", "2001:db8:8000::/33"),
		"::ffff:10.0.0.1/128":                                                 traffic.Range(netip.MustParseAddr("::ffff:10.0.0.1"), netip.MustParseAddr("::ffff:10.0.0.1")),
		"255.255.255.252/31, 255.255.255.254/32, 8000::/1":                    prefixes("255.255.255.252/30", "8000::/1").Subtract(prefixes("255.255.255.255/32")),
		"10.0.0.0/24, 10.0.1.0/25, 10.0.1.128/26, 10.0.1.192/27, fe80::1/128": prefixes("10.0.0.0/23", "fe80::1/128").Subtract(prefixes("10.0.1.224/27")),
	} {
		if got := a.String(); got != want {
			t.Errorf("want %q, got %q", want, got)
		}
	}
}

func TestBoundaries(t *testing.T) {
	a := traffic.Everywhere().Subtract(prefixes("10.0.0.0/8", "::1/128", "::3/128"))
	want := parsed("0.0.0.0", "9.255.255.255", "11.0.0.0", "255.255.255.255",
		"::", "::", "::2", "::2", "::4", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")
	if diff := cmp.Diff(want, a.Boundaries(), cmp.Comparer(func(a, b netip.Addr) bool { return a == b })); diff != "" {
		t.Errorf("Boundaries (-want +got):\n%s", diff)
	}
	require.Empty(t, traffic.Addresses{}.Boundaries())
}

// What is no range of one family is empty, and an address that is none is in no set.
func TestAddressesEdges(t *testing.T) {
	v4, v6 := netip.MustParseAddr("10.0.0.1"), netip.MustParseAddr("fe80::1")
	for _, a := range []traffic.Addresses{
		traffic.Range(v4, v6),
		traffic.Range(v6, v4),
		traffic.Range(v4, v4.Prev()),
		traffic.Range(netip.Addr{}, netip.Addr{}),
		traffic.Range(netip.Addr{}, v4),
		traffic.Range(v4, netip.Addr{}),
		traffic.Prefixes(),
		traffic.Prefixes(netip.Prefix{}, netip.PrefixFrom(v4, 33)),
	} {
		require.Truef(t, a.IsEmpty(), "%v", a)
	}
	require.False(t, traffic.Everywhere().Has(netip.Addr{}))
	require.True(t, traffic.AllIPv6().Has(v6.WithZone("eth0")))
	require.True(t, traffic.Range(v6.WithZone("eth0"), v6).Equal(prefixes("fe80::1/128")))
	require.False(t, traffic.AllIPv4().Has(netip.MustParseAddr("::ffff:10.0.0.1")))
	require.True(t, traffic.AllIPv4().Union(traffic.AllIPv6()).Equal(traffic.Everywhere()))
	require.True(t, traffic.Everywhere().IPv4().Equal(traffic.AllIPv4()))
}
