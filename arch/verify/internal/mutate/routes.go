package mutate

const (
	noRoute = "no-internet-route"
	s3Route = "s3-gateway-everywhere"
)

// exit is a way out of a VPC: it makes what it needs and returns the target of a route.
type exit struct {
	name        string
	destination string
	target      func(a App, s scene, vpc node) obj
}

func exits() []exit {
	internet := func(a App, s scene, vpc node) obj {
		for _, g := range s.all("AWS::EC2::InternetGateway") {
			return obj{"GatewayId": g.ref()}
		}
		g := create(a, vpc.stack, "Internet", "AWS::EC2::InternetGateway", obj{})
		create(a, vpc.stack, "InternetAttachment", "AWS::EC2::VPCGatewayAttachment", obj{"VpcId": vpc.ref(), "InternetGatewayId": g.ref()})
		return obj{"GatewayId": g.ref()}
	}
	nat := func(a App, s scene, vpc node) obj {
		g := create(a, vpc.stack, "Nat", "AWS::EC2::NatGateway", obj{
			"SubnetId": append(s.frontSubnets(), s.taskSubnets()...)[0].ref(), "ConnectivityType": "private",
		})
		return obj{"NatGatewayId": g.ref()}
	}
	return []exit{
		{"internet gateway", "0.0.0.0/0", internet},
		{"internet gateway for one prefix", "198.51.100.0/24", internet},
		{"internet gateway for half of IPv4", "128.0.0.0/1", internet},
		{"internet gateway for IPv6", "::/0", internet},
		{"NAT gateway", "0.0.0.0/0", nat},
		{"NAT gateway for 64:ff9b::/96", "64:ff9b::/96", nat},
		{"egress-only internet gateway", "::/0", func(a App, _ scene, vpc node) obj {
			g := create(a, vpc.stack, "EgressOnly", "AWS::EC2::EgressOnlyInternetGateway", obj{"VpcId": vpc.ref()})
			return obj{"EgressOnlyInternetGatewayId": g.ref()}
		}},
		{"peering", "10.99.0.0/16", func(a App, _ scene, vpc node) obj {
			p := create(a, vpc.stack, "Peering", "AWS::EC2::VPCPeeringConnection", obj{"VpcId": vpc.ref(), "PeerVpcId": "vpc-0123456789abcdef0"})
			return obj{"VpcPeeringConnectionId": p.ref()}
		}},
		{"transit gateway", "10.0.0.0/8", func(a App, s scene, vpc node) obj {
			g := create(a, vpc.stack, "Transit", "AWS::EC2::TransitGateway", obj{})
			create(a, vpc.stack, "TransitAttachment", "AWS::EC2::TransitGatewayVpcAttachment", obj{
				"VpcId": vpc.ref(), "TransitGatewayId": g.ref(), "SubnetIds": list{s.taskSubnets()[0].ref()},
			})
			return obj{"TransitGatewayId": g.ref()}
		}},
		{"VPN gateway", "192.168.0.0/16", func(a App, _ scene, vpc node) obj { return obj{"GatewayId": vpn(a, vpc).ref()} }},
		{"instance", "0.0.0.0/0", func(App, scene, node) obj { return obj{"InstanceId": "i-0123456789abcdef0"} }},
		{"network interface", "0.0.0.0/0", func(App, scene, node) obj { return obj{"NetworkInterfaceId": "eni-0123456789abcdef0"} }},
	}
}

// vpn adds an attached VPN gateway.
func vpn(a App, vpc node) node {
	g := create(a, vpc.stack, "Vpn", "AWS::EC2::VPNGateway", obj{"Type": "ipsec.1"})
	create(a, vpc.stack, "VpnAttachment", "AWS::EC2::VPCGatewayAttachment", obj{"VpcId": vpc.ref(), "VpnGatewayId": g.ref()})
	return g
}

func routeOperators() []Operator {
	return []Operator{
		{
			Name:    "route-out",
			Doc:     "Adds a route from a task subnet's table to anything but the VPC and its endpoints: each kind of gateway, both address families, single prefixes.",
			Refutes: []string{noRoute},
			run: func(s scene, c *collector) {
				for _, vpc := range s.vpcs() {
					for _, table := range s.tables(s.taskSubnets()) {
						for _, x := range exits() {
							c.add(table.id+" "+x.name, func(a App) { addRoute(a, table, x.destination, x.target(a, s, vpc)) })
						}
						x := exits()[0]
						c.add(table.id+" two halves", func(a App) {
							addRoute(a, table, "0.0.0.0/1", x.target(a, s, vpc))
							addRoute(a, table, "128.0.0.0/1", x.target(a, s, vpc))
						})
						c.add(table.id+" on an undecided condition", func(a App) {
							addRoute(a, table, "0.0.0.0/0", x.target(a, s, vpc)).in(a)["Condition"] = undecided(a, table.stack)
						})
						c.add(table.id+" prefix list", func(a App) {
							r := addRoute(a, table, "0.0.0.0/0", x.target(a, s, vpc)).props(a)
							delete(r, "DestinationCidrBlock")
							r["DestinationPrefixListId"] = "pl-0123456789abcdef0"
						})
						c.add(table.id+" VPN propagation", func(a App) {
							create(a, table.stack, "Propagation", "AWS::EC2::VPNGatewayRoutePropagation", obj{
								"RouteTableIds": list{table.ref()}, "VpnGatewayId": vpn(a, vpc).ref(),
							})
						})
					}
				}
			},
		},
	}
}

