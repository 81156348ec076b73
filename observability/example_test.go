package observability_test

import (
	"fmt"

	"github.com/archblocks/archblocks/arch/plan"
	"github.com/archblocks/archblocks/observability"
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssnssubscriptions"
	"github.com/aws/jsii-runtime-go"
)

// Sinks alone, in a stack of the user's own, with one more subscriber.
func ExampleNew() {
	stack := awscdk.NewStack(awscdk.NewApp(nil), jsii.String("mine"), nil)
	sinks, err := observability.New(stack, "Logs", observability.Spec{LogRetentionDays: 30}, observability.Inputs{
		LogGroups: []plan.LogGroup{{ID: "app", Name: "/mine/app"}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	sinks.Topic.AddSubscription(awssnssubscriptions.NewUrlSubscription(jsii.String("https://example.com/alarms"), nil))
	fmt.Println(sinks.Plan.Spec.LogRetentionDays, sinks.Plan.Spec.AccessLogDays, sinks.LogGroups["app"] != nil)
	// Output: 30 365 true
}

func ExampleWatch() {
	stack := awscdk.NewStack(awscdk.NewApp(nil), jsii.String("mine"), nil)
	_, err := observability.Watch(stack, "Watch", observability.WatchInputs{
		Alarms: []plan.Alarm{{ID: "Slow", Metric: plan.Metric{Dimensions: []plan.Dimension{{Name: "LoadBalancer", Ref: "load-balancer"}}}}},
	})
	fmt.Println(err)
	// Output: observability: alarm Slow watches "load-balancer", which Refs does not name; add its name on AWS to WatchInputs.Refs
}
