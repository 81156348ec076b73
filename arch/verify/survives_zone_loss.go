package verify

import (
	"fmt"
	"slices"

	"github.com/archblocks/archblocks/arch/verify/internal/topology"
	"github.com/archblocks/archblocks/internal/cfn"
)

var survivesZoneLoss = Property{
	ID:    "survives-zone-loss",
	Title: "The service survives the loss of any zone",
	Meaning: "Whichever one zone is lost, a task still runs, the load balancer and every interface endpoint that the service uses keep an interface, and " +
		"what is left still reaches each other.",
	Standards: []string{"FSBP ELB.13", "FSBP ECS.5", "Well-Architected REL10-BP01"},
	subject: "ECS service",
	judge: func(c *court) {
		for _, s := range c.Services {
			t := c.try(s.Ref)
			zones := c.zones(t, s)
			for _, z := range zones {
				c.survives(t, s, z)
			}
			c.enoughTasks(t, s)
			t.doubt(s.Doubts, s.Interface.Doubts)
			t.proved(fmt.Sprintf("each of %d zones can be lost: %d tasks run in %d subnets", len(zones), s.Least, len(s.Interface.Subnets)))
		}
	},
}

// zones are those of a service's tasks, load balancers and endpoints.
func (c *court) zones(t *trial, s *topology.Service) []cfn.Value {
	interfaces := []*topology.Interface{s.Interface}
	for _, w := range c.waysTo(s) {
		interfaces = append(interfaces, w.Balancer.Interface)
	}
	for _, vpc := range vpcs(s.Interface) {
		for _, e := range c.used(s, vpc, view{}) {
			interfaces = append(interfaces, e.Interface)
		}
	}
	var zones []cfn.Value
	for _, i := range interfaces {
		for _, subnet := range i.Subnets {
			if !given(subnet.Zone) {
				t.unsure(fmt.Sprintf("%s does not say its zone", subnet.Ref))
				continue
			}
			if !slices.ContainsFunc(zones, func(z cfn.Value) bool { return cfn.Same(z, subnet.Zone) }) {
				zones = append(zones, subnet.Zone)
			}
		}
	}
	for i, a := range zones {
		for _, b := range zones[:i] {
			if c.Model.Equal(a, b) != cfn.No {
				t.unsure(fmt.Sprintf("%s and %s may be one zone", cfn.Show(a), cfn.Show(b)))
			}
		}
	}
	return zones
}

// survives judges what is left without a zone.
func (c *court) survives(t *trial, s *topology.Service, zone cfn.Value) {
	v := view{lost: zone}
	left := func(i *topology.Interface, what string) {
		if len(i.Subnets) > 0 && len(v.subnets(i)) == 0 {
			t.missing(at(i.SubnetsAt, fmt.Sprintf("without zone %s nothing is left of %s", cfn.Show(zone), what), "add a subnet in another zone"), i.Doubts)
		}
	}
	left(s.Interface, "the tasks of "+s.Ref.String())
	for _, w := range c.waysTo(s) {
		left(w.Balancer.Interface, w.Balancer.Ref.String())
	}
	for _, vpc := range vpcs(s.Interface) {
		for _, e := range c.used(s, vpc, view{}) {
			left(e.Interface, e.Ref.String())
		}
	}
	c.reachEndpoints(t, s, v)
	c.reachS3(t, s, v)
	c.reachTasks(t, s, v)
}

// enoughTasks judges that a task is left. ECS spreads tasks over the zones of its subnets.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html
func (c *court) enoughTasks(t *trial, s *topology.Service) {
	if s.Least < 2 {
		t.missing(at(s.LeastAt, fmt.Sprintf("%s may run %d task: without its zone none is left", s.Ref, s.Least), "run at least 2 tasks"), s.Doubts)
	}
}
