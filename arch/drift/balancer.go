package drift

import (
	"fmt"
	"slices"

	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/internal/cfn"
)

const balancerType = "AWS::ElasticLoadBalancingV2::LoadBalancer"

// compareBalancer takes the load balancer that forwards to the most drawn services.
func (s *scene) compareBalancer() {
	node, drawn := s.one(diagram.LoadBalancerNode)
	best := -1
	for _, r := range s.byType[balancerType] {
		if n := s.forwardsToDrawn(r); drawn && n > best {
			s.balancer, best = r, n
		}
	}
	for _, r := range s.byType[balancerType] {
		if r != s.balancer {
			s.undrawn(r, "the load balancer is not drawn")
		}
	}
	switch {
	case !drawn:
		return
	case s.balancer == nil:
		s.say(Missing, node.ID, nil, nil, "a load balancer is drawn, and the templates have none", "make the load balancer, or take it out of the picture")
		return
	}
	r := s.balancer
	s.shown[r.Ref] = true
	// Without a scheme a load balancer faces the internet, and without a type it is an application's.
	if v := s.get(r, "Scheme"); !missing(v) || node.Detail != "internet-facing" {
		s.compareText(node.ID, r, []string{"Scheme"}, node.Detail, "the load balancer is")
	}
	if v := s.get(r, "Type"); !missing(v) {
		s.compareText(node.ID, r, []string{"Type"}, "application", "the load balancer is of the type")
	}
	s.wears(node, r, "SecurityGroups")
	s.placed(node.ID, node.Groups, r, "Subnets")
	s.looseListeners()
}

// looseListeners are listeners, and rules of them, that may be the drawn load balancer's.
func (s *scene) looseListeners() {
	for _, of := range []struct{ kind, property, to string }{
		{"AWS::ElasticLoadBalancingV2::Listener", "LoadBalancerArn", balancerType},
		{"AWS::ElasticLoadBalancingV2::ListenerRule", "ListenerArn", "AWS::ElasticLoadBalancingV2::Listener"},
	} {
		for _, r := range s.byType[of.kind] {
			switch v := s.get(r, of.property); {
			case s.refers(v, of.to) != nil:
			case known(v):
				s.undrawn(r, fmt.Sprintf("it is of %s, which the templates do not make and the picture does not draw", cfn.Show(v)))
			default:
				s.shown[r.Ref] = true
				s.open("", r, []string{of.property}, v)
			}
		}
	}
}

func (s *scene) forwardsToDrawn(r *cfn.Resource) int {
	n := 0
	forwards := s.forwards(r)
	for _, service := range s.services {
		for _, target := range s.targets(service) {
			if slices.ContainsFunc(forwards, func(f forward) bool { return f.target == target.group }) {
				n++
			}
		}
	}
	return n
}
