package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/netip"
	"path"
	"path/filepath"
	"reflect"
	"strings"
	"time"

	"github.com/archblocks/archblocks/arch/archspec"
	"github.com/archblocks/archblocks/internal/fieldname"
)

const module = "github.com/archblocks/archblocks/"

// open are types of text that have constants, and take other values too.
var open = map[string]bool{"awsservice.Service": true}

// generator writes definitions of the types that it meets.
type generator struct {
	root    string
	sources map[string]*source
	defs    object
	known   map[string]bool
	err     error
}

func generate(root string) ([]byte, error) {
	g := generator{root: root, sources: map[string]*source{}, known: map[string]bool{}}
	t := reflect.TypeFor[archspec.Spec]()
	body := g.structure(t)
	if g.err != nil {
		return nil, g.err
	}
	// Editors look for the schema in the file itself.
	for i := range body {
		if properties, ok := body[i].value.(object); ok && body[i].name == "properties" {
			body[i].value = append(properties, member{"$schema", object{{"type", "string"}, {"description", "The JSON Schema of the file, for editors. It is not read."}}})
		}
	}
	document := append(object{{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", "archblocks spec"}}, body...)
	document = append(document, member{"$defs", g.defs})
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(document)
	return b.Bytes(), err
}

// source is the package of a type.
func (g *generator) source(t reflect.Type) *source {
	folder, ok := strings.CutPrefix(t.PkgPath(), module)
	if !ok {
		g.fail("%s is not a type of the module", t)
		return &source{}
	}
	if g.sources[folder] == nil {
		s, err := read(filepath.Join(g.root, folder))
		if err != nil {
			g.fail("%w", err)
			s = &source{}
		}
		g.sources[folder] = s
	}
	return g.sources[folder]
}

func (g *generator) fail(format string, args ...any) {
	if g.err == nil {
		g.err = fmt.Errorf(format, args...)
	}
}

// name is a type as users of the blocks write it: "compute.Service".
func name(t reflect.Type) string {
	return strings.TrimSuffix(path.Base(t.PkgPath()), "spec") + "." + t.Name()
}

// structure is the schema of a struct.
func (g *generator) structure(t reflect.Type) object {
	s := g.source(t)
	properties, given := object{}, []string{}
	for i := range t.NumField() {
		field := t.Field(i)
		about := s.prose(s.fields[t.Name()+"."+field.Name], t.Name(), field.Type.Name())
		if about == "" {
			g.fail("%s.%s has no comment", t, field.Name)
		}
		in := fieldname.Of(field.Name)
		properties = append(properties, member{in, append(g.value(field.Type), member{"description", about})})
		if s.mustBeGiven(t.Name(), field.Name) || g.needed(field.Type) {
			given = append(given, in)
		}
	}
	o := object{{"description", g.about(t)}, {"type", "object"}, {"properties", properties}}
	if len(given) > 0 {
		o = append(o, member{"required", given})
	}
	return append(o, member{"additionalProperties", false})
}

// about is a type's comment. The types that files know by their place are all called Spec.
func (g *generator) about(t reflect.Type) string {
	s := g.source(t)
	text := s.prose(s.types[t.Name()], t.Name(), t.Name())
	if rest, ok := strings.CutPrefix(text, "Spec is "); ok {
		return strings.ToUpper(rest[:1]) + rest[1:]
	}
	return text
}

// needed tells whether a struct has a field that must be given: then so must the struct.
func (g *generator) needed(t reflect.Type) bool {
	if t.Kind() != reflect.Struct || t == reflect.TypeFor[netip.Prefix]() {
		return false
	}
	s := g.source(t)
	for i := range t.NumField() {
		if s.mustBeGiven(t.Name(), t.Field(i).Name) || g.needed(t.Field(i).Type) {
			return true
		}
	}
	return false
}

// value is the schema of a field without its description.
func (g *generator) value(t reflect.Type) object {
	switch t {
	case reflect.TypeFor[time.Duration]():
		return g.define("duration", func() object { return durations })
	case reflect.TypeFor[netip.Prefix]():
		return g.define("prefix", func() object { return prefixes })
	}
	switch t.Kind() {
	case reflect.Struct:
		return g.define(name(t), func() object { return g.structure(t) })
	case reflect.Slice:
		return object{{"type", "array"}, {"items", g.value(t.Elem())}}
	case reflect.Map:
		return object{{"type", "object"}, {"additionalProperties", g.value(t.Elem())}}
	case reflect.String:
		if t.PkgPath() == "" || open[name(t)] {
			return object{{"type", "string"}}
		}
		return g.define(name(t), func() object { return g.choices(t) })
	case reflect.Bool:
		return object{{"type", "boolean"}}
	case reflect.Int:
		return object{{"type", "integer"}}
	}
	g.fail("no schema for a %s", t)
	return nil
}

// choices is the schema of a type that takes its constants alone.
func (g *generator) choices(t reflect.Type) object {
	s, values := g.source(t), []string{}
	about := g.about(t)
	for _, c := range s.choices[t.Name()] {
		values = append(values, c.value)
		about += "\n\n" + s.prose(c.about, t.Name(), t.Name())
	}
	if len(values) == 0 {
		g.fail("%s has no constants: list it as open", t)
	}
	return object{{"description", about}, {"type", "string"}, {"enum", values}}
}

// define refers to a definition, and writes it where it is new.
func (g *generator) define(name string, schema func() object) object {
	if !g.known[name] {
		g.known[name] = true
		i := len(g.defs)
		g.defs = append(g.defs, member{name, nil}) // before those that it refers to
		g.defs[i].value = schema()
	}
	return object{{"$ref", "#/$defs/" + name}}
}
