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
	// heads are the headers that are sent to origins that the templates do not explain.
	heads []cfn.Value
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
				for _, h := range items(o.Get("OriginCustomHeaders")) {
					d.heads = append(d.heads, object(h).Get("HeaderName"))
				}
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
// "dualstack." before it or not, or by DNS records of the templates.
func (c *court) named(name cfn.Value, resourceType string) *cfn.Resource {
	return c.namedBy(name, resourceType, 4)
}

func (c *court) namedBy(name cfn.Value, resourceType string, depth int) *cfn.Resource {
	for _, ref := range cfn.References(name) {
		if target := c.refersTo(ref, resourceType); target != nil {
			return target
		}
	}
	record := c.refersTo(name, "AWS::Route53::RecordSet")
	if depth == 0 {
		return nil
	}
	for _, r := range c.records() {
		own := record != nil && cfn.Same(domain(c.get(record, "Name")), domain(r.Get("Name")))
		if !own && c.Model.Equal(domain(r.Get("Name")), domain(name)) != cfn.Yes {
			continue
		}
		for _, to := range append(items(r.Get("ResourceRecords")), object(r.Get("AliasTarget")).Get("DNSName")) {
			if !given(to) {
				continue
			}
			if target := c.namedBy(to, resourceType, depth-1); target != nil {
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

// domain is a domain name in the one way to write it: in lower case, without the dot that
// may end it.
func domain(v cfn.Value) cfn.Value {
	switch v := v.(type) {
	case cfn.String:
		return cfn.String(strings.ToLower(strings.TrimSuffix(string(v), ".")))
	case cfn.Concat:
		parts := slices.Clone(v)
		for i, part := range parts {
			if text, ok := part.(cfn.String); ok {
				parts[i] = cfn.String(strings.ToLower(string(text)))
			}
		}
		if last, ok := parts[len(parts)-1].(cfn.String); ok && len(last) > 1 {
			parts[len(parts)-1] = cfn.String(strings.TrimSuffix(string(last), "."))
		}
		return parts
	}
	return v
}
