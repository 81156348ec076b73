package cfn

import (
	"fmt"
	"slices"
	"strings"
)

// World is one way in which all undecided tests can fall. In a world every
// condition is decided and no value has a [Choice].
type World struct {
	model *Model
	truth []bool
}

// Worlds returns every world that is possible as far as this package can tell:
// one value is never equal to two different literals, a parameter always to one of its
// allowed values, and what is known of a parameter holds in all tests. More worlds than can really be is sound, fewer never happens.
// The error says that there are more than limit; a proof must then give up.
func (m *Model) Worlds(limit int) ([]World, error) {
	all := make([]bool, len(m.Tests))
	for i := range all {
		all[i] = true
	}
	return m.worlds(limit, all)
}

// worlds are those of the tests that are used.
func (m *Model) worlds(limit int, used []bool) ([]World, error) {
	total := 1
	groups := m.groups(limit)
	for i, g := range groups {
		if !g[0].any(used) {
			groups[i] = g[:1]
		}
	}
	for _, g := range groups {
		if total *= len(g); total > limit {
			return nil, fmt.Errorf("more than %d combinations of undecided conditions", limit)
		}
	}
	worlds := []World{{model: m, truth: make([]bool, len(m.Tests))}}
	for _, g := range groups {
		var next []World
		for _, w := range worlds {
			for _, outcome := range g {
				truth := append([]bool(nil), w.truth...)
				for i, holds := range outcome {
					truth[i] = holds
				}
				next = append(next, World{model: m, truth: truth})
			}
		}
		worlds = next
	}
	return slices.DeleteFunc(worlds, func(w World) bool { return !w.possible(used) }), nil
}

// outcome is how the tests with these indexes fall together.
type outcome map[int]bool

// any tells whether one of its tests is marked.
func (o outcome) any(marked []bool) bool {
	for i := range o {
		if marked[i] {
			return true
		}
	}
	return false
}

// groups are independent sets of tests with their possible outcomes.
//
// A group that alone is more than limit is cut: it is too much in any case.
func (m *Model) groups(limit int) [][]outcome {
	var order []string
	members := map[string][]*Test{}
	for _, t := range m.Tests {
		id := t.key
		if _, ok := literal(t.Right); ok {
			id = key(t.Left)
		}
		if members[id] == nil {
			order = append(order, id)
		}
		members[id] = append(members[id], t)
	}
	var groups [][]outcome
	for _, id := range order {
		tests := members[id]
		tests = tests[:min(len(tests), limit+1)]
		if !m.exclusive(tests) {
			for _, t := range tests {
				groups = append(groups, []outcome{{t.index: true}, {t.index: false}})
			}
			continue
		}
		groups = append(groups, m.oneOf(tests))
	}
	return groups
}

// exclusive tells whether no two of the tests can hold together.
func (m *Model) exclusive(tests []*Test) bool {
	for i, a := range tests {
		for _, b := range tests[:i] {
			if m.equal(a.Right, b.Right) != No {
				return false
			}
		}
	}
	return true
}

// oneOf are the outcomes of tests of one value against different literals.
func (m *Model) oneOf(tests []*Test) []outcome {
	only := func(which *Test) outcome {
		o := outcome{}
		for _, t := range tests {
			o[t.index] = t == which
		}
		return o
	}
	var all []outcome
	for _, t := range tests {
		all = append(all, only(t))
	}
	if !m.covered(tests) {
		all = append(all, only(nil))
	}
	return all
}

// covered tells whether one of the tests must hold: they name all allowed values.
func (m *Model) covered(tests []*Test) bool {
	allowed := m.allowed(tests[0].Left)
	for _, value := range allowed {
		found := false
		for _, t := range tests {
			found = found || m.equal(String(value), t.Right) == Yes
		}
		if !found {
			return false
		}
	}
	return allowed != nil
}

// Holds tells whether the condition holds in the world.
func (w World) Holds(c *Condition) bool { return w.holds(c, map[*Condition]bool{}) }

func (w World) holds(c *Condition, known map[*Condition]bool) bool {
	if value, ok := known[c]; ok {
		return value
	}
	value := c.op == opAnd
	switch c.op {
	case opTrue:
		value = true
	case opTest:
		value = w.truth[c.test.index]
	case opNot:
		value = !w.holds(c.args[0], known)
	case opAnd, opOr:
		for _, a := range c.args {
			if w.holds(a, known) != value {
				value = !value
				break
			}
		}
	}
	known[c] = value
	return value
}

// Exists tells whether the resource is there in the world.
func (w World) Exists(r *Resource) bool { return r != nil && w.Holds(r.Exists) }

// Property is the resource's property in the world, or [Missing].
func (w World) Property(r *Resource, name string) Value { return w.Value(r.Property(name)) }

// Value is the value in the world, without a [Choice] and with nothing [Missing] inside.
func (w World) Value(v Value) Value {
	switch v := v.(type) {
	case Choice:
		if w.Holds(v.If) {
			return w.Value(v.Then)
		}
		return w.Value(v.Else)
	case List:
		list := make(List, 0, len(v))
		for _, item := range v {
			if item = w.Value(item); item != Value(Missing{}) {
				list = append(list, item)
			}
		}
		return list
	case Object:
		object := make(Object, 0, len(v))
		for _, m := range v {
			if value := w.Value(m.Value); value != Value(Missing{}) {
				object = append(object, Member{m.Name, value})
			}
		}
		return object
	case Concat:
		parts := make([]Value, len(v))
		for i, p := range v {
			part, _ := asText(w.Value(p))
			parts[i] = part
		}
		return concat("", parts...)
	case Dynamic:
		return Dynamic{Stack: v.Stack, Reference: w.Value(v.Reference)}
	}
	return v
}

// String is the world as a reader needs it for a counterexample: the tests that hold,
// then those that do not.
func (w World) String() string {
	var holding, others []string
	for i, t := range w.model.Tests {
		if w.truth[i] {
			holding = append(holding, w.fact(i, t))
		} else {
			others = append(others, w.fact(i, t))
		}
	}
	return strings.Join(append(holding, others...), ", ")
}

func (w World) fact(i int, t *Test) string {
	if w.truth[i] {
		return t.String()
	}
	return strings.Replace(t.String(), " == ", " != ", 1)
}
