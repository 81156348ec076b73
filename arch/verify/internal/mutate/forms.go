package mutate

import (
	"reflect"
	"slices"
	"strings"
)

// addDiffering makes a mutant unless the change finds nothing to change.
func (c *collector) addDiffering(place string, change func(App)) {
	app := c.app.clone()
	change(app)
	if !reflect.DeepEqual(app.clone(), c.app) {
		c.add(place, change)
	}
}

// rewriteEach adds a mutant per stack with every value rewritten.
func rewriteEach(s scene, c *collector, place string, rewrite func(stack int) func(any) any) {
	for i, stack := range s.app {
		c.addDiffering(stack.Name+" "+place, func(a App) {
			for _, section := range []string{"Resources", "Outputs"} {
				walk(a[i].Template[section], rewrite(i))
			}
		})
	}
}

func conditionOperators() []Operator {
	return []Operator{
		{
			Name: "condition-never",
			Doc:  "Adds open rules and routes under a condition that never holds, or puts what is there under one that always does. Harmless.",
			run: func(s scene, c *collector) {
				for _, rule := range append(s.ingress(append(s.frontGroups(), s.taskGroups()...)), s.egress(s.taskGroups())...) {
					c.add(rule.id+" open twin never", func(a App) {
						t := twin(a, rule, func(p obj) { setPeer(p, "CidrIp", "0.0.0.0/0") })
						t.in(a)["Condition"] = decided(a, t.stack, false)
					})
					c.add(rule.id+" always", func(a App) { rule.in(a)["Condition"] = decided(a, rule.stack, true) })
				}
				for _, table := range s.tables(s.taskSubnets()) {
					for _, gateway := range s.all("AWS::EC2::InternetGateway") {
						c.add(table.id+" route never", func(a App) {
							addRoute(a, table, "0.0.0.0/0", obj{"GatewayId": gateway.ref()}).in(a)["Condition"] = decided(a, table.stack, false)
						})
					}
				}
				for _, service := range s.services() {
					c.add(service.id+" AssignPublicIp never", func(a App) {
						network(a, service)["AssignPublicIp"] = obj{"Fn::If": list{decided(a, service.stack, false), "ENABLED", "DISABLED"}}
					})
					c.add(service.id+" EnableExecuteCommand false either way", func(a App) {
						service.props(a)["EnableExecuteCommand"] = either(a, service.stack, false, "false")
					})
				}
			},
		},
	}
}

// idTypes are the types whose Ref is also an attribute.
var idTypes = []struct{ kind, attribute string }{
	{"AWS::EC2::VPC", "VpcId"},
	{"AWS::EC2::Subnet", "SubnetId"},
	{"AWS::EC2::RouteTable", "RouteTableId"},
	{"AWS::EC2::InternetGateway", "InternetGatewayId"},
	{"AWS::ElasticLoadBalancingV2::LoadBalancer", "LoadBalancerArn"},
	{"AWS::ElasticLoadBalancingV2::Listener", "ListenerArn"},
	{"AWS::ElasticLoadBalancingV2::TargetGroup", "TargetGroupArn"},
	{"AWS::Cognito::UserPoolClient", "ClientId"},
}

