package networkspec

import "net/netip"

// DefaultCIDR is the VPC's range where the spec gives none.
var DefaultCIDR = netip.MustParsePrefix("10.0.0.0/16")

// Derived subnets need room: a sixteenth of the VPC's range must be a /27.
const (
	smallestSplit = 23
	largestVPC    = 16
	smallestVPC   = 25
	smallestALB   = 27
	smallest      = 28
)

// Defaulted returns the spec with every default filled in. It does not judge: a
// range too small to split stays without subnets. Defaulted is idempotent.
func (s Spec) Defaulted() Spec {
	if !s.CIDR.IsValid() {
		s.CIDR = DefaultCIDR
	}
	if s.ZoneCount == 0 {
		s.ZoneCount = 2
		if len(s.Zones) > 0 {
			s.ZoneCount = len(s.Zones)
		}
	}
	if s.CIDR.Addr().Is4() && s.CIDR.Bits() <= smallestSplit && s.ZoneCount >= 1 && s.ZoneCount <= 3 {
		if len(s.PublicSubnets) == 0 {
			s.PublicSubnets = split(s.CIDR, s.CIDR.Bits()+4, 0, s.ZoneCount)
		}
		if len(s.PrivateSubnets) == 0 {
			s.PrivateSubnets = split(s.CIDR, s.CIDR.Bits()+3, 4, s.ZoneCount)
		}
	}
	return s
}

// split returns count ranges of the given length from within, starting with the first-th.
func split(within netip.Prefix, bits, first, count int) []netip.Prefix {
	base := within.Masked().Addr().As4()
	start := uint32(base[0])<<24 | uint32(base[1])<<16 | uint32(base[2])<<8 | uint32(base[3])
	ranges := make([]netip.Prefix, count)
	for i := range ranges {
		a := start + uint32(first+i)<<(32-bits)
		ranges[i] = netip.PrefixFrom(netip.AddrFrom4([4]byte{byte(a >> 24), byte(a >> 16), byte(a >> 8), byte(a)}), bits)
	}
	return ranges
}
