package cfn

import (
	"regexp"
	"strings"
)

// ref is Ref.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ref.html
func (s scope) ref(n *Node) Value {
	if n.Kind != StringNode {
		return s.wrong(n, "Ref wants a name")
	}
	return s.refTo(n.Text, n)
}

func (s scope) refTo(name string, n *Node) Value {
	if strings.HasPrefix(name, "AWS::") {
		if v, ok := s.stack.pseudo(name); ok {
			return v
		}
		return s.wrong(n, "there is no pseudo parameter %s", name)
	}
	if v, ok := s.stack.Parameters[name]; ok {
		return v
	}
	return s.resource(name, "", n)
}

// resource is a ref to a resource of this stack.
func (s scope) resource(id, attribute string, n *Node) Value {
	switch s.declared(id) {
	case Yes:
	case Maybe:
		return s.atom(FromUnread)
	default:
		return s.wrong(n, "there is no resource or parameter %s", id)
	}
	if s.stack.resources[id] == nil {
		return s.fail(n, "%s does not exist: its condition is false", id)
	}
	return ResourceRef{Stack: s.stack.ID, LogicalID: id, Attribute: attribute}
}

// declared tells whether the template declares the resource; Maybe where a loop, a
// macro or a module could.
func (s scope) declared(id string) Truth {
	if _, ok := s.stack.at.resources[id]; ok {
		return Yes
	}
	module, _, dotted := strings.Cut(id, ".")
	if _, ok := s.stack.at.resources[module]; dotted && ok || s.stack.expands() {
		return Maybe
	}
	return No
}

// getAtt is Fn::GetAtt.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getatt.html
func (s scope) getAtt(n *Node) Value {
	if n.Kind == StringNode {
		n = dotted(n)
	}
	args := s.arguments(n, 2, 2)
	if args == nil {
		return s.atom(FromFailure)
	}
	id := args[0]
	if id.Kind != StringNode {
		return s.wrong(id, "Fn::GetAtt wants the name of a resource first")
	}
	return s.apply("Fn::GetAtt", []Value{s.item(1).eval(args[1])}, func(s scope, args []Value) Value {
		switch attribute := args[0].(type) {
		case String:
			if attribute == "" {
				return s.wrong(n, "Fn::GetAtt wants an attribute")
			}
			return s.resource(id.Text, string(attribute), id)
		case Atom, Concat:
			return s.open("Fn::GetAtt", String(id.Text), attribute)
		}
		return s.wrong(n, "Fn::GetAtt wants the name of an attribute")
	})
}

// sub is Fn::Sub, with and without a map of variables.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html
func (s scope) sub(n *Node) Value {
	text, variables := n, (*Node)(nil)
	if n.Kind == ListNode {
		args := s.arguments(n, 2, 2)
		if args == nil {
			return s.atom(FromFailure)
		}
		if text, variables = args[0], args[1]; variables.Kind != MapNode {
			return s.wrong(variables, "Fn::Sub wants a map of variables second")
		}
	}
	format, ok := text.scalar()
	if !ok {
		return s.wrong(text, "Fn::Sub wants a string")
	}
	pieces, bad := splitSub(format)
	if bad != "" {
		return s.wrong(text, "${%s} is no variable: use letters, digits, periods and colons, or ${!%s} for the text itself", bad, bad)
	}
	given := map[string]Value{}
	if variables != nil {
		for _, f := range variables.Fields {
			given[f.Name] = s.item(1).down(f.Name).eval(f.Value)
		}
	}
	parts := make([]Value, 0, len(pieces))
	for _, p := range pieces {
		if !p.variable {
			parts = append(parts, String(p.text))
			continue
		}
		v, ok := given[p.text]
		if !ok {
			v = s.variable(p.text, text)
		}
		parts = append(parts, s.text(text, v, "${"+p.text+"}"))
	}
	return concat(s.stack.ID, parts...)
}

// variable is ${Name} or ${Name.Attribute}.
func (s scope) variable(name string, n *Node) Value {
	id, attribute, isAttribute := strings.Cut(name, ".")
	if !isAttribute || strings.HasPrefix(name, "AWS::") {
		return s.refTo(name, n)
	}
	return s.resource(id, attribute, n)
}

// piece is literal text or the name of a variable.
type piece struct {
	text     string
	variable bool
}

var variableName = regexp.MustCompile(`^[A-Za-z0-9_.:]+$`)

// splitSub reads the ${...} of a text; bad is a name that cannot be one.
func splitSub(text string) (pieces []piece, bad string) {
	for {
		before, after, found := strings.Cut(text, "${")
		name, rest, closed := strings.Cut(after, "}")
		if !found || !closed {
			return append(pieces, piece{text: text}), ""
		}
		pieces = append(pieces, piece{text: before})
		switch {
		case strings.HasPrefix(name, "!"):
			pieces = append(pieces, piece{text: "${" + name[1:] + "}"})
		case variableName.MatchString(name):
			pieces = append(pieces, piece{text: name, variable: true})
		default:
			return nil, name
		}
		text = rest
	}
}
