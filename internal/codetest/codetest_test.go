package codetest

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/archblocks/archblocks/arch/problem"
)

func TestReadAndCompare(t *testing.T) {
	path := filepath.Join(t.TempDir(), "codes.go")
	const source = "package p\n\nimport \"problem\"\n\nconst (\n\tA problem.Code = \"a\"\n\tB problem.Code = \"b\"\n\tC problem.Code = \"a\"\n)\n"
	if err := os.WriteFile(path, []byte(source), 0o644); err != nil {
		t.Fatal(err)
	}
	declared, err := read(path)
	if err != nil {
		t.Fatal(err)
	}
	found := []problem.List{{{Code: "a"}, {Code: "x"}}, {{Code: "x"}}}
	got := compare(declared, found, true)
	want := []string{"no case finds B (b)", "C and A are one code", "code x is not declared in codes.go"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(want[:2], compare(declared, found, false)); diff != "" {
		t.Error(diff)
	}
	if got := compare(nil, nil, true); len(got) != 1 {
		t.Errorf("a file without codes passes: %v", got)
	}
	if _, err := read("missing.go"); err == nil {
		t.Error("a missing file passes")
	}
}
