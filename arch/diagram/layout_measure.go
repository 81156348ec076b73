package diagram

const (
	captionMost = 130 // the widest caption under an endpoint or a service
	taskMost    = 170 // the widest caption under a task
	columnGap   = 20  // between captions side by side
	nudge       = 4   // how far a column moves off a border that its line would run along
	rowMost     = 8   // slots in one row of endpoints; more endpoints are laid like bricks in two
	slotPitch   = 128 // from one slot to the next
	boxGap      = 14  // between the box of gateways and the band of interfaces
)

// measures are the widths that the texts ask for, settled before anything is placed.
type measures struct {
	pitch    int // from one endpoint to the next
	brick    bool
	straight bool
	task     int // the width of one task
	zone     int // the width of a zone
	inner    int // the width of the bands that straddle all zones
	trunk    int // room left of the zones
	regionX  int
	cloudX   int
	edgeX    int
	edgeW    int
	usersX   int
}

func (l *layout) measure() {
	m, c := &l.x, &l.c
	m.straight = c.straight()
	endpoints := len(c.gateways) + len(c.interfaces)
	m.brick = endpoints > rowMost
	// One pitch for all names in a row: a longer one moves no other, it is wrapped.
	m.pitch = slotPitch
	if m.brick {
		m.pitch = l.brickPitch()
	}
	if !m.straight && len(c.bands) > 0 {
		m.trunk = trunkLane
	}
	m.zone = l.zoneWidth()
	n := len(c.zones)
	m.inner = n*m.zone + (n-1)*zoneGap - 4*bandPad
	need := max(l.endpointsWidth(), l.balancerWidth())
	if need > m.inner {
		m.zone += (need - m.inner + n - 1) / n
		m.inner = n*m.zone + (n-1)*zoneGap - 4*bandPad
	}
	l.measureLeft()
}

// brickPitch is what the captions of many endpoints ask for.
func (l *layout) brickPitch() int {
	most := 96
	for _, list := range [][]Node{l.c.gateways, l.c.interfaces, l.c.aws} {
		for _, n := range list {
			most = max(most, captionWidth(n, captionMost))
		}
	}
	return (most + columnGap + 1) / 2 * 2
}

// zoneWidth is what the heads and tasks of one zone ask for.
func (l *layout) zoneWidth() int {
	c, most, label := &l.c, 220, 0
	cell := 1
	if l.x.straight {
		// The line to the first task comes down right of the band's title.
		most = max(most, 2*(subFont.width(OneLine(c.bands[0].group.Title))+60))
	}
	for _, b := range c.bands {
		for _, tasks := range b.tasks {
			cell = max(cell, len(tasks))
			for _, t := range tasks {
				l.x.task = max(l.x.task, captionWidth(t, taskMost))
			}
		}
	}
	if !l.x.straight {
		for _, e := range l.g.Edges {
			if e.From == c.balancer.ID && c.nodes[e.To].Kind == TaskNode {
				label = max(label, detailFont.width(OneLine(e.Label)))
			}
		}
	}
	l.x.task += columnGap
	most = max(most, cell*l.x.task+2*label+exitLane+4*bandPad)
	for _, z := range c.zones {
		most = max(most, subFont.width(OneLine(z.zone.Title))+noteFont.width(OneLine(z.zone.Detail))+50)
		for _, subnet := range []Group{z.public, z.private} {
			title, detail := subFont.width(OneLine(subnet.Title))+34, detailFont.width(OneLine(subnet.Detail))+12
			need := title + detail + 20
			if l.x.straight && subnet.Kind == PrivateSubnetGroup {
				need = 2*max(title, detail) + 30
			}
			most = max(most, need+2*bandPad)
		}
	}
	return min(most, 520)
}

// endpointsWidth is what the endpoints in their rows ask for. One row always has all its
// slots, so that the zones keep their width when an endpoint comes or goes.
func (l *layout) endpointsWidth() int {
	g, i := len(l.c.gateways), len(l.c.interfaces)
	if g+i == 0 {
		return 0
	}
	if !l.x.brick {
		return rowMost*l.x.pitch + boxGap
	}
	width := l.segment(g) + l.segment(i)
	if g > 0 && i > 0 {
		width += boxGap
	}
	return width
}

// segment is the width of a run of endpoints: side by side, or as bricks in two rows, half a brick apart.
func (l *layout) segment(n int) int {
	switch {
	case n == 0:
		return 0
	case l.x.brick:
		return (n + 1) * l.x.pitch / 2
	}
	return n * l.x.pitch
}

func (l *layout) balancerWidth() int {
	if l.c.balancer.ID == "" {
		return 0
	}
	return captionWidth(l.c.balancer, 240) + 40
}

// measureLeft settles the columns left of the Region.
func (l *layout) measureLeft() {
	m, c := &l.x, &l.c
	x := margin
	if len(c.outside) > 0 {
		w := captionWidth(c.outside[0], captionMost)
		m.usersX = x + w/2
		x += w + max(64, l.labelFrom(c.outside)+32)
	}
	m.cloudX = x
	x += pad
	if len(c.front) > 0 {
		m.edgeX, m.edgeW = x, subFont.width(OneLine(c.edge.Title))+60
		for _, n := range c.front {
			m.edgeW = max(m.edgeW, captionWidth(n, captionMost)+36)
		}
		m.edgeW = min(m.edgeW, captionMost+60)
		x += m.edgeW + max(60, l.labelFrom(c.front[:1])+32)
	}
	m.regionX = x
}

// labelFrom is the width of the longest label on edges from the nodes to the right.
func (l *layout) labelFrom(nodes []Node) int {
	most := 0
	for _, e := range l.g.Edges {
		for _, n := range nodes {
			if e.From == n.ID && e.Kind == RequestEdge {
				most = max(most, min(detailFont.width(OneLine(e.Label)), 150))
			}
		}
	}
	return most
}
