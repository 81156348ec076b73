package diagram

import "github.com/archblocks/archblocks/arch/problem"

// GroupKind says what a group stands for, and so how it is drawn.
type GroupKind string

// Kinds of groups, from the outside in.
const (
	CloudGroup         GroupKind = "cloud"          // all of AWS
	EdgeGroup          GroupKind = "edge"           // CloudFront and WAF, served from everywhere
	RegionGroup        GroupKind = "region"         // one AWS Region
	VPCGroup           GroupKind = "vpc"            // the virtual private cloud
	ZoneGroup          GroupKind = "zone"           // an Availability Zone
	PublicSubnetGroup  GroupKind = "public-subnet"  // a subnet for the load balancer
	PrivateSubnetGroup GroupKind = "private-subnet" // a subnet for tasks and endpoints
	SecurityGroupBand  GroupKind = "security-group" // a band that straddles zones
	ServicesGroup      GroupKind = "services"       // AWS services beside the VPC
)

// Group contains nodes and other groups.
type Group struct {
	// ID is stable and unique among groups, such as "zone/1".
	ID string
	// Parent is the id of the containing group; empty at the top.
	Parent string
	Kind   GroupKind
	// Title is drawn in the group's corner, such as "Availability Zone".
	Title string
	// Detail is drawn beside the title in a lighter voice, such as "eu-west-1a".
	Detail string
	// Path is the field of the spec that the group comes from. May be empty.
	Path string
}

// NodeKind says what a node stands for, and so which icon it wears.
type NodeKind string

// Kinds of nodes.
const (
	UsersNode        NodeKind = "users"
	CloudFrontNode   NodeKind = "cloudfront"
	WAFNode          NodeKind = "waf"
	LoadBalancerNode NodeKind = "load-balancer"
	TaskNode         NodeKind = "task"
	EndpointNode     NodeKind = "endpoint"
	StorageNode      NodeKind = "storage"
	ModelNode        NodeKind = "model"
	RegistryNode     NodeKind = "registry"
	MonitoringNode   NodeKind = "monitoring"
	LoginNode        NodeKind = "login"
	SecretsNode      NodeKind = "secrets"
	OtherNode        NodeKind = "other"
)

// Node is one thing of the topology.
type Node struct {
	// ID is stable and unique among nodes, such as "endpoint/logs".
	ID   string
	Kind NodeKind
	// Title is drawn under the icon.
	Title string
	// Detail is drawn under the title in a lighter voice.
	Detail string
	// Groups are the ids of the groups that contain the node: one, or one per zone for
	// a thing that straddles zones, such as the load balancer.
	Groups []string
	// Wears is the id of the security-group band that the node is in. May be empty.
	Wears string
	// Path is the field of the spec that the node comes from. May be empty.
	Path string
	// Facts are short sentences about the node: why it exists, what it allows.
	Facts []string
}

// EdgeKind says what an edge carries, and so how it is drawn.
type EdgeKind string

// Kinds of edges.
const (
	RequestEdge EdgeKind = "request" // a user's request on its way in
	InspectEdge EdgeKind = "inspect" // a check on the way, such as WAF or login
	EgressEdge  EdgeKind = "egress"  // private traffic from tasks to AWS services
	ObserveEdge EdgeKind = "observe" // logs and metrics
)

// Edge leads from one node to another.
type Edge struct {
	// ID is stable and unique among edges, such as "alb>task/app/1".
	ID string
	// From and To are ids of nodes.
	From, To string
	Kind     EdgeKind
	// Label is drawn on the edge, such as "HTTP 8501".
	Label string
	// Path is the field of the spec that the edge comes from. May be empty.
	Path string
}

// Step is one numbered step of the request flow.
type Step struct {
	// ID is stable and unique among steps, such as "forward".
	ID string
	// Order places the step in the whole flow; the numbers that people see count the steps from one.
	Order int
	// Text is one or two sentences. A part of a graph may leave it to the part that knows.
	Text string
	// Edges are the ids of the edges that carry the step.
	Edges []string
}

// Graph is a topology, or the part of it that one block makes.
type Graph struct {
	// Title names the topology.
	Title  string
	Groups []Group
	Nodes  []Node
	Edges  []Edge
	// Steps are the request flow, sorted by Order after Merge.
	Steps []Step
}

// At returns the graph with every spec path put under parent, as problem.List.At does for problems.
func (g Graph) At(parent string) Graph {
	at := func(path string) string {
		if path == "" {
			return ""
		}
		return problem.Join(parent, path)
	}
	moved := Graph{Title: g.Title, Steps: g.Steps}
	for _, group := range g.Groups {
		group.Path = at(group.Path)
		moved.Groups = append(moved.Groups, group)
	}
	for _, node := range g.Nodes {
		node.Path = at(node.Path)
		moved.Nodes = append(moved.Nodes, node)
	}
	for _, edge := range g.Edges {
		edge.Path = at(edge.Path)
		moved.Edges = append(moved.Edges, edge)
	}
	return moved
}
