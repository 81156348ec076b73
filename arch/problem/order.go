package problem

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// InOrder returns the list in the order of the fields of spec, the struct that the
// paths lead into: a list before its elements, and problems of one field as they
// were found. It leaves l as it was.
func (l List) InOrder(spec any) List {
	if len(l) < 2 {
		return l
	}
	type placed struct {
		Problem
		at []int
	}
	found := make([]placed, len(l))
	for i, p := range l {
		found[i] = placed{p, position(reflect.TypeOf(spec), p.Path)}
	}
	slices.SortStableFunc(found, func(a, b placed) int { return slices.Compare(a.at, b.at) })
	sorted := make(List, len(l))
	for i, p := range found {
		sorted[i] = p.Problem
	}
	return sorted
}

// position is a path as the indexes of its fields and list elements; it ends where
// the path leaves structs and lists.
func position(t reflect.Type, path string) []int {
	var at []int
	for path != "" {
		var name string
		switch t.Kind() {
		case reflect.Struct:
			end := strings.IndexAny(path, ".[")
			if end < 0 {
				end = len(path)
			}
			name, path = path[:end], path[end:]
			field, ok := t.FieldByNameFunc(func(s string) bool { return strings.EqualFold(s, name) })
			if !ok {
				return at
			}
			at, t = append(at, field.Index...), field.Type
		case reflect.Slice:
			name, path, _ = strings.Cut(strings.TrimPrefix(path, "["), "]")
			i, err := strconv.Atoi(name)
			if err != nil {
				return at
			}
			at, t = append(at, i), t.Elem()
		default:
			return at
		}
		path = strings.TrimPrefix(path, ".")
	}
	return at
}
