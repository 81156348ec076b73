package mutate

const noAddress = "no-public-address"

func addressOperators() []Operator {
	return []Operator{
		{
			Name:    "task-public-address",
			Doc:     "Lets ECS give the tasks public addresses.",
			Refutes: []string{noAddress},
			run: func(s scene, c *collector) {
				for _, service := range s.services() {
					c.add(service.id+" ENABLED", func(a App) { network(a, service)["AssignPublicIp"] = "ENABLED" })
					c.add(service.id+" on an undecided condition", func(a App) {
						network(a, service)["AssignPublicIp"] = either(a, service.stack, "ENABLED", "DISABLED")
					})
					c.addAs(unproved(noAddress), service.id+" of a parameter", func(a App) {
						undecided(a, service.stack)
						network(a, service)["AssignPublicIp"] = obj{"Ref": "Extra"}
					})
				}
			},
		},
		{
			Name:    "elastic-address",
			Doc:     "Adds an interface with a public address: an Elastic IP on an interface or instance, a NAT gateway, an instance or a network load balancer that asks for one.",
			Refutes: []string{noAddress},
			run: func(s scene, c *collector) {
				for _, subnet := range append(s.taskSubnets(), s.frontSubnets()...) {
					eip := func(a App) node { return create(a, subnet.stack, "Address", "AWS::EC2::EIP", obj{"Domain": "vpc"}) }
					c.add(subnet.id+" NetworkInterface", func(a App) {
						n := create(a, subnet.stack, "Interface", "AWS::EC2::NetworkInterface", obj{"SubnetId": subnet.ref()})
						create(a, subnet.stack, "Association", "AWS::EC2::EIPAssociation", obj{
							"AllocationId": eip(a).att("AllocationId"), "NetworkInterfaceId": n.ref(),
						})
					})
					c.add(subnet.id+" NAT gateway", func(a App) {
						create(a, subnet.stack, "Nat", "AWS::EC2::NatGateway", obj{"SubnetId": subnet.ref(), "AllocationId": eip(a).att("AllocationId")})
					})
					instance := func(a App, more obj) node {
						n := create(a, subnet.stack, "Instance", "AWS::EC2::Instance", obj{"ImageId": "ami-0123456789abcdef0", "InstanceType": "t4g.nano"})
						for k, v := range more {
							n.props(a)[k] = v
						}
						return n
					}
					c.add(subnet.id+" instance with an EIP", func(a App) {
						i := instance(a, obj{"SubnetId": subnet.ref()})
						eip(a).props(a)["InstanceId"] = i.ref()
					})
					c.add(subnet.id+" instance that asks", func(a App) {
						instance(a, obj{"NetworkInterfaces": list{obj{"DeviceIndex": "0", "SubnetId": subnet.ref(), "AssociatePublicIpAddress": true}}})
					})
					c.add(subnet.id+" instance where the subnet gives one", func(a App) {
						subnet.props(a)["MapPublicIpOnLaunch"] = true
						instance(a, obj{"SubnetId": subnet.ref()})
					})
				}
				if subnets := s.frontSubnets(); len(subnets) > 0 {
					c.add(subnets[0].id+" network load balancer", func(a App) {
						var refs list
						for _, subnet := range subnets {
							refs = append(refs, subnet.ref())
						}
						create(a, subnets[0].stack, "Nlb", "AWS::ElasticLoadBalancingV2::LoadBalancer", obj{
							"Type": "network", "Scheme": "internet-facing", "Subnets": refs,
						})
					})
				}
			},
		},
		{
			Name:    "public-ipv6",
			Doc:     "Gives a task subnet an Amazon block of IPv6 and each new interface an address of it: those are public by nature.",
			Refutes: []string{noAddress},
			run: func(s scene, c *collector) {
				for _, vpc := range s.vpcs() {
					for _, subnet := range s.taskSubnets() {
						c.add(subnet.id, func(a App) {
							create(a, vpc.stack, "Block", "AWS::EC2::VPCCidrBlock", obj{"VpcId": vpc.ref(), "AmazonProvidedIpv6CidrBlock": true})
							p := subnet.props(a)
							p["AssignIpv6AddressOnCreation"] = true
							p["Ipv6CidrBlock"] = obj{"Fn::Select": list{0, obj{"Fn::Cidr": list{
								obj{"Fn::Select": list{0, vpc.att("Ipv6CidrBlocks")}}, 8, "64",
							}}}}
						})
					}
				}
			},
		},
	}
}
