package diagram

import "slices"

// cast is a graph sorted by the parts that its groups and nodes play in the picture.
type cast struct {
	groups map[string]Group
	nodes  map[string]Node

	cloud, edge, region, vpc, services Group // the first of their kind; zero where there is none

	zones        []zone
	outside      []Node // in no group, such as the users
	front        []Node // in the edge group, CloudFront first
	balancer     Node
	balancerBand Group
	bands        []band
	gateways     []Node // endpoints without a security group
	interfaces   []Node // endpoints with one
	endpointBand Group
	aws          []Node // the AWS services beside the VPC
	rest         []Node // nodes that the bands have no place for
}

// zone is one column.
type zone struct{ zone, public, private Group }

// band is one service: its security group and its tasks in each zone.
type band struct {
	group Group
	tasks [][]Node // by zone
}

func castOf(g Graph) cast {
	c := cast{groups: map[string]Group{}, nodes: map[string]Node{}}
	for _, group := range g.Groups {
		c.groups[group.ID] = group
		switch group.Kind {
		case CloudGroup:
			fill(&c.cloud, group)
		case EdgeGroup:
			fill(&c.edge, group)
		case RegionGroup:
			fill(&c.region, group)
		case VPCGroup:
			fill(&c.vpc, group)
		case ServicesGroup:
			fill(&c.services, group)
		case ZoneGroup:
			c.zones = append(c.zones, zone{zone: group})
		}
	}
	for _, group := range g.Groups {
		z := slices.IndexFunc(c.zones, func(z zone) bool { return z.zone.ID == group.Parent })
		switch {
		case z < 0:
		case group.Kind == PublicSubnetGroup:
			fill(&c.zones[z].public, group)
		case group.Kind == PrivateSubnetGroup:
			fill(&c.zones[z].private, group)
		}
	}
	if len(c.zones) == 0 {
		c.zones = []zone{{}}
	}
	for _, node := range g.Nodes {
		c.nodes[node.ID] = node
		c.take(node)
	}
	slices.SortStableFunc(c.front, func(a, b Node) int { return frontRank(a) - frontRank(b) })
	return c
}

func frontRank(n Node) int {
	if n.Kind == CloudFrontNode {
		return 0
	}
	return 1
}

// take gives a node its part.
func (c *cast) take(n Node) {
	in := Group{}
	if len(n.Groups) > 0 {
		in = c.groups[n.Groups[0]]
	}
	switch {
	case n.Kind == LoadBalancerNode && c.balancer.ID == "":
		c.balancer, c.balancerBand = n, c.groups[n.Wears]
	case n.Kind == TaskNode && c.zoneOf(n) >= 0:
		c.takeTask(n)
	case n.Kind == EndpointNode && n.Wears == "":
		c.gateways = append(c.gateways, n)
	case n.Kind == EndpointNode:
		c.interfaces = append(c.interfaces, n)
		fill(&c.endpointBand, c.groups[n.Wears])
	case in.Kind == EdgeGroup:
		c.front = append(c.front, n)
	case in.Kind == ServicesGroup:
		c.aws = append(c.aws, n)
	case in.ID == "" && len(c.outside) == 0:
		c.outside = append(c.outside, n)
	default:
		c.rest = append(c.rest, n)
	}
}

func (c *cast) takeTask(n Node) {
	key := n.Wears
	i := slices.IndexFunc(c.bands, func(b band) bool { return b.group.ID == key })
	if i < 0 {
		i = len(c.bands)
		c.bands = append(c.bands, band{c.groups[key], make([][]Node, len(c.zones))})
	}
	z := c.zoneOf(n)
	c.bands[i].tasks[z] = append(c.bands[i].tasks[z], n)
}

// zoneOf is the index of the zone that holds the node's first group, or -1.
func (c *cast) zoneOf(n Node) int {
	if len(n.Groups) == 0 {
		return -1
	}
	in := c.groups[n.Groups[0]]
	return slices.IndexFunc(c.zones, func(z zone) bool {
		return in.ID != "" && (z.zone.ID == in.ID || z.zone.ID == in.Parent)
	})
}

// straight is whether every task can have a line of its own from the load balancer:
// one service with at most one task in a zone. Otherwise one trunk serves all bands.
func (c *cast) straight() bool {
	if len(c.bands) != 1 {
		return false
	}
	for _, tasks := range c.bands[0].tasks {
		if len(tasks) > 1 {
			return false
		}
	}
	return true
}
