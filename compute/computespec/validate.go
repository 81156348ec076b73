package computespec

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"

	"github.com/archblocks/archblocks/arch/awsservice"
	"github.com/archblocks/archblocks/arch/plan"
	"github.com/archblocks/archblocks/arch/problem"
)

// Inputs is what compute must know from outside to be checked and planned. The
// zero value is fine: what is not known is not checked.
type Inputs struct {
	// Name is the topology's name, the first part of physical names. Default "app".
	Name string
	// Region is the AWS Region of the services. Default unknown.
	Region string
	// Zones is the number of Availability Zones. Default 2.
	Zones int
	// MadeCertificate tells that a certificate will be made for the load balancer. Default false.
	MadeCertificate bool
	// Login tells that the load balancer logs users in before it forwards. Default false.
	Login bool
	// Reaches are AWS services that every task reaches beside those that its service needs.
	Reaches []awsservice.Service
	// Environment is handed to every container, by name; values may be placeholders.
	Environment map[string]string
	// Grants are given to every task role.
	Grants []plan.Statement
}

func (in Inputs) defaulted() Inputs {
	in.Name = cmp.Or(in.Name, "app")
	in.Zones = cmp.Or(in.Zones, 2)
	return in
}

// Validate returns an error with all problems of the spec, or nil.
func (s Spec) Validate(in Inputs) error { return s.Check(in).Err() }

// Check returns all problems of the spec, in field order.
func (s Spec) Check(in Inputs) problem.List {
	in = in.defaulted()
	s = s.completed(in)
	var list problem.List
	if len(s.Services) == 0 {
		list.Add("services", ServicesMissing, nil, "there is no service to run", `add one, such as {Name: "app", Image: "`+exampleImage(in.Region)+`"}`)
	}
	known := newSeen()
	for i, service := range s.Services {
		var own problem.List
		service.check(&own, in)
		known.check(&own, i, service)
		list = append(list, own.At(problem.Index("services", i))...)
	}
	known.checkWhole(&list, len(s.Services))
	var balancer problem.List
	s.LoadBalancer.check(&balancer, in)
	list = append(list, balancer.At("loadBalancer")...)
	problem.Choice(&list, "containerInsights", InsightsUnknown, s.ContainerInsights, "is not a level of Container Insights", InsightsEnabled, InsightsEnhanced, InsightsDisabled)
	return list.InOrder(s)
}

// ambiguous tells whether names made from a service's name could be those of something
// else: the rules and alarms of the load balancer and the endpoints, or CloudFront's log group.
func ambiguous(name string) bool {
	return name == "login" || name == "cloudfront" || strings.HasPrefix(name, "load-balancer") || strings.HasPrefix(name, "endpoints")
}

var serviceName = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

func (s Service) check(list *problem.List, in Inputs) {
	switch {
	case s.Name == "":
		list.Add("name", ServiceNameInvalid, nil, "a service needs a name", `use one such as "app"`)
	case len(s.Name) > 20:
		list.Add("name", ServiceNameTooLong, s.Name, fmt.Sprintf("has %d characters, and 20 are allowed: it becomes part of other names", len(s.Name)), "shorten it to "+fmt.Sprintf("%q", strings.TrimRight(s.Name[:20], "-")))
	case !serviceName.MatchString(s.Name):
		list.Add("name", ServiceNameInvalid, s.Name, "is not a service name", `use lower-case letters, digits and single hyphens, starting with a letter, such as "app"`)
	case ambiguous(s.Name):
		list.Add("name", ServiceNameInvalid, s.Name, "is taken by a part of the topology itself", `use another name, such as "app"`)
	}
	checkImage(list, s.Image, in.Region)
	list.Between("port", PortOutOfRange, s.Port, 1, 65535, DefaultPort)
	s.checkPaths(list)
	checkSize(list, s.CPU, s.MemoryMiB)
	problem.Choice(list, "architecture", ArchitectureUnknown, s.Architecture, "is not an architecture of Fargate", X8664, ARM64)
	s.checkTasks(list, in.Zones)
	if !strings.HasPrefix(s.HealthCheckPath, "/") || len(s.HealthCheckPath) > 1024 || strings.ContainsAny(s.HealthCheckPath, " \t\n") {
		list.Add("healthCheckPath", HealthPathInvalid, s.HealthCheckPath, "is not a URL path of at most 1024 characters", `use one such as "/_stcore/health"`)
	}
	list.Seconds("healthCheckInterval", TimeoutOutOfRange, s.HealthCheckInterval, 5, 300, 15)
	list.Seconds("healthCheckTimeout", TimeoutOutOfRange, s.HealthCheckTimeout, 2, 120, 5)
	if s.HealthCheckTimeout >= s.HealthCheckInterval {
		list.Add("healthCheckTimeout", TimeoutOutOfRange, s.HealthCheckTimeout, "is not shorter than healthCheckInterval, "+s.HealthCheckInterval.String(), "use 5s, and an interval of 15s")
	}
	list.Seconds("startupTime", TimeoutOutOfRange, s.StartupTime, 0, 2147483647, 60)
	list.Seconds("drainTime", TimeoutOutOfRange, s.DrainTime, 1, 3600, 60)
	s.checkEnvironment(list, in)
	s.checkModels(list, in.Region)
	s.checkRoles(list, in)
	for i, bucket := range s.Buckets {
		var own problem.List
		bucket.check(&own, in)
		*list = append(*list, own.At(problem.Index("buckets", i))...)
	}
	if s.EphemeralStorageGiB != 0 {
		list.Between("ephemeralStorageGiB", StorageOutOfRange, s.EphemeralStorageGiB, 21, 200, 21)
	}
	if s.EnableExec && !s.WritableRoot {
		list.Add("enableExec", ExecNeedsWritableRoot, true, "ECS Exec does not work with a read-only root file system", "set writableRoot to true as well")
	}
}

