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
	Standards: []string{"FSBP ELB.13", "Well-Architected REL10-BP01"},
	subject:   "ECS service",
	judge: func(c *court) {
		for _, s := range c.Services {
			t := c.try(s.Ref)
			zones := c.zones(t, s)
			for _, z := range zones {
				c.left(t, s, view{lost: z})
			}
			c.enoughTasks(t, s)
			for _, z := range zones {
				c.works(t, s, view{lost: z})
			}
			t.doubt(s.Doubts, s.Interface.All())
			t.proved(fmt.Sprintf("each of %s can be lost: at least %s run in %s", count(len(zones), "zone"), count(s.Least, "task"), count(len(s.Interface.Subnets), "subnet")))
		}
	},
}

// works judges what a service needs to work, in a view.
func (c *court) works(t *trial, s *topology.Service, v view) {
	c.haveEndpoints(t, s, v)
	c.reachEndpoints(t, s, v)
	c.reachS3(t, s, v)
	c.reachTasks(t, s, v)
}

// sameZone tells whether two subnets are in one zone. Ids of zones and their names say
// nothing of each other: each account has its own names.
// https://docs.aws.amazon.com/ram/latest/userguide/working-with-az-ids.html
func (c *court) sameZone(a, b *topology.Subnet) cfn.Truth {
	switch {
	case a == b:
		return cfn.Yes
	case !given(a.Zone) || !given(b.Zone) || a.ZoneByID != b.ZoneByID:
		return cfn.Maybe
	}
	return c.Model.Equal(a.Zone, b.Zone)
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
	var different []*topology.Subnet
	for _, i := range interfaces {
		for _, subnet := range i.Subnets {
			if !given(subnet.Zone) {
				t.unsure(fmt.Sprintf("%s does not say its zone", subnet.Ref))
				continue
			}
			if !slices.ContainsFunc(zones, func(z cfn.Value) bool { return cfn.Same(z, subnet.Zone) }) {
				zones, different = append(zones, subnet.Zone), append(different, subnet)
			}
		}
	}
	for i, a := range different {
		for _, b := range different[:i] {
			if c.sameZone(a, b) != cfn.No {
				t.unsure(fmt.Sprintf("%s and %s may be one zone", cfn.Show(a.Zone), cfn.Show(b.Zone)))
			}
		}
	}
	return zones
}

// left judges that something is left without a zone.
func (c *court) left(t *trial, s *topology.Service, v view) {
	any := func(i *topology.Interface, what string) {
		if len(i.Subnets) > 0 && len(v.subnets(i)) == 0 {
			t.missing(at(i.SubnetsAt, fmt.Sprintf("without zone %s nothing is left of %s", cfn.Show(v.lost), what), "add a subnet in another zone"), i.Doubts)
		}
	}
	any(s.Interface, "the tasks of "+s.Ref.String())
	for _, w := range c.waysTo(s) {
		any(w.Balancer.Interface, w.Balancer.Ref.String())
	}
	for _, vpc := range vpcs(s.Interface) {
		for _, e := range c.used(s, vpc, view{}) {
			any(e.Interface, e.Ref.String())
		}
	}
}

// enoughTasks judges that a task is left. ECS spreads tasks over the zones of its subnets.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html
func (c *court) enoughTasks(t *trial, s *topology.Service) {
	if s.Least < 2 {
		t.missing(at(s.LeastAt, fmt.Sprintf("%s may run %s: without its zone none is left", s.Ref, count(s.Least, "task")), "run at least 2 tasks"), s.Doubts, s.LeastDoubts)
	}
	t.doubt(s.LeastDoubts)
}
