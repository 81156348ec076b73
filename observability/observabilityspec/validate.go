package observabilityspec

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"

	"github.com/archblocks/archblocks/arch/problem"
)

// Inputs is what observability must know from outside to be checked and planned.
// The zero value is fine.
type Inputs struct {
	// Name is the topology's name, the first part of physical names. Default "app".
	Name string
	// Region is the AWS Region of the dashboard. Default unknown.
	Region string
}

func (in Inputs) defaulted() Inputs {
	in.Name = cmp.Or(in.Name, "app")
	return in
}

// retentions are the numbers of days that CloudWatch Logs offers
// (docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html).
var retentions = []int{1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653}

var email = regexp.MustCompile(`^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$`)

// Validate returns an error with all problems of the spec, or nil.
func (s Spec) Validate(in Inputs) error { return s.Check(in).Err() }

// Check returns all problems of the spec, in field order.
func (s Spec) Check(Inputs) problem.List {
	s = s.Defaulted()
	var list problem.List
	if !slices.Contains(retentions, s.LogRetentionDays) {
		list.Add("logRetentionDays", RetentionNotAllowed, s.LogRetentionDays, "is not a number of days that CloudWatch Logs offers", fmt.Sprintf("use %d", nearest(s.LogRetentionDays)))
	}
	if s.AccessLogDays < 1 || s.AccessLogDays > 3653 {
		list.Add("accessLogDays", AccessLogDaysOutOfRange, s.AccessLogDays, "is not from 1 to 3653", "use 365")
	}
	if s.DisableAlarms && len(s.AlarmEmails) > 0 {
		list.Add("alarmEmails", EmailUnused, len(s.AlarmEmails), "would hear of no alarm, for alarms are turned off", "remove disableAlarms or alarmEmails")
	}
	for i, address := range s.AlarmEmails {
		path := problem.Index("alarmEmails", i)
		switch {
		case !email.MatchString(address):
			list.Add(path, EmailInvalid, address, "is not an e-mail address", `use one such as "ops@example.com"`)
		case slices.Contains(s.AlarmEmails[:i], address):
			list.Add(path, EmailRepeated, address, "is there twice", "remove one")
		}
	}
	return list
}

// nearest is the least number of days on offer that is enough, or the most there is.
func nearest(days int) int {
	for _, r := range retentions {
		if r >= days {
			return r
		}
	}
	return retentions[len(retentions)-1]
}
