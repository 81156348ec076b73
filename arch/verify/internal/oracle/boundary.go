package oracle

import (
	"net/netip"
	"slices"
)

// Boundary lists all addresses and ports at which a range of the network
// begins or ends, with the neighbour on either side, in ascending order. Every
// rule treats two packets alike if no boundary lies between them, so the
// boundaries stand for all addresses and all ports.
func Boundary(n Network) (addresses []netip.Addr, ports []uint16) {
	prefix := func(p netip.Prefix) {
		if !p.IsValid() {
			return
		}
		first, last := p.Masked().Addr(), last(p.Masked())
		for _, a := range []netip.Addr{first.Prev(), first, last, last.Next()} {
			if a.IsValid() {
				addresses = append(addresses, a)
			}
		}
	}
	port := func(from, to int) {
		for _, p := range []int{from - 1, from, from + 1, to - 1, to, to + 1} {
			if p >= 0 && p <= 65535 {
				ports = append(ports, uint16(p))
			}
		}
	}

	prefix(n.VPC)
	prefix(S3Prefix)
	prefix(CloudFrontPrefix)
	port(EndpointPort, TaskPort)
	port(1024, 65535)
	for _, s := range n.Subnets {
		prefix(s.Prefix)
	}
	for _, t := range n.Tables {
		for _, r := range t.Routes {
			prefix(r.Destination)
		}
	}
	for _, a := range n.ACLs {
		for _, r := range slices.Concat(a.In, a.Out) {
			prefix(r.Prefix)
			port(int(r.From), int(r.To))
		}
	}
	for _, g := range n.Groups {
		for _, r := range slices.Concat(g.In, g.outRules()) {
			prefix(r.Peer.Prefix)
			port(r.From, r.To)
		}
	}

	slices.SortFunc(addresses, netip.Addr.Compare)
	slices.Sort(ports)
	return slices.Compact(addresses), slices.Compact(ports)
}
