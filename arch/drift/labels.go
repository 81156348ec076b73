package drift

import (
	"fmt"
	"strings"

	"github.com/archblocks/archblocks/arch/diagram"
)

// labelled reads an edge's label, such as "HTTPS 443".
func (s *scene) labelled(edge diagram.Edge) (protocol string, port int, ok bool) {
	protocol, number, ok := strings.Cut(edge.Label, " ")
	if ports, err := portsOf(number); ok && err == nil && len(ports) == 1 && (protocol == "HTTP" || protocol == "HTTPS") {
		return protocol, ports[0], true
	}
	s.say(BadDrawing, edge.ID, nil, nil, fmt.Sprintf("the label %q does not say what passes", edge.Label), `write it as "HTTPS 443"`)
	return "", 0, false
}

// lets tells whether the group of a band has a rule for TCP; open if that may be.
func (s *scene) lets(band string, in bool, port int, peer string) (yes, open bool) {
	for _, r := range s.rules[band] {
		switch {
		case r.In != in:
		case r.doubt != nil:
			open = true
		case (r.Protocol == "tcp" || r.Protocol == "all") && (r.Peer == peer || r.Peer == anyIPv4) && (r.From == -1 || r.From <= port && port <= r.To):
			return true, false
		}
	}
	return false, open
}

// needs says which rule is missing beneath an edge. What is open is said where the band is compared.
func (s *scene) needs(edge diagram.Edge, band string, in bool, port int, peer string) {
	yes, open := s.lets(band, in, port, peer)
	if yes || open {
		return
	}
	want := rule{In: in, Protocol: "tcp", From: port, To: port, Peer: peer}
	s.say(NotCarried, edge.ID, s.worn[band], nil, fmt.Sprintf("the group of %s has no rule: %s", band, want), "add the rule, or take the edge out of the picture")
}
