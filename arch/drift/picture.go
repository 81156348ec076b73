package drift

import (
	"fmt"
	"slices"
	"strings"

	"github.com/archblocks/archblocks/arch/diagram"
)

// picture is the graph, by id and by kind.
type picture struct {
	graph  diagram.Graph
	groups map[string]diagram.Group
	nodes  map[string]diagram.Node
	edges  map[string]diagram.Edge
}

func index(g diagram.Graph) picture {
	p := picture{graph: g, groups: map[string]diagram.Group{}, nodes: map[string]diagram.Node{}, edges: map[string]diagram.Edge{}}
	for _, group := range g.Groups {
		p.groups[group.ID] = group
	}
	for _, node := range g.Nodes {
		p.nodes[node.ID] = node
	}
	for _, edge := range g.Edges {
		p.edges[edge.ID] = edge
	}
	return p
}

// groupsOf are the groups of a kind, in the picture's order.
func (p picture) groupsOf(kinds ...diagram.GroupKind) []diagram.Group {
	var found []diagram.Group
	for _, group := range p.graph.Groups {
		if slices.Contains(kinds, group.Kind) {
			found = append(found, group)
		}
	}
	return found
}

func (p picture) nodesOf(kind diagram.NodeKind) []diagram.Node {
	var found []diagram.Node
	for _, node := range p.graph.Nodes {
		if node.Kind == kind {
			found = append(found, node)
		}
	}
	return found
}

// one is the node of a kind of which a picture has one, or none.
func (s *scene) one(kind diagram.NodeKind) (node diagram.Node, drawn bool) {
	all := s.nodesOf(kind)
	if len(all) == 0 {
		return diagram.Node{}, false
	}
	for _, more := range all[1:] {
		s.say(BadDrawing, more.ID, nil, nil, fmt.Sprintf("a second %s is drawn, and only one is compared", kind), "draw one, or teach arch/drift to tell them apart")
	}
	return all[0], true
}

// service is the name of the service that a task's node belongs to: task/NAME/ZONE.
func service(node diagram.Node) (name string, ok bool) {
	rest, ok := strings.CutPrefix(node.ID, "task/")
	end := strings.LastIndexByte(rest, '/')
	if !ok || end <= 0 {
		return "", false
	}
	return rest[:end], true
}

// serviceNames are the services of which tasks are drawn, in the picture's order.
func (p picture) serviceNames() []string {
	var names []string
	for _, node := range p.nodesOf(diagram.TaskNode) {
		if name, ok := service(node); ok && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// tasks are the nodes of a service.
func (p picture) tasks(name string) []diagram.Node {
	return slices.DeleteFunc(p.nodesOf(diagram.TaskNode), func(n diagram.Node) bool {
		of, ok := service(n)
		return !ok || of != name
	})
}

// bandNamed is the band that the text of another one calls "sg NAME". A service may be
// called as the load balancer's or the endpoints' band is: the load balancer's text then
// speaks of the service, and those of services speak of the other.
func (p picture) bandNamed(name string, by diagram.Group) (id string, ok bool) {
	var found []string
	for _, band := range p.groupsOf(diagram.SecurityGroupBand) {
		title, _, _ := strings.Cut(band.Title, " · ")
		if title == "sg "+name {
			found = append(found, band.ID)
		}
	}
	own := func(id string) bool { return id == diagram.LoadBalancersID || id == diagram.EndpointsID }
	slices.SortStableFunc(found, func(a, b string) int {
		if own(a) == own(b) {
			return 0
		}
		if own(a) == (by.ID != diagram.LoadBalancersID) {
			return -1
		}
		return 1
	})
	if len(found) == 0 {
		return "", false
	}
	return found[0], true
}

// taskBands are the bands that tasks are in.
func (p picture) taskBands() []string {
	var ids []string
	for _, node := range p.nodesOf(diagram.TaskNode) {
		if node.Wears != "" && !slices.Contains(ids, node.Wears) {
			ids = append(ids, node.Wears)
		}
	}
	return ids
}
