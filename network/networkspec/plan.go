package networkspec

import (
	"net/netip"
	"slices"

	"github.com/archblocks/archblocks/arch/awsservice"
	"github.com/archblocks/archblocks/arch/plan"
	"github.com/archblocks/archblocks/arch/problem"
)

// Plan is everything that the network will be.
type Plan struct {
	// Spec is the defaulted spec.
	Spec Spec
	// Region is empty where it is not known.
	Region string
	// Zones in order; their number is two or three for a valid spec.
	Zones []Zone
	// Endpoints in the order of the service table, then those that it does not know.
	Endpoints []plan.Endpoint
	// S3PrefixListID is empty where neither the spec nor the table of Regions gives it:
	// the template then asks for it with a parameter.
	S3PrefixListID string
	// Group is the interface endpoints' security group.
	Group plan.SecurityGroup
}

// Zone is one Availability Zone of the network.
type Zone struct {
	// Number counts from 1.
	Number int
	// Name is empty where the spec names no zones.
	Name string
	// Public is the range of the load balancer's subnet.
	Public netip.Prefix
	// Private is the range of the subnet of tasks and endpoints.
	Private netip.Prefix
}

// Plan derives the plan. The spec must be valid.
func (s Spec) Plan(in Inputs) Plan {
	s = s.Defaulted()
	p := Plan{
		Spec: s, Region: in.Region, S3PrefixListID: s.S3PrefixListID,
		Group: plan.SecurityGroup{Role: plan.GroupEndpoints, Title: "Endpoint SG", Purpose: "Controls inbound traffic to the interface endpoints"},
	}
	for i := range max(0, min(s.ZoneCount, len(s.PublicSubnets), len(s.PrivateSubnets))) {
		zone := Zone{Number: i + 1, Public: s.PublicSubnets[i], Private: s.PrivateSubnets[i]}
		if i < len(s.Zones) {
			zone.Name = s.Zones[i]
		}
		p.Zones = append(p.Zones, zone)
	}
	if r, ok := awsservice.LookupRegion(in.Region); ok && p.S3PrefixListID == "" {
		p.S3PrefixListID = r.S3PrefixList
	}
	p.Endpoints = s.endpoints(in.Needs)
	return p
}

// Has tells whether the network has an endpoint for a service.
func (p Plan) Has(service awsservice.Service) bool {
	return slices.ContainsFunc(p.Endpoints, func(e plan.Endpoint) bool { return e.Service == service })
}

// endpoints joins the needs and the user's extra endpoints, one endpoint a service.
func (s Spec) endpoints(needs []plan.Need) []plan.Endpoint {
	needs = slices.Clone(needs)
	for i, e := range s.ExtraEndpoints {
		needs = append(needs, plan.Need{
			Service:    e.Service,
			Reason:     plan.Reason{Path: problem.Index("network.extraEndpoints", i), Text: e.Reason},
			Statements: []plan.Statement{{Sid: "Extra", Actions: e.Actions, Resources: e.Resources}},
		})
	}
	byService := map[awsservice.Service]*builder{}
	var order []awsservice.Service
	for _, need := range needs {
		b := byService[need.Service]
		if b == nil {
			b = newBuilder(need.Service)
			byService[need.Service] = b
			order = append(order, need.Service)
		}
		b.add(need)
	}
	var all []plan.Endpoint
	for _, known := range awsservice.All() {
		if b := byService[known.Service]; b != nil {
			all = append(all, b.endpoint)
		}
	}
	for _, service := range order {
		if _, known := awsservice.Lookup(service); !known {
			all = append(all, byService[service].endpoint)
		}
	}
	return all
}
