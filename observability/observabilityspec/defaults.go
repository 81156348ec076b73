package observabilityspec

// Defaulted returns the spec with every default filled in. It does not judge.
// Defaulted is idempotent.
func (s Spec) Defaulted() Spec {
	if s.LogRetentionDays == 0 {
		s.LogRetentionDays = 90
	}
	if s.AccessLogDays == 0 {
		s.AccessLogDays = 365
	}
	return s
}
