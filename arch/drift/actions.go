package drift

import (
	"fmt"

	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/internal/cfn"
)

// action is an action of a listener of a load balancer or of one of its rules.
type action struct {
	listener, resource *cfn.Resource
	path               []string
	kind               string
	value              cfn.Object
}

// actions are all of a load balancer.
func (s *scene) actions(balancer *cfn.Resource) []action {
	var all []action
	for _, l := range s.byType["AWS::ElasticLoadBalancingV2::Listener"] {
		if balancer == nil || s.refers(s.get(l, "LoadBalancerArn"), balancerType) != balancer {
			continue
		}
		all = append(all, s.actionsOf(l, l, "DefaultActions")...)
		for _, r := range s.byType["AWS::ElasticLoadBalancingV2::ListenerRule"] {
			if s.refers(s.get(r, "ListenerArn"), l.Type) == l {
				all = append(all, s.actionsOf(l, r, "Actions")...)
			}
		}
	}
	return all
}

func (s *scene) actionsOf(listener, r *cfn.Resource, property string) []action {
	v := s.get(r, property)
	list, open := items(v)
	if open {
		s.open(diagram.LoadBalancerID, r, []string{property}, v)
	}
	var all []action
	for i, item := range list {
		a := action{listener: listener, resource: r, path: []string{property, fmt.Sprintf("[%d]", i)}, value: object(item)}
		kind, isText := cfn.AsString(a.value.Get("Type"))
		if a.kind = kind; !isText {
			s.open(diagram.LoadBalancerID, r, a.path, a.value.Get("Type"))
		}
		all = append(all, a)
	}
	return all
}

// forward is an action that forwards; the target is nil if it is open.
type forward struct {
	action
	target *cfn.Resource
	open   cfn.Value
}

// forwards are the target groups that a load balancer forwards to.
func (s *scene) forwards(balancer *cfn.Resource) []forward {
	var all []forward
	for _, a := range s.actions(balancer) {
		if a.kind != "forward" {
			continue
		}
		values := []cfn.Value{a.value.Get("TargetGroupArn")}
		list, open := items(object(a.value.Get("ForwardConfig")).Get("TargetGroups"))
		for _, item := range list {
			values = append(values, object(item).Get("TargetGroupArn"))
		}
		if open {
			values = append(values, object(a.value.Get("ForwardConfig")).Get("TargetGroups"))
		}
		for i, v := range values {
			if i > 0 || !missing(v) || len(values) == 1 {
				all = append(all, forward{a, s.refers(v, "AWS::ElasticLoadBalancingV2::TargetGroup"), v})
			}
		}
	}
	return all
}

// target is a target group that a service puts its tasks in, and the container's port.
type target struct {
	group *cfn.Resource
	port  int
}

func (s *scene) targets(service *cfn.Resource) []target {
	var all []target
	list, _ := items(s.get(service, "LoadBalancers"))
	for _, item := range list {
		port, _ := cfn.AsInt(object(item).Get("ContainerPort"))
		if group := s.refers(object(item).Get("TargetGroupArn"), "AWS::ElasticLoadBalancingV2::TargetGroup"); group != nil {
			all = append(all, target{group, port})
		}
	}
	return all
}
