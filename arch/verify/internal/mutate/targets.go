package mutate

const reachTasks = "alb-reaches-tasks"

func targetOperators() []Operator {
	return []Operator{
		{
			Name:    "balancer-rule-loosen",
			Doc:     "Breaks the path from the load balancer to the tasks in a security group.",
			Refutes: []string{reachTasks},
			run: func(s scene, c *collector) {
				out := s.between(s.egress(s.frontGroups()), "DestinationSecurityGroupId", s.taskGroups())
				in := s.between(s.ingress(s.taskGroups()), "SourceSecurityGroupId", s.frontGroups())
				for _, rule := range append(out, in...) {
					breakRule(c, rule)
				}
				for _, alb := range s.balancers() {
					c.add(alb.id+" default group", func(a App) { delete(alb.props(a), "SecurityGroups") })
				}
			},
		},
		{
			Name:    "container-port-moved",
			Doc:     "Moves the port on which the tasks listen, or the health check's, without the rules. ECS registers a task with the service's container port, so the target group's own port does nothing: changing that is harmless, and so is naming the health check's default.",
			Refutes: []string{reachTasks},
			run: func(s scene, c *collector) {
				for _, service := range s.services() {
					for _, task := range s.targets(service, "TaskDefinition") {
						c.add(service.id+" port 9000", func(a App) {
							for _, lb := range items(service.props(a)["LoadBalancers"]) {
								lb.(obj)["ContainerPort"] = 9000
							}
							for _, container := range items(task.props(a)["ContainerDefinitions"]) {
								for _, mapping := range items(get(container, "PortMappings")) {
									mapping.(obj)["ContainerPort"] = 9000
								}
							}
						})
					}
				}
				for _, group := range s.targetGroups() {
					c.add(group.id+" HealthCheckPort 9000", func(a App) { group.props(a)["HealthCheckPort"] = "9000" })
					c.add(group.id+" HealthCheckPort on an undecided condition", func(a App) {
						group.props(a)["HealthCheckPort"] = either(a, group.stack, "9000", "traffic-port")
					})
					c.addAs(harmless, group.id+" HealthCheckPort traffic-port", func(a App) { group.props(a)["HealthCheckPort"] = "traffic-port" })
					c.addAs(harmless, group.id+" Port 80", func(a App) { group.props(a)["Port"] = 80 })
				}
			},
		},
	}
}
