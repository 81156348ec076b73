package outline_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/arch/diagram/internal/sample"
	"github.com/archblocks/archblocks/arch/diagram/outline"
	"github.com/archblocks/archblocks/internal/golden"
)

func TestGolden(t *testing.T) {
	for name, shape := range map[string]sample.Shape{
		"full":    {Zones: 2, Services: 1, Endpoints: 7, Login: true},
		"minimal": {Zones: 1, Services: 1, Endpoints: 5},
		"large":   {Zones: 3, Services: 8, Endpoints: 16, Login: true, Long: true},
	} {
		t.Run(name, func(t *testing.T) {
			golden.Compare(t, []byte(outline.Render(sample.Graph(shape))), "testdata/"+name+".txt")
		})
	}
}

func TestEveryThingIsThere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := sample.Graph(sample.Shape{
			Zones:     rapid.IntRange(1, 3).Draw(t, "zones"),
			Services:  rapid.IntRange(1, 8).Draw(t, "services"),
			Endpoints: rapid.IntRange(1, 16).Draw(t, "endpoints"),
			Login:     rapid.Bool().Draw(t, "login"),
		})
		text := outline.Render(g)
		if n, want := strings.Count(text, "["), len(g.Nodes); n != want {
			t.Fatalf("%d nodes, want %d:\n%s", n, want, text)
		}
		for _, group := range g.Groups {
			if !strings.Contains(text, group.Title+"  "+group.Detail) && !strings.Contains(text, group.Title) {
				t.Fatalf("%s is missing:\n%s", group.ID, text)
			}
		}
		for _, e := range g.Edges {
			from, to := "", ""
			for _, n := range g.Nodes {
				if n.ID == e.From {
					from = n.Title
				}
				if n.ID == e.To {
					to = n.Title
				}
			}
			if !strings.Contains(text, from+" → "+to) {
				t.Fatalf("%s is missing:\n%s", e.ID, text)
			}
		}
	})
}

func TestEachBranchIsUnderWhatItIsIn(t *testing.T) {
	text := outline.Render(diagram.Graph{
		Groups: []diagram.Group{{ID: "a", Title: "A"}, {ID: "b", Parent: "a", Title: "B"}, {ID: "c", Parent: "a", Title: "C", Detail: "last"}},
		Nodes: []diagram.Node{
			{ID: "1", Title: "one", Groups: []string{"b"}},
			{ID: "2", Title: "two", Groups: []string{"b", "c"}},
			{ID: "3", Title: "three", Groups: []string{"b"}, Wears: "c"},
			{ID: "4", Title: "four"},
		},
		Edges: []diagram.Edge{{ID: "x", From: "1", To: "gone", Label: "80"}, {ID: "y", From: "1", To: "gone", Label: "80"}},
	})
	require.Equal(t, strings.Join([]string{
		"[four]",
		"A",
		"├─ [two]  in B and C last",
		"├─ B",
		"│  └─ [one]",
		"└─ C  last",
		"   └─ [three]  in B",
		"",
		"Other connections",
		"     one → gone  80  (2 times)",
		"",
	}, "\n"), text)
}

// A graph like this has no roots; Check refuses it, and Render ends.
func TestGroupsInACircleEnd(t *testing.T) {
	text := outline.Render(diagram.Graph{
		Groups: []diagram.Group{{ID: "a", Parent: "b", Title: "A"}, {ID: "b", Parent: "a", Title: "B"}},
		Nodes:  []diagram.Node{{ID: "1", Title: "one\nmore", Groups: []string{"a"}}},
		Steps:  []diagram.Step{{Text: strings.Repeat("word ", 40)}},
	})
	for _, l := range strings.Split(text, "\n") {
		require.LessOrEqual(t, len([]rune(l)), 100)
	}
}
