package networkspec

import (
	"net/netip"

	"github.com/archblocks/archblocks/arch/awsservice"
)

// Spec is a VPC with public and private subnets in two or three Availability
// Zones. Private subnets have no route but the local one and those to gateway
// endpoints: there is no NAT gateway, and no field for one.
type Spec struct {
	// CIDR is the VPC's IPv4 range: private (RFC 1918) or shared (RFC 6598) space,
	// canonical, from /16 to /23 where the subnets are derived and to /25 where they are given
	// (docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html).
	// Default 10.0.0.0/16.
	CIDR netip.Prefix

	// Zones are the names of two or three Availability Zones of the Region, such as "eu-west-1a".
	// Default the first ZoneCount zones that AWS lists for the account.
	Zones []string

	// ZoneCount is how many zones to use where Zones is empty: 2 or 3.
	// Default the number of Zones, or 2.
	ZoneCount int

	// PublicSubnets are the ranges of the load balancer's subnets, one a zone, each /27 or larger
	// (an Application Load Balancer needs that much). Default sixteenths of CIDR, from its start.
	PublicSubnets []netip.Prefix

	// PrivateSubnets are the ranges of the subnets of tasks and endpoints, one a zone, each /28 or larger.
	// Default eighths of CIDR, from its middle: a third zone moves no range of the first two.
	PrivateSubnets []netip.Prefix

	// PrivateOnly leaves the public subnets without a route to the internet gateway. The load
	// balancer in them is then internal and reached through a CloudFront VPC origin, which
	// needs the gateway to exist but no route to it.
	// Default false; arch.Assemble sets it where no domain is given.
	PrivateOnly bool

	// ExtraEndpoints are endpoints beyond those that the services need.
	// Default none.
	ExtraEndpoints []Endpoint

	// WithoutEndpoints leaves out endpoints that would be derived. Leaving out one that
	// something needs is an error: tasks have no other way out.
	// Default none.
	WithoutEndpoints []awsservice.Service

	// S3PrefixListID is the id of the prefix list com.amazonaws.<region>.s3, the addresses
	// that tasks reach through the S3 gateway endpoint: "pl-" and 8 or 17 hexadecimal digits.
	// Default the id known for the Region, or else a template parameter.
	S3PrefixListID string

	// DisableFlowLogs turns off the flow logs of the VPC.
	// Default false: all traffic is logged to the log bucket every ten minutes.
	DisableFlowLogs bool
}

// Endpoint is a VPC endpoint that the user adds.
type Endpoint struct {
	// Service is the last part of the endpoint service's name, such as "sqs". Required.
	Service awsservice.Service
	// Reason says what it is for; the document repeats it. Required.
	Reason string
	// Actions are the IAM actions that the endpoint lets through, such as "sqs:SendMessage". Required.
	Actions []string
	// Resources are the ARNs that the endpoint lets through; the placeholders ${AWS::Partition},
	// ${AWS::Region} and ${AWS::AccountId} may be used. "*" is for actions that accept nothing else. Required.
	Resources []string
}
