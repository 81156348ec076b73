package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const root = "../.."

func TestSchemaIsFresh(t *testing.T) {
	want, err := generate(root)
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(root, file))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s is stale: run go generate ./arch/specfile (-generated now +in the file)\n%s", file, diff)
	}
}

const code = `package p

// Spec is a thing.
type Spec struct {
	// Mode says how: ModeFast or Slow, with FastLane. Name
	// is no field there. Default ModeFast.
	Mode Mode
	// FastLane is a lane. Required.
	FastLane, Other string
	hidden int
}

// Mode is a way.
type Mode string

const (
	// ModeFast is quick.
	ModeFast Mode = "fast"
	// Slow is not.
	Slow Mode = "slow"
	untold Mode = "untold"
	Count = "no Mode"
)
`

func parsed(t *testing.T, code string) *source {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "p.go"), []byte(code), 0o644); err != nil {
		t.Fatal(err)
	}
	s, err := read(dir)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestRead(t *testing.T) {
	s := parsed(t, code)
	want := map[string][]choice{"Mode": {{"ModeFast", "fast", "ModeFast is quick.\n"}, {"Slow", "slow", "Slow is not.\n"}}}
	if diff := cmp.Diff(want, s.choices, cmp.AllowUnexported(choice{})); diff != "" {
		t.Errorf("choices (-want +got):\n%s", diff)
	}
	if got := s.types["Spec"]; got != "Spec is a thing.\n" {
		t.Errorf("comment of the type: %q", got)
	}
	if !s.mustBeGiven("Spec", "FastLane") || !s.mustBeGiven("Spec", "Other") || s.mustBeGiven("Spec", "Mode") {
		t.Error("what must be given is not found")
	}
	if _, err := read(t.TempDir()); err == nil {
		t.Error("a folder without code passes")
	}
}

func TestProse(t *testing.T) {
	s := parsed(t, code)
	for _, c := range []struct{ structure, chosen, comment, want string }{
		{"Spec", "Mode", s.fields["Spec.Mode"], `mode says how: "fast" or "slow", with fastLane. Name is no field there. Default "fast".`},
		{"Spec", "string", "FastLane is for Slow and ModeFast Mode.", `fastLane is for Slow and "fast" Mode.`},
		{"Other", "string", "FastLane is.", "FastLane is."},
		{"Mode", "Mode", "Slow is not.", `"slow" is not.`},
	} {
		if got := s.prose(c.comment, c.structure, c.chosen); got != c.want {
			t.Errorf("prose(%q) = %q, want %q", c.comment, got, c.want)
		}
	}
}

// What the generator cannot describe is an error, not a hole in the schema.
func TestFailures(t *testing.T) {
	for name, broken := range map[string]any{
		"outside the module": struct{ F reflect.Value }{},
		"kind":               struct{ F float64 }{},
		"no constants":       struct{ F kindless }{},
	} {
		g := generator{root: root, sources: map[string]*source{}, known: map[string]bool{}}
		g.value(reflect.TypeOf(broken).Field(0).Type)
		if g.err == nil {
			t.Errorf("%s passes", name)
		}
	}
}

type kindless string

func TestObjectKeepsItsOrder(t *testing.T) {
	got, err := json.Marshal(object{{"b", 1}, {"a", object{{"d", []string{"e"}}, {"c", nil}}}})
	if want := `{"b":1,"a":{"d":["e"],"c":null}}`; err != nil || string(got) != want {
		t.Errorf("got %s, %v, want %s", got, err, want)
	}
}
