package cfn

// conditions evaluates all conditions of a stack, and whether its resources exist.
func (r *run) conditions(s *Stack) {
	for _, f := range s.Template.Conditions {
		scope{run: r, stack: s}.down("Conditions").down(f.Name).named(f.Name, f.Value)
	}
	for _, d := range s.Template.Resources {
		at := scope{run: r, stack: s}.down("Resources").down(d.LogicalID).down("Condition")
		if exists := at.named(d.Condition, &Node{Pos: d.Pos}); exists != never {
			ref := ResourceRef{Stack: s.ID, LogicalID: d.LogicalID}
			res := &Resource{Ref: ref, Type: d.Type, Pos: d.Pos, Exists: exists, Declaration: d, DeletionPolicy: Missing{}, UpdateReplacePolicy: Missing{}}
			s.resources[d.LogicalID] = res
			s.Resources = append(s.Resources, res)
		}
	}
}

// named is the condition of that name; the empty name always holds.
func (s scope) named(name string, n *Node) *Condition {
	if name == "" {
		return always
	}
	if c, done := s.stack.Conditions[name]; done {
		return c
	}
	i, found := s.stack.at.conditions[name]
	if !found {
		if s.stack.expands() {
			return s.unread(name)
		}
		s.wrong(n, "there is no condition %s", name)
		return never
	}
	id := s.stack.ID + "/Conditions." + name
	if !s.run.enter(id) {
		s.wrong(n, "a condition needs itself: %s", s.run.cycle(id))
		return never
	}
	defer s.run.leave(id)
	at := scope{run: s.run, stack: s.stack}.down("Conditions").down(name)
	c := labelled(at.condition(s.stack.Template.Conditions[i].Value), name)
	s.stack.Conditions[name] = c
	return c
}

// unread is a condition that cannot be read: either way is possible.
func (s scope) unread(name string) *Condition {
	return s.run.model.test(Atom{Origin: FromUnread, Stack: s.stack.ID, Name: name}, Bool(true))
}

// condition evaluates a condition function.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html
func (s scope) condition(n *Node) *Condition {
	if n.Kind != MapNode || len(n.Fields) != 1 {
		s.wrong(n, "wants a condition function")
		return never
	}
	name, arg := n.Fields[0].Name, n.Fields[0].Value
	s = s.down(name)
	switch name {
	case "Condition":
		if arg.Kind == StringNode {
			return s.named(arg.Text, arg)
		}
		s.wrong(arg, "wants the name of a condition")
		return never
	case "Fn::Equals":
		args := s.arguments(arg, 2, 2)
		if args == nil {
			return never
		}
		return s.run.model.comparison(s.item(0).eval(args[0]), s.item(1).eval(args[1]))
	case "Fn::Not":
		if all := s.operands(arg, 1, 1); all != nil {
			return not(all[0])
		}
		return never
	case "Fn::And":
		if all := s.operands(arg, 2, 10); all != nil {
			return and(all...)
		}
		return never
	case "Fn::Or":
		if all := s.operands(arg, 2, 10); all != nil {
			return or(all...)
		}
		return never
	}
	s.unknown(UnknownFunction, arg, "%s is not known in a condition", name)
	return s.unread(s.path.String())
}

func (s scope) operands(n *Node, least, most int) []*Condition {
	args := s.arguments(n, least, most)
	if args == nil {
		return nil
	}
	all := make([]*Condition, len(args))
	for i, a := range args {
		all[i] = s.item(i).condition(a)
	}
	return all
}
