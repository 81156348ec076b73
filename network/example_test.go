package network_test

import (
	"fmt"
	"net/netip"

	"github.com/archblocks/archblocks/network"
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
)

// A network alone, in a stack of the user's own, with one endpoint.
func ExampleNew() {
	stack := awscdk.NewStack(awscdk.NewApp(nil), jsii.String("mine"), nil)
	net, err := network.New(stack, "Net", network.Spec{
		CIDR: netip.MustParsePrefix("10.20.0.0/20"),
		ExtraEndpoints: []network.Endpoint{{
			Service: "sqs", Reason: "workers read jobs", Actions: []string{"sqs:ReceiveMessage"},
			Resources: []string{"arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:jobs"},
		}},
	}, network.Inputs{Region: "eu-west-1"})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, zone := range net.Plan.Zones {
		fmt.Println(zone.Number, zone.Public, zone.Private)
	}
	fmt.Println(len(net.PrivateSubnets), "private subnets, S3 at", net.S3PrefixListID)
	// Output:
	// 1 10.20.0.0/24 10.20.8.0/23
	// 2 10.20.1.0/24 10.20.10.0/23
	// 2 private subnets, S3 at pl-6da54004
}
