package mutate

import "slices"

const logged = "encrypted-and-logged"

// lose adds the removal of a property, at once and on an undecided condition.
func lose(c *collector, n node, property string) {
	c.add(n.id+" no "+property, func(a App) { delete(n.props(a), property) })
	c.add(n.id+" "+property+" on an undecided condition", func(a App) {
		p := n.props(a)
		p[property] = either(a, n.stack, noValue(), p[property])
	})
}

func encryptionOperators() []Operator {
	return []Operator{
		{
			Name:    "encryption-drop",
			Doc:     "Drops what declares encryption, or adds a store without it.",
			Refutes: []string{logged},
			run: func(s scene, c *collector) {
				for _, n := range s.all("AWS::S3::Bucket") {
					lose(c, n, "BucketEncryption")
				}
				for _, n := range s.all("AWS::Logs::LogGroup", "AWS::SecretsManager::Secret") {
					if s.prop(n, "KmsKeyId") != nil {
						lose(c, n, "KmsKeyId")
					}
				}
				for i, stack := range s.app {
					plain := func(kind string, props obj) {
						c.add(stack.Name+" new "+kind, func(a App) { create(a, i, "Plain", kind, props) })
					}
					plain("AWS::S3::Bucket", obj{"PublicAccessBlockConfiguration": allBlocked()})
					plain("AWS::Logs::LogGroup", obj{"LogGroupName": "/plain"})
					plain("AWS::SecretsManager::Secret", obj{"GenerateSecretString": obj{"PasswordLength": 64}})
				}
			},
		},
		{
			Name:    "bucket-public",
			Doc:     "Turns off one flag of a bucket's public access block; a flag that is left out of one is off.",
			Refutes: []string{logged},
			run: func(s scene, c *collector) {
				for _, n := range s.all("AWS::S3::Bucket") {
					for _, flag := range []string{"BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"} {
						block := func(a App) obj { return sub(n.props(a), "PublicAccessBlockConfiguration") }
						c.add(n.id+" "+flag+" false", func(a App) { block(a)[flag] = false })
						c.add(n.id+" "+flag+" missing", func(a App) { delete(block(a), flag) })
						c.add(n.id+" "+flag+" on an undecided condition", func(a App) { block(a)[flag] = either(a, n.stack, false, true) })
					}
				}
			},
		},
	}
}

func allBlocked() obj {
	return obj{"BlockPublicAcls": true, "BlockPublicPolicy": true, "IgnorePublicAcls": true, "RestrictPublicBuckets": true}
}

func logOperators() []Operator {
	return []Operator{
		{
			Name:    "log-drop",
			Doc:     "Drops a log: of the load balancer, the VPC, the web ACL, the distribution or a container.",
			Refutes: []string{logged},
			run: func(s scene, c *collector) {
				for _, alb := range s.balancers() {
					at := slices.IndexFunc(items(s.prop(alb, "LoadBalancerAttributes")), func(v any) bool {
						return get(v, "Key") == "access_logs.s3.enabled"
					})
					if at < 0 {
						continue
					}
					attributes := func(a App) list { return items(alb.props(a)["LoadBalancerAttributes"]) }
					c.add(alb.id+" access log false", func(a App) { attributes(a)[at].(obj)["Value"] = "false" })
					c.add(alb.id+" access log on an undecided condition", func(a App) {
						attributes(a)[at].(obj)["Value"] = either(a, alb.stack, "false", "true")
					})
					c.add(alb.id+" access log missing", func(a App) {
						alb.props(a)["LoadBalancerAttributes"] = slices.Delete(attributes(a), at, at+1)
					})
				}
				for _, n := range s.all("AWS::EC2::FlowLog", "AWS::WAFv2::LoggingConfiguration", "AWS::Logs::Delivery") {
					c.add(n.id+" dropped", func(a App) { remove(a, n) })
					c.add(n.id+" on an undecided condition", func(a App) { n.in(a)["Condition"] = undecided(a, n.stack) })
				}
				for _, task := range s.tasks() {
					for i := range items(s.prop(task, "ContainerDefinitions")) {
						container := func(a App) obj { return get(task.props(a), "ContainerDefinitions", i).(obj) }
						c.add(task.id+" container without a log", func(a App) { delete(container(a), "LogConfiguration") })
						c.add(task.id+" container log on an undecided condition", func(a App) {
							container(a)["LogConfiguration"] = either(a, task.stack, noValue(), container(a)["LogConfiguration"])
						})
					}
				}
			},
		},
		{
			Name:     "log-less",
			Doc:      "Logs a part: flow logs of one subnet, or of what was rejected; a web ACL's log that drops all. What is left is a log, so refusing to prove is enough.",
			Unproved: []string{logged},
			run: func(s scene, c *collector) {
				for _, n := range s.all("AWS::EC2::FlowLog") {
					c.add(n.id+" REJECT", func(a App) { n.props(a)["TrafficType"] = "REJECT" })
					for _, subnet := range s.taskSubnets() {
						c.addAs(refuted(logged), n.id+" only "+subnet.id, func(a App) {
							n.props(a)["ResourceType"], n.props(a)["ResourceId"] = "Subnet", subnet.ref()
						})
					}
				}
				for _, n := range s.all("AWS::WAFv2::LoggingConfiguration") {
					c.add(n.id+" filter drops", func(a App) {
						n.props(a)["LoggingFilter"] = obj{"DefaultBehavior": "DROP", "Filters": list{obj{
							"Behavior": "DROP", "Requirement": "MEETS_ANY", "Conditions": list{obj{"ActionCondition": obj{"Action": "BLOCK"}}},
						}}}
					})
				}
			},
		},
	}
}
