package networkspec_test

import (
	"net/netip"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/archblocks/archblocks/arch/awsservice"
	"github.com/archblocks/archblocks/arch/problem"
	"github.com/archblocks/archblocks/network/networkspec"
)

type checkCase struct {
	name string
	spec networkspec.Spec
	in   networkspec.Inputs
	want problem.List
}

func cidr(s string) netip.Prefix { return netip.MustParsePrefix(s) }

func cidrs(all ...string) []netip.Prefix {
	var list []netip.Prefix
	for _, s := range all {
		list = append(list, cidr(s))
	}
	return list
}

func TestCheck(t *testing.T) {
	for _, c := range checkCases {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, c.spec.Check(c.in)); diff != "" {
				t.Errorf("Check (-want +got):\n%s", diff)
			}
		})
	}
}

func TestValidateIgnoresWarnings(t *testing.T) {
	warned := networkspec.Spec{ExtraEndpoints: []networkspec.Endpoint{jobs("glue")}}
	if err := warned.Validate(networkspec.Inputs{}); err != nil {
		t.Errorf("Validate of a spec with a warning = %v", err)
	}
	if err := (networkspec.Spec{ZoneCount: 1}).Validate(networkspec.Inputs{}); err == nil {
		t.Error("Validate of one zone = nil")
	}
}

// jobs is an extra endpoint that lacks nothing.
func jobs(service awsservice.Service) networkspec.Endpoint {
	return networkspec.Endpoint{
		Service: service, Reason: "the app reads jobs", Actions: []string{"sqs:ReceiveMessage"},
		Resources: []string{"arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:jobs"},
	}
}

var ireland = networkspec.Inputs{Region: "eu-west-1"}

var checkCases = slices.Concat(cidrCases, zoneCases, subnetCases, endpointCases, []checkCase{
	{
		name: "zero",
		want: nil,
	},
	{
		name: "ten faults in field order",
		spec: networkspec.Spec{
			CIDR: cidr("11.0.0.1/15"), Zones: []string{"eu-west-1a", "eu-west-1a"}, PublicSubnets: cidrs("11.0.0.0/24", "11.0.0.0/28"),
			ExtraEndpoints: []networkspec.Endpoint{{Service: "sqz"}}, S3PrefixListID: "pl-1",
		},
		want: problem.List{
			{Path: "cidr", Code: networkspec.CIDRNotCanonical, Value: "11.0.0.1/15",
				Message: "has address bits beyond its length",
				Hint:    "use 11.0.0.0/15"},
			{Path: "cidr", Code: networkspec.CIDRNotPrivate, Value: "11.0.0.1/15",
				Message: "is not within private address space",
				Hint:    "use a range of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10, such as 10.0.0.0/16"},
			{Path: "cidr", Code: networkspec.CIDRTooLarge, Value: "11.0.0.1/15",
				Message: "is larger than a VPC may be",
				Hint:    "use a /16, such as 11.0.0.0/16"},
			{Path: "zones[1]", Code: networkspec.ZoneRepeated, Value: "eu-west-1a",
				Message: "is there twice",
				Hint:    "name another zone of the Region"},
			{Path: "publicSubnets[1]", Code: networkspec.CIDRTooSmall, Value: "11.0.0.0/28",
				Message: "is smaller than such a subnet may be",
				Hint:    "use a /27 or larger"},
			{Path: "publicSubnets[1]", Code: networkspec.CIDROverlap, Value: "11.0.0.0/28",
				Message: "overlaps publicSubnets[0] (11.0.0.0/24)",
				Hint:    "use ranges that share no address"},
			{Path: "extraEndpoints[0].service", Code: networkspec.EndpointUnknown, Value: "sqz",
				Message: "is not an endpoint service known here",
				Hint:    `did you mean "sqs"?`},
			{Path: "extraEndpoints[0].reason", Code: networkspec.EndpointReasonMissing,
				Message: "an endpoint needs a reason",
				Hint:    `say what it is for, such as "the app reads jobs from a queue"`},
			{Path: "extraEndpoints[0].actions", Code: networkspec.EndpointPolicyNotNamed,
				Message: "an endpoint's policy needs actions",
				Hint:    `name them, such as "sqs:ReceiveMessage"`},
			{Path: "extraEndpoints[0].resources", Code: networkspec.EndpointPolicyNotNamed,
				Message: "an endpoint's policy needs resources",
				Hint:    `name them, such as "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:jobs"`},
			{Path: "s3PrefixListID", Code: networkspec.S3PrefixListNotAnID, Value: "pl-1",
				Message: "is not the id of a prefix list",
				Hint:    `use "pl-" and 8 or 17 hexadecimal digits, as aws ec2 describe-managed-prefix-lists prints it`},
		},
	},
})
