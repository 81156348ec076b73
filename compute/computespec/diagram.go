package computespec

import (
	"fmt"
	"slices"
	"strings"

	"github.com/archblocks/archblocks/arch/awsservice"
	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/arch/plan"
)

// Diagram is compute's part of the picture: the load balancer, one task a service
// and zone, and what passes between them.
func (p Plan) Diagram() diagram.Graph {
	var g diagram.Graph
	zones := p.Inputs.Zones
	var public []string
	for zone := 1; zone <= zones; zone++ {
		public = append(public, diagram.PublicID(zone))
	}
	var to []string
	for _, s := range p.Services {
		to = append(to, fmt.Sprintf("%d to sg %s", s.Port, s.Name))
	}
	if p.Inputs.Login {
		to = append(to, "443 to the login")
	}
	var ports []string
	for _, port := range p.Spec.LoadBalancer.Ports {
		ports = append(ports, fmt.Sprint(port))
	}
	g.Groups = append(g.Groups, diagram.Group{
		ID: diagram.LoadBalancersID, Parent: diagram.VPCID, Kind: diagram.SecurityGroupBand, Title: "sg load-balancer", Path: "loadBalancer",
		Detail: fmt.Sprintf("in %s from CloudFront · out %s", strings.Join(ports, " and "), strings.Join(to, ", ")),
	})
	g.Nodes = append(g.Nodes, diagram.Node{
		ID: diagram.LoadBalancerID, Kind: diagram.LoadBalancerNode, Title: "Application Load Balancer", Detail: string(p.Spec.LoadBalancer.Scheme),
		Groups: public, Wears: diagram.LoadBalancersID, Path: "loadBalancer",
		Facts: []string{"Spreads requests over the tasks of every zone."},
	})
	forward := diagram.Step{ID: "balance", Order: 40, Text: "The load balancer routes the request to a task in the private subnets."}
	for _, s := range p.Services {
		band := diagram.SecurityGroupID(plan.ServiceGroup(s.Name))
		g.Groups = append(g.Groups, diagram.Group{
			ID: band, Parent: diagram.VPCID, Kind: diagram.SecurityGroupBand, Title: "sg " + s.Name + " · ECS Fargate", Path: s.Path,
			Detail: fmt.Sprintf("in %d from sg load-balancer · out 443 to sg endpoints and S3", s.Port),
		})
		for zone := 1; zone <= zones; zone++ {
			task := diagram.TaskID(s.Name, zone)
			g.Nodes = append(g.Nodes, diagram.Node{
				ID: task, Kind: diagram.TaskNode, Title: s.Name + " task", Detail: s.size(),
				Groups: []string{diagram.PrivateID(zone)}, Wears: band, Path: s.Path,
				Facts: []string{fmt.Sprintf("Listens on port %d.", s.Port), fmt.Sprintf("%d to %d tasks over all zones.", s.MinTasks, s.MaxTasks)},
			})
			edge := diagram.Edge{
				ID: diagram.EdgeBetween(diagram.LoadBalancerID, task), From: diagram.LoadBalancerID, To: task,
				Kind: diagram.RequestEdge, Label: fmt.Sprintf("HTTP %d", s.Port), Path: s.Path + ".port",
			}
			g.Edges = append(g.Edges, edge)
			forward.Edges = append(forward.Edges, edge.ID)
		}
	}
	g.Steps = []diagram.Step{forward, {ID: "process", Order: 45, Text: p.listening()}}
	g.Edges = append(g.Edges, p.egress()...)
	return g
}

// egress leads from every task to every endpoint that its service needs.
func (p Plan) egress() []diagram.Edge {
	var edges []diagram.Edge
	for _, s := range p.Services {
		for zone := 1; zone <= p.Inputs.Zones; zone++ {
			from := diagram.TaskID(s.Name, zone)
			done := map[awsservice.Service]bool{}
			services := slices.Clone(p.Inputs.Reaches)
			for _, need := range s.needs(p.Inputs) {
				services = append(services, need.Service)
			}
			for _, service := range services {
				if done[service] {
					continue
				}
				done[service] = true
				to := diagram.EndpointID(string(service))
				edges = append(edges, diagram.Edge{ID: diagram.EdgeBetween(from, to), From: from, To: to, Kind: diagram.EgressEdge, Label: "HTTPS 443", Path: s.Path})
			}
		}
	}
	return edges
}

// OriginPort is the port that CloudFront connects to.
func (p Plan) OriginPort() int {
	for _, port := range p.Spec.LoadBalancer.Ports {
		if port == 443 {
			return 443
		}
	}
	return 80
}

func (p Plan) listening() string {
	ports := make([]string, len(p.Services))
	for i, s := range p.Services {
		ports[i] = fmt.Sprintf("%s on port %d", s.Name, s.Port)
	}
	return "The container listens and processes the request: " + strings.Join(ports, ", ") + "."
}

func (s Service) size() string {
	return fmt.Sprintf("%s vCPU · %s GB", trim(float64(s.CPU)/1024), trim(float64(s.MemoryMiB)/1024))
}

func trim(n float64) string {
	return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.2f", n), "0"), ".")
}
