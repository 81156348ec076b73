package cost

import (
	"fmt"

	"github.com/archblocks/archblocks/auth/authspec"
)

// assumptions says in sentences what the estimate takes for granted.
func (e *estimator) assumptions() []string {
	u := e.usage
	home, _ := prices.in(e.region)
	number := func(n int64) string { return whole(amount(n)).String() }
	all := []string{
		fmt.Sprintf("A month has %d hours. Prices are AWS's list prices on demand, in US dollars, without tax, discounts, savings plans and support.", Hours),
		fmt.Sprintf("Viewers are in %s, send %s requests and get %s GB.", home.Viewers, number(u.Requests), number(u.ResponseGB)),
		fmt.Sprintf("The load balancer uses %s LCU-hours. Where nothing is given, that is one for each GB or each 90,000 requests, whichever is more.", number(u.LCUHours)),
		fmt.Sprintf("%s GB pass the interface endpoints. Image layers and objects pass the gateway endpoint of S3, and are not in it.", number(u.EndpointGB)),
		fmt.Sprintf("Containers print %s GB, WAF logs %s GB, CloudFront %s GB, the load balancer %s GB and the VPC's flow logs %s GB.", number(u.LogGB), number(u.WAFLogGB), number(u.AccessLogGB), number(u.ALBLogGB), number(u.FlowLogGB)),
		"What is kept is counted as if it had been kept for its whole time already, and as if nothing were compressed: the first months cost less.",
		"With the least tasks, every service runs MinTasks all month; with the most, MaxTasks.",
	}
	if e.putsMetrics() {
		all = append(all, fmt.Sprintf("Services put %s metrics of their own.", number(u.CustomMetrics)))
	}
	if e.madeBuckets() {
		all = append(all, fmt.Sprintf("The services' buckets hold %s GB.", number(u.BucketGB)))
	}
	if e.plan.Auth.Spec.Mode != authspec.ModeNone {
		all = append(all, fmt.Sprintf("%s users log in at least once.", number(u.ActiveUsers)))
	}
	free := "What CloudFront and Cognito give to every account for nothing is taken off, and shown. What CloudWatch gives (10 alarms, 10 metrics, 3 dashboards, 5 GB of logs) is not: other things of the account mostly use it up."
	if u.WithoutFreeTiers {
		free = "Nothing that AWS gives to every account for nothing is taken off."
	}
	return append(all, free)
}

func (e *estimator) madeBuckets() bool {
	for _, b := range e.plan.Compute.Buckets {
		if !b.Existing {
			return true
		}
	}
	return false
}

// notCounted lists what costs money and hangs on what no plan says.
func (e *estimator) notCounted() []string {
	images := "Images in ECR, and secrets and buckets that were there before."
	if e.plan.Spec.Edge.HostedZoneID != "" {
		images = "Images in ECR, the hosted zone and its queries in Route 53, and secrets and buckets that were there before."
	}
	all := []string{
		images,
		"Data between zones, and from viewers through CloudFront to the load balancer.",
		"Requests to S3, KMS and Secrets Manager, queries of logs, and the log events of Container Insights.",
		"Tasks that run twice during a deployment, and the second and third year of a key, each of which adds a dollar a month for its rotation.",
	}
	for _, s := range e.plan.Compute.Services {
		if len(s.Models) > 0 {
			return append([]string{"Bedrock: models are billed by the token, and are likely the largest part of the bill of a service that uses them much."}, all...)
		}
	}
	return all
}
