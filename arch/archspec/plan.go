package archspec

import (
	"slices"

	"github.com/archblocks/archblocks/arch/awsservice"
	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/arch/plan"
	"github.com/archblocks/archblocks/auth/authspec"
	"github.com/archblocks/archblocks/compute/computespec"
	"github.com/archblocks/archblocks/edge/edgespec"
	"github.com/archblocks/archblocks/network/networkspec"
	"github.com/archblocks/archblocks/observability/observabilityspec"
)

// Plan is everything that a topology will be, block by block. It is derived from a
// Spec, never read back or saved; the template, the picture, the document and the
// explanation are all made from it.
type Plan struct {
	// Spec is the defaulted spec.
	Spec Spec
	// Region is what is known of the spec's Region.
	Region awsservice.Region

	Network       networkspec.Plan
	Auth          authspec.Plan
	Compute       computespec.Plan
	Edge          edgespec.Plan
	Observability observabilityspec.Plan
}

// Plan checks the spec and derives the plan. The error is a *problem.Invalid with
// all problems.
func (s Spec) Plan() (Plan, error) {
	p, list := s.Defaulted().planned()
	if err := list.Err(); err != nil {
		return Plan{}, err
	}
	return p, nil
}

// StackName is the name of the stack in the topology's Region.
func (p Plan) StackName() string { return p.Spec.Name }

// EdgeStackName is the name of the stack in us-east-1.
func (p Plan) EdgeStackName() string { return p.Spec.Name + "-edge" }

// PrivateOrigin tells that CloudFront reaches the load balancer through a VPC origin.
func (p Plan) PrivateOrigin() bool { return p.Edge.Inputs.PrivateOrigin }

// SecurityGroups are all groups of the topology, in the order of the traffic.
func (p Plan) SecurityGroups() []plan.SecurityGroup {
	return append(append([]plan.SecurityGroup(nil), p.Compute.Groups...), p.Network.Group)
}

// RegionalAlarms are the alarms in the topology's Region, EdgeAlarms those in us-east-1.
func (p Plan) RegionalAlarms() []plan.Alarm { return p.unlessDisabled(p.Compute.Alarms) }

// EdgeAlarms are the alarms in us-east-1.
func (p Plan) EdgeAlarms() []plan.Alarm { return p.unlessDisabled(p.Edge.Alarms) }

// KnownEdgeAlarms are the edge's alarms on what has a name before it exists: the
// regional dashboard can show these, though the edge is made after it.
func (p Plan) KnownEdgeAlarms() []plan.Alarm {
	var known []plan.Alarm
	for _, a := range p.Edge.Alarms {
		if !slices.ContainsFunc(a.Metric.Dimensions, func(d plan.Dimension) bool { return d.Ref != "" }) {
			known = append(known, a)
		}
	}
	return known
}

// NetworkNeeds are what the blocks need of the network, with paths from the spec's root.
func (p Plan) NetworkNeeds() []plan.Need { return p.Spec.networkInputs(p.Auth, p.Compute).Needs }

func (p Plan) unlessDisabled(alarms []plan.Alarm) []plan.Alarm {
	if p.Spec.Observability.DisableAlarms {
		return nil
	}
	return alarms
}

// Diagram is the picture of the whole: the blocks' parts, merged by role.
func (p Plan) Diagram() diagram.Graph {
	g := diagram.Merge(
		diagram.Graph{Title: p.Spec.Name},
		p.Edge.Diagram().At("edge"),
		p.Network.Diagram().At("network"),
		p.Compute.Diagram().At("compute"),
		p.Auth.Diagram().At("auth"),
		p.Observability.Diagram().At("observability"),
	)
	return g
}

// Diagram checks the spec and draws its plan.
func (s Spec) Diagram() (diagram.Graph, error) {
	p, err := s.Plan()
	if err != nil {
		return diagram.Graph{}, err
	}
	return p.Diagram(), nil
}
