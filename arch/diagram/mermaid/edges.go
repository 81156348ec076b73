package mermaid

import (
	"slices"
	"strconv"
	"strings"

	"github.com/archblocks/archblocks/arch/diagram"
)

// edges writes the edges, those from one task into the endpoints as one.
func (w *writer) edges() {
	type arrow struct {
		from, to, style string
		ids             []string
		label           string
	}
	type key struct{ from, to, style string }
	var arrows []arrow
	at := map[key]int{}
	for _, e := range w.g.Edges {
		a := arrow{w.names.of("n", e.From), w.names.of("n", e.To), styleOf(e.Kind), []string{e.ID}, e.Label}
		if to := w.nodes[e.To]; to.Kind == diagram.EndpointNode && w.groups[w.homes[e.To]].Kind == diagram.SecurityGroupBand {
			a.to = w.names.of("g", w.homes[e.To])
		}
		i, have := at[key{a.from, a.to, a.style}]
		if have {
			arrows[i].ids = append(arrows[i].ids, e.ID)
			if arrows[i].label == "" {
				arrows[i].label = e.Label
			}
			continue
		}
		at[key{a.from, a.to, a.style}] = len(arrows)
		arrows = append(arrows, a)
	}
	for _, a := range arrows {
		text := strings.TrimSpace(w.numbers(a.ids) + " " + a.label)
		if text == "" {
			w.line(1, "%s %s %s", a.from, a.style, a.to)
			continue
		}
		w.line(1, "%s %s|%s| %s", a.from, a.style, label(text), a.to)
	}
}

// numbers are the steps that edges carry, such as "(4)" or "(2, 5)".
func (w *writer) numbers(edges []string) string {
	var steps []int
	for _, id := range edges {
		for _, i := range w.steps[id] {
			if !slices.Contains(steps, i) {
				steps = append(steps, i)
			}
		}
	}
	if len(steps) == 0 {
		return ""
	}
	slices.Sort(steps)
	var found []string
	for _, i := range steps {
		found = append(found, strconv.Itoa(i+1))
	}
	return "(" + strings.Join(found, ", ") + ")"
}

func styleOf(kind diagram.EdgeKind) string {
	if kind == diagram.EgressEdge || kind == diagram.ObserveEdge {
		return "-.->"
	}
	return "-->"
}
