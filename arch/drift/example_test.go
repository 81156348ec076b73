package drift_test

import (
	"fmt"

	"github.com/archblocks/archblocks/arch/drift"
	"github.com/archblocks/archblocks/arch/verify"
)

// The picture is drawn of a spec with smaller tasks, and the templates are of the one before.
func ExampleCheck() {
	templates, err := verify.Read("../../internal/cfn/testdata/hello.template.json", "../../internal/cfn/testdata/hello-edge.template.json")
	if err != nil {
		fmt.Println(err)
		return
	}
	templates[0].Region, templates[1].Region = "eu-west-1", "us-east-1"
	spec := hello()
	spec.Compute.Services[0].CPU = 256
	graph, err := spec.Diagram()
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := drift.Check(graph, templates...)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(report.Findings())
	fmt.Println(report.Summary())
	// Output:
	// DRIFT differs task/app/1
	//   it is drawn with "0.25 vCPU · 0.5 GB", and has "0.5 vCPU · 1 GB"
	//   at:     hello Resources.ComputeServicesAppTask02C26646.Properties.Cpu
	//   hint:   draw the size of the task definition
	//
	// DRIFT differs task/app/2
	//   it is drawn with "0.25 vCPU · 0.5 GB", and has "0.5 vCPU · 1 GB"
	//   at:     hello Resources.ComputeServicesAppTask02C26646.Properties.Cpu
	//   hint:   draw the size of the task definition
	// picture and templates: 2 differ
}
