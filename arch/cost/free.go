package cost

import (
	"fmt"

	"github.com/archblocks/archblocks/arch/awsservice"
	"github.com/archblocks/archblocks/arch/plan"
)

// free lists what is often feared, and costs nothing.
func (e *estimator) free() {
	add := func(id, title, region, source string, evidence Evidence, why plan.Reason) {
		e.lines = append(e.lines, Line{ID: id, Group: Free, Title: title, Region: region, Why: why, Price: Price{Source: source, Evidence: evidence}})
	}
	here, edge := e.plan.Spec.Region, awsservice.EdgeRegion
	for _, endpoint := range e.plan.Network.Endpoints {
		if endpoint.Kind == awsservice.Gateway {
			add("gateway/"+string(endpoint.Service), fmt.Sprintf("Gateway endpoint %s, and what passes it", endpoint.Service), here, "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html", Verified,
				because("network", "a gateway endpoint is a route: AWS charges neither for it nor for its data"))
		}
	}
	add("vpc", "VPC, subnets, route tables, internet gateway, security groups", here, "https://aws.amazon.com/vpc/pricing/", Known,
		because("network", "AWS charges for what passes them, not for them"))
	add("cluster", "ECS cluster, services and deployments", here, "https://aws.amazon.com/ecs/pricing/", Known,
		because("compute", "with Fargate, tasks alone are billed"))
	if e.plan.Edge.MakesCertificate {
		add("certificates", "Public certificates of ACM, and their renewal", edge, "https://aws.amazon.com/certificate-manager/pricing/", Known,
			because("edge.hostedZoneID", "public certificates cost nothing with CloudFront and load balancers"))
	}
	if e.plan.PrivateOrigin() {
		add("vpc-origin", "CloudFront VPC origin", edge, "https://aws.amazon.com/cloudfront/pricing/", Known,
			because("edge", "AWS names no charge for VPC origins"))
	}
	add("origin-data", "Data from the load balancer to CloudFront", here, "https://aws.amazon.com/cloudfront/pricing/", Verified,
		because("edge", "what CloudFront fetches from AWS is free; viewers' data is billed above"))
	if !e.plan.Spec.Observability.DisableAlarms {
		add("topics", "Alarm topics", here, "https://aws.amazon.com/sns/pricing/", Known,
			because("observability.alarmEmails", "a topic costs nothing, nor do the first 1,000 e-mails a month"))
	}
	add("roles", "IAM roles and policies, CloudFormation stacks", here, "https://aws.amazon.com/iam/", Known,
		because("", "AWS charges for neither"))
}
