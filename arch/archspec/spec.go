package archspec

import (
	"github.com/archblocks/archblocks/auth/authspec"
	"github.com/archblocks/archblocks/compute/computespec"
	"github.com/archblocks/archblocks/edge/edgespec"
	"github.com/archblocks/archblocks/network/networkspec"
	"github.com/archblocks/archblocks/observability/observabilityspec"
)

// Spec is a whole topology: users, CloudFront and WAF, a load balancer, ECS
// Fargate services in private subnets of two or three zones, and AWS services
// over VPC endpoints. Zero values are production defaults.
type Spec struct {
	// Name is the topology's name: 2 to 24 lower-case letters, digits and single hyphens, starting with a
	// letter. Stacks, log groups and buckets are named after it. It must be unique in the account, in all
	// Regions together: the edge of every topology is in us-east-1. Required.
	Name string

	// Region is the AWS Region of everything but the edge, such as "eu-west-1". Required.
	Region string

	// Tags are put on both stacks, and by CloudFormation on all that they hold: at most 50
	// (docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html). Default none.
	Tags map[string]string

	// Network is the VPC. Default two zones of 10.0.0.0/16.
	Network networkspec.Spec

	// Edge is CloudFront and WAF. Default without a domain.
	Edge edgespec.Spec

	// Compute is the load balancer and the services. At least one service is required.
	Compute computespec.Spec

	// Auth is the login. Default at the load balancer with a domain, in the application without.
	Auth authspec.Spec

	// Observability is logs and alarms. Default logs for 90 days, alarms without subscribers.
	Observability observabilityspec.Spec
}
