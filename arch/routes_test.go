package arch_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// privateSubnets are those where tasks and interface endpoints have their addresses.
func privateSubnets(tpl template) []string {
	var subnets []string
	for _, service := range tpl.of("AWS::ECS::Service") {
		subnets = append(subnets, ids(at(tpl.Resources[service].Properties, "NetworkConfiguration", "AwsvpcConfiguration", "Subnets"))...)
	}
	for _, endpoint := range tpl.of("AWS::EC2::VPCEndpoint") {
		subnets = append(subnets, ids(tpl.Resources[endpoint].Properties["SubnetIds"])...)
	}
	slices.Sort(subnets)
	return slices.Compact(subnets)
}

// tableOf maps each subnet to the route table that it is associated with.
func tableOf(t testing.TB, tpl template) map[string]string {
	t.Helper()
	table := map[string]string{}
	for _, association := range tpl.of("AWS::EC2::SubnetRouteTableAssociation") {
		p := tpl.Resources[association].Properties
		subnet := id(p["SubnetId"])
		require.NotContains(t, table, subnet, "%s is associated twice", subnet)
		table[subnet] = id(p["RouteTableId"])
	}
	return table
}

// Whatever a private route table holds beside the local route, by service or target.
func routesBeyondLocal(tpl template, table string) []string {
	var routes []string
	for _, route := range tpl.of("AWS::EC2::Route") {
		if p := tpl.Resources[route].Properties; id(p["RouteTableId"]) == table {
			routes = append(routes, fmt.Sprintf("%s to %v", route, p))
		}
	}
	for _, endpoint := range tpl.of("AWS::EC2::VPCEndpoint") {
		if p := tpl.Resources[endpoint].Properties; slices.Contains(ids(p["RouteTableIds"]), table) {
			routes = append(routes, fmt.Sprint(p["VpcEndpointType"], " ", p["ServiceName"]))
		}
	}
	return routes
}

func TestPrivateRouteTables(t *testing.T) {
	eachSpec(t, func(t *testing.T, r rendered) {
		tpl := r.regional()
		subnets, table := privateSubnets(tpl), tableOf(t, tpl)
		zones := max(2, r.Spec.Network.ZoneCount, len(r.Spec.Network.Zones))
		require.Len(t, subnets, zones)
		seen := map[string]bool{}
		for _, subnet := range subnets {
			require.NotEmpty(t, table[subnet], "%s has no table of its own: the VPC's main one is not in the template", subnet)
			seen[table[subnet]] = true
			want := []string{"Gateway com.amazonaws." + tpl.region + ".s3"}
			if got := routesBeyondLocal(tpl, table[subnet]); !slices.Equal(got, want) {
				t.Errorf("the table of %s holds %q, want %q", subnet, got, want)
			}
		}
		if len(seen) != zones {
			t.Errorf("%d private route tables for %d zones", len(seen), zones)
		}
		for subnet, shared := range table {
			if seen[shared] && !slices.Contains(subnets, subnet) {
				t.Errorf("%s, which is public, shares the private table %s", subnet, shared)
			}
		}
	})
}

// The zones of tasks, endpoints and load balancer are the same ones, each once.
func TestZones(t *testing.T) {
	eachSpec(t, func(t *testing.T, r rendered) {
		tpl := r.regional()
		_, balancer := tpl.only(t, "AWS::ElasticLoadBalancingV2::LoadBalancer")
		public, private := ids(balancer["Subnets"]), privateSubnets(tpl)
		zones := func(subnets []string) []string {
			var all []string
			for _, subnet := range subnets {
				all = append(all, tpl.Resources[subnet].Properties["AvailabilityZone"].(string))
			}
			slices.Sort(all)
			return all
		}
		if a, b := zones(public), zones(private); !slices.Equal(a, b) || len(slices.Compact(slices.Clone(a))) != len(private) {
			t.Errorf("public subnets in %q, private in %q", a, b)
		}
		for _, subnet := range public {
			if slices.Contains(private, subnet) {
				t.Errorf("the load balancer is in %s with the tasks", subnet)
			}
		}
		if got := len(tpl.of("AWS::EC2::Subnet")); got != len(public)+len(private) {
			t.Errorf("%d subnets, %d are used", got, len(public)+len(private))
		}
	})
}

func TestNoWayOut(t *testing.T) {
	forbidden := []string{"NatGateway", "EgressOnlyInternetGateway", "TransitGateway", "VPCPeeringConnection", "VPNGateway", "EIP"}
	eachSpec(t, func(t *testing.T, r rendered) {
		tpl := r.regional()
		_, balancer := tpl.only(t, "AWS::ElasticLoadBalancingV2::LoadBalancer")
		for id, resource := range tpl.Resources {
			name := strings.TrimPrefix(resource.Type, "AWS::EC2::")
			if slices.ContainsFunc(forbidden, func(f string) bool { return strings.HasPrefix(name, f) }) {
				t.Errorf("%s is a %s", id, resource.Type)
			}
			switch resource.Type {
			case "AWS::EC2::Subnet":
				if resource.Properties["MapPublicIpOnLaunch"] != false {
					t.Errorf("%s gives out public addresses: %v", id, resource.Properties["MapPublicIpOnLaunch"])
				}
			case "AWS::ECS::Service":
				if got := at(resource.Properties, "NetworkConfiguration", "AwsvpcConfiguration", "AssignPublicIp"); got != "DISABLED" {
					t.Errorf("AssignPublicIp of %s is %v", id, got)
				}
			case "AWS::EC2::Route":
				if balancer["Scheme"] == "internal" {
					t.Errorf("%s is a route, and an internal load balancer needs none: %v", id, resource.Properties)
				}
			}
		}
		if balancer["Scheme"] == "internet-facing" && len(tpl.of("AWS::EC2::Route")) != 1 {
			t.Errorf("%d routes, want the one of the public table", len(tpl.of("AWS::EC2::Route")))
		}
	})
}
