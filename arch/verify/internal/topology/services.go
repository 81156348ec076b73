package topology

import (
	"fmt"
	"strings"

	"github.com/archblocks/archblocks/internal/cfn"
)

// readService reads an ECS service.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-service.html
func (t *Topology) readService(r *cfn.Resource) {
	s := &Service{Ref: r.Ref, Resource: r, Region: t.region(r.Ref), ExecAt: at(r, "EnableExecuteCommand")}
	doubt := func(property, format string, args ...any) {
		s.Doubts = append(s.Doubts, Doubt{at(r, property), fmt.Sprintf(format, args...)})
	}
	network, _ := t.get(r, "NetworkConfiguration").(cfn.Object)
	awsvpc, isObject := network.Get("AwsvpcConfiguration").(cfn.Object)
	if !isObject {
		doubt("NetworkConfiguration", "the tasks have no interface of their own that can be read")
	}
	const path = "NetworkConfiguration.AwsvpcConfiguration."
	s.Interface = t.wear(r, nil, awsvpc.Get("SecurityGroups"), awsvpc.Get("Subnets"), path+"SecurityGroups", path+"Subnets")
	s.PublicAt = at(r, strings.Split(path+"AssignPublicIp", ".")...)
	switch public, known := cfn.AsString(awsvpc.Get("AssignPublicIp")); {
	case missing(awsvpc.Get("AssignPublicIp")):
		// The API's default is DISABLED. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html
	case !known:
		doubt("NetworkConfiguration", "AssignPublicIp is open")
	default:
		s.Public = public != "DISABLED"
	}
	exec, known := t.flag(r, "EnableExecuteCommand", false)
	s.Exec = exec
	if !known {
		s.Doubts = append(s.Doubts, t.open(r, "EnableExecuteCommand"))
	}
	s.Least, s.LeastAt = 1, at(r, "DesiredCount")
	if v := t.get(r, "DesiredCount"); !missing(v) {
		if s.Least, known = cfn.AsInt(v); !known {
			s.Doubts = append(s.Doubts, t.open(r, "DesiredCount"))
		}
	}
	if kind, _ := t.text(r, "SchedulingStrategy"); kind != "" && kind != "REPLICA" {
		doubt("SchedulingStrategy", "only services with replicas are judged")
	}
	if v := t.get(r, "ServiceConnectConfiguration"); !missing(v) {
		doubt("ServiceConnectConfiguration", "Service Connect is not followed")
	}
	if v := t.get(r, "VpcLatticeConfigurations"); !missing(v) {
		doubt("VpcLatticeConfigurations", "VPC Lattice is not followed")
	}
	t.readLinks(s)
	if task := t.refers(t.get(r, "TaskDefinition"), "AWS::ECS::TaskDefinition", "TaskDefinitionArn"); task != nil {
		s.Task = t.readTask(task)
	} else {
		doubt("TaskDefinition", "the task definition is not in the templates: %s", cfn.Show(t.get(r, "TaskDefinition")))
	}
	t.Services = append(t.Services, s)
}

func (t *Topology) readLinks(s *Service) {
	list, open := items(t.get(s.Resource, "LoadBalancers"))
	if open {
		s.Doubts = append(s.Doubts, t.open(s.Resource, "LoadBalancers"))
	}
	for i, item := range list {
		place := at(s.Resource, "LoadBalancers", fmt.Sprintf("[%d]", i))
		o, _ := item.(cfn.Object)
		target := t.refers(o.Get("TargetGroupArn"), "AWS::ElasticLoadBalancingV2::TargetGroup", "TargetGroupArn")
		port, isNumber := cfn.AsInt(o.Get("ContainerPort"))
		name, isText := cfn.AsString(o.Get("ContainerName"))
		if target == nil || !isNumber || !isText || !missing(o.Get("AdvancedConfiguration")) {
			s.Doubts = append(s.Doubts, Doubt{place, "the target group, container or port cannot be followed"})
			continue
		}
		s.Links = append(s.Links, Link{At: place, Target: t.targets[target.Ref], Container: name, Port: port})
	}
}

func (t *Topology) readTask(r *cfn.Resource) *Task {
	task := &Task{Ref: r.Ref, Resource: r}
	if mode, known := t.text(r, "NetworkMode"); !known || mode != "awsvpc" {
		task.Doubts = append(task.Doubts, Doubt{at(r, "NetworkMode"), "only tasks with an interface of their own (awsvpc) are judged"})
	}
	for _, p := range []struct {
		name string
		to   **cfn.Resource
	}{{"TaskRoleArn", &task.TaskRole}, {"ExecutionRoleArn", &task.ExecutionRole}} {
		v := t.get(r, p.name)
		if missing(v) {
			continue
		}
		if *p.to = t.refers(v, "AWS::IAM::Role", "Arn"); *p.to == nil {
			task.Doubts = append(task.Doubts, Doubt{at(r, p.name), "the role is not in the templates: " + cfn.Show(v)})
		}
	}
	list, open := items(t.get(r, "ContainerDefinitions"))
	if open || len(list) == 0 {
		task.Doubts = append(task.Doubts, t.open(r, "ContainerDefinitions"))
	}
	for i, item := range list {
		c := Container{At: at(r, "ContainerDefinitions", fmt.Sprintf("[%d]", i))}
		c.Properties, _ = item.(cfn.Object)
		c.Name, _ = cfn.AsString(c.Properties.Get("Name"))
		mappings, open := items(c.Properties.Get("PortMappings"))
		if open {
			task.Doubts = append(task.Doubts, Doubt{c.At, "PortMappings is open"})
		}
		for _, m := range mappings {
			o, _ := m.(cfn.Object)
			if n, ok := cfn.AsInt(o.Get("ContainerPort")); ok {
				c.Ports = append(c.Ports, n)
			} else {
				task.Doubts = append(task.Doubts, Doubt{c.At, "a ContainerPort is open"})
			}
		}
		task.Containers = append(task.Containers, c)
	}
	return task
}

// readScaling reads the fewest tasks that scaling may leave of a service.
func (t *Topology) readScaling(r *cfn.Resource) {
	if space, _ := t.text(r, "ServiceNamespace"); space != "ecs" {
		return
	}
	least, known := cfn.AsInt(t.get(r, "MinCapacity"))
	for _, s := range t.Services {
		named := false
		for _, ref := range cfn.References(t.get(r, "ResourceId")) {
			named = named || ref.Resource() == s.Ref
		}
		if !named {
			continue
		}
		switch {
		case !known:
			s.Doubts = append(s.Doubts, t.open(r, "MinCapacity"))
		case missing(t.get(s.Resource, "DesiredCount")) || least < s.Least:
			// Without a count of its own, the service has what scaling says.
			s.Least, s.LeastAt = least, at(r, "MinCapacity")
		}
	}
}
