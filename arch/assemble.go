package arch

import (
	"github.com/archblocks/archblocks/arch/archspec"
	"github.com/archblocks/archblocks/auth"
	"github.com/archblocks/archblocks/compute"
	"github.com/archblocks/archblocks/edge"
	"github.com/archblocks/archblocks/internal/cdkkit"
	"github.com/archblocks/archblocks/network"
	"github.com/archblocks/archblocks/observability"
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/constructs-go/constructs/v10"
)

// Topology is a rendered topology: its two stacks and the blocks in them.
type Topology struct {
	// Plan is what was rendered.
	Plan archspec.Plan

	// Stack is in the spec's Region.
	Stack awscdk.Stack
	// Sinks are the regional key, log groups, log bucket and alarm topic.
	Sinks   *observability.Observability
	Network *network.Network
	Auth    *auth.Auth
	Compute *compute.Compute
	Watched *observability.Watched

	// EdgeStack is in us-east-1.
	EdgeStack awscdk.Stack
	// EdgeSinks are the key, log groups and alarm topic in us-east-1.
	EdgeSinks   *observability.Observability
	Edge        *edge.Edge
	EdgeWatched *observability.Watched
}

// Outputs of the regional stack that the edge stack reads: their names are part of the contract.
const (
	outputLoadBalancerDNSName = "LoadBalancerDNSName"
	outputLoadBalancerARN     = "LoadBalancerArn"
)

// Assemble makes the whole topology in scope, an App or a Stage. The error holds
// all problems of the spec, or what the CDK said; nothing is to be synthesized then.
func Assemble(scope constructs.Construct, spec Spec) (*Topology, error) {
	plan, err := spec.Plan()
	if err != nil {
		return nil, err
	}
	t := &Topology{Plan: plan}
	if err := t.assembleRegional(scope); err != nil {
		return nil, err
	}
	if err := t.assembleEdge(scope); err != nil {
		return nil, err
	}
	return t, nil
}

func (t *Topology) assembleRegional(scope constructs.Construct) (err error) {
	p, spec := t.Plan, t.Plan.Spec
	if t.Stack, err = newStack(scope, p.StackName(), spec.Region, "Topology "+spec.Name, spec.Tags); err != nil {
		return err
	}
	if t.Sinks, err = observability.New(t.Stack, "Observability", spec.Observability, observability.Inputs{Name: spec.Name, LogGroups: p.Compute.LogGroups}); err != nil {
		return err
	}
	// Login comes before the network, since the policy of Cognito's endpoint names the pool.
	if t.Auth, err = auth.New(t.Stack, "Auth", spec.Auth, auth.Inputs{Name: spec.Name, Region: spec.Region, Host: spec.Edge.Domain}); err != nil {
		return err
	}
	if t.Network, err = network.New(t.Stack, "Network", spec.Network, network.Inputs{
		Region: spec.Region, Needs: p.NetworkNeeds(), Values: t.Auth.Values, LogBucket: t.Sinks.LogBucket,
	}); err != nil {
		return err
	}
	if t.Compute, err = compute.New(t.Stack, "Compute", spec.Compute, t.computeInputs()); err != nil {
		return err
	}
	watch := observability.WatchInputs{
		Alarms: p.Compute.Alarms, DrawOnly: spec.Observability.DisableAlarms, Refs: t.Compute.Refs, Dashboard: p.Observability.Dashboard, Region: spec.Region,
		More: p.KnownEdgeAlarms(), MoreRegion: edge.Region, Topic: t.Sinks.Topic,
	}
	if t.Watched, err = observability.Watch(t.Stack, "Watch", watch); err != nil {
		return err
	}
	return t.regionalOutputs()
}

func (t *Topology) computeInputs() compute.Inputs {
	p, spec := t.Plan, t.Plan.Spec
	in := compute.Inputs{
		Name: spec.Name, Region: spec.Region,
		Network: compute.Network{
			VPC: t.Network.VPC, PublicSubnets: t.Network.PublicSubnets, PrivateSubnets: t.Network.PrivateSubnets,
			EndpointGroup: t.Network.EndpointGroup, S3PrefixListID: t.Network.S3PrefixListID,
			PublicReady: t.Network.PublicReady, PrivateReady: t.Network.PrivateReady,
		},
		LogGroups: t.Sinks.LogGroups, LogBucket: t.Sinks.LogBucket, Key: t.Sinks.Key,
		Environment: p.Auth.Environment, Grants: p.Auth.Grants, Reaches: p.Compute.Inputs.Reaches, Values: t.Auth.Values,
	}
	if p.Compute.Inputs.MadeCertificate {
		in.Host, in.HostedZoneID = spec.Edge.Domain, spec.Edge.HostedZoneID
	}
	if p.Compute.Inputs.Login {
		in.Login = &compute.Login{
			UserPool: t.Auth.UserPool, Client: t.Auth.Client, Domain: t.Auth.Domain,
			SessionTime: spec.Auth.SessionTime,
		}
	}
	return in
}

