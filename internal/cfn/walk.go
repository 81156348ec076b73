package cfn

import "strconv"

// Walk calls visit for v and all values inside it, with their paths: "A.B[0]". The
// sides of a [Choice] have its path, and the condition under which they are the value
// there. It does not look beneath a value for which visit returns false.
func Walk(v Value, path string, visit func(path string, v Value, when *Condition) bool) {
	walk(v, path, always, visit)
}

func walk(v Value, path string, when *Condition, visit func(string, Value, *Condition) bool) {
	if !visit(path, v, when) {
		return
	}
	switch v := v.(type) {
	case List:
		for i, item := range v {
			walk(item, path+"["+strconv.Itoa(i)+"]", when, visit)
		}
	case Object:
		for _, m := range v {
			walk(m.Value, joinPath(path, m.Name), when, visit)
		}
	case Concat:
		for _, part := range v {
			walk(part, path, when, visit)
		}
	case Dynamic:
		walk(v.Reference, path, when, visit)
	case Choice:
		walk(v.Then, path, and(when, v.If), visit)
		walk(v.Else, path, and(when, not(v.If)), visit)
	}
}

// References returns every ref inside v, in order, each once.
func References(v Value) []ResourceRef {
	var found []ResourceRef
	seen := map[ResourceRef]bool{}
	Walk(v, "", func(_ string, v Value, _ *Condition) bool {
		if ref, ok := v.(ResourceRef); ok && !seen[ref] {
			seen[ref] = true
			found = append(found, ref)
		}
		return true
	})
	return found
}
