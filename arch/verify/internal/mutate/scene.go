package mutate

import (
	"maps"
	"slices"
	"strings"
)

// scene answers what operators ask of an application. It is never changed.
type scene struct{ app App }

// all returns the resources of some types, by stack and logical id.
func (s scene) all(kinds ...string) []node {
	var found []node
	for i, stack := range s.app {
		resources, _ := stack.Template["Resources"].(obj)
		for _, id := range slices.Sorted(maps.Keys(resources)) {
			if slices.Contains(kinds, text(get(resources, id, "Type"))) {
				found = append(found, node{i, id})
			}
		}
	}
	return found
}

func (s scene) prop(n node, path ...any) any {
	return get(s.app[n.stack].Template, append([]any{"Resources", n.id, "Properties"}, path...)...)
}

// target follows a reference to its resource, through the outputs of other stacks.
func (s scene) target(stack int, v any) (node, bool) {
	m, _ := v.(obj)
	if output, ok := m["Fn::GetStackOutput"].(obj); ok {
		for i, other := range s.app {
			if other.Name == output["StackName"] {
				return s.target(i, get(other.Template, "Outputs", text(output["OutputName"]), "Value"))
			}
		}
	}
	for _, id := range names(v) {
		if get(s.app[stack].Template, "Resources", id) != nil {
			return node{stack, id}, true
		}
	}
	return node{}, false
}

// targets follows each reference of a list.
func (s scene) targets(n node, path ...any) []node {
	var found []node
	for _, v := range items(s.prop(n, path...)) {
		if t, ok := s.target(n.stack, v); ok {
			found = append(found, t)
		}
	}
	return found
}

// pointing returns the resources of some types whose property refers to a resource.
func (s scene) pointing(to node, property string, kinds ...string) []node {
	var found []node
	for _, n := range s.all(kinds...) {
		if slices.Contains(s.targets(n, property), to) {
			found = append(found, n)
		}
	}
	return found
}

func (s scene) services() []node { return s.all("AWS::ECS::Service") }

func (s scene) taskGroups() []node {
	return s.of(s.services(), "NetworkConfiguration", "AwsvpcConfiguration", "SecurityGroups")
}

func (s scene) taskSubnets() []node {
	return s.of(s.services(), "NetworkConfiguration", "AwsvpcConfiguration", "Subnets")
}

func (s scene) tasks() []node { return s.of(s.services(), "TaskDefinition") }

func (s scene) roles() []node {
	return unique(append(s.of(s.tasks(), "TaskRoleArn"), s.of(s.tasks(), "ExecutionRoleArn")...))
}

// rolePolicies are the separate policies of the tasks' roles.
func (s scene) rolePolicies() []node {
	var found []node
	for _, role := range s.roles() {
		found = append(found, s.pointing(role, "Roles", "AWS::IAM::ManagedPolicy", "AWS::IAM::Policy")...)
	}
	return unique(found)
}

func (s scene) targetGroups() []node {
	var found []node
	for _, service := range s.services() {
		for i := range items(s.prop(service, "LoadBalancers")) {
			found = append(found, s.targets(service, "LoadBalancers", i, "TargetGroupArn")...)
		}
	}
	return unique(found)
}

// forwards are the listener rules that reach the services.
func (s scene) forwards() []node {
	var found []node
	for _, rule := range s.all("AWS::ElasticLoadBalancingV2::ListenerRule") {
		for _, group := range s.targetGroups() {
			if group.stack == rule.stack && slices.Contains(names(s.prop(rule, "Actions")), group.id) {
				found = append(found, rule)
			}
		}
	}
	return unique(found)
}

func (s scene) listeners() []node    { return s.of(s.forwards(), "ListenerArn") }
func (s scene) balancers() []node    { return s.of(s.listeners(), "LoadBalancerArn") }
func (s scene) frontGroups() []node  { return s.of(s.balancers(), "SecurityGroups") }
func (s scene) frontSubnets() []node { return s.of(s.balancers(), "Subnets") }

// public reports whether a load balancer faces the internet, which is the default of Scheme.
func (s scene) public(balancer node) bool {
	return s.prop(balancer, "Scheme") != "internal"
}

func (s scene) anyPublic() bool { return slices.ContainsFunc(s.balancers(), s.public) }

// association is the separate resource that gives a subnet its table.
func (s scene) association(subnet node) (node, bool) {
	found := s.pointing(subnet, "SubnetId", "AWS::EC2::SubnetRouteTableAssociation")
	if len(found) == 0 {
		return node{}, false
	}
	return found[0], true
}

func (s scene) tables(subnets []node) []node {
	var found []node
	for _, subnet := range subnets {
		if a, ok := s.association(subnet); ok {
			found = append(found, s.targets(a, "RouteTableId")...)
		}
	}
	return unique(found)
}

func (s scene) vpcs() []node { return s.of(s.taskSubnets(), "VpcId") }

func (s scene) interfaceEndpoints() []node { return s.endpoints("Interface") }
func (s scene) gatewayEndpoints() []node   { return s.endpoints("Gateway") }

func (s scene) endpoints(kind string) []node {
	return slices.DeleteFunc(s.all("AWS::EC2::VPCEndpoint"), func(n node) bool { return s.prop(n, "VpcEndpointType") != kind })
}

func (s scene) endpointGroups() []node { return s.of(s.interfaceEndpoints(), "SecurityGroupIds") }

// rules are the separate rules of some groups.
func (s scene) rules(kind string, groups []node) []node {
	var found []node
	for _, g := range groups {
		found = append(found, s.pointing(g, "GroupId", kind)...)
	}
	return unique(found)
}

func (s scene) ingress(groups []node) []node {
	return s.rules("AWS::EC2::SecurityGroupIngress", groups)
}
func (s scene) egress(groups []node) []node { return s.rules("AWS::EC2::SecurityGroupEgress", groups) }

// between are the rules whose other side is one of some groups.
func (s scene) between(rules []node, property string, groups []node) []node {
	return slices.DeleteFunc(slices.Clone(rules), func(r node) bool {
		t, ok := s.target(r.stack, s.prop(r, property))
		return !ok || !slices.Contains(groups, t)
	})
}

// s3Rules are the task egress rules to the prefix list of S3.
func (s scene) s3Rules() []node {
	return slices.DeleteFunc(s.egress(s.taskGroups()), func(r node) bool { return s.prop(r, "DestinationPrefixListId") == nil })
}

// serviceName returns the last part of an endpoint's service name, as "ecr.api" or "s3".
func (s scene) serviceName(endpoint node) string {
	name := s.prop(endpoint, "ServiceName")
	if m, ok := name.(obj); ok {
		name = m["Fn::Sub"]
	}
	_, rest, _ := strings.Cut(text(name), "com.amazonaws.")
	_, rest, _ = strings.Cut(rest, ".")
	return rest
}

// of follows one property of several resources.
func (s scene) of(nodes []node, path ...any) []node {
	var found []node
	for _, n := range nodes {
		found = append(found, s.targets(n, path...)...)
	}
	return unique(found)
}

// unique keeps the first of equal nodes.
func unique(nodes []node) []node {
	var out []node
	for _, n := range nodes {
		if !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

// containerPort is the port to which the first service's load balancer sends.
func (s scene) containerPort() int {
	for _, service := range s.services() {
		if port, ok := s.prop(service, "LoadBalancers", 0, "ContainerPort").(float64); ok {
			return int(port)
		}
	}
	return 80
}
