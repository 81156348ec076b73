package verify

import (
	"fmt"

	"github.com/archblocks/archblocks/arch/verify/internal/topology"
	"github.com/archblocks/archblocks/arch/verify/internal/traffic"
)

// allowance says which packets of a rule a property accepts; nothing at all where it is empty.
type allowance func(topology.Rule) traffic.Ports

// onlyRules judges that the rules of an interface's groups admit nothing but what is
// allowed. Rules only add, so that each can be judged alone.
func (t *trial) onlyRules(i *topology.Interface, d direction, allowed allowance, hint string) {
	t.doubt(i.All())
	for _, g := range i.Groups {
		for _, r := range d.rules(g) {
			beyond := r.Ports.Subtract(allowed(r))
			if r.Prefix.IsValid() && nowhere.Contains(traffic.Prefixes(r.Prefix)) {
				continue
			}
			switch {
			case beyond.IsEmpty():
			case r.Group != nil && r.Group.Foreign:
				// Who wears it, nobody knows: it may be one that is allowed.
				t.doubt(r.Group.Doubts)
			default:
				t.refute(ruleWitness(i, r, d, beyond, hint))
			}
		}
		t.doubt(g.Doubts)
	}
}

// nowhere is the broadcast address, which a VPC does not route: CDK writes it to
// replace the rule that lets everything out.
// https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html
var nowhere = traffic.Prefixes(broadcast)

func ruleWitness(i *topology.Interface, r topology.Rule, d direction, beyond traffic.Ports, hint string) *Witness {
	tcp := beyond.Intersect(traffic.Protocol(traffic.TCP))
	if !tcp.IsEmpty() {
		beyond = tcp
	}
	protocol, port, _ := beyond.First()
	for _, telling := range []uint16{443, 80, 22} {
		if beyond.Has(traffic.TCP, telling) {
			protocol, port = traffic.TCP, telling
			break
		}
	}
	peer, sample := peerOf(r), peerOf(r)
	if r.Prefix.IsValid() {
		sample = stranger(traffic.Prefixes(r.Prefix))
	}
	packet := &Packet{Protocol: protocolName(protocol), Source: sample, Destination: i.Owner.String(), Port: port}
	shows := fmt.Sprintf("%s accepts %s port %d from %s", i.Owner, packet.Protocol, port, peer)
	if d == outward {
		packet.Source, packet.Destination = i.Owner.String(), sample
		shows = fmt.Sprintf("%s may send to %s on %s port %d", i.Owner, peer, packet.Protocol, port)
	}
	w := at(r.At, shows, hint)
	w.Packet = packet
	w.Hops = []Hop{{r.At.Resource.String(), "the rule lets it pass"}}
	return w
}

// peerOf is an address or a name for a rule's other end.
func peerOf(r topology.Rule) string {
	switch {
	case r.Group != nil:
		return "whatever wears " + r.Group.Name()
	case r.List != "":
		return "prefix list " + r.List
	}
	return traffic.Prefixes(r.Prefix).String()
}

func tcp(ports ...int) traffic.Ports {
	var all traffic.Ports
	for _, p := range ports {
		if p > 0 && p <= 65535 {
			all = all.Union(traffic.PortRange(traffic.TCP, uint16(p), uint16(p)))
		}
	}
	return all
}

// onlyWornBy judges that a group is worn by some resources alone.
func (t *trial) onlyWornBy(g *topology.Group, who string, owner func(*topology.Interface) bool, interfaces []*topology.Interface) {
	t.doubt(g.WearDoubts)
	for _, ref := range g.WornBy {
		allowed := false
		for _, i := range interfaces {
			allowed = allowed || i.Owner == ref && owner(i)
		}
		if !allowed {
			t.refute(at(root(ref),
				fmt.Sprintf("%s wears %s too, the group of %s", ref, g.Name(), who), "give it a security group of its own"))
		}
	}
}
