package diagram

import (
	"errors"
	"fmt"
)

// Check returns an error that names every reference in the graph to a group,
// node or edge that it does not hold, every id used twice and every cycle of
// groups. A merged graph of a valid spec has none.
func (g Graph) Check() error {
	var wrong []error
	say := func(format string, args ...any) { wrong = append(wrong, fmt.Errorf("diagram: "+format, args...)) }
	parents, nodes, edges := map[string]string{}, map[string]bool{}, map[string]bool{}
	for _, group := range g.Groups {
		if _, twice := parents[group.ID]; twice {
			say("group %q is there twice", group.ID)
		}
		parents[group.ID] = group.Parent
	}
	for _, group := range g.Groups {
		if _, known := parents[group.Parent]; group.Parent != "" && !known {
			say("group %q is in unknown group %q", group.ID, group.Parent)
		}
		up, hops := group.Parent, 0
		for up != "" && hops <= len(g.Groups) {
			up, hops = parents[up], hops+1
		}
		if hops > len(g.Groups) {
			say("group %q contains itself", group.ID)
		}
	}
	for _, node := range g.Nodes {
		if nodes[node.ID] {
			say("node %q is there twice", node.ID)
		}
		nodes[node.ID] = true
		for _, in := range node.Groups {
			if _, known := parents[in]; !known {
				say("node %q is in unknown group %q", node.ID, in)
			}
		}
		if _, known := parents[node.Wears]; node.Wears != "" && !known {
			say("node %q wears unknown group %q", node.ID, node.Wears)
		}
	}
	for _, edge := range g.Edges {
		if edges[edge.ID] {
			say("edge %q is there twice", edge.ID)
		}
		edges[edge.ID] = true
		if !nodes[edge.From] || !nodes[edge.To] {
			say("edge %q leads from %q to %q, and one of them is unknown", edge.ID, edge.From, edge.To)
		}
	}
	for _, step := range g.Steps {
		for _, id := range step.Edges {
			if !edges[id] {
				say("step %q uses unknown edge %q", step.ID, id)
			}
		}
	}
	return errors.Join(wrong...)
}
