package oracle

import (
	"net/netip"
	"slices"
)

// target is where the route table sends an address: Local, S3Gateway, the
// target of a route, or "" if no route matches.
//
// The longest prefix wins; of equal ones a static route goes before that of a
// gateway endpoint's prefix list, and the local route before both.
// https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
func (n *Network) target(table int, to netip.Addr, s3 netip.Prefix) string {
	bits, target := -1, ""
	if n.VPC.Contains(to) {
		bits, target = n.VPC.Bits(), Local
	}
	if table < 0 {
		return target
	}
	for _, r := range n.Tables[table].Routes {
		if r.Destination.Contains(to) && r.Destination.Bits() > bits {
			bits, target = r.Destination.Bits(), r.Target
		}
	}
	if n.Gateway != nil && slices.Contains(n.Gateway.Tables, table) && s3.Contains(to) && s3.Bits() > bits {
		target = S3Gateway
	}
	return target
}
