package mutate

// aclRule is one entry of a network ACL.
type aclRule struct {
	number   int
	egress   bool
	allow    bool
	from, to int // TCP ports; both zero for all traffic
}

// acl gives a subnet its own network ACL with some entries; what they do not match is denied.
// It returns what it makes.
func acl(a App, s scene, subnet node, rules ...aclRule) []node {
	n := create(a, subnet.stack, "Acl", "AWS::EC2::NetworkAcl", obj{"VpcId": s.prop(subnet, "VpcId")})
	var made []node
	for _, r := range rules {
		entry := obj{
			"NetworkAclId": n.ref(), "RuleNumber": r.number, "Egress": r.egress, "CidrBlock": "0.0.0.0/0",
			"Protocol": -1, "RuleAction": map[bool]string{true: "allow", false: "deny"}[r.allow],
		}
		if r.to != 0 {
			entry["Protocol"], entry["PortRange"] = 6, obj{"From": r.from, "To": r.to}
		}
		made = append(made, create(a, subnet.stack, "AclEntry", "AWS::EC2::NetworkAclEntry", entry))
	}
	return append(made, create(a, subnet.stack, "AclAssociation", "AWS::EC2::SubnetNetworkAclAssociation", obj{"SubnetId": subnet.ref(), "NetworkAclId": n.ref()}))
}

// await lets the services wait for what was made.
func await(a App, s scene, made []node) {
	for _, service := range s.services() {
		for _, n := range made {
			if n.stack == service.stack {
				appendTo(service.in(a), "DependsOn", n.id)
			}
		}
	}
}

func open(more ...aclRule) []aclRule {
	return append(more, aclRule{number: 200, allow: true}, aclRule{number: 200, allow: true, egress: true})
}

func deny(egress bool, from, to int) []aclRule {
	return open(aclRule{number: 90, egress: egress, from: from, to: to})
}

func aclOperators() []Operator {
	return []Operator{
		{
			Name:    "acl-endpoints",
			Doc:     "Gives a task subnet a network ACL that denies 443 out or the answers' ephemeral ports in: ACLs keep no state. Private DNS names the endpoint's interfaces of all zones, so the task meets one in another subnet; where the endpoint has none in the task's own subnet, no request gets there at all.",
			Refutes: []string{reachEndpoints},
			run: func(s scene, c *collector) {
				subnets := s.taskSubnets()
				for i, subnet := range subnets {
					place := func(name string, rules []aclRule) {
						c.add(subnet.id+" "+name, func(a App) { acl(a, s, subnet, rules...) })
						if len(subnets) < 2 {
							return
						}
						c.add(subnet.id+" "+name+", endpoints elsewhere", func(a App) {
							acl(a, s, subnet, rules...)
							for _, e := range s.interfaceEndpoints() {
								e.props(a)["SubnetIds"] = list{subnets[(i+1)%len(subnets)].ref()}
							}
						})
					}
					place("denies 443 out", deny(true, 443, 443))
					place("denies ephemeral ports in", deny(false, 1024, 65535))
					place("without entries", nil)
					place("allows no answers", []aclRule{{number: 100, allow: true, egress: true}, {number: 100, allow: true, from: s.containerPort(), to: s.containerPort()}})
				}
			},
		},
		{
			Name:    "acl-balancer",
			Doc:     "Gives a subnet of the load balancer or of the tasks an ACL that stops requests or their answers between the two; they are in different subnets, so it always applies.",
			Refutes: []string{reachTasks},
			run: func(s scene, c *collector) {
				for _, subnet := range s.frontSubnets() {
					c.add(subnet.id+" denies the container port out", func(a App) { acl(a, s, subnet, deny(true, s.containerPort(), s.containerPort())...) })
					c.add(subnet.id+" denies ephemeral ports in", func(a App) { acl(a, s, subnet, deny(false, 1024, 65535)...) })
					c.add(subnet.id+" without entries", func(a App) { acl(a, s, subnet) })
				}
				for _, subnet := range s.taskSubnets() {
					c.add(subnet.id+" denies the container port in", func(a App) { acl(a, s, subnet, deny(false, s.containerPort(), s.containerPort())...) })
					c.add(subnet.id+" denies ephemeral ports out", func(a App) { acl(a, s, subnet, deny(true, 1024, 65535)...) })
				}
			},
		},
		{
			Name:    "acl-late",
			Doc:     "Gives a subnet an ACL that allows all, for which the services do not wait: until its entries are there a new ACL denies everything.",
			Refutes: []string{ready},
			run: func(s scene, c *collector) {
				for _, subnet := range append(s.taskSubnets(), s.frontSubnets()...) {
					c.add(subnet.id, func(a App) { acl(a, s, subnet, open()...) })
				}
			},
		},
		{
			Name: "acl-open",
			Doc:  "Gives a subnet an ACL that allows all, or denies only after it allowed: entries are read in order of their numbers. The services wait for them. Harmless.",
			run: func(s scene, c *collector) {
				for _, subnet := range append(s.taskSubnets(), s.frontSubnets()...) {
					c.add(subnet.id+" allows all", func(a App) { await(a, s, acl(a, s, subnet, open()...)) })
					c.add(subnet.id+" denies too late", func(a App) {
						await(a, s, acl(a, s, subnet, open(aclRule{number: 300}, aclRule{number: 300, egress: true, from: 443, to: 443})...))
					})
				}
			},
		},
	}
}
