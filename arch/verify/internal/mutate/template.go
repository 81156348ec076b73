package mutate

import (
	"maps"
	"slices"
	"strings"
)

type (
	obj  = map[string]any
	list = []any
)

// node names a resource: it finds the same one in every copy of an application.
type node struct {
	stack int
	id    string
}

func (n node) in(a App) obj        { return sub(a[n.stack].Template, "Resources", n.id) }
func (n node) props(a App) obj     { return sub(n.in(a), "Properties") }
func (n node) ref() obj            { return obj{"Ref": n.id} }
func (n node) att(name string) obj { return obj{"Fn::GetAtt": list{n.id, name}} }

// sub returns the object at a path of keys, and makes what is missing.
func sub(m obj, keys ...string) obj {
	for _, k := range keys {
		next, ok := m[k].(obj)
		if !ok {
			next = obj{}
			m[k] = next
		}
		m = next
	}
	return m
}

// get returns the value at a path of keys and indexes, or nil.
func get(v any, path ...any) any {
	for _, p := range path {
		switch k := p.(type) {
		case string:
			m, _ := v.(obj)
			v = m[k]
		case int:
			l, _ := v.(list)
			if k >= len(l) {
				return nil
			}
			v = l[k]
		}
	}
	return v
}

// items returns a list's items, a single value as a list of one, nil as none.
func items(v any) list {
	switch v := v.(type) {
	case nil:
		return nil
	case list:
		return v
	}
	return list{v}
}

// text returns a string, or "".
func text(v any) string {
	s, _ := v.(string)
	return s
}

// clone copies deeply and brings Go's own numbers and string lists to what a JSON decoder gives.
func (a App) clone() App {
	out := make(App, len(a))
	for i, s := range a {
		out[i] = Stack{Name: s.Name, Template: copyOf(s.Template).(obj)}
	}
	return out
}

func copyOf(v any) any {
	switch v := v.(type) {
	case obj:
		out := make(obj, len(v))
		for k, item := range v {
			out[k] = copyOf(item)
		}
		return out
	case list:
		out := make(list, len(v))
		for i, item := range v {
			out[i] = copyOf(item)
		}
		return out
	case []string:
		out := make(list, len(v))
		for i, item := range v {
			out[i] = item
		}
		return out
	case int:
		return float64(v)
	}
	return v
}

// walk rewrites every value of a tree, leaves first.
func walk(v any, rewrite func(any) any) any {
	switch t := v.(type) {
	case obj:
		for _, k := range slices.Sorted(maps.Keys(t)) {
			t[k] = walk(t[k], rewrite)
		}
	case list:
		for i := range t {
			t[i] = walk(t[i], rewrite)
		}
	}
	return rewrite(v)
}

// create adds a resource under a free logical id.
func create(a App, stack int, id, kind string, props obj) node {
	all := sub(a[stack].Template, "Resources")
	for all[id] != nil {
		id += "X"
	}
	all[id] = obj{"Type": kind, "Properties": props}
	return node{stack, id}
}

// remove deletes a resource and every DependsOn that names it.
func remove(a App, n node) {
	all := sub(a[n.stack].Template, "Resources")
	delete(all, n.id)
	for id := range all {
		undepend(a, node{n.stack, id}, n.id)
	}
}

// undepend takes one name out of a DependsOn.
func undepend(a App, n node, id string) {
	r := n.in(a)
	if r["DependsOn"] == nil {
		return
	}
	kept := slices.DeleteFunc(slices.Clone(items(r["DependsOn"])), func(v any) bool { return v == id })
	if len(kept) == 0 {
		delete(r, "DependsOn")
		return
	}
	r["DependsOn"] = kept
}

// twin adds a changed copy of a resource.
func twin(a App, n node, change func(props obj)) node {
	r := copyOf(n.in(a)).(obj)
	t := create(a, n.stack, n.id+"Twin", text(r["Type"]), sub(r, "Properties"))
	change(t.props(a))
	return t
}

// undecided declares a condition on a parameter without a default and returns its name.
func undecided(a App, stack int) string {
	sub(a[stack].Template, "Parameters")["Extra"] = obj{"Type": "String"}
	sub(a[stack].Template, "Conditions")["Undecided"] = obj{"Fn::Equals": list{obj{"Ref": "Extra"}, "yes"}}
	return "Undecided"
}

// decided declares a condition that always or never holds and returns its name.
func decided(a App, stack int, holds bool) string {
	name, right := "Always", "a"
	if !holds {
		name, right = "Never", "b"
	}
	sub(a[stack].Template, "Conditions")[name] = obj{"Fn::Equals": list{"a", right}}
	return name
}

// either is a value that an undecided condition chooses.
func either(a App, stack int, then, otherwise any) obj {
	return obj{"Fn::If": list{undecided(a, stack), then, otherwise}}
}

func noValue() obj { return obj{"Ref": "AWS::NoValue"} }

// names returns the logical ids that a value refers to, as CloudFormation orders by them.
func names(v any) []string {
	var found []string
	var visit func(any)
	visit = func(v any) {
		switch t := v.(type) {
		case list:
			for _, item := range t {
				visit(item)
			}
		case obj:
			for k, item := range t {
				switch k {
				case "Ref":
					found = append(found, text(item))
				case "Fn::GetAtt":
					if s, ok := item.(string); ok {
						id, _, _ := strings.Cut(s, ".")
						found = append(found, id)
					} else {
						found = append(found, text(get(item, 0)))
					}
				case "Fn::Sub":
					pattern := text(item)
					if l, ok := item.(list); ok {
						pattern = text(get(l, 0))
						visit(get(l, 1))
					}
					for _, part := range strings.Split(pattern, "${")[1:] {
						name, _, _ := strings.Cut(part, "}")
						id, _, _ := strings.Cut(name, ".")
						found = append(found, id)
					}
				default:
					visit(item)
				}
			}
		}
	}
	visit(v)
	slices.Sort(found)
	return slices.Compact(found)
}
