package rehearse

import (
	"errors"
	"regexp"
	"strings"

	"github.com/archblocks/archblocks/internal/cfn"
)

// exact evaluates the properties of one resource once more, with the attributes of all that
// it refers to written into its template: functions of them, such as Fn::Split, are decided then.
func (a *account) exact(s *stack, d *desired, r *cfn.Resource, look func(id, attribute string) (any, error)) (map[string]any, error) {
	root, err := parseNode(d.text)
	if err != nil {
		return nil, err
	}
	if err := a.outside(s, root); err != nil {
		return nil, err
	}
	sub := substitution{look: look, there: d.stack.Resource}
	sub.in(root.Get("Resources").Get(r.Ref.LogicalID).Get("Properties"))
	if sub.err != nil {
		return nil, sub.err
	}
	next, err := a.evaluate(s, root, d.text, d.parameters)
	if err != nil {
		return nil, err
	}
	of := next.stack.Resource(r.Ref.LogicalID)
	if of == nil {
		return nil, refused("Resource %s is not there", r.Ref.LogicalID)
	}
	all, err := values{a, s, next.world, look}.of(of.Properties)
	if err != nil {
		return nil, err
	}
	m, _ := all.(map[string]any)
	return m, nil
}

// substitution writes attributes of resources in place of Ref, Fn::GetAtt and Fn::Sub.
type substitution struct {
	look  func(id, attribute string) (any, error)
	there func(id string) *cfn.Resource
	err   error
}

// errUnmade: an attribute is asked for of what is not made yet.
var errUnmade = errors.New("not made yet")

func (s *substitution) value(id, attribute string) any {
	v, err := s.look(id, attribute)
	if _, open := v.(unknown); open {
		err = errUnmade
	}
	if s.err == nil {
		s.err = err
	}
	return v
}

func (s *substitution) in(n *cfn.Node) {
	if n == nil {
		return
	}
	for _, item := range n.Items {
		s.in(item)
	}
	if n.Kind == cfn.MapNode && len(n.Fields) == 1 {
		switch arg := n.Fields[0].Value; n.Fields[0].Name {
		case "Ref":
			if s.there(arg.Text) != nil {
				s.put(n, s.value(arg.Text, ""))
				return
			}
		case "Fn::GetAtt":
			id, attribute, ok := strings.Cut(arg.Text, ".")
			if arg.Kind == cfn.ListNode && len(arg.Items) == 2 {
				id, attribute, ok = arg.Items[0].Text, arg.Items[1].Text, true
			}
			if ok && s.there(id) != nil {
				s.put(n, s.value(id, attribute))
				return
			}
		case "Fn::Sub":
			if arg.Kind == cfn.ListNode && len(arg.Items) > 0 {
				arg = arg.Items[0]
			}
			arg.Text = placeholders.ReplaceAllStringFunc(arg.Text, func(text string) string {
				id, attribute, _ := strings.Cut(text[2:len(text)-1], ".")
				if s.there(id) == nil {
					return text
				}
				if value, isText := s.value(id, attribute).(string); isText {
					return value
				}
				return text
			})
		}
	}
	for _, f := range n.Fields {
		s.in(f.Value)
	}
}

var placeholders = regexp.MustCompile(`\$\{[A-Za-z0-9.]+\}`)

// put makes a node of a value.
func (s *substitution) put(n *cfn.Node, v any) {
	switch v := v.(type) {
	case string:
		*n = cfn.Node{Kind: cfn.StringNode, Text: v, Pos: n.Pos}
	case []any:
		list := cfn.Node{Kind: cfn.ListNode, Pos: n.Pos}
		for _, item := range v {
			one := &cfn.Node{Pos: n.Pos}
			s.put(one, item)
			list.Items = append(list.Items, one)
		}
		*n = list
	}
}
