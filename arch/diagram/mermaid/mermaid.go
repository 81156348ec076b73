package mermaid

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/archblocks/archblocks/arch/diagram"
)

// Render writes the graph as a flowchart, from top to bottom. The same graph
// gives the same text, which ends in a newline.
func Render(g diagram.Graph) string {
	w := writer{g: g, names: newNames(), groups: map[string]diagram.Group{}, nodes: map[string]diagram.Node{}, homes: map[string]string{}, steps: map[string][]int{}, bands: map[string]bool{}, split: map[string]bool{}}
	w.g.Steps = slices.Clone(g.Steps)
	sort.SliceStable(w.g.Steps, func(i, j int) bool { return w.g.Steps[i].Order < w.g.Steps[j].Order })
	for i, step := range w.g.Steps {
		for _, id := range step.Edges {
			w.steps[id] = append(w.steps[id], i)
		}
	}
	for _, group := range g.Groups {
		w.groups[group.ID] = group
		if group.Kind == diagram.VPCGroup {
			w.split[group.Parent] = true
		}
	}
	for _, node := range g.Nodes {
		if node.Kind == diagram.EndpointNode {
			w.bands[node.Wears] = true
		}
	}
	for _, node := range g.Nodes {
		w.nodes[node.ID] = node
		w.homes[node.ID] = w.home(node)
	}
	w.line(0, "flowchart TB")
	w.about()
	w.content("", 1)
	w.edges()
	w.styles()
	return w.out.String()
}

// writer is the state of one Render.
type writer struct {
	g      diagram.Graph
	names  *names
	groups map[string]diagram.Group
	nodes  map[string]diagram.Node
	homes  map[string]string // the subgraph of each node
	steps  map[string][]int  // the steps of each edge, counted from 0
	bands  map[string]bool   // the security-group bands that endpoints wear
	split  map[string]bool   // the groups with a VPC in them
	out    strings.Builder

	subgraphs []string // written so far
}

func (w *writer) line(depth int, format string, args ...any) {
	w.out.WriteString(strings.Repeat("  ", depth))
	fmt.Fprintf(&w.out, format, args...)
	w.out.WriteByte('\n')
}

// about writes title and steps for readers who cannot see the picture.
func (w *writer) about() {
	if title := plain(w.g.Title); title != "" {
		w.line(1, "accTitle: %s", title)
	}
	if len(w.g.Steps) == 0 {
		return
	}
	w.line(1, "accDescr {")
	for i, step := range w.g.Steps {
		w.line(2, "%d. %s", i+1, plain(step.Text))
	}
	w.line(1, "}")
}

// shown is whether a group has a subgraph of its own: the Region is drawn with
// the VPC, and subnets and the security groups of tasks and load balancer are left out.
func (w *writer) shown(group diagram.Group) bool {
	if group.ID == "" {
		return false // "" is the place outside all groups
	}
	switch group.Kind {
	case diagram.CloudGroup, diagram.EdgeGroup, diagram.VPCGroup, diagram.ZoneGroup, diagram.ServicesGroup:
		return true
	case diagram.RegionGroup:
		return !w.split[group.ID]
	case diagram.SecurityGroupBand:
		return w.bands[group.ID]
	}
	return false
}

// above is the nearest group with a subgraph, from id upwards.
func (w *writer) above(id string) string {
	for range w.g.Groups {
		group, ok := w.groups[id]
		if !ok {
			return ""
		}
		if w.shown(group) {
			return id
		}
		id = group.Parent
	}
	return ""
}

// home is the subgraph that a node is in: a node of several zones is beside them.
func (w *writer) home(n diagram.Node) string {
	if n.Kind == diagram.EndpointNode {
		for _, group := range w.g.Groups {
			if group.Kind == diagram.SecurityGroupBand && w.bands[group.ID] && (n.Wears == group.ID || n.Wears == "") {
				return group.ID
			}
		}
	}
	if len(n.Groups) == 0 {
		return ""
	}
	at := w.above(n.Groups[0])
	for _, id := range n.Groups[1:] {
		if other := w.above(id); other != at {
			return w.above(w.groups[at].Parent)
		}
	}
	if len(n.Groups) == 1 && n.Kind != diagram.TaskNode && w.groups[at].Kind == diagram.ZoneGroup {
		return w.above(w.groups[at].Parent)
	}
	return at
}

// content writes the nodes and groups directly in a group.
func (w *writer) content(in string, depth int) {
	for _, n := range w.g.Nodes {
		if w.homes[n.ID] == in {
			w.line(depth, "%s", w.node(n))
		}
	}
	for _, group := range w.g.Groups {
		if !w.shown(group) || w.above(group.Parent) != in || w.empty(group.ID) {
			continue
		}
		name := w.names.of("g", group.ID)
		w.subgraphs = append(w.subgraphs, name)
		w.line(depth, "subgraph %s[%s]", name, w.title(group))
		w.content(group.ID, depth+1)
		w.line(depth, "end")
	}
}

// empty is whether no node is in a group or below it; Mermaid cannot draw an empty subgraph well.
func (w *writer) empty(id string) bool {
	for _, home := range w.homes {
		for range w.g.Groups {
			if home == id {
				return false
			}
			home = w.above(w.groups[home].Parent)
		}
	}
	return true
}

func (w *writer) title(group diagram.Group) string {
	words := []string{group.Title, group.Detail}
	if group.Kind == diagram.SecurityGroupBand {
		words = []string{"VPC endpoints"}
	}
	if region, ok := w.groups[group.Parent]; ok && group.Kind == diagram.VPCGroup && region.Kind == diagram.RegionGroup {
		words = []string{region.Title, region.Detail, "·", group.Title, group.Detail}
	}
	return label(strings.Join(words, " "))
}

func (w *writer) node(n diagram.Node) string {
	open, end := "[", "]"
	switch n.Kind {
	case diagram.UsersNode:
		open, end = "([", "])"
	case diagram.StorageNode:
		open, end = "[(", ")]"
	}
	return w.names.of("n", n.ID) + open + label(n.Title, n.Detail) + end + ":::" + class(n.Kind)
}
