package cfn

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Values that are Same are equal, and Yes or No holds both ways round.
func TestEqualLaws(outer *testing.T) {
	rapid.Check(outer, func(t *rapid.T) {
		text := string(asJSON(outer, []any{expression(t, 2), expression(t, 2)}))
		v, m, err := evaluated(outer, text)
		list, ok := v.(List)
		if err != nil || !ok || len(list) != 2 {
			return
		}
		if m.Equal(list[0], list[0]) != Yes {
			t.Fatalf("%s is not itself", Show(list[0]))
		}
		if ab, ba := m.Equal(list[0], list[1]), m.Equal(list[1], list[0]); ab != ba {
			t.Fatalf("%s and %s: %v and %v", Show(list[0]), Show(list[1]), ab, ba)
		}
	})
}

// Equal never guesses: two texts with the same open part, for all short values of it.
func TestEqualAgainstOracle(t *testing.T) {
	m := &Model{byKey: map[string]*Test{}, stacks: map[string]*Stack{}}
	x := Atom{Origin: FromParameter, Name: "X"}
	y := Atom{Origin: FromParameter, Name: "Y"}
	values := []string{"", "a", "b", "aa", "ab", "ba", "aba"}
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) (Value, func(x, y string) string) {
			var parts []Value
			var texts []string
			for range rapid.IntRange(0, 4).Draw(t, name) {
				switch rapid.IntRange(0, 3).Draw(t, "part") {
				case 0:
					parts, texts = append(parts, x), append(texts, "X")
				case 1:
					parts, texts = append(parts, y), append(texts, "Y")
				default:
					l := rapid.SampledFrom([]string{"a", "b", "ab"}).Draw(t, "text")
					parts, texts = append(parts, String(l)), append(texts, l)
				}
			}
			return concat("", parts...), func(x, y string) string {
				return strings.NewReplacer("X", x, "Y", y).Replace(strings.Join(texts, ""))
			}
		}
		a, at := draw("a")
		b, bt := draw("b")
		got := m.Equal(a, b)
		for _, x := range values {
			for _, y := range values {
				if same := at(x, y) == bt(x, y); got == Yes && !same || got == No && same {
					t.Fatalf("%s == %s is %v, but %q and %q", Show(a), Show(b), got, at(x, y), bt(x, y))
				}
			}
		}
	})
}
