package cfn

import (
	"slices"
	"strings"
)

// asText is v as Fn::Join and Fn::Sub put it into a string; ok is false if v is no text.
func asText(v Value) (text Value, ok bool) {
	switch v := v.(type) {
	case String, ResourceRef, Atom, Dynamic, Concat:
		return v, true
	case Number:
		return String(v), true
	case Bool:
		if v {
			return String("true"), true
		}
		return String("false"), true
	case Choice:
		then, ok1 := asText(v.Then)
		otherwise, ok2 := asText(v.Else)
		return choose(v.If, then, otherwise), ok1 && ok2
	}
	return nil, false
}

// concat joins texts: neighbouring strings become one, and a {{resolve:...}} that
// they make together a [Dynamic].
func concat(stack string, parts ...Value) Value {
	parts = merge(parts)
	if unclear(parts) {
		return Atom{Origin: FromCall, Stack: stack, Name: call("Join", parts...)}
	}
	parts = resolveDynamic(stack, parts)
	switch {
	case len(parts) == 0:
		return String("")
	case len(parts) == 1:
		return parts[0]
	}
	return Concat(parts)
}

// merge flattens concats and joins neighbouring strings.
func merge(parts []Value) []Value {
	var merged []Value
	var literal strings.Builder
	flush := func() {
		if literal.Len() > 0 {
			merged = append(merged, String(literal.String()))
			literal.Reset()
		}
	}
	var add func(v Value)
	add = func(v Value) {
		switch v := v.(type) {
		case String:
			literal.WriteString(string(v))
		case Concat:
			for _, p := range v {
				add(p)
			}
		default:
			flush()
			merged = append(merged, v)
		}
	}
	for _, p := range parts {
		add(p)
	}
	flush()
	return merged
}

const opening, closing = "{{resolve:", "}}"

// resolveDynamic finds the dynamic references in merged parts.
func resolveDynamic(stack string, parts []Value) []Value {
	if !slices.ContainsFunc(parts, func(v Value) bool {
		s, ok := v.(String)
		return ok && strings.Contains(string(s), opening)
	}) {
		return parts
	}
	var done, inside []Value
	within := false
	add := func(s string) {
		switch {
		case s == "":
		case within:
			inside = append(inside, String(s))
		default:
			done = append(done, String(s))
		}
	}
	for _, p := range parts {
		s, literal := p.(String)
		if !literal {
			if within {
				inside = append(inside, p)
			} else {
				done = append(done, p)
			}
			continue
		}
		rest := string(s)
		for {
			mark := opening
			if within {
				mark = closing
			}
			before, after, found := strings.Cut(rest, mark)
			add(before)
			if !found {
				break
			}
			if within {
				var reference Value = String("")
				if inside = merge(inside); len(inside) == 1 {
					reference = inside[0]
				} else if len(inside) > 1 {
					reference = Concat(inside)
				}
				done, inside = append(done, Dynamic{Stack: stack, Reference: reference}), nil
			}
			within, rest = !within, after
		}
	}
	if within {
		done = append(append(done, String(opening)), inside...)
	}
	return merge(done)
}

// unclear tells whether a dynamic reference may begin or end inside an open part, so
// that the literal parts cannot be trusted to stay as they are.
func unclear(parts []Value) bool {
	var open, choice bool
	for _, p := range parts {
		switch p := p.(type) {
		case String:
			open = dangling(string(p)) || open && !strings.Contains(string(p), closing)
		case Choice:
			choice = true
			if danglingInside(p.Then) || danglingInside(p.Else) {
				return true
			}
		}
		if open && choice {
			return true
		}
	}
	return open && len(parts) > 1
}

// dangling is text that ends in a dynamic reference without its end, or may.
func dangling(s string) bool {
	i := strings.LastIndex(s, "{{")
	return strings.HasSuffix(s, "{") || i >= 0 && !strings.Contains(s[i:], closing)
}

func danglingInside(v Value) bool {
	switch v := v.(type) {
	case String:
		return dangling(string(v))
	case Concat:
		return slices.ContainsFunc(v, danglingInside)
	case Choice:
		return danglingInside(v.Then) || danglingInside(v.Else)
	}
	return false
}
