package mutate

const fromALB = "tasks-from-alb-only"

func taskOperators() []Operator {
	return []Operator{
		{
			Name:    "tasks-widen",
			Doc:     "Opens the tasks' ingress beyond the load balancer's group or the container port. A CIDR that holds the load balancer's addresses also holds others.",
			Refutes: []string{fromALB},
			run: func(s scene, c *collector) {
				for _, rule := range s.ingress(s.taskGroups()) {
					widen(s, c, rule, "Source", "SecurityGroupIngress")
					c.add(rule.id+" other port", func(a App) { setPorts(rule.props(a), 22, 22) })
					for _, g := range s.endpointGroups() {
						c.add(rule.id+" group "+g.id, func(a App) { setPeer(rule.props(a), "SourceSecurityGroupId", g.att("GroupId")) })
					}
				}
			},
		},
		{
			Name:    "exec",
			Doc:     "Turns ECS Exec on: a shell in the container that no packet rule sees.",
			Refutes: []string{fromALB},
			run: func(s scene, c *collector) {
				for _, service := range s.services() {
					set := func(place string, value func(App) any) {
						c.add(service.id+" "+place, func(a App) { service.props(a)["EnableExecuteCommand"] = value(a) })
					}
					set("true", func(App) any { return true })
					set("true as text", func(App) any { return "true" })
					set("on an undecided condition", func(a App) any { return either(a, service.stack, true, false) })
				}
			},
		},
	}
}

func wearerOperators() []Operator {
	return []Operator{
		{
			Name:    "foreign-wearer",
			Doc:     "Puts the load balancer's group on another interface, which the tasks then accept: a rule names a group, not who wears it.",
			Refutes: []string{fromALB},
			run: func(s scene, c *collector) {
				for _, g := range s.frontGroups() {
					subnets := s.taskSubnets()
					if len(subnets) == 0 {
						continue
					}
					c.add(g.id+" NetworkInterface", func(a App) {
						create(a, g.stack, "Stranger", "AWS::EC2::NetworkInterface", obj{
							"SubnetId": subnets[0].ref(), "GroupSet": list{g.att("GroupId")},
						})
					})
					c.add(g.id+" Lambda function", func(a App) {
						create(a, g.stack, "Stranger", "AWS::Lambda::Function", obj{
							"Code": obj{"ZipFile": "def handler(event, context): pass"}, "Handler": "index.handler",
							"Runtime": "python3.13", "Role": "arn:aws:iam::111122223333:role/stranger",
							"VpcConfig": obj{"SubnetIds": list{subnets[0].ref()}, "SecurityGroupIds": list{g.att("GroupId")}},
						})
					})
					c.add(g.id+" Instance", func(a App) {
						create(a, g.stack, "Stranger", "AWS::EC2::Instance", obj{
							"ImageId": "ami-0123456789abcdef0", "InstanceType": "t4g.nano",
							"SubnetId": subnets[0].ref(), "SecurityGroupIds": list{g.att("GroupId")},
						})
					})
					c.add(g.id+" NetworkInterface on an undecided condition", func(a App) {
						n := create(a, g.stack, "Stranger", "AWS::EC2::NetworkInterface", obj{
							"SubnetId": subnets[0].ref(), "GroupSet": list{g.att("GroupId")},
						})
						n.in(a)["Condition"] = undecided(a, g.stack)
					})
					for _, service := range s.services() {
						c.add(g.id+" tasks of "+service.id, func(a App) {
							appendTo(network(a, service), "SecurityGroups", g.att("GroupId"))
						})
					}
				}
			},
		},
		{
			Name:    "tasks-second-group",
			Doc:     "Gives the tasks a second group. A group without egress rules sends anywhere, and this one accepts HTTPS from everywhere.",
			Refutes: []string{fromALB, onlyEndpoints},
			run: func(s scene, c *collector) {
				for _, service := range s.services() {
					for _, vpc := range s.vpcs() {
						c.add(service.id, func(a App) {
							appendTo(network(a, service), "SecurityGroups", openGroup(a, vpc).att("GroupId"))
						})
					}
				}
			},
		},
	}
}

// network is the network configuration of a service.
func network(a App, service node) obj {
	return sub(service.props(a), "NetworkConfiguration", "AwsvpcConfiguration")
}

const onlyEndpoints = "egress-only-to-endpoints"

func egressOperators() []Operator {
	return []Operator{
		{
			Name:    "egress-widen",
			Doc:     "Lets the tasks send beyond the endpoints on 443 and S3's prefix list.",
			Refutes: []string{onlyEndpoints},
			run: func(s scene, c *collector) {
				for _, rule := range s.egress(s.taskGroups()) {
					widen(s, c, rule, "Destination", "SecurityGroupEgress")
					for _, g := range s.frontGroups() {
						c.add(rule.id+" group "+g.id, func(a App) { setPeer(rule.props(a), "DestinationSecurityGroupId", g.att("GroupId")) })
					}
				}
			},
		},
		{
			Name:    "egress-default",
			Doc:     "Gives the tasks a group whose egress is the default, which is everything: a second group without rules, or the VPC's default group where none is named. Without CDK's dummy rule the same holds unless the separate rules count, which AWS does not say clearly.",
			Refutes: []string{onlyEndpoints},
			run: func(s scene, c *collector) {
				for _, service := range s.services() {
					for _, vpc := range s.vpcs() {
						c.add(service.id+" second group", func(a App) {
							g := create(a, vpc.stack, "Quiet", "AWS::EC2::SecurityGroup", obj{"GroupDescription": "quiet", "VpcId": vpc.ref()})
							appendTo(network(a, service), "SecurityGroups", g.att("GroupId"))
						})
					}
					c.add(service.id+" no group", func(a App) { delete(network(a, service), "SecurityGroups") })
				}
				for _, g := range s.taskGroups() {
					if s.prop(g, "SecurityGroupEgress") != nil {
						c.addAs(unproved(onlyEndpoints), g.id+" no in-line egress", func(a App) { delete(g.props(a), "SecurityGroupEgress") })
					}
				}
			},
		},
	}
}
