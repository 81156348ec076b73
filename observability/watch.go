package observability

import (
	"fmt"
	"strings"

	"github.com/archblocks/archblocks/arch/plan"
	"github.com/archblocks/archblocks/internal/cdkkit"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatch"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssns"
	"github.com/aws/constructs-go/constructs/v10"
)

// WatchInputs is what there is to watch.
type WatchInputs struct {
	// Alarms to make. Default none.
	Alarms []plan.Alarm
	// DrawOnly draws the alarms' metrics on the dashboard and makes no alarm. Default false.
	DrawOnly bool
	// Refs are the names on AWS of what the alarms' dimensions refer to, such as "load-balancer".
	Refs map[string]string
	// Topic is told of each alarm. Default nobody.
	Topic awssns.ITopic
	// Dashboard is the name of a dashboard with every alarm's metric. Default none.
	Dashboard string
	// Region is the Region of the metrics, for the dashboard. Default the stack's.
	Region string
	// More are alarms of another Region to show on the dashboard too; their dimensions have values, not references.
	More []plan.Alarm
	// MoreRegion is the Region of More.
	MoreRegion string
}

// Watched is the rendered alarms and dashboard of one Region.
type Watched struct {
	constructs.Construct
	// Alarms are the alarms by id.
	Alarms map[string]awscloudwatch.CfnAlarm
	// Dashboard is nil where there is none.
	Dashboard awscloudwatch.CfnDashboard
}

// ToString returns the construct's path. It also is the overriding method without
// which jsii refuses a Go struct that embeds a construct.
func (w *Watched) ToString() *string { return w.Node().Path() }

// Watch makes alarms, and a dashboard of their metrics, in scope. The error says
// which reference of an alarm is unknown, or what the CDK said.
func Watch(scope constructs.Construct, id string, in WatchInputs) (*Watched, error) {
	for _, a := range in.Alarms {
		for _, d := range a.Metric.Dimensions {
			if _, known := in.Refs[d.Ref]; d.Ref != "" && !known {
				return nil, fmt.Errorf("observability: alarm %s watches %q, which Refs does not name; add its name on AWS to WatchInputs.Refs", a.ID, d.Ref)
			}
		}
	}
	w := &Watched{Alarms: map[string]awscloudwatch.CfnAlarm{}}
	err := cdkkit.Try("observability", func() {
		constructs.NewConstruct_Override(w, scope, &id)
		if !in.DrawOnly {
			for _, a := range in.Alarms {
				w.Alarms[a.ID] = w.renderAlarm(a, in)
			}
		}
		if in.Dashboard != "" && len(in.Alarms)+len(in.More) > 0 {
			w.Dashboard = awscloudwatch.NewCfnDashboard(w, cdkkit.Str("Dashboard"), &awscloudwatch.CfnDashboardProps{
				DashboardName: &in.Dashboard, DashboardBody: cdkkit.Str(dashboard(in)),
			})
		}
	})
	if err != nil {
		return nil, err
	}
	return w, nil
}

func (w *Watched) renderAlarm(a plan.Alarm, in WatchInputs) awscloudwatch.CfnAlarm {
	var dimensions []any
	for _, d := range a.Metric.Dimensions {
		dimensions = append(dimensions, &awscloudwatch.CfnAlarm_DimensionProperty{Name: &d.Name, Value: cdkkit.Str(named(d, in.Refs))})
	}
	missing := "notBreaching"
	if a.MissingBreaches {
		missing = "breaching"
	}
	props := &awscloudwatch.CfnAlarmProps{
		AlarmDescription:   cdkkit.Str(a.Title + ". " + a.Action),
		Namespace:          &a.Metric.Namespace,
		MetricName:         &a.Metric.Name,
		Dimensions:         &dimensions,
		Period:             cdkkit.Num(int(a.Metric.Period.Seconds())),
		EvaluationPeriods:  cdkkit.Num(a.Points),
		Threshold:          cdkkit.Num(a.Threshold),
		ComparisonOperator: cdkkit.Str(string(a.Comparison)),
		TreatMissingData:   &missing,
	}
	if strings.HasPrefix(a.Metric.Statistic, "p") {
		props.ExtendedStatistic = &a.Metric.Statistic
	} else {
		props.Statistic = &a.Metric.Statistic
	}
	if in.Topic != nil {
		props.AlarmActions = cdkkit.List(*in.Topic.TopicArn())
	}
	return awscloudwatch.NewCfnAlarm(w, &a.ID, props)
}

func named(d plan.Dimension, refs map[string]string) string {
	if d.Ref == "" {
		return d.Value
	}
	return refs[d.Ref]
}
