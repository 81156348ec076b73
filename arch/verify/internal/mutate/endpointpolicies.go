package mutate

import (
	"maps"
	"slices"
	"strings"
)

func endpointPolicyOperators() []Operator {
	return []Operator{
		{
			Name:    "endpoint-policy-widen",
			Doc:     "Widens an endpoint's policy beyond what the roles are granted, or takes its tie to the account. Without a document AWS attaches one that allows all.",
			Refutes: []string{tightPolicies},
			run: func(s scene, c *collector) {
				endpoints := s.all("AWS::EC2::VPCEndpoint")
				for _, e := range endpoints {
					c.add(e.id+" no document", func(a App) { delete(e.props(a), "PolicyDocument") })
					c.add(e.id+" allows all", func(a App) {
						appendTo(document(a, e), "Statement", obj{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"})
					})
					c.add(e.id+" document on an undecided condition", func(a App) {
						e.props(a)["PolicyDocument"] = either(a, e.stack, noValue(), e.props(a)["PolicyDocument"])
					})
				}
				for _, st := range s.statements(endpoints) {
					name, service := st.name(s.app), st.service(s.app)
					set := func(place string, change func(m obj)) {
						c.add(name+" "+place, func(a App) { change(st.in(a)) })
					}
					set("Action *", func(m obj) { m["Action"] = "*" })
					set("Action of a service", func(m obj) { m["Action"] = service + ":*" })
					set("an action that no role has", func(m obj) { appendTo(m, "Action", service+":TagResource") })
					set("NotAction", func(m obj) { delete(m, "Action"); m["NotAction"] = "iam:CreateUser" })
					if !st.everyResource(s.app) {
						set("Resource *", func(m obj) { m["Resource"] = "*" })
						set("a stranger's resource beside", func(m obj) {
							appendTo(m, "Resource", "arn:aws:"+service+":eu-west-1:999999999999:stranger/*")
						})
					}
					if get(st.in(s.app), "Condition", "StringEquals", "aws:PrincipalAccount") == nil {
						continue
					}
					equals := func(m obj) obj { return sub(m, "Condition", "StringEquals") }
					set("no condition", func(m obj) { delete(m, "Condition") })
					set("a stranger's account too", func(m obj) { appendTo(equals(m), "aws:PrincipalAccount", "999999999999") })
					set("every account but its own", func(m obj) {
						m["Condition"] = obj{"StringNotEquals": equals(m)}
					})
					set("an account like *", func(m obj) {
						delete(equals(m), "aws:PrincipalAccount")
						sub(m, "Condition")["StringLike"] = obj{"aws:PrincipalAccount": "*"}
					})
					c.add(name+" condition on an undecided condition", func(a App) {
						m := st.in(a)
						m["Condition"] = either(a, st.stack, noValue(), m["Condition"])
					})
				}
			},
		},
		{
			Name:    "endpoint-policy-narrow",
			Doc:     "Takes an action that a role is granted from every endpoint's policy, or denies it there. ECR's layers come from a bucket of AWS, which the S3 gateway's policy must allow.",
			Refutes: []string{tightPolicies},
			run: func(s scene, c *collector) {
				endpoints := s.all("AWS::EC2::VPCEndpoint")
				for _, action := range slices.Sorted(maps.Keys(s.granted())) {
					holders := slices.DeleteFunc(s.statements(endpoints), func(st statement) bool {
						return !slices.Contains(items(st.in(s.app)["Action"]), any(action))
					})
					if len(holders) == 0 {
						continue
					}
					c.add(action+" removed", func(a App) {
						for _, st := range holders {
							m := st.in(a)
							kept := slices.DeleteFunc(slices.Clone(items(m["Action"])), func(v any) bool { return v == action })
							if len(kept) == 0 {
								m["Effect"] = nil
								continue
							}
							m["Action"] = kept
						}
						for _, e := range endpoints {
							d := document(a, e)
							kept := slices.DeleteFunc(slices.Clone(items(d["Statement"])), func(v any) bool { return get(v, "Effect") == nil })
							if len(kept) == 0 {
								service, _, _ := strings.Cut(action, ":")
								kept = list{obj{"Effect": "Deny", "Principal": "*", "Action": service + ":*", "Resource": "*"}}
							}
							d["Statement"] = kept
						}
					})
					c.add(action+" denied", func(a App) {
						for _, st := range holders {
							d := document(a, st.node)
							appendTo(d, "Statement", obj{"Effect": "Deny", "Principal": "*", "Action": action, "Resource": "*"})
						}
					})
				}
				for _, st := range s.statements(s.gatewayEndpoints()) {
					for _, r := range items(st.in(s.app)["Resource"]) {
						if pattern := text(get(r, "Fn::Sub")) + text(r); strings.Contains(pattern, "starport-layer-bucket") {
							c.add(st.name(s.app)+" dropped", func(a App) {
								d := document(a, st.node)
								kept := slices.Delete(slices.Clone(items(d["Statement"])), st.index, st.index+1)
								if len(kept) == 0 {
									kept = list{obj{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}}
								}
								d["Statement"] = kept
							})
							break
						}
					}
				}
			},
		},
	}
}
