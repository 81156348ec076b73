package edgespec

import (
	"cmp"
	"time"
)

// Defaulted returns the spec with every default filled in. It does not judge.
// Defaulted is idempotent and leaves s as it was.
func (s Spec) Defaulted() Spec {
	s.RateLimit = cmp.Or(s.RateLimit, 2000)
	s.RateWindow = cmp.Or(s.RateWindow, 5*time.Minute)
	s.ReadTimeout = cmp.Or(s.ReadTimeout, time.Minute)
	s.KeepAlive = cmp.Or(s.KeepAlive, time.Minute)
	s.PriceClass = cmp.Or(s.PriceClass, PriceClassAll)
	if s.ManagedRules == nil {
		s.ManagedRules = []ManagedRules{{Name: "AmazonIpReputationList"}, {Name: "CommonRuleSet"}, {Name: "KnownBadInputsRuleSet"}}
	}
	if s.UploadPaths == nil && !s.DisableUploads {
		s.UploadPaths = []string{"/_stcore/upload_file"}
	}
	return s
}
