package compute

import (
	"fmt"
	"time"

	"github.com/archblocks/archblocks/arch/awsservice"
	"github.com/archblocks/archblocks/arch/plan"
	"github.com/archblocks/archblocks/compute/computespec"
	"github.com/archblocks/archblocks/internal/cdkkit"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscognito"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsec2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecs"
	"github.com/aws/aws-cdk-go/awscdk/v2/awselasticloadbalancingv2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awskms"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/constructs-go/constructs/v10"
)

// Inputs is what compute needs from others.
type Inputs struct {
	// Name is the topology's name, the first part of physical names. Default "app".
	Name string
	// Region is the stack's AWS Region, for checks and to find CloudFront's prefix list. Default unknown.
	Region string
	// Network is where everything is put. Required.
	Network Network
	// LogGroups take the containers' output, by service name; each service needs one. Required.
	LogGroups map[string]awslogs.LogGroup
	// LogBucket takes the load balancer's access logs and those of new buckets. Default none.
	LogBucket awss3.IBucket
	// Key encrypts new buckets and the origin's secret. Required.
	Key awskms.IKey
	// Login logs users in at the load balancer. Default no login there.
	Login *Login
	// Host and HostedZoneID have a certificate made for the load balancer. Default none:
	// the spec brings one, or the load balancer is internal.
	Host, HostedZoneID string
	// Environment is handed to every container; values may be placeholders that Values knows.
	Environment map[string]string
	// Grants are given to every task role. Default none.
	Grants []plan.Statement
	// Reaches are AWS services that every task reaches beside those that its service needs. Default none.
	Reaches []awsservice.Service
	// Values replace placeholders, such as "UserPool". Default none.
	Values map[string]string
}

// Network is the part of a VPC that compute uses.
type Network struct {
	// VPC holds the subnets. Required.
	VPC awsec2.IVpc
	// PublicSubnets are the load balancer's, PrivateSubnets the tasks': one a zone. Required.
	PublicSubnets, PrivateSubnets []awsec2.ISubnet
	// EndpointGroup is the interface endpoints' security group: compute adds a rule for each service. Required.
	EndpointGroup awsec2.ISecurityGroup
	// S3PrefixListID is the id of S3's prefix list in the Region. Required.
	S3PrefixListID string
	// PublicReady must exist before the load balancer, PrivateReady before the first task:
	// routes and endpoints. Default nothing.
	PublicReady, PrivateReady []constructs.IDependable
}

// Login is a Cognito login at the load balancer.
type Login struct {
	// UserPool holds the users, Client logs them in, and Domain has the login page. All are required.
	UserPool awscognito.IUserPool
	Client   awscognito.IUserPoolClient
	Domain   awscognito.IUserPoolDomain
	// SessionTime is how long a login lasts: 1 s to 7 days. Default 7 days, as AWS has it.
	SessionTime time.Duration
}

// Compute is the rendered services and their load balancer.
type Compute struct {
	constructs.Construct
	// Plan is what was rendered.
	Plan computespec.Plan
	// Cluster runs the services.
	Cluster awsecs.Cluster
	// LoadBalancer is in front of them.
	LoadBalancer awselasticloadbalancingv2.ApplicationLoadBalancer
	// Listener is the one that forwards.
	Listener awselasticloadbalancingv2.ApplicationListener
	// Services by name.
	Services map[string]*RunningService
	// Buckets are the new S3 buckets by their role's name.
	Buckets map[string]awss3.Bucket
	// OriginSecretName is the name of the secret that CloudFront must send; empty for an internal load balancer.
	OriginSecretName string
	// Refs are the names on AWS of what alarms watch.
	Refs map[string]string

	secretValue string
}

// ToString returns the construct's path. It also is the overriding method without
// which jsii refuses a Go struct that embeds a construct.
func (c *Compute) ToString() *string { return c.Node().Path() }

// RunningService is one rendered service.
type RunningService struct {
	Service        awsecs.FargateService
	TaskDefinition awsecs.FargateTaskDefinition
	Container      awsecs.ContainerDefinition
	TargetGroup    awselasticloadbalancingv2.ApplicationTargetGroup
	Scaling        awsecs.ScalableTaskCount
	// TaskRole is what the container may do, ExecutionRole what ECS itself needs.
	TaskRole, ExecutionRole awsiam.Role
}

// New makes the services in scope. The error holds all problems of the spec, an
// input that is missing, or what the CDK said; nothing is to be synthesized then.
func New(scope constructs.Construct, id string, spec Spec, in Inputs) (*Compute, error) {
	pure := computespec.Inputs{
		Name: in.Name, Region: in.Region, Zones: len(in.Network.PrivateSubnets), MadeCertificate: in.HostedZoneID != "",
		Login: in.Login != nil, Environment: in.Environment, Grants: in.Grants, Reaches: in.Reaches,
	}
	if err := spec.Validate(pure); err != nil {
		return nil, err
	}
	if n := len(spec.Services); n > computespec.MaxServices {
		return nil, fmt.Errorf("compute: %d services are more than the %d that one stack can hold; divide them into several topologies", n, computespec.MaxServices)
	}
	c := &Compute{
		Plan: spec.Plan(pure), Services: map[string]*RunningService{}, Buckets: map[string]awss3.Bucket{}, Refs: map[string]string{},
	}
	if err := in.check(c.Plan); err != nil {
		return nil, err
	}
	err := cdkkit.Try("compute", func() {
		constructs.NewConstruct_Override(c, scope, &id)
		c.render(in)
	})
	if err != nil {
		return nil, err
	}
	return c, nil
}

// check names the first input that is missing.
func (in Inputs) check(p computespec.Plan) error {
	missing := func(field, hint string) error {
		return fmt.Errorf("compute: Inputs.%s is missing; %s", field, hint)
	}
	const network = "take it from network.New, or from your own VPC"
	switch {
	case in.Network.VPC == nil:
		return missing("Network.VPC", network)
	case len(in.Network.PublicSubnets) < 2:
		return missing("Network.PublicSubnets", "a load balancer needs two; "+network)
	case len(in.Network.PrivateSubnets) < 2:
		return missing("Network.PrivateSubnets", network)
	case in.Network.EndpointGroup == nil:
		return missing("Network.EndpointGroup", network)
	case in.Network.S3PrefixListID == "":
		return missing("Network.S3PrefixListID", network)
	case in.Login != nil && (in.Login.UserPool == nil || in.Login.Client == nil || in.Login.Domain == nil):
		return missing("Login.UserPool, Client or Domain", "take all three from auth.New")
	case in.Key == nil:
		return missing("Key", "take it from observability.New, or make an awskms.Key")
	case (in.Host == "") != (in.HostedZoneID == ""):
		return missing("Host or Inputs.HostedZoneID", "a certificate needs both")
	}
	for _, s := range p.Services {
		if in.LogGroups[s.Name] == nil {
			return missing(fmt.Sprintf("LogGroups[%q]", s.Name), "make one with observability.New or awslogs.NewLogGroup")
		}
	}
	return nil
}
