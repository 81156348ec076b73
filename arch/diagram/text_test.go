package diagram

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// Widths in a browser with Liberation Sans, which has the metrics of Arial, to a tenth of a pixel.
var measured = []struct {
	text  string
	size  int
	bold  bool
	width float64
}{
	{"Application Load Balancer", 13, true, 164.0},
	{"Amazon CloudWatch", 13, true, 129.5},
	{"in 443 from CloudFront · out 8501 to sg service-app", 12, false, 274.1},
	{"bedrock-agent-runtime", 13, true, 141.6},
	{"0.5 vCPU · 1 GB", 11, false, 81.3},
	{"The quick brown fox jumps over the lazy dog.", 12, false, 240.8},
	{"SPHINX OF BLACK QUARTZ, JUDGE MY VOW!", 14, true, 313.4},
	{"~!@#$%^&*()_+{}|:\"<>?`-=[]\\;',./0123456789", 12, false, 233.3},
	{"~!@#$%^&*()_+{}|:\"<>?`-=[]\\;',./0123456789", 12, true, 242.4},
}

func TestTextWidthIsThatOfABrowser(t *testing.T) {
	for _, m := range measured {
		require.InDelta(t, m.width, float64(TextWidth(m.text, m.size, m.bold)), 1.1, m.text)
	}
}

func TestWrap(t *testing.T) {
	f := font{12, false}
	for _, c := range []struct {
		text         string
		width, lines int
		want         []string
	}{
		{"", 100, 2, nil},
		{"short", 100, 2, []string{"short"}},
		{"  two \n words ", 100, 2, []string{"two words"}},
		{"one two three four", 60, 2, []string{"one two", "three four"}},
		{"one two three four five six", 60, 2, []string{"one two", "three fou…"}},
		{"bedrock-agent-runtime", 90, 2, []string{"bedrock-agent-", "runtime"}},
		{"wwwwwwwwwwwwwwwwwwww", 60, 3, []string{"wwwww…"}},
		{"anything", 2, 1, []string{""}},
	} {
		if d := cmp.Diff(c.want, f.wrap(c.text, c.width, c.lines)); d != "" {
			t.Errorf("%q in %d lines of %d (-want +got):\n%s", c.text, c.lines, c.width, d)
		}
	}
}

func TestWrapFitsAndLosesNothingUnsaid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := font{rapid.IntRange(8, 20).Draw(t, "size"), rapid.Bool().Draw(t, "bold")}
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[a-z. -]{0,80}`)).Draw(t, "text")
		width, lines := rapid.IntRange(0, 300).Draw(t, "width"), rapid.IntRange(1, 4).Draw(t, "lines")
		got := f.wrap(text, width, lines)
		if len(got) > lines {
			t.Fatalf("%d lines", len(got))
		}
		for _, line := range got {
			if f.width(line) > width {
				t.Fatalf("line %q is %d wide", line, f.width(line))
			}
		}
		joined := strings.Join(got, "")
		bare := func(s string) string { return strings.ReplaceAll(s, " ", "") }
		if width >= 2*f.size && !strings.Contains(joined, ellipsis) && bare(joined) != bare(OneLine(text)) {
			t.Fatalf("%q became %q", text, got)
		}
	})
}
