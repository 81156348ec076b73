// Package traffic is the exact algebra of sets of packets: which addresses, protocols
// and ports a rule, a route or a whole path lets through.
//
// A set is a value: the zero value is the empty set, no method changes its receiver,
// and two sets of the same members are Equal however they were made. Nothing is
// sampled, so "Contains" over a union of a thousand rules is a proof.
//
//	web := traffic.Of(traffic.AllIPv4(), traffic.PortRange(traffic.TCP, 443, 443))
//	inside := traffic.Of(traffic.Prefixes(netip.MustParsePrefix("10.0.0.0/8")), traffic.AllPorts())
//	fmt.Println(web.Subtract(inside)) // who else may call
//
// [Ports] are pairs of a protocol and a port, [Addresses] are IPv4 and IPv6 addresses,
// and [Packets] are triples of all three.
package traffic
