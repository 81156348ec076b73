package observability

import (
	"github.com/archblocks/archblocks/arch/plan"
	"github.com/archblocks/archblocks/internal/cdkkit"
	"github.com/archblocks/archblocks/observability/observabilityspec"
	"github.com/aws/aws-cdk-go/awscdk/v2/awskms"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssns"
	"github.com/aws/constructs-go/constructs/v10"
)

// Inputs is what the sinks need from others. The zero value is fine.
type Inputs struct {
	// Name is the topology's name. Default "app".
	Name string
	// LogGroups are made with the spec's retention and the key. Default none.
	LogGroups []plan.LogGroup
	// WithoutBucket makes no log bucket. Default false.
	WithoutBucket bool
}

// Observability is the rendered sinks of one Region.
type Observability struct {
	constructs.Construct
	// Plan is what was rendered.
	Plan observabilityspec.Plan
	// Key encrypts log groups, the topic, and whatever else is told to use it.
	Key awskms.Key
	// LogBucket takes access and flow logs; nil where there is none.
	LogBucket awss3.Bucket
	// LogGroups are the log groups by id.
	LogGroups map[string]awslogs.LogGroup
	// Topic is told of alarms; nil where alarms are disabled.
	Topic awssns.Topic
}

// ToString returns the construct's path. It also is the overriding method without
// which jsii refuses a Go struct that embeds a construct.
func (o *Observability) ToString() *string { return o.Node().Path() }

// New makes the sinks of one Region in scope. The error holds all problems of the
// spec, or what the CDK said; nothing is to be synthesized then.
func New(scope constructs.Construct, id string, spec Spec, in Inputs) (*Observability, error) {
	pure := observabilityspec.Inputs{Name: in.Name}
	if err := spec.Validate(pure); err != nil {
		return nil, err
	}
	o := &Observability{Plan: spec.Plan(pure)}
	err := cdkkit.Try("observability", func() {
		constructs.NewConstruct_Override(o, scope, &id)
		o.render(in)
	})
	if err != nil {
		return nil, err
	}
	return o, nil
}
