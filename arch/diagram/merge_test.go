package diagram_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/archblocks/archblocks/arch/diagram"
)

// anyGraph has few ids and few texts, so that graphs often speak of the same thing.
var anyGraph = rapid.Custom(func(t *rapid.T) diagram.Graph {
	word := func(label string) string { return rapid.SampledFrom([]string{"", "a", "b", "c"}).Draw(t, label) }
	words := func(label string) []string {
		return rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c"}), 0, 3).Draw(t, label)
	}
	count := func(label string) int { return rapid.IntRange(0, 3).Draw(t, label) }
	g := diagram.Graph{Title: word("title")}
	for range count("groups") {
		g.Groups = append(g.Groups, diagram.Group{
			ID: word("id"), Parent: word("parent"), Kind: diagram.GroupKind(word("kind")), Title: word("title"), Detail: word("detail"), Path: word("path"),
		})
	}
	for range count("nodes") {
		g.Nodes = append(g.Nodes, diagram.Node{
			ID: word("id"), Kind: diagram.NodeKind(word("kind")), Title: word("title"), Detail: word("detail"),
			Groups: words("groups"), Wears: word("wears"), Path: word("path"), Facts: words("facts"),
		})
	}
	for range count("edges") {
		g.Edges = append(g.Edges, diagram.Edge{
			ID: word("id"), From: word("from"), To: word("to"), Kind: diagram.EdgeKind(word("kind")), Label: word("label"), Path: word("path"),
		})
	}
	for range count("steps") {
		g.Steps = append(g.Steps, diagram.Step{
			ID: word("id"), Order: rapid.IntRange(0, 3).Draw(t, "order"), Text: word("text"), Edges: words("edges"),
		})
	}
	return g
})

func diff(a, b diagram.Graph) string { return cmp.Diff(a, b, cmpopts.EquateEmpty()) }

func TestMergeIsAssociative(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := anyGraph.Draw(t, "a"), anyGraph.Draw(t, "b"), anyGraph.Draw(t, "c")
		all := diagram.Merge(a, b, c)
		if d := diff(all, diagram.Merge(diagram.Merge(a, b), c)); d != "" {
			t.Fatalf("(a b) c is not a b c (-want +got):\n%s", d)
		}
		if d := diff(all, diagram.Merge(a, diagram.Merge(b, c))); d != "" {
			t.Fatalf("a (b c) is not a b c (-want +got):\n%s", d)
		}
	})
}

func TestMergeIsIdempotent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		once := diagram.Merge(anyGraph.Draw(t, "a"), anyGraph.Draw(t, "b"))
		if d := diff(once, diagram.Merge(once, once)); d != "" {
			t.Fatalf("a graph merged with itself is another (-want +got):\n%s", d)
		}
	})
}

func TestMergeLeavesItsInputsAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := anyGraph.Draw(t, "a"), anyGraph.Draw(t, "b")
		wasA, wasB := copyOf(a), copyOf(b)
		merged := diagram.Merge(a, b)
		for i := range merged.Nodes {
			for k := range merged.Nodes[i].Groups {
				merged.Nodes[i].Groups[k] = "changed"
			}
			for k := range merged.Nodes[i].Facts {
				merged.Nodes[i].Facts[k] = "changed"
			}
		}
		for i := range merged.Steps {
			for k := range merged.Steps[i].Edges {
				merged.Steps[i].Edges[k] = "changed"
			}
		}
		if d := diff(wasA, a) + diff(wasB, b); d != "" {
			t.Fatalf("Merge, or a change of its result, changed an input:\n%s", d)
		}
	})
}

// copyOf shares nothing with g.
func copyOf(g diagram.Graph) diagram.Graph {
	c := diagram.Graph{
		Title:  g.Title,
		Groups: append([]diagram.Group(nil), g.Groups...),
		Nodes:  append([]diagram.Node(nil), g.Nodes...),
		Edges:  append([]diagram.Edge(nil), g.Edges...),
		Steps:  append([]diagram.Step(nil), g.Steps...),
	}
	for i := range c.Nodes {
		c.Nodes[i].Groups = append([]string(nil), c.Nodes[i].Groups...)
		c.Nodes[i].Facts = append([]string(nil), c.Nodes[i].Facts...)
	}
	for i := range c.Steps {
		c.Steps[i].Edges = append([]string(nil), c.Steps[i].Edges...)
	}
	return c
}

func TestMergeKeepsWhatIsSaidAndFillsInTheRest(t *testing.T) {
	graph := func(word string, order int) diagram.Graph {
		return diagram.Graph{
			Title:  word,
			Groups: []diagram.Group{{ID: "g", Parent: word, Kind: diagram.GroupKind(word), Title: word, Detail: word, Path: word}},
			Nodes:  []diagram.Node{{ID: "n", Kind: diagram.NodeKind(word), Title: word, Detail: word, Wears: word, Path: word}},
			Edges:  []diagram.Edge{{ID: "e", From: word, To: word, Kind: diagram.EdgeKind(word), Label: word, Path: word}},
			Steps:  []diagram.Step{{ID: "s", Order: order, Text: word}},
		}
	}
	empty, first, second := graph("", 0), graph("first", 1), graph("second", 2)
	for _, graphs := range [][]diagram.Graph{{first, second}, {empty, first, second}, {first, empty}} {
		if d := diff(first, diagram.Merge(graphs...)); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
	}
}

func TestMerge(t *testing.T) {
	network := diagram.Graph{
		Groups: []diagram.Group{{ID: "vpc", Kind: diagram.VPCGroup, Title: "VPC", Detail: "10.0.0.0/16"}},
		Nodes:  []diagram.Node{{ID: "endpoint/logs", Kind: diagram.EndpointNode, Groups: []string{"private/1"}, Facts: []string{"for logs"}}},
		Steps:  []diagram.Step{{ID: "reach", Order: 50, Text: "Tasks reach AWS services.", Edges: []string{"x"}}},
	}
	compute := diagram.Graph{
		Title:  "chat",
		Groups: []diagram.Group{{ID: "vpc", Title: "other words", Parent: "region"}},
		Nodes:  []diagram.Node{{ID: "endpoint/logs", Title: "logs", Groups: []string{"private/1", "private/2"}, Facts: []string{"for metrics"}}},
		Steps:  []diagram.Step{{ID: "forward", Order: 40}, {ID: "reach", Edges: []string{"x", "y"}}},
	}
	want := diagram.Graph{
		Title:  "chat",
		Groups: []diagram.Group{{ID: "vpc", Kind: diagram.VPCGroup, Title: "VPC", Detail: "10.0.0.0/16", Parent: "region"}},
		Nodes: []diagram.Node{{
			ID: "endpoint/logs", Kind: diagram.EndpointNode, Title: "logs",
			Groups: []string{"private/1", "private/2"}, Facts: []string{"for logs", "for metrics"},
		}},
		Steps: []diagram.Step{{ID: "forward", Order: 40}, {ID: "reach", Order: 50, Text: "Tasks reach AWS services.", Edges: []string{"x", "y"}}},
	}
	if d := diff(want, diagram.Merge(network, compute)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}