var ecrImage = regexp.MustCompile(`^([0-9]{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?/([a-z0-9]+(?:[._/-][a-z0-9]+)*)(?::([A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(@sha256:[0-9a-f]{64})?$`)

func exampleImage(region string) string {
	region = cmp.Or(region, "eu-west-1")
	return "111122223333.dkr.ecr." + region + ".amazonaws.com/app:1.0.0"
}

func checkImage(list *problem.List, image, region string) {
	const path = "image"
	m := ecrImage.FindStringSubmatch(image)
	switch {
	case image == "":
		list.Add(path, ImageMissing, nil, "a service needs a container image", "use a private ECR image such as "+exampleImage(region))
	case m == nil:
		list.Add(path, ImageNotInECR, image, "is not in private ECR, and private subnets without a way to the internet reach no other registry",
			"push it to ECR in the same Region and use it from there, such as "+exampleImage(region))
	case region != "" && m[2] != region:
		list.Add(path, ImageOfAnotherRegion, image, "is in Region "+m[2]+", and the endpoints reach the registry of "+region+" only",
			"replicate the repository to "+region+" and use "+strings.Replace(image, "."+m[2]+".", "."+region+".", 1))
	case m[5] == "" && (m[4] == "" || m[4] == "latest"):
		list.Warn(path, ImageTagMoves, image, "names no fixed version: a new task may run another image than the old ones", "use a version or a digest, such as "+exampleImage(region))
	}
}

func (s Service) checkTasks(list *problem.List, zones int) {
	if s.MinTasks < zones {
		list.Add("minTasks", TasksTooFew, s.MinTasks, fmt.Sprintf("cannot span %d zones: the service would not survive the loss of one", zones), fmt.Sprintf("use %d or more", zones))
	}
	if s.MaxTasks < s.MinTasks {
		list.Add("maxTasks", TasksContradict, s.MaxTasks, fmt.Sprintf("is less than minTasks, %d", s.MinTasks), fmt.Sprintf("use %d or more", s.MinTasks))
	}
	if s.DesiredTasks < s.MinTasks || s.DesiredTasks > max(s.MaxTasks, s.MinTasks) {
		list.Add("desiredTasks", TasksContradict, s.DesiredTasks, fmt.Sprintf("is not from minTasks, %d, to maxTasks, %d", s.MinTasks, s.MaxTasks), fmt.Sprintf("use %d", s.MinTasks))
	}
	list.Between("targetCPUPercent", TargetOutOfRange, s.TargetCPUPercent, 10, 90, 60)
	if s.TargetRequests < 0 {
		list.Add("targetRequests", TargetOutOfRange, s.TargetRequests, "is not a number of requests", "use 0 for none, or 1000")
	}
}

var (
	pathPattern = regexp.MustCompile(`^/[A-Za-z0-9_.$/~"'@:+&*?-]*$`)
	maxPaths    = 4
)

// checkPaths holds an ALB's limits: five values in all conditions of a rule, one of
// which is the origin header's
// (docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html).
func (s Service) checkPaths(list *problem.List) {
	if len(s.Paths) > maxPaths {
		list.Add("paths", PathsTooMany, len(s.Paths), "are more path patterns than one listener rule can hold beside the origin header", "use at most 4, or a wildcard such as \"/api/*\"")
	}
	for i, p := range s.Paths {
		if !pathPattern.MatchString(p) || len(p) > 128 {
			list.Add(problem.Index("paths", i), PathInvalid, p, "is not a path pattern of at most 128 characters", `use one such as "/api/*"`)
		}
	}
}