func (t *Topology) regionalOutputs() error {
	return cdkkit.Try("arch", func() {
		output(t.Stack, outputLoadBalancerDNSName, "The origin of CloudFront", *t.Compute.LoadBalancer.LoadBalancerDnsName())
		if t.Plan.PrivateOrigin() {
			output(t.Stack, outputLoadBalancerARN, "The VPC origin of CloudFront", *t.Compute.LoadBalancer.LoadBalancerArn())
		}
		output(t.Stack, "ClusterName", "The ECS cluster", *t.Compute.Cluster.ClusterName())
		if t.Auth.UserPool != nil {
			output(t.Stack, "UserPoolId", "The Cognito user pool", *t.Auth.UserPool.UserPoolId())
			output(t.Stack, "UserPoolClientId", "The user pool's client", *t.Auth.Client.UserPoolClientId())
		}
	})
}

func (t *Topology) assembleEdge(scope constructs.Construct) (err error) {
	p, spec := t.Plan, t.Plan.Spec
	if t.EdgeStack, err = newStack(scope, p.EdgeStackName(), edge.Region, "Edge of topology "+spec.Name, spec.Tags); err != nil {
		return err
	}
	if t.EdgeSinks, err = observability.New(t.EdgeStack, "Observability", spec.Observability, observability.Inputs{
		Name: spec.Name + "-edge", LogGroups: p.Edge.LogGroups, WithoutBucket: true,
	}); err != nil {
		return err
	}
	origin := edge.Origin{Port: p.Edge.Inputs.OriginPort, SecretName: t.Compute.OriginSecretName}
	err = cdkkit.Try("arch", func() {
		// The names are constant, but a reference by name does not order the stacks.
		t.EdgeStack.AddStackDependency(t.Stack, cdkkit.Str("it reads the load balancer's outputs"))
		read := func(name string) string {
			return *awscdk.Fn_GetStackOutput(cdkkit.Str(p.StackName()), &name, &spec.Region, nil)
		}
		origin.DNSName = read(outputLoadBalancerDNSName)
		if p.PrivateOrigin() {
			origin.ARN = read(outputLoadBalancerARN)
		}
	})
	if err != nil {
		return err
	}
	if t.Edge, err = edge.New(t.EdgeStack, "Edge", spec.Edge, edge.Inputs{Name: spec.Name, Origin: origin, LogGroups: t.EdgeSinks.LogGroups}); err != nil {
		return err
	}
	watch := observability.WatchInputs{Alarms: p.EdgeAlarms(), Refs: t.Edge.Refs, Topic: t.EdgeSinks.Topic}
	if t.EdgeWatched, err = observability.Watch(t.EdgeStack, "Watch", watch); err != nil {
		return err
	}
	return cdkkit.Try("arch", func() {
		output(t.EdgeStack, "URL", "Where viewers go", t.Edge.URL)
		output(t.EdgeStack, "DistributionId", "The CloudFront distribution", *t.Edge.Distribution.DistributionId())
		output(t.EdgeStack, "DistributionDomainName", "What the domain must point at", *t.Edge.Distribution.DistributionDomainName())
	})
}

// newStack makes a stack whose id in the scope is its name, so that one app can hold several topologies.
func newStack(scope constructs.Construct, name, region, description string, tags map[string]string) (stack awscdk.Stack, err error) {
	err = cdkkit.Try("arch", func() {
		stack = awscdk.NewStack(scope, &name, &awscdk.StackProps{
			StackName: &name, Description: &description, Env: &awscdk.Environment{Region: &region},
			Tags: cdkkit.StrMap(tags), Synthesizer: awscdk.NewLegacyStackSynthesizer(), AnalyticsReporting: cdkkit.Bool(false),
		})
	})
	return stack, err
}

func output(stack awscdk.Stack, id, description, value string) {
	awscdk.NewCfnOutput(stack, &id, &awscdk.CfnOutputProps{Description: &description, Value: &value})
}