func associationOperators() []Operator {
	return []Operator{
		{
			Name:    "subnet-to-public-table",
			Doc:     "Moves a task subnet to the load balancer's table. Where that leads to the internet, so does the subnet; where it does not, the subnet still loses its way to S3.",
			Refutes: []string{noRoute, s3Route},
			run: func(s scene, c *collector) {
				e := expect{refutes: []string{s3Route}}
				for _, table := range s.tables(s.frontSubnets()) {
					if len(s.pointing(table, "RouteTableId", "AWS::EC2::Route")) > 0 {
						e = expect{refutes: []string{noRoute, s3Route}}
					}
				}
				for _, subnet := range s.taskSubnets() {
					association, ok := s.association(subnet)
					for _, table := range s.tables(s.frontSubnets()) {
						if ok {
							c.addAs(e, association.id, func(a App) { association.props(a)["RouteTableId"] = table.ref() })
							c.addAs(e, association.id+" on an undecided condition", func(a App) {
								p := association.props(a)
								p["RouteTableId"] = either(a, association.stack, table.ref(), p["RouteTableId"])
							})
						}
					}
				}
				for _, service := range s.services() {
					for _, subnet := range s.frontSubnets() {
						c.addAs(e, service.id+" runs in "+subnet.id+" too", func(a App) { appendTo(network(a, service), "Subnets", subnet.ref()) })
					}
				}
			},
		},
		{
			Name:    "association-drop",
			Doc:     "Drops a task subnet's association: the subnet falls to the VPC's main table, which no S3 gateway is on.",
			Refutes: []string{s3Route},
			run: func(s scene, c *collector) {
				for _, subnet := range s.taskSubnets() {
					if association, ok := s.association(subnet); ok {
						c.add(association.id, func(a App) { remove(a, association) })
						c.add(association.id+" on an undecided condition", func(a App) {
							association.in(a)["Condition"] = undecided(a, association.stack)
						})
					}
				}
			},
		},
	}
}

func gatewayOperators() []Operator {
	return []Operator{
		{
			Name:    "s3-gateway-loosen",
			Doc:     "Takes the S3 gateway from a table of the tasks, or the gateway away.",
			Refutes: []string{s3Route},
			run: func(s scene, c *collector) {
				for _, e := range s.gatewayEndpoints() {
					if s.serviceName(e) != "s3" {
						continue
					}
					for i, table := range s.targets(e, "RouteTableIds") {
						tables := func(a App) list { return items(e.props(a)["RouteTableIds"]) }
						c.add(e.id+" without "+table.id, func(a App) {
							old := tables(a)
							e.props(a)["RouteTableIds"] = append(append(list{}, old[:i]...), old[i+1:]...)
						})
						c.add(e.id+" without "+table.id+" on an undecided condition", func(a App) {
							tables(a)[i] = either(a, e.stack, table.ref(), noValue())
						})
						for _, public := range s.tables(s.frontSubnets()) {
							c.add(e.id+" on "+public.id+" for "+table.id, func(a App) { tables(a)[i] = public.ref() })
						}
					}
					c.add(e.id+" dropped", func(a App) { remove(a, e) })
					c.add(e.id+" on an undecided condition", func(a App) { e.in(a)["Condition"] = undecided(a, e.stack) })
					c.add(e.id+" of DynamoDB", func(a App) {
						e.props(a)["ServiceName"] = obj{"Fn::Sub": "com.amazonaws.${AWS::Region}.dynamodb"}
					})
				}
			},
		},
		{
			Name:    "s3-egress-loosen",
			Doc:     "Takes from the tasks the rule to S3's prefix list, its port or its list.",
			Refutes: []string{s3Route},
			run: func(s scene, c *collector) {
				for _, rule := range s.s3Rules() {
					c.add(rule.id+" dropped", func(a App) { remove(a, rule) })
					c.add(rule.id+" on an undecided condition", func(a App) { rule.in(a)["Condition"] = undecided(a, rule.stack) })
					c.add(rule.id+" port 80", func(a App) { setPorts(rule.props(a), 80, 80) })
					c.add(rule.id+" udp", func(a App) { rule.props(a)["IpProtocol"] = "udp" })
					for _, front := range s.ingress(s.frontGroups()) {
						if list := s.prop(front, "SourcePrefixListId"); list != nil {
							c.add(rule.id+" list of "+front.id, func(a App) { rule.props(a)["DestinationPrefixListId"] = list })
						}
					}
					c.addAs(unproved(s3Route), rule.id+" unknown list", func(a App) {
						rule.props(a)["DestinationPrefixListId"] = "pl-0123456789abcdef0"
					})
				}
			},
		},
	}
}
