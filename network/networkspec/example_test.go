package networkspec_test

import (
	"errors"
	"fmt"
	"net/netip"

	"github.com/archblocks/archblocks/network/networkspec"
)

func ExampleSpec_Plan() {
	spec := networkspec.Spec{CIDR: netip.MustParsePrefix("10.20.0.0/20"), ZoneCount: 3}
	for _, zone := range spec.Plan(networkspec.Inputs{Region: "eu-west-1"}).Zones {
		fmt.Println(zone.Number, zone.Public, zone.Private)
	}
	// Output:
	// 1 10.20.0.0/24 10.20.8.0/23
	// 2 10.20.1.0/24 10.20.10.0/23
	// 3 10.20.2.0/24 10.20.12.0/23
}

func ExampleSpec_Validate() {
	spec := networkspec.Spec{
		CIDR:  netip.MustParsePrefix("10.20.0.1/16"),
		Zones: []string{"eu-west-1a", "eu-west-2b"},
	}
	err := spec.Validate(networkspec.Inputs{Region: "eu-west-1"})
	fmt.Println(err)
	fmt.Println(errors.Is(err, networkspec.CIDRNotCanonical))
	// Output:
	// invalid spec: 2 problems
	//   cidr: "10.20.0.1/16" has address bits beyond its length; use 10.20.0.0/16 [cidr-not-canonical]
	//   zones[1]: "eu-west-2b" is not in Region eu-west-1; use eu-west-1b [zone-of-another-region]
	// true
}
