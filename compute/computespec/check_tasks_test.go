package computespec_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/archblocks/archblocks/arch/problem"
	"github.com/archblocks/archblocks/compute/computespec"
)

func tasks(least, most, desired int) computespec.Spec {
	return app(func(s *computespec.Service) { s.MinTasks, s.MaxTasks, s.DesiredTasks = least, most, desired })
}

var taskCases = []checkCase{
	{
		name: "one task",
		spec: tasks(1, 0, 0),
		want: problem.List{
			{Path: "services[0].minTasks", Code: computespec.TasksTooFew, Value: "1",
				Message: "cannot span 2 zones: the service would not survive the loss of one",
				Hint:    "use 2 or more"},
		},
	},
	{
		name: "two tasks in three zones",
		spec: tasks(2, 0, 0),
		in:   computespec.Inputs{Zones: 3},
		want: problem.List{
			{Path: "services[0].minTasks", Code: computespec.TasksTooFew, Value: "2",
				Message: "cannot span 3 zones: the service would not survive the loss of one",
				Hint:    "use 3 or more"},
		},
	},
	{
		name: "a fixed number of tasks",
		spec: tasks(4, 4, 4),
		want: nil,
	},
	{
		name: "fewer than the least",
		spec: tasks(4, 3, 3),
		want: problem.List{
			{Path: "services[0].maxTasks", Code: computespec.TasksContradict, Value: "3",
				Message: "is less than minTasks, 4",
				Hint:    "use 4 or more"},
			{Path: "services[0].desiredTasks", Code: computespec.TasksContradict, Value: "3",
				Message: "is not from minTasks, 4, to maxTasks, 3",
				Hint:    "use 4"},
		},
	},
	{
		name: "desired more than the most",
		spec: tasks(2, 4, 5),
		want: problem.List{
			{Path: "services[0].desiredTasks", Code: computespec.TasksContradict, Value: "5",
				Message: "is not from minTasks, 2, to maxTasks, 4",
				Hint:    "use 2"},
		},
	},
	{
		name: "desired fewer than the least",
		spec: tasks(3, 4, 2),
		want: problem.List{
			{Path: "services[0].desiredTasks", Code: computespec.TasksContradict, Value: "2",
				Message: "is not from minTasks, 3, to maxTasks, 4",
				Hint:    "use 3"},
		},
	},
	{
		name: "targets out of range",
		spec: app(func(s *computespec.Service) { s.TargetCPUPercent, s.TargetRequests = 91, -1 }),
		want: problem.List{
			{Path: "services[0].targetCPUPercent", Code: computespec.TargetOutOfRange, Value: "91",
				Message: "is not from 10 to 90",
				Hint:    "use 60"},
			{Path: "services[0].targetRequests", Code: computespec.TargetOutOfRange, Value: "-1",
				Message: "is not a number of requests",
				Hint:    "use 0 for none, or 1000"},
		},
	},
	{
		name: "health check timeout as long as its interval",
		spec: app(func(s *computespec.Service) {
			s.HealthCheckTimeout, s.HealthCheckInterval = 10*time.Second, 10*time.Second
		}),
		want: problem.List{
			{Path: "services[0].healthCheckTimeout", Code: computespec.TimeoutOutOfRange, Value: "10s",
				Message: "is not shorter than healthCheckInterval, 10s",
				Hint:    "use 5s, and an interval of 15s"},
		},
	},
	{
		name: "health check out of range",
		spec: app(func(s *computespec.Service) {
			s.HealthCheckInterval, s.HealthCheckTimeout = 301*time.Second, 121*time.Second
		}),
		want: problem.List{
			{Path: "services[0].healthCheckInterval", Code: computespec.TimeoutOutOfRange, Value: "5m1s",
				Message: "is not whole seconds from 5 to 300",
				Hint:    "use 15s"},
			{Path: "services[0].healthCheckTimeout", Code: computespec.TimeoutOutOfRange, Value: "2m1s",
				Message: "is not whole seconds from 2 to 120",
				Hint:    "use 5s"},
		},
	},
	{
		name: "times that are not whole seconds",
		spec: app(func(s *computespec.Service) { s.StartupTime, s.DrainTime = 1500*time.Millisecond, time.Nanosecond }),
		want: problem.List{
			{Path: "services[0].startupTime", Code: computespec.TimeoutOutOfRange, Value: "1.5s",
				Message: "is not whole seconds from 0 to 2147483647",
				Hint:    "use 60s"},
			{Path: "services[0].drainTime", Code: computespec.TimeoutOutOfRange, Value: "1ns",
				Message: "is not whole seconds from 1 to 3600",
				Hint:    "use 60s"},
		},
	},
	{
		name: "too little storage",
		spec: app(func(s *computespec.Service) { s.EphemeralStorageGiB = 20 }),
		want: problem.List{
			{Path: "services[0].ephemeralStorageGiB", Code: computespec.StorageOutOfRange, Value: "20",
				Message: "is not from 21 to 200",
				Hint:    "use 21"},
		},
	},
}

