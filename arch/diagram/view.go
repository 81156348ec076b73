package diagram

import (
	"fmt"
	"slices"
	"strings"
)

// RequestFlow is the part of a graph that carries requests from the users to the tasks, with
// the checks on the way. Its steps are numbered anew.
func (g Graph) RequestFlow() Graph { return g.along(RequestEdge, InspectEdge) }

// Egress is the part of a graph through which tasks reach AWS services, and through which
// logs and metrics leave. Its steps are numbered anew.
func (g Graph) Egress() Graph { return g.along(EgressEdge, ObserveEdge) }

// OneService is the part of a graph that one service has to do with: its tasks, what leads
// to them with the checks on the way, and what they reach. The error names the services
// that there are.
func (g Graph) OneService(name string) (Graph, error) {
	keep := map[string]bool{}
	var known []string
	for _, n := range g.Nodes {
		service, _, isTask := strings.Cut(strings.TrimPrefix(n.ID, "task/"), "/")
		if n.Kind != TaskNode || !isTask {
			continue
		}
		if service == name {
			keep[n.ID] = true
		} else if !slices.Contains(known, service) {
			known = append(known, service)
		}
	}
	if len(keep) == 0 {
		return Graph{}, fmt.Errorf("diagram: no service %q; name one of %s", name, strings.Join(known, ", "))
	}
	tasks := func(id string) bool { return keep[id] }
	ahead := g.follow(tasks, func(e Edge) (string, string) { return e.From, e.To }, "")
	behind := g.follow(tasks, func(e Edge) (string, string) { return e.To, e.From }, "")
	checks := g.follow(func(id string) bool { return behind[id] }, func(e Edge) (string, string) { return e.From, e.To }, InspectEdge)
	for _, more := range []map[string]bool{ahead, behind, checks} {
		for id := range more {
			keep[id] = true
		}
	}
	return g.part(func(e Edge) bool { return keep[e.From] && keep[e.To] }), nil
}

// follow are the nodes that edges lead to, one after the other, from the nodes to start
// with; along edges of one kind where one is given.
func (g Graph) follow(start func(id string) bool, ends func(Edge) (from, to string), kind EdgeKind) map[string]bool {
	found := map[string]bool{}
	for grown := true; grown; {
		grown = false
		for _, e := range g.Edges {
			from, to := ends(e)
			if (start(from) || found[from]) && !found[to] && (kind == "" || e.Kind == kind) {
				found[to], grown = true, true
			}
		}
	}
	return found
}

func (g Graph) along(kinds ...EdgeKind) Graph {
	return g.part(func(e Edge) bool { return slices.Contains(kinds, e.Kind) })
}

// part is a graph of some edges, the nodes that they join, the groups around these and the steps that they carry.
func (g Graph) part(keep func(Edge) bool) Graph {
	p := Graph{Title: g.Title}
	nodes, groups, edges, parents := map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]string{}
	for _, e := range g.Edges {
		if keep(e) {
			p.Edges = append(p.Edges, e)
			nodes[e.From], nodes[e.To], edges[e.ID] = true, true, true
		}
	}
	for _, group := range g.Groups {
		parents[group.ID] = group.Parent
	}
	for _, n := range g.Nodes {
		if !nodes[n.ID] {
			continue
		}
		p.Nodes = append(p.Nodes, n)
		for _, id := range append([]string{n.Wears}, n.Groups...) {
			for id != "" && !groups[id] {
				groups[id], id = true, parents[id]
			}
		}
	}
	for _, group := range g.Groups {
		if groups[group.ID] {
			p.Groups = append(p.Groups, group)
		}
	}
	for _, step := range g.Steps {
		step.Edges = slices.DeleteFunc(slices.Clone(step.Edges), func(id string) bool { return !edges[id] })
		if len(step.Edges) > 0 {
			p.Steps = append(p.Steps, step)
		}
	}
	return p
}
