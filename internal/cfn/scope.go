package cfn

import (
	"fmt"
	"strconv"
	"strings"
)

// scope is where an expression stands.
type scope struct {
	run   *run
	stack *Stack
	path  *place
	// guarded is set where an undecided condition selects the expression: a function that
	// has no value there is no fault yet.
	guarded bool
}

// place is a path as a chain, so that it is written out only for messages.
type place struct {
	above *place
	step  string
}

func (p *place) String() string {
	if p == nil {
		return ""
	}
	return joinPath(p.above.String(), p.step)
}

func (s scope) down(step string) scope {
	s.path = &place{s.path, step}
	return s
}

func (s scope) item(i int) scope { return s.down("[" + strconv.Itoa(i) + "]") }

// wrong reports what CloudFormation refuses wherever it stands.
func (s scope) wrong(n *Node, format string, args ...any) Value {
	s.run.problems = append(s.run.problems, Problem{Stack: s.stack.ID, Path: s.path.String(), Pos: n.Pos, Message: fmt.Sprintf(format, args...)})
	return s.atom(FromFailure)
}

// fail reports a function that has no value.
func (s scope) fail(n *Node, format string, args ...any) Value {
	if !s.guarded {
		return s.wrong(n, format, args...)
	}
	s.assume(MayFail, n, format, args...)
	return s.atom(FromFailure)
}

func (s scope) assume(code NoteCode, n *Node, format string, args ...any) {
	s.run.model.Assumptions = append(s.run.model.Assumptions, s.note(code, n.Pos, format, args...))
}

// unknown reports what cannot be read, and is the open value in its place.
func (s scope) unknown(code NoteCode, n *Node, format string, args ...any) Value {
	s.run.model.Unknowns = append(s.run.model.Unknowns, s.note(code, n.Pos, format, args...))
	return s.atom(FromUnread)
}

func (s scope) note(code NoteCode, at Pos, format string, args ...any) Note {
	return Note{Code: code, Stack: s.stack.ID, Path: s.path.String(), Pos: at, Text: fmt.Sprintf(format, args...)}
}

// atom is an open value that is equal to none but itself.
func (s scope) atom(o Origin) Value {
	return Atom{Origin: o, Stack: s.stack.ID, Name: s.path.String()}
}

// open is a known function of open values.
func (s scope) open(name string, args ...Value) Value {
	return Atom{Origin: FromCall, Stack: s.stack.ID, Name: call(name, args...)}
}

// eval evaluates an expression.
func (s scope) eval(n *Node) Value {
	if s.run.work > MaxWork {
		return s.atom(FromFailure)
	}
	s.run.work++
	switch n.Kind {
	case NullNode:
		return Null{}
	case BoolNode:
		return Bool(n.Text == "true")
	case NumberNode:
		return Number(n.Text)
	case StringNode:
		return concat(s.stack.ID, String(n.Text))
	case DoubtfulNode:
		return s.unknown(DoubtfulScalar, n, "YAML readers do not agree on %s: quote it, or write it as a plain number", n.Text)
	case ListNode:
		list := make(List, 0, len(n.Items))
		for i, item := range n.Items {
			if v := s.item(i).eval(item); v != (Value)(Missing{}) {
				list = append(list, v)
			}
		}
		return list
	}
	return s.evalMap(n)
}

func (s scope) evalMap(n *Node) Value {
	if len(n.Fields) == 1 {
		if f := n.Fields[0]; f.Name == "Ref" || strings.HasPrefix(f.Name, "Fn::") {
			v := s.down(f.Name).function(f.Name, f.Value)
			if s.run.work += weigh(v, MaxWork-s.run.work); s.run.work > MaxWork {
				// Not v: the functions around it would double it again.
				return s.atom(FromFailure)
			}
			return v
		}
	}
	object := make(Object, 0, len(n.Fields))
	for _, f := range n.Fields {
		if strings.HasPrefix(f.Name, "Fn::") {
			return s.down(f.Name).unknown(NotExpanded, f.Value, "%s stands beside other fields", f.Name)
		}
		if v := s.down(f.Name).eval(f.Value); v != (Value)(Missing{}) {
			object = append(object, Member{f.Name, v})
		}
	}
	return object
}

// optional is Missing for a nil node.
func (s scope) optional(step string, n *Node) Value {
	if n == nil {
		return Missing{}
	}
	return s.down(step).eval(n)
}

// weigh counts the values and characters of v, up to a limit.
func weigh(v Value, limit int) int {
	n := 1
	add := func(v Value) bool {
		if n <= limit {
			n += weigh(v, limit-n)
		}
		return n <= limit
	}
	switch v := v.(type) {
	case String:
		n += len(v)
	case List:
		for _, item := range v {
			if !add(item) {
				break
			}
		}
	case Concat:
		for _, part := range v {
			if !add(part) {
				break
			}
		}
	case Object:
		for _, m := range v {
			n += len(m.Name)
			if !add(m.Value) {
				break
			}
		}
	case Dynamic:
		add(v.Reference)
	case Choice:
		add(v.Then)
		add(v.Else)
	}
	return n
}
