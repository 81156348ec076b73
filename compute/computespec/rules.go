package computespec

import (
	"fmt"
	"strings"
	"time"

	"github.com/archblocks/archblocks/arch/plan"
)

func (p Plan) balancerRules() []plan.Rule {
	var rules []plan.Rule
	for _, port := range p.Spec.LoadBalancer.Ports {
		rules = append(rules, plan.Rule{
			ID: fmt.Sprintf("LoadBalancerFromCloudFront%d", port), Group: plan.GroupLoadBalancer, Direction: plan.Ingress, Port: port,
			Peer:        plan.Peer{Kind: plan.PeerPrefixList, Name: plan.CloudFrontPrefixList},
			Description: strings.TrimSuffix(fmt.Sprintf("%s from CloudFront", scheme(port)), " "),
			Reason:      plan.Reason{Path: "loadBalancer.ports", Text: "viewers come through CloudFront alone"},
		})
	}
	if p.Inputs.Login {
		rules = append(rules, plan.Rule{
			ID: "LoadBalancerToLogin", Group: plan.GroupLoadBalancer, Direction: plan.Egress, Port: 443,
			Peer: plan.Peer{Kind: plan.PeerAnyIPv4}, Description: "HTTPS to the Cognito login endpoints",
			Reason: plan.Reason{Text: "the load balancer exchanges login codes with Cognito, which has no fixed addresses"},
		})
	}
	return rules
}

func scheme(port int) string {
	if port == 443 {
		return "HTTPS"
	}
	return "HTTP"
}

func (s ServicePlan) rules() []plan.Rule {
	own := plan.ServiceGroup(s.Name)
	group := func(role string) plan.Peer { return plan.Peer{Kind: plan.PeerGroup, Name: role} }
	because := func(field, text string) plan.Reason { return plan.Reason{Path: s.Path + field, Text: text} }
	return []plan.Rule{
		{ID: "LoadBalancerTo" + s.ID, Group: plan.GroupLoadBalancer, Direction: plan.Egress, Port: s.Port, Peer: group(own),
			Description: "Requests and health checks to " + s.Name, Reason: because(".port", "the load balancer forwards to "+s.Name)},
		{ID: s.ID + "FromLoadBalancer", Group: own, Direction: plan.Ingress, Port: s.Port, Peer: group(plan.GroupLoadBalancer),
			Description: "Requests and health checks from the load balancer", Reason: because(".port", s.Name+" takes requests from the load balancer alone")},
		{ID: s.ID + "ToEndpoints", Group: own, Direction: plan.Egress, Port: 443, Peer: group(plan.GroupEndpoints),
			Description: "HTTPS to the interface endpoints", Reason: because("", s.Name+" reaches AWS services through interface endpoints")},
		{ID: s.ID + "ToS3", Group: own, Direction: plan.Egress, Port: 443, Peer: plan.Peer{Kind: plan.PeerPrefixList, Name: plan.S3PrefixList},
			Description: "HTTPS to S3 through the gateway endpoint", Reason: because("", s.Name+" reaches S3 through the gateway endpoint, at S3's public addresses")},
		{ID: "EndpointsFrom" + s.ID, Group: plan.GroupEndpoints, Direction: plan.Ingress, Port: 443, Peer: group(own),
			Description: "HTTPS from the tasks of " + s.Name, Reason: because("", "the endpoints admit the tasks of "+s.Name)},
	}
}

func (p Plan) balancerAlarms() []plan.Alarm {
	return []plan.Alarm{{
		ID: "LoadBalancer5xx", Title: "The load balancer itself answers with errors",
		Metric: plan.Metric{Namespace: "AWS/ApplicationELB", Name: "HTTPCode_ELB_5XX_Count", Statistic: "Sum", Period: time.Minute,
			Dimensions: []plan.Dimension{{Name: "LoadBalancer", Ref: "load-balancer"}}},
		Comparison: plan.Above, Threshold: 10, Points: 3,
		Action: "See whether healthy tasks are left, then read the access logs of the load balancer.",
		Reason: plan.Reason{Path: "loadBalancer", Text: "no healthy task, or tasks that do not answer in time"},
	}}
}

func (s ServicePlan) alarms(insights Insights) []plan.Alarm {
	because := func(text string) plan.Reason { return plan.Reason{Path: s.Path, Text: text} }
	target := []plan.Dimension{{Name: "LoadBalancer", Ref: "load-balancer"}, {Name: "TargetGroup", Ref: "target-group/" + s.Name}}
	service := []plan.Dimension{{Name: "ClusterName", Ref: "cluster"}, {Name: "ServiceName", Ref: "service/" + s.Name}}
	elb := func(name, statistic string) plan.Metric {
		return plan.Metric{Namespace: "AWS/ApplicationELB", Name: name, Statistic: statistic, Period: time.Minute, Dimensions: target}
	}
	ecs := func(namespace, name, statistic string) plan.Metric {
		return plan.Metric{Namespace: namespace, Name: name, Statistic: statistic, Period: time.Minute, Dimensions: service}
	}
	all := []plan.Alarm{
		{ID: s.ID + "5xx", Title: s.Name + " answers with errors", Metric: elb("HTTPCode_Target_5XX_Count", "Sum"), Comparison: plan.Above, Threshold: 10, Points: 3,
			Action: "Read the log group " + s.LogGroup.Name + ".", Reason: because("the application fails")},
		{ID: s.ID + "UnhealthyTasks", Title: s.Name + " has unhealthy tasks", Metric: elb("UnHealthyHostCount", "Maximum"), Comparison: plan.Above, Threshold: 1, Points: 5,
			Action: "Read the stopped-task reasons of the ECS service, then " + s.LogGroup.Name + ".", Reason: because("tasks fail the health check " + s.HealthCheckPath)},
		{ID: s.ID + "ResponseTime", Title: s.Name + " answers slowly", Metric: elb("TargetResponseTime", "p95"), Comparison: plan.Above, Threshold: 30, Points: 5,
			Action: "Compare with the latency of the models it calls; add CPU or tasks.", Reason: because("users wait for more than half a minute")},
		{ID: s.ID + "CPU", Title: s.Name + " is short of CPU", Metric: ecs("AWS/ECS", "CPUUtilization", "Average"), Comparison: plan.Above, Threshold: 90, Points: 10,
			Action: "Raise MaxTasks or CPU.", Reason: because("scaling has reached MaxTasks or is too slow")},
		{ID: s.ID + "Memory", Title: s.Name + " is short of memory", Metric: ecs("AWS/ECS", "MemoryUtilization", "Average"), Comparison: plan.Above, Threshold: 90, Points: 5,
			Action: "Raise MemoryMiB, or look for a leak.", Reason: because("a container over its memory is killed")},
	}
	if insights != InsightsDisabled {
		all = append(all, plan.Alarm{ID: s.ID + "RunningTasks", Title: s.Name + " runs fewer tasks than it must", Metric: ecs("ECS/ContainerInsights", "RunningTaskCount", "Minimum"),
			Comparison: plan.Below, Threshold: float64(s.MinTasks), Points: 10, MissingBreaches: true,
			Action: "Read the events of the ECS service.", Reason: because("fewer tasks do not survive the loss of a zone")})
	}
	return all
}
