package diagram

import "slices"

// index finds edges by their ends, and steps by their edges, without going
// through the whole graph for every line.
type index struct {
	from, to map[string][]Edge
	steps    map[string][]int // the steps of an edge, counted from 0
}

func indexOf(edges []Edge, steps []Step) index {
	x := index{map[string][]Edge{}, map[string][]Edge{}, map[string][]int{}}
	for _, e := range edges {
		x.from[e.From] = append(x.from[e.From], e)
		x.to[e.To] = append(x.to[e.To], e)
	}
	for i, step := range steps {
		for _, id := range step.Edges {
			x.steps[id] = append(x.steps[id], i)
		}
	}
	return x
}

// between are the edges from one node to another that no line stands for yet.
func (l *layout) between(from, to string) []Edge {
	return l.undrawn(l.by.from[from], func(e Edge) bool { return e.To == to })
}

// undrawn are the edges that pick wants and that no line stands for yet.
func (l *layout) undrawn(edges []Edge, pick func(Edge) bool) []Edge {
	var picked []Edge
	for _, e := range edges {
		if !l.drawn[e.ID] && pick(e) {
			picked = append(picked, e)
		}
	}
	return picked
}

// stepsOf are the steps that any of the edges carries, counted from 0 and in order.
func (l *layout) stepsOf(edges []Edge) []int {
	var steps []int
	for _, e := range edges {
		for _, i := range l.by.steps[e.ID] {
			if !slices.Contains(steps, i) {
				steps = append(steps, i)
			}
		}
	}
	slices.Sort(steps)
	return steps
}

// in are the band's tasks in one zone, or in all for -1.
func (b band) in(zone int) []Node {
	if zone >= 0 {
		return b.tasks[zone]
	}
	return slices.Concat(b.tasks...)
}
