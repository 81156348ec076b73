package edge

import (
	"fmt"

	"github.com/archblocks/archblocks/edge/edgespec"
	"github.com/archblocks/archblocks/internal/cdkkit"
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscertificatemanager"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudfront"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	"github.com/aws/aws-cdk-go/awscdk/v2/awswafv2"
	"github.com/aws/constructs-go/constructs/v10"
)

// Inputs is what the edge needs from others.
type Inputs struct {
	// Name is the topology's name, the first part of physical names. Default "app".
	Name string
	// Origin is the load balancer. Required.
	Origin Origin
	// LogGroups take the logs of WAF ("waf", whose name must start with "aws-waf-logs-") and of
	// CloudFront ("cloudfront"), in us-east-1. Required, unless the spec disables them.
	LogGroups map[string]awslogs.LogGroup
}

// Origin is a load balancer that CloudFront forwards to. All texts may be tokens.
type Origin struct {
	// DNSName of the load balancer. Required.
	DNSName string
	// Port is 443 for HTTPS or 80 for HTTP. Default 80.
	Port int
	// ARN of an internal load balancer, which CloudFront then reaches through a VPC origin.
	// Default none: the load balancer is internet-facing.
	ARN string
	// SecretName is the Secrets Manager secret in us-east-1 whose value CloudFront sends in the header
	// X-Origin-Verify. Required for an internet-facing load balancer.
	SecretName string
}

// Edge is the rendered distribution and what belongs to it.
type Edge struct {
	constructs.Construct
	// Plan is what was rendered.
	Plan edgespec.Plan
	// Distribution answers viewers.
	Distribution awscloudfront.Distribution
	// WebACL judges their requests.
	WebACL awswafv2.CfnWebACL
	// Certificate is the viewer certificate that was made; nil where there is none.
	Certificate awscertificatemanager.CfnCertificate
	// URL is where viewers go.
	URL string
	// Refs are the names on AWS of what alarms watch.
	Refs map[string]string

	policy awslogs.CfnResourcePolicy
}

// ToString returns the construct's path. It also is the overriding method without
// which jsii refuses a Go struct that embeds a construct.
func (e *Edge) ToString() *string { return e.Node().Path() }

// New makes the edge in scope, a stack of us-east-1. The error holds all problems of
// the spec, an input that is missing, or what the CDK said; nothing is to be synthesized then.
func New(scope constructs.Construct, id string, spec Spec, in Inputs) (*Edge, error) {
	pure := edgespec.Inputs{Name: in.Name, OriginPort: in.Origin.Port, PrivateOrigin: in.Origin.ARN != ""}
	if err := spec.Validate(pure); err != nil {
		return nil, err
	}
	e := &Edge{Plan: spec.Plan(pure), Refs: map[string]string{}}
	if err := in.check(e.Plan); err != nil {
		return nil, err
	}
	err := cdkkit.Try("edge", func() {
		if region := *awscdk.Stack_Of(scope).Region(); region != edgespec.Region && !*awscdk.Token_IsUnresolved(region) {
			panic("the stack is in " + region + "; everything of the edge lives in us-east-1, so put it into a stack of that Region")
		}
		constructs.NewConstruct_Override(e, scope, &id)
		e.render(in)
	})
	if err != nil {
		return nil, err
	}
	return e, nil
}

// check names the first input that is missing.
func (in Inputs) check(p edgespec.Plan) error {
	missing := func(field, hint string) error {
		return fmt.Errorf("edge: Inputs.%s is missing; %s", field, hint)
	}
	switch {
	case in.Origin.Port != 0 && in.Origin.Port != 80 && in.Origin.Port != 443:
		return fmt.Errorf("edge: Inputs.Origin.Port is %d; a load balancer's listener is on 443 for HTTPS or 80 for HTTP", in.Origin.Port)
	case in.Origin.DNSName == "":
		return missing("Origin.DNSName", "take it from compute.New, or from your own load balancer")
	case p.SecretHeader && in.Origin.SecretName == "":
		return missing("Origin.SecretName", "an internet-facing load balancer must know its own distribution by a secret")
	}
	for _, l := range p.LogGroups {
		if in.LogGroups[l.ID] == nil {
			return missing(fmt.Sprintf("LogGroups[%q]", l.ID), "make one with observability.New or awslogs.NewLogGroup, named "+l.Name)
		}
	}
	return nil
}
