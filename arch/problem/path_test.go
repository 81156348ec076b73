package problem_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/archblocks/archblocks/arch/problem"
)

func TestJoin(t *testing.T) {
	tests := []struct{ parent, path, want string }{
		{"a", "b", "a.b"},
		{"a", "[0]", "a[0]"},
		{"a", "[0].b", "a[0].b"},
		{"a[0]", "b.c", "a[0].b.c"},
		{"", "b", "b"},
		{"a", "", "a"},
		{"", "", ""},
	}
	for _, test := range tests {
		if got := problem.Join(test.parent, test.path); got != test.want {
			t.Errorf("Join(%q, %q) = %q, want %q", test.parent, test.path, got, test.want)
		}
	}
}

func TestIndexAndKey(t *testing.T) {
	if got := problem.Index("services", 12); got != "services[12]" {
		t.Errorf("Index = %q", got)
	}
	if got := problem.Key("tags", `a "b"`); got != `tags["a \"b\""]` {
		t.Errorf("Key = %q", got)
	}
}

func TestAt(t *testing.T) {
	own := problem.List{{Path: "port", Code: tooSmall, Value: "0", Message: "m", Hint: "h"}, {Path: "", Code: odd, Severity: problem.Warning}, {Path: `["k"]`, Code: odd}}
	before := append(problem.List(nil), own...)
	want := problem.List{
		{Path: "compute.services[0].port", Code: tooSmall, Value: "0", Message: "m", Hint: "h"},
		{Path: "compute.services[0]", Code: odd, Severity: problem.Warning},
		{Path: `compute.services[0]["k"]`, Code: odd},
	}
	if diff := cmp.Diff(want, own.At("services[0]").At("compute")); diff != "" {
		t.Errorf("At (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(before, own); diff != "" {
		t.Errorf("At changed its receiver (-before +after):\n%s", diff)
	}
	if got := (problem.List{}).At("x"); got != nil {
		t.Errorf("At of an empty list = %v, want nil", got)
	}
}

// Re-rooting twice is re-rooting once at the joined path.
func TestAtComposes(t *testing.T) {
	part := rapid.StringMatching(`[a-z]{1,4}(\[[0-9]\])?`)
	rapid.Check(t, func(t *rapid.T) {
		outer, inner := part.Draw(t, "outer"), part.Draw(t, "inner")
		list := problem.List{{Path: part.Draw(t, "path")}}
		if diff := cmp.Diff(list.At(problem.Join(outer, inner)), list.At(inner).At(outer)); diff != "" {
			t.Fatalf("(-once +twice):\n%s", diff)
		}
	})
}

func TestInOrder(t *testing.T) {
	type leaf struct{ Port, MemoryMiB int }
	type spec struct {
		Name     string
		Services []leaf
		Tags     map[string]string
		Last     leaf
	}
	shuffled := problem.List{
		{Path: "last.memoryMiB", Code: odd},
		{Path: "services[10].port", Code: odd},
		{Path: "services[2].memoryMiB", Code: odd},
		{Path: `tags["b.c"]`, Code: odd},
		{Path: `tags["a"]`, Code: odd},
		{Path: "services[2].port", Code: tooSmall},
		{Path: "services[2].port", Code: odd},
		{Path: "services", Code: odd},
		{Path: "name", Code: odd},
		{Path: "unknown", Code: odd},
	}
	before := append(problem.List(nil), shuffled...)
	want := problem.List{
		{Path: "unknown", Code: odd},
		{Path: "name", Code: odd},
		{Path: "services", Code: odd},
		{Path: "services[2].port", Code: tooSmall},
		{Path: "services[2].port", Code: odd},
		{Path: "services[2].memoryMiB", Code: odd},
		{Path: "services[10].port", Code: odd},
		{Path: `tags["b.c"]`, Code: odd},
		{Path: `tags["a"]`, Code: odd},
		{Path: "last.memoryMiB", Code: odd},
	}
	if diff := cmp.Diff(want, shuffled.InOrder(spec{})); diff != "" {
		t.Errorf("InOrder (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(before, shuffled); diff != "" {
		t.Errorf("InOrder changed its receiver (-before +after):\n%s", diff)
	}
	if got := problem.List(nil).InOrder(spec{}); got != nil {
		t.Errorf("InOrder of nothing = %v", got)
	}
}
