package cfn

import "strings"

// possible tells whether the tests of a world that are used can fall so together, as far as
// putting the known values of parameters into the others shows: with Stage == "dev" the
// text Stage-Debug is never "prod-yes".
func (w World) possible(used []bool) bool {
	known := map[Atom]Value{}
	for more := true; more; {
		more = false
		for i, t := range w.model.Tests {
			if !w.truth[i] || !used[i] {
				continue
			}
			left, right := replaced(t.Left, known), replaced(t.Right, known)
			if atom, value, ok := solved(left, right); ok {
				known[atom], more = value, true
			} else if atom, value, ok := solved(right, left); ok {
				known[atom], more = value, true
			}
		}
	}
	if len(known) == 0 {
		return true
	}
	for i, t := range w.model.Tests {
		if !used[i] {
			continue
		}
		answer := w.model.equal(replaced(t.Left, known), replaced(t.Right, known))
		if answer == Yes && !w.truth[i] || answer == No && w.truth[i] {
			return false
		}
	}
	return true
}

// solved is what an equality says of the one open part of its left side: the text that it
// is, if the right side is known, or the other atom.
func solved(v, equal Value) (Atom, Value, bool) {
	if a, isAtom := v.(Atom); isAtom {
		if other, both := equal.(Atom); both {
			return a, other, a != other
		}
	}
	text, known := equal.(String)
	parts, ok := v.(Concat)
	if !ok {
		parts = Concat{v}
	}
	rest := string(text)
	var open Value
	for i, part := range parts {
		literal, isText := part.(String)
		fits := true
		switch {
		case !isText && open == nil:
			open = part
		case !isText:
			return Atom{}, nil, false
		case i == 0:
			rest, fits = strings.CutPrefix(rest, string(literal))
		default:
			rest, fits = strings.CutSuffix(rest, string(literal))
		}
		if !fits {
			return Atom{}, nil, false
		}
	}
	atom, isAtom := open.(Atom)
	return atom, String(rest), known && isAtom
}

// replaced is a value with what is known in place of atoms.
func replaced(v Value, known map[Atom]Value) Value {
	switch v := v.(type) {
	case Atom:
		if value, ok := known[v]; ok {
			return replaced(value, known)
		}
	case Concat:
		parts := make([]Value, len(v))
		for i, part := range v {
			parts[i] = replaced(part, known)
		}
		return concat("", parts...)
	case List:
		list := make(List, len(v))
		for i, item := range v {
			list[i] = replaced(item, known)
		}
		return list
	}
	return v
}

// Facts are the tests as they fall in the world, in the model's order: "Stage == prod",
// "Debug != yes".
func (w World) Facts() []string {
	facts := make([]string, len(w.model.Tests))
	for i, t := range w.model.Tests {
		facts[i] = w.fact(i, t)
	}
	return facts
}
