package cfn

import (
	"fmt"
	"strings"
)

// join is Fn::Join.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-join.html
func (s scope) join(n *Node) Value {
	args := s.arguments(n, 2, 2)
	if args == nil {
		return s.atom(FromFailure)
	}
	delimiter := s.text(args[0], s.item(0).eval(args[0]), "the delimiter")
	return each(s.item(1).eval(args[1]), func(v Value) Value {
		return s.onList(args[1], "Fn::Join", v, []Value{delimiter}, func(s scope, list List) Value {
			var parts []Value
			for i, item := range list {
				if i > 0 {
					parts = append(parts, delimiter)
				}
				parts = append(parts, s.text(args[1], item, fmt.Sprintf("element %d", i)))
			}
			return concat(s.stack.ID, parts...)
		})
	})
}

// selectItem is Fn::Select.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-select.html
func (s scope) selectItem(n *Node) Value {
	args := s.arguments(n, 2, 2)
	if args == nil {
		return s.atom(FromFailure)
	}
	index, list := s.item(0).eval(args[0]), s.item(1).eval(args[1])
	return s.apply("Fn::Select", []Value{index, list}, func(s scope, v []Value) Value {
		index, list := v[0], v[1]
		i, known := AsInt(index)
		if !known {
			if _, isLiteral := literal(index); isLiteral || !isOpen(index) {
				return s.fail(args[0], "%s is no index", Show(index))
			}
			return s.open("Fn::Select", index, list)
		}
		if zones, ok := list.(Atom); ok && zones.Origin == FromZones && i >= 0 {
			return Atom{Origin: FromZone, Stack: zones.Stack, Name: zones.Name, Index: i}
		}
		return s.onList(args[1], "Fn::Select", list, []Value{Number(fmt.Sprint(i))}, func(s scope, list List) Value {
			if i < 0 || i >= len(list) {
				return s.fail(n, "there is no element %d in a list of %d", i, len(list))
			}
			return list[i]
		})
	})
}

// isOpen tells whether a value is left open altogether or in part.
func isOpen(v Value) bool {
	switch v.(type) {
	case Atom, ResourceRef, Dynamic, Concat:
		return true
	}
	return false
}

// split is Fn::Split.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-split.html
func (s scope) split(n *Node) Value {
	args := s.arguments(n, 2, 2)
	if args == nil {
		return s.atom(FromFailure)
	}
	delimiter, source := s.item(0).eval(args[0]), s.item(1).eval(args[1])
	return s.apply("Fn::Split", []Value{delimiter, source}, func(s scope, v []Value) Value {
		delimiter, ok := v[0].(String)
		switch {
		case !ok && isOpen(v[0]):
			return s.open("Fn::Split", v...)
		case !ok || delimiter == "":
			return s.fail(args[0], "Fn::Split wants a string of one or more characters first")
		}
		source, ok := asText(v[1])
		if !ok {
			return s.fail(args[1], "Fn::Split wants text, not %s", Show(v[1]))
		}
		if delimiter == ":" {
			source = s.run.model.taken(source)
		}
		if list, ok := s.run.model.splitText(s.stack.ID, string(delimiter), source); ok {
			return list
		}
		return s.open("Fn::Split", v...)
	})
}

// splitText splits a text whose open parts cannot contain any of the delimiter.
func (m *Model) splitText(stack, delimiter string, source Value) (List, bool) {
	parts := []Value{source}
	if c, ok := source.(Concat); ok {
		parts = c
	}
	var list List
	var item []Value
	for _, p := range parts {
		text, ok := p.(String)
		if !ok {
			characters := ""
			switch p := p.(type) {
			case Atom:
				characters = p.characters()
			case ResourceRef:
				characters = m.characters(p)
			}
			if characters == "" || strings.ContainsAny(delimiter, characters) {
				return nil, false
			}
			item = append(item, p)
			continue
		}
		for i, piece := range strings.Split(string(text), delimiter) {
			if i > 0 {
				list, item = append(list, concat(stack, item...)), nil
			}
			item = append(item, String(piece))
		}
	}
	return append(list, concat(stack, item...)), true
}

// length is Fn::Length.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-length.html
func (s scope) length(n *Node) Value {
	return each(s.eval(n), func(v Value) Value {
		return s.onList(n, "Fn::Length", v, nil, func(_ scope, list List) Value {
			return Number(fmt.Sprint(len(list)))
		})
	})
}

// zones is Fn::GetAZs. Which zones it gives depends on the account, so it is open.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getavailabilityzones.html
func (s scope) zones(n *Node) Value {
	return s.apply("Fn::GetAZs", []Value{s.eval(n)}, func(s scope, v []Value) Value {
		region, ok := asText(v[0])
		if region == Value(String("")) {
			region = s.stack.region()
		}
		switch text, literal := region.(String); {
		case !ok:
			return s.fail(n, "Fn::GetAZs wants a Region")
		case literal:
			return Atom{Origin: FromZones, Stack: s.stack.Account, Name: string(text)}
		}
		return Atom{Origin: FromZones, Stack: s.stack.Account, Name: call("@", region)}
	})
}
