package mutate

import "slices"

func inertOperators() []Operator {
	return []Operator{
		{
			Name: "inert-more",
			Doc:  "Adds what touches no network: an alarm, an encrypted log group, a parameter, tags, metadata. Harmless.",
			run: func(s scene, c *collector) {
				for i, stack := range s.app {
					c.add(stack.Name+" Alarm", func(a App) {
						create(a, i, "More", "AWS::CloudWatch::Alarm", obj{
							"ComparisonOperator": "GreaterThanThreshold", "EvaluationPeriods": 1, "Threshold": 1,
							"MetricName": "Errors", "Namespace": "AWS/Lambda", "Period": 60, "Statistic": "Sum",
						})
					})
					for _, key := range s.all("AWS::KMS::Key") {
						if key.stack == i {
							c.add(stack.Name+" LogGroup", func(a App) {
								create(a, i, "More", "AWS::Logs::LogGroup", obj{"LogGroupName": "/more", "KmsKeyId": key.att("Arn")})
							})
							break
						}
					}
					c.add(stack.Name+" Parameter", func(a App) { undecided(a, i) })
					c.add(stack.Name+" Metadata", func(a App) {
						for _, r := range sub(a[i].Template, "Resources") {
							sub(r.(obj), "Metadata")["Note"] = "0.0.0.0/0"
						}
					})
				}
				for _, n := range append(s.vpcs(), append(s.taskSubnets(), s.taskGroups()...)...) {
					c.add(n.id+" Tags", func(a App) { n.props(a)["Tags"] = list{obj{"Key": "Team", "Value": "*"}} })
				}
			},
		},
		{
			Name: "description",
			Doc:  "Changes descriptions, which say nothing to AWS. Harmless.",
			run: func(s scene, c *collector) {
				for i, stack := range s.app {
					c.add(stack.Name, func(a App) { a[i].Template["Description"] = "open to 0.0.0.0/0" })
				}
				for _, n := range s.all("AWS::EC2::SecurityGroup") {
					c.add(n.id, func(a App) { n.props(a)["GroupDescription"] = "allow everything" })
				}
				for _, n := range s.all("AWS::EC2::SecurityGroupIngress", "AWS::EC2::SecurityGroupEgress") {
					c.add(n.id, func(a App) { n.props(a)["Description"] = "0.0.0.0/0 all ports" })
				}
			},
		},
		{
			Name: "local-route",
			Doc:  "Writes the route to the VPC itself, which every table has. Harmless.",
			run: func(s scene, c *collector) {
				for _, table := range s.tables(append(s.frontSubnets(), s.taskSubnets()...)) {
					for _, vpc := range s.vpcs() {
						if cidr := text(s.prop(vpc, "CidrBlock")); cidr != "" {
							c.add(table.id, func(a App) { addRoute(a, table, cidr, obj{"GatewayId": "local"}) })
						}
					}
				}
			},
		},
	}
}

func meaningOperators() []Operator {
	return []Operator{
		{
			Name: "same-login",
			Doc:  "Says the same of a login in other words: denying is no weaker than asking, which is the default. Harmless.",
			run: func(s scene, c *collector) {
				for _, rule := range s.forwards() {
					for i, action := range items(s.prop(rule, "Actions")) {
						in := func(a App) obj { return get(rule.props(a), "Actions", i).(obj) }
						if get(action, "AuthenticateCognitoConfig") != nil {
							config := func(a App) obj { return sub(in(a), "AuthenticateCognitoConfig") }
							c.add(rule.id+" deny", func(a App) { config(a)["OnUnauthenticatedRequest"] = "deny" })
							c.add(rule.id+" default", func(a App) { delete(config(a), "OnUnauthenticatedRequest") })
						}
						if get(action, "TargetGroupArn") != nil {
							c.add(rule.id+" ForwardConfig", func(a App) {
								m := in(a)
								m["ForwardConfig"] = obj{"TargetGroups": list{obj{"TargetGroupArn": m["TargetGroupArn"], "Weight": 1}}}
								delete(m, "TargetGroupArn")
							})
						}
					}
				}
			},
		},
		{
			Name: "same-secret",
			Doc:  "Keeps the header's secret long and free of wildcards in another way. Harmless.",
			run: func(s scene, c *collector) {
				for _, secret := range s.headerSecrets() {
					generate := func(a App) obj { return sub(secret.props(a), "GenerateSecretString") }
					c.add(secret.id+" PasswordLength 48", func(a App) { generate(a)["PasswordLength"] = 48 })
					c.add(secret.id+" ExcludeCharacters", func(a App) {
						delete(generate(a), "ExcludePunctuation")
						generate(a)["ExcludeCharacters"] = `!"#$%&'()*+,-./:;<=>?@[\]^_{|}~` + "`"
					})
				}
				for _, h := range s.headers() {
					c.add(h.rule.id+" a path too", func(a App) { appendTo(h.rule.props(a), "Conditions", anyPath()) })
				}
			},
		},
		{
			Name: "split-statement",
			Doc:  "Splits a statement into one per action, which grants the same. Harmless.",
			run: func(s scene, c *collector) {
				for _, st := range s.statements(append(s.rolePolicies(), s.all("AWS::EC2::VPCEndpoint")...)) {
					if len(items(st.in(s.app)["Action"])) < 2 {
						continue
					}
					c.add(st.name(s.app), func(a App) {
						var split list
						for _, action := range items(st.in(a)["Action"]) {
							one := copyOf(st.in(a)).(obj)
							one["Action"] = action
							delete(one, "Sid")
							split = append(split, one)
						}
						d := document(a, st.node)
						d["Statement"] = slices.Replace(slices.Clone(items(d["Statement"])), st.index, st.index+1, split...)
					})
				}
			},
		},
		{
			Name: "protocol-number",
			Doc:  "Names TCP by its number in a rule. Harmless.",
			run: func(s scene, c *collector) {
				for _, rule := range s.all("AWS::EC2::SecurityGroupIngress", "AWS::EC2::SecurityGroupEgress") {
					if s.prop(rule, "IpProtocol") == "tcp" {
						c.add(rule.id, func(a App) { rule.props(a)["IpProtocol"] = "6" })
					}
				}
			},
		},
	}
}
