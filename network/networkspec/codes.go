package networkspec

import "github.com/archblocks/archblocks/arch/problem"

// Codes of the problems that Check finds.
const (
	CIDRNotCanonical       problem.Code = "cidr-not-canonical"
	CIDRNotPrivate         problem.Code = "cidr-not-private"
	CIDRTooSmall           problem.Code = "cidr-too-small"
	CIDRTooLarge           problem.Code = "cidr-too-large"
	CIDROverlap            problem.Code = "cidr-overlap"
	CIDROutsideVPC         problem.Code = "cidr-outside-vpc"
	CIDRNotIPv4            problem.Code = "cidr-not-ipv4"
	SubnetCountMismatch    problem.Code = "subnet-count-mismatch"
	ZoneCountNotAllowed    problem.Code = "zone-count-not-allowed"
	ZoneRepeated           problem.Code = "zone-repeated"
	ZoneNotAZone           problem.Code = "zone-not-a-zone"
	ZoneOfAnotherRegion    problem.Code = "zone-of-another-region"
	EndpointUnknown        problem.Code = "endpoint-unknown"
	EndpointRepeated       problem.Code = "endpoint-repeated"
	EndpointUnreachable    problem.Code = "endpoint-unreachable"
	EndpointPolicyTooLarge problem.Code = "endpoint-policy-too-large"
	EndpointNeeded         problem.Code = "endpoint-needed"
	EndpointPolicyNotNamed problem.Code = "endpoint-policy-not-named"
	EndpointReasonMissing  problem.Code = "endpoint-reason-missing"
	S3PrefixListNotAnID    problem.Code = "s3-prefix-list-not-an-id"
)
