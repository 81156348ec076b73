package computespec_test

import (
	"strings"

	"github.com/archblocks/archblocks/arch/problem"
	"github.com/archblocks/archblocks/compute/computespec"
)

func withImage(image string) computespec.Spec {
	return app(func(s *computespec.Service) { s.Image = image })
}

func named(name string) computespec.Spec {
	return app(func(s *computespec.Service) { s.Name = name })
}

func withPaths(paths ...string) computespec.Spec {
	return computespec.Spec{Services: []computespec.Service{{Name: "app", Image: image, Paths: paths}, {Name: "rest", Image: image}}}
}

var serviceCases = []checkCase{
	{
		name: "no name",
		spec: named(""),
		want: problem.List{
			{Path: "services[0].name", Code: computespec.ServiceNameInvalid,
				Message: "a service needs a name",
				Hint:    `use one such as "app"`},
		},
	},
	{
		name: "longest name",
		spec: named("abcdefghij-klmnopqrs"),
		want: nil,
	},
	{
		name: "name too long",
		spec: named("abcdefghij-klmnopqr-t"),
		want: problem.List{
			{Path: "services[0].name", Code: computespec.ServiceNameTooLong, Value: "abcdefghij-klmnopqr-t",
				Message: "has 21 characters, and 20 are allowed: it becomes part of other names",
				Hint:    `shorten it to "abcdefghij-klmnopqr"`},
		},
	},
	{
		name: "name in capitals",
		spec: named("App"),
		want: problem.List{
			{Path: "services[0].name", Code: computespec.ServiceNameInvalid, Value: "App",
				Message: "is not a service name",
				Hint:    `use lower-case letters, digits and single hyphens, starting with a letter, such as "app"`},
		},
	},
	{
		name: "name with two hyphens in a row",
		spec: named("my--app"),
		want: problem.List{
			{Path: "services[0].name", Code: computespec.ServiceNameInvalid, Value: "my--app",
				Message: "is not a service name",
				Hint:    `use lower-case letters, digits and single hyphens, starting with a letter, such as "app"`},
		},
	},
	{
		name: "name of a part of the topology",
		spec: named("load-balancer"),
		want: problem.List{
			{Path: "services[0].name", Code: computespec.ServiceNameInvalid, Value: "load-balancer",
				Message: "is taken by a part of the topology itself",
				Hint:    `use another name, such as "app"`},
		},
	},
	{
		name: "no image",
		spec: computespec.Spec{Services: []computespec.Service{{Name: "app"}}},
		in:   computespec.Inputs{Region: "us-east-1"},
		want: problem.List{
			{Path: "services[0].image", Code: computespec.ImageMissing,
				Message: "a service needs a container image",
				Hint:    "use a private ECR image such as 111122223333.dkr.ecr.us-east-1.amazonaws.com/app:1.0.0"},
		},
	},
	{
		name: "image of Docker Hub",
		spec: withImage("docker.io/library/nginx:1.27"),
		in:   ireland,
		want: problem.List{
			{Path: "services[0].image", Code: computespec.ImageNotInECR, Value: "docker.io/library/nginx:1.27",
				Message: "is not in private ECR, and private subnets without a way to the internet reach no other registry",
				Hint:    "push it to ECR in the same Region and use it from there, such as 111122223333.dkr.ecr.eu-west-1.amazonaws.com/app:1.0.0"},
		},
	},
	{
		name: "image of public ECR",
		spec: withImage("public.ecr.aws/nginx/nginx:1.27"),
		in:   computespec.Inputs{},
		want: problem.List{
			{Path: "services[0].image", Code: computespec.ImageNotInECR, Value: "public.ecr.aws/nginx/nginx:1.27",
				Message: "is not in private ECR, and private subnets without a way to the internet reach no other registry",
				Hint:    "push it to ECR in the same Region and use it from there, such as 111122223333.dkr.ecr.eu-west-1.amazonaws.com/app:1.0.0"},
		},
	},
	{
		name: "image of another Region",
		spec: withImage("111122223333.dkr.ecr.us-east-1.amazonaws.com/chat:1.4.2"),
		in:   ireland,
		want: problem.List{
			{Path: "services[0].image", Code: computespec.ImageOfAnotherRegion, Value: "111122223333.dkr.ecr.us-east-1.amazonaws.com/chat:1.4.2",
				Message: "is in Region us-east-1, and the endpoints reach the registry of eu-west-1 only",
				Hint:    "replicate the repository to eu-west-1 and use 111122223333.dkr.ecr.eu-west-1.amazonaws.com/chat:1.4.2"},
		},
	},
	{
		name: "image of another Region where none is known",
		spec: withImage("111122223333.dkr.ecr.us-east-1.amazonaws.com/chat:1.4.2"),
		want: nil,
	},
	{
		name: "image without a tag",
		spec: withImage("111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/chat"),
		in:   ireland,
		want: problem.List{
			{Path: "services[0].image", Code: computespec.ImageTagMoves, Severity: problem.Warning, Value: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/chat",
				Message: "names no fixed version: a new task may run another image than the old ones",
				Hint:    "use a version or a digest, such as 111122223333.dkr.ecr.eu-west-1.amazonaws.com/app:1.0.0"},
		},
	},
	{
		name: "latest image",
		spec: withImage("111122223333.dkr.ecr.eu-west-1.amazonaws.com/chat:latest"),
		want: problem.List{
			{Path: "services[0].image", Code: computespec.ImageTagMoves, Severity: problem.Warning, Value: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/chat:latest",
				Message: "names no fixed version: a new task may run another image than the old ones",
				Hint:    "use a version or a digest, such as 111122223333.dkr.ecr.eu-west-1.amazonaws.com/app:1.0.0"},
		},
	},
	{
		name: "latest image with a digest",
		spec: withImage("111122223333.dkr.ecr.eu-west-1.amazonaws.com/chat:latest@sha256:" + strings.Repeat("0f", 32)),
		in:   ireland,
		want: nil,
	},
	{
		name: "port too high",
		spec: app(func(s *computespec.Service) { s.Port = 65536 }),
		want: problem.List{
			{Path: "services[0].port", Code: computespec.PortOutOfRange, Value: "65536",
				Message: "is not from 1 to 65535",
				Hint:    "use 8501"},
		},
	},
	{
		name: "five paths",
		spec: withPaths("/a", "/b", "/c", "/d", "/e"),
		want: problem.List{
			{Path: "services[0].paths", Code: computespec.PathsTooMany, Value: "5",
				Message: "are more path patterns than one listener rule can hold beside the origin header",
				Hint:    `use at most 4, or a wildcard such as "/api/*"`},
		},
	},
	{
		name: "four paths",
		spec: withPaths("/a", "/b/*", "/c-?.html", "/"+strings.Repeat("d", 127)),
		want: nil,
	},
	{
		name: "paths that are none",
		spec: withPaths("api/*", "/a b", "/"+strings.Repeat("d", 128)),
		want: problem.List{
			{Path: "services[0].paths[0]", Code: computespec.PathInvalid, Value: "api/*",
				Message: "is not a path pattern of at most 128 characters",
				Hint:    `use one such as "/api/*"`},
			{Path: "services[0].paths[1]", Code: computespec.PathInvalid, Value: "/a b",
				Message: "is not a path pattern of at most 128 characters",
				Hint:    `use one such as "/api/*"`},
			{Path: "services[0].paths[2]", Code: computespec.PathInvalid, Value: "/dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd",
				Message: "is not a path pattern of at most 128 characters",
				Hint:    `use one such as "/api/*"`},
		},
	},
	{
		name: "CPU that Fargate does not offer",
		spec: app(func(s *computespec.Service) { s.CPU, s.MemoryMiB = 768, 2048 }),
		want: problem.List{
			{Path: "services[0].cpu", Code: computespec.CPUNotAllowed, Value: "768",
				Message: "is not an amount of CPU that Fargate offers",
				Hint:    "use 256, 512, 1024, 2048, 4096, 8192 or 16384"},
		},
	},
	{
		name: "memory that does not go with the CPU",
		spec: app(func(s *computespec.Service) { s.CPU, s.MemoryMiB = 8192, 17000 }),
		want: problem.List{
			{Path: "services[0].memoryMiB", Code: computespec.MemoryNotAllowed, Value: "17000",
				Message: "does not go with 8192 CPU units, which take 16384 to 61440 MiB",
				Hint:    "use 20480"},
		},
	},
	{
		name: "memory beyond what the CPU takes",
		spec: app(func(s *computespec.Service) { s.CPU, s.MemoryMiB = 256, 4096 }),
		want: problem.List{
			{Path: "services[0].memoryMiB", Code: computespec.MemoryNotAllowed, Value: "4096",
				Message: "does not go with 256 CPU units, which take 512 to 2048 MiB",
				Hint:    "use 2048"},
		},
	},
	{
		name: "memory that only more CPU takes in such steps",
		spec: app(func(s *computespec.Service) { s.CPU, s.MemoryMiB = 256, 1536 }),
		want: problem.List{
			{Path: "services[0].memoryMiB", Code: computespec.MemoryNotAllowed, Value: "1536",
				Message: "does not go with 256 CPU units, which take 512 to 2048 MiB",
				Hint:    "use 2048"},
		},
	},
	{
		name: "architecture close to one",
		spec: app(func(s *computespec.Service) { s.Architecture = "X86-64" }),
		want: problem.List{
			{Path: "services[0].architecture", Code: computespec.ArchitectureUnknown, Value: "X86-64",
				Message: "is not an architecture of Fargate",
				Hint:    `did you mean "X86_64"?`},
		},
	},
	{
		name: "architecture of no machine",
		spec: app(func(s *computespec.Service) { s.Architecture = "amd" }),
		want: problem.List{
			{Path: "services[0].architecture", Code: computespec.ArchitectureUnknown, Value: "amd",
				Message: "is not an architecture of Fargate",
				Hint:    `use "X86_64" or "ARM64"`},
		},
	},
	{
		name: "health check path that is none",
		spec: app(func(s *computespec.Service) { s.HealthCheckPath = "health" }),
		want: problem.List{
			{Path: "services[0].healthCheckPath", Code: computespec.HealthPathInvalid, Value: "health",
				Message: "is not a URL path of at most 1024 characters",
				Hint:    `use one such as "/_stcore/health"`},
		},
	},
	{
		name: "health check path with a space",
		spec: app(func(s *computespec.Service) { s.HealthCheckPath = "/a b" }),
		want: problem.List{
			{Path: "services[0].healthCheckPath", Code: computespec.HealthPathInvalid, Value: "/a b",
				Message: "is not a URL path of at most 1024 characters",
				Hint:    `use one such as "/_stcore/health"`},
		},
	},
	{
		name: "longest health check path",
		spec: app(func(s *computespec.Service) { s.HealthCheckPath = "/" + strings.Repeat("a", 1023) }),
		want: nil,
	},
	{
		name: "ECS Exec with a read-only root",
		spec: app(func(s *computespec.Service) { s.EnableExec = true }),
		want: problem.List{
			{Path: "services[0].enableExec", Code: computespec.ExecNeedsWritableRoot, Value: "true",
				Message: "ECS Exec does not work with a read-only root file system",
				Hint:    "set writableRoot to true as well"},
		},
	},
	{
		name: "ECS Exec with a writable root",
		spec: app(func(s *computespec.Service) { s.EnableExec, s.WritableRoot = true, true }),
		want: nil,
	},
}
