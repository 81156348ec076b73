package verify

import (
	"fmt"
	"slices"

	"github.com/archblocks/archblocks/arch/verify/internal/topology"
	"github.com/archblocks/archblocks/internal/cfn"
)

var albReachesTasks = Property{
	ID:    "alb-reaches-tasks",
	Title: "The load balancer reaches its tasks",
	Meaning: "From every subnet of a load balancer to every subnet of the tasks that it forwards to, TCP on the container's port and the health " +
		"check's, and the replies, pass the security groups, the route tables and the network ACLs; the load balancer has a subnet in each " +
		"zone of the tasks, and the container maps the port.",
	Standards: []string{"Well-Architected REL11-BP01"},
	subject:   "ECS service behind a load balancer",
	judge: func(c *court) {
		for _, s := range c.Services {
			if len(s.Links) == 0 && len(s.Doubts) == 0 {
				continue
			}
			t := c.try(s.Ref)
			if len(c.waysTo(s)) == 0 {
				t.unsure("no load balancer of the templates forwards to it")
			}
			c.reachTasks(t, s, view{})
			t.proved(waysText(c.waysTo(s)))
		}
	},
}

func waysText(ways []topology.Balanced) string {
	if len(ways) == 0 {
		return ""
	}
	w := ways[0]
	return fmt.Sprintf("tcp %d passes from %s of %s to %d of the tasks", w.Link.Port, count(len(w.Balancer.Interface.Subnets), "subnet"), w.Balancer.Ref, len(w.Service.Interface.Subnets))
}

// waysTo are the ways from load balancers to a service.
func (f *facts) waysTo(s *topology.Service) []topology.Balanced {
	var found []topology.Balanced
	for _, w := range f.ways {
		if w.Service == s {
			found = append(found, w)
		}
	}
	return found
}

// reachTasks judges all ways from load balancers to a service.
func (c *court) reachTasks(t *trial, s *topology.Service, v view) {
	for _, w := range c.waysTo(s) {
		c.enabled(t, w, v)
		c.mapped(t, s, w.Link)
		c.reach(t, v, w.Balancer.Interface, s.Interface, tcp(w.Link.Port, w.Link.Target.HealthPort))
		t.doubt(w.Balancer.Doubts, w.Link.Target.Doubts)
	}
	t.doubt(s.Doubts, taskDoubts(s))
}

// enabled judges that the load balancer has a subnet in each zone of the tasks: it sends
// nothing to targets in others.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html#availability-zones
func (c *court) enabled(t *trial, w topology.Balanced, v view) {
	for _, s := range v.subnets(w.Service.Interface) {
		answer := cfn.No
		for _, front := range v.subnets(w.Balancer.Interface) {
			switch c.sameZone(s, front) {
			case cfn.Yes:
				answer = cfn.Yes
			case cfn.Maybe:
				if answer == cfn.No {
					answer = cfn.Maybe
				}
			}
		}
		switch answer {
		case cfn.No:
			t.missing(at(w.Balancer.Interface.SubnetsAt, fmt.Sprintf("%s has no subnet in the zone of %s: it sends nothing to tasks there", w.Balancer.Ref, s.Ref), "give it a subnet in each zone of the tasks"),
				w.Balancer.Interface.Doubts)
		case cfn.Maybe:
			t.unsure(fmt.Sprintf("whether %s has a subnet in the zone of %s is not said", w.Balancer.Ref, s.Ref))
		}
	}
}

// mapped judges that the container listens where the load balancer sends to, and that its
// targets are addresses in the tasks' VPC: ECS refuses a service otherwise.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html
func (c *court) mapped(t *trial, s *topology.Service, link topology.Link) {
	switch {
	case link.Target.Type == "":
		t.unsure(fmt.Sprintf("TargetType of %s is open", link.Target.Ref))
	case link.Target.Type != "ip":
		t.refute(at(place(link.Target.Ref, "TargetType"), fmt.Sprintf("%s takes targets of type %s, and tasks of Fargate are of type ip", link.Target.Ref, link.Target.Type), "set TargetType to ip"))
	}
	if in := vpcs(s.Interface); link.Target.VPC != nil && len(in) > 0 && !slices.Contains(in, link.Target.VPC) {
		t.refute(at(place(link.Target.Ref, "VpcId"), fmt.Sprintf("%s is of another VPC than the tasks of %s", link.Target.Ref, s.Ref), "name the VPC of the tasks"))
	}
	if s.Task == nil {
		return
	}
	for _, container := range s.Task.Containers {
		if container.Name != link.Container {
			continue
		}
		if !slices.Contains(container.Ports, link.Port) {
			t.missing(at(link.At, fmt.Sprintf("%s sends to port %d of container %s, which does not map it", link.Target.Ref, link.Port, link.Container),
				fmt.Sprintf("map port %d in the task definition", link.Port)), taskDoubts(s))
		}
		return
	}
	t.missing(at(link.At, fmt.Sprintf("%s sends to container %s, which %s does not have", link.Target.Ref, link.Container, s.Task.Ref), "name a container of the task definition"), taskDoubts(s))
}
