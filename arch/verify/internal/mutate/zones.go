package mutate

import "slices"

const zoneLoss = "survives-zone-loss"

func zoneOperators() []Operator {
	return []Operator{
		{
			Name:    "one-zone",
			Doc:     "Puts an endpoint or the tasks in one zone, or all task subnets in the same.",
			Refutes: []string{zoneLoss},
			run: func(s scene, c *collector) {
				for _, e := range s.interfaceEndpoints() {
					if !s.needed(e) {
						continue
					}
					for i, subnet := range s.targets(e, "SubnetIds") {
						c.add(e.id+" only in "+subnet.id, func(a App) { e.props(a)["SubnetIds"] = list{items(e.props(a)["SubnetIds"])[i]} })
					}
				}
				for _, service := range s.services() {
					for _, subnet := range s.targets(service, "NetworkConfiguration", "AwsvpcConfiguration", "Subnets") {
						c.add(service.id+" only in "+subnet.id, func(a App) { network(a, service)["Subnets"] = list{subnet.ref()} })
					}
				}
				if subnets := s.taskSubnets(); len(subnets) > 1 {
					c.add("task subnets in one zone", func(a App) {
						for _, subnet := range subnets[1:] {
							subnet.props(a)["AvailabilityZone"] = copyOf(s.prop(subnets[0], "AvailabilityZone"))
						}
					})
					c.add("task subnets in a zone by name", func(a App) {
						for _, subnet := range subnets {
							subnet.props(a)["AvailabilityZone"] = "eu-west-1a"
						}
					})
				}
			},
		},
		{
			Name:    "one-task",
			Doc:     "Lets a service shrink to one task: the zone that is lost may be its own. Without a scalable target and a DesiredCount, ECS starts one.",
			Refutes: []string{zoneLoss},
			run: func(s scene, c *collector) {
				for _, target := range s.all("AWS::ApplicationAutoScaling::ScalableTarget") {
					if !slices.ContainsFunc(s.services(), func(n node) bool {
						return n.stack == target.stack && slices.Contains(names(s.prop(target, "ResourceId")), n.id)
					}) {
						continue
					}
					c.add(target.id+" MinCapacity 1", func(a App) { target.props(a)["MinCapacity"] = 1 })
					c.add(target.id+" MinCapacity 0", func(a App) { target.props(a)["MinCapacity"] = "0" })
					c.add(target.id+" MinCapacity on an undecided condition", func(a App) {
						target.props(a)["MinCapacity"] = either(a, target.stack, 1, 2)
					})
					c.addAs(unproved(zoneLoss), target.id+" MinCapacity of a parameter", func(a App) {
						undecided(a, target.stack)
						sub(a[target.stack].Template, "Parameters", "Extra")["Type"] = "Number"
						target.props(a)["MinCapacity"] = obj{"Ref": "Extra"}
					})
					c.add(target.id+" dropped", func(a App) {
						for _, policy := range s.pointing(target, "ScalingTargetId", "AWS::ApplicationAutoScaling::ScalingPolicy") {
							remove(a, policy)
						}
						remove(a, target)
					})
				}
			},
		},
	}
}
