package archspec

import (
	"fmt"
	"slices"
	"strings"

	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/arch/plan"
)

// AnyAddressID is the node of SecurityGroupDiagram that stands for 0.0.0.0/0.
const AnyAddressID = "peer/any-address"

// SecurityGroupDiagram is the picture of the security groups: who may open a connection to
// whom, and on which port. Its edges are the rules of the plan and nothing else. Where both
// ends have a group, one edge stands for the rule that lets out and the rule that lets in;
// one without the other is labelled so, because nothing passes then.
func (p Plan) SecurityGroupDiagram() diagram.Graph {
	whole := p.Diagram()
	g := diagram.Graph{Title: whole.Title + " security groups"}
	v := rulesView{rules: map[[2]string][]string{}}
	for _, r := range p.Compute.Rules {
		v.add(r)
	}
	for _, n := range whole.Nodes {
		if n = v.dress(n); v.has(n.ID) || v.has(n.Wears) {
			g.Nodes = append(g.Nodes, n)
		}
	}
	if v.has(AnyAddressID) {
		g.Nodes = append(g.Nodes, diagram.Node{
			ID: AnyAddressID, Kind: diagram.OtherNode, Title: "Any address", Detail: "0.0.0.0/0", Groups: []string{diagram.ServicesID},
		})
	}
	for _, group := range whole.Groups {
		switch group.Kind {
		case diagram.ServicesGroup:
			if !v.has(AnyAddressID) {
				continue
			}
			group.Title, group.Detail = "Addresses without a group", ""
		case diagram.SecurityGroupBand:
			group.Title, _, _ = strings.Cut(group.Title, " · ")
			group.Detail = strings.Join(v.said[group.ID], " · ")
		}
		g.Groups = append(g.Groups, group)
	}
	for _, pair := range v.pairs {
		for _, from := range g.Nodes {
			for _, to := range g.Nodes {
				if !stands(from, pair[0]) || !stands(to, pair[1]) {
					continue
				}
				kind := diagram.EgressEdge
				if to.Kind == diagram.TaskNode || to.Kind == diagram.LoadBalancerNode || to.ID == AnyAddressID {
					kind = diagram.RequestEdge
				}
				g.Edges = append(g.Edges, diagram.Edge{ID: diagram.EdgeBetween(from.ID, to.ID), From: from.ID, To: to.ID, Kind: kind, Label: strings.Join(v.rules[pair], ", ")})
			}
		}
	}
	return g
}

// stands is whether a node is what an end of a rule speaks of: it wears the group, or is the peer.
func stands(n diagram.Node, end string) bool { return n.ID == end || n.Wears == end }

// rulesView collects rules by the ends that they join: ids of bands, or of nodes that stand
// for addresses.
type rulesView struct {
	pairs [][2]string
	rules map[[2]string][]string
	// said are the rules of each band in words.
	said map[string][]string
}

func (v *rulesView) add(r plan.Rule) {
	if v.said == nil {
		v.said = map[string][]string{}
	}
	own, peer, short := diagram.SecurityGroupID(r.Group), "", ""
	switch {
	case r.Peer.Kind == plan.PeerGroup:
		peer = diagram.SecurityGroupID(r.Peer.Name)
		short = "sg " + strings.TrimPrefix(r.Peer.Name, "service-")
	case r.Peer.Kind == plan.PeerAnyIPv4:
		peer, short = AnyAddressID, "any address"
	case r.Peer.Name == plan.CloudFrontPrefixList:
		peer, short = diagram.CloudFrontID, "CloudFront"
	default:
		peer, short = diagram.EndpointID("s3"), "S3"
	}
	pair, way, missing := [2]string{own, peer}, "out", "in"
	preposition := "to"
	if r.Direction == plan.Ingress {
		pair, way, missing, preposition = [2]string{peer, own}, "in", "out", "from"
	}
	v.said[own] = append(v.said[own], fmt.Sprintf("%s %d %s %s", way, r.Port, preposition, short))
	label := fmt.Sprintf("TCP %d", r.Port)
	if !slices.Contains(v.pairs, pair) {
		v.pairs = append(v.pairs, pair)
	}
	if r.Peer.Kind != plan.PeerGroup {
		v.rules[pair] = append(v.rules[pair], label)
		return
	}
	// A rule whose counterpart is here already closes it.
	half := func(way string) string { return label + ", " + way + " alone" }
	if i := slices.Index(v.rules[pair], half(missing)); i >= 0 {
		v.rules[pair][i] = label
		return
	}
	v.rules[pair] = append(v.rules[pair], half(way))
}

// has is whether a rule speaks of the id.
func (v *rulesView) has(id string) bool {
	return id != "" && slices.ContainsFunc(v.pairs, func(p [2]string) bool { return p[0] == id || p[1] == id })
}

// dress says of the nodes that stand for addresses which they are.
func (v *rulesView) dress(n diagram.Node) diagram.Node {
	switch n.ID {
	case diagram.CloudFrontID:
		n.Detail = "prefix list of its addresses"
	case diagram.EndpointID("s3"):
		n.Detail = "prefix list of its addresses"
	}
	return n
}
