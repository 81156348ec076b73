package cfn

import "strings"

// function evaluates one intrinsic function; s stands at its name.
func (s scope) function(name string, arg *Node) Value {
	switch name {
	case "Ref":
		return s.ref(arg)
	case "Fn::GetAtt":
		return s.getAtt(arg)
	case "Fn::Sub":
		return s.sub(arg)
	case "Fn::If":
		return s.ifElse(arg)
	case "Fn::Join":
		return s.join(arg)
	case "Fn::Select":
		return s.selectItem(arg)
	case "Fn::Split":
		return s.split(arg)
	case "Fn::Length":
		return s.length(arg)
	case "Fn::Cidr":
		return s.cidr(arg)
	case "Fn::GetAZs":
		return s.zones(arg)
	case "Fn::FindInMap":
		return s.findInMap(arg)
	case "Fn::ImportValue":
		return s.importValue(arg)
	case "Fn::GetStackOutput":
		return s.getStackOutput(arg)
	case "Fn::Base64":
		return s.base64(arg)
	case "Fn::ToJsonString":
		return s.toJSON(arg)
	case "Fn::Transform":
		return s.unknown(NotExpanded, arg, "Fn::Transform is not run")
	}
	if strings.HasPrefix(name, "Fn::ForEach") {
		return s.unknown(NotExpanded, arg, "Fn::ForEach is not expanded")
	}
	return s.unknown(UnknownFunction, arg, "%s is not known", name)
}

// arguments is the list of a function's arguments, or nil and a problem.
func (s scope) arguments(n *Node, least, most int) []*Node {
	if n.Kind != ListNode || len(n.Items) < least || len(n.Items) > most {
		if least == most {
			s.wrong(n, "wants a list of %d", least)
		} else {
			s.wrong(n, "wants a list of %d to %d", least, most)
		}
		return nil
	}
	return n.Items
}

// apply calls f with every combination of the alternatives of args; with too many
// of them the result is one open value.
func (s scope) apply(name string, args []Value, f func(s scope, args []Value) Value) Value {
	cases := 1
	for _, a := range args {
		if cases *= leaves(a); cases > maxCases {
			return s.open(name, args...)
		}
	}
	s.guarded = s.guarded || cases > 1
	chosen := make([]Value, len(args))
	var from func(i int) Value
	from = func(i int) Value {
		if i == len(args) {
			return f(s, chosen)
		}
		return each(args[i], func(v Value) Value {
			chosen[i] = v
			return from(i + 1)
		})
	}
	return from(0)
}

// text is v as text; what names it for the message where it is none. An alternative
// that is no text fails alone.
func (s scope) text(n *Node, v Value, what string) Value {
	if c, ok := v.(Choice); ok {
		s.guarded = true
		return choose(c.If, s.text(n, c.Then, what), s.text(n, c.Else, what))
	}
	if text, ok := asText(v); ok {
		return text
	}
	return s.fail(n, "%s is %s, not text", what, Show(v))
}

// onList calls f with a list of which no element can vanish. The list may be
// open: f is then not called, and the result is the open call.
func (s scope) onList(n *Node, name string, v Value, rest []Value, f func(s scope, list List) Value) Value {
	args := append([]Value{v}, rest...)
	switch v := v.(type) {
	case List:
		lists, ok := settled(v)
		if !ok {
			return s.open(name, args...)
		}
		s.guarded = s.guarded || leaves(lists) > 1
		return each(lists, func(v Value) Value { return f(s, v.(List)) })
	case Atom, ResourceRef:
		return s.open(name, args...)
	}
	return s.fail(n, "wants a list, not %s", Show(v))
}

// ifElse is Fn::If.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html
func (s scope) ifElse(n *Node) Value {
	args := s.arguments(n, 3, 3)
	if args == nil {
		return s.atom(FromFailure)
	}
	if args[0].Kind != StringNode {
		return s.wrong(args[0], "wants the name of a condition first")
	}
	c := s.named(args[0].Text, args[0])
	switch c.Truth() {
	case Yes:
		return s.item(1).eval(args[1])
	case No:
		return s.item(2).eval(args[2])
	}
	s.guarded = true
	return choose(c, s.item(1).eval(args[1]), s.item(2).eval(args[2]))
}
