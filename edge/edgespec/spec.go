package edgespec

import "time"

// Spec is a CloudFront distribution with a WAF web ACL in front of one origin.
// Everything in it lives in us-east-1, whatever the Region of the origin.
type Spec struct {
	// Domain is the host name that viewers use, such as "chat.example.com". It needs HostedZoneID,
	// or certificates of your own.
	// Default none: viewers use the distribution's own name under cloudfront.net, the load
	// balancer is internal, and login is left to the application.
	Domain string

	// HostedZoneID is the Route 53 zone of Domain: certificates and DNS records are then made.
	// Default none: bring certificates, and point Domain at the distribution yourself.
	HostedZoneID string

	// ViewerCertificateARN is an ACM certificate for Domain in us-east-1, where CloudFront looks for it.
	// Default made, where there is a HostedZoneID.
	ViewerCertificateARN string

	// RateLimit is how many requests one address may send in RateWindow before WAF blocks it: 10 to 2,000,000,000
	// (docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html). Default 2000.
	RateLimit int

	// RateWindow is 1, 2, 5 or 10 minutes. Default 5 minutes.
	RateWindow time.Duration

	// ManagedRules are AWS's rule groups, in order.
	// Default AmazonIpReputationList, CommonRuleSet and KnownBadInputsRuleSet.
	ManagedRules []ManagedRules

	// UploadPaths are the beginnings of URL paths that take large bodies: the body rules of
	// CommonRuleSet, which block over 8 KB, do not block there.
	// Default "/_stcore/upload_file", Streamlit's own.
	UploadPaths []string

	// DisableUploads lets the body rules block everywhere. Default false.
	DisableUploads bool

	// ReadTimeout is how long CloudFront waits for the origin's answer: 1 s to 120 s, whole seconds
	// (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html). Default 60 s.
	ReadTimeout time.Duration

	// KeepAlive is how long CloudFront keeps an idle connection to the origin: 1 s to 120 s, whole seconds. Default 60 s.
	KeepAlive time.Duration

	// PriceClass is which of CloudFront's places serve viewers. Default PriceClassAll.
	PriceClass PriceClass

	// DisableWAFLogs and DisableAccessLogs turn off logs. Default false: both go to CloudWatch
	// Logs in us-east-1.
	DisableWAFLogs, DisableAccessLogs bool
}

// ManagedRules is one of AWS's managed rule groups for WAF.
type ManagedRules struct {
	// Name is the group's name without "AWSManagedRules", such as "CommonRuleSet". Required.
	Name string
	// CountOnly counts what the group would block, to try it out. Default false: it blocks.
	CountOnly bool
}

// PriceClass is a set of CloudFront's places.
type PriceClass string

const (
	// PriceClassAll is every place.
	PriceClassAll PriceClass = "all"
	// PriceClass200 leaves out South America, Australia and New Zealand.
	PriceClass200 PriceClass = "200"
	// PriceClass100 is North America, Europe and Israel.
	PriceClass100 PriceClass = "100"
)
