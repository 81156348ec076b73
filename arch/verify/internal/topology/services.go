package topology

import (
	"fmt"
	"slices"
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
		s.ExecDoubts = append(s.ExecDoubts, t.open(r, "EnableExecuteCommand"))
	}
	s.Least, s.LeastAt = 1, at(r, "DesiredCount")
	if v := t.get(r, "DesiredCount"); !missing(v) {
		if s.Least, known = cfn.AsInt(v); !known {
			s.LeastDoubts = append(s.LeastDoubts, t.open(r, "DesiredCount"))
		}
	}
	if kind, known := t.text(r, "SchedulingStrategy"); !known || kind != "" && kind != "REPLICA" {
		doubt("SchedulingStrategy", "only services with replicas are judged")
	}
	if !t.onFargate(r) {
		doubt("LaunchType", "only tasks on Fargate are judged: others use the network of their instance too")
	}
	controller, _ := t.get(r, "DeploymentController").(cfn.Object)
	if kind, known := cfn.AsString(controller.Get("Type")); !missing(t.get(r, "DeploymentController")) && (!known || kind != "ECS") {
		doubt("DeploymentController", "task sets of other deployment controllers are not followed")
	}
	connect, _ := t.get(r, "ServiceConnectConfiguration").(cfn.Object)
	if on, known := cfn.AsBool(connect.Get("Enabled")); !missing(t.get(r, "ServiceConnectConfiguration")) && (on || !known) {
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

// onFargate tells whether all tasks of a service run on Fargate, by what the service itself says.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/capacity-launch-type-comparison.html
func (t *Topology) onFargate(r *cfn.Resource) bool {
	if kind, known := t.text(r, "LaunchType"); !known || kind != "" {
		return kind == "FARGATE"
	}
	if own := t.get(r, "CapacityProviderStrategy"); !missing(own) {
		return fargate(own)
	}
	// Without either the cluster's default counts.
	// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
	cluster := t.refers(t.get(r, "Cluster"), "AWS::ECS::Cluster", "Arn")
	if cluster == nil {
		return false
	}
	for _, a := range t.Model.OfType("AWS::ECS::ClusterCapacityProviderAssociations") {
		if of := t.refers(t.get(a, "Cluster"), "AWS::ECS::Cluster", "Arn"); t.World.Exists(a) && of == cluster {
			return fargate(t.get(a, "DefaultCapacityProviderStrategy"))
		}
	}
	return fargate(t.get(cluster, "DefaultCapacityProviderStrategy"))
}

// fargate tells whether all providers of a strategy are Fargate's.
func fargate(strategy cfn.Value) bool {
	list, open := items(strategy)
	for _, item := range list {
		o, _ := item.(cfn.Object)
		if name, _ := cfn.AsString(o.Get("CapacityProvider")); name != "FARGATE" && name != "FARGATE_SPOT" {
			return false
		}
	}
	return len(list) > 0 && !open
}

func (t *Topology) readLinks(s *Service) {
	list, open := items(t.get(s.Resource, "LoadBalancers"))
	if open {
		s.LinkDoubts = append(s.LinkDoubts, t.open(s.Resource, "LoadBalancers"))
	}
	for i, item := range list {
		place := at(s.Resource, "LoadBalancers", fmt.Sprintf("[%d]", i))
		o, _ := item.(cfn.Object)
		port, isNumber := cfn.AsInt(o.Get("ContainerPort"))
		name, isText := cfn.AsString(o.Get("ContainerName"))
		targets, followed := t.linked(o)
		if !isNumber || !isText || !followed {
			s.LinkDoubts = append(s.LinkDoubts, Doubt{place, "the target group, container or port cannot be followed"})
			continue
		}
		for _, target := range targets {
			s.Links = append(s.Links, Link{At: place, Target: target, Container: name, Port: port})
		}
	}
	s.Doubts = append(s.Doubts, s.LinkDoubts...)
}

// linked are the target groups of an entry of LoadBalancers: two for blue/green deployments,
// to either of which ECS lets the rules forward.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb-resources-for-blue-green.html
func (t *Topology) linked(o cfn.Object) (targets []*TargetGroup, followed bool) {
	advanced, isObject := o.Get("AdvancedConfiguration").(cfn.Object)
	names := []cfn.Value{o.Get("TargetGroupArn")}
	if !missing(o.Get("AdvancedConfiguration")) {
		names = append(names, advanced.Get("AlternateTargetGroupArn"))
	}
	for _, v := range names {
		found := t.refers(v, "AWS::ElasticLoadBalancingV2::TargetGroup", "TargetGroupArn")
		if found == nil {
			return nil, false
		}
		targets = append(targets, t.targets[found.Ref])
	}
	if len(targets) == 1 {
		return targets, true
	}
	for _, name := range []string{"ProductionListenerRule", "TestListenerRule"} {
		v := advanced.Get(name)
		route := t.route(v)
		if route == nil && !missing(v) || name == "ProductionListenerRule" && missing(v) {
			return nil, false
		}
		if route != nil {
			for _, target := range targets {
				if !slices.Contains(route.Targets, target) {
					route.Targets = append(route.Targets, target)
				}
			}
		}
	}
	return targets, isObject
}

// route is the listener rule that a value names, or nil.
func (t *Topology) route(v cfn.Value) *ListenerRoute {
	found := t.refers(v, "AWS::ElasticLoadBalancingV2::ListenerRule", "RuleArn")
	if found == nil {
		return nil
	}
	for _, b := range t.Balancers {
		for _, l := range b.Listeners {
			for _, r := range l.Routes {
				if r.Ref == found.Ref {
					return r
				}
			}
		}
	}
	return nil
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
	if !missing(t.get(r, "ProxyConfiguration")) {
		task.Doubts = append(task.Doubts, Doubt{at(r, "ProxyConfiguration"), "proxies are not followed"})
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
			if protocol, known := cfn.AsString(o.Get("Protocol")); known && protocol != "tcp" {
				continue
			} else if !known && !missing(o.Get("Protocol")) {
				task.Doubts = append(task.Doubts, Doubt{c.At, "the protocol of a port is open"})
			}
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
