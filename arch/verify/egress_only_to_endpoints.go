package verify

import (
	"slices"

	"github.com/archblocks/archblocks/arch/verify/internal/topology"
	"github.com/archblocks/archblocks/arch/verify/internal/traffic"
	"github.com/archblocks/archblocks/internal/cfn"
)

var egressOnlyToEndpoints = Property{
	ID:    "egress-only-to-endpoints",
	Title: "Tasks send to endpoints alone",
	Meaning: "Every egress rule of a service's tasks leads to a security group that VPC endpoints alone wear, or to the prefix list of S3 or " +
		"DynamoDB, on TCP 443.",
	Standards: []string{"Well-Architected SEC05-BP02"},
	subject:   "ECS service",
	judge: func(c *court) {
		for _, s := range c.Services {
			t := c.try(s.Ref)
			region := c.regionOf(s.Interface)
			t.onlyRules(s.Interface, outward, func(r topology.Rule) traffic.Ports {
				switch {
				case r.Group != nil:
					if c.wornByEndpoints(t, r.Group) {
						return https
					}
				case r.List != "":
					switch c.Lists.Name(region, r.List) {
					case "":
						t.unsure(undeclared(r, region))
						return traffic.AllPorts()
					case topology.ServiceList(region, "s3"), topology.ServiceList(region, "dynamodb"):
						return https
					}
				}
				return traffic.Ports{}
			}, "send to the security group of the endpoints and to S3's prefix list alone, on tcp 443")
			t.doubt(s.Doubts, s.Interface.All(), vpcDoubts(s.Interface))
			t.proved("its groups send to endpoints and S3's prefix list on tcp 443 and nowhere else")
		}
	},
}

// wornByEndpoints tells whether nothing but endpoints of AWS services wears a group, as far as the templates say.
func (c *court) wornByEndpoints(t *trial, g *topology.Group) bool {
	for _, ref := range g.WornBy {
		i := slices.IndexFunc(c.Endpoints, func(e *topology.Endpoint) bool { return e.Ref == ref })
		if i < 0 {
			return false
		}
		t.doubt(c.Endpoints[i].Doubts)
	}
	t.doubt(g.WearDoubts)
	return true
}

// region is a stack's Region, or empty.
func (f *facts) region(ref cfn.ResourceRef) string {
	if s := f.Model.Stack(ref.Stack); s != nil {
		return s.Region
	}
	return ""
}
