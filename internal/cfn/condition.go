package cfn

import (
	"strconv"
	"strings"
)

// Truth is a three-valued answer.
type Truth int

// The answers.
const (
	// Maybe: the templates do not say.
	Maybe Truth = iota
	// Yes in every deployment.
	Yes
	// No in every deployment.
	No
)

// String is the answer in lower case.
func (t Truth) String() string { return [...]string{"maybe", "yes", "no"}[t] }

func truth(b bool) Truth {
	if b {
		return Yes
	}
	return No
}

// Test is an equality that the templates do not decide.
type Test struct {
	Left, Right Value
	key         string
	index       int
}

// String is the test as a person would write it.
func (t *Test) String() string { return Show(t.Left) + " == " + Show(t.Right) }

// Condition is a formula over tests. It is never nil where a value or a resource
// holds it; [Condition.Truth] says whether anything is left to decide.
type Condition struct {
	op   op
	test *Test
	args []*Condition
	// label is the name of the condition in its template, if it has one.
	label string
	key   string
}

type op int

const (
	opTrue op = iota
	opFalse
	opTest
	opNot
	opAnd
	opOr
)

var (
	always = &Condition{op: opTrue, key: "T"}
	never  = &Condition{op: opFalse, key: "F"}
)

func holds(t *Test) *Condition {
	return &Condition{op: opTest, test: t, key: "t" + strconv.Itoa(t.index)}
}

func not(c *Condition) *Condition {
	switch c.op {
	case opTrue:
		return never
	case opFalse:
		return always
	case opNot:
		return c.args[0]
	}
	return &Condition{op: opNot, args: []*Condition{c}, key: "!" + c.key}
}

func and(args ...*Condition) *Condition { return join(opAnd, always, never, args) }

func or(args ...*Condition) *Condition { return join(opOr, never, always, args) }

// join simplifies: a neutral argument or one that comes twice is dropped; one that
// decides, or an argument beside its negation, decides all.
func join(o op, neutral, decides *Condition, args []*Condition) *Condition {
	var kept []*Condition
	seen := map[string]bool{}
	for _, a := range args {
		switch {
		case a.op == decides.op || seen[not(a).key]:
			return decides
		case a.op != neutral.op && !seen[a.key]:
			seen[a.key] = true
			kept = append(kept, a)
		}
	}
	switch len(kept) {
	case 0:
		return neutral
	case 1:
		return kept[0]
	}
	keys := make([]string, len(kept))
	for i, k := range kept {
		keys[i] = k.key
	}
	sign := map[op]string{opAnd: "&", opOr: "|"}[o]
	return &Condition{op: o, args: kept, key: short("(" + strings.Join(keys, sign) + ")")}
}

// labelled gives an undecided condition its name.
func labelled(c *Condition, name string) *Condition {
	if c.op == opTrue || c.op == opFalse {
		return c
	}
	named := *c
	named.label = name
	return &named
}

// Truth is Yes or No if the condition is decided whatever the open values are.
func (c *Condition) Truth() Truth {
	switch c.op {
	case opTrue:
		return Yes
	case opFalse:
		return No
	}
	return Maybe
}

// String is the condition's name in its template, or the formula.
func (c *Condition) String() string {
	if c.label != "" {
		return c.label
	}
	switch c.op {
	case opTrue:
		return "true"
	case opFalse:
		return "false"
	case opTest:
		return c.test.String()
	case opNot:
		return "not " + c.args[0].String()
	}
	parts := make([]string, len(c.args))
	for i, a := range c.args {
		parts[i] = a.String()
	}
	return "(" + strings.Join(parts, map[op]string{opAnd: " and ", opOr: " or "}[c.op]) + ")"
}
