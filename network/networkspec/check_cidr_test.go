package networkspec_test

import (
	"github.com/archblocks/archblocks/arch/problem"
	"github.com/archblocks/archblocks/network/networkspec"
)

var cidrCases = []checkCase{
	{
		name: "zones and subnets given",
		spec: networkspec.Spec{
			CIDR: cidr("100.64.0.0/25"), Zones: []string{"us-gov-west-1a", "us-gov-west-1b"},
			PublicSubnets: cidrs("100.64.0.0/27", "100.64.0.32/27"), PrivateSubnets: cidrs("100.64.0.64/28", "100.64.0.80/28"),
		},
		in:   networkspec.Inputs{Region: "us-gov-west-1"},
		want: nil,
	},
	{
		name: "IPv6",
		spec: networkspec.Spec{CIDR: cidr("fd00::/16")},
		want: problem.List{
			{Path: "cidr", Code: networkspec.CIDRNotIPv4, Value: "fd00::/16",
				Message: "is not an IPv4 range",
				Hint:    "use 10.0.0.0/16"},
		},
	},
	{
		name: "IPv4 in IPv6",
		spec: networkspec.Spec{CIDR: cidr("::ffff:10.0.0.0/112")},
		want: problem.List{
			{Path: "cidr", Code: networkspec.CIDRNotIPv4, Value: "::ffff:10.0.0.0/112",
				Message: "is not an IPv4 range",
				Hint:    "use 10.0.0.0/16"},
		},
	},
	{
		name: "not canonical",
		spec: networkspec.Spec{CIDR: cidr("10.0.5.1/20")},
		want: problem.List{
			{Path: "cidr", Code: networkspec.CIDRNotCanonical, Value: "10.0.5.1/20",
				Message: "has address bits beyond its length",
				Hint:    "use 10.0.0.0/20"},
		},
	},
	{
		name: "public range",
		spec: networkspec.Spec{CIDR: cidr("8.8.0.0/16")},
		want: problem.List{
			{Path: "cidr", Code: networkspec.CIDRNotPrivate, Value: "8.8.0.0/16",
				Message: "is not within private address space",
				Hint:    "use a range of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10, such as 10.0.0.0/16"},
		},
	},
	{
		name: "just outside private space",
		spec: networkspec.Spec{CIDR: cidr("172.32.0.0/16")},
		want: problem.List{
			{Path: "cidr", Code: networkspec.CIDRNotPrivate, Value: "172.32.0.0/16",
				Message: "is not within private address space",
				Hint:    "use a range of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10, such as 10.0.0.0/16"},
		},
	},
	{
		name: "last private range",
		spec: networkspec.Spec{CIDR: cidr("172.31.0.0/16")},
		want: nil,
	},
	{
		name: "largest",
		spec: networkspec.Spec{CIDR: cidr("10.4.0.0/16")},
		want: nil,
	},
	{
		name: "too large",
		spec: networkspec.Spec{CIDR: cidr("10.4.0.0/15")},
		want: problem.List{
			{Path: "cidr", Code: networkspec.CIDRTooLarge, Value: "10.4.0.0/15",
				Message: "is larger than a VPC may be",
				Hint:    "use a /16, such as 10.4.0.0/16"},
		},
	},
	{
		name: "larger than private space",
		spec: networkspec.Spec{CIDR: cidr("10.0.0.0/7")},
		want: problem.List{
			{Path: "cidr", Code: networkspec.CIDRNotPrivate, Value: "10.0.0.0/7",
				Message: "is not within private address space",
				Hint:    "use a range of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10, such as 10.0.0.0/16"},
			{Path: "cidr", Code: networkspec.CIDRTooLarge, Value: "10.0.0.0/7",
				Message: "is larger than a VPC may be",
				Hint:    "use a /16, such as 10.0.0.0/16"},
		},
	},
	{
		name: "smallest to derive from",
		spec: networkspec.Spec{CIDR: cidr("10.0.0.0/23"), ZoneCount: 3},
		want: nil,
	},
	{
		name: "too small to derive from",
		spec: networkspec.Spec{CIDR: cidr("10.0.0.0/24")},
		want: problem.List{
			{Path: "cidr", Code: networkspec.CIDRTooSmall, Value: "10.0.0.0/24",
				Message: "is too small to derive the subnets from",
				Hint:    "use 10.0.0.0/23 or larger, or give publicSubnets and privateSubnets"},
		},
	},
	{
		name: "too small to derive one tier from",
		spec: networkspec.Spec{CIDR: cidr("10.0.0.0/24"), PublicSubnets: cidrs("10.0.0.0/27", "10.0.0.32/27")},
		want: problem.List{
			{Path: "cidr", Code: networkspec.CIDRTooSmall, Value: "10.0.0.0/24",
				Message: "is too small to derive the subnets from",
				Hint:    "use 10.0.0.0/23 or larger, or give publicSubnets and privateSubnets"},
		},
	},
	{
		name: "too small for the subnets of two zones",
		spec: networkspec.Spec{CIDR: cidr("10.0.0.0/26"), PublicSubnets: cidrs("10.0.0.0/28", "10.0.0.16/28"), PrivateSubnets: cidrs("10.0.0.32/28", "10.0.0.48/28")},
		want: problem.List{
			{Path: "cidr", Code: networkspec.CIDRTooSmall, Value: "10.0.0.0/26",
				Message: "cannot hold the subnets of two zones",
				Hint:    "use 10.0.0.0/23 or larger"},
			{Path: "publicSubnets[0]", Code: networkspec.CIDRTooSmall, Value: "10.0.0.0/28",
				Message: "is smaller than such a subnet may be",
				Hint:    "use a /27 or larger"},
			{Path: "publicSubnets[1]", Code: networkspec.CIDRTooSmall, Value: "10.0.0.16/28",
				Message: "is smaller than such a subnet may be",
				Hint:    "use a /27 or larger"},
		},
	},
	{
		name: "too small, and one range a tier",
		spec: networkspec.Spec{CIDR: cidr("10.0.0.0/27"), PublicSubnets: cidrs("10.0.0.0/28"), PrivateSubnets: cidrs("10.0.0.16/28")},
		want: problem.List{
			{Path: "cidr", Code: networkspec.CIDRTooSmall, Value: "10.0.0.0/27",
				Message: "cannot hold the subnets of two zones",
				Hint:    "use 10.0.0.0/23 or larger"},
			{Path: "publicSubnets", Code: networkspec.SubnetCountMismatch, Value: "1",
				Message: "is not one range for each of the 2 zones",
				Hint:    "give one range a zone"},
			{Path: "publicSubnets[0]", Code: networkspec.CIDRTooSmall, Value: "10.0.0.0/28",
				Message: "is smaller than such a subnet may be",
				Hint:    "use a /27 or larger"},
			{Path: "privateSubnets", Code: networkspec.SubnetCountMismatch, Value: "1",
				Message: "is not one range for each of the 2 zones",
				Hint:    "give one range a zone"},
		},
	},
}
