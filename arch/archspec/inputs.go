package archspec

import (
	"github.com/archblocks/archblocks/arch/awsservice"
	"github.com/archblocks/archblocks/arch/plan"
	"github.com/archblocks/archblocks/auth/authspec"
	"github.com/archblocks/archblocks/compute/computespec"
	"github.com/archblocks/archblocks/edge/edgespec"
	"github.com/archblocks/archblocks/network/networkspec"
	"github.com/archblocks/archblocks/observability/observabilityspec"
)

// The functions below say what each block learns of the others. The spec is defaulted.

func (s Spec) authInputs() authspec.Inputs {
	return authspec.Inputs{Name: s.Name, Region: s.Region, Host: s.Edge.Domain}
}

func (s Spec) computeInputs(auth authspec.Plan) computespec.Inputs {
	var reaches []awsservice.Service
	for _, need := range auth.Needs {
		reaches = append(reaches, need.Service)
	}
	// A number of zones that is wrong in itself is not handed on: it would be blamed again for each service.
	zones := s.Network.ZoneCount
	if zones < 2 || zones > 3 {
		zones = 0
	}
	return computespec.Inputs{
		Name: s.Name, Region: s.Region, Zones: zones,
		MadeCertificate: s.madeCertificate(),
		Login:           s.Auth.Mode == authspec.ModeLoadBalancer,
		Environment:     auth.Environment,
		Grants:          auth.Grants,
		Reaches:         reaches,
	}
}

// madeCertificate tells whether the load balancer's certificate is made in the edge's hosted zone.
func (s Spec) madeCertificate() bool {
	return s.Edge.HostedZoneID != "" && s.Compute.LoadBalancer.CertificateARN == "" && s.Compute.LoadBalancer.Scheme == computespec.InternetFacing
}

func (s Spec) networkInputs(auth authspec.Plan, compute computespec.Plan) networkspec.Inputs {
	in := networkspec.Inputs{Region: s.Region}
	for _, block := range []struct {
		name  string
		needs []plan.Need
	}{{"compute", compute.Needs}, {"auth", auth.Needs}} {
		for _, need := range block.needs {
			need.Reason = need.Reason.At(block.name)
			in.Needs = append(in.Needs, need)
		}
	}
	return in
}

func (s Spec) edgeInputs(compute computespec.Plan) edgespec.Inputs {
	return edgespec.Inputs{
		Name: s.Name, OriginPort: compute.OriginPort(),
		PrivateOrigin: s.Compute.LoadBalancer.Scheme == computespec.Internal,
	}
}

func (s Spec) observabilityInputs() observabilityspec.Inputs {
	return observabilityspec.Inputs{Name: s.Name, Region: s.Region}
}
