package cfn

// maxCases bounds how many alternatives a function takes apart; beyond it the
// result is one open value.
const maxCases = 64

// leaves counts the alternatives of a value, up to a little over maxCases.
func leaves(v Value) int {
	c, ok := v.(Choice)
	if !ok {
		return 1
	}
	n := leaves(c.Then)
	if n <= maxCases {
		n += leaves(c.Else)
	}
	return n
}

// each applies f to every alternative of v.
func each(v Value, f func(Value) Value) Value {
	if c, ok := v.(Choice); ok {
		return choose(c.If, each(c.Then, f), each(c.Else, f))
	}
	return f(v)
}

// side is the value where the condition is known to hold, or not to.
func side(v Value, c *Condition, holds bool) Value {
	choice, ok := v.(Choice)
	switch {
	case !ok || choice.If != c:
		return v
	case holds:
		return side(choice.Then, c, holds)
	}
	return side(choice.Else, c, holds)
}

// mayVanish tells whether a value is missing in one of its alternatives.
func mayVanish(v Value) bool {
	switch v := v.(type) {
	case Missing:
		return true
	case Choice:
		return mayVanish(v.Then) || mayVanish(v.Else)
	}
	return false
}

// vanishing counts the elements that may be missing.
func vanishing(list List) int {
	n := 0
	for _, v := range list {
		if mayVanish(v) {
			n++
		}
	}
	return n
}

// settled is the list as a tree of choices between lists of which no element can
// vanish; ok is false if that would be too many.
func settled(list List) (v Value, ok bool) {
	cases := 1
	for _, item := range list {
		if mayVanish(item) {
			if cases *= leaves(item); cases > maxCases {
				return nil, false
			}
		}
	}
	return settle(nil, list), true
}

func settle(done, rest List) Value {
	for i, item := range rest {
		if !mayVanish(item) {
			done = append(done, item)
			continue
		}
		before, after := done[:len(done):len(done)], rest[i+1:]
		return each(item, func(v Value) Value {
			if _, gone := v.(Missing); gone {
				return settle(before, after)
			}
			return settle(append(before, v), after)
		})
	}
	return done
}
