package cfn

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// hostile is a template that is too much, and what the error says of it.
type hostile struct{ name, text, want string }

func hostiles() []hostile {
	bomb := "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
	for i := 1; i < 20; i++ {
		bomb += fmt.Sprintf("a%d: &a%d [%s]\n", i, i, strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 9)+fmt.Sprintf("*a%d", i-1))
	}
	wide := "{\"Resources\": [" + strings.Repeat("1,", MaxNodes) + "1]}"
	return []hostile{
		{"10 MB of JSON", `{"Description": "` + strings.Repeat("x", 10<<20) + `"}`, "bytes, more than 2097152"},
		{"10 MB of YAML", "a: " + strings.Repeat("x", 10<<20), "bytes, more than 2097152"},
		{"wide JSON", wide, "the template has more than 500000 values"},
		{"wide YAML", "a: [" + strings.Repeat("1,", MaxNodes) + "1]", "the template has more than 500000 values"},
		{"deep JSON", `{"a":` + strings.Repeat("[", 1<<20), "values are nested more than 100 deep"},
		{"deep JSON objects", strings.Repeat(`{"a":`, 1<<18), "values are nested more than 100 deep"},
		{"deep YAML flow", "a: " + strings.Repeat("[", 1<<20), "brackets are nested more than 100 deep"},
		{"closed YAML flow", "a: " + strings.Repeat("[", 4000) + strings.Repeat("]", 4000), "values are nested more than 100 deep"},
		{"deep YAML blocks", "a:\n" + strings.Repeat("- ", 1<<19), "exceeded max depth of 10000"},
		{"deep YAML maps", deepMaps(1500), "values are nested more than 100 deep"},
		{"aliases", bomb, "the template has more than 500000 values"},
		{"many anchors", strings.Repeat("- &a x\n- *a\n", 80_000), "must be a map of sections"},
		{"long comment", strings.Repeat("# x\n", 1<<19-8) + "a: 1", "needs a section Resources"},
		{"many documents", strings.Repeat("--- a\n", 300_000), "more than one YAML document"},
		{"open quotes", "a: '" + strings.Repeat("''", 1<<19), "not YAML"},
		{"question marks", strings.Repeat("? ", 1<<18), "exceeded max depth of 10000"},
		{"long keys", "x: " + strings.Repeat("{a: ", 2000), "not YAML"},
	}
}

// Whatever is too much ends in an error that says so.
func TestLimits(t *testing.T) {
	for _, c := range hostiles() {
		t.Run(c.name, func(t *testing.T) {
			_, err := Parse([]byte(c.text))
			require.ErrorContains(t, err, c.want)
		})
	}
}

// BenchmarkHostile tells how soon the error comes: within a second for each.
func BenchmarkHostile(b *testing.B) {
	for _, c := range hostiles() {
		b.Run(strings.ReplaceAll(c.name, " ", "-"), func(b *testing.B) {
			text := []byte(c.text)
			for b.Loop() {
				if _, err := Parse(text); err == nil {
					b.Fatal("parsed")
				}
			}
		})
	}
}

func deepMaps(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return b.String()
}

func TestDepth(t *testing.T) {
	for _, read := range []func([]byte) (*Node, error){ParseJSON, ParseYAML} {
		for depth, want := range map[int]bool{MaxDepth: true, MaxDepth + 1: false} {
			_, err := read([]byte(strings.Repeat("[", depth) + strings.Repeat("]", depth)))
			require.Equal(t, want, err == nil, "%d", depth)
		}
	}
}
