package drift

import (
	"fmt"
	"slices"
	"strings"

	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/internal/cfn"
)

// compareServices compares the drawn tasks with the ECS services.
func (s *scene) compareServices() {
	all := s.byType["AWS::ECS::Service"]
	for _, byTask := range []bool{false, true} {
		for _, name := range s.serviceNames() {
			for _, r := range all {
				if s.services[name] == nil && !s.shown[r.Ref] && slices.Contains(s.containers(r, byTask), name) {
					s.services[name], s.shown[r.Ref] = r, true
				}
			}
		}
	}
	for _, node := range s.nodesOf(diagram.TaskNode) {
		name, ok := service(node)
		switch r := s.services[name]; {
		case !ok:
			s.say(BadDrawing, node.ID, nil, nil, "the node's id does not say of which service the task is", `call it "task/NAME/ZONE"`)
		case r == nil:
			s.say(Missing, node.ID, nil, nil, fmt.Sprintf("no ECS service of the templates has a container %q", name), "make the service, or take its tasks out of the picture")
		default:
			s.compareTask(node, r)
		}
	}
	for _, name := range s.serviceNames() {
		if r := s.services[name]; r != nil {
			s.compareService(name, r)
		}
	}
	for _, r := range all {
		if !s.shown[r.Ref] {
			s.undrawn(r, fmt.Sprintf("the ECS service with the containers %s is not drawn", quoted(slices.Concat(s.containers(r, false), s.containers(r, true)))))
		}
	}
}

// containers are the names of the containers that a service's load balancer knows, or of
// those of its task definition.
func (s *scene) containers(r *cfn.Resource, byTask bool) []string {
	v, property := s.get(r, "LoadBalancers"), "ContainerName"
	if byTask {
		task := s.refers(s.get(r, "TaskDefinition"), "AWS::ECS::TaskDefinition")
		if task == nil {
			return nil
		}
		v, property = s.get(task, "ContainerDefinitions"), "Name"
	}
	list, _ := items(v)
	var names []string
	for _, item := range list {
		if name, isText := cfn.AsString(object(item).Get(property)); isText {
			names = append(names, name)
		}
	}
	return names
}

// compareService compares what all tasks of a service have in common.
func (s *scene) compareService(name string, r *cfn.Resource) {
	awsvpc := []string{"NetworkConfiguration", "AwsvpcConfiguration"}
	var want []string
	nodes := s.tasks(name)
	for _, node := range nodes {
		want = append(want, node.Groups...)
	}
	s.placed("task/"+name, want, r, append(awsvpc, "Subnets")...)
	path := append(awsvpc, "AssignPublicIp")
	switch v := s.get(r, path...); {
	case missing(v):
	case !known(v):
		s.open("task/"+name, r, path, v)
	case v != cfn.Value(cfn.String("DISABLED")):
		s.say(Differs, "task/"+name, r, path, "the tasks get public addresses, and are drawn in private subnets", "set AssignPublicIp to DISABLED")
	}
	if title := s.groups[nodes[0].Wears].Title; strings.Contains(title, "Fargate") {
		if v := s.get(r, "LaunchType"); !missing(v) {
			s.compareText("task/"+name, r, []string{"LaunchType"}, "FARGATE", "the tasks run on")
		}
	}
}

// compareTask compares a node with its service.
func (s *scene) compareTask(node diagram.Node, r *cfn.Resource) {
	s.wears(node, r, "NetworkConfiguration", "AwsvpcConfiguration", "SecurityGroups")
	task := s.refers(s.get(r, "TaskDefinition"), "AWS::ECS::TaskDefinition")
	if task == nil {
		s.open(node.ID, r, []string{"TaskDefinition"}, s.get(r, "TaskDefinition"))
		return
	}
	cpu, cpuKnown := cfn.AsInt(s.get(task, "Cpu"))
	memory, memoryKnown := cfn.AsInt(s.get(task, "Memory"))
	switch size := fmt.Sprintf("%s vCPU · %s GB", of1024(cpu), of1024(memory)); {
	case !cpuKnown || !memoryKnown:
		s.open(node.ID, task, []string{"Cpu"}, s.get(task, "Cpu"))
	case size != node.Detail:
		s.say(Differs, node.ID, task, []string{"Cpu"}, fmt.Sprintf("it is drawn with %q, and has %q", node.Detail, size), "draw the size of the task definition")
	}
}

// of1024 is a number of units of which 1024 are one, with up to two digits.
func of1024(n int) string {
	text := fmt.Sprintf("%.2f", float64(n)/1024)
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}
