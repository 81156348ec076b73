// Package sample makes the graphs that the tests and examples of the diagram
// packages draw: what the blocks make of a spec, for any number of zones,
// services and endpoints.
package sample

import (
	"fmt"
	"strings"

	"github.com/archblocks/archblocks/arch/diagram"
)

// Shape says what a sample graph holds.
type Shape struct {
	Zones     int // 1 to 3
	Services  int // 1 to 8
	Endpoints int // 1 to 16
	// Login is whether the load balancer does the login, at Cognito without an endpoint.
	Login bool
	// Long is whether names are long.
	Long bool
}

// endpoint is one endpoint that a sample can hold, in the order of adding.
type endpoint struct {
	name, family string
	kind         diagram.NodeKind
}

var endpoints = []endpoint{
	{"s3", "Amazon S3", diagram.StorageNode},
	{"ecr.api", "Amazon ECR", diagram.RegistryNode},
	{"ecr.dkr", "Amazon ECR", diagram.RegistryNode},
	{"logs", "Amazon CloudWatch", diagram.MonitoringNode},
	{"bedrock-runtime", "Amazon Bedrock", diagram.ModelNode},
	{"secretsmanager", "AWS Secrets Manager", diagram.SecretsNode},
	{"cognito-idp", "Amazon Cognito", diagram.LoginNode},
	{"dynamodb", "Amazon DynamoDB", diagram.StorageNode},
	{"monitoring", "Amazon CloudWatch", diagram.MonitoringNode},
	{"bedrock-agent-runtime", "Amazon Bedrock", diagram.ModelNode},
	{"ssm", "AWS Systems Manager", diagram.OtherNode},
	{"ssmmessages", "AWS Systems Manager", diagram.OtherNode},
	{"kms", "AWS Key Management Service", diagram.SecretsNode},
	{"sqs", "Amazon SQS", diagram.OtherNode},
	{"xray", "AWS X-Ray", diagram.MonitoringNode},
	{"states", "AWS Step Functions", diagram.OtherNode},
}

// Graph is the sample of a shape.
func Graph(s Shape) diagram.Graph {
	g := diagram.Graph{Title: "chat"}
	s.groups(&g)
	s.front(&g)
	s.tasks(&g)
	s.endpoints(&g)
	s.steps(&g)
	return g
}

func (s Shape) groups(g *diagram.Graph) {
	add := func(id, parent string, kind diagram.GroupKind, title, detail string) {
		g.Groups = append(g.Groups, diagram.Group{ID: id, Parent: parent, Kind: kind, Title: title, Detail: detail})
	}
	add(diagram.CloudID, "", diagram.CloudGroup, "AWS Cloud", "")
	add(diagram.EdgeID, diagram.CloudID, diagram.EdgeGroup, "Edge (global)", "")
	add(diagram.RegionID, diagram.CloudID, diagram.RegionGroup, "Region", "eu-west-1")
	add(diagram.VPCID, diagram.RegionID, diagram.VPCGroup, "VPC", "10.0.0.0/16")
	first, detail := "Public subnet", []string{"eu-west-1a", "eu-west-1b", "eu-west-1c"}
	if !s.Login {
		first = "Load balancer subnet"
	}
	if s.Long {
		detail = []string{"first zone of the account", "second zone of the account", "third zone of the account"}
	}
	for z := 1; z <= s.Zones; z++ {
		add(diagram.ZoneID(z), diagram.VPCID, diagram.ZoneGroup, "Availability Zone", detail[z-1])
		add(diagram.PublicID(z), diagram.ZoneID(z), diagram.PublicSubnetGroup, first, fmt.Sprintf("10.0.%d.0/24", z-1))
		add(diagram.PrivateID(z), diagram.ZoneID(z), diagram.PrivateSubnetGroup, "Private subnet", fmt.Sprintf("10.0.%d.0/22", 16*z))
	}
	var services []string
	for i := range s.Services {
		services = append(services, "sg service-"+s.service(i))
	}
	all := strings.Join(services, ", ")
	add(diagram.LoadBalancersID, diagram.VPCID, diagram.SecurityGroupBand, "sg load-balancer", "in 443 from CloudFront · out 8501 to "+all)
	for i := range s.Services {
		add(diagram.SecurityGroupID("service-"+s.service(i)), diagram.VPCID, diagram.SecurityGroupBand,
			"sg service-"+s.service(i), "in 8501 from sg load-balancer · out 443 to sg endpoints and S3")
	}
	add(diagram.EndpointsID, diagram.VPCID, diagram.SecurityGroupBand, "sg endpoints", "in 443 from "+all)
	add(diagram.ServicesID, diagram.RegionID, diagram.ServicesGroup, "AWS services reached privately", "")
}

// service is the name of a service.
func (s Shape) service(i int) string {
	name := []string{"app", "api", "worker", "search", "ingest", "admin", "reports", "hooks"}[i%8]
	if i >= 8 {
		name += fmt.Sprint(i)
	}
	if s.Long {
		name += "-of-the-conversational-assistant"
	}
	return name
}

func (s Shape) subnets(id func(int) string) []string {
	var all []string
	for z := 1; z <= s.Zones; z++ {
		all = append(all, id(z))
	}
	return all
}

