package topology

import (
	"cmp"

	"github.com/archblocks/archblocks/arch/awsservice"
)

// Names of AWS-managed prefix lists.
// https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html
const (
	CloudFrontList = "com.amazonaws.global.cloudfront.origin-facing"
	CloudFrontIPv6 = "com.amazonaws.global.ipv6.cloudfront.origin-facing"
)

// ServiceList is the name of the list with a service's public addresses in a Region.
func ServiceList(region, service string) string { return "com.amazonaws." + region + "." + service }

// Lists are the names of prefix lists by id, as the user declares them.
type Lists map[string]string

// Name is the name of the list with an id in a Region, or empty if it is not known.
// What the user declares goes before what is built in.
func (l Lists) Name(region, id string) string {
	known, _ := awsservice.LookupRegion(region)
	builtin := ""
	switch {
	case id == "":
	case id == known.CloudFrontPrefixList:
		builtin = CloudFrontList
	case id == known.S3PrefixList:
		builtin = ServiceList(region, "s3")
	}
	return cmp.Or(l[id], builtin)
}
