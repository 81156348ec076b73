package edgespec

import "github.com/archblocks/archblocks/arch/problem"

// Codes of the problems that Check finds.
const (
	DomainInvalid        problem.Code = "domain-invalid"
	DomainNeedsCert      problem.Code = "domain-needs-certificate"
	DomainMissing        problem.Code = "domain-missing"
	HostedZoneInvalid    problem.Code = "hosted-zone-invalid"
	CertificateInvalid   problem.Code = "certificate-invalid"
	CertificateOfRegion  problem.Code = "certificate-of-another-region"
	RateLimitOutOfRange  problem.Code = "rate-limit-out-of-range"
	RateWindowNotAllowed problem.Code = "rate-window-not-allowed"
	ManagedRulesUnknown  problem.Code = "managed-rules-unknown"
	ManagedRulesRepeated problem.Code = "managed-rules-repeated"
	CapacityExceeded     problem.Code = "waf-capacity-exceeded"
	UploadPathInvalid    problem.Code = "upload-path-invalid"
	UploadPathUnused     problem.Code = "upload-path-unused"
	TimeoutOutOfRange    problem.Code = "timeout-out-of-range"
	PriceClassUnknown    problem.Code = "price-class-unknown"
	NothingBlocks        problem.Code = "nothing-blocks"
	ViewerTLSNotPinned   problem.Code = "viewer-tls-not-pinned"
)
