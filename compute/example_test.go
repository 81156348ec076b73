package compute_test

import (
	"fmt"

	"github.com/archblocks/archblocks/compute"
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
)

// What compute needs and does not get is an error that says what to do.
func ExampleNew() {
	stack := awscdk.NewStack(awscdk.NewApp(nil), jsii.String("mine"), nil)
	_, err := compute.New(stack, "Compute", compute.Spec{Services: []compute.Service{{
		Name: "app", Image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/app:1.0.0",
	}}}, compute.Inputs{Name: "mine", Region: "eu-west-1"})
	fmt.Println(err)
	// Output: compute: Inputs.Network.VPC is missing; take it from network.New, or from your own VPC
}
