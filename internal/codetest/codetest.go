// Package codetest tests that every problem code of a spec package is found by a test case.
package codetest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"testing"

	"github.com/archblocks/archblocks/arch/problem"
)

// Found fails the test where found lacks a code that the package in the current
// folder declares in codes.go, or where two codes are the same.
func Found(t *testing.T, found []problem.List) {
	t.Helper()
	report(t, found, false)
}

// FoundAlone is Found for a package that reports no code but its own.
func FoundAlone(t *testing.T, found []problem.List) {
	t.Helper()
	report(t, found, true)
}

func report(t *testing.T, found []problem.List, alone bool) {
	t.Helper()
	declared, err := read("codes.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, wrong := range compare(declared, found, alone) {
		t.Error(wrong)
	}
}

// declaration is one constant of codes.go.
type declaration struct {
	name string
	code problem.Code
}

func read(path string) ([]declaration, error) {
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
	if err != nil {
		return nil, err
	}
	var all []declaration
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		for i, name := range spec.Names {
			literal, ok := spec.Values[i].(*ast.BasicLit)
			if !ok {
				continue
			}
			if text, err := strconv.Unquote(literal.Value); err == nil {
				all = append(all, declaration{name.Name, problem.Code(text)})
			}
		}
		return false
	})
	return all, nil
}

func compare(declared []declaration, found []problem.List, alone bool) []string {
	var wrong []string
	if len(declared) == 0 {
		wrong = append(wrong, "codes.go declares no code")
	}
	names, cased := map[problem.Code]string{}, map[problem.Code]bool{}
	for _, list := range found {
		for _, p := range list {
			cased[p.Code] = true
		}
	}
	for _, d := range declared {
		if other := names[d.code]; other != "" {
			wrong = append(wrong, d.name+" and "+other+" are one code")
		}
		names[d.code] = d.name
		if !cased[d.code] {
			wrong = append(wrong, "no case finds "+d.name+" ("+string(d.code)+")")
		}
	}
	for _, list := range found {
		for _, p := range list {
			if alone && names[p.Code] == "" {
				names[p.Code] = "reported"
				wrong = append(wrong, "code "+string(p.Code)+" is not declared in codes.go")
			}
		}
	}
	return wrong
}
