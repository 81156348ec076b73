package diagram_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/arch/diagram/internal/sample"
)

// nodesOf are the ids of the nodes, and what each says.
func nodesOf(g diagram.Graph) map[string]string {
	all := map[string]string{}
	for _, n := range g.Nodes {
		all[n.ID] = strings.Join(append([]string{n.Title, n.Detail, n.Wears}, append(n.Facts, n.Groups...)...), "\n")
	}
	return all
}

// Whatever is compared, the picture is as tidy as any other, holds both graphs, and rings
// just the nodes that differ.
func TestDifferencesAreTidy(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		old, new := sample.Graph(anyShape.Draw(t, "old")), sample.Graph(anyShape.Draw(t, "new"))
		s := diagram.Difference(old, new)

		both := diagram.Graph{Title: new.Title, Groups: slices.Clone(new.Groups), Nodes: slices.Clone(new.Nodes), Edges: slices.Clone(new.Edges), Steps: new.Steps}
		for _, group := range old.Groups {
			if !slices.ContainsFunc(new.Groups, func(g diagram.Group) bool { return g.ID == group.ID }) {
				both.Groups = append(both.Groups, group)
			}
		}
		for _, n := range old.Nodes {
			if i := slices.IndexFunc(both.Nodes, func(m diagram.Node) bool { return m.ID == n.ID }); i >= 0 && len(n.Groups) > 1 {
				both.Nodes[i].Groups = n.Groups // it straddles the zones of both
			}
			if !slices.ContainsFunc(new.Nodes, func(m diagram.Node) bool { return m.ID == n.ID }) {
				both.Nodes = append(both.Nodes, n)
			}
		}
		for _, e := range old.Edges {
			if !slices.ContainsFunc(new.Edges, func(m diagram.Edge) bool { return m.ID == e.ID }) {
				both.Edges = append(both.Edges, e)
			}
		}
		if faults := lint(both, s); len(faults) > 0 {
			t.Fatalf("%d faults: %s", len(faults), strings.Join(faults[:min(len(faults), 5)], "; "))
		}

		was, is, want := nodesOf(old), nodesOf(new), map[string]diagram.ChangeKind{}
		for id, text := range is {
			if before, ok := was[id]; !ok {
				want[id] = diagram.Added
			} else if before != text {
				want[id] = diagram.Changed
			}
		}
		for id := range was {
			if _, ok := is[id]; !ok {
				want[id] = diagram.Removed
			}
		}
		got := map[string]diagram.ChangeKind{}
		for _, tile := range s.Tiles {
			for _, b := range s.Boxes {
				if b.Role == diagram.RingRole && contains(b.Rect, tile.Rect) {
					got[tile.ID] = b.Mark
				}
			}
		}
		require.Equal(t, want, got)
	})
}

func TestNoDifference(t *testing.T) {
	g := sample.Graph(sample.Shape{Zones: 2, Services: 2, Endpoints: 6, Login: true})
	s := diagram.Difference(g, g)
	require.Equal(t, "Nothing in the picture changes.", s.Description)
	for _, b := range s.Boxes {
		require.Empty(t, b.Mark)
	}
	for _, b := range s.Badges {
		require.Empty(t, b.Mark)
	}
}

// A line that is there in one graph alone has the colour of it, and its ends are not told twice.
func TestLinesOfADifference(t *testing.T) {
	old := sample.Graph(sample.Shape{Zones: 2, Services: 1, Endpoints: 7, Login: true})
	new := sample.Graph(sample.Shape{Zones: 2, Services: 1, Endpoints: 7})
	new.Nodes[1].Detail = "TLS 1.3"
	s := diagram.Difference(old, new)
	for _, l := range s.Lines {
		want := diagram.ChangeKind("")
		if l.ID == diagram.EdgeBetween(diagram.LoadBalancerID, diagram.CognitoID) {
			want = diagram.Removed
		}
		require.Equal(t, want, l.Mark, l.ID)
	}
	var legend []string
	for _, text := range s.Texts {
		if text.ID == "" {
			legend = append(legend, text.Value)
		}
	}
	all := strings.Join(legend, " ")
	require.Contains(t, all, "Application Load Balancer → Amazon Cognito removed")
	require.Contains(t, all, "CloudFront: detail was TLS, cache, headers, is TLS 1.3")
	require.Equal(t, 1, strings.Count(all, "Amazon Cognito"), all)
}
