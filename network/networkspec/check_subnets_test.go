package networkspec_test

import (
	"net/netip"

	"github.com/archblocks/archblocks/arch/problem"
	"github.com/archblocks/archblocks/network/networkspec"
)

var subnetCases = []checkCase{
	{
		name: "subnets of another number",
		spec: networkspec.Spec{PublicSubnets: cidrs("10.0.0.0/24"), PrivateSubnets: cidrs("10.0.1.0/24", "10.0.2.0/24", "10.0.3.0/24")},
		want: problem.List{
			{Path: "publicSubnets", Code: networkspec.SubnetCountMismatch, Value: "1",
				Message: "is not one range for each of the 2 zones",
				Hint:    "give one range a zone"},
			{Path: "privateSubnets", Code: networkspec.SubnetCountMismatch, Value: "3",
				Message: "is not one range for each of the 2 zones",
				Hint:    "give one range a zone"},
		},
	},
	{
		name: "subnets overlap",
		spec: networkspec.Spec{PublicSubnets: cidrs("10.0.0.0/24", "10.0.1.0/24"), PrivateSubnets: cidrs("10.0.1.128/25", "10.0.2.0/24")},
		want: problem.List{
			{Path: "privateSubnets[0]", Code: networkspec.CIDROverlap, Value: "10.0.1.128/25",
				Message: "overlaps publicSubnets[1] (10.0.1.0/24)",
				Hint:    "use ranges that share no address"},
		},
	},
	{
		name: "given subnet overlaps a derived one",
		spec: networkspec.Spec{PublicSubnets: cidrs("10.0.96.0/24", "10.0.128.0/24")},
		want: problem.List{
			{Path: "privateSubnets[0]", Code: networkspec.CIDROverlap, Value: "10.0.128.0/19",
				Message: "overlaps publicSubnets[1] (10.0.128.0/24)",
				Hint:    "use ranges that share no address"},
		},
	},
	{
		name: "subnets of every fault",
		spec: networkspec.Spec{
			PublicSubnets:  []netip.Prefix{{}, cidr("10.0.1.1/24"), cidr("fd00::/64")},
			PrivateSubnets: cidrs("10.1.0.0/24", "10.0.0.0/15", "10.0.2.0/29"), ZoneCount: 3,
		},
		want: problem.List{
			{Path: "publicSubnets[0]", Code: networkspec.CIDRNotIPv4, Value: "invalid Prefix",
				Message: "is not an IPv4 range",
				Hint:    "use a range within 10.0.0.0/16"},
			{Path: "publicSubnets[1]", Code: networkspec.CIDRNotCanonical, Value: "10.0.1.1/24",
				Message: "has address bits beyond its length",
				Hint:    "use 10.0.1.0/24"},
			{Path: "publicSubnets[2]", Code: networkspec.CIDRNotIPv4, Value: "fd00::/64",
				Message: "is not an IPv4 range",
				Hint:    "use a range within 10.0.0.0/16"},
			{Path: "privateSubnets[0]", Code: networkspec.CIDROutsideVPC, Value: "10.1.0.0/24",
				Message: "is not within the VPC's range 10.0.0.0/16",
				Hint:    "use a part of 10.0.0.0/16"},
			{Path: "privateSubnets[1]", Code: networkspec.CIDROutsideVPC, Value: "10.0.0.0/15",
				Message: "is not within the VPC's range 10.0.0.0/16",
				Hint:    "use a part of 10.0.0.0/16"},
			{Path: "privateSubnets[1]", Code: networkspec.CIDROverlap, Value: "10.0.0.0/15",
				Message: "overlaps publicSubnets[1] (10.0.1.1/24)",
				Hint:    "use ranges that share no address"},
			{Path: "privateSubnets[1]", Code: networkspec.CIDROverlap, Value: "10.0.0.0/15",
				Message: "overlaps privateSubnets[0] (10.1.0.0/24)",
				Hint:    "use ranges that share no address"},
			{Path: "privateSubnets[2]", Code: networkspec.CIDRTooSmall, Value: "10.0.2.0/29",
				Message: "is smaller than such a subnet may be",
				Hint:    "use a /28 or larger"},
			{Path: "privateSubnets[2]", Code: networkspec.CIDROverlap, Value: "10.0.2.0/29",
				Message: "overlaps privateSubnets[1] (10.0.0.0/15)",
				Hint:    "use ranges that share no address"},
		},
	},
	{
		name: "smallest subnets",
		spec: networkspec.Spec{PublicSubnets: cidrs("10.0.0.0/27", "10.0.0.32/27"), PrivateSubnets: cidrs("10.0.0.64/28", "10.0.0.80/28")},
		want: nil,
	},
	{
		name: "subnets too small",
		spec: networkspec.Spec{PublicSubnets: cidrs("10.0.0.0/28", "10.0.0.32/27"), PrivateSubnets: cidrs("10.0.0.64/29", "10.0.0.80/28")},
		want: problem.List{
			{Path: "publicSubnets[0]", Code: networkspec.CIDRTooSmall, Value: "10.0.0.0/28",
				Message: "is smaller than such a subnet may be",
				Hint:    "use a /27 or larger"},
			{Path: "privateSubnets[0]", Code: networkspec.CIDRTooSmall, Value: "10.0.0.64/29",
				Message: "is smaller than such a subnet may be",
				Hint:    "use a /28 or larger"},
		},
	},
}
