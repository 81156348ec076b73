package diagram_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/arch/diagram/internal/sample"
)

var anyShape = rapid.Custom(func(t *rapid.T) sample.Shape {
	return sample.Shape{
		Zones:     rapid.IntRange(1, 3).Draw(t, "zones"),
		Services:  rapid.IntRange(1, 8).Draw(t, "services"),
		Endpoints: rapid.IntRange(1, 16).Draw(t, "endpoints"),
		Login:     rapid.Bool().Draw(t, "login"),
		Long:      rapid.Bool().Draw(t, "long"),
	}
})

func TestEveryShapeIsTidy(t *testing.T) {
	for zones := 1; zones <= 3; zones++ {
		for services := 1; services <= 8; services++ {
			for endpoints := 1; endpoints <= 16; endpoints++ {
				for options := range 4 {
					s := sample.Shape{Zones: zones, Services: services, Endpoints: endpoints, Login: options&1 > 0, Long: options&2 > 0}
					g := sample.Graph(s)
					if faults := lint(g, g.Layout()); len(faults) > 0 {
						t.Fatalf("%+v:\n%s", s, strings.Join(faults, "\n"))
					}
				}
			}
		}
	}
}

// anyText is what a text of a graph may hold: nothing, words, one long word, other scripts.
var anyText = rapid.OneOf(
	rapid.Just(""),
	rapid.StringMatching(`[A-Za-z0-9]{1,12}( [a-z0-9-]{1,14}){0,12}`),
	rapid.StringMatching(`[a-zW.-]{30,90}`),
	rapid.StringN(0, 40, -1),
)

func TestAnyTextIsTidy(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := sample.Graph(anyShape.Draw(t, "shape"))
		some := func() bool { return rapid.IntRange(0, 3).Draw(t, "replace") == 0 }
		for i := range g.Groups {
			if some() {
				g.Groups[i].Title, g.Groups[i].Detail = anyText.Draw(t, "title"), anyText.Draw(t, "detail")
			}
		}
		for i := range g.Nodes {
			if some() {
				g.Nodes[i].Title, g.Nodes[i].Detail = anyText.Draw(t, "title"), anyText.Draw(t, "detail")
			}
		}
		label := anyText.Draw(t, "label")
		for i := range g.Edges {
			if some() {
				g.Edges[i].Label = label
			}
		}
		for i := range g.Steps {
			g.Steps[i].Text = anyText.Draw(t, "text")
		}
		if faults := lint(g, g.Layout()); len(faults) > 0 {
			t.Fatalf("%s", strings.Join(faults, "\n"))
		}
	})
}

func TestAnyFamiliesAreTidy(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := sample.Graph(anyShape.Draw(t, "shape"))
		wears := map[string]string{}
		var services []string
		for i, n := range g.Nodes {
			if n.Kind == diagram.EndpointNode {
				wears[n.ID] = rapid.SampledFrom([]string{"", diagram.EndpointsID}).Draw(t, "wears")
				g.Nodes[i].Wears = wears[n.ID]
			}
			if strings.HasPrefix(n.ID, "aws/") {
				services = append(services, n.ID)
			}
		}
		for i, e := range g.Edges {
			if band, ok := wears[e.From]; ok {
				to := rapid.SampledFrom(services).Draw(t, "service")
				if band == "" && to == diagram.CognitoID {
					to = services[0] // Cognito has no gateway endpoint
				}
				g.Edges[i].To = to
			}
		}
		s := g.Layout()
		if faults := lint(g, s); len(faults) > 0 {
			t.Fatalf("%s", strings.Join(faults, "\n"))
		}
		if from := sharedRun(g, s, wears); from != "" {
			t.Fatalf("the interface endpoints of %q are not side by side", from)
		}
	})
}

// sharedRun is an AWS service whose interface endpoints stand apart, with one of another between.
func sharedRun(g diagram.Graph, s diagram.Scene, wears map[string]string) string {
	service := map[string]string{}
	for _, e := range g.Edges {
		if wears[e.From] != "" {
			service[e.From] = e.To
		}
	}
	var row []diagram.Tile
	for _, tile := range s.Tiles {
		if service[tile.ID] != "" {
			row = append(row, tile)
		}
	}
	slices.SortFunc(row, func(a, b diagram.Tile) int { return a.X - b.X })
	done, last := map[string]bool{}, ""
	for _, tile := range row {
		now := service[tile.ID]
		if now != last && done[now] {
			return now
		}
		done[now], last = true, now
	}
	return ""
}

