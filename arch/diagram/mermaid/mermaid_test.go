package mermaid_test

import (
	"fmt"
	"html"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/arch/diagram/internal/sample"
	"github.com/archblocks/archblocks/arch/diagram/mermaid"
	"github.com/archblocks/archblocks/internal/golden"
)

var shapes = map[string]sample.Shape{
	"full":    {Zones: 2, Services: 1, Endpoints: 7, Login: true},
	"minimal": {Zones: 1, Services: 1, Endpoints: 5},
	"large":   {Zones: 3, Services: 8, Endpoints: 16, Login: true, Long: true},
}

func TestGolden(t *testing.T) {
	for name, shape := range shapes {
		t.Run(name, func(t *testing.T) {
			golden.Compare(t, []byte(mermaid.Render(sample.Graph(shape))), "testdata/"+name+".mmd")
		})
	}
}

var (
	nodeLine     = regexp.MustCompile(`^ *(\w+)(?:\[|\(\[|\[\()"([^"]*)"(?:\]|\]\)|\)\]):::\w+$`)
	subgraphLine = regexp.MustCompile(`^ *subgraph (\w+)\["([^"]*)"\]$`)
	edgeLine     = regexp.MustCompile(`^  (\w+) (-->|-\.->)(?:\|"([^"]*)"\|)? (\w+)$`)
	otherLine    = regexp.MustCompile(`^(flowchart TB|  accTitle: .*|  accDescr \{|    \d+\. .*|  \}| *end|  classDef .*|  class .*)$`)
)

// flowchart is what a reader of the text finds in it.
type flowchart struct {
	labels map[string]string // by name of node or subgraph
	edges  []string
	depth  int
}

// read fails the test where a line is none of the few forms that Render writes.
func read(t require.TestingT, text string) flowchart {
	f := flowchart{labels: map[string]string{}}
	depth := 0
	var ends []string
	for _, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		if m := nodeLine.FindStringSubmatch(line); m != nil {
			require.NotContains(t, f.labels, m[1])
			f.labels[m[1]] = m[2]
		} else if m := subgraphLine.FindStringSubmatch(line); m != nil {
			require.NotContains(t, f.labels, m[1])
			f.labels[m[1]] = m[2]
			depth++
			f.depth = max(f.depth, depth)
		} else if m := edgeLine.FindStringSubmatch(line); m != nil {
			f.edges = append(f.edges, m[1]+" "+m[4]+" "+m[3])
			ends = append(ends, m[1], m[4])
		} else if strings.TrimSpace(line) == "end" {
			depth--
		} else {
			require.Regexp(t, otherLine, line)
		}
	}
	require.Zero(t, depth)
	for _, end := range ends {
		require.Contains(t, f.labels, end)
	}
	return f
}

func TestEveryShapeReads(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shape := sample.Shape{
			Zones:     rapid.IntRange(1, 3).Draw(t, "zones"),
			Services:  rapid.IntRange(1, 8).Draw(t, "services"),
			Endpoints: rapid.IntRange(1, 16).Draw(t, "endpoints"),
			Login:     rapid.Bool().Draw(t, "login"),
			Long:      rapid.Bool().Draw(t, "long"),
		}
		g := sample.Graph(shape)
		f := read(t, mermaid.Render(g))
		nodes := 0
		for name := range f.labels {
			if strings.HasPrefix(name, "n_") {
				nodes++
			}
		}
		if nodes != len(g.Nodes) {
			t.Fatalf("%d nodes, want %d", nodes, len(g.Nodes))
		}
		if f.depth > 3 {
			t.Fatalf("%d subgraphs deep", f.depth)
		}
		egress := 0
		for _, e := range f.edges {
			if strings.HasPrefix(e, "n_task_") {
				egress++
			}
		}
		if tasks := shape.Services * shape.Zones; egress != tasks {
			t.Fatalf("%d arrows leave %d tasks", egress, tasks)
		}
	})
}

func TestStepsAreOnTheArrows(t *testing.T) {
	f := read(t, mermaid.Render(sample.Graph(shapes["full"])))
	require.Contains(t, f.edges, "n_users n_cloudfront (1)")
	require.Contains(t, f.edges, "n_load_balancer n_task_app_1 (5) HTTP 8501")
	require.Contains(t, f.edges, "n_task_app_2 g_sg_endpoints (6) HTTPS 443")
	require.Contains(t, f.edges, "n_endpoint_s3 n_aws_Amazon_S3 (7)")
}

func TestIDsStayApart(t *testing.T) {
	g := diagram.Graph{
		Groups: []diagram.Group{{ID: "end", Kind: diagram.CloudGroup}},
		Nodes: []diagram.Node{
			{ID: "a/b", Title: "1", Groups: []string{"end"}}, {ID: "a.b", Title: "2"}, {ID: "a_b", Title: "3"}, {ID: "a_b_2", Title: "4"}, {ID: "end", Title: "5"}, {ID: "", Title: "6"},
		},
	}
	require.Len(t, read(t, mermaid.Render(g)).labels, 7) // six nodes and one subgraph
}

func FuzzLabel(f *testing.F) {
	for _, text := range []string{"", `a "b" c`, "#quot;", "<script>", "a|b", "a\nb", "1. list", "- list", "`code`", "**b** __i__ ~s~", "]) end", "%% c", "{{x}}", ";", "&amp;", "\\n", "\x00", "\xff"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		g := diagram.Graph{
			Title:  text,
			Groups: []diagram.Group{{ID: text, Kind: diagram.CloudGroup, Title: text}},
			Nodes:  []diagram.Node{{ID: text, Title: text, Groups: []string{text}}, {ID: "other" + text}},
			Edges:  []diagram.Edge{{ID: "e", From: text, To: "other" + text, Label: text}},
			Steps:  []diagram.Step{{ID: "s", Text: text}},
		}
		want := printable(text)
		chart := read(t, mermaid.Render(g))
		found := false
		for name, label := range chart.labels {
			if strings.HasPrefix(name, "n_") && !strings.HasPrefix(name, "n_other") {
				found = found || strings.TrimSpace(decode(t, label)) == want
			}
		}
		if !found {
			t.Fatalf("no label says %q: %v", want, chart.labels)
		}
	})
}

// printable is a text on one line without what cannot be printed.
func printable(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || r == unicode.ReplacementChar
	}), " ")
}

var entity = regexp.MustCompile(`#(\d+);`)

// decode reads a label as Mermaid does, and fails the test where anything is
// left in it that Mermaid, Markdown or HTML would take for more than text.
func decode(t *testing.T, label string) string {
	rest := entity.ReplaceAllString(label, "")
	require.NotRegexp(t, "[\"#&<>|`*_~\\\\;{}\n]", rest)
	require.NotRegexp(t, `^[-+=]|^\d+\. `, label)
	return entity.ReplaceAllStringFunc(label, func(code string) string {
		n, err := strconv.Atoi(code[1 : len(code)-1])
		require.NoError(t, err)
		return html.UnescapeString(fmt.Sprintf("&#%d;", n))
	})
}

func BenchmarkRender(b *testing.B) {
	for _, services := range []int{1, 10, 100, 1000} {
		g := sample.Graph(sample.Shape{Zones: 2, Services: services, Endpoints: 7})
		b.Run(fmt.Sprintf("services=%d", services), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				b.SetBytes(int64(len(mermaid.Render(g))))
			}
		})
	}
}
