package svg_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/arch/diagram/internal/sample"
	"github.com/archblocks/archblocks/arch/diagram/svg"
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
			golden.Compare(t, svg.Render(sample.Graph(shape).Layout()), "testdata/"+name+".svg")
		})
	}
}

// elements decodes a picture and returns its elements, each with its own text.
func elements(t require.TestingT, picture []byte) []element {
	d := xml.NewDecoder(bytes.NewReader(picture))
	var all []element
	var open []int
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return all
		}
		require.NoError(t, err)
		switch token := token.(type) {
		case xml.StartElement:
			seen := map[string]bool{}
			for _, a := range token.Attr {
				require.False(t, seen[a.Name.Local], "attribute %s is there twice", a.Name.Local)
				seen[a.Name.Local] = true
			}
			open = append(open, len(all))
			all = append(all, element{name: token.Name.Local, attributes: token.Attr})
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if len(open) > 0 {
				all[open[len(open)-1]].text += string(token)
			}
		}
	}
}

type element struct {
	name       string
	attributes []xml.Attr
	text       string
}

func (e element) get(name string) string {
	for _, a := range e.attributes {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func TestEveryTextIsInThePictureAsItIs(t *testing.T) {
	g := sample.Graph(shapes["full"])
	g.Title = `<chat> & "co" 'x' ]]>`
	s := g.Layout()
	all := elements(t, svg.Render(s))
	count := map[string]int{}
	for _, e := range all {
		if e.name == "text" {
			count[e.text]++
		}
		if e.name == "title" {
			require.Equal(t, g.Title, e.text)
		}
		if e.name == "desc" {
			require.Equal(t, s.Description, e.text)
		}
	}
	for _, text := range s.Texts {
		require.Positive(t, count[text.Value], "%q", text.Value)
	}
}

func TestEveryElementSaysWhatItDraws(t *testing.T) {
	g := sample.Graph(shapes["full"])
	ids := map[string]bool{}
	for _, e := range elements(t, svg.Render(g.Layout())) {
		ids[e.get("data-id")] = true
	}
	for _, group := range g.Groups {
		require.True(t, ids[group.ID], group.ID)
	}
	for _, n := range g.Nodes {
		require.True(t, ids[n.ID], n.ID)
	}
	for _, step := range g.Steps {
		require.True(t, ids[step.ID], step.ID)
	}
}

func TestEveryClassHasADarkColorAndALightFallback(t *testing.T) {
	all := elements(t, svg.Render(sample.Graph(shapes["large"]).Layout()))
	rules := ""
	for _, e := range all {
		if e.name == "style" {
			rules = e.text
		}
	}
	require.Contains(t, rules, "prefers-color-scheme:dark")
	for _, e := range all {
		for _, class := range strings.Fields(e.get("class")) {
			rule := regexp.MustCompile(`\.` + class + `\{(fill|stroke):#[0-9a-f]{6}\}`).FindStringSubmatch(rules)
			require.NotNil(t, rule, "class %s of %s has no rule", class, e.name)
			require.Regexp(t, `^#[0-9a-f]{6}$`, e.get(rule[1]), "%s with class %s", e.name, class)
		}
	}
}

func TestOneElementALine(t *testing.T) {
	for _, line := range strings.Split(strings.TrimSpace(string(svg.Render(sample.Graph(shapes["full"]).Layout()))), "\n") {
		require.Regexp(t, `^<(svg .*>|/svg>|(\w+)[ >].*(/>|</\w+>))$`, line)
		require.LessOrEqual(t, strings.Count(line, "<"), 2, line)
	}
}

func TestSize(t *testing.T) {
	require.Less(t, len(svg.Render(sample.Graph(shapes["full"]).Layout())), 100_000)
}

func TestAnyShapeIsWellFormed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := sample.Graph(sample.Shape{
			Zones:     rapid.IntRange(1, 3).Draw(t, "zones"),
			Services:  rapid.IntRange(1, 8).Draw(t, "services"),
			Endpoints: rapid.IntRange(1, 16).Draw(t, "endpoints"),
			Login:     rapid.Bool().Draw(t, "login"),
		})
		s := g.Layout()
		texts := 0
		for _, e := range elements(t, svg.Render(s)) {
			if e.name == "text" {
				texts++
			}
		}
		if want := len(s.Texts) + len(s.Badges); texts != want {
			t.Fatalf("%d texts, want %d", texts, want)
		}
	})
}

func TestUnknownRolesAndIconsAreDrawn(t *testing.T) {
	s := diagram.Scene{
		Width: 100, Height: 100,
		Boxes: []diagram.Box{{ID: "b", Rect: diagram.Rect{W: 10, H: 10}, Role: "new"}},
		Tiles: []diagram.Tile{{ID: "t", Rect: diagram.Rect{W: 10, H: 10}, Role: "new", Icon: "new"}},
		Lines: []diagram.Line{{ID: "l", Points: []diagram.Point{{X: 1, Y: 1}, {X: 9, Y: 1}}, Role: "new", Arrow: true}},
		Texts: []diagram.Text{{ID: "x", Value: "words", Size: 12, Role: "new"}},
	}
	ids := map[string]bool{}
	for _, e := range elements(t, svg.Render(s)) {
		ids[e.get("data-id")] = true
	}
	for _, id := range []string{"b", "t", "l", "x"} {
		require.True(t, ids[id], id)
	}
}

func FuzzEscape(f *testing.F) {
	for _, text := range []string{"", "a & b", `<b class="x">`, "]]>", "\x00\x01", "\xff\xfe", "a\tb\r\nc", "日本", "\uffff", "&amp;"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s := diagram.Scene{Title: "t" + text, Texts: []diagram.Text{{ID: text, Value: text, Size: 12}}}
		for _, e := range elements(t, svg.Render(s)) {
			if e.name != "text" {
				continue
			}
			want := legible(text)
			if e.text != want || e.get("data-id") != want {
				t.Fatalf("%q became %q and %q", want, e.text, e.get("data-id"))
			}
		}
	})
}

// legible is a text with what XML 1.0 cannot hold replaced (its production Char).
func legible(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == 0x9, r == 0xA, r == 0xD, r >= 0x20 && r <= 0xD7FF, r >= 0xE000 && r <= 0xFFFD, r >= 0x10000:
			return r
		}
		return 0xFFFD
	}, text)
}

func BenchmarkRender(b *testing.B) {
	for _, services := range []int{1, 10, 100, 1000} {
		s := sample.Graph(sample.Shape{Zones: 2, Services: services, Endpoints: 7}).Layout()
		b.Run(fmt.Sprintf("services=%d", services), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				b.SetBytes(int64(len(svg.Render(s))))
			}
		})
	}
}
