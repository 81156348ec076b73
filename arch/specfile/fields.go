package specfile

import (
	"fmt"
	"net/netip"
	"reflect"
	"strings"

	"github.com/archblocks/archblocks/arch/archspec"
	"github.com/archblocks/archblocks/arch/problem"
	"github.com/archblocks/archblocks/internal/fieldname"
)

// structure is what files call the fields of a struct.
type structure struct {
	names []string
	index map[string]int
}

func structureOf(t reflect.Type) structure {
	s := structure{index: map[string]int{}}
	for i := range t.NumField() {
		name := fieldname.Of(t.Field(i).Name)
		s.names, s.index[name] = append(s.names, name), i
	}
	return s
}

// structures are those of a spec, and homes the paths under which a field's name is found in it.
var structures, homes = survey()

func survey() (map[reflect.Type]structure, map[string][]string) {
	all, paths := map[reflect.Type]structure{}, map[string][]string{}
	var walk func(path string, t reflect.Type)
	walk = func(path string, t reflect.Type) {
		switch {
		case t.Kind() == reflect.Slice:
			walk(path+"[0]", t.Elem())
		case t.Kind() == reflect.Struct && t != reflect.TypeFor[netip.Prefix]():
			s := structureOf(t)
			all[t] = s
			for i, name := range s.names {
				at := problem.Join(path, name)
				paths[strings.ToLower(name)] = append(paths[strings.ToLower(name)], at)
				walk(at, t.Field(i).Type)
			}
		}
	}
	walk("", reflect.TypeFor[archspec.Spec]())
	return all, paths
}

// hintUnknown finds the field that is meant: one of the struct's own, or one from elsewhere.
func hintUnknown(t reflect.Type, name string) string {
	const longest = 100 // the search costs time for each letter
	own := structures[t].names
	if len(name) > longest {
		return "remove it"
	}
	if own := problem.Nearest(name, own); own != "" && strings.EqualFold(own, name) {
		return fmt.Sprintf("did you mean %q?", own)
	}
	if elsewhere := homes[strings.ToLower(name)]; len(elsewhere) == 1 {
		return fmt.Sprintf("did you mean %q?", elsewhere[0])
	}
	fallback := "remove it"
	if len(own) <= 8 {
		fallback = "use " + strings.Join(own[:len(own)-1], ", ") + " or " + own[len(own)-1]
	}
	return problem.DidYouMean(name, own, fallback)
}
