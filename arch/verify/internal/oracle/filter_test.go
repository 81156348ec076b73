package oracle

import (
	"net/netip"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
// has the meaning of ports by protocol. Of an ICMP packet, Source is the code
// and Destination the type.
func TestGroupRulePorts(t *testing.T) {
	for name, c := range map[string]struct {
		rule   GroupRule
		packet Packet
		want   bool
	}{
		"all protocols, whatever ports":   {GroupRule{All, 443, 443, Peer{}}, Packet{UDP, 1, 53}, true},
		"first port":                      {GroupRule{TCP, 443, 8501, Peer{}}, Packet{TCP, 1, 443}, true},
		"last port":                       {GroupRule{TCP, 443, 8501, Peer{}}, Packet{TCP, 1, 8501}, true},
		"before the first":                {GroupRule{TCP, 443, 8501, Peer{}}, Packet{TCP, 443, 442}, false},
		"after the last":                  {GroupRule{TCP, 443, 8501, Peer{}}, Packet{TCP, 443, 8502}, false},
		"other protocol":                  {GroupRule{UDP, 443, 443, Peer{}}, Packet{TCP, 1, 443}, false},
		"all ICMP":                        {GroupRule{ICMP, -1, -1, Peer{}}, Packet{ICMP, 4, 3}, true},
		"all codes of a type":             {GroupRule{ICMP, 3, -1, Peer{}}, Packet{ICMP, 4, 3}, true},
		"type and code":                   {GroupRule{ICMP, 3, 4, Peer{}}, Packet{ICMP, 4, 3}, true},
		"other code":                      {GroupRule{ICMP, 3, 0, Peer{}}, Packet{ICMP, 4, 3}, false},
		"other type":                      {GroupRule{ICMP, 8, -1, Peer{}}, Packet{ICMP, 4, 3}, false},
		"ICMP is not TCP":                 {GroupRule{ICMP, -1, -1, Peer{}}, Packet{TCP, 1, 443}, false},
		"ICMP is not ICMPv6":              {GroupRule{ICMP, -1, -1, Peer{}}, Packet{ICMPv6, 0, 128}, false},
		"a protocol without ports":        {GroupRule{50, 443, 443, Peer{}}, Packet{50, 0, 0}, true},
		"a protocol without ports, other": {GroupRule{50, 443, 443, Peer{}}, Packet{51, 0, 0}, false},
	} {
		if got := c.rule.matchesPacket(c.packet); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestACLMatchesICMPWhole(t *testing.T) {
	rules := []ACLRule{{10, ICMP, anywhere, 0, 0, true}, {20, All, anywhere, 0, 0, false}}
	for p, want := range map[Packet]bool{{ICMP, 4, 3}: true, {ICMP, 0, 8}: true, {TCP, 1, 443}: false, {50, 0, 0}: false} {
		if got := aclAllows(rules, netip.MustParseAddr("192.0.2.1"), p); got != want {
			t.Errorf("%+v: %v, want %v", p, got, want)
		}
	}
}

func TestACLPortsIncludeBothEnds(t *testing.T) {
	rules := []ACLRule{{10, TCP, anywhere, 443, 8501, true}}
	for port, want := range map[uint16]bool{442: false, 443: true, 1024: true, 8501: true, 8502: false} {
		if got := aclAllows(rules, netip.MustParseAddr("192.0.2.1"), Packet{TCP, 8501, port}); got != want {
			t.Errorf("%d: %v, want %v", port, got, want)
		}
	}
}

// https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
func TestTarget(t *testing.T) {
	s3, elsewhere := S3Prefix.Addr(), netip.MustParseAddr("192.0.2.1")
	inside := netip.MustParseAddr("10.0.0.20")
	for name, c := range map[string]struct {
		routes []Route
		to     netip.Addr
		want   string
	}{
		"nowhere":                        {nil, elsewhere, ""},
		"within the VPC":                 {nil, inside, Local},
		"gateway endpoint":               {nil, s3, S3Gateway},
		"default route":                  {[]Route{{anywhere, "nat"}}, elsewhere, "nat"},
		"the list is longer":             {[]Route{{anywhere, "nat"}, {cidr("198.51.0.0/16"), "tgw"}}, s3, S3Gateway},
		"a static route as long as it":   {[]Route{{S3Prefix, "nat"}}, s3, "nat"},
		"a longer one than the list":     {[]Route{{cidr("198.51.100.0/25"), "nat"}}, s3, "nat"},
		"the longest, whatever order":    {[]Route{{cidr("192.0.2.0/24"), "eni"}, {cidr("192.0.0.0/16"), "tgw"}, {anywhere, "igw"}}, elsewhere, "eni"},
		"the longest, in another order":  {[]Route{{anywhere, "igw"}, {cidr("192.0.0.0/16"), "tgw"}, {cidr("192.0.2.0/24"), "eni"}}, elsewhere, "eni"},
		"local is longer than a default": {[]Route{{anywhere, "igw"}, {cidr("10.0.0.0/8"), "tgw"}}, inside, Local},
		"a subnet is longer than local":  {[]Route{{cidr("10.0.0.16/28"), "eni"}}, inside, "eni"},
		"another subnet":                 {[]Route{{cidr("10.0.0.32/28"), "eni"}}, inside, Local},
	} {
		n := small()
		n.Tables[0].Routes = c.routes
		if got := n.target(0, c.to, S3Prefix); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestTargetOfMainTable(t *testing.T) {
	n := small()
	if got := n.target(-1, S3Prefix.Addr(), S3Prefix); got != "" {
		t.Errorf("a gateway endpoint is not on the main table: %q", got)
	}
}

// The first four addresses and the last one are AWS's.
// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
func TestUsable(t *testing.T) {
	all := usable(cidr("10.0.0.16/28"))
	if len(all) != 11 || all[0] != netip.MustParseAddr("10.0.0.20") || all[10] != netip.MustParseAddr("10.0.0.30") {
		t.Error(all)
	}
}

func TestBoundary(t *testing.T) {
	n := small()
	n.ACLs[0].In = []ACLRule{{10, TCP, cidr("10.0.0.24/29"), 2000, 3000, true}}
	addresses, ports := Boundary(n)
	for _, want := range []string{"10.0.0.23", "10.0.0.24", "10.0.0.31", "10.0.0.32", "9.255.255.255", "10.0.1.0"} {
		if !slices.Contains(addresses, netip.MustParseAddr(want)) {
			t.Errorf("no %s in %v", want, addresses)
		}
	}
	var around []uint16
	for _, p := range ports {
		if p > 1100 && p < 8000 {
			around = append(around, p)
		}
	}
	if diff := cmp.Diff([]uint16{1999, 2000, 2001, 2999, 3000, 3001}, around); diff != "" {
		t.Error(diff)
	}
}
