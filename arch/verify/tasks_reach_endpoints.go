package verify

import (
	"fmt"
	"slices"

	"github.com/archblocks/archblocks/arch/verify/internal/topology"
	"github.com/archblocks/archblocks/arch/verify/internal/traffic"
)

var https = traffic.PortRange(traffic.TCP, 443, 443)

var tasksReachEndpoints = Property{
	ID:    "tasks-reach-endpoints",
	Title: "Tasks reach their endpoints in every zone",
	Meaning: "From every subnet of a service's tasks to every subnet of each interface endpoint that it uses, TCP 443 and the replies pass " +
		"the security groups of both, the route tables and the network ACLs; where it uses DynamoDB, so do they to its gateway endpoint.",
	Standards: []string{"Well-Architected REL10-BP01"},
	subject:   "ECS service",
	judge: func(c *court) {
		for _, s := range c.Services {
			t := c.try(s.Ref)
			c.reachEndpoints(t, s, view{})
			endpoints := 0
			for _, vpc := range vpcs(s.Interface) {
				endpoints += len(c.used(s, vpc, view{}))
			}
			if endpoints == 0 {
				t.unsure("none of the endpoints that it uses is in the templates")
			}
			t.proved(fmt.Sprintf("443 passes to %s from %s", count(endpoints, "endpoint"), count(len(s.Interface.Subnets), "subnet")))
		}
	},
}

// reachEndpoints judges the ways to all endpoints that a service uses. Private names
// stand for an endpoint's interfaces in all zones, so that any task may meet any of them.
func (c *court) reachEndpoints(t *trial, s *topology.Service, v view) {
	for _, vpc := range vpcs(s.Interface) {
		for _, e := range c.used(s, vpc, v) {
			c.reach(t, v, s.Interface, e.Interface, https)
			t.doubt(e.Doubts)
		}
	}
	for _, n := range c.usage(s).needs {
		if slices.Equal(n.any, []string{"dynamodb"}) {
			c.reachGateway(t, s, "dynamodb", v)
		}
	}
	t.doubt(c.usage(s).doubts, s.Interface.All())
}

// reach judges the ways from all subnets of one interface to all of another.
func (c *court) reach(t *trial, v view, from, to *topology.Interface, ports traffic.Ports) {
	for _, a := range v.subnets(from) {
		for _, b := range v.subnets(to) {
			c.pass(v, from, to, a, b, ports).judge(t)
		}
	}
	t.doubt(slices.Concat(from.All(), to.All()))
}
