package drift_test

import (
	"slices"

	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/diagram"
)

func (d *draft) group(id string) *diagram.Group {
	i := slices.IndexFunc(d.graph.Groups, func(g diagram.Group) bool { return g.ID == id })
	require.GreaterOrEqual(d.t, i, 0, id)
	return &d.graph.Groups[i]
}

func (d *draft) node(id string) *diagram.Node {
	i := slices.IndexFunc(d.graph.Nodes, func(n diagram.Node) bool { return n.ID == id })
	require.GreaterOrEqual(d.t, i, 0, id)
	return &d.graph.Nodes[i]
}

func (d *draft) edge(id string) *diagram.Edge {
	i := slices.IndexFunc(d.graph.Edges, func(e diagram.Edge) bool { return e.ID == id })
	require.GreaterOrEqual(d.t, i, 0, id)
	return &d.graph.Edges[i]
}

// erase takes nodes and edges out of the picture, with the edges of the nodes.
func (d *draft) erase(ids ...string) {
	gone := func(id string) bool { return slices.Contains(ids, id) }
	d.graph.Steps = nil
	before := len(d.graph.Nodes) + len(d.graph.Edges)
	d.graph.Nodes = slices.DeleteFunc(d.graph.Nodes, func(n diagram.Node) bool { return gone(n.ID) })
	d.graph.Edges = slices.DeleteFunc(d.graph.Edges, func(e diagram.Edge) bool { return gone(e.ID) || gone(e.From) || gone(e.To) })
	require.Less(d.t, len(d.graph.Nodes)+len(d.graph.Edges), before)
}

func (d *draft) eraseGroup(id string) {
	d.graph.Groups = slices.DeleteFunc(d.graph.Groups, func(g diagram.Group) bool { return g.ID == id })
	for i := range d.graph.Nodes {
		n := &d.graph.Nodes[i]
		n.Groups = slices.DeleteFunc(slices.Clone(n.Groups), func(in string) bool { return in == id })
		if n.Wears == id {
			n.Wears = ""
		}
	}
}

func (d *draft) link(from, to string, label string) {
	d.graph.Edges = append(d.graph.Edges, diagram.Edge{ID: diagram.EdgeBetween(from, to), From: from, To: to, Kind: diagram.EgressEdge, Label: label})
}

func endpointNode(service string) diagram.Node {
	return diagram.Node{ID: diagram.EndpointID(service), Kind: diagram.EndpointNode, Title: service, Detail: "interface",
		Groups: []string{diagram.PrivateID(1), diagram.PrivateID(2)}, Wears: diagram.EndpointsID}
}

func serviceNode(family string) diagram.Node {
	return diagram.Node{ID: diagram.ServiceID(family), Kind: diagram.OtherNode, Title: family, Groups: []string{diagram.ServicesID}}
}