func (s Shape) front(g *diagram.Graph) {
	g.Nodes = append(g.Nodes,
		diagram.Node{ID: diagram.UsersID, Kind: diagram.UsersNode, Title: "Users"},
		diagram.Node{ID: diagram.CloudFrontID, Kind: diagram.CloudFrontNode, Title: "CloudFront", Detail: "TLS, cache, headers", Groups: []string{diagram.EdgeID}},
		diagram.Node{ID: diagram.WAFID, Kind: diagram.WAFNode, Title: "AWS WAF", Detail: "managed rules, rate limit", Groups: []string{diagram.EdgeID}},
		diagram.Node{ID: diagram.LoadBalancerID, Kind: diagram.LoadBalancerNode, Title: "Application Load Balancer",
			Groups: s.subnets(diagram.PublicID), Wears: diagram.LoadBalancersID},
	)
	edge(g, diagram.UsersID, diagram.CloudFrontID, diagram.RequestEdge, "")
	edge(g, diagram.CloudFrontID, diagram.WAFID, diagram.InspectEdge, "")
	edge(g, diagram.CloudFrontID, diagram.LoadBalancerID, diagram.RequestEdge, "HTTPS 443")
}

func edge(g *diagram.Graph, from, to string, kind diagram.EdgeKind, label string) {
	g.Edges = append(g.Edges, diagram.Edge{ID: diagram.EdgeBetween(from, to), From: from, To: to, Kind: kind, Label: label})
}

func (s Shape) tasks(g *diagram.Graph) {
	for i := range s.Services {
		name := s.service(i)
		for z := 1; z <= s.Zones; z++ {
			g.Nodes = append(g.Nodes, diagram.Node{
				ID: diagram.TaskID(name, z), Kind: diagram.TaskNode, Title: name + " task", Detail: "0.5 vCPU · 1 GB",
				Groups: []string{diagram.PrivateID(z)}, Wears: diagram.SecurityGroupID("service-" + name),
			})
			edge(g, diagram.LoadBalancerID, diagram.TaskID(name, z), diagram.RequestEdge, "HTTP 8501")
		}
	}
}

func (s Shape) endpoints(g *diagram.Graph) {
	family := map[string]bool{}
	for _, e := range endpoints[:s.Endpoints] {
		node := diagram.Node{
			ID: diagram.EndpointID(e.name), Kind: diagram.EndpointNode, Title: e.name, Detail: "interface",
			Groups: s.subnets(diagram.PrivateID), Wears: diagram.EndpointsID,
		}
		if e.name == "s3" || e.name == "dynamodb" {
			node.Detail, node.Wears = "gateway", ""
		}
		g.Nodes = append(g.Nodes, node)
		for i := range s.Services {
			for z := 1; z <= s.Zones; z++ {
				edge(g, diagram.TaskID(s.service(i), z), node.ID, diagram.EgressEdge, "HTTPS 443")
			}
		}
		s.family(g, family, e)
		edge(g, node.ID, diagram.ServiceID(e.family), diagram.EgressEdge, "")
	}
	if s.Login {
		s.family(g, family, endpoint{"", "Amazon Cognito", diagram.LoginNode})
		edge(g, diagram.LoadBalancerID, diagram.CognitoID, diagram.InspectEdge, "HTTPS 443")
	}
}

func (s Shape) family(g *diagram.Graph, have map[string]bool, e endpoint) {
	if !have[e.family] {
		have[e.family] = true
		g.Nodes = append(g.Nodes, diagram.Node{ID: diagram.ServiceID(e.family), Kind: e.kind, Title: e.family, Groups: []string{diagram.ServicesID}})
	}
}

// steps numbers the flow.
func (s Shape) steps(g *diagram.Graph) {
	add := func(id, text string, pick func(diagram.Edge) bool) {
		step := diagram.Step{ID: id, Order: 10 * (len(g.Steps) + 1), Text: text}
		for _, e := range g.Edges {
			if pick(e) {
				step.Edges = append(step.Edges, e.ID)
			}
		}
		g.Steps = append(g.Steps, step)
	}
	add("connect", "Users connect over HTTPS to the CloudFront distribution.", func(e diagram.Edge) bool { return e.From == diagram.UsersID })
	add("inspect", "CloudFront asks the AWS WAF web ACL before it forwards anything.", func(e diagram.Edge) bool { return e.To == diagram.WAFID })
	add("enter", "CloudFront forwards to the load balancer over TLS 443. Nothing else may connect to it.",
		func(e diagram.Edge) bool { return e.To == diagram.LoadBalancerID })
	if s.Login {
		add("login", "The load balancer sends users without a session to the Cognito login.",
			func(e diagram.Edge) bool { return e.From == diagram.LoadBalancerID && e.To == diagram.CognitoID })
	}
	add("forward", "The load balancer spreads requests over the tasks in every Availability Zone.",
		func(e diagram.Edge) bool { return e.From == diagram.LoadBalancerID && e.To != diagram.CognitoID })
	add("reach", "Tasks reach AWS services only through VPC endpoints. There is no NAT and no route to the internet.",
		func(e diagram.Edge) bool { return strings.HasPrefix(e.From, "task/") })
	add("limit", "Endpoint policies limit which buckets, models and log groups can be used.",
		func(e diagram.Edge) bool { return strings.HasPrefix(e.From, "endpoint/") })
}
