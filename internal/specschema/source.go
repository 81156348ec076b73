package main

import (
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/archblocks/archblocks/internal/fieldname"
)

// source is what the files of one package say of its types.
type source struct {
	// types and fields are comments, by the name of the type, and of type and field with a dot between.
	types, fields map[string]string
	// choices are the constants of each type of text, in the order of the files.
	choices map[string][]choice
}

type choice struct{ name, value, about string }

// read parses the package of a folder, without its tests.
func read(dir string) (*source, error) {
	found, err := build.ImportDir(dir, 0)
	if err != nil {
		return nil, err
	}
	s := &source{types: map[string]string{}, fields: map[string]string{}, choices: map[string][]choice{}}
	for _, name := range found.GoFiles {
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(dir, name), nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		for _, d := range file.Decls {
			declared, ok := d.(*ast.GenDecl)
			if !ok {
				continue
			}
			for _, one := range declared.Specs {
				switch one := one.(type) {
				case *ast.TypeSpec:
					s.addType(one, declared.Doc)
				case *ast.ValueSpec:
					if err := s.addConstants(one); err != nil {
						return nil, fmt.Errorf("%s: %w", name, err)
					}
				}
			}
		}
	}
	return s, nil
}

func (s *source) addType(t *ast.TypeSpec, above *ast.CommentGroup) {
	about := t.Doc
	if about == nil {
		about = above
	}
	s.types[t.Name.Name] = about.Text()
	if structure, ok := t.Type.(*ast.StructType); ok {
		for _, field := range structure.Fields.List {
			for _, name := range field.Names {
				s.fields[t.Name.Name+"."+name.Name] = field.Doc.Text()
			}
		}
	}
}

// addConstants remembers constants that have a type of the package and a text.
func (s *source) addConstants(v *ast.ValueSpec) error {
	t, ok := v.Type.(*ast.Ident)
	if !ok {
		return nil
	}
	for i, name := range v.Names {
		if i >= len(v.Values) || !name.IsExported() {
			continue
		}
		literal, ok := v.Values[i].(*ast.BasicLit)
		if !ok || literal.Kind != token.STRING {
			continue
		}
		value, err := strconv.Unquote(literal.Value)
		if err != nil {
			return err
		}
		s.choices[t.Name] = append(s.choices[t.Name], choice{name.Name, value, v.Doc.Text()})
	}
	return nil
}

var (
	space = regexp.MustCompile(`[ \t]*\n[ \t]*`)
	word  = regexp.MustCompile(`\b[A-Z][A-Za-z0-9]*\b`)
	inner = regexp.MustCompile(`[a-z0-9][A-Z]`)
)

// prose is a comment in one paragraph for people who write files: a constant becomes its
// value, and a field of the struct its name in files. A name that is a plain word is only taken for a field
// where the comment starts with it, and for a constant where it is one of the type chosen.
func (s *source) prose(comment, structName, chosen string) string {
	text := space.ReplaceAllString(strings.TrimSpace(comment), " ")
	start := true
	return word.ReplaceAllStringFunc(text, func(name string) string {
		first := start
		start = false
		for t, all := range s.choices {
			for _, c := range all {
				if c.name == name && (t == chosen || inner.MatchString(name)) {
					return strconv.Quote(c.value)
				}
			}
		}
		if _, ok := s.fields[structName+"."+name]; ok && (first || inner.MatchString(name)) {
			return fieldname.Of(name)
		}
		return name
	})
}

var required = regexp.MustCompile(`(^|\s)Required\.\s*$`)

// mustBeGiven tells whether a field's comment ends so.
func (s *source) mustBeGiven(typeName, field string) bool {
	return required.MatchString(s.fields[typeName+"."+field])
}
