package cfn

// WorldsOf is like Worlds, but looks only at the tests that decide about the resources that
// matter: whether they are there, what their properties are and what they wait for. The
// other tests fall in one way, whichever, in all worlds.
func (m *Model) WorldsOf(limit int, matters func(*Resource) bool) ([]World, error) {
	used := make([]bool, len(m.Tests))
	note := func(c *Condition) { c.tests(used, map[*Condition]bool{}) }
	for _, s := range m.Stacks {
		counts := map[string]bool{}
		for _, r := range s.Resources {
			counts[r.Ref.LogicalID] = matters(r)
		}
		for _, e := range s.Edges {
			// What others wait for matters to the order, whatever it is.
			counts[e.To] = true
		}
		for _, e := range s.Edges {
			if counts[e.From] {
				note(e.When)
			}
		}
		for _, r := range s.Resources {
			if !counts[r.Ref.LogicalID] {
				continue
			}
			note(r.Exists)
			Walk(r.Properties, "", func(_ string, v Value, when *Condition) bool {
				if choice, ok := v.(Choice); ok {
					note(choice.If)
				}
				return true
			})
		}
	}
	return m.worlds(limit, used)
}

// tests marks the tests in a condition.
func (c *Condition) tests(used []bool, seen map[*Condition]bool) {
	if seen[c] {
		return
	}
	seen[c] = true
	if c.test != nil {
		used[c.test.index] = true
	}
	for _, a := range c.args {
		a.tests(used, seen)
	}
}
