package mermaid_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/arch/diagram/internal/sample"
	"github.com/archblocks/archblocks/arch/diagram/mermaid"
	"github.com/archblocks/archblocks/internal/npmjudge"
)

// chart is what Mermaid's own parser finds.
type chart struct {
	Error, Type, Title string
	Vertices           map[string]string
	Edges              []struct{ From, To, Label string }
	Subgraphs          []struct {
		ID, Title string
		Holds     []string
	}
}

// Mermaid itself reads every shape, and finds each node once, each group around what is in
// it, and an arrow for each that we meant to write.
func TestMermaidReadsEveryShape(t *testing.T) {
	var graphs []diagram.Graph
	for _, zones := range []int{1, 2, 3} {
		for _, services := range []int{1, 2, 8} {
			for _, endpoints := range []int{1, 7, 16} {
				graphs = append(graphs, sample.Graph(sample.Shape{Zones: zones, Services: services, Endpoints: endpoints, Login: zones != 2, Long: services == 8}))
			}
		}
	}
	hostile := sample.Graph(shapes["full"])
	words := []string{`a "b" c`, "#quot; ]) end", "<script>alert(1)</script>", "a|b\nsubgraph x", "1. list", "`code` **b**", "%% c {{x}}; &amp;", "日本 🚀", "end", "style click"}
	hostile.Title = strings.Join(words, " ")
	for i := range hostile.Nodes {
		hostile.Nodes[i].Title, hostile.Nodes[i].Detail = words[i%len(words)], words[(i+1)%len(words)]
	}
	for i := range hostile.Groups {
		hostile.Groups[i].Title = words[i%len(words)]
	}
	for i := range hostile.Edges {
		hostile.Edges[i].Label = words[i%len(words)]
	}
	for i := range hostile.Steps {
		hostile.Steps[i].Text = words[i%len(words)]
	}
	graphs = append(graphs, hostile)

	var texts []string
	for _, g := range graphs {
		texts = append(texts, mermaid.Render(g))
	}
	var charts []chart
	npmjudge.Read(t, "mermaid", texts, &charts)
	require.Len(t, charts, len(graphs))
	for i, g := range graphs {
		found := charts[i]
		require.Empty(t, found.Error, texts[i])
		require.Equal(t, "flowchart-v2", found.Type)
		nodes, holders := 0, map[string]int{}
		for _, s := range found.Subgraphs {
			for _, id := range s.Holds {
				holders[id]++
			}
		}
		for id := range found.Vertices {
			if strings.HasPrefix(id, "n_") {
				nodes++
			} else {
				require.True(t, slices.ContainsFunc(found.Subgraphs, func(s struct {
					ID, Title string
					Holds     []string
				}) bool {
					return s.ID == id
				}), "%s is neither a node nor a subgraph", id)
			}
			require.LessOrEqual(t, holders[id], 1, id)
		}
		require.Len(t, g.Nodes, nodes)
		meant := read(t, texts[i])
		require.Len(t, found.Edges, len(meant.edges))
		for _, s := range found.Subgraphs {
			require.Contains(t, meant.labels, s.ID)
			require.NotEmpty(t, s.Holds, "%s is empty", s.ID)
		}
	}
}
