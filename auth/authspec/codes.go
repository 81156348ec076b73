package authspec

import "github.com/archblocks/archblocks/arch/problem"

// Codes of the problems that Check finds.
const (
	ModeUnknown           problem.Code = "login-mode-unknown"
	ModeNeedsDomain       problem.Code = "login-needs-domain"
	LoginNowhere          problem.Code = "login-nowhere"
	DomainPrefixInvalid   problem.Code = "domain-prefix-invalid"
	DomainPrefixReserved  problem.Code = "domain-prefix-reserved"
	DomainPrefixUnused    problem.Code = "domain-prefix-unused"
	MFAUnknown            problem.Code = "mfa-unknown"
	MFANotRequired        problem.Code = "mfa-not-required"
	PasswordTooShort      problem.Code = "password-too-short"
	SessionTimeOutOfRange problem.Code = "session-time-out-of-range"
	FeaturePlanUnknown    problem.Code = "feature-plan-unknown"
	SelfSignUpOpen        problem.Code = "self-sign-up-open"
)
