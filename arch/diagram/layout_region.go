package diagram

// placeRegion places the Region, the VPC, the zones and all that is in them, and the AWS services below.
func (l *layout) placeRegion() {
	c, m := &l.c, &l.x
	region := Rect{X: m.regionX, Y: margin + headRow}
	vpc := Rect{X: region.X + pad, Y: region.Y + headRow}
	firstX := vpc.X + pad + m.trunk
	zoneAt := func(i int) Rect { return Rect{X: firstX + i*(m.zone+zoneGap), Y: vpc.Y + headRow, W: m.zone} }
	bandX := firstX + 2*bandPad

	public := zoneAt(0).Y + 36
	y := public + 36
	l.lineY = y + tileSize/2
	hasPublic := false
	for _, z := range c.zones {
		hasPublic = hasPublic || z.public.ID != ""
	}
	if !hasPublic && c.balancer.ID == "" {
		y = public
	} else {
		y = l.placeBalancer(Rect{X: bandX, Y: y, W: m.inner}) + bandPad
	}
	publicBottom := y
	private := y
	if y > public {
		private += 44
	}
	y = l.placeBands(Rect{X: bandX, Y: private + 38, W: m.inner})
	y = l.placeEndpoints(Rect{X: bandX, Y: y, W: m.inner}) + bandPad
	privateBottom := y

	for i, z := range c.zones {
		at := zoneAt(i)
		at.H = privateBottom + bandPad - at.Y
		l.box(z.zone, at, zoneDepth, ZoneRole, Dashed, "")
		l.sides(z.zone, at, ZoneRole, 12, noteFont)
		sub := Rect{X: at.X + bandPad, Y: public, W: at.W - 2*bandPad, H: publicBottom - public}
		l.box(z.public, sub, subnetDepth, PublicRole, Solid, string(PublicSubnetGroup))
		l.sides(z.public, sub, PublicRole, 32, detailFont)
		sub.Y, sub.H = private, privateBottom-private
		l.box(z.private, sub, subnetDepth, PrivateRole, Solid, string(PrivateSubnetGroup))
		l.sides(z.private, sub, PrivateRole, 32, detailFont)
	}
	last := zoneAt(len(c.zones) - 1)
	vpc.W, vpc.H = last.Right()+pad-vpc.X, privateBottom+bandPad+24-vpc.Y
	l.box(c.vpc, vpc, vpcDepth, VPCRole, Solid, string(VPCGroup))
	if c.vpc.ID != "" {
		l.head(c.vpc, vpc, VPCRole, headFont)
	}

	services := l.placeServices(vpc)
	region.W = max(vpc.Right(), services.Right()) + pad - region.X
	region.H = max(vpc.Bottom(), services.Bottom()) + pad - region.Y
	l.box(c.region, region, regionDepth, RegionRole, Dotted, string(RegionGroup))
	if c.region.ID != "" {
		l.head(c.region, region, RegionRole, headFont)
	}
}

// sides writes a group's title at the left of its first row and its detail at the right.
func (l *layout) sides(group Group, at Rect, role Role, indent int, f font) {
	if group.ID == "" {
		return
	}
	y := at.Y + 17
	room := at.W - indent - 10
	if l.x.straight && group.Kind == PrivateSubnetGroup {
		// The line to the task comes down between the two.
		room = at.W/2 - indent - 14
		l.text(group.ID, Point{at.Right() - 10, y}, End, f, MutedRole, f.clip(group.Detail, at.W/2-24))
		l.text(group.ID, Point{at.X + indent, y}, Start, subFont, role, subFont.clip(group.Title, room))
		return
	}
	title := subFont.clip(group.Title, room)
	l.text(group.ID, Point{at.X + indent, y}, Start, subFont, role, title)
	l.text(group.ID, Point{at.Right() - 10, y}, End, f, MutedRole, f.clip(group.Detail, room-subFont.width(title)-16))
}

// placeBalancer places the load balancer's band and returns its lower border.
func (l *layout) placeBalancer(at Rect) int {
	c := &l.c
	if c.balancer.ID == "" {
		return at.Y
	}
	head := l.bandHead(c.balancerBand, at)
	label := captionOf(c.balancer, min(240, at.W-24))
	l.lineY = at.Y + head + tileSize/2
	l.node(c.balancer, at.CenterX(), at.Y+head, label)
	at.H = head + tileSize + label.height() + 12
	l.box(c.balancerBand, at, bandDepth, SecurityGroupRole, Dashed, "")
	if c.balancerBand.ID == "" {
		l.boxes[c.balancer.ID] = at
	}
	return at.Bottom()
}

// bandHead writes a band's title and its rule, beside each other or below, and
// returns the height that they take.
func (l *layout) bandHead(group Group, at Rect) int {
	if group.ID == "" {
		return 12
	}
	title := subFont.clip(group.Title, at.W-24)
	l.text(group.ID, Point{at.X + 12, at.Y + 19}, Start, subFont, SecurityGroupRole, title)
	rule := OneLine(group.Detail)
	if subFont.width(title)+noteFont.width(rule)+44 <= at.W {
		l.text(group.ID, Point{at.Right() - 12, at.Y + 19}, End, noteFont, MutedRole, rule)
		return 32
	}
	y := at.Y + 19
	for _, line := range noteFont.wrap(rule, at.W-24, 3) {
		y += noteFont.leading()
		l.text(group.ID, Point{at.X + 12, y}, Start, noteFont, MutedRole, line)
	}
	return y - at.Y + 14
}
