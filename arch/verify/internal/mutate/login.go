package mutate

import (
	"slices"
	"strings"
)

const login = "login-before-forward"

func publicOperators() []Operator {
	return []Operator{{
		Name:    "balancer-goes-public",
		Doc:     "Turns a load balancer that relies on its VPC origin to the internet, with the route it needs: every customer's distribution comes from CloudFront's list, and no header tells them apart.",
		Refutes: []string{ownDistribution},
		run: func(s scene, c *collector) {
			for _, alb := range s.balancers() {
				if s.public(alb) {
					continue
				}
				route := func(a App) {
					for _, gateway := range s.all("AWS::EC2::InternetGateway") {
						for _, table := range s.tables(s.frontSubnets()) {
							addRoute(a, table, "0.0.0.0/0", obj{"GatewayId": gateway.ref()})
						}
					}
				}
				c.add(alb.id+" Scheme internet-facing", func(a App) { route(a); alb.props(a)["Scheme"] = "internet-facing" })
				c.add(alb.id+" Scheme missing", func(a App) { route(a); delete(alb.props(a), "Scheme") })
				c.add(alb.id+" Scheme on an undecided condition", func(a App) {
					route(a)
					alb.props(a)["Scheme"] = either(a, alb.stack, "internet-facing", "internal")
				})
				for _, d := range s.distributions() {
					c.add(alb.id+" and a custom origin in "+d.id, func(a App) {
						route(a)
						alb.props(a)["Scheme"] = "internet-facing"
						for _, o := range items(d.config(a)["Origins"]) {
							origin := o.(obj)
							delete(origin, "VpcOriginConfig")
							origin["CustomOriginConfig"] = obj{"OriginProtocolPolicy": "https-only", "OriginSSLProtocols": list{"TLSv1.2"}}
						}
					})
				}
			}
		},
	}}
}

func loginOperators() []Operator {
	return []Operator{
		{
			Name:    "login-skip",
			Doc:     "Lets a request reach the tasks without a login: the action is dropped, allows strangers, or a second rule with the same header has none.",
			Refutes: []string{login},
			run: func(s scene, c *collector) {
				for _, rule := range s.forwards() {
					at := slices.IndexFunc(items(s.prop(rule, "Actions")), authenticates)
					if at < 0 {
						continue
					}
					action := func(a App) obj { return get(rule.props(a), "Actions", at).(obj) }
					skip := func(p obj) { p["Actions"] = slices.DeleteFunc(items(p["Actions"]), authenticates) }
					c.add(rule.id+" action dropped", func(a App) { skip(rule.props(a)) })
					c.add(rule.id+" allow", func(a App) {
						sub(action(a), "AuthenticateCognitoConfig")["OnUnauthenticatedRequest"] = "allow"
					})
					c.add(rule.id+" allow on an undecided condition", func(a App) {
						sub(action(a), "AuthenticateCognitoConfig")["OnUnauthenticatedRequest"] = either(a, rule.stack, "allow", "deny")
					})
					c.add(rule.id+" action on an undecided condition", func(a App) {
						get(rule.props(a), "Actions").(list)[at] = either(a, rule.stack, action(a), noValue())
					})
					c.add(rule.id+" second rule", func(a App) {
						twin(a, rule, func(p obj) { skip(p); p["Priority"] = 49999 })
					})
					c.add(rule.id+" second rule for one path", func(a App) {
						twin(a, rule, func(p obj) {
							skip(p)
							p["Priority"] = 7
							appendTo(p, "Conditions", obj{"Field": "path-pattern", "PathPatternConfig": obj{"Values": list{"/admin*"}}})
						})
					})
					c.add(rule.id+" second rule on an undecided condition", func(a App) {
						t := twin(a, rule, func(p obj) { skip(p); p["Priority"] = 49999 })
						t.in(a)["Condition"] = undecided(a, t.stack)
					})
				}
			},
		},
		{
			Name:    "login-nowhere",
			Doc:     "Where the container signs users in, takes the pool's or the client's id from it: then nobody can.",
			Refutes: []string{login},
			run: func(s scene, c *collector) {
				if slices.ContainsFunc(s.forwards(), func(r node) bool {
					return slices.ContainsFunc(items(s.prop(r, "Actions")), authenticates)
				}) {
					return
				}
				pools := s.all("AWS::Cognito::UserPool", "AWS::Cognito::UserPoolClient")
				for _, task := range s.tasks() {
					without := func(place string, ids ...string) {
						c.add(task.id+" without "+place, func(a App) {
							for _, container := range items(task.props(a)["ContainerDefinitions"]) {
								m := container.(obj)
								m["Environment"] = slices.DeleteFunc(items(m["Environment"]), func(v any) bool {
									return slices.ContainsFunc(ids, func(id string) bool { return slices.Contains(names(v), id) })
								})
							}
						})
					}
					var all []string
					for _, p := range pools {
						if p.stack == task.stack && slices.Contains(names(s.prop(task)), p.id) {
							without(p.id, p.id)
							all = append(all, p.id)
						}
					}
					if len(all) > 1 {
						without("both ids", all...)
					}
				}
			},
		},
	}
}

// authenticates reports whether a listener action asks for a login.
func authenticates(action any) bool {
	return strings.HasPrefix(text(get(action, "Type")), "authenticate-")
}

// distribution is a CloudFront distribution.
type distribution struct{ node }

func (d distribution) config(a App) obj { return sub(d.props(a), "DistributionConfig") }

func (s scene) distributions() []distribution {
	var found []distribution
	for _, n := range s.all("AWS::CloudFront::Distribution") {
		found = append(found, distribution{n})
	}
	return found
}

// addRoute adds a route to a table; targets are the properties beside the destination.
func addRoute(a App, table node, destination string, target obj) node {
	property := "DestinationCidrBlock"
	if strings.Contains(destination, ":") {
		property = "DestinationIpv6CidrBlock"
	}
	route := create(a, table.stack, table.id+"Route", "AWS::EC2::Route", obj{"RouteTableId": table.ref(), property: destination})
	for k, v := range target {
		route.props(a)[k] = v
	}
	return route
}
