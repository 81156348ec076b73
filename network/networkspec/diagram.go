package networkspec

import (
	"fmt"
	"slices"

	"github.com/archblocks/archblocks/arch/awsservice"
	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/arch/plan"
)

// Diagram is the network's part of the picture: the nested boxes, the endpoints
// and the AWS services that they lead to.
func (p Plan) Diagram() diagram.Graph {
	g := diagram.Graph{
		Groups: []diagram.Group{
			{ID: diagram.CloudID, Kind: diagram.CloudGroup, Title: "AWS Cloud"},
			{ID: diagram.RegionID, Parent: diagram.CloudID, Kind: diagram.RegionGroup, Title: "Region", Detail: p.Region},
			{ID: diagram.VPCID, Parent: diagram.RegionID, Kind: diagram.VPCGroup, Title: "VPC", Detail: p.Spec.CIDR.String(), Path: "cidr"},
		},
	}
	var private []string
	for i, zone := range p.Zones {
		title, path := "Availability Zone", fmt.Sprintf("zones[%d]", i)
		if zone.Name == "" {
			title, path = fmt.Sprintf("Availability Zone %d", zone.Number), "zoneCount"
		}
		public := "Public subnet"
		if p.Spec.PrivateOnly {
			public = "Load balancer subnet"
		}
		id := diagram.ZoneID(zone.Number)
		g.Groups = append(g.Groups,
			diagram.Group{ID: id, Parent: diagram.VPCID, Kind: diagram.ZoneGroup, Title: title, Detail: zone.Name, Path: path},
			diagram.Group{ID: diagram.PublicID(zone.Number), Parent: id, Kind: diagram.PublicSubnetGroup, Title: public, Detail: zone.Public.String(), Path: fmt.Sprintf("publicSubnets[%d]", i)},
			diagram.Group{ID: diagram.PrivateID(zone.Number), Parent: id, Kind: diagram.PrivateSubnetGroup, Title: "Private subnet", Detail: zone.Private.String(), Path: fmt.Sprintf("privateSubnets[%d]", i)},
		)
		private = append(private, diagram.PrivateID(zone.Number))
	}
	g.Groups = append(g.Groups,
		diagram.Group{ID: diagram.EndpointsID, Parent: diagram.VPCID, Kind: diagram.SecurityGroupBand, Title: "sg endpoints", Detail: "in 443 from the tasks"},
		diagram.Group{ID: diagram.ServicesID, Parent: diagram.RegionID, Kind: diagram.ServicesGroup, Title: "AWS services"},
	)
	for _, e := range p.Endpoints {
		g = add(g, e, private)
	}
	g.Steps = steps(g.Edges)
	return g
}

// steps numbers the edges: those to CloudWatch and Cognito carry steps of their own.
func steps(edges []diagram.Edge) []diagram.Step {
	use := diagram.Step{
		ID: "endpoints", Order: 50,
		Text: "Tasks reach AWS services only through VPC endpoints. There is no NAT gateway and no route to the internet.",
	}
	observe := diagram.Step{ID: diagram.ObserveStep, Order: 60}
	login := diagram.Step{ID: diagram.LoginStep, Order: 70}
	for _, edge := range edges {
		step := &use
		switch edge.To {
		case diagram.CloudWatchID:
			step = &observe
		case diagram.CognitoID:
			step = &login
		}
		step.Edges = append(step.Edges, edge.ID)
	}
	all := []diagram.Step{use}
	for _, step := range []diagram.Step{observe, login} {
		if step.Edges != nil {
			all = append(all, step)
		}
	}
	return all
}

func add(g diagram.Graph, e plan.Endpoint, private []string) diagram.Graph {
	facts, known := awsservice.Lookup(e.Service)
	if !known {
		facts.Family = string(e.Service)
	}
	from, to := diagram.EndpointID(string(e.Service)), diagram.ServiceID(facts.Family)
	node := diagram.Node{ID: from, Kind: diagram.EndpointNode, Title: string(e.Service), Detail: string(e.Kind), Groups: private}
	if e.Kind == awsservice.Interface {
		node.Wears = diagram.EndpointsID
	}
	for _, r := range e.Reasons {
		node.Facts = append(node.Facts, r.Text)
	}
	g.Nodes = append(g.Nodes, node)
	if !slices.ContainsFunc(g.Nodes, func(n diagram.Node) bool { return n.ID == to }) {
		kind, drawn := kinds[facts.Family]
		if !drawn {
			kind = diagram.OtherNode
		}
		g.Nodes = append(g.Nodes, diagram.Node{ID: to, Kind: kind, Title: facts.Family, Groups: []string{diagram.ServicesID}})
	}
	g.Edges = append(g.Edges, diagram.Edge{ID: diagram.EdgeBetween(from, to), From: from, To: to, Kind: diagram.EgressEdge})
	return g
}

// kinds gives each family of services its icon; the others wear a plain one.
var kinds = map[string]diagram.NodeKind{
	"Amazon S3":           diagram.StorageNode,
	"Amazon Bedrock":      diagram.ModelNode,
	"Amazon ECR":          diagram.RegistryNode,
	"Amazon CloudWatch":   diagram.MonitoringNode,
	"Amazon Cognito":      diagram.LoginNode,
	"AWS Secrets Manager": diagram.SecretsNode,
}
