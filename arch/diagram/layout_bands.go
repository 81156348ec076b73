package diagram

// placeBands places one band for each service below each other and returns where the endpoints start.
func (l *layout) placeBands(at Rect) int {
	l.bandRects, l.bandLines = nil, nil
	if !l.x.straight {
		at.W -= exitLane
	}
	for i, b := range l.c.bands {
		if i > 0 {
			at.Y += bandPad
		}
		if l.x.straight {
			at.H = l.straightBand(b, at)
		} else {
			at.H = l.trunkBand(b, at)
		}
		l.box(b.group, at, bandDepth, SecurityGroupRole, Dashed, "")
		l.bandRects = append(l.bandRects, at)
		at.Y = at.Bottom()
	}
	if len(l.c.bands) > 0 && len(l.c.gateways)+len(l.c.interfaces) > 0 {
		at.Y += 56
	}
	return at.Y
}

// straightBand draws the only service: its line comes in through the top, so the rule is at the bottom.
func (l *layout) straightBand(b band, at Rect) int {
	top := at.Y + 34
	bottom := l.tasks(b, top)
	if b.group.ID == "" {
		return bottom + 12 - at.Y
	}
	first := l.zoneCenter(0)
	l.text(b.group.ID, Point{at.X + 12, at.Y + 19}, Start, subFont, SecurityGroupRole, subFont.clip(b.group.Title, first-at.X-28))
	for _, line := range noteFont.wrap(b.group.Detail, at.W-24, 3) {
		bottom += noteFont.leading() + 4
		l.text(b.group.ID, Point{at.Right() - 12, bottom}, End, noteFont, MutedRole, line)
	}
	return bottom + 12 - at.Y
}

// trunkBand draws one of several services: lines come and go at the sides.
func (l *layout) trunkBand(b band, at Rect) int {
	head := l.bandHead(b.group, at)
	return l.tasks(b, at.Y+head) + 10 - at.Y
}

// tasks draws the tasks of a band in their zones and returns the lower end of the longest caption.
func (l *layout) tasks(b band, top int) int {
	bottom := top + tileSize
	for z, tasks := range b.tasks {
		x := l.zoneCenter(z) - (len(tasks)-1)*l.x.task/2
		for _, t := range tasks {
			label := captionOf(t, l.x.task-columnGap)
			l.node(t, x, top, label)
			bottom = max(bottom, top+tileSize+label.height())
			x += l.x.task
		}
	}
	l.bandLines = append(l.bandLines, top+tileSize/2)
	return bottom
}

// zoneCenter is the middle of a zone's column. In trunk mode the bands end before
// the lane on the right, and the tasks of each zone move with them.
func (l *layout) zoneCenter(z int) int {
	x := l.x.regionX + 2*pad + l.x.trunk + z*(l.x.zone+zoneGap) + l.x.zone/2
	if !l.x.straight {
		x -= exitLane / 2
	}
	return x
}
