package drift

import (
	"fmt"
	"slices"

	"github.com/archblocks/archblocks/arch/awsservice"
	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/internal/cfn"
)

// wire is what the templates have in place of an edge.
type wire struct {
	edge     string
	resource *cfn.Resource
	path     []string
	text     string
}

// compareEdges compares each drawn edge with what carries it, and each wire with what is drawn.
func (s *scene) compareEdges() {
	wires := s.wires()
	for _, edge := range s.graph.Edges {
		s.carried(edge, slices.ContainsFunc(wires, func(w wire) bool { return w.edge == edge.ID }))
	}
	for _, w := range wires {
		if _, drawn := s.edges[w.edge]; !drawn {
			s.say(NotDrawn, w.edge, w.resource, w.path, w.text+", and no edge is drawn", "draw the edge "+w.edge)
		}
	}
}

// wires are all edges that the templates say must be drawn.
func (s *scene) wires() []wire {
	var all []wire
	if s.distribution != nil {
		all = append(all, wire{diagram.EdgeBetween(diagram.UsersID, diagram.CloudFrontID), s.distribution, nil, "the distribution takes users' requests"})
		if !missing(s.config("WebACLId")) {
			all = append(all, wire{diagram.EdgeBetween(diagram.CloudFrontID, diagram.WAFID), s.distribution, []string{"DistributionConfig", "WebACLId"}, "the distribution names a web ACL"})
		}
		if s.leadsToBalancer(s.distribution) {
			all = append(all, wire{diagram.EdgeBetween(diagram.CloudFrontID, diagram.LoadBalancerID), s.distribution, []string{"DistributionConfig", "Origins"}, "an origin leads to the load balancer"})
		}
	}
	all = append(all, s.forwardWires()...)
	for _, a := range s.logins() {
		all = append(all, wire{diagram.EdgeBetween(diagram.LoadBalancerID, diagram.CognitoID), a.resource, a.path, "the load balancer lets users log in"})
	}
	for _, node := range s.nodesOf(diagram.EndpointNode) {
		if r := s.endpoints[node.ID]; r != nil {
			all = append(all, wire{diagram.EdgeBetween(node.ID, diagram.ServiceID(family(node))), r, nil, "the endpoint leads to its service"})
		}
	}
	return all
}

// family is what an endpoint's service is drawn as.
func family(node diagram.Node) string {
	facts, known := awsservice.Lookup(awsservice.Service(node.Title))
	if !known {
		return node.Title
	}
	return facts.Family
}

// forwardWires are the edges to the tasks that a target group holds. What else is forwarded
// to is not drawn.
func (s *scene) forwardWires() []wire {
	var all []wire
	for _, f := range s.forwards(s.balancer) {
		found := false
		for _, name := range s.serviceNames() {
			r := s.services[name]
			if r == nil || f.target == nil || !slices.ContainsFunc(s.targets(r), func(t target) bool { return t.group == f.target }) {
				continue
			}
			found = true
			for _, node := range s.tasks(name) {
				all = append(all, wire{diagram.EdgeBetween(diagram.LoadBalancerID, node.ID), f.resource, f.path, "the load balancer forwards to the service"})
			}
		}
		switch {
		case f.target == nil:
			s.open(diagram.LoadBalancerID, f.resource, f.path, f.open)
		case !found:
			s.say(NotDrawn, diagram.LoadBalancerID, f.resource, f.path, fmt.Sprintf("the load balancer forwards to %s, which holds no drawn task", f.target.Ref), "draw what it forwards to, or take the action out")
		case !missing(s.get(f.target, "Targets")):
			s.say(NotDrawn, diagram.LoadBalancerID, f.target, []string{"Targets"}, "the target group has targets beside the tasks", "draw them, or take them out")
		}
	}
	return all
}

// carried says what is missing beneath a drawn edge; wired tells whether the templates have a wire for it.
func (s *scene) carried(edge diagram.Edge, wired bool) {
	from, to := s.nodes[edge.From], s.nodes[edge.To]
	lacks := func(text, hint string) { s.say(NotCarried, edge.ID, nil, nil, text, hint) }
	if want := diagram.EdgeBetween(edge.From, edge.To); edge.ID != want {
		s.say(BadDrawing, edge.ID, nil, nil, "the edge's id does not say from where it leads, and to where", fmt.Sprintf("call it %q", want))
		return
	}
	switch [2]diagram.NodeKind{from.Kind, to.Kind} {
	case [2]diagram.NodeKind{diagram.UsersNode, diagram.CloudFrontNode}:
		s.carriedFromUsers(edge)
	case [2]diagram.NodeKind{diagram.CloudFrontNode, diagram.WAFNode}:
		s.carriedToWAF(edge)
	case [2]diagram.NodeKind{diagram.CloudFrontNode, diagram.LoadBalancerNode}:
		s.carriedToBalancer(edge, to, wired)
	case [2]diagram.NodeKind{diagram.LoadBalancerNode, diagram.TaskNode}:
		s.carriedToTask(edge, from, to, wired)
	case [2]diagram.NodeKind{diagram.TaskNode, diagram.EndpointNode}:
		s.carriedToEndpoint(edge, from, to)
	case [2]diagram.NodeKind{diagram.LoadBalancerNode, diagram.LoginNode}:
		if !wired {
			lacks("no listener of the load balancer lets users log in", "add an authenticate-cognito action before those that forward")
			return
		}
		s.compareLogins(edge.ID)
	default:
		switch {
		case from.Kind == diagram.EndpointNode && edge.To == diagram.ServiceID(family(from)):
			if !wired {
				lacks("the templates have no such endpoint", "make the endpoint, or take the edge out of the picture")
			}
		default:
			s.say(BadDrawing, edge.ID, nil, nil, fmt.Sprintf("nobody has said what carries an edge from %q to %q", from.Kind, to.Kind), "teach arch/drift what carries it, or take it out")
		}
	}
}
