package compute

import (
	"maps"
	"slices"

	"github.com/archblocks/archblocks/arch/plan"
	"github.com/archblocks/archblocks/compute/computespec"
	"github.com/archblocks/archblocks/internal/cdkkit"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsec2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecs"
	"github.com/aws/constructs-go/constructs/v10"
)

func (c *Compute) render(in Inputs) {
	values := maps.Clone(in.Values)
	if values == nil {
		values = map[string]string{}
	}
	values["Key"] = *in.Key.KeyArn()

	c.renderBuckets(in)
	groups, rules := c.renderGroups(in)
	c.renderBalancer(in, groups[plan.GroupLoadBalancer])
	c.Cluster = awsecs.NewCluster(c, cdkkit.Str("Cluster"), &awsecs.ClusterProps{
		Vpc: in.Network.VPC, ContainerInsightsV2: insights[c.Plan.Spec.ContainerInsights],
	})
	c.Refs["load-balancer"] = *c.LoadBalancer.LoadBalancerFullName()
	c.Refs["cluster"] = *c.Cluster.ClusterName()
	// Services have a scope of their own, so that no name of a service is that of anything else.
	services := constructs.NewConstruct(c, cdkkit.Str("Services"))
	for _, s := range c.Plan.Services {
		r := serviceRenderer{Compute: c, in: in, scope: constructs.NewConstruct(services, &s.ID), plan: s, values: values}
		needed := slices.Concat(rules, in.Network.PrivateReady)
		for _, b := range s.Buckets {
			if bucket, made := c.Buckets[b.Name]; made {
				needed = append(needed, bucket)
			}
		}
		running := r.render(groups[plan.ServiceGroup(s.Name)], needed...)
		c.Services[s.Name] = running
		c.Refs["target-group/"+s.Name] = *running.TargetGroup.TargetGroupFullName()
		c.Refs["service/"+s.Name] = *running.Service.ServiceName()
	}
}

var insights = map[computespec.Insights]awsecs.ContainerInsights{
	computespec.InsightsEnabled:  awsecs.ContainerInsights_ENABLED,
	computespec.InsightsEnhanced: awsecs.ContainerInsights_ENHANCED,
	computespec.InsightsDisabled: awsecs.ContainerInsights_DISABLED,
}

// renderGroups makes the security groups and their rules, as the plan lists them.
func (c *Compute) renderGroups(in Inputs) (map[string]awsec2.ISecurityGroup, []constructs.IDependable) {
	prefixList := c.Plan.PrefixListID
	if prefixList == "" {
		prefixList = cdkkit.PrefixListParameter(c, plan.CloudFrontPrefixListParameter, plan.CloudFrontPrefixList)
	}
	peers := cdkkit.Peers{
		Groups:      map[string]string{plan.GroupEndpoints: *in.Network.EndpointGroup.SecurityGroupId()},
		PrefixLists: map[string]string{plan.CloudFrontPrefixList: prefixList, plan.S3PrefixList: in.Network.S3PrefixListID},
	}
	worn := map[string]awsec2.ISecurityGroup{}
	scope := constructs.NewConstruct(c, cdkkit.Str("Groups"))
	for _, group := range c.Plan.Groups {
		id := plan.Pascal(group.Role)
		made := cdkkit.SecurityGroup(scope, id, *in.Network.VPC.VpcId(), group.Purpose)
		peers.Groups[group.Role] = *made.AttrGroupId()
		worn[group.Role] = cdkkit.Worn(scope, id+"Ref", *made.AttrGroupId())
	}
	var rules []constructs.IDependable
	scope = constructs.NewConstruct(c, cdkkit.Str("Rules"))
	for _, r := range c.Plan.Rules {
		rules = append(rules, cdkkit.Rule(scope, r, peers))
	}
	return worn, rules
}
