package computespec_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/archblocks/archblocks/arch/problem"
	"github.com/archblocks/archblocks/compute/computespec"
)

type checkCase struct {
	name string
	spec computespec.Spec
	in   computespec.Inputs
	want problem.List
}

const image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/chat:1.4.2"

var ireland = computespec.Inputs{Name: "chat", Region: "eu-west-1"}

// services is a spec of services, each of which needs an image and lacks nothing else.
func services(all ...computespec.Service) computespec.Spec {
	for i := range all {
		if all[i].Image == "" {
			all[i].Image = image
		}
	}
	return computespec.Spec{Services: all}
}

// app is a spec of one valid service, changed.
func app(change func(*computespec.Service)) computespec.Spec {
	s := computespec.Service{Name: "app", Image: image}
	change(&s)
	return computespec.Spec{Services: []computespec.Service{s}}
}

// balanced is a spec of one valid service behind a load balancer.
func balanced(l computespec.LoadBalancer) computespec.Spec {
	return computespec.Spec{Services: []computespec.Service{{Name: "app", Image: image}}, LoadBalancer: l}
}

func TestCheck(t *testing.T) {
	for _, c := range checkCases {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, c.spec.Check(c.in)); diff != "" {
				t.Errorf("Check (-want +got):\n%s", diff)
			}
		})
	}
}

func TestValidateIgnoresWarnings(t *testing.T) {
	moving := app(func(s *computespec.Service) { s.Image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/chat" })
	if err := moving.Validate(ireland); err != nil {
		t.Errorf("Validate of a spec with a warning = %v", err)
	}
	if err := (computespec.Spec{}).Validate(ireland); err == nil {
		t.Error("Validate of a spec without services = nil")
	}
}

var checkCases = slices.Concat(serviceCases, taskCases, accessCases, bucketCases, balancerCases, togetherCases, []checkCase{
	{
		name: "one service",
		spec: services(computespec.Service{Name: "app"}),
		in:   ireland,
		want: nil,
	},
	{
		name: "three zones",
		spec: services(computespec.Service{Name: "app"}),
		in:   computespec.Inputs{Zones: 3},
		want: nil,
	},
	{
		name: "no service",
		in:   computespec.Inputs{Region: "us-east-1"},
		want: problem.List{
			{Path: "services", Code: computespec.ServicesMissing,
				Message: "there is no service to run",
				Hint:    `add one, such as {Name: "app", Image: "111122223333.dkr.ecr.us-east-1.amazonaws.com/app:1.0.0"}`},
		},
	},
	{
		name: "insights close to a level",
		spec: computespec.Spec{Services: services(computespec.Service{Name: "app"}).Services, ContainerInsights: "enhancd"},
		want: problem.List{
			{Path: "containerInsights", Code: computespec.InsightsUnknown, Value: "enhancd",
				Message: "is not a level of Container Insights",
				Hint:    `did you mean "enhanced"?`},
		},
	},
	{
		name: "insights of no level",
		spec: computespec.Spec{Services: services(computespec.Service{Name: "app"}).Services, ContainerInsights: "on"},
		want: problem.List{
			{Path: "containerInsights", Code: computespec.InsightsUnknown, Value: "on",
				Message: "is not a level of Container Insights",
				Hint:    `use "enabled", "enhanced" or "disabled"`},
		},
	},
	{
		name: "ten faults in field order",
		spec: computespec.Spec{
			Services: []computespec.Service{
				{Name: "app", Image: image, Port: 70000, CPU: 512, MemoryMiB: 512, Architecture: "arm64"},
				{Name: "app", Image: "nginx", MinTasks: 1, HealthCheckTimeout: time.Second, Models: []string{"claude"}},
			},
			LoadBalancer:      computespec.LoadBalancer{Scheme: "public", Ports: []int{8080}},
			ContainerInsights: "on",
		},
		in: ireland,
		want: problem.List{
			{Path: "services[0].port", Code: computespec.PortOutOfRange, Value: "70000",
				Message: "is not from 1 to 65535",
				Hint:    "use 8501"},
			{Path: "services[0].memoryMiB", Code: computespec.MemoryNotAllowed, Value: "512",
				Message: "does not go with 512 CPU units, which take 1024 to 4096 MiB",
				Hint:    "use 1024"},
			{Path: "services[0].architecture", Code: computespec.ArchitectureUnknown, Value: "arm64",
				Message: "is not an architecture of Fargate",
				Hint:    `did you mean "ARM64"?`},
			{Path: "services[1].name", Code: computespec.ServiceRepeated, Value: "app",
				Message: "is the name of services[0] too, or differs by hyphens alone",
				Hint:    `use another name, such as "app2"`},
			{Path: "services[1].image", Code: computespec.ImageNotInECR, Value: "nginx",
				Message: "is not in private ECR, and private subnets without a way to the internet reach no other registry",
				Hint:    "push it to ECR in the same Region and use it from there, such as 111122223333.dkr.ecr.eu-west-1.amazonaws.com/app:1.0.0"},
			{Path: "services[1].paths", Code: computespec.PathRepeated,
				Message: "takes every path, as services[0] does",
				Hint:    `give one of them paths, such as "/app/*"`},
			{Path: "services[1].minTasks", Code: computespec.TasksTooFew, Value: "1",
				Message: "cannot span 2 zones: the service would not survive the loss of one",
				Hint:    "use 2 or more"},
			{Path: "services[1].healthCheckTimeout", Code: computespec.TimeoutOutOfRange, Value: "1s",
				Message: "is not whole seconds from 2 to 120",
				Hint:    "use 5s"},
			{Path: "services[1].models[0]", Code: computespec.ModelInvalid, Value: "claude",
				Message: "is not the id of a Bedrock model or inference profile",
				Hint:    `use one such as "amazon.nova-lite-v1:0" or "eu.anthropic.claude-sonnet-4-5-20250929-v1:0"`},
			{Path: "loadBalancer.scheme", Code: computespec.SchemeUnknown, Value: "public",
				Message: "is not a scheme of a load balancer",
				Hint:    `use "internet-facing" or "internal"`},
			{Path: "loadBalancer.ports[0]", Code: computespec.ListenerPortInvalid, Value: "8080",
				Message: "is not a port that the listener serves",
				Hint:    "use 443 with a certificate, or 80"},
			{Path: "containerInsights", Code: computespec.InsightsUnknown, Value: "on",
				Message: "is not a level of Container Insights",
				Hint:    `use "enabled", "enhanced" or "disabled"`},
		},
	},
})
