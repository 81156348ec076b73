package specfile

import (
	"cmp"
	"fmt"
	"net/netip"
	"reflect"
	"regexp"
	"strings"
	"time"

	"github.com/archblocks/archblocks/arch/archspec"
	"github.com/archblocks/archblocks/arch/problem"
)

// decoder fills a spec from a tree, and goes on after a problem.
type decoder struct {
	spec archspec.Spec
	list problem.List
	// at is where each value of the spec stands.
	at map[string]pos
}

// whole reads the root of a text.
func (d *decoder) whole(root *node) {
	d.value("", root, reflect.ValueOf(&d.spec).Elem(), false)
}

// nearest is where a path leads, or the nearest value around it that the text holds.
func (d *decoder) nearest(path string) pos {
	for {
		at, ok := d.at[path]
		if ok || path == "" {
			return cmp.Or(at, pos{1, 1})
		}
		path = path[:max(0, strings.LastIndexAny(path, ".["))]
	}
}

func (d *decoder) add(path string, at pos, code problem.Code, value, message, hint string) {
	if value == "" && strings.HasPrefix(message, "is ") {
		message = `"" ` + message
	}
	switch n := len(d.list); {
	case n < maxProblems:
		d.list.Add(cut(path, 300), code, cut(value, 60), at.say(message), hint)
	case n == maxProblems:
		d.list.Add("", ProblemsTooMany, nil, at.say(fmt.Sprintf("there are more than %d problems, and the others are not listed", maxProblems)), "remove these first")
	}
}

// cut keeps a text in a problem short.
func cut(text string, most int) string {
	if letters := []rune(text); len(letters) > most {
		return string(letters[:most]) + "..."
	}
	return text
}

// value reads what stands at a path. What is secret is not shown in problems.
func (d *decoder) value(path string, n *node, v reflect.Value, secret bool) {
	d.at[path] = n.at
	switch v.Interface().(type) {
	case time.Duration:
		d.duration(path, n, v)
		return
	case netip.Prefix:
		d.prefix(path, n, v)
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		if d.is(path, n, mapKind, secret) {
			d.fields(path, n, v)
		}
	case reflect.Map:
		if d.is(path, n, mapKind, secret) {
			d.entries(path, n, v)
		}
	case reflect.Slice:
		if d.is(path, n, listKind, secret) {
			v.Set(reflect.MakeSlice(v.Type(), len(n.items), len(n.items)))
			for i, item := range n.items {
				d.value(problem.Index(path, i), item, v.Index(i), secret)
			}
		}
	case reflect.String:
		if d.is(path, n, textKind, secret) {
			v.SetString(n.text)
		}
	case reflect.Bool:
		if d.is(path, n, boolKind, secret) {
			v.SetBool(n.text == "true")
		}
	case reflect.Int:
		d.number(path, n, v)
	default:
		panic(fmt.Sprintf("specfile cannot read %s, a %s", path, v.Type()))
	}
}

// fields reads a map into a struct.
func (d *decoder) fields(path string, n *node, v reflect.Value) {
	seen := map[string]pos{}
	for _, e := range n.entries {
		// The search for what is meant takes time, and nobody would read it.
		if len(d.list) > maxProblems {
			return
		}
		if d.named(path, under, e, seen) {
			i, ok := structures[v.Type()].index[e.name]
			switch {
			case ok:
				d.value(problem.Join(path, e.name), e.value, v.Field(i), false)
			case path == "" && e.name == "$schema":
			default:
				d.add(under(path, e.name), e.at, FieldUnknown, e.name, "is not a field of "+cmp.Or(path, "a spec"), hintUnknown(v.Type(), e.name))
			}
		}
	}
}

// entries reads a map whose names are the user's.
func (d *decoder) entries(path string, n *node, v reflect.Value) {
	v.Set(reflect.MakeMapWithSize(v.Type(), len(n.entries)))
	seen := map[string]pos{}
	for _, e := range n.entries {
		if d.named(path, problem.Key, e, seen) {
			value := reflect.New(v.Type().Elem()).Elem()
			d.value(problem.Key(path, e.name), e.value, value, true)
			v.SetMapIndex(reflect.ValueOf(e.name).Convert(v.Type().Key()), value)
		}
	}
}

// named tells whether the name of an entry can be used; at makes the path beneath.
func (d *decoder) named(path string, at func(path, name string) string, e entry, seen map[string]pos) bool {
	first, twice := seen[e.name]
	switch {
	case e.kind == mergeKind:
		d.add(path, e.at, MergeKeyRefused, "<<", "is a merge key, and YAML 1.2 has none", "write the fields out")
	case e.kind == mapKind || e.kind == taggedKind:
		d.add(path, e.at, FieldNameNotText, "", "a name is not plain text", `use one such as "name", without a tag or an alias`)
	case e.kind != textKind:
		d.add(path, e.at, FieldNameNotText, e.name, "is a name that YAML readers do not take for text", "put it in quotes")
	case twice:
		d.add(at(path, e.name), e.at, FieldRepeated, "", fmt.Sprintf("the field stands twice, first at %s", first), "remove one")
	default:
		seen[e.name] = e.at
		return true
	}
	return false
}

var simple = regexp.MustCompile(`^[A-Za-z$_][A-Za-z0-9_-]*$`)

// under is the path of a name that may be anything.
func under(path, name string) string {
	if name = cut(name, 60); simple.MatchString(name) {
		return problem.Join(path, name)
	}
	return problem.Key(path, name)
}
