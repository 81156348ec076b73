package main

import (
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
)

// source is a spec package as its files declare it.
type source struct {
	files []*ast.File
	// methods are the exported methods of each type, in the order of their names.
	methods map[string][]*ast.FuncDecl
}

// read parses the package of a folder, without its tests.
func read(dir string) (*source, error) {
	found, err := build.ImportDir(dir, 0)
	if err != nil {
		return nil, err
	}
	names := found.GoFiles
	slices.SortStableFunc(names, func(a, b string) int { return rank(a) - rank(b) })
	s := &source{methods: map[string][]*ast.FuncDecl{}}
	fset := token.NewFileSet()
	for _, name := range names {
		file, err := parser.ParseFile(fset, filepath.Join(dir, name), nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		s.files = append(s.files, file)
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv != nil && f.Name.IsExported() {
				receiver := ast.Unparen(f.Recv.List[0].Type)
				if star, ok := receiver.(*ast.StarExpr); ok {
					receiver = star.X
				}
				if id, ok := receiver.(*ast.Ident); ok {
					s.methods[id.Name] = append(s.methods[id.Name], f)
				}
			}
		}
	}
	for _, m := range s.methods {
		slices.SortFunc(m, func(a, b *ast.FuncDecl) int { return strings.Compare(a.Name.Name, b.Name.Name) })
	}
	return s, nil
}

// rank puts what users write first, and the long list of codes last.
func rank(file string) int {
	switch file {
	case "spec.go":
		return 0
	case "plan.go":
		return 1
	case "codes.go":
		return 3
	}
	return 2
}
