package diagram_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/arch/diagram/internal/sample"
)

func TestCompare(t *testing.T) {
	old := diagram.Graph{
		Groups: []diagram.Group{{ID: "vpc", Title: "VPC", Detail: "10.0.0.0/16"}, {ID: "gone", Title: "Old subnet", Detail: "10.0.9.0/24"}},
		Nodes:  []diagram.Node{{ID: "alb", Title: "ALB", Groups: []string{"vpc"}}, {ID: "task", Title: "app task", Detail: "0.5 vCPU"}},
		Edges:  []diagram.Edge{{ID: "alb>task", From: "alb", To: "task", Label: "HTTP 8501"}},
	}
	new := diagram.Graph{
		Groups: []diagram.Group{{ID: "vpc", Title: "VPC", Detail: "10.1.0.0/16"}},
		Nodes:  []diagram.Node{{ID: "task", Title: "app task", Detail: "1 vCPU"}, {ID: "alb", Title: "ALB", Groups: []string{"vpc"}}, {ID: "s3", Title: "s3", Detail: "gateway"}},
		Edges:  []diagram.Edge{{ID: "alb>task", From: "alb", To: "task", Label: "HTTP 80"}, {ID: "task>s3", From: "task", To: "s3"}},
	}
	var got []string
	for _, c := range diagram.Compare(old, new) {
		got = append(got, c.ID+": "+c.String())
	}
	require.Equal(t, []string{
		"gone: removed Old subnet: 10.0.9.0/24",
		`vpc: changed VPC, detail: "10.0.0.0/16" became "10.1.0.0/16"`,
		`task: changed app task, detail: "0.5 vCPU" became "1 vCPU"`,
		"s3: added s3: gateway",
		`alb>task: changed ALB → app task, label: "HTTP 8501" became "HTTP 80"`,
		"task>s3: added app task → s3",
	}, got)
}

// There and back again: what is added one way is removed the other, and nothing differs from itself.
func TestCompareBothWays(t *testing.T) {
	shape := func(t *rapid.T, name string) diagram.Graph {
		return sample.Graph(sample.Shape{
			Zones: rapid.IntRange(1, 3).Draw(t, name+" zones"), Services: rapid.IntRange(1, 4).Draw(t, name+" services"),
			Endpoints: rapid.IntRange(1, 9).Draw(t, name+" endpoints"), Login: rapid.Bool().Draw(t, name+" login"),
		})
	}
	rapid.Check(t, func(t *rapid.T) {
		a, b := shape(t, "a"), shape(t, "b")
		if changes := diagram.Compare(a, a); len(changes) > 0 {
			t.Fatalf("a differs from itself: %v", changes)
		}
		count := func(kind diagram.ChangeKind, changes []diagram.Change) []string {
			var all []string
			for _, c := range changes {
				if c.Kind == kind {
					all = append(all, c.ID+" "+c.Field)
				}
			}
			slices.Sort(all)
			return all
		}
		there, back := diagram.Compare(a, b), diagram.Compare(b, a)
		for way, other := range map[diagram.ChangeKind]diagram.ChangeKind{diagram.Added: diagram.Removed, diagram.Removed: diagram.Added, diagram.Changed: diagram.Changed} {
			if !slices.Equal(count(way, there), count(other, back)) {
				t.Fatalf("%s there: %v\n%s back: %v", way, count(way, there), other, count(other, back))
			}
		}
		if n, m := len(a.Nodes)+len(count(diagram.Added, diagram.Compare(diagram.Graph{Nodes: a.Nodes}, diagram.Graph{Nodes: b.Nodes}))), len(b.Nodes)+len(count(diagram.Removed, diagram.Compare(diagram.Graph{Nodes: a.Nodes}, diagram.Graph{Nodes: b.Nodes}))); n != m {
			t.Fatalf("%d nodes and those added are not %d and those removed", n, m)
		}
	})
}