// Each limit holds on both sides: the values at it are fine, those beyond it are not.
func TestLimits(t *testing.T) {
	second := int(time.Second)
	tests := []struct {
		path              string
		code              problem.Code
		least, most, step int
		set               func(*computespec.Spec, int)
	}{
		{"services[0].port", computespec.PortOutOfRange, 1, 65535, 2, func(s *computespec.Spec, n int) { s.Services[0].Port = n }},
		{"services[0].targetCPUPercent", computespec.TargetOutOfRange, 10, 90, 1, func(s *computespec.Spec, n int) { s.Services[0].TargetCPUPercent = n }},
		{"services[0].ephemeralStorageGiB", computespec.StorageOutOfRange, 21, 200, 1, func(s *computespec.Spec, n int) { s.Services[0].EphemeralStorageGiB = n }},
		{"services[0].healthCheckInterval", computespec.TimeoutOutOfRange, 5 * second, 300 * second, second, func(s *computespec.Spec, n int) {
			s.Services[0].HealthCheckInterval, s.Services[0].HealthCheckTimeout = time.Duration(n), 2*time.Second
		}},
		{"services[0].healthCheckTimeout", computespec.TimeoutOutOfRange, 2 * second, 120 * second, second, func(s *computespec.Spec, n int) {
			s.Services[0].HealthCheckInterval, s.Services[0].HealthCheckTimeout = 300*time.Second, time.Duration(n)
		}},
		{"services[0].startupTime", computespec.TimeoutOutOfRange, second, 2147483647 * second, 2 * second, func(s *computespec.Spec, n int) { s.Services[0].StartupTime = time.Duration(n) }},
		{"services[0].drainTime", computespec.TimeoutOutOfRange, second, 3600 * second, 2 * second, func(s *computespec.Spec, n int) { s.Services[0].DrainTime = time.Duration(n) }},
		{"loadBalancer.idleTimeout", computespec.TimeoutOutOfRange, second, 4000 * second, 2 * second, func(s *computespec.Spec, n int) { s.LoadBalancer.IdleTimeout = time.Duration(n) }},
		{"loadBalancer.securityGroupRules", computespec.PrefixListWeight, 55, 1000, 1, func(s *computespec.Spec, n int) { s.LoadBalancer.SecurityGroupRules = n }},
	}
	for _, test := range tests {
		t.Run(test.path, func(t *testing.T) {
			for n, want := range map[int]bool{test.least: true, test.most: true, test.least - test.step: false, test.most + test.step: false} {
				spec := services(computespec.Service{Name: "app"})
				test.set(&spec, n)
				list := spec.Check(computespec.Inputs{})
				if want && list != nil {
					t.Errorf("%d is refused: %v", n, list.Err())
				}
				if !want && (len(list) != 1 || list[0].Code != test.code || list[0].Path != test.path && list[0].Path != "loadBalancer.ports") {
					t.Errorf("%d gives %s, want %s at %s", n, fmt.Sprint(list), test.code, test.path)
				}
			}
		})
	}
}
