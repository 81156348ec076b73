package docs

import (
	"bytes"
	"html"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"github.com/archblocks/archblocks/arch/diagram"
)

var inCells = goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough))

// rendered puts a cell between two others and returns what a browser would show in it.
func rendered(t *testing.T, cell string) string {
	t.Helper()
	var p page
	p.table([]string{"A", "B", "C"}, [][]string{{"left", cell, "right"}})
	var out bytes.Buffer
	if err := inCells.Convert(p.bytes(), &out); err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(out.String(), "<td>left</td>\n<td>")
	shown, _, right := strings.Cut(rest, "</td>\n<td>right</td>")
	if !ok || !right {
		t.Fatalf("the cell %q breaks the table:\n%s", cell, out.String())
	}
	return shown
}

// FuzzCell writes any text into a cell, as text and as code, and reads it back from the HTML.
func FuzzCell(f *testing.F) {
	for _, s := range []string{"", "plain", "a|b", `a\|b`, `\`, "`", "``a`", "<script>", "&lt;", "*a* _b_ __c__ ~~d~~", "snake_case", "_lead", "[x](y)", "![x](y)", "$a$",
		"a\nb", "<br>", "http://x.example/a_b_", "<http://a.example>", "a&amp;b", "1. x", "# x", "- x", "`|`", "a  b", " trailing ", "\\`", "é_é", "|"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			t.Skip("the specs' codecs take valid text alone")
		}
		want := diagram.OneLine(s)
		for name, cell := range map[string]string{"text": text(s), "code": code(s)} {
			shown := rendered(t, cell)
			if name == "code" && !strings.Contains(want, "|") && want != "" {
				inner, ok := strings.CutPrefix(shown, "<code>")
				inner, closed := strings.CutSuffix(inner, "</code>")
				if !ok || !closed {
					t.Fatalf("code(%q) shows %q, which is no code span", s, shown)
				}
				shown = inner
			}
			if strings.Contains(shown, "<") {
				t.Errorf("%s(%q) shows markup: %q", name, s, shown)
			}
			if got := html.UnescapeString(shown); got != want {
				t.Errorf("%s(%q) shows %q, want %q", name, s, got, want)
			}
		}
	})
}

// FuzzOpening writes any text as the only entry of a list, and reads it back from the HTML.
func FuzzOpening(f *testing.F) {
	for _, s := range []string{"", "plain", "# a", "####### a", "- a", "+ a", "* a", "> a", "1. a", "12) a", "1.", "12", "- - a", "===", "---", "***", "___", "```", "~~~", "    a", "\ta", "[a]: b", "a\n===", "-", "#", "<b>", "&amp;", "[ ] a", ":a:"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		want := diagram.OneLine(s)
		if !utf8.ValidString(s) || want == "" {
			t.Skip("item leaves out what is empty")
		}
		var p page
		p.item(0, opening(s))
		var out bytes.Buffer
		if err := inCells.Convert(p.bytes(), &out); err != nil {
			t.Fatal(err)
		}
		inner, ok := strings.CutPrefix(out.String(), "<ul>\n<li>")
		inner, closed := strings.CutSuffix(inner, "</li>\n</ul>\n")
		if !ok || !closed || strings.Contains(inner, "<") || html.UnescapeString(inner) != want {
			t.Errorf("opening(%q) shows %q", s, out.String())
		}
	})
}

func TestFenceIsLongerThanAnyWithin(t *testing.T) {
	var p page
	p.fenced("mermaid", "a\n````\nb\n")
	if want := "`````mermaid\na\n````\nb\n`````\n"; string(p.bytes()) != want {
		t.Errorf("got %q, want %q", p.bytes(), want)
	}
}

func TestDestination(t *testing.T) {
	for path, want := range map[string]string{
		"architecture.svg": "architecture.svg", "a b (1).svg": "a%20b%20%281%29.svg", "docs/a.svg": "docs/a.svg", "<x>.svg": "%3Cx%3E.svg",
	} {
		if got := destination(path); got != want {
			t.Errorf("destination(%q) = %q, want %q", path, got, want)
		}
	}
}

func TestArgument(t *testing.T) {
	for s, want := range map[string]string{
		"eu-west-1": "eu-west-1", "imageTag=1.4.2": "imageTag=1.4.2", "": "''", "a b": "'a b'", "$(x)": "'$(x)'", "it's": `'it'\''s'`, "a\nb": "'a b'", "~": "'~'",
	} {
		if got := argument(s); got != want {
			t.Errorf("argument(%q) = %s, want %s", s, got, want)
		}
	}
}
