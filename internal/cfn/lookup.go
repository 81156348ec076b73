package cfn

// findInMap is Fn::FindInMap, with the DefaultValue of AWS::LanguageExtensions.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-findinmap.html
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-findinmap-enhancements.html
func (s scope) findInMap(n *Node) Value {
	nodes := s.arguments(n, 3, 4)
	if nodes == nil {
		return s.atom(FromFailure)
	}
	var fallback *Node
	if len(nodes) == 4 {
		if fallback = nodes[3].Get("DefaultValue"); fallback == nil {
			return s.wrong(nodes[3], "wants {DefaultValue: ...}")
		}
	}
	args := make([]Value, 3)
	for i := range args {
		args[i] = s.item(i).eval(nodes[i])
	}
	return s.apply("Fn::FindInMap", args, func(s scope, args []Value) Value {
		keys := make([]string, 3)
		for i, a := range args {
			text, ok := literal(a)
			if !ok && isOpen(a) {
				return s.openEntry(args, fallback)
			}
			if !ok {
				return s.fail(nodes[i], "%s is no key", Show(a))
			}
			keys[i] = text
		}
		mapping, ok := s.stack.Template.Mappings[keys[0]]
		if !ok && s.stack.expands() {
			return s.openEntry(args, fallback)
		}
		if found := mapping[keys[1]][keys[2]]; found != nil {
			return s.entry(found)
		}
		if fallback != nil {
			return s.item(3).down("DefaultValue").eval(fallback)
		}
		return s.fail(n, "there is no %s in the mapping %s", keys[1]+"."+keys[2], keys[0])
	})
}

// entry is an entry of a mapping, evaluated once.
func (s scope) entry(n *Node) Value {
	v, done := s.stack.entries[n]
	if !done {
		v = s.eval(n)
		s.stack.entries[n] = v
	}
	return v
}

// openEntry is an entry that open keys do not single out.
func (s scope) openEntry(args []Value, fallback *Node) Value {
	if fallback != nil {
		args = append(args[:3:3], s.item(3).down("DefaultValue").eval(fallback))
	}
	return s.open("Fn::FindInMap", args...)
}
