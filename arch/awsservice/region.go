package awsservice

import (
	"regexp"
	"slices"
)

// EdgeRegion is where everything of CloudFront's side lives: AWS keeps WAF for CloudFront,
// viewer certificates, and CloudFront's logs and metrics there alone.
const EdgeRegion = "us-east-1"

// Region is what is known of one AWS Region.
type Region struct {
	// Name is the Region's code, such as "eu-west-1".
	Name string
	// Title is AWS's name for the place, such as "Europe (Ireland)".
	Title string
	// Partition is "aws", "aws-us-gov" or "aws-cn".
	Partition string
	// CloudFrontPrefixList is the id of com.amazonaws.global.cloudfront.origin-facing there. May be empty.
	CloudFrontPrefixList string
	// S3PrefixList is the id of com.amazonaws.<region>.s3 there. May be empty.
	S3PrefixList string
}

// LookupRegion returns what is known of a Region and whether it is known at all.
func LookupRegion(name string) (Region, bool) {
	for _, r := range regions {
		if r.Name == name {
			return r, true
		}
	}
	return Region{}, false
}

// Regions returns the names of all known Regions, in the order of the table.
func Regions() []string {
	names := make([]string, len(regions))
	for i, r := range regions {
		names[i] = r.Name
	}
	return names
}

// ecsOverEndpoints are the Regions opened after 2023.
var ecsOverEndpoints = []string{"ap-east-2", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "ca-west-1", "mx-central-1"}

// ECSOverEndpoints tells whether, by AWS's word, Fargate tasks in a Region reach ECS itself
// over the internet unless its three endpoints (ecs, ecs-agent, ecs-telemetry) are there
// (docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html).
func ECSOverEndpoints(region string) bool { return slices.Contains(ecsOverEndpoints, region) }

var prefixListID = regexp.MustCompile(`^pl-([0-9a-f]{8}|[0-9a-f]{17})$`)

// IsPrefixListID tells whether an id has the form of a prefix list's. The dummy id
// that the CDK's look-up leaves behind, pl-xxxxxxxx, has not.
func IsPrefixListID(id string) bool { return prefixListID.MatchString(id) }
