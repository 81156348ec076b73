package plan

import "time"

// LogGroup is a CloudWatch log group of the topology.
type LogGroup struct {
	// ID is the log group's stable name in the topology: a service's name, or "waf".
	ID string
	// Name is the log group's name on AWS.
	Name string
	// Holds says what is written to it.
	Holds string
}

// ARN is the log group's ARN as the Logs service writes it in policies, with the
// ":*" that covers its streams.
func (l LogGroup) ARN() string {
	return "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:" + l.Name + ":*"
}

// Dimension names the thing that a metric is about.
type Dimension struct {
	// Name is CloudWatch's word, such as "LoadBalancer".
	Name string
	// Ref is the stable name of the thing in the topology, such as "target-group/app";
	// what it is called on AWS is known when the construct exists.
	Ref string
	// Value is used as it is where Ref is empty.
	Value string
}

// Metric is one CloudWatch metric.
type Metric struct {
	Namespace  string
	Name       string
	Dimensions []Dimension
	// Statistic is CloudWatch's word: "Sum", "Average", "Maximum", "p95" ...
	Statistic string
	// Period is the length of one data point: a multiple of a minute.
	Period time.Duration
}

// Comparison of a metric with a threshold.
type Comparison string

const (
	// Above is "greater than or equal to the threshold".
	Above Comparison = "GreaterThanOrEqualToThreshold"
	// Below is "less than the threshold".
	Below Comparison = "LessThanThreshold"
)

// Alarm watches one metric and tells the alarm topic of its Region.
type Alarm struct {
	// ID is the alarm's construct id: PascalCase, constant.
	ID string
	// Title is what the alarm says.
	Title      string
	Metric     Metric
	Comparison Comparison
	Threshold  float64
	// Points is how many data points in a row must break the threshold.
	Points int
	// MissingBreaches tells whether silence is a failure too.
	MissingBreaches bool
	// Action is what to do when it rings: a sentence.
	Action string
	Reason Reason
}
