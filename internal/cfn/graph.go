package cfn

import (
	"fmt"
	"strings"
)

// Edge says that a resource needs another one of its stack to be there first.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-dependson.html
type Edge struct {
	// From needs To; both are logical ids.
	From, To string
	// Path is where the template says so.
	Path string
	Pos  Pos
	// Explicit is DependsOn, the others are references.
	Explicit bool
	// When is the condition under which both are there and the reference is in use.
	When *Condition
}

// edges finds the edges of a stack and reports a cycle that is there in every world.
func (r *run) edges(s *Stack) {
	for _, d := range s.Template.Resources {
		from := s.resources[d.LogicalID]
		if from == nil {
			continue
		}
		at := scope{run: r, stack: s}.down("Resources").down(d.LogicalID)
		add := func(at scope, n *Node, id string, explicit bool, when *Condition) {
			to := s.resources[id]
			if to == nil {
				return
			}
			if when = and(from.Exists, to.Exists, when); when != never {
				s.Edges = append(s.Edges, Edge{From: d.LogicalID, To: id, Path: at.path.String(), Pos: n.Pos, Explicit: explicit, When: when})
			}
		}
		for _, id := range d.DependsOn {
			add(at.down("DependsOn"), &Node{Pos: d.Pos}, id, true, always)
		}
		w := refWalk{
			visit:    func(at scope, n *Node, id string, _ bool, when *Condition) { add(at, n, id, false, when) },
			branches: func(at scope, name *Node) *Condition { return at.named(name.Text, name) },
		}
		for _, f := range d.values() {
			w.walk(at.down(f.Name), f.Value, always)
		}
	}
	if _, err := s.order(func(c *Condition) bool { return c == always }); err != nil {
		r.problems = append(r.problems, Problem{Stack: s.ID, Message: err.Error()})
	}
}

// Order returns the resources of the stack that exist in the world, each after all
// that it needs; apart from that in the template's order. The error names a cycle.
func (s *Stack) Order(w World) ([]*Resource, error) {
	known := map[*Condition]bool{}
	return s.order(func(c *Condition) bool { return w.holds(c, known) })
}

func (s *Stack) order(holds func(*Condition) bool) ([]*Resource, error) {
	needs := map[string][]Edge{}
	for _, e := range s.Edges {
		if holds(e.When) {
			needs[e.From] = append(needs[e.From], e)
		}
	}
	const begun, done = 1, 2
	state := map[string]int{}
	var order []*Resource
	var trail []string
	var visit func(id string) error
	visit = func(id string) error {
		switch state[id] {
		case done:
			return nil
		case begun:
			return fmt.Errorf("resources need each other: %s", loop(trail, id))
		}
		state[id] = begun
		trail = append(trail, id)
		for _, e := range needs[id] {
			if err := visit(e.To); err != nil {
				return err
			}
		}
		trail = trail[:len(trail)-1]
		state[id] = done
		order = append(order, s.resources[id])
		return nil
	}
	for _, r := range s.Resources {
		if holds(r.Exists) {
			if err := visit(r.Ref.LogicalID); err != nil {
				return nil, err
			}
		}
	}
	return order, nil
}

// loop is the end of the trail from its last visit of id, and id again.
func loop(trail []string, id string) string {
	for i := len(trail) - 1; i >= 0; i-- {
		if trail[i] == id {
			trail = trail[i:]
			break
		}
	}
	return strings.Join(append(append([]string(nil), trail...), id), " -> ")
}

// StackOrder returns the stacks, each after those whose outputs it reads; apart from
// that in the order of the inputs. The error names a cycle.
func (m *Model) StackOrder() ([]*Stack, error) {
	state := map[string]int{}
	var order []*Stack
	var trail []string
	var visit func(s *Stack) error
	visit = func(s *Stack) error {
		switch state[s.ID] {
		case 2:
			return nil
		case 1:
			return fmt.Errorf("stacks need each other: %s", loop(trail, s.ID))
		}
		state[s.ID] = 1
		trail = append(trail, s.ID)
		for _, id := range s.Needs {
			if err := visit(m.stacks[id]); err != nil {
				return err
			}
		}
		trail = trail[:len(trail)-1]
		state[s.ID] = 2
		order = append(order, s)
		return nil
	}
	for _, s := range m.Stacks {
		if err := visit(s); err != nil {
			return nil, err
		}
	}
	return order, nil
}
