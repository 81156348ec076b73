package networkspec_test

import (
	"fmt"
	"net/netip"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/archblocks/archblocks/network/networkspec"
)

// within is a range of private space of the given length.
func within(t *rapid.T, bits int) netip.Prefix {
	base := rapid.SampledFrom([]string{"10.0.0.0", "10.255.254.0", "172.16.0.0", "172.31.254.0", "192.168.254.0", "100.64.0.0", "100.127.254.0"}).Draw(t, "base")
	return netip.PrefixFrom(netip.MustParseAddr(base), bits).Masked()
}

// span is the first and the last address of a range, as numbers.
func span(p netip.Prefix) (first, last uint64) {
	for _, b := range p.Masked().Addr().As4() {
		first = first<<8 | uint64(b)
	}
	return first, first + 1<<(32-p.Bits()) - 1
}

// Derived subnets lie in the VPC's range and share no address: compared pair by pair,
// by their first and last addresses.
func TestDerivedSubnetsAreDisjoint(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spec := networkspec.Spec{CIDR: within(t, rapid.IntRange(16, 23).Draw(t, "bits")), ZoneCount: rapid.IntRange(2, 3).Draw(t, "zones")}
		if err := spec.Validate(networkspec.Inputs{}); err != nil {
			t.Fatal(err)
		}
		s := spec.Defaulted()
		all := append(append([]netip.Prefix(nil), s.PublicSubnets...), s.PrivateSubnets...)
		if len(s.PublicSubnets) != s.ZoneCount || len(s.PrivateSubnets) != s.ZoneCount {
			t.Fatalf("%d zones have the subnets %v", s.ZoneCount, all)
		}
		vpcFirst, vpcLast := span(s.CIDR)
		for i, a := range all {
			first, last := span(a)
			if first < vpcFirst || last > vpcLast || a != a.Masked() {
				t.Errorf("%s is not in %s", a, s.CIDR)
			}
			for _, b := range all[:i] {
				if otherFirst, otherLast := span(b); first <= otherLast && otherFirst <= last {
					t.Errorf("%s and %s overlap", a, b)
				}
			}
		}
		for _, p := range s.PublicSubnets {
			if p.Bits() > 27 {
				t.Errorf("%s is too small for a load balancer", p)
			}
		}
	})
}

// A third zone leaves the ranges of the first two where they are: subnets cannot move.
func TestThirdZoneMovesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spec := networkspec.Spec{CIDR: within(t, rapid.IntRange(16, 23).Draw(t, "bits")), ZoneCount: 2}
		two := spec.Defaulted()
		spec.ZoneCount = 3
		three := spec.Defaulted()
		if diff := cmp.Diff(fmt.Sprint(two.PublicSubnets, two.PrivateSubnets), fmt.Sprint(three.PublicSubnets[:2], three.PrivateSubnets[:2])); diff != "" {
			t.Errorf("subnets of two zones (-of two +of three):\n%s", diff)
		}
	})
}

func TestDefaulted(t *testing.T) {
	tests := []struct {
		name string
		give networkspec.Spec
		want networkspec.Spec
	}{
		{"zero", networkspec.Spec{}, networkspec.Spec{
			CIDR: cidr("10.0.0.0/16"), ZoneCount: 2,
			PublicSubnets: cidrs("10.0.0.0/20", "10.0.16.0/20"), PrivateSubnets: cidrs("10.0.128.0/19", "10.0.160.0/19"),
		}},
		{"three zones of the smallest range", networkspec.Spec{CIDR: cidr("192.168.6.0/23"), Zones: []string{"a", "b", "c"}}, networkspec.Spec{
			CIDR: cidr("192.168.6.0/23"), Zones: []string{"a", "b", "c"}, ZoneCount: 3,
			PublicSubnets: cidrs("192.168.6.0/27", "192.168.6.32/27", "192.168.6.64/27"), PrivateSubnets: cidrs("192.168.7.0/26", "192.168.7.64/26", "192.168.7.128/26"),
		}},
		{"too small to split", networkspec.Spec{CIDR: cidr("10.0.0.0/24"), ZoneCount: 2}, networkspec.Spec{CIDR: cidr("10.0.0.0/24"), ZoneCount: 2}},
		{"no number of zones", networkspec.Spec{CIDR: cidr("10.0.0.0/16"), ZoneCount: 4}, networkspec.Spec{CIDR: cidr("10.0.0.0/16"), ZoneCount: 4}},
		{"one tier given", networkspec.Spec{PrivateSubnets: cidrs("10.0.200.0/24", "10.0.201.0/24")}, networkspec.Spec{
			CIDR: cidr("10.0.0.0/16"), ZoneCount: 2,
			PublicSubnets: cidrs("10.0.0.0/20", "10.0.16.0/20"), PrivateSubnets: cidrs("10.0.200.0/24", "10.0.201.0/24"),
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := test.give.Defaulted()
			if diff := cmp.Diff(test.want, got, cmp.Comparer(samePrefix)); diff != "" {
				t.Errorf("Defaulted (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(got, got.Defaulted(), cmp.Comparer(samePrefix)); diff != "" {
				t.Errorf("Defaulted twice (-once +twice):\n%s", diff)
			}
		})
	}
}

func samePrefix(a, b netip.Prefix) bool { return a == b }

// Whatever the ranges, Check returns; and where it finds nothing, netip agrees that
// every subnet lies in the range and that none overlap.
func FuzzCheckRanges(f *testing.F) {
	f.Add("10.0.0.0/16", "10.0.0.0/24", "10.0.1.0/24", 2)
	f.Add("10.0.0.0/25", "10.0.0.0/27", "10.0.0.32/27", 2)
	f.Add("fd00::/8", "::/0", "1.2.3.4/32", -1)
	f.Add("255.255.255.255/0", "", "x", 1<<40)
	f.Fuzz(func(t *testing.T, vpc, first, second string, zones int) {
		parse := func(s string) netip.Prefix { p, _ := netip.ParsePrefix(s); return p }
		spec := networkspec.Spec{CIDR: parse(vpc), ZoneCount: zones}
		if first != "" && second != "" {
			spec.PublicSubnets = []netip.Prefix{parse(first), parse(second)}
		}
		if spec.Check(networkspec.Inputs{}) != nil {
			return
		}
		p := spec.Plan(networkspec.Inputs{})
		var all []netip.Prefix
		for _, z := range p.Zones {
			all = append(all, z.Public, z.Private)
		}
		for i, a := range all {
			if !p.Spec.CIDR.Contains(a.Addr()) || a.Bits() < p.Spec.CIDR.Bits() || !a.Addr().IsPrivate() && !netip.MustParsePrefix("100.64.0.0/10").Contains(a.Addr()) {
				t.Errorf("%s is not in %s, or public", a, p.Spec.CIDR)
			}
			for _, b := range all[:i] {
				if a.Overlaps(b) {
					t.Errorf("%s and %s overlap", a, b)
				}
			}
		}
	})
}
