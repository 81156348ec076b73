package mutate

const fromCloudFront = "alb-from-cloudfront-only"

func frontOperators() []Operator {
	return []Operator{
		{
			Name:    "front-widen",
			Doc:     "Opens the load balancer's ingress beyond CloudFront's prefix list or the listener's port. Holds for an internal load balancer too: the property speaks of the rules, and its VPC has other interfaces.",
			Refutes: []string{fromCloudFront},
			run: func(s scene, c *collector) {
				for _, rule := range s.ingress(s.frontGroups()) {
					widen(s, c, rule, "Source", "SecurityGroupIngress")
					for _, g := range s.taskGroups() {
						c.add(rule.id+" "+g.id+" beside", func(a App) {
							twin(a, rule, func(p obj) { setPeer(p, "SourceSecurityGroupId", g.att("GroupId")) })
						})
					}
				}
			},
		},
		{
			Name:    "front-other-list",
			Doc:     "Names another prefix list as source. That of S3 is known not to be CloudFront's; an unknown list may hold anything.",
			Refutes: []string{fromCloudFront},
			run: func(s scene, c *collector) {
				for _, rule := range s.ingress(s.frontGroups()) {
					if s.prop(rule, "SourcePrefixListId") == nil {
						continue
					}
					for _, s3 := range s.s3Rules() {
						c.add(rule.id+" list of "+s3.id, func(a App) {
							rule.props(a)["SourcePrefixListId"] = s.prop(s3, "DestinationPrefixListId")
						})
					}
					c.addAs(unproved(fromCloudFront), rule.id+" unknown list", func(a App) {
						rule.props(a)["SourcePrefixListId"] = "pl-0123456789abcdef0"
					})
					c.addAs(unproved(fromCloudFront), rule.id+" list of a parameter", func(a App) {
						undecided(a, rule.stack)
						rule.props(a)["SourcePrefixListId"] = obj{"Ref": "Extra"}
					})
				}
			},
		},
		{
			Name:    "front-second-group",
			Doc:     "Gives the load balancer a second, open group: groups add up.",
			Refutes: []string{fromCloudFront},
			run: func(s scene, c *collector) {
				for _, alb := range s.balancers() {
					for _, vpc := range s.vpcs() {
						c.add(alb.id, func(a App) {
							g := openGroup(a, vpc)
							appendTo(alb.props(a), "SecurityGroups", g.att("GroupId"))
						})
					}
				}
			},
		},
	}
}

// openGroup adds a group that accepts HTTPS from everywhere and sends anywhere.
func openGroup(a App, vpc node) node {
	return create(a, vpc.stack, "OpenGroup", "AWS::EC2::SecurityGroup", obj{
		"GroupDescription": "open",
		"VpcId":            vpc.ref(),
		"SecurityGroupIngress": list{
			obj{"CidrIp": "0.0.0.0/0", "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443},
		},
	})
}
