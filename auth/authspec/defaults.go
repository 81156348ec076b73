package authspec

import "time"

// Defaulted returns the spec with every default filled in that does not depend on
// anything outside: Mode and DomainPrefix do. It does not judge. Defaulted is idempotent.
func (s Spec) Defaulted() Spec {
	if s.MFA == "" {
		s.MFA = MFARequired
	}
	if s.PasswordLength == 0 {
		s.PasswordLength = 12
	}
	if s.SessionTime == 0 {
		s.SessionTime = 12 * time.Hour
	}
	if s.FeaturePlan == "" {
		s.FeaturePlan = PlanEssentials
	}
	return s
}

// completed fills in what depends on the topology.
func (s Spec) completed(in Inputs) Spec {
	s = s.Defaulted()
	if s.Mode == "" {
		s.Mode = ModeInApp
		if in.Host != "" {
			s.Mode = ModeLoadBalancer
		}
	}
	if s.Mode == ModeLoadBalancer && s.DomainPrefix == "" {
		s.DomainPrefix = in.Name + "-${AWS::AccountId}"
	}
	return s
}
