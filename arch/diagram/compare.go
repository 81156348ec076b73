package diagram

import (
	"fmt"
	"slices"
	"strings"
)

// ChangeKind says what became of a thing of the picture.
type ChangeKind string

// Kinds of changes.
const (
	Added   ChangeKind = "added"
	Removed ChangeKind = "removed"
	Changed ChangeKind = "changed"
)

// Change is a difference between two graphs.
type Change struct {
	Kind ChangeKind
	// ID is the id of the group, node or edge.
	ID string
	// Title is how people read of it: the title of a group or node, "CloudFront → AWS WAF" of an edge.
	Title string
	// Field is what changed, such as "detail". Empty for what is added or removed.
	Field string
	// Was and Is are what the field said and says; of what is added or removed, its detail.
	Was, Is string
}

// Compare tells what it takes to get from one graph to another: what is removed, changed
// and added, first of the groups, then of the nodes and of the edges. Ids say which things are the
// same. Steps are words about edges, and not compared.
func Compare(old, new Graph) []Change {
	return slices.Concat(compareGroups(old, new), compareNodes(old, new), compareEdges(old, new))
}

func compareGroups(old, new Graph) []Change {
	return compare(old.Groups, new.Groups, func(g Group) described {
		return described{g.ID, g.Title, g.Detail, []fact{{"title", g.Title}, {"detail", g.Detail}, {"parent", g.Parent}}}
	})
}

func compareNodes(old, new Graph) []Change {
	return compare(old.Nodes, new.Nodes, func(n Node) described {
		return described{n.ID, n.Title, n.Detail, []fact{
			{"title", n.Title}, {"detail", n.Detail}, {"place", strings.Join(n.Groups, ", ")}, {"security group", n.Wears}, {"facts", strings.Join(n.Facts, "; ")},
		}}
	})
}

func compareEdges(old, new Graph) []Change {
	titles := map[string]string{}
	for _, n := range slices.Concat(old.Nodes, new.Nodes) {
		titles[n.ID] = n.Title
	}
	return compare(old.Edges, new.Edges, func(e Edge) described {
		return described{e.ID, titles[e.From] + " → " + titles[e.To], e.Label, []fact{{"label", e.Label}, {"kind", string(e.Kind)}}}
	})
}

// described is a thing as far as it is compared.
type described struct {
	id, title, detail string
	facts             []fact
}

type fact struct{ field, value string }

func compare[T any](old, new []T, describe func(T) described) []Change {
	was, is := map[string]described{}, map[string]bool{}
	for _, t := range old {
		d := describe(t)
		was[d.id] = d
	}
	for _, t := range new {
		is[describe(t).id] = true
	}
	var all []Change
	for _, t := range old {
		if d := describe(t); !is[d.id] {
			all = append(all, Change{Kind: Removed, ID: d.id, Title: d.title, Was: d.detail})
		}
	}
	for _, t := range new {
		d := describe(t)
		before, known := was[d.id]
		if !known {
			all = append(all, Change{Kind: Added, ID: d.id, Title: d.title, Is: d.detail})
			continue
		}
		for i, f := range d.facts {
			if f.value != before.facts[i].value {
				all = append(all, Change{Kind: Changed, ID: d.id, Title: d.title, Field: f.field, Was: before.facts[i].value, Is: f.value})
			}
		}
	}
	return all
}

// String is the change on a line.
func (c Change) String() string {
	switch c.Kind {
	case Added:
		return strings.TrimSuffix(fmt.Sprintf("added %s: %s", c.Title, c.Is), ": ")
	case Removed:
		return strings.TrimSuffix(fmt.Sprintf("removed %s: %s", c.Title, c.Was), ": ")
	}
	return fmt.Sprintf("changed %s, %s: %q became %q", c.Title, c.Field, c.Was, c.Is)
}