func TestLayoutDrawsEveryNodeOfAnyPart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := part(t, sample.Graph(anyShape.Draw(t, "shape")))
		s := g.Layout()
		drawn := map[string]int{}
		for _, tile := range s.Tiles {
			drawn[tile.ID]++
		}
		for _, n := range g.Nodes {
			if drawn[n.ID] != 1 {
				t.Fatalf("node %q is drawn %d times", n.ID, drawn[n.ID])
			}
		}
		covered, omitted := map[string]bool{}, map[string]bool{}
		for _, id := range s.Omitted {
			omitted[id] = true
		}
		for _, line := range s.Lines {
			for _, id := range line.Edges {
				covered[id] = true
			}
		}
		for _, e := range g.Edges {
			if covered[e.ID] == omitted[e.ID] {
				t.Fatalf("edge %q: drawn is %v, omitted is %v", e.ID, covered[e.ID], omitted[e.ID])
			}
		}
	})
}

// part drops some of a graph: what one block alone would give, or a graph with references that lead nowhere.
func part(t *rapid.T, g diagram.Graph) diagram.Graph {
	few := rapid.IntRange(1, 9).Draw(t, "few")
	keep := func() bool { return rapid.IntRange(0, 9).Draw(t, "keep") >= few }
	p := diagram.Graph{Title: g.Title, Steps: g.Steps}
	for _, group := range g.Groups {
		if keep() {
			p.Groups = append(p.Groups, group)
		}
	}
	for _, n := range g.Nodes {
		if keep() {
			p.Nodes = append(p.Nodes, n)
		}
	}
	for _, e := range g.Edges {
		if keep() {
			p.Edges = append(p.Edges, e)
		}
	}
	return p
}

func TestLayoutIsDeterministicAndLeavesTheGraphAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shape := anyShape.Draw(t, "shape")
		g, same := sample.Graph(shape), sample.Graph(shape)
		g.Steps[0], g.Steps[1] = g.Steps[1], g.Steps[0]
		same.Steps[0], same.Steps[1] = same.Steps[1], same.Steps[0]
		first := g.Layout()
		if diff := cmp.Diff(first, g.Layout()); diff != "" {
			t.Fatalf("two layouts of one graph differ:\n%s", diff)
		}
		if diff := cmp.Diff(same, g); diff != "" {
			t.Fatalf("Layout changed the graph:\n%s", diff)
		}
	})
}

func TestStepsAreNumberedInOrder(t *testing.T) {
	g := sample.Graph(sample.Shape{Zones: 1, Services: 1, Endpoints: 1})
	g.Steps[0].Order = 1000
	s := g.Layout()
	numbers := map[string]string{}
	for _, b := range s.Badges {
		numbers[b.ID] = b.Text
	}
	require.Equal(t, "1", numbers["inspect"])
	require.Equal(t, fmt.Sprint(len(g.Steps)), numbers["connect"])
}

func TestServicesStandUnderTheirEndpoints(t *testing.T) {
	for _, endpoints := range []int{1, 5, 7, 16} {
		g := sample.Graph(sample.Shape{Zones: 2, Services: 1, Endpoints: endpoints})
		s := g.Layout()
		at := map[string]diagram.Rect{}
		for _, tile := range s.Tiles {
			at[tile.ID] = tile.Rect
		}
		require.Equal(t, at[diagram.EndpointID("s3")].CenterX(), at[diagram.ServiceID("Amazon S3")].CenterX())
		if endpoints >= 3 {
			require.Equal(t, at[diagram.EndpointID("ecr.api")].CenterX(), at[diagram.ServiceID("Amazon ECR")].CenterX())
		}
	}
}

func TestEmptyGraphHasAScene(t *testing.T) {
	s := diagram.Graph{}.Layout()
	require.Empty(t, s.Tiles)
	require.Positive(t, s.Width)
}

func BenchmarkLayout(b *testing.B) {
	for _, services := range []int{1, 10, 100, 1000} {
		g := sample.Graph(sample.Shape{Zones: 2, Services: services, Endpoints: 7})
		b.Run(fmt.Sprintf("services=%d", services), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				g.Layout()
			}
		})
	}
}
