package observabilityspec

import "github.com/archblocks/archblocks/arch/problem"

// Codes of the problems that Check finds.
const (
	RetentionNotAllowed     problem.Code = "retention-not-allowed"
	AccessLogDaysOutOfRange problem.Code = "access-log-days-out-of-range"
	EmailInvalid            problem.Code = "email-invalid"
	EmailRepeated           problem.Code = "email-repeated"
	EmailUnused             problem.Code = "email-unused"
)
