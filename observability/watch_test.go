package observability_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/archblocks/archblocks/arch/plan"
	"github.com/archblocks/archblocks/internal/cdktest"
	"github.com/archblocks/archblocks/observability"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatch"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssns"
	"github.com/aws/jsii-runtime-go"
	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

func alarms() []plan.Alarm {
	return []plan.Alarm{
		{
			ID: "Slow", Title: "app answers slowly", Action: "Add tasks.", Comparison: plan.Above, Threshold: 2.5, Points: 3,
			Metric: plan.Metric{Namespace: "AWS/ApplicationELB", Name: "TargetResponseTime", Statistic: "p95", Period: time.Minute,
				Dimensions: []plan.Dimension{{Name: "LoadBalancer", Ref: "load-balancer"}}},
		},
		{
			ID: "Few", Title: "app runs too few tasks", Action: "Read its events.", Comparison: plan.Below, Threshold: 2, Points: 10, MissingBreaches: true,
			Metric: plan.Metric{Namespace: "ECS/ContainerInsights", Name: "RunningTaskCount", Statistic: "Minimum", Period: 5 * time.Minute,
				Dimensions: []plan.Dimension{{Name: "ServiceName", Value: "app"}}},
		},
	}
}

func TestAlarms(t *testing.T) {
	stack := cdktest.NewStack(t, "eu-west-1")
	topic := awssns.NewTopic(stack, jsii.String("Topic"), nil)
	watched, err := observability.Watch(stack, "Watch", observability.WatchInputs{
		Alarms: alarms(), Topic: topic, Refs: map[string]string{"load-balancer": "app/chat/0123456789abcdef"},
	})
	require.NoError(t, err)
	require.Nil(t, watched.Dashboard)
	require.Len(t, watched.Alarms, 2)
	// An alarm is the CDK's own resource: what the plan does not say can be set.
	watched.Alarms["Few"].SetActionsEnabled(false)
	awssns.NewTopic(watched, jsii.String("Child"), nil)

	got := map[any]any{}
	for _, r := range cdktest.Synth(t, stack).Resources {
		if r.Type == "AWS::CloudWatch::Alarm" {
			got[r.Properties["MetricName"]] = r.Properties
		}
	}
	tell := []any{map[string]any{"Ref": "TopicBFC7AF6E"}}
	want := map[any]any{
		"TargetResponseTime": map[string]any{
			"AlarmDescription": "app answers slowly. Add tasks.", "AlarmActions": tell, "ComparisonOperator": "GreaterThanOrEqualToThreshold", "Threshold": 2.5,
			"Namespace": "AWS/ApplicationELB", "MetricName": "TargetResponseTime", "ExtendedStatistic": "p95", "Period": 60.0, "EvaluationPeriods": 3.0, "TreatMissingData": "notBreaching",
			"Dimensions": []any{map[string]any{"Name": "LoadBalancer", "Value": "app/chat/0123456789abcdef"}},
		},
		"RunningTaskCount": map[string]any{
			"AlarmDescription": "app runs too few tasks. Read its events.", "AlarmActions": tell, "ComparisonOperator": "LessThanThreshold", "Threshold": 2.0, "ActionsEnabled": false,
			"Namespace": "ECS/ContainerInsights", "MetricName": "RunningTaskCount", "Statistic": "Minimum", "Period": 300.0, "EvaluationPeriods": 10.0, "TreatMissingData": "breaching",
			"Dimensions": []any{map[string]any{"Name": "ServiceName", "Value": "app"}},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("alarms (-want +got):\n%s", diff)
	}
}

func TestDashboard(t *testing.T) {
	stack := cdktest.NewStack(t, "eu-west-1")
	watched, err := observability.Watch(stack, "Watch", observability.WatchInputs{
		Alarms: alarms(), Refs: map[string]string{"load-balancer": "app/chat/0123456789abcdef"}, Dashboard: "chat", Region: "eu-west-1",
		More: alarms()[1:], MoreRegion: "us-east-1",
	})
	require.NoError(t, err)
	require.NotNil(t, watched.Dashboard)
	tpl := cdktest.Synth(t, stack)
	require.Equal(t, 2, tpl.Count()["AWS::CloudWatch::Alarm"], "alarms of another Region are shown, not made")
	_, dashboard := tpl.Only(t, "AWS::CloudWatch::Dashboard")
	require.Equal(t, "chat", dashboard.Properties["DashboardName"])
	var body map[string]any
	require.NoError(t, json.Unmarshal([]byte(dashboard.Properties["DashboardBody"].(string)), &body))
	widgets := body["widgets"].([]any)
	require.Len(t, widgets, 3)
	want := map[string]any{
		"type": "metric", "x": 8.0, "y": 0.0, "width": 8.0, "height": 6.0,
		"properties": map[string]any{
			"title": "app runs too few tasks", "view": "timeSeries", "region": "eu-west-1", "period": 300.0, "stat": "Minimum",
			"metrics":     []any{[]any{"ECS/ContainerInsights", "RunningTaskCount", "ServiceName", "app"}},
			"annotations": map[string]any{"horizontal": []any{map[string]any{"label": "alarm", "value": 2.0}}},
		},
	}
	if diff := cmp.Diff(want, widgets[1]); diff != "" {
		t.Errorf("widget (-want +got):\n%s", diff)
	}
	require.Equal(t, "us-east-1", cdktest.At(widgets[2], "properties", "region"))
	// CloudWatch's grid is 24 wide, and widgets do not lie on each other.
	seen := map[[2]any]bool{}
	for _, w := range widgets {
		place := [2]any{cdktest.At(w, "x"), cdktest.At(w, "y")}
		require.False(t, seen[place], place)
		require.LessOrEqual(t, place[0].(float64), 16.0)
		seen[place] = true
	}
}

// A reference that nobody knows is an error before anything is made.
func TestWatchUnknownRef(t *testing.T) {
	stack := cdktest.NewStack(t, "eu-west-1")
	_, err := observability.Watch(stack, "Watch", observability.WatchInputs{Alarms: alarms(), Refs: map[string]string{"cluster": "x"}})
	require.EqualError(t, err, `observability: alarm Slow watches "load-balancer", which Refs does not name; add its name on AWS to WatchInputs.Refs`)
	require.Empty(t, *stack.Node().Children())
}

// Watch is a scope, and an alarm of the user's own may stand beside the others.
func TestWatchIDTwice(t *testing.T) {
	stack := cdktest.NewStack(t, "eu-west-1")
	watched, err := observability.Watch(stack, "Watch", observability.WatchInputs{})
	require.NoError(t, err)
	awscloudwatch.NewCfnAlarm(watched, jsii.String("Mine"), &awscloudwatch.CfnAlarmProps{ComparisonOperator: jsii.String("LessThanThreshold"), EvaluationPeriods: jsii.Number(1)})
	_, err = observability.Watch(stack, "Watch", observability.WatchInputs{})
	require.ErrorContains(t, err, "observability: ")
	require.NotContains(t, err.Error(), "\n")
}
