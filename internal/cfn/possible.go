package cfn

import "strings"

// possible tells whether the tests of a world that are used can fall so together, as far as
// putting the known values of parameters into the others shows: with Stage == "dev" the
// text Stage-Debug is never "prod-yes".
func (w World) possible(used []bool) bool {
	known := map[Atom]String{}
	for more := true; more; {
		more = false
		for i, t := range w.model.Tests {
			if !w.truth[i] || !used[i] {
				continue
			}
			if atom, text, ok := solved(replaced(t.Left, known), t.Right); ok {
				known[atom], more = text, true
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

// solved is what an equality with a known text says of the one open part of the other side.
func solved(v, equal Value) (Atom, String, bool) {
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
			return Atom{}, "", false
		case i == 0:
			rest, fits = strings.CutPrefix(rest, string(literal))
		default:
			rest, fits = strings.CutSuffix(rest, string(literal))
		}
		if !fits {
			return Atom{}, "", false
		}
	}
	atom, isAtom := open.(Atom)
	return atom, String(rest), known && isAtom
}

// replaced is a value with the known texts in place of atoms.
func replaced(v Value, known map[Atom]String) Value {
	switch v := v.(type) {
	case Atom:
		if text, ok := known[v]; ok {
			return text
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
