package networkspec_test

import (
	"github.com/archblocks/archblocks/arch/problem"
	"github.com/archblocks/archblocks/network/networkspec"
)

var zoneCases = []checkCase{
	{
		name: "one zone",
		spec: networkspec.Spec{ZoneCount: 1},
		want: problem.List{
			{Path: "zoneCount", Code: networkspec.ZoneCountNotAllowed, Value: "1",
				Message: "is not two or three zones: fewer cannot survive the loss of one",
				Hint:    "use 2"},
		},
	},
	{
		name: "three zones",
		spec: networkspec.Spec{ZoneCount: 3},
		want: nil,
	},
	{
		name: "four zones",
		spec: networkspec.Spec{ZoneCount: 4},
		want: problem.List{
			{Path: "zoneCount", Code: networkspec.ZoneCountNotAllowed, Value: "4",
				Message: "is not two or three zones: fewer cannot survive the loss of one",
				Hint:    "use 2"},
		},
	},
	{
		name: "one name",
		spec: networkspec.Spec{Zones: []string{"eu-west-1a"}},
		in:   ireland,
		want: problem.List{
			{Path: "zones", Code: networkspec.ZoneCountNotAllowed, Value: "1",
				Message: "is not two or three zones: fewer cannot survive the loss of one",
				Hint:    "name two or three zones, such as eu-west-1a and eu-west-1b"},
		},
	},
	{
		name: "count contradicts names",
		spec: networkspec.Spec{Zones: []string{"eu-west-1a", "eu-west-1b"}, ZoneCount: 3},
		want: problem.List{
			{Path: "zoneCount", Code: networkspec.ZoneCountNotAllowed, Value: "3",
				Message: "contradicts the 2 zones given",
				Hint:    "leave zoneCount out"},
		},
	},
	{
		name: "zone repeated",
		spec: networkspec.Spec{Zones: []string{"eu-west-1a", "eu-west-1b", "eu-west-1a"}},
		want: problem.List{
			{Path: "zones[2]", Code: networkspec.ZoneRepeated, Value: "eu-west-1a",
				Message: "is there twice",
				Hint:    "name another zone of the Region"},
		},
	},
	{
		name: "zones of another Region, and no zone",
		spec: networkspec.Spec{Zones: []string{"eu-west-2a", "eu-west-1b", "euw1-az1"}},
		in:   ireland,
		want: problem.List{
			{Path: "zones[0]", Code: networkspec.ZoneOfAnotherRegion, Value: "eu-west-2a",
				Message: "is not in Region eu-west-1",
				Hint:    "use eu-west-1a"},
			{Path: "zones[2]", Code: networkspec.ZoneNotAZone, Value: "euw1-az1",
				Message: "is not the name of an Availability Zone",
				Hint:    "use a name such as eu-west-1a"},
		},
	},
}
