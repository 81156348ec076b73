package cost

import (
	"fmt"

	"github.com/archblocks/archblocks/arch/awsservice"
	"github.com/archblocks/archblocks/auth/authspec"
)

// What CloudFront gives to every account each month (aws.amazon.com/cloudfront/pricing).
const (
	freeCloudFrontGB       = 1000
	freeCloudFrontMillions = 10
)

// freeUsers is what Cognito gives to every account each month, but for Plus (aws.amazon.com/cognito/pricing).
const freeUsers = 10_000

func (e *estimator) edge() {
	// CloudFront is priced by where viewers are: near the topology's Region.
	e.add(item{
		id: "cloudfront-requests", group: Edge, key: "cloudfront-requests", title: "CloudFront requests", atViewers: true,
		why: because("edge", "viewers send their requests to CloudFront"), least: millions(e.usage.Requests),
		free: whole(freeCloudFrontMillions), freeTier: "every account has 10 million requests a month for nothing",
	})
	e.add(item{
		id: "cloudfront-data", group: Edge, key: "cloudfront-gb", title: "CloudFront data to viewers", atViewers: true,
		why: because("edge", "CloudFront answers viewers"), least: gigabytes(e.usage.ResponseGB),
		free: whole(freeCloudFrontGB), freeTier: "every account has 1 TB a month for nothing",
	})
	e.add(item{
		id: "waf", group: Edge, key: "waf-acl", title: "WAF web ACL", atEdge: true,
		why: because("edge", "WAF judges each request before CloudFront goes on"), least: whole(1),
	})
	e.add(item{
		id: "waf-rules", group: Edge, key: "waf-rule", title: fmt.Sprintf("WAF rules (%d)", len(e.plan.Edge.Rules)), atEdge: true,
		why: because("edge.managedRules", "each rule, and each of AWS's rule groups, is one"), least: whole(int64(len(e.plan.Edge.Rules))),
	})
	e.add(item{
		id: "waf-requests", group: Edge, key: "waf-requests", title: "WAF requests", atEdge: true,
		why: because("edge", "blocked requests count too"), least: millions(e.usage.Requests),
	})
	for _, rule := range e.plan.Edge.Rules {
		// The only one of AWS's groups that the topology knows and that has a fee of its own.
		if rule.ID != "BotControlRuleSet" {
			continue
		}
		e.add(item{id: "waf-bot-control", group: Edge, key: "waf-bot-control", title: "WAF Bot Control", atEdge: true, why: rule.Reason.At("edge"), least: whole(1)})
		e.add(item{id: "waf-bot-requests", group: Edge, key: "waf-bot-requests", title: "WAF Bot Control requests", atEdge: true, why: rule.Reason.At("edge"), least: millions(e.usage.Requests)})
	}
	if e.plan.Edge.SecretHeader {
		e.add(item{
			id: "origin-secret", group: Edge, key: "secret", title: "Secret of the origin's header",
			why: because("compute.loadBalancer.scheme", "CloudFront proves itself to an internet-facing load balancer"), least: whole(1),
		})
		if e.plan.Spec.Region != awsservice.EdgeRegion {
			e.add(item{
				id: "origin-secret-copy", group: Edge, key: "secret", title: "Copy of the secret in us-east-1", atEdge: true,
				why: because("region", "CloudFront's stack reads the secret there, and a copy is billed as a secret"), least: whole(1),
			})
		}
	}
}

func (e *estimator) login() {
	spec := e.plan.Auth.Spec
	if spec.Mode == authspec.ModeNone {
		return
	}
	i := item{
		id: "users", group: Login, key: "cognito-" + string(spec.FeaturePlan), title: fmt.Sprintf("Cognito active users, tier %s", spec.FeaturePlan),
		why: because("auth.mode", "users log in through Cognito"), least: whole(amount(e.usage.ActiveUsers)),
	}
	if spec.FeaturePlan != authspec.PlanPlus {
		i.free, i.freeTier = whole(freeUsers), "every account has 10,000 active users a month for nothing"
	}
	e.add(i)
}
