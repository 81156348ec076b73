package diagram

// leaving picks the edges from the band's tasks in one zone, or in all for -1, to endpoints of one kind.
func (l *layout) leaving(b band, zone int, gateway bool) []Edge {
	var edges []Edge
	for _, t := range b.in(zone) {
		edges = append(edges, l.undrawn(l.by.from[t.ID], func(e Edge) bool {
			to := l.c.nodes[e.To]
			return to.Kind == EndpointNode && (to.Wears == "") == gateway
		})...)
	}
	return edges
}

// endpointsBox is the id and place of what a line into the interface endpoints
// ends at: their band, or without one the box of gateways.
func (l *layout) endpointsBox() (string, Rect, bool) {
	if l.endpoints.W > 0 {
		id := l.c.endpointBand.ID
		if id == "" {
			id = l.c.interfaces[0].ID
		}
		return id, l.endpoints, false
	}
	return l.gatewayID(), l.gatewayBox, true
}

// gatewayID stands for the box of gateways in lines, as it is no group.
func (l *layout) gatewayID() string {
	if len(l.c.gateways) == 0 {
		return ""
	}
	return l.c.gateways[0].ID
}

// egressStraight draws a line from each zone's part of the only band into the endpoints.
func (l *layout) egressStraight() {
	b, from := l.c.bands[0], l.bandRects[0]
	id, into, gatewayOnly := l.endpointsBox()
	type drop struct {
		x     int
		edges []Edge
	}
	var drops []drop
	for z := range l.c.zones {
		edges := l.leaving(b, z, gatewayOnly)
		if len(edges) == 0 {
			continue
		}
		x := l.offBorder(min(max(l.zoneCenter(z), into.X+24), into.Right()-24))
		if n := len(drops); n > 0 && x-drops[n-1].x < 110 {
			drops[n-1].edges = append(drops[n-1].edges, edges...)
			continue
		}
		drops = append(drops, drop{x, edges})
	}
	name := b.group.ID
	if name == "" {
		name = b.anyTask()
	}
	y := (from.Bottom() + into.Y) / 2
	for i, d := range drops {
		l.line(lineOf(d.edges), name, id, Point{d.x, from.Bottom()}, Point{d.x, into.Y})
		room := l.clearRight(d.x)
		if i+1 < len(drops) {
			room = min(room, drops[i+1].x-d.x-20)
		}
		l.beside(d.edges, Point{d.x, y - 4}, Start, room)
	}
	if edges := l.leaving(b, -1, true); len(edges) > 0 {
		x := l.offBorder(l.gatewayBox.CenterX())
		l.line(lineOf(edges), name, l.gatewayID(), Point{x, from.Bottom()}, Point{x, l.gatewayBox.Y})
		l.badge(edges, Point{x, y - 4})
	}
}

// clearRight is the room between a line in the private subnets and the next border to the right.
func (l *layout) clearRight(x int) int {
	room := l.bandRects[0].Right() - x
	for _, z := range l.c.zones {
		for _, group := range []Group{z.zone, z.private} {
			at, ok := l.boxes[group.ID]
			for _, border := range []int{at.X, at.Right()} {
				if ok && border >= x {
					room = min(room, border-x)
				}
			}
		}
	}
	return room - 6
}

func (b band) anyTask() string { return b.in(-1)[0].ID }

// egressTrunk draws one line down the right side that every band's egress runs
// into, with a branch to the gateway endpoints.
func (l *layout) egressTrunk() {
	if len(l.columns) == 0 || len(l.bandRects) == 0 {
		return
	}
	id, into, gatewayOnly := l.endpointsBox()
	x := l.bandRects[0].Right() + exitLane/2
	var carried []Edge
	var toGateways []Edge
	for i, b := range l.c.bands {
		edges := l.leaving(b, -1, gatewayOnly)
		if !gatewayOnly {
			more := l.leaving(b, -1, true)
			toGateways = append(toGateways, more...)
			edges = append(edges, more...)
		}
		if len(edges) == 0 {
			continue
		}
		name := b.group.ID
		if name == "" {
			name = b.anyTask()
		}
		start := Point{l.bandRects[i].Right(), l.bandLines[i]}
		line := lineOf(edges)
		if len(carried) == 0 {
			l.line(line, name, id, start, Point{x, start.Y}, Point{x, into.Y})
		} else {
			line.Arrow = false
			l.line(line, name, "", start, Point{x, start.Y})
		}
		carried = append(carried, edges...)
	}
	if len(carried) == 0 {
		return
	}
	bottom := l.bandRects[len(l.bandRects)-1].Bottom()
	l.beside(carried, Point{x, (bottom+into.Y)/2 + 4}, End, l.x.zone/2-30)
	if len(toGateways) > 0 {
		y, gx := bottom+10, l.offBorder(l.gatewayBox.CenterX())
		l.line(lineOf(toGateways), "", l.gatewayID(), Point{x, y}, Point{gx, y}, Point{gx, l.gatewayBox.Y})
		l.badge(toGateways, Point{gx, (bottom+into.Y)/2 + 4})
	}
}
