package outline

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/archblocks/archblocks/arch/diagram"
)

// Render writes a graph as text, which ends in a newline. Steps are wrapped at about 100
// characters; a line of the tree is as long as what the graph says of one thing. The
// same graph gives the same text.
func Render(g diagram.Graph) string {
	w := writer{g: g, groups: map[string]diagram.Group{}, nodes: map[string]diagram.Node{}, inside: map[string][]diagram.Node{}, below: map[string][]diagram.Group{}}
	for _, group := range g.Groups {
		w.groups[group.ID] = group
	}
	for _, group := range g.Groups {
		parent := group.Parent
		if _, known := w.groups[parent]; !known {
			parent = ""
		}
		w.below[parent] = append(w.below[parent], group)
	}
	for _, n := range g.Nodes {
		w.nodes[n.ID] = n
		home := w.home(n)
		w.inside[home] = append(w.inside[home], n)
	}
	if title := diagram.OneLine(g.Title); title != "" {
		w.out.WriteString(title + "\n\n")
	}
	w.tree("", "")
	w.flow()
	w.others()
	return w.out.String()
}

// writer is the state of one Render.
type writer struct {
	g      diagram.Graph
	groups map[string]diagram.Group
	nodes  map[string]diagram.Node
	inside map[string][]diagram.Node  // by the group that a node is listed in
	below  map[string][]diagram.Group // by parent
	told   map[string]bool            // edges that a step has told
	out    strings.Builder
}

// home is the group that a node is listed in: its security group, else the smallest group around all that it is in.
func (w *writer) home(n diagram.Node) string {
	if _, known := w.groups[n.Wears]; known {
		return n.Wears
	}
	var common []string
	for i, id := range n.Groups {
		up := w.up(id)
		if i == 0 {
			common = up
		}
		common = slices.DeleteFunc(common, func(id string) bool { return !slices.Contains(up, id) })
	}
	if len(common) == 0 {
		return ""
	}
	return common[0]
}

// up are a group and those around it, from the inside out.
func (w *writer) up(id string) []string {
	var all []string
	for group, known := w.groups[id]; known && !slices.Contains(all, group.ID); group, known = w.groups[group.Parent] {
		all = append(all, group.ID)
	}
	return all
}

// tree writes what is in a group, behind an indent.
func (w *writer) tree(in, indent string) {
	nodes, groups := w.inside[in], w.below[in]
	for i := range len(nodes) + len(groups) {
		branch, more := "├─ ", "│  "
		switch {
		case in == "":
			branch, more = "", ""
		case i == len(nodes)+len(groups)-1:
			branch, more = "└─ ", "   "
		}
		if i < len(nodes) {
			w.out.WriteString(indent + branch + w.node(nodes[i]) + "\n")
			continue
		}
		group := groups[i-len(nodes)]
		w.out.WriteString(indent + branch + join("  ", group.Title, group.Detail) + "\n")
		w.tree(group.ID, indent+more)
	}
}

// node is a node with where it is, if that is not where it is listed.
func (w *writer) node(n diagram.Node) string {
	var where []string
	title := ""
	for _, id := range n.Groups {
		if group := w.groups[id]; group.ID != "" && (len(n.Groups) > 1 || n.Wears != "") {
			name := join(" ", group.Title, group.Detail)
			if group.Title == title && diagram.OneLine(group.Detail) != "" {
				name = diagram.OneLine(group.Detail) // the title is said once
			}
			where, title = append(where, name), group.Title
		}
	}
	text := "[" + diagram.OneLine(n.Title) + "]"
	if len(where) > 0 {
		return join("  ", text, n.Detail, "in "+strings.Join(where, " and "))
	}
	return join("  ", text, n.Detail)
}

// flow writes the steps with the connections that carry them.
func (w *writer) flow() {
	w.told = map[string]bool{}
	if len(w.g.Steps) == 0 {
		return
	}
	w.out.WriteString("\nRequest flow\n")
	steps := slices.Clone(w.g.Steps)
	sort.SliceStable(steps, func(i, j int) bool { return steps[i].Order < steps[j].Order })
	for i, step := range steps {
		for j, part := range wrap(diagram.OneLine(step.Text), 92) {
			number := fmt.Sprintf("%3d. ", i+1)
			if j > 0 {
				number = "     "
			}
			w.out.WriteString(number + part + "\n")
		}
		var edges []diagram.Edge
		for _, e := range w.g.Edges {
			if slices.Contains(step.Edges, e.ID) {
				edges = append(edges, e)
				w.told[e.ID] = true
			}
		}
		w.connections(edges)
	}
}

func (w *writer) others() {
	var edges []diagram.Edge
	for _, e := range w.g.Edges {
		if !w.told[e.ID] {
			edges = append(edges, e)
		}
	}
	if len(edges) > 0 {
		w.out.WriteString("\nOther connections\n")
		w.connections(edges)
	}
}

// connections writes edges, those that read alike once.
func (w *writer) connections(edges []diagram.Edge) {
	var order []string
	count := map[string]int{}
	for _, e := range edges {
		text := join("  ", w.end(e.From)+" → "+w.end(e.To), e.Label)
		if count[text]++; count[text] == 1 {
			order = append(order, text)
		}
	}
	for _, text := range order {
		if n := count[text]; n > 1 {
			text += fmt.Sprintf("  (%d times)", n)
		}
		w.out.WriteString("     " + text + "\n")
	}
}

// end is how an end of an edge is called: an end that no node has is called by its id.
func (w *writer) end(id string) string {
	if n, known := w.nodes[id]; known && diagram.OneLine(n.Title) != "" {
		return diagram.OneLine(n.Title)
	}
	return diagram.OneLine(id)
}
