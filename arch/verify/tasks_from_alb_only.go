package verify

import (
	"fmt"
	"slices"

	"github.com/archblocks/archblocks/arch/verify/internal/topology"
	"github.com/archblocks/archblocks/arch/verify/internal/traffic"
)

var tasksFromALBOnly = Property{
	ID:    "tasks-from-alb-only",
	Title: "Tasks accept their load balancer alone",
	Meaning: "Every ingress rule of a service's tasks names a security group of a load balancer that forwards to them, on the container's port or " +
		"that of the health check; only those load balancers wear that group; ECS Exec is off.",
	Standards: []string{"FSBP EC2.18", "FSBP EC2.19", "Well-Architected SEC05-BP02"},
	subject:   "ECS service",
	judge: func(c *court) {
		for _, s := range c.Services {
			t := c.try(s.Ref)
			var ways []topology.Balanced
			for _, w := range c.ways {
				if w.Service == s {
					ways = append(ways, w)
				}
			}
			t.onlyRules(s.Interface, inward, func(r topology.Rule) traffic.Ports {
				var ports traffic.Ports
				for _, w := range ways {
					if r.Group != nil && slices.Contains(w.Balancer.Interface.Groups, r.Group) {
						ports = ports.Union(tcp(w.Link.Port, w.Link.Target.HealthPort))
					}
				}
				if doubts := slices.Concat(s.LinkDoubts, openGroups(ways)); ports.IsEmpty() && r.Group != nil && len(doubts) > 0 && (c.ofBalancer(r.Group) || len(s.LinkDoubts) == 0) {
					t.doubt(doubts)
					return traffic.AllPorts()
				}
				return ports
			}, "admit the load balancer's security group alone, on the container's port")
			for _, w := range ways {
				for _, g := range w.Balancer.Interface.Groups {
					if admitsGroup(s.Interface, g) {
						t.onlyWornBy(g, "the load balancer", func(i *topology.Interface) bool { return isBalancer(ways, i) }, c.Interfaces)
					}
				}
				if w.Balancer.Type == "application" {
					t.doubt(w.Balancer.Interface.All())
				}
			}
			if s.Exec && !c.options.AllowExec {
				t.refute(at(s.ExecAt, fmt.Sprintf("whoever may call ecs:ExecuteCommand gets a shell in the tasks of %s", s.Ref),
					"set EnableExecuteCommand to false, or accept it with -allow-exec"))
			}
			if !c.options.AllowExec {
				t.doubt(s.ExecDoubts)
			}
			t.doubt(s.Doubts, taskDoubts(s), vpcDoubts(s.Interface))
			t.proved(from(ways))
		}
	},
}

func from(ways []topology.Balanced) string {
	if len(ways) == 0 {
		return "its groups admit nothing"
	}
	w := ways[0]
	return fmt.Sprintf("its groups admit %s alone, which only %s wears, on tcp %d", names(w.Balancer.Interface.Groups), w.Balancer.Ref, w.Link.Port)
}

func isBalancer(ways []topology.Balanced, i *topology.Interface) bool {
	for _, w := range ways {
		if w.Balancer.Interface == i {
			return true
		}
	}
	return false
}

func admitsGroup(i *topology.Interface, peer *topology.Group) bool {
	for _, g := range i.Groups {
		for _, r := range g.In {
			if r.Group == peer {
				return true
			}
		}
	}
	return false
}

func taskDoubts(s *topology.Service) []topology.Doubt {
	if s.Task == nil {
		return nil
	}
	return s.Task.Doubts
}

// openGroups are doubts of groups of load balancers that may be any group.
func openGroups(ways []topology.Balanced) []topology.Doubt {
	var all []topology.Doubt
	for _, w := range ways {
		all = append(append(all, openWear(w.Balancer.Interface)...), w.Balancer.Interface.GroupDoubts...)
	}
	return all
}

// ofBalancer tells whether a load balancer wears a group.
func (c *court) ofBalancer(g *topology.Group) bool {
	return slices.ContainsFunc(c.Balancers, func(b *topology.Balancer) bool { return slices.Contains(b.Interface.Groups, g) })
}
