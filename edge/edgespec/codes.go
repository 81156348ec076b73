package edgespec

import "github.com/archblocks/archblocks/arch/problem"

// Codes of the problems that Check finds.
const (
	DomainInvalid                    problem.Code = "domain-invalid"
	DomainNeedsCertificate           problem.Code = "domain-needs-certificate"
	DomainMissing                    problem.Code = "domain-missing"
	HostedZoneInvalid                problem.Code = "hosted-zone-invalid"
	ViewerCertificateInvalid         problem.Code = "viewer-certificate-invalid"
	ViewerCertificateOfAnotherRegion problem.Code = "viewer-certificate-of-another-region"
	RateLimitOutOfRange              problem.Code = "rate-limit-out-of-range"
	RateWindowNotAllowed             problem.Code = "rate-window-not-allowed"
	ManagedRulesUnknown              problem.Code = "managed-rules-unknown"
	ManagedRulesRepeated             problem.Code = "managed-rules-repeated"
	CapacityExceeded                 problem.Code = "waf-capacity-exceeded"
	UploadPathInvalid                problem.Code = "upload-path-invalid"
	UploadPathUnused                 problem.Code = "upload-path-unused"
	OriginTimeoutOutOfRange          problem.Code = "origin-timeout-out-of-range"
	PriceClassUnknown                problem.Code = "price-class-unknown"
	NothingBlocks                    problem.Code = "nothing-blocks"
	ViewerTLSNotPinned               problem.Code = "viewer-tls-not-pinned"
)
