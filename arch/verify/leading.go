package verify

import (
	"slices"
	"strings"

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
	if len(c.linkDoubts(b)) > 0 {
		return true
	}
	return b.Type == "application" && len(b.Doubts) > 0
}

// linkDoubts are of services that a load balancer may lead to, where it leads to none that is known.
func (c *court) linkDoubts(b *topology.Balancer) []topology.Doubt {
	var all []topology.Doubt
	for _, w := range c.ways {
		if w.Balancer == b {
			return nil
		}
	}
	for _, s := range c.Services {
		all = append(all, s.LinkDoubts...)
	}
	return all
}

// distribution is a CloudFront distribution.
type distribution struct {
	resource *cfn.Resource
	config   cfn.Object
	// leads are the load balancers behind its origins; unexplained are the names of origins
	// of which the templates do not say where they lead.
	leads       []*topology.Balancer
	unexplained []cfn.Value
	// open is set if an origin may be anything.
	open bool
}

// distributions are all of this world.
func (c *court) distributions() []distribution {
	var found []distribution
	for _, r := range c.there("AWS::CloudFront::Distribution") {
		d := distribution{resource: r, config: object(c.get(r, "DistributionConfig"))}
		for _, item := range items(d.config.Get("Origins")) {
			o := object(item)
			switch b := c.origin(o); {
			case b != nil:
				d.leads = append(d.leads, b)
			case given(o.Get("VpcOriginConfig")):
				d.open = true
			case given(o.Get("CustomOriginConfig")):
				if _, known := cfn.AsString(o.Get("DomainName")); known || len(cfn.References(o.Get("DomainName"))) > 0 {
					d.unexplained = append(d.unexplained, o.Get("DomainName"))
				} else {
					d.open = true
				}
			}
		}
		found = append(found, d)
	}
	return found
}

// origin is the load balancer behind an origin, or nil.
func (c *court) origin(o cfn.Object) *topology.Balancer {
	const balancer = "AWS::ElasticLoadBalancingV2::LoadBalancer"
	target := c.named(o.Get("DomainName"), balancer)
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

// named is the resource of a type that a domain name leads to: by its own name, with
// "dualstack." before it or not, or by a DNS record of the templates.
func (c *court) named(name cfn.Value, resourceType string) *cfn.Resource {
	for _, ref := range cfn.References(name) {
		if target := c.refersTo(ref, resourceType); target != nil {
			return target
		}
	}
	for _, record := range c.records() {
		if c.Model.Equal(undotted(record.Get("Name")), undotted(name)) != cfn.Yes {
			continue
		}
		to := cfn.List{object(record.Get("AliasTarget")).Get("DNSName"), record.Get("ResourceRecords")}
		for _, ref := range cfn.References(to) {
			if target := c.refersTo(ref, resourceType); target != nil {
				return target
			}
		}
	}
	return nil
}

// records are the DNS records of the templates.
func (c *court) records() []cfn.Object {
	var found []cfn.Object
	for _, r := range c.there("AWS::Route53::RecordSet") {
		found = append(found, object(c.World.Value(r.Properties)))
	}
	for _, r := range c.there("AWS::Route53::RecordSetGroup") {
		for _, item := range items(c.get(r, "RecordSets")) {
			found = append(found, object(item))
		}
	}
	return found
}

// undotted is a domain name without the dot that may end it.
func undotted(v cfn.Value) cfn.Value {
	switch v := v.(type) {
	case cfn.String:
		return cfn.String(strings.TrimSuffix(string(v), "."))
	case cfn.Concat:
		if last, ok := v[len(v)-1].(cfn.String); ok && strings.HasSuffix(string(last), ".") {
			cut := slices.Clone(v)
			cut[len(v)-1] = cfn.String(strings.TrimSuffix(string(last), "."))
			return cut
		}
	}
	return v
}
