package diagram

import (
	"fmt"
	"slices"
	"strings"
)

// Difference places two graphs in one picture and marks what it takes to get from the old
// one to the new: what is added, removed and changed has a ring or border of its colour and
// a sign, and the legend lists it. What is removed is drawn where it was. The same graphs
// give the same scene.
func Difference(old, new Graph) Scene {
	d := &difference{groups: compareGroups(old, new), nodes: compareNodes(old, new), edges: compareEdges(old, new)}
	g := together(old, new)
	s := g.layout(d)
	s.Title = strings.TrimSpace(s.Title + " changes")
	s.Description = d.describe()
	return s
}

// difference is what a layout marks.
type difference struct{ groups, nodes, edges []Change }

// together holds all of the new graph, and what only the old one has behind its old neighbour.
// Steps are the new graph's; edges that are gone stay on them.
func together(old, new Graph) Graph {
	g := Graph{
		Title:  new.Title,
		Groups: mix(old.Groups, new.Groups, func(g Group) string { return g.ID }),
		Nodes:  mix(old.Nodes, new.Nodes, func(n Node) string { return n.ID }),
		Edges:  mix(old.Edges, new.Edges, func(e Edge) string { return e.ID }),
	}
	places := map[string][]string{}
	for _, n := range old.Nodes {
		places[n.ID] = n.Groups
	}
	for i, n := range g.Nodes {
		// What straddles zones is drawn over all that it was and is in.
		if before := places[n.ID]; len(before) > 1 || len(n.Groups) > 1 {
			g.Nodes[i].Groups = union(slices.Clone(n.Groups), before)
		}
	}
	was, kept := map[string][]string{}, map[string]bool{}
	for _, step := range old.Steps {
		was[step.ID] = step.Edges
	}
	for _, e := range new.Edges {
		kept[e.ID] = true
	}
	for _, step := range new.Steps {
		gone := slices.DeleteFunc(slices.Clone(was[step.ID]), func(id string) bool { return kept[id] })
		step.Edges = slices.Concat(step.Edges, gone)
		g.Steps = append(g.Steps, step)
	}
	return g
}

func mix[T any](old, new []T, id func(T) string) []T {
	is := map[string]bool{}
	for _, t := range new {
		is[id(t)] = true
	}
	behind, neighbour := map[string][]T{}, ""
	for _, t := range old {
		if is[id(t)] {
			neighbour = id(t)
		} else {
			behind[neighbour] = append(behind[neighbour], t)
		}
	}
	all := behind[""]
	for _, t := range new {
		all = append(all, t)
		all = append(all, behind[id(t)]...)
	}
	return all
}

// marks are the kinds of change by id. A thing with several changed fields has one mark.
func marks(changes []Change) map[string]ChangeKind {
	kinds := map[string]ChangeKind{}
	for _, c := range changes {
		kinds[c.ID] = c.Kind
	}
	return kinds
}

// told are the changes that the legend lists, one for each thing: an edge goes without saying
// where an end of it is added or removed too.
func (d *difference) told(edges map[string]Edge) []Change {
	var all []Change
	add := func(c Change) {
		if n := len(all); n > 0 && all[n-1].ID == c.ID {
			all[n-1].Field += ", " + c.Field
			all[n-1].Was, all[n-1].Is = "", ""
			return
		}
		all = append(all, c)
	}
	for _, c := range slices.Concat(d.groups, d.nodes) {
		add(c)
	}
	ends := marks(d.nodes)
	for _, c := range d.edges {
		from, to := ends[edges[c.ID].From], ends[edges[c.ID].To]
		if c.Kind == Changed || !moves(from) && !moves(to) {
			add(c)
		}
	}
	return all
}

func moves(k ChangeKind) bool { return k == Added || k == Removed }

// describe counts the changes in words.
func (d *difference) describe() string {
	count := map[ChangeKind]int{}
	for _, list := range [][]Change{d.groups, d.nodes, d.edges} {
		for _, kind := range marks(list) {
			count[kind]++
		}
	}
	if len(count) == 0 {
		return "Nothing in the picture changes."
	}
	return fmt.Sprintf("Of groups, nodes and lines, %d are added, %d removed and %d changed.", count[Added], count[Removed], count[Changed])
}
