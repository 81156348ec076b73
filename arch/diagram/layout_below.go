package diagram

// connectServices draws the lines from endpoints down to their AWS services.
// Lines from the side join the service's own line in the gap below the VPC.
func (l *layout) connectServices() {
	for _, t := range l.targets {
		if len(t.columns) == 0 {
			continue
		}
		main := 0
		for i, c := range t.columns {
			if apart(l.columns[c].x, t.x) < apart(l.columns[t.columns[main]].x, t.x) {
				main = i
			}
		}
		tip := Point{t.x, l.tiles[t.node.ID].Y - arrowGap}
		join := l.gapTop + 14 + 12*t.level
		var all []Edge
		for i, c := range t.columns {
			col := l.columns[c]
			all = append(all, col.edge)
			start := Point{col.x, l.filled[col.node.ID].Bottom() + lineGap}
			line := lineOf([]Edge{col.edge})
			line.Arrow = i == main
			switch {
			case line.Arrow && col.x == t.x:
				l.line(line, col.node.ID, t.node.ID, start, tip)
			case line.Arrow:
				l.line(line, col.node.ID, t.node.ID, start, Point{col.x, join}, Point{t.x, join}, tip)
			default:
				l.line(line, col.node.ID, "", start, Point{col.x, join}, Point{l.inward(t, col.x), join})
			}
		}
		at := Point{t.x, l.gapTop + 12*l.gapLevels + 26}
		if l.x.brick {
			l.badge(all, at)
			continue
		}
		l.beside(all, at, Start, l.x.pitch-badgeSize-6)
	}
}

// inward is where a line from the side meets the next line of the same service: the service's own or a nearer column's.
func (l *layout) inward(t target, x int) int {
	next := t.x
	for _, c := range t.columns {
		between := l.columns[c].x
		if (between > x && between < next) || (between < x && between > next) {
			next = between
		}
	}
	return next
}

func apart(a, b int) int { return max(a-b, b-a) }

// connectLogin draws the lines from the load balancer to AWS services. One
// without an endpoint stands right of the VPC: the line goes across and straight
// down. One with endpoints is the last under the VPC, and the line comes from the right.
func (l *layout) connectLogin() {
	from := l.tiles[l.c.balancer.ID]
	start := Point{from.Right() + arrowGap, l.lineY}
	badgeY := l.gapTop + 12*l.gapLevels + 26
	for _, t := range l.targets {
		edges := l.between(l.c.balancer.ID, t.node.ID)
		if len(edges) == 0 {
			continue
		}
		to, x := l.tiles[t.node.ID], t.x
		if len(t.columns) == 0 {
			l.line(lineOf(edges), l.c.balancer.ID, t.node.ID, start, Point{x, l.lineY}, Point{x, to.Y - arrowGap})
			l.beside(edges, Point{x, badgeY}, Start, l.x.pitch/2+20)
			continue
		}
		x = l.rightLane
		l.line(lineOf(edges), l.c.balancer.ID, t.node.ID,
			start, Point{x, l.lineY}, Point{x, to.CenterY()}, Point{to.Right() + arrowGap, to.CenterY()})
		l.badge(edges, Point{x, badgeY})
	}
}
