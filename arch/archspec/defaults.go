package archspec

import (
	"slices"

	"github.com/archblocks/archblocks/auth/authspec"
	"github.com/archblocks/archblocks/compute/computespec"
)

// Defaulted returns the spec with every default filled in, in the blocks and across
// them. It does not judge. Defaulted is idempotent and leaves s as it was.
//
// With a domain the load balancer is internet-facing and logs users in. Without one
// it is internal, reached through a CloudFront VPC origin, and login is the
// application's.
func (s Spec) Defaulted() Spec {
	s.Network = s.Network.Defaulted()
	s.Edge = s.Edge.Defaulted()

	if s.Compute.LoadBalancer.Scheme == "" && s.Edge.Domain != "" {
		s.Compute.LoadBalancer.Scheme = computespec.InternetFacing
	}
	s.Compute.Services = slices.Clone(s.Compute.Services)
	for i := range s.Compute.Services {
		if service := &s.Compute.Services[i]; service.MinTasks == 0 {
			service.MinTasks = max(2, min(s.Network.ZoneCount, 3))
		}
	}
	s.Compute = s.Compute.Defaulted()

	internal := s.Compute.LoadBalancer.Scheme == computespec.Internal
	s.Network.PrivateOnly = s.Network.PrivateOnly || internal
	if s.Auth.Mode == "" {
		s.Auth.Mode = authspec.ModeInApp
		if s.Edge.Domain != "" && !internal {
			s.Auth.Mode = authspec.ModeLoadBalancer
		}
	}
	s.Auth = s.Auth.Defaulted()
	s.Observability = s.Observability.Defaulted()
	return s
}
