package diagram

import "slices"

// column is one endpoint.
type column struct {
	node    Node
	x       int
	service string // the AWS service that it leads to; may be empty
	edge    Edge
	gateway bool
}

// placeEndpoints places the gateway endpoints in a box of their own and the
// interface endpoints in their band beside it, and returns the lower border.
func (l *layout) placeEndpoints(at Rect) int {
	gateways, interfaces := l.ordered()
	if len(gateways)+len(interfaces) == 0 {
		l.gapTop = at.Y
		return at.Y
	}
	left, right := at, at
	if len(interfaces) > 0 {
		left.W = l.segment(len(gateways))
		if n := len(gateways); n > 0 {
			if l.x.brick {
				spare := (at.W - l.endpointsWidth()) * n / (n + len(interfaces))
				left.W += min(spare, 40*n)
			}
			right.X = left.Right() + boxGap
		}
		right.W = at.Right() - right.X
	}
	rows := [2]int{}
	place := func(list []Node, in Rect, gateway bool) {
		for i, n := range list {
			service, edge := l.serviceOf(n.ID)
			x, row := in.X+l.x.pitch*i+l.x.pitch/2, 0
			if l.x.brick && len(list) > 1 {
				x, row = in.X+in.W*(i+1)/(len(list)+1), i%2
			}
			rows[row] = max(rows[row], tileSize+captionOf(n, l.x.pitch-columnGap).height())
			l.columns = append(l.columns, column{n, l.offBorder(x), service, edge, gateway})
		}
	}
	place(gateways, left, true)
	place(interfaces, right, false)

	head := 34
	if len(interfaces) > 0 {
		head = max(head, l.bandHead(l.c.endpointBand, right)+2)
	}
	bottom := at.Y + head + rows[0] + 14
	second := bottom + 6
	if rows[1] > 0 {
		bottom = second + rows[1] + 14
	}
	for i, col := range l.columns {
		top := at.Y + head
		if l.x.brick && l.inSecondRow(i, len(gateways), len(interfaces)) {
			top = second
		}
		l.node(col.node, col.x, top, captionOf(col.node, l.x.pitch-columnGap))
	}
	left.H, right.H = bottom-at.Y, bottom-at.Y
	if len(gateways) > 0 {
		l.gatewayFrame(left, len(gateways))
	}
	if len(interfaces) > 0 {
		l.endpoints = right
		l.box(l.c.endpointBand, right, bandDepth, SecurityGroupRole, Dashed, "")
	}
	return bottom
}

// offBorder moves a column whose line would run along a border of a zone or subnet.
func (l *layout) offBorder(x int) int {
	for z := range l.c.zones {
		left := l.x.regionX + 2*pad + l.x.trunk + z*(l.x.zone+zoneGap)
		for _, border := range []int{left, left + bandPad, left + l.x.zone - bandPad, left + l.x.zone} {
			if x < border && x > border-nudge {
				return border - nudge
			}
			if x >= border && x < border+nudge {
				return border + nudge
			}
		}
	}
	return x
}

func (l *layout) inSecondRow(i, gateways, interfaces int) bool {
	if i < gateways {
		return gateways > 1 && i%2 == 1
	}
	return interfaces > 1 && (i-gateways)%2 == 1
}

// gatewayFrame draws the box around gateway endpoints, which is no group of the graph: they have no security group.
func (l *layout) gatewayFrame(at Rect, n int) {
	l.gatewayBox = at
	title := "gateway endpoint"
	if n > 1 {
		title += "s"
	}
	l.ground = append(l.ground, groundBox{Box{Rect: at, Role: GatewayRole, Stroke: Dotted}, bandDepth})
	l.text("", Point{at.CenterX(), at.Y + 19}, Middle, font{11, true}, GatewayRole, title)
}

// slots is the order of endpoints from the left: first what every topology has, then what
// services ask for, so that an endpoint that comes later stands behind the others.
var slots = []string{
	"s3", "dynamodb", "ecr.api", "ecr.dkr", "logs", "monitoring", "bedrock-runtime", "bedrock-agent-runtime", "secretsmanager", "kms", "ssm", "ssmmessages", "sts",
}

func slotOf(n Node) int {
	if i := slices.IndexFunc(slots, func(name string) bool { return EndpointID(name) == n.ID }); i >= 0 {
		return i
	}
	return len(slots)
}

// ordered are the endpoints with those of one AWS service side by side; a gateway
// whose service has an interface endpoint too is the nearest to the interfaces.
func (l *layout) ordered() (gateways, interfaces []Node) {
	gateways, interfaces = slices.Clone(l.c.gateways), slices.Clone(l.c.interfaces)
	for _, list := range [][]Node{gateways, interfaces} {
		slices.SortStableFunc(list, func(a, b Node) int { return slotOf(a) - slotOf(b) })
	}
	rank := map[string]int{}
	for i, n := range slices.Concat(gateways, interfaces) {
		service, _ := l.serviceOf(n.ID)
		if service == "" {
			service = n.ID
		}
		if _, seen := rank[service]; !seen {
			rank[service] = i
		}
	}
	shared := map[string]bool{}
	for _, n := range l.c.interfaces {
		service, _ := l.serviceOf(n.ID)
		shared[service] = service != ""
	}
	key := func(n Node) int {
		service, _ := l.serviceOf(n.ID)
		if service == "" {
			service = n.ID
		}
		if l.fromBalancer(l.c.nodes[service]) {
			// The load balancer's own line comes from the right.
			return 1<<20 + rank[service]
		}
		return rank[service]
	}
	slices.SortStableFunc(interfaces, func(a, b Node) int { return key(a) - key(b) })
	slices.SortStableFunc(gateways, func(a, b Node) int {
		sa, _ := l.serviceOf(a.ID)
		sb, _ := l.serviceOf(b.ID)
		if shared[sa] != shared[sb] {
			if shared[sa] {
				return 1
			}
			return -1
		}
		return key(a) - key(b)
	})
	return gateways, interfaces
}

// serviceOf is the AWS service that an endpoint leads to, and the edge to it.
func (l *layout) serviceOf(endpoint string) (string, Edge) {
	for _, e := range l.by.from[endpoint] {
		if slices.ContainsFunc(l.c.aws, func(n Node) bool { return n.ID == e.To }) {
			return e.To, e
		}
	}
	return "", Edge{}
}
