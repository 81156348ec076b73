package specfile_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/specfile"
)

// hostile is a text that is too much, and what the error says of it.
type hostile struct{ name, text, want string }

func hostiles() []hostile {
	bomb := "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
	for i := 1; i < 20; i++ {
		bomb += fmt.Sprintf("a%d: &a%d [%s]\n", i, i, strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 9)+fmt.Sprintf("*a%d", i-1))
	}
	const most = specfile.MaxBytes
	unknown := "compute:\n  services:\n    - name: app\n"
	for i := range 9000 {
		unknown += fmt.Sprintf("      healthCheckInterval%d: 1\n", i)
	}
	return []hostile{
		{"long JSON", `{"name": "` + strings.Repeat("x", most) + `"}`, "more than 1048576 bytes"},
		{"long YAML", "name: " + strings.Repeat("x", most), "more than 1048576 bytes"},
		{"wide JSON", `{"name": [` + strings.Repeat("1,", 110_000) + "1]}", "more than 100000 values"},
		{"wide YAML", "name: [" + strings.Repeat("1,", 110_000) + "1]", "more than 100000 values"},
		{"deep JSON", `{"a":` + strings.Repeat("[", most/2), "nested more than 50 deep"},
		{"deep JSON objects", strings.Repeat(`{"a":`, most/6), "nested more than 50 deep"},
		{"deep YAML flow", "a: " + strings.Repeat("[", most/2), "nested more than 50 deep"},
		{"closed YAML flow", "a: " + strings.Repeat("[", 2000) + strings.Repeat("]", 2000), "nested more than 50 deep"},
		{"deep YAML blocks", "a:\n" + strings.Repeat("- ", most/3), "exceeded max depth of 10000"},
		{"aliases", bomb, "more than 100000 values"},
		{"many documents", strings.Repeat("--- a\n", most/7), "second YAML document"},
		{"open quotes", "a: '" + strings.Repeat("''", most/3), "not YAML"},
		{"question marks", strings.Repeat("? ", most/3), "exceeded max depth of 10000"},
		{"long name", strings.Repeat("x", most-100) + ": 1", "not YAML"},
		{"long quoted name", `{"` + strings.Repeat("x", most-100) + `": 1}`, "field-unknown"},
		{"long key", `{"tags": {"` + strings.Repeat("x", most-100) + `": 1}}`, "value-of-wrong-type"},
		{"many near names", unknown, "more than 100 problems"},
		{"many errors", "tags:\n" + strings.Repeat("  1: x\n", 9000), "more than 100 problems"},
	}
}

// Whatever is too much ends in a short error that says so, and soon.
func TestLimits(t *testing.T) {
	for _, c := range hostiles() {
		t.Run(c.name, func(t *testing.T) {
			start := time.Now()
			_, err := specfile.Parse([]byte(c.text))
			require.ErrorContains(t, err, c.want)
			require.Less(t, len(err.Error()), 20_000)
			require.Less(t, time.Since(start), 20*time.Second)
		})
	}
}

func TestDepth(t *testing.T) {
	for _, text := range []string{`{"tags": %s}`, "tags: %s"} {
		for depth, want := range map[int]string{49: "value-of-wrong-type", 50: "text-too-large"} {
			_, err := specfile.Parse(fmt.Appendf(nil, text, strings.Repeat("[", depth)+strings.Repeat("]", depth)))
			require.ErrorContains(t, err, want, depth)
		}
	}
}

func BenchmarkHostile(b *testing.B) {
	for _, c := range hostiles() {
		b.Run(strings.ReplaceAll(c.name, " ", "-"), func(b *testing.B) {
			text := []byte(c.text)
			for b.Loop() {
				if _, err := specfile.Parse(text); err == nil {
					b.Fatal("parsed")
				}
			}
		})
	}
}

// BenchmarkParse and BenchmarkWrite take a spec with something in every field.
func BenchmarkParse(b *testing.B) {
	for name, text := range map[string][]byte{"JSON": specfile.JSON(everyField()), "YAML": specfile.YAML(everyField())} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := specfile.Parse(text); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkWrite(b *testing.B) {
	spec := everyField()
	b.Run("JSON", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			specfile.JSON(spec)
		}
	})
	b.Run("YAML", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			specfile.YAML(spec)
		}
	})
}
