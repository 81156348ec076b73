package observabilityspec_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/archblocks/archblocks/arch/problem"
	"github.com/archblocks/archblocks/observability/observabilityspec"
)

type checkCase struct {
	name string
	spec observabilityspec.Spec
	in   observabilityspec.Inputs
	want problem.List
}

func TestCheck(t *testing.T) {
	for _, c := range checkCases {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, c.spec.Check(c.in)); diff != "" {
				t.Errorf("Check (-want +got):\n%s", diff)
			}
			if err := c.spec.Validate(c.in); (err != nil) != (c.want.Err() != nil) {
				t.Errorf("Validate = %v", err)
			}
		})
	}
}

var checkCases = []checkCase{
	{
		name: "zero",
		want: nil,
	},
	{
		name: "days between two numbers on offer",
		spec: observabilityspec.Spec{LogRetentionDays: 100},
		want: problem.List{
			{Path: "logRetentionDays", Code: observabilityspec.RetentionNotAllowed, Value: "100",
				Message: "is not a number of days that CloudWatch Logs offers",
				Hint:    "use 120"},
		},
	},
	{
		name: "fewer days than on offer",
		spec: observabilityspec.Spec{LogRetentionDays: -1},
		want: problem.List{
			{Path: "logRetentionDays", Code: observabilityspec.RetentionNotAllowed, Value: "-1",
				Message: "is not a number of days that CloudWatch Logs offers",
				Hint:    "use 1"},
		},
	},
	{
		name: "more days than on offer",
		spec: observabilityspec.Spec{LogRetentionDays: 3654},
		want: problem.List{
			{Path: "logRetentionDays", Code: observabilityspec.RetentionNotAllowed, Value: "3654",
				Message: "is not a number of days that CloudWatch Logs offers",
				Hint:    "use 3653"},
		},
	},
	{
		name: "access logs for too short",
		spec: observabilityspec.Spec{AccessLogDays: -1},
		want: problem.List{
			{Path: "accessLogDays", Code: observabilityspec.AccessLogDaysOutOfRange, Value: "-1",
				Message: "is not from 1 to 3653",
				Hint:    "use 365"},
		},
	},
	{
		name: "access logs for a day",
		spec: observabilityspec.Spec{AccessLogDays: 1},
		want: nil,
	},
	{
		name: "access logs for ten years",
		spec: observabilityspec.Spec{AccessLogDays: 3653},
		want: nil,
	},
	{
		name: "access logs for too long",
		spec: observabilityspec.Spec{AccessLogDays: 3654},
		want: problem.List{
			{Path: "accessLogDays", Code: observabilityspec.AccessLogDaysOutOfRange, Value: "3654",
				Message: "is not from 1 to 3653",
				Hint:    "use 365"},
		},
	},
	{
		name: "addresses",
		spec: observabilityspec.Spec{AlarmEmails: []string{"ops@example.com", "on.call+eu@mail.example.org"}},
		want: nil,
	},
	{
		name: "addresses that are none, and one twice",
		spec: observabilityspec.Spec{AlarmEmails: []string{"ops@example.com", "ops", "ops@localhost", "o ps@example.com", "a@b@example.com", "ops@example.com"}},
		want: problem.List{
			{Path: "alarmEmails[1]", Code: observabilityspec.EmailInvalid, Value: "ops",
				Message: "is not an e-mail address",
				Hint:    `use one such as "ops@example.com"`},
			{Path: "alarmEmails[2]", Code: observabilityspec.EmailInvalid, Value: "ops@localhost",
				Message: "is not an e-mail address",
				Hint:    `use one such as "ops@example.com"`},
			{Path: "alarmEmails[3]", Code: observabilityspec.EmailInvalid, Value: "o ps@example.com",
				Message: "is not an e-mail address",
				Hint:    `use one such as "ops@example.com"`},
			{Path: "alarmEmails[4]", Code: observabilityspec.EmailInvalid, Value: "a@b@example.com",
				Message: "is not an e-mail address",
				Hint:    `use one such as "ops@example.com"`},
			{Path: "alarmEmails[5]", Code: observabilityspec.EmailRepeated, Value: "ops@example.com",
				Message: "is there twice",
				Hint:    "remove one"},
		},
	},
	{
		name: "addresses without alarms",
		spec: observabilityspec.Spec{AlarmEmails: []string{"ops@example.com"}, DisableAlarms: true},
		want: problem.List{
			{Path: "alarmEmails", Code: observabilityspec.EmailUnused, Value: "1",
				Message: "would hear of no alarm, for alarms are turned off",
				Hint:    "remove disableAlarms or alarmEmails"},
		},
	},
	{
		name: "every fault in field order",
		spec: observabilityspec.Spec{LogRetentionDays: 2, AccessLogDays: 9999, AlarmEmails: []string{"x", "x"}, DisableAlarms: true},
		want: problem.List{
			{Path: "logRetentionDays", Code: observabilityspec.RetentionNotAllowed, Value: "2",
				Message: "is not a number of days that CloudWatch Logs offers",
				Hint:    "use 3"},
			{Path: "accessLogDays", Code: observabilityspec.AccessLogDaysOutOfRange, Value: "9999",
				Message: "is not from 1 to 3653",
				Hint:    "use 365"},
			{Path: "alarmEmails", Code: observabilityspec.EmailUnused, Value: "2",
				Message: "would hear of no alarm, for alarms are turned off",
				Hint:    "remove disableAlarms or alarmEmails"},
			{Path: "alarmEmails[0]", Code: observabilityspec.EmailInvalid, Value: "x",
				Message: "is not an e-mail address",
				Hint:    `use one such as "ops@example.com"`},
			{Path: "alarmEmails[1]", Code: observabilityspec.EmailInvalid, Value: "x",
				Message: "is not an e-mail address",
				Hint:    `use one such as "ops@example.com"`},
		},
	},
}

// What CloudWatch Logs takes, from the reference of PutRetentionPolicy.
func TestRetentions(t *testing.T) {
	offered := map[int]bool{}
	for _, days := range []int{1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653} {
		offered[days] = true
	}
	for days := 1; days <= 4000; days++ {
		if err := (observabilityspec.Spec{LogRetentionDays: days}).Validate(observabilityspec.Inputs{}); (err == nil) != offered[days] {
			t.Errorf("%d days: %v", days, err)
		}
	}
}

func TestPlan(t *testing.T) {
	got := observabilityspec.Spec{LogRetentionDays: 30}.Plan(observabilityspec.Inputs{Region: "eu-west-1"})
	want := observabilityspec.Plan{
		Spec:      observabilityspec.Spec{LogRetentionDays: 30, AccessLogDays: 365},
		Inputs:    observabilityspec.Inputs{Name: "app", Region: "eu-west-1"},
		Dashboard: "app",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Plan (-want +got):\n%s", diff)
	}
	if p := (observabilityspec.Spec{DisableDashboard: true}).Plan(observabilityspec.Inputs{Name: "chat"}); p.Dashboard != "" {
		t.Errorf("Dashboard = %q where it is turned off", p.Dashboard)
	}
	if diff := cmp.Diff(observabilityspec.Spec{LogRetentionDays: 90, AccessLogDays: 365}, observabilityspec.Spec{}.Defaulted()); diff != "" {
		t.Errorf("Defaulted (-want +got):\n%s", diff)
	}
}
