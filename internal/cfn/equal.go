package cfn

import (
	"math/big"
	"strings"
)

// equal compares two values without choices at their top. Strings, numbers and
// booleans compare by their text, as Fn::Equals does; where CloudFormation's
// spelling of a number or boolean is not documented the answer is Maybe.
func (m *Model) equal(a, b Value) Truth {
	if la, ok := literal(a); ok {
		if lb, ok := literal(b); ok {
			return equalLiterals(a, la, b, lb)
		}
	}
	switch a := a.(type) {
	case List:
		if b, ok := b.(List); ok {
			return m.equalLists(a, b)
		}
	case Atom:
		if b, ok := b.(Atom); ok && a.Origin == FromZone && b.Origin == FromZone && a.Stack == b.Stack && a.Name == b.Name {
			return truth(a.Index == b.Index)
		}
	}
	if Same(a, b) {
		return Yes
	}
	if edgesDiffer(a, b) || m.notAllowed(a, b) || m.notAllowed(b, a) {
		return No
	}
	return Maybe
}

// literal is the text of a value that is known and no list or object.
func literal(v Value) (string, bool) {
	switch v.(type) {
	case String, Number, Bool:
		text, _ := asText(v)
		return string(text.(String)), true
	}
	return "", false
}

func equalLiterals(a Value, la string, b Value, lb string) Truth {
	if la == lb {
		return Yes
	}
	_, stringA := a.(String)
	_, stringB := b.(String)
	if stringA && stringB {
		return No
	}
	if ra, ok := rational(la); ok {
		if rb, ok := rational(lb); ok && ra.Cmp(rb) == 0 {
			return Maybe
		}
	}
	if strings.EqualFold(la, lb) {
		return Maybe
	}
	return No
}

// rational is the number that a short text writes; long ones could take long to compute.
func rational(s string) (*big.Rat, bool) {
	if len(s) > 40 || strings.ContainsAny(s, "eE/_xX") {
		return new(big.Rat), strings.ContainsAny(s, "0123456789")
	}
	return new(big.Rat).SetString(s)
}

func (m *Model) equalLists(a, b List) Truth {
	if vanishing(a) > 0 || vanishing(b) > 0 {
		if Same(a, b) {
			return Yes
		}
		return Maybe
	}
	if len(a) != len(b) {
		return No
	}
	all := Yes
	for i := range a {
		switch m.Equal(a[i], b[i]) {
		case No:
			return No
		case Maybe:
			all = Maybe
		}
	}
	return all
}

// edgesDiffer tells whether two texts begin or end with literals that cannot be the same.
func edgesDiffer(a, b Value) bool {
	pa, sa := edges(a)
	pb, sb := edges(b)
	short := min(len(pa), len(pb))
	if pa[:short] != pb[:short] {
		return true
	}
	short = min(len(sa), len(sb))
	return sa[len(sa)-short:] != sb[len(sb)-short:] || shorter(a, b) || shorter(b, a)
}

// edges are the literals that a value's text begins and ends with.
func edges(v Value) (prefix, suffix string) {
	switch v := v.(type) {
	case String:
		return string(v), string(v)
	case Concat:
		first, _ := v[0].(String)
		last, _ := v[len(v)-1].(String)
		return string(first), string(last)
	case Atom:
		if v.Origin == FromZone && !strings.HasPrefix(v.Name, "@") {
			return v.Name, ""
		}
	}
	return "", ""
}

// shorter tells whether a is known and has fewer characters than the known ones of b.
func shorter(a, b Value) bool {
	s, ok := a.(String)
	parts, isConcat := b.(Concat)
	if !ok || !isConcat {
		return false
	}
	known := 0
	for _, p := range parts {
		if l, ok := p.(String); ok {
			known += len(l)
		}
	}
	return len(s) < known
}

// notAllowed tells whether a is a parameter whose allowed values all differ from b.
func (m *Model) notAllowed(a, b Value) bool {
	text, ok := literal(b)
	if !ok {
		return false
	}
	if p, ok := m.declared(a); ok && !p.fromStore() && !p.list() && p.AllowedValues == nil {
		_, isText := b.(String)
		return isText && p.refuses(text) != ""
	}
	allowed := m.allowed(a)
	if allowed == nil {
		return false
	}
	for _, value := range allowed {
		if m.equal(String(value), b) != No {
			return false
		}
	}
	return true
}

// allowed are the values that an open parameter may have, or nil.
func (m *Model) allowed(v Value) []string {
	p, ok := m.declared(v)
	if !ok || p.fromStore() || p.list() {
		return nil
	}
	return p.AllowedValues
}

// declared is the parameter that an open value is.
func (m *Model) declared(v Value) (Parameter, bool) {
	atom, ok := v.(Atom)
	if !ok || atom.Origin != FromParameter {
		return Parameter{}, false
	}
	stack := m.stacks[atom.Stack]
	if stack == nil {
		return Parameter{}, false
	}
	i, declared := stack.at.parameters[atom.Name]
	if !declared {
		return Parameter{}, false
	}
	return stack.Template.Parameters[i], true
}

// Equal compares two values over all deployments: Yes or No only if it is so in every one.
func (m *Model) Equal(a, b Value) Truth {
	// A question of a reader is no test of the templates: worlds know only those.
	known := len(m.Tests)
	answer := m.comparison(a, b).Truth()
	for _, t := range m.Tests[known:] {
		delete(m.byKey, t.key)
	}
	m.Tests = m.Tests[:known]
	return answer
}

// comparison is the condition that two values are equal. Choices within are taken
// apart up to a limit, beyond which the comparison is one test.
func (m *Model) comparison(a, b Value) *Condition {
	if Same(a, b) {
		return always
	}
	if leaves(a)*leaves(b) > maxCases {
		return m.test(a, b)
	}
	if c, ok := a.(Choice); ok {
		return either(c.If, m.comparison(c.Then, side(b, c.If, true)), m.comparison(c.Else, side(b, c.If, false)))
	}
	if c, ok := b.(Choice); ok {
		return either(c.If, m.comparison(a, c.Then), m.comparison(a, c.Else))
	}
	switch m.equal(a, b) {
	case Yes:
		return always
	case No:
		return never
	}
	return m.test(a, b)
}

// either is (c and then) or (not c and otherwise).
func either(c, then, otherwise *Condition) *Condition {
	if then.key == otherwise.key {
		return then
	}
	return or(and(c, then), and(not(c), otherwise))
}

// test returns the test of two open values, the same for the same two.
func (m *Model) test(a, b Value) *Condition {
	ka, kb := key(a), key(b)
	if kb < ka {
		a, b, ka, kb = b, a, kb, ka
	}
	// The open side goes first, for the reader.
	if _, ok := literal(a); ok {
		a, b = b, a
	}
	id := ka + " " + kb
	t := m.byKey[id]
	if t == nil {
		t = &Test{Left: a, Right: b, key: id, index: len(m.Tests)}
		m.byKey[id] = t
		m.Tests = append(m.Tests, t)
	}
	return holds(t)
}
