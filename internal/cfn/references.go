package cfn

import "strings"

// refWalk finds the names that an expression refers to, without evaluating it.
type refWalk struct {
	// visit gets each reference: a name of Ref, or of Fn::GetAtt with an attribute.
	visit func(s scope, n *Node, name string, attribute bool, when *Condition)
	// branches gets the condition that Fn::If names; nil looks into both branches alike.
	branches func(s scope, name *Node) *Condition
}

func (w refWalk) walk(s scope, n *Node, when *Condition) {
	if n == nil {
		return
	}
	for i, item := range n.Items {
		w.walk(s.item(i), item, when)
	}
	if len(n.Fields) == 1 {
		if f := n.Fields[0]; w.function(s.down(f.Name), f.Name, f.Value, when) {
			return
		}
	}
	for _, f := range n.Fields {
		w.walk(s.down(f.Name), f.Value, when)
	}
}

// function is true if it has looked at all of the argument.
func (w refWalk) function(s scope, name string, n *Node, when *Condition) bool {
	switch name {
	case "Ref":
		if n.Kind == StringNode {
			w.visit(s, n, n.Text, false, when)
		}
		return true
	case "Fn::GetAtt":
		if n.Kind == StringNode {
			n = dotted(n)
		}
		if n.Kind == ListNode && len(n.Items) > 0 && n.Items[0].Kind == StringNode {
			w.visit(s, n, n.Items[0].Text, true, when)
		}
		return false
	case "Fn::Sub":
		w.sub(s, n, when)
		return false
	case "Fn::If":
		if w.branches == nil || n.Kind != ListNode || len(n.Items) != 3 || n.Items[0].Kind != StringNode {
			return false
		}
		c := w.branches(s, n.Items[0])
		w.walk(s.item(1), n.Items[1], and(when, c))
		w.walk(s.item(2), n.Items[2], and(when, not(c)))
		return true
	}
	return false
}

func (w refWalk) sub(s scope, n *Node, when *Condition) {
	text, given := n, (*Node)(nil)
	if n.Kind == ListNode && len(n.Items) == 2 {
		text, given = n.Items[0], n.Items[1]
	}
	format, _ := text.scalar()
	pieces, _ := splitSub(format)
	for _, p := range pieces {
		if !p.variable || given.Get(p.text) != nil {
			continue
		}
		id, _, attribute := strings.Cut(p.text, ".")
		if attribute && !strings.HasPrefix(p.text, "AWS::") {
			w.visit(s, text, id, true, when)
		} else {
			w.visit(s, text, p.text, false, when)
		}
	}
}

// check reports every name that leads nowhere, also where no value needs it.
func (r *run) check(s *Stack) {
	resources := true
	w := refWalk{visit: func(at scope, n *Node, name string, attribute bool, _ *Condition) {
		_, parameter := s.at.parameters[name]
		_, pseudo := s.pseudo(name)
		switch {
		case !attribute && (parameter || pseudo):
		case at.declared(name) == No:
			at.wrong(n, "there is no resource or parameter %s", name)
		case !resources:
			at.wrong(n, "a condition cannot refer to the resource %s", name)
		}
	}}
	at := scope{run: r, stack: s}
	for _, d := range s.Template.Resources {
		here := at.down("Resources").down(d.LogicalID)
		for _, f := range d.values() {
			w.walk(here.down(f.Name), f.Value, always)
		}
		for _, id := range d.DependsOn {
			if here.declared(id) == No {
				here.down("DependsOn").wrong(&Node{Pos: d.Pos}, "there is no resource %s", id)
			}
		}
	}
	for _, o := range s.Template.Outputs {
		w.walk(at.down("Outputs").down(o.Name).down("Value"), o.Value, always)
		w.walk(at.down("Outputs").down(o.Name).down("Export"), o.Export, always)
	}
	resources = false
	for _, f := range s.Template.Conditions {
		w.walk(at.down("Conditions").down(f.Name), f.Value, always)
	}
}

// values are the parts of a declaration that are evaluated.
func (d Declaration) values() []Field {
	var all []Field
	for _, f := range []Field{{"Properties", d.Pos, d.Properties}, {"DeletionPolicy", d.Pos, d.DeletionPolicy}, {"UpdateReplacePolicy", d.Pos, d.UpdateReplacePolicy}} {
		if f.Value != nil {
			all = append(all, f)
		}
	}
	return append(all, d.Other...)
}
