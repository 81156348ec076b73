package main

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const root = "../.."

func TestGeneratedFilesAreFresh(t *testing.T) {
	for _, p := range pairs {
		want, err := p.generate(root)
		must(t, err)
		got, err := os.ReadFile(filepath.Join(root, p.file()))
		must(t, err)
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("%s is stale: run go generate ./internal/reexport (-generated now +in the file)\n%s", p.file(), diff)
		}
	}
}

// TestNothingIsMissing compares what the compiler's own type checker sees on both
// sides. Only the generated file of a block is read, so that CDK stays out.
func TestNothingIsMissing(t *testing.T) {
	fset := token.NewFileSet()
	imports := importer.ForCompiler(fset, "source", nil)
	for _, p := range pairs {
		spec, err := imports.Import(p.specImport())
		must(t, err)
		file, err := parser.ParseFile(fset, filepath.Join(root, p.file()), nil, 0)
		must(t, err)
		made, err := (&types.Config{Importer: imports}).Check(module+p.into, fset, []*ast.File{file}, nil)
		must(t, err)
		for _, wrong := range p.compare(spec.Scope(), made.Scope()) {
			t.Errorf("%s: %s", p.file(), wrong)
		}
	}
}

// compare says what the generated file lacks, has too much, or changed.
func (p pair) compare(spec, made *types.Scope) []string {
	var wrong []string
	for _, name := range spec.Names() {
		want, got := spec.Lookup(name), made.Lookup(name)
		switch {
		case !want.Exported():
		case !p.has(name):
			if got != nil {
				wrong = append(wrong, name+" is on the list of names left out, and is there")
			}
		case got == nil:
			wrong = append(wrong, name+" is neither re-exported nor left out with a reason")
		case !same(want, got):
			wrong = append(wrong, fmt.Sprintf("%s is %v, and was %v", name, got, want))
		}
	}
	for _, name := range made.Names() {
		if spec.Lookup(name) == nil {
			wrong = append(wrong, name+" is not in "+p.spec())
		}
	}
	for name := range p.leftOut {
		if spec.Lookup(name) == nil {
			wrong = append(wrong, name+" is left out, and is not in "+p.spec())
		}
	}
	slices.Sort(wrong)
	return wrong
}

func same(want, got types.Object) bool {
	if w, ok := want.(*types.Const); ok {
		g, ok := got.(*types.Const)
		return ok && types.Identical(w.Type(), g.Type()) && constant.Compare(w.Val(), token.EQL, g.Val())
	}
	return types.Identical(want.Type(), got.Type())
}

func TestCompareFindsEveryDifference(t *testing.T) {
	scope := func(source string) *types.Scope {
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, "x.go", "package x\n"+source, 0)
		must(t, err)
		pkg, err := new(types.Config).Check("x", fset, []*ast.File{file}, nil)
		must(t, err)
		return pkg.Scope()
	}
	p := pair{from: "x/xspec", leftOut: map[string]string{"Inputs": "own", "Gone": "no more", "Kept": "own"}}
	spec := scope(`type Inputs struct{}; type Kept int; const A = "a"; const B = "b"; var C int; func D() {}; const hidden = 1`)
	made := scope(`type Kept int; const A = "z"; func D() int { return 0 }; var C int; var E int`)
	want := []string{
		`A is const x.A untyped string, and was const x.A untyped string`,
		`B is neither re-exported nor left out with a reason`,
		`D is func x.D() int, and was func x.D()`,
		`E is not in xspec`,
		`Gone is left out, and is not in xspec`,
		`Kept is on the list of names left out, and is there`,
	}
	if diff := cmp.Diff(want, p.compare(spec, made)); diff != "" {
		t.Error(diff)
	}
}

func TestLead(t *testing.T) {
	for _, c := range []struct {
		about string
		names []string
		want  string
	}{
		{"Port is the container's port: 1 to 65535. Default 8501.", []string{"Port"}, "the container's port: 1 to 65535."},
		{"A, B and C bound the tasks. Default 2.", []string{"A", "B", "C"}, "bound the tasks."},
		{"A and B are set for one rule.", []string{"A"}, "A and B are set for one rule."},
		{"A of B is empty.", []string{"A"}, "A of B is empty."},
		{"", []string{"A"}, ""},
	} {
		if got := lead(c.about, c.names); got != c.want {
			t.Errorf("lead(%q) = %q, want %q", c.about, got, c.want)
		}
	}
}

func TestDefaultOf(t *testing.T) {
	for about, want := range map[string]string{
		"Port is a port. Default 8501.":                                  "Default 8501.",
		"Zones are names.\nDefault the first ones\nof AWS. More to say.": "Default the first ones of AWS.",
		"Name is a name. Required.":                                      "Required.",
		"Name is a name.":                                                "",
	} {
		if got := defaultOf(about); got != want {
			t.Errorf("defaultOf(%q) = %q, want %q", about, got, want)
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
