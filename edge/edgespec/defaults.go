package edgespec

import "time"

// Defaulted returns the spec with every default filled in. It does not judge.
// Defaulted is idempotent and leaves s as it was.
func (s Spec) Defaulted() Spec {
	fill(&s.RateLimit, 2000)
	fill(&s.RateWindow, 5*time.Minute)
	fill(&s.ReadTimeout, time.Minute)
	fill(&s.KeepAlive, time.Minute)
	fill(&s.PriceClass, PriceClassAll)
	if s.ManagedRules == nil {
		s.ManagedRules = []ManagedRules{{Name: "AmazonIpReputationList"}, {Name: "CommonRuleSet"}, {Name: "KnownBadInputsRuleSet"}}
	}
	if s.UploadPaths == nil && !s.DisableUploads {
		s.UploadPaths = []string{"/_stcore/upload_file"}
	}
	return s
}

func fill[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}
