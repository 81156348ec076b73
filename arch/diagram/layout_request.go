package diagram

// connectFront draws the way in, from left to right on one height, and what inspects it.
func (l *layout) connectFront() {
	c := &l.c
	var chain []string
	if len(c.outside) > 0 {
		chain = append(chain, c.outside[0].ID)
	}
	if len(c.front) > 0 {
		chain = append(chain, c.front[0].ID)
	}
	if c.balancer.ID != "" {
		chain = append(chain, c.balancer.ID)
	}
	for i := 1; i < len(chain); i++ {
		from, to := chain[i-1], chain[i]
		edges := l.between(from, to)
		if len(edges) == 0 {
			continue
		}
		l.line(lineOf(edges), from, to, Point{l.tiles[from].Right() + arrowGap, l.lineY}, Point{l.tiles[to].X - arrowGap, l.lineY})
		left, right := l.filled[from].Right(), l.x.cloudX
		if len(c.front) > 0 && from == c.front[0].ID {
			left, right = l.x.edgeX+l.x.edgeW, l.x.regionX
		} else if _, caption := l.captionEnd(from); caption > left {
			left = caption
		}
		at := Point{(left + right) / 2, l.lineY}
		l.badge(edges, at)
		id, label := labelled(edges)
		l.text(id, Point{at.X, at.Y - badgeSize/2 - 6}, Middle, detailFont, MutedRole, detailFont.clip(label, right-left-8))
	}
	for i := 1; i < len(c.front); i++ {
		from, to := c.front[i-1], c.front[i]
		edges := l.between(from.ID, to.ID)
		if len(edges) == 0 {
			continue
		}
		x, top, bottom := l.tiles[to.ID].CenterX(), l.filled[from.ID].Bottom()+lineGap, l.tiles[to.ID].Y-arrowGap
		l.line(lineOf(edges), from.ID, to.ID, Point{x, top}, Point{x, bottom})
		l.beside(edges, Point{x, (top+bottom)/2 - 4}, Start, l.x.edgeW/2-8)
	}
}

// captionEnd is how far a node's caption reaches to the left and right.
func (l *layout) captionEnd(node string) (left, right int) {
	at := l.tiles[node]
	left, right = at.X, at.Right()
	for _, t := range l.s.Texts {
		if t.ID == node {
			b := t.Bounds()
			left, right = min(left, b.X), max(right, b.Right())
		}
	}
	return left, right
}

// balancerID is the id of the box that lines from the load balancer leave.
func (l *layout) balancerID() string {
	if l.c.balancerBand.ID != "" {
		return l.c.balancerBand.ID
	}
	return l.c.balancer.ID
}

// toBand picks the edges from the load balancer to the band's tasks in one zone, or in all for -1.
func (l *layout) toBand(b band, zone int) []Edge {
	var edges []Edge
	for _, t := range b.in(zone) {
		edges = append(edges, l.undrawn(l.by.to[t.ID], func(e Edge) bool { return e.From == l.c.balancer.ID })...)
	}
	return edges
}

// connectStraight draws a line from the load balancer down to each task.
func (l *layout) connectStraight() {
	b, from := l.c.bands[0], l.boxes[l.balancerID()]
	for z := range l.c.zones {
		edges := l.toBand(b, z)
		if len(edges) == 0 {
			continue
		}
		to := edges[0].To
		x := l.tiles[to].CenterX()
		l.line(lineOf(edges), l.balancerID(), to, Point{x, from.Bottom()}, Point{x, l.tiles[to].Y - arrowGap})
		l.beside(edges, Point{x, from.Bottom() + bandPad + 22}, Start, l.x.zone/2-30)
	}
}

// connectTrunk draws one line down the left side with a branch into each band.
func (l *layout) connectTrunk() {
	from := l.boxes[l.balancerID()]
	x := l.x.regionX + 2*pad + l.x.trunk/2 - bandPad/2
	var all [][]Edge
	var at []int
	for i, b := range l.c.bands {
		if edges := l.toBand(b, -1); len(edges) > 0 {
			all, at = append(all, edges), append(at, i)
		}
	}
	var carried []Edge
	for n := len(all) - 1; n >= 0; n-- {
		i, edges := at[n], all[n]
		carried = append(carried, edges...)
		to, y := l.bandRects[i], l.bandLines[i]
		id := l.c.bands[i].group.ID
		if id == "" {
			id = edges[0].To
		}
		if n == len(all)-1 {
			start := from.Bottom() - 18
			l.line(lineOf(edges), l.balancerID(), id, Point{from.X, start}, Point{x, start}, Point{x, y}, Point{to.X, y})
		} else {
			l.line(lineOf(edges), "", id, Point{x, y}, Point{to.X, y})
		}
		label, text := labelled(edges)
		room := l.zoneCenter(0) - to.X - tileSize/2 - 24
		l.text(label, Point{to.X + 10, y + 4}, Start, detailFont, MutedRole, detailFont.clip(text, room))
	}
	if len(carried) > 0 {
		l.badge(carried, Point{x, from.Bottom() + bandPad + 22})
	}
}
