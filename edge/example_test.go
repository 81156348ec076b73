package edge_test

import (
	"fmt"

	"github.com/archblocks/archblocks/edge"
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
)

// CloudFront and WAF alone, in front of an internal load balancer of the user's own.
func ExampleNew() {
	stack := awscdk.NewStack(awscdk.NewApp(nil), jsii.String("mine"), &awscdk.StackProps{Env: &awscdk.Environment{Region: jsii.String(edge.Region)}})
	front, err := edge.New(stack, "Edge", edge.Spec{DisableWAFLogs: true, DisableAccessLogs: true}, edge.Inputs{
		Name: "mine",
		Origin: edge.Origin{
			DNSName: "internal-mine.eu-west-1.elb.amazonaws.com",
			ARN:     "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/mine/0123456789abcdef",
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, rule := range front.Plan.Rules {
		fmt.Println(rule.ID, rule.Does)
	}
	// Output:
	// RateLimit blocks an address after 2000 requests in 5 minutes
	// AmazonIpReputationList blocks what AWS's group finds
	// CommonRuleSet blocks what AWS's group finds
	// KnownBadInputsRuleSet blocks what AWS's group finds
	// BodiesOutsideUploads blocks bodies that CommonRuleSet finds, except where the application takes uploads
}
