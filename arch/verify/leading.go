package verify

import (
	"slices"

	"github.com/archblocks/archblocks/arch/verify/internal/topology"
	"github.com/archblocks/archblocks/internal/cfn"
)

// leading are the load balancers that lead to services, and those of which nobody knows where they lead.
func (c *court) leading() []*topology.Balancer {
	var found []*topology.Balancer
	for _, b := range c.Balancers {
		if c.leads(b) {
			found = append(found, b)
		}
	}
	return found
}

func (c *court) leads(b *topology.Balancer) bool {
	for _, w := range c.ways {
		if w.Balancer == b {
			return true
		}
	}
	for _, l := range b.Listeners {
		if len(l.Doubts) > 0 {
			return true
		}
	}
	return b.Type == "application" && len(b.Doubts) > 0
}

// distribution is a CloudFront distribution.
type distribution struct {
	resource *cfn.Resource
	config   cfn.Object
	// leads are the load balancers behind its origins.
	leads []*topology.Balancer
}

// distributions are all of this world.
func (c *court) distributions() []distribution {
	var found []distribution
	for _, r := range c.there("AWS::CloudFront::Distribution") {
		d := distribution{resource: r, config: object(c.get(r, "DistributionConfig"))}
		for _, o := range items(d.config.Get("Origins")) {
			if b := c.origin(object(o)); b != nil {
				d.leads = append(d.leads, b)
			}
		}
		found = append(found, d)
	}
	return found
}

// origin is the load balancer behind an origin, or nil.
func (c *court) origin(o cfn.Object) *topology.Balancer {
	const balancer = "AWS::ElasticLoadBalancingV2::LoadBalancer"
	target := c.refersTo(o.Get("DomainName"), balancer)
	if id := object(o.Get("VpcOriginConfig")).Get("VpcOriginId"); given(id) {
		if vpcOrigin := c.refersTo(id, "AWS::CloudFront::VpcOrigin"); vpcOrigin != nil {
			target = c.refersTo(object(c.get(vpcOrigin, "VpcOriginEndpointConfig")).Get("Arn"), balancer)
		}
	}
	if target == nil {
		return nil
	}
	i := slices.IndexFunc(c.Balancers, func(b *topology.Balancer) bool { return b.Ref == target.Ref })
	return c.Balancers[i]
}
