package diagram

const frontGap = 52 // between CloudFront's caption and what inspects its requests

// placeFront places what stands left of the Region: the users, and the edge with CloudFront first.
func (l *layout) placeFront() {
	c, m := &l.c, &l.x
	top := l.lineY - tileSize/2
	if len(c.outside) > 0 {
		l.node(c.outside[0], m.usersX, top, captionOf(c.outside[0], captionMost))
	}
	if len(c.front) == 0 {
		return
	}
	at := Rect{X: m.edgeX, Y: top - 56, W: m.edgeW}
	y := top
	for i, n := range c.front {
		if i > 0 {
			y += frontGap
		}
		label := captionOf(n, at.W-24)
		l.node(n, at.CenterX(), y, label)
		y += tileSize + label.height()
	}
	at.H = y + 18 - at.Y
	l.box(c.edge, at, regionDepth, EdgeRole, Dashed, string(EdgeGroup))
	l.text(c.edge.ID, Point{at.X + 36, at.Y + 18}, Start, subFont, EdgeRole, subFont.clip(c.edge.Title, at.W-46))
}

// placeCloud draws the border around everything but the users.
func (l *layout) placeCloud() {
	at := Rect{X: l.x.cloudX, Y: margin}
	right, bottom := l.x.regionX, at.Y+headRow
	for _, b := range l.ground {
		right, bottom = max(right, b.Right()), max(bottom, b.Bottom())
	}
	for _, filled := range l.filled {
		right, bottom = max(right, filled.Right()), max(bottom, filled.Bottom())
	}
	if len(l.c.rest) > 0 {
		bottom = l.placeRest(at.X+pad, bottom+24)
	}
	at.W, at.H = right+pad-at.X, bottom+pad-at.Y
	l.box(l.c.cloud, at, cloudDepth, CloudRole, Solid, string(CloudGroup))
	if l.c.cloud.ID != "" {
		l.head(l.c.cloud, at, CloudRole, font{15, true})
	}
	l.boxes[""] = at
}

// placeRest places the nodes that no band is for in rows and returns their lower border.
func (l *layout) placeRest(left, top int) int {
	const wide = captionMost + columnGap
	perRow := max(1, (l.x.regionX+l.x.inner-left)/wide)
	bottom := top
	for i, n := range l.c.rest {
		if i > 0 && i%perRow == 0 {
			top = bottom + 16
		}
		label := captionOf(n, captionMost)
		l.node(n, left+wide*(i%perRow)+wide/2, top, label)
		bottom = max(bottom, top+tileSize+label.height())
	}
	return bottom
}
