package mutate

import "slices"

const ready = "ready-before-start"

// before reports whether CloudFormation finishes a resource before it starts
// another, by DependsOn and references within one template.
func before(a App, first, then node) bool {
	if first.stack != then.stack {
		return false
	}
	resources := sub(a[then.stack].Template, "Resources")
	seen, queue := map[string]bool{}, []string{then.id}
	for len(queue) > 0 {
		id := queue[0]
		queue = queue[1:]
		r, ok := resources[id].(obj)
		if !ok || seen[id] {
			continue
		}
		if id == first.id {
			return true
		}
		seen[id] = true
		queue = append(queue, names(r["Properties"])...)
		for _, v := range items(r["DependsOn"]) {
			queue = append(queue, text(v))
		}
	}
	return false
}

// firstNeeds are what a service's first task needs to start and turn healthy.
// The load balancer's rules for viewers and for logins are not among them.
func (s scene) firstNeeds() []node {
	found := append(s.interfaceEndpoints(), s.gatewayEndpoints()...)
	for _, subnet := range s.taskSubnets() {
		if association, ok := s.association(subnet); ok {
			found = append(found, association)
		}
	}
	found = append(found, s.ingress(s.taskGroups())...)
	found = append(found, s.egress(s.taskGroups())...)
	found = append(found, s.between(s.ingress(s.endpointGroups()), "SourceSecurityGroupId", s.taskGroups())...)
	found = append(found, s.between(s.egress(s.frontGroups()), "DestinationSecurityGroupId", s.taskGroups())...)
	found = append(found, s.rolePolicies()...)
	return unique(append(found, s.forwards()...))
}

func orderOperators() []Operator {
	return []Operator{
		{
			Name:    "order-drop",
			Doc:     "Drops one dependency of a service on what its first task needs. Harmless where another path keeps the order: through references, or through another dependency.",
			Refutes: []string{ready},
			run: func(s scene, c *collector) {
				for _, service := range s.services() {
					needs := s.firstNeeds()
					for _, v := range items(s.app[service.stack].Template["Resources"].(obj)[service.id].(obj)["DependsOn"]) {
						need := node{service.stack, text(v)}
						change := func(a App) { undepend(a, service, need.id) }
						after := s.app.clone()
						change(after)
						switch place := service.id + " on " + need.id; {
						case before(after, need, service):
							c.addAs(harmless, place, change)
						case slices.Contains(needs, need):
							c.add(place, change)
						}
					}
					change := func(a App) { delete(service.in(a), "DependsOn") }
					after := s.app.clone()
					change(after)
					if slices.ContainsFunc(needs, func(n node) bool { return !before(after, n, service) }) {
						c.add(service.id+" on anything", change)
					}
				}
			},
		},
		{
			Name: "order-through-another",
			Doc:  "Hands a service's dependency to its cluster, on which it depends: the order stays. Harmless.",
			run: func(s scene, c *collector) {
				for _, service := range s.services() {
					for _, cluster := range s.targets(service, "Cluster") {
						for _, v := range items(s.app[service.stack].Template["Resources"].(obj)[service.id].(obj)["DependsOn"]) {
							need := node{service.stack, text(v)}
							if before(s.app, cluster, need) {
								continue
							}
							c.add(service.id+" on "+need.id+" through "+cluster.id, func(a App) {
								undepend(a, service, need.id)
								appendTo(cluster.in(a), "DependsOn", need.id)
							})
						}
					}
				}
			},
		},
	}
}
