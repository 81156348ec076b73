package observabilityspec

// Spec is where logs go and who hears alarms. It holds for both Regions of a topology.
type Spec struct {
	// LogRetentionDays is how long CloudWatch keeps logs: one of the numbers that AWS offers, from 1 to 3653
	// (docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html).
	// Default 90.
	LogRetentionDays int

	// AccessLogDays is how long the log bucket keeps access and flow logs: 1 to 3653. Default 365.
	AccessLogDays int

	// AlarmEmails are told of every alarm; AWS asks each to confirm first.
	// Default none: alarms are in the console, and a topic waits for subscribers.
	AlarmEmails []string

	// DisableAlarms makes no alarm. Default false.
	DisableAlarms bool

	// DisableDashboard makes no dashboard. Default false.
	DisableDashboard bool
}
