package drawio_test

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/arch/diagram/drawio"
	"github.com/archblocks/archblocks/arch/diagram/internal/sample"
	"github.com/archblocks/archblocks/internal/golden"
)

var shapes = map[string]sample.Shape{
	"full":    {Zones: 2, Services: 1, Endpoints: 7, Login: true},
	"minimal": {Zones: 1, Services: 1, Endpoints: 5},
	"large":   {Zones: 3, Services: 8, Endpoints: 16, Login: true, Long: true},
}

func TestGolden(t *testing.T) {
	for _, name := range []string{"full", "minimal"} {
		t.Run(name, func(t *testing.T) {
			golden.Compare(t, drawio.Render(sample.Graph(shapes[name]).Layout()), "testdata/"+name+".drawio")
		})
	}
}

func TestEveryThingIsWhereTheSceneHasIt(t *testing.T) {
	for name, shape := range shapes {
		t.Run(name, func(t *testing.T) {
			s := sample.Graph(shape).Layout()
			p := parse(t, drawio.Render(s))
			for _, b := range s.Boxes {
				require.Equal(t, b.Rect, p.rect(t, "group:"+b.ID), b.ID)
			}
			for _, tile := range s.Tiles {
				require.Equal(t, tile.Rect, p.rect(t, "node:"+tile.ID), tile.ID)
			}
			at := map[string]int{}
			for _, l := range s.Lines {
				id := "edge:" + l.ID
				if at[id]++; at[id] > 1 {
					id += fmt.Sprintf("#%d", at[id])
				}
				require.Equal(t, l.Points, p.way(t, id), id)
			}
		})
	}
}

func TestEveryTextIsInTheFileOnce(t *testing.T) {
	for name, shape := range shapes {
		t.Run(name, func(t *testing.T) {
			g := sample.Graph(shape)
			g.Nodes[0].Title = `<Users> & "co"`
			s := g.Layout()
			want, got := map[string]int{}, map[string]int{}
			for _, text := range s.Texts {
				want[text.Value]++
			}
			for _, b := range s.Badges {
				want[b.Text]++
			}
			for _, c := range parse(t, drawio.Render(s)).cells {
				for _, text := range c.texts(t) {
					got[text]++
				}
			}
			require.Equal(t, want, got)
		})
	}
}

func TestWhatIsDrawnInsideMovesAlong(t *testing.T) {
	p := parse(t, drawio.Render(sample.Graph(shapes["full"]).Layout()))
	for id, want := range map[string]string{
		"node:" + diagram.UsersID:      "1",
		"node:" + diagram.CloudFrontID: "group:" + diagram.EdgeID,
		"group:" + diagram.VPCID:       "group:" + diagram.RegionID,
		"group:" + diagram.ZoneID(2):   "group:" + diagram.VPCID,
		"group:" + diagram.PublicID(1): "group:" + diagram.ZoneID(1),
	} {
		require.Equal(t, want, p.cells[id].Parent, id)
	}
	for id, c := range p.cells {
		if strings.HasPrefix(id, "node:task/") {
			require.Regexp(t, "^group:sg/", c.Parent, id)
		}
	}
}

func TestALineIsTiedToWhatItJoins(t *testing.T) {
	s := sample.Graph(shapes["full"]).Layout()
	p := parse(t, drawio.Render(s))
	tied := 0
	for id, c := range p.cells {
		for _, end := range []struct {
			name, of string
			point    diagram.Point
		}{{"exit", c.Source, c.first()}, {"entry", c.Target, c.last()}} {
			if end.of == "" {
				continue
			}
			tied++
			r := p.rect(t, end.of)
			require.Equal(t, end.point, diagram.Point{X: r.X + c.number(end.name+"Dx"), Y: r.Y + c.number(end.name+"Dy")}, id)
		}
	}
	ends := 0
	for _, l := range s.Lines {
		for _, end := range []string{l.From, l.To} {
			if end != "" {
				ends++
			}
		}
	}
	require.Equal(t, ends, tied)
}

// stencils of draw.io, from its Sidebar-AWS4.js (https://github.com/jgraph/drawio).
var stencils = strings.Fields("group resourceIcon group_aws_cloud_alt group_region group_vpc2 group_security_group cloudfront waf fargate s3 bedrock ecr " +
	"cloudwatch_2 cognito secrets_manager general users application_load_balancer endpoints")

func TestStencilsAreThoseOfDrawIO(t *testing.T) {
	used := regexp.MustCompile(`mxgraph\.aws4\.(\w+)`).FindAllStringSubmatch(string(drawio.Render(sample.Graph(shapes["large"]).Layout())), -1)
	require.NotEmpty(t, used)
	for _, name := range used {
		require.Contains(t, stencils, name[1])
	}
}

func TestAnyShapeIsSound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := sample.Graph(sample.Shape{
			Zones:     rapid.IntRange(1, 3).Draw(t, "zones"),
			Services:  rapid.IntRange(1, 8).Draw(t, "services"),
			Endpoints: rapid.IntRange(1, 16).Draw(t, "endpoints"),
			Login:     rapid.Bool().Draw(t, "login"),
		}).Layout()
		parse(t, drawio.Render(s))
	})
}

func TestStrangeScenesAreDrawn(t *testing.T) {
	p := parse(t, drawio.Render(diagram.Scene{
		Boxes: []diagram.Box{{}, {ID: "same", Role: "new", Icon: "new"}, {ID: "same#2"}, {ID: "same"}},
		Tiles: []diagram.Tile{{ID: "same", Role: "new", Icon: "new", Facts: []string{"a", "b"}}},
		Lines: []diagram.Line{{ID: "none"}, {ID: "one", Points: []diagram.Point{{X: 1, Y: 1}}}, {ID: "two", From: "gone", Points: []diagram.Point{{}, {}}}},
		Texts: []diagram.Text{{ID: "same", Value: "words", Anchor: "new"}, {Value: "free"}},
	}))
	require.Contains(t, p.cells, "group:same#2")
	require.Contains(t, p.cells, "group:same#3")
	require.Equal(t, "a\nb", p.cells["node:same"].tooltip)
	require.Empty(t, p.cells["edge:two"].Source)
	require.NotContains(t, p.cells, "edge:one")
}

func FuzzText(f *testing.F) {
	for _, text := range []string{"", "a & b", `<b class="x">`, "]]>", "\x00\x01", "\xff\xfe", "a\tb\r\nc", "日本", "\uffff", "&amp;"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r := diagram.Rect{W: 9, H: 9}
		parse(t, drawio.Render(diagram.Scene{Title: text, Boxes: []diagram.Box{{ID: text, Rect: r}}, Tiles: []diagram.Tile{{ID: text, Rect: r, Facts: []string{text}}},
			Texts: []diagram.Text{{ID: text, Value: text, Size: 12}, {ID: text + "x", Value: text, Size: 12}}}))
	})
}

func BenchmarkRender(b *testing.B) {
	for _, services := range []int{1, 10, 100, 1000} {
		s := sample.Graph(sample.Shape{Zones: 2, Services: services, Endpoints: 7}).Layout()
		b.Run("services="+strconv.Itoa(services), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				b.SetBytes(int64(len(drawio.Render(s))))
			}
		})
	}
}
