package network

import (
	"fmt"

	"github.com/archblocks/archblocks/arch/plan"
	"github.com/archblocks/archblocks/internal/cdkkit"
	"github.com/archblocks/archblocks/network/networkspec"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsec2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/constructs-go/constructs/v10"
)

// Inputs is what the network needs from others. The zero value is fine.
type Inputs struct {
	// Region is the stack's AWS Region, for checks and to find S3's prefix list. Default unknown.
	Region string
	// Needs are the services that tasks must reach: each gets an endpoint.
	// Default none beyond the spec's own.
	Needs []plan.Need
	// Values replace placeholders in the needs' statements, such as "UserPool". Default none.
	Values map[string]string
	// LogBucket takes the flow logs. Default none: flow logs are then not made.
	LogBucket awss3.IBucket
}

// Network is a rendered network. The construct's children are the escape hatch for
// what the fields do not reach.
type Network struct {
	constructs.Construct
	// Plan is what was rendered.
	Plan networkspec.Plan
	// VPC is the network for other constructs; its private subnets are "isolated" ones in the CDK's words.
	VPC awsec2.IVpc
	// PublicSubnets are for the load balancer, one a zone.
	PublicSubnets []awsec2.ISubnet
	// PrivateSubnets are for tasks, one a zone.
	PrivateSubnets []awsec2.ISubnet
	// EndpointGroup is the security group of the interface endpoints. It admits nobody by
	// itself: whoever uses the endpoints adds a rule.
	EndpointGroup awsec2.ISecurityGroup
	// S3PrefixListID is S3's prefix list, or the parameter that asks for it.
	S3PrefixListID string
	// Endpoints are the endpoints by service.
	Endpoints map[string]awsec2.CfnVPCEndpoint
	// PublicReady must exist before an internet-facing load balancer does.
	PublicReady []constructs.IDependable
	// PrivateReady must exist before the first task starts.
	PrivateReady []constructs.IDependable
}

// ToString returns the construct's path. It also is the overriding method without
// which jsii refuses a Go struct that embeds a construct.
func (n *Network) ToString() *string { return n.Node().Path() }

// New makes a network in scope. The error holds all problems of the spec, or what
// the CDK said; nothing is to be synthesized then.
func New(scope constructs.Construct, id string, spec Spec, in Inputs) (*Network, error) {
	pure := networkspec.Inputs{Region: in.Region, Needs: in.Needs}
	if err := spec.Validate(pure); err != nil {
		return nil, err
	}
	n := &Network{Plan: spec.Plan(pure)}
	for _, e := range n.Plan.Endpoints {
		for _, s := range e.Statements {
			for _, resource := range s.Resources {
				if err := cdkkit.Known(resource, in.Values); err != nil {
					return nil, fmt.Errorf("network: endpoint %s: %w", e.Service, err)
				}
			}
		}
	}
	err := cdkkit.Try("network", func() {
		constructs.NewConstruct_Override(n, scope, &id)
		n.render(in)
	})
	if err != nil {
		return nil, err
	}
	return n, nil
}
