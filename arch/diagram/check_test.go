package diagram_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/arch/diagram/internal/sample"
)

func TestCheckPassesASoundGraph(t *testing.T) {
	require.NoError(t, sample.Graph(sample.Shape{Zones: 3, Services: 8, Endpoints: 16, Login: true}).Check())
	require.NoError(t, diagram.Graph{}.Check())
}

func TestCheckFindsEachFault(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(*diagram.Graph)
		want  string
	}{
		{"group twice", func(g *diagram.Graph) { g.Groups = append(g.Groups, g.Groups[0]) }, `diagram: group "cloud" is there twice`},
		{"unknown parent", func(g *diagram.Graph) { g.Groups[1].Parent = "nowhere" }, `diagram: group "edge" is in unknown group "nowhere"`},
		{"cycle", func(g *diagram.Graph) { g.Groups[1].Parent = "edge" }, `diagram: group "edge" contains itself`},
		{"node twice", func(g *diagram.Graph) { g.Nodes = append(g.Nodes, g.Nodes[0]) }, `diagram: node "users" is there twice`},
		{"unknown group", func(g *diagram.Graph) { g.Nodes[0].Groups = []string{"nowhere"} }, `diagram: node "users" is in unknown group "nowhere"`},
		{"unknown band", func(g *diagram.Graph) { g.Nodes[0].Wears = "sg/x" }, `diagram: node "users" wears unknown group "sg/x"`},
		{"edge twice", func(g *diagram.Graph) { g.Edges = append(g.Edges, g.Edges[0]) }, `diagram: edge "users>cloudfront" is there twice`},
		{"unknown start", func(g *diagram.Graph) { g.Edges[0].From = "x" }, `diagram: edge "users>cloudfront" leads from "x" to "cloudfront", and one of them is unknown`},
		{"unknown end", func(g *diagram.Graph) { g.Edges[0].To = "x" }, `diagram: edge "users>cloudfront" leads from "users" to "x", and one of them is unknown`},
		{"unknown edge", func(g *diagram.Graph) { g.Steps[0].Edges = []string{"x>y"} }, `diagram: step "connect" uses unknown edge "x>y"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := sample.Graph(sample.Shape{Zones: 1, Services: 1, Endpoints: 2})
			c.spoil(&g)
			require.EqualError(t, g.Check(), c.want)
		})
	}
}

func TestCheckFindsAllFaultsAtOnce(t *testing.T) {
	g := diagram.Graph{
		Groups: []diagram.Group{{ID: "a", Parent: "b"}, {ID: "b", Parent: "a"}},
		Edges:  []diagram.Edge{{ID: "e", From: "x", To: "y"}},
	}
	require.EqualError(t, g.Check(), "diagram: group \"a\" contains itself\ndiagram: group \"b\" contains itself\n"+
		"diagram: edge \"e\" leads from \"x\" to \"y\", and one of them is unknown")
}

func TestAtMovesEveryPath(t *testing.T) {
	g := diagram.Graph{
		Groups: []diagram.Group{{ID: "vpc", Path: "cidr"}, {ID: "cloud"}},
		Nodes:  []diagram.Node{{ID: "n", Path: "services[0]"}},
		Edges:  []diagram.Edge{{ID: "e", Path: "[1]"}},
	}
	moved := g.At("network")
	require.Equal(t, "network.cidr", moved.Groups[0].Path)
	require.Empty(t, moved.Groups[1].Path)
	require.Equal(t, "network.services[0]", moved.Nodes[0].Path)
	require.Equal(t, "network[1]", moved.Edges[0].Path)
	require.Equal(t, "cidr", g.Groups[0].Path)
}
