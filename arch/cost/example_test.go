package cost_test

import (
	"fmt"

	"github.com/archblocks/archblocks/arch/archspec"
	"github.com/archblocks/archblocks/arch/cost"
	"github.com/archblocks/archblocks/compute/computespec"
)

func ExampleOf() {
	spec := archspec.Spec{
		Name: "chat", Region: "eu-west-1",
		Compute: computespec.Spec{Services: []computespec.Service{{
			Name: "app", Image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/chat:1.4.2",
		}}},
	}
	plan, err := spec.Plan()
	if err != nil {
		fmt.Println(err)
		return
	}
	estimate, err := cost.Of(plan, cost.Usage{Requests: 5_000_000, ActiveUsers: 40})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(estimate.Least, "to", estimate.Most)
	for _, line := range estimate.Lines {
		if line.Group == cost.Compute {
			fmt.Println(line)
		}
	}
	for _, a := range estimate.Alternatives {
		fmt.Println(a.Title+":", a.Monthly, "instead of", a.Instead)
	}
	// Output:
	// $180.03 to $216.07
	// Fargate vCPU of app, X86_64: $29.55 to $59.10 because 2 to 4 tasks of 0.5 vCPU (compute.services[0].cpu)
	// Fargate memory of app, X86_64: $6.49 to $12.98 because 2 to 4 tasks of 1 GB (compute.services[0].memoryMiB)
	// One NAT gateway: $39.65 instead of $80.50
	// A NAT gateway in each zone: $78.34 instead of $80.50
}

func ExampleOf_unknownRegion() {
	spec := archspec.Spec{
		Name: "chat", Region: "ap-south-1",
		Compute: computespec.Spec{Services: []computespec.Service{{
			Name: "app", Image: "111122223333.dkr.ecr.ap-south-1.amazonaws.com/chat:1.4.2",
		}}},
	}
	plan, err := spec.Plan()
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = cost.Of(plan, cost.Usage{})
	fmt.Println(err)
	// Output:
	// invalid spec: region: "ap-south-1" is not in the table of prices of 2026-10-04, which has us-east-1 and eu-west-1; estimate with the prices of "us-east-1" as an orientation: it is the nearest known [region-unpriced]
}
