package computespec

import (
	"github.com/archblocks/archblocks/arch/awsservice"
	"github.com/archblocks/archblocks/arch/plan"
	"github.com/archblocks/archblocks/arch/problem"
)

// Plan is everything that compute will be.
type Plan struct {
	// Spec is the defaulted spec.
	Spec Spec
	// Inputs are what was known from outside.
	Inputs Inputs
	// PrefixListID of CloudFront is empty where neither the spec nor the table of Regions gives
	// it: the template then asks for it with a parameter.
	PrefixListID string
	// Services in the order of the spec.
	Services []ServicePlan
	// Buckets of all services, each once.
	Buckets []BucketPlan
	// Groups are the security groups: the load balancer's, then one a service.
	Groups []plan.SecurityGroup
	// Rules are all rules of these groups and of the endpoints' group.
	Rules []plan.Rule
	// LogGroups are what the containers write to.
	LogGroups []plan.LogGroup
	// Alarms watch the load balancer and each service.
	Alarms []plan.Alarm
	// Needs are the AWS services that the tasks must reach.
	Needs []plan.Need
}

// ServicePlan is everything that one service will be.
type ServicePlan struct {
	Service
	// ID is the service's construct id: its name in PascalCase.
	ID string
	// Path is the service's place in the spec, such as "services[0]".
	Path string
	// Priority of the listener rule; lower ones come first.
	Priority int
	// Repository is the image's ECR repository, and Account and ImageRegion where it is.
	Repository, Account, ImageRegion string
	// Variables are what the container gets from the topology and from the spec, sorted by name.
	Variables []Variable
	// ExecutionRole is what ECS itself uses to start the task, TaskRole what the container uses.
	ExecutionRole, TaskRole plan.Role
	// LogGroup is where the container's output goes.
	LogGroup plan.LogGroup
}

// Variable is one environment variable of a container.
type Variable struct {
	Name, Value string
	// Reason is empty for the user's own.
	Reason string
}

// BucketPlan is an S3 bucket that services use.
type BucketPlan struct {
	// ID is the bucket's construct id; empty for an existing bucket.
	ID string
	// Name is the bucket's role, FullName its name on AWS with placeholders.
	Name, FullName string
	// Existing tells that it was brought.
	Existing bool
	// KeyARN is the key of an existing bucket, or the placeholder of the topology's.
	KeyARN string
	// Path is the bucket's first place in the spec.
	Path string
}

// lastPriority is for the service that takes every path left; an ALB allows 1 to 50000.
const lastPriority = 50000

// Plan derives the plan. The spec must be valid.
func (s Spec) Plan(in Inputs) Plan {
	in = in.defaulted()
	s = s.completed(in)
	p := Plan{Spec: s, Inputs: in, PrefixListID: s.LoadBalancer.PrefixListID}
	if r, ok := awsservice.LookupRegion(in.Region); ok && p.PrefixListID == "" {
		p.PrefixListID = r.CloudFrontPrefixList
	}
	p.Groups = []plan.SecurityGroup{{Role: plan.GroupLoadBalancer, Title: "Load Balancer SG", Purpose: "Controls inbound traffic to the ALB"}}
	p.Rules = p.balancerRules()
	p.Alarms = p.balancerAlarms()
	p.Services = make([]ServicePlan, 0, len(s.Services))
	buckets := map[string]bool{}
	for i, service := range s.Services {
		sp := service.plan(in, i)
		p.Services = append(p.Services, sp)
		p.LogGroups = append(p.LogGroups, sp.LogGroup)
		p.Groups = append(p.Groups, plan.SecurityGroup{
			Role: plan.ServiceGroup(service.Name), Title: "ECS Service SG (" + service.Name + ")", Purpose: "Controls inbound traffic to the tasks of " + service.Name,
		})
		p.Rules = append(p.Rules, sp.rules()...)
		p.Alarms = append(p.Alarms, sp.alarms(s.ContainerInsights)...)
		p.Needs = append(p.Needs, sp.needs(in)...)
		for j, b := range service.Buckets {
			if !buckets[b.Name] {
				buckets[b.Name] = true
				p.Buckets = append(p.Buckets, b.plan(in, problem.Index(sp.Path+".buckets", j)))
			}
		}
	}
	return p
}

func (s Service) plan(in Inputs, i int) ServicePlan {
	sp := ServicePlan{Service: s, ID: plan.Pascal(s.Name), Path: problem.Index("services", i), Priority: i + 1}
	if len(s.Paths) == 0 {
		sp.Priority = lastPriority
	}
	if m := ecrImage.FindStringSubmatch(s.Image); m != nil {
		sp.Account, sp.ImageRegion, sp.Repository = m[1], m[2], m[3]
	}
	sp.LogGroup = plan.LogGroup{ID: s.Name, Name: "/" + in.Name + "/" + s.Name, Holds: "what the containers of " + s.Name + " print"}
	sp.Variables = s.variables(in)
	sp.ExecutionRole, sp.TaskRole = sp.executionRole(), sp.taskRole(in)
	return sp
}

func (b Bucket) plan(in Inputs, path string) BucketPlan {
	bp := BucketPlan{Name: b.Name, FullName: b.fullName(in), Existing: b.Existing != "", KeyARN: b.KeyARN, Path: path}
	if !bp.Existing {
		bp.ID, bp.KeyARN = plan.Pascal(b.Name), "${Key}"
	}
	return bp
}

// fullName is the bucket's name on AWS. A made bucket's name is a rule, not an
// accident, so that policies and people can name it before it exists.
func (b Bucket) fullName(in Inputs) string {
	if b.Existing != "" {
		return b.Existing
	}
	return in.Name + "-" + b.Name + "-${AWS::AccountId}-${AWS::Region}"
}
