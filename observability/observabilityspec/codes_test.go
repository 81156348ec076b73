package observabilityspec_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/problem"
)

// Every code that the package declares is found by a case of checkCases.
func TestEveryCodeHasACase(t *testing.T) {
	found := map[problem.Code]bool{}
	for _, c := range checkCases {
		for _, p := range c.want {
			found[p.Code] = true
		}
	}
	file, err := parser.ParseFile(token.NewFileSet(), "codes.go", nil, 0)
	require.NoError(t, err)
	declared := map[problem.Code]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		for i, name := range spec.Names {
			text, err := strconv.Unquote(spec.Values[i].(*ast.BasicLit).Value)
			require.NoError(t, err)
			code := problem.Code(text)
			require.Empty(t, declared[code], "%s and %s are one code", name, declared[code])
			declared[code] = name.Name
			if !found[code] {
				t.Errorf("no case finds %s (%s)", name, code)
			}
		}
		return false
	})
	require.NotEmpty(t, declared)
	for code := range found {
		if declared[code] == "" {
			t.Errorf("code %s is not declared in codes.go", code)
		}
	}
}