func formOperators() []Operator {
	return []Operator{
		{
			Name: "reference-form",
			Doc:  "Writes references in another form for the same value: Ref, Fn::GetAtt, Fn::Sub, Fn::Join. Harmless.",
			run: func(s scene, c *collector) {
				is := func(stack int, id, kind string) bool {
					return get(s.app[stack].Template, "Resources", id, "Type") == kind
				}
				rewriteEach(s, c, "groups by Ref", func(stack int) func(any) any {
					return func(v any) any {
						if at := get(v, "Fn::GetAtt"); get(at, 1) == "GroupId" && is(stack, text(get(at, 0)), "AWS::EC2::SecurityGroup") {
							return obj{"Ref": get(at, 0)}
						}
						return v
					}
				})
				for _, t := range idTypes {
					rewriteEach(s, c, t.kind+" by GetAtt", func(stack int) func(any) any {
						return func(v any) any {
							if id := text(get(v, "Ref")); id != "" && is(stack, id, t.kind) {
								return obj{"Fn::GetAtt": list{id, t.attribute}}
							}
							return v
						}
					})
					rewriteEach(s, c, t.kind+" by Sub", func(stack int) func(any) any {
						return func(v any) any {
							if id := text(get(v, "Ref")); id != "" && is(stack, id, t.kind) {
								return obj{"Fn::Sub": "${" + id + "}"}
							}
							return v
						}
					})
				}
				rewriteEach(s, c, "Join for Sub", func(int) func(any) any {
					return func(v any) any {
						if m, ok := v.(obj); ok && len(m) == 1 && m["Fn::Sub"] != nil {
							return joined(m["Fn::Sub"])
						}
						return v
					}
				})
			},
		},
		{
			Name: "value-form",
			Doc:  "Writes numbers and booleans as text, as CloudFormation allows, and single values as lists of one in policies. Harmless.",
			run: func(s scene, c *collector) {
				for i, stack := range s.app {
					for _, prefix := range []string{"AWS::EC2::", "AWS::ECS::", "AWS::ElasticLoadBalancingV2::", "AWS::S3::Bucket", "AWS::SecretsManager::", "AWS::ApplicationAutoScaling::ScalableTarget"} {
						c.addDiffering(stack.Name+" text in "+prefix, func(a App) {
							for _, r := range sub(a[i].Template, "Resources") {
								if strings.HasPrefix(text(get(r, "Type")), prefix) && text(get(r, "Type")) != "AWS::S3::BucketPolicy" && get(r, "Properties", "PolicyDocument") == nil {
									walk(get(r, "Properties"), asText)
								}
							}
						})
					}
				}
				for _, key := range []string{"Action", "Resource"} {
					rewriteEach(s, c, "lists of one "+key, func(int) func(any) any {
						return func(v any) any {
							if m, ok := v.(obj); ok && m["Effect"] != nil && m[key] != nil {
								m[key] = items(m[key])
							}
							return v
						}
					})
				}
				rewriteEach(s, c, "DependsOn as text", func(int) func(any) any {
					return func(v any) any {
						if m, ok := v.(obj); ok && len(items(m["DependsOn"])) == 1 {
							m["DependsOn"] = items(m["DependsOn"])[0]
						}
						return v
					}
				})
			},
		},
		{
			Name: "list-order",
			Doc:  "Reverses lists whose order means nothing, among them web ACL rules, which carry priorities. Harmless.",
			run: func(s scene, c *collector) {
				for _, key := range []string{
					"DependsOn", "SubnetIds", "Subnets", "RouteTableIds", "Statement", "Action", "Resource",
					"LoadBalancerAttributes", "Environment", "Rules", "Actions",
				} {
					rewriteEach(s, c, key, func(int) func(any) any {
						return func(v any) any {
							m, _ := v.(obj)
							l, ok := m[key].(list)
							if !ok || key == "Actions" && slices.ContainsFunc(l, func(v any) bool { return get(v, "Order") == nil }) {
								return v
							}
							slices.Reverse(l)
							return v
						}
					})
				}
				if len(s.app) > 1 {
					c.add("stacks", func(a App) { slices.Reverse(a) })
				}
			},
		},
		{
			Name: "rename-ids",
			Doc:  "Gives every resource of a stack a meaningless logical id, in reverse order. Harmless: subjects are found by following the template.",
			run: func(s scene, c *collector) {
				for i, stack := range s.app {
					c.add(stack.Name, func(a App) { rename(a[i].Template) })
				}
			},
		},
		{
			Name: "rule-in-line",
			Doc:  "Moves a separate rule into its group's own list, where that makes no cycle. Harmless.",
			run: func(s scene, c *collector) {
				groups := append(append(s.frontGroups(), s.taskGroups()...), s.endpointGroups()...)
				move := func(property, side string, rules []node) {
					for _, rule := range rules {
						for _, group := range s.targets(rule, "GroupId") {
							if peer, ok := s.target(rule.stack, s.prop(rule, side)); ok && before(s.app, group, peer) {
								continue
							}
							c.add(rule.id, func(a App) {
								appendTo(group.props(a), property, inline(rule.props(a)))
								remove(a, rule)
							})
						}
					}
				}
				move("SecurityGroupIngress", "SourceSecurityGroupId", s.ingress(groups))
				move("SecurityGroupEgress", "DestinationSecurityGroupId", s.egress(groups))
			},
		},
	}
}
