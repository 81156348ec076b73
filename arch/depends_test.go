package arch_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// A service whose first task starts before its network, its rights or its listener
// rule are there fails, and its circuit breaker undoes the deployment.
func TestServicesAwaitWhatTheyNeed(t *testing.T) {
	eachSpec(t, func(t *testing.T, r rendered) {
		tpl := r.regional()
		services := tpl.of("AWS::ECS::Service")
		require.Len(t, services, len(r.Spec.Compute.Services))
		for _, service := range services {
			for what, needed := range neededBy(t, tpl, service) {
				require.NotEmpty(t, needed, "%s needs %s", service, what)
				for _, id := range needed {
					if !slices.Contains(tpl.Resources[service].DependsOn, id) {
						t.Errorf("%s does not depend on %s, one of its %s", service, id, what)
					}
				}
			}
		}
	})
}

// neededBy finds what a service's tasks need by following the template's own references.
func neededBy(t testing.TB, tpl template, service string) map[string][]string {
	t.Helper()
	p := tpl.Resources[service].Properties
	network := at(p, "NetworkConfiguration", "AwsvpcConfiguration")
	groups, subnets := ids(at(network, "SecurityGroups")), ids(at(network, "Subnets"))
	require.Len(t, groups, 1)
	needed := map[string][]string{"endpoints": tpl.of("AWS::EC2::VPCEndpoint")}
	for _, association := range tpl.of("AWS::EC2::SubnetRouteTableAssociation") {
		if slices.Contains(subnets, id(tpl.Resources[association].Properties["SubnetId"])) {
			needed["private routes"] = append(needed["private routes"], association)
		}
	}
	require.Len(t, needed["private routes"], len(subnets))
	for _, rule := range ruleIDs(tpl) {
		if q := ruleProperties(tpl, rule); id(q["GroupId"]) == groups[0] || id(q["Group"]) == groups[0] {
			needed["rules"] = append(needed["rules"], rule)
		}
	}
	require.Len(t, needed["rules"], 5, "load balancer in and out, endpoints in and out, S3")

	task := tpl.Resources[id(p["TaskDefinition"])].Properties
	roles := []string{id(task["ExecutionRoleArn"]), id(task["TaskRoleArn"])}
	require.NotContains(t, roles, "")
	require.NotEqual(t, roles[0], roles[1], "the container wears the role of ECS")
	for _, policy := range tpl.of("AWS::IAM::ManagedPolicy") {
		for _, role := range ids(tpl.Resources[policy].Properties["Roles"]) {
			if slices.Contains(roles, role) {
				needed["policies"] = append(needed["policies"], policy)
			}
		}
	}
	target := at(p, "LoadBalancers", 0, "TargetGroupArn")
	for _, rule := range tpl.of("AWS::ElasticLoadBalancingV2::ListenerRule") {
		for _, action := range list(tpl.Resources[rule].Properties["Actions"]) {
			if at(action, "TargetGroupArn") == target {
				needed["listener rules"] = append(needed["listener rules"], rule)
			}
		}
	}
	return needed
}

// Two policies for every service but those that may do nothing at all.
func TestEachRoleHasItsPolicy(t *testing.T) {
	for _, name := range []string{"full", "minimal", "services"} {
		tpl := render(t, name).regional()
		for _, service := range tpl.of("AWS::ECS::Service") {
			if n := len(neededBy(t, tpl, service)["policies"]); n != 2 {
				t.Errorf("%s: %s has %d policies, want one for each of its two roles", name, service, n)
			}
		}
	}
}

// The load balancer writes to the log bucket, and is reached over the gateway, as soon as it is there.
func TestTheLoadBalancerAwaitsWhatItNeeds(t *testing.T) {
	eachSpec(t, func(t *testing.T, r rendered) {
		tpl := r.regional()
		balancer, p := tpl.only(t, "AWS::ElasticLoadBalancingV2::LoadBalancer")
		needed := append(tpl.of("AWS::EC2::VPCGatewayAttachment"), tpl.of("AWS::EC2::Route")...)
		for _, association := range tpl.of("AWS::EC2::SubnetRouteTableAssociation") {
			if slices.Contains(ids(p["Subnets"]), id(tpl.Resources[association].Properties["SubnetId"])) {
				needed = append(needed, association)
			}
		}
		if !r.Spec.Compute.LoadBalancer.DisableAccessLogs {
			policies := tpl.of("AWS::S3::BucketPolicy")
			needed = append(needed, policies[slices.IndexFunc(policies, func(id string) bool { return strings.Contains(id, "LogBucket") })])
		}
		for _, id := range needed {
			if !slices.Contains(tpl.Resources[balancer].DependsOn, id) {
				t.Errorf("the load balancer does not depend on %s", id)
			}
		}
	})
}
