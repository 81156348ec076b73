package drift

import (
	"fmt"
	"slices"

	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/internal/cfn"
)

func (s *scene) carriedFromUsers(edge diagram.Edge) {
	if s.distribution == nil {
		s.say(NotCarried, edge.ID, nil, nil, "the templates have no distribution", "make the distribution, or take the edge out of the picture")
		return
	}
	if edge.Label != "HTTPS 443" {
		s.say(Differs, edge.ID, s.distribution, nil, fmt.Sprintf("the label says %q, and viewers use HTTPS 443", edge.Label), `write "HTTPS 443"`)
	}
	list, _ := items(s.config("CacheBehaviors"))
	for i, v := range append(cfn.List{s.config("DefaultCacheBehavior")}, list...) {
		path := []string{"DistributionConfig", "DefaultCacheBehavior", "ViewerProtocolPolicy"}
		if i > 0 {
			path = []string{"DistributionConfig", "CacheBehaviors", fmt.Sprintf("[%d]", i-1), "ViewerProtocolPolicy"}
		}
		policy := object(v).Get("ViewerProtocolPolicy")
		switch text, isText := cfn.AsString(policy); {
		case !isText:
			s.open(edge.ID, s.distribution, path, policy)
		case text != "https-only" && text != "redirect-to-https":
			s.say(Differs, edge.ID, s.distribution, path, fmt.Sprintf("HTTPS is drawn, and the distribution takes what %q means", text), "set redirect-to-https")
		}
	}
}

func (s *scene) carriedToWAF(edge diagram.Edge) {
	v := s.config("WebACLId")
	path := []string{"DistributionConfig", "WebACLId"}
	switch acl := s.refers(v, aclType); {
	case acl != nil && acl == s.acl:
	case missing(v) || known(v):
		s.say(NotCarried, edge.ID, s.distribution, path, "the distribution does not name the drawn web ACL", "set WebACLId to the web ACL's Arn")
	default:
		s.open(edge.ID, s.distribution, path, v)
	}
}

func (s *scene) carriedToBalancer(edge diagram.Edge, to diagram.Node, wired bool) {
	if !wired {
		s.say(NotCarried, edge.ID, s.distribution, nil, "no origin of the distribution leads to the load balancer", "name the load balancer in an origin")
		return
	}
	protocol, port, ok := s.labelled(edge)
	if !ok {
		return
	}
	s.needs(edge, to.Wears, true, port, cloudFrontPeer)
	for _, o := range s.origins(s.distribution) {
		if o.balancer == nil || o.balancer != s.balancer {
			continue
		}
		policy, at := cfn.String("http-only"), o.http
		if protocol == "HTTPS" {
			policy, at = "https-only", o.https
		}
		number, isNumber := cfn.AsInt(at)
		switch {
		case !known(o.policy) || !isNumber && !missing(at):
			s.open(edge.ID, s.distribution, o.path, o.policy)
		case o.policy != cfn.Value(policy) || isNumber && number != port:
			s.say(Differs, edge.ID, s.distribution, o.path, fmt.Sprintf("%q is drawn, and the origin is reached by %s at port %s", edge.Label, cfn.Show(o.policy), cfn.Show(at)), "draw how CloudFront reaches the load balancer")
		}
	}
	s.listens(edge, protocol, port)
}

// listens looks for a listener of the load balancer at the labelled port.
func (s *scene) listens(edge diagram.Edge, protocol string, port int) {
	for _, l := range s.byType["AWS::ElasticLoadBalancingV2::Listener"] {
		if s.refers(s.get(l, "LoadBalancerArn"), balancerType) != s.balancer {
			continue
		}
		v := s.get(l, "Port")
		number, isNumber := cfn.AsInt(v)
		if !isNumber {
			s.open(edge.ID, l, []string{"Port"}, v)
			return
		}
		if number == port {
			s.compareText(edge.ID, l, []string{"Protocol"}, protocol, "the listener speaks")
			return
		}
	}
	s.say(NotCarried, edge.ID, s.balancer, nil, fmt.Sprintf("the load balancer has no listener at port %d", port), "add the listener, or draw the port of the one that is there")
}

func (s *scene) carriedToTask(edge diagram.Edge, from, to diagram.Node, wired bool) {
	name, _ := service(to)
	if !wired {
		s.say(NotCarried, edge.ID, s.services[name], nil, fmt.Sprintf("no listener forwards to the service %q", name), "forward to the service's target group, or take the edge out of the picture")
		return
	}
	_, port, ok := s.labelled(edge)
	if !ok {
		return
	}
	s.needs(edge, from.Wears, false, port, to.Wears)
	s.needs(edge, to.Wears, true, port, from.Wears)
	if !slices.ContainsFunc(s.targets(s.services[name]), func(t target) bool { return t.port == port }) {
		s.say(Differs, edge.ID, s.services[name], []string{"LoadBalancers"}, fmt.Sprintf("%q is drawn, and the container has another port", edge.Label), "draw the container's port")
	}
}

func (s *scene) carriedToEndpoint(edge diagram.Edge, from, to diagram.Node) {
	if s.endpoints[to.ID] == nil {
		s.say(NotCarried, edge.ID, nil, nil, "the templates have no such endpoint", "make the endpoint, or take the edge out of the picture")
		return
	}
	_, port, ok := s.labelled(edge)
	switch {
	case !ok:
	case to.Wears != "":
		s.needs(edge, from.Wears, false, port, to.Wears)
		s.needs(edge, to.Wears, true, port, from.Wears)
	default:
		// A gateway endpoint is reached at the service's public addresses.
		s.needs(edge, from.Wears, false, port, s.listOf(to))
	}
}

// listOf is what rules call the prefix list of a gateway endpoint's service.
func (s *scene) listOf(node diagram.Node) string {
	if node.Title == "s3" {
		return s3Peer
	}
	return "com.amazonaws." + s.region(s.endpoints[node.ID]) + "." + node.Title
}
