package diagram

import (
	"cmp"
	"slices"
)

// Merge joins graphs into one. Groups, nodes, edges and steps with the same id
// become one: what an earlier graph says stays, what it left empty a later one
// fills in, and lists are joined without repeats. Merge is associative; the
// order of first mention is kept, and steps are sorted by Order, equal ones by id.
func Merge(graphs ...Graph) Graph {
	var whole Graph
	groups, nodes := map[string]int{}, map[string]int{}
	edges, steps := map[string]int{}, map[string]int{}
	for _, g := range graphs {
		fill(&whole.Title, g.Title)
		for _, group := range g.Groups {
			have := place(&whole.Groups, groups, group.ID, group)
			fill(&have.Parent, group.Parent)
			fill(&have.Kind, group.Kind)
			fill(&have.Title, group.Title)
			fill(&have.Detail, group.Detail)
			fill(&have.Path, group.Path)
		}
		for _, node := range g.Nodes {
			node.Groups, node.Facts = slices.Clone(node.Groups), slices.Clone(node.Facts)
			have := place(&whole.Nodes, nodes, node.ID, node)
			fill(&have.Kind, node.Kind)
			fill(&have.Title, node.Title)
			fill(&have.Detail, node.Detail)
			fill(&have.Wears, node.Wears)
			fill(&have.Path, node.Path)
			have.Groups = union(have.Groups, node.Groups)
			have.Facts = union(have.Facts, node.Facts)
		}
		for _, edge := range g.Edges {
			have := place(&whole.Edges, edges, edge.ID, edge)
			fill(&have.From, edge.From)
			fill(&have.To, edge.To)
			fill(&have.Kind, edge.Kind)
			fill(&have.Label, edge.Label)
			fill(&have.Path, edge.Path)
		}
		for _, step := range g.Steps {
			step.Edges = slices.Clone(step.Edges)
			have := place(&whole.Steps, steps, step.ID, step)
			fill(&have.Order, step.Order)
			fill(&have.Text, step.Text)
			have.Edges = union(have.Edges, step.Edges)
		}
	}
	// By id and not by first mention, which an Order that a later graph fills in could not keep.
	slices.SortStableFunc(whole.Steps, func(a, b Step) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.ID, b.ID))
	})
	return whole
}

// place returns the element with that id, which it appends where the list has none.
func place[T any](list *[]T, index map[string]int, id string, element T) *T {
	i, ok := index[id]
	if !ok {
		i = len(*list)
		index[id] = i
		*list = append(*list, element)
	}
	return &(*list)[i]
}

func fill[T comparable](have *T, more T) {
	var zero T
	if *have == zero {
		*have = more
	}
}

func union(have, more []string) []string {
	for _, m := range more {
		if !slices.Contains(have, m) {
			have = append(have, m)
		}
	}
	return have
}
