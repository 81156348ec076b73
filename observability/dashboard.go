package observability

import (
	"cmp"
	"encoding/json"

	"github.com/archblocks/archblocks/arch/plan"
	"github.com/aws/aws-cdk-go/awscdk/v2"
)

// widget is one graph of a dashboard
// (docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html).
type widget struct {
	Type       string     `json:"type"`
	X          int        `json:"x"`
	Y          int        `json:"y"`
	Width      int        `json:"width"`
	Height     int        `json:"height"`
	Properties properties `json:"properties"`
}

type properties struct {
	Title       string      `json:"title"`
	View        string      `json:"view"`
	Region      string      `json:"region"`
	Period      int         `json:"period"`
	Stat        string      `json:"stat"`
	Metrics     [][]any     `json:"metrics"`
	Annotations annotations `json:"annotations"`
}

type annotations struct {
	Horizontal []line `json:"horizontal"`
}

type line struct {
	Label string  `json:"label"`
	Value float64 `json:"value"`
}

const (
	columns = 3
	width   = 8
	height  = 6
)

// dashboard is one graph for each alarm, with its threshold as a line. References
// are tokens of the CDK: strings, which it replaces wherever it finds them.
func dashboard(in WatchInputs) string {
	var widgets []widget
	show := func(alarms []plan.Alarm, region string) {
		for _, a := range alarms {
			metric := []any{a.Metric.Namespace, a.Metric.Name}
			for _, d := range a.Metric.Dimensions {
				metric = append(metric, d.Name, named(d, in.Refs))
			}
			n := len(widgets)
			widgets = append(widgets, widget{
				Type: "metric", X: n % columns * width, Y: n / columns * height, Width: width, Height: height,
				Properties: properties{
					Title: a.Title, View: "timeSeries", Region: region,
					Period: int(a.Metric.Period.Seconds()), Stat: a.Metric.Statistic,
					Metrics: [][]any{metric}, Annotations: annotations{[]line{{"alarm", a.Threshold}}},
				},
			})
		}
	}
	show(in.Alarms, cmp.Or(in.Region, *awscdk.Aws_REGION()))
	show(in.More, cmp.Or(in.MoreRegion, *awscdk.Aws_REGION()))
	body, err := json.Marshal(map[string]any{"widgets": widgets})
	if err != nil {
		panic(err) // only strings and numbers are in it
	}
	return string(body)
}
