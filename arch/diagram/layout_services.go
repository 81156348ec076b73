package diagram

import (
	"slices"
	"sort"
)

// target is one AWS service below the VPC.
type target struct {
	node    Node
	x       int
	row     int
	level   int   // the height at which lines from the side join; -1 where all come straight down
	columns []int // the endpoints that lead to it
}

// placeServices places the AWS services under their endpoints. Those that no
// endpoint leads to stand right of the VPC, where a line can come down from the
// load balancer.
func (l *layout) placeServices(vpc Rect) Rect {
	l.gapTop, l.rightLane = vpc.Bottom(), vpc.Right()+pad/2
	at := Rect{X: vpc.X, Y: vpc.Bottom(), W: vpc.W}
	if len(l.c.aws) == 0 {
		return at
	}
	l.aim(vpc)
	l.joins()
	at.Y += 52 + 12*l.gapLevels
	rows, last := [2]int{}, [2]int{-1 << 20, -1 << 20}
	labels := make([]caption, len(l.targets))
	for i := range l.targets {
		t := &l.targets[i]
		if t.x-last[0] < l.x.pitch-2*nudge {
			t.row = 1
		}
		last[t.row] = t.x
		labels[i] = captionOf(t.node, l.x.pitch-columnGap)
		rows[t.row] = max(rows[t.row], tileSize+labels[i].height())
		at.W = max(at.W, t.x+l.x.pitch/2+4-at.X)
	}
	top := at.Y + 30
	second := top + rows[0] + 20
	at.H = 30 + rows[0] + 16
	if rows[1] > 0 {
		at.H = second + rows[1] + 16 - at.Y
	}
	for i, t := range l.targets {
		y := top
		if t.row == 1 {
			y = second
		}
		l.node(t.node, t.x, y, labels[i])
	}
	if l.c.services.ID != "" {
		at.H += 20
		g := l.c.services
		title := subFont.clip(g.Title, at.W-24)
		l.text(g.ID, Point{at.X + 12, at.Bottom() - 12}, Start, subFont, MutedRole, title)
		w := subFont.width(title) + 10
		l.text(g.ID, Point{at.X + 12 + w, at.Bottom() - 12}, Start, detailFont, MutedRole, detailFont.clip(g.Detail, at.W-24-w))
		l.box(g, at, vpcDepth, ServicesRole, Dotted, "")
	}
	return at
}

// aim gives every AWS service its x: under its first interface endpoint, else under its first
// gateway, where it stays when it gets another.
func (l *layout) aim(vpc Rect) {
	x := vpc.Right() + l.x.pitch/2 + 22
	var orphans []target
	for _, n := range l.c.aws {
		t := target{node: n, level: -1}
		first, found := [2]int{}, [2]bool{}
		for i, col := range l.columns {
			if col.service != n.ID {
				continue
			}
			t.columns = append(t.columns, i)
			kind := 0
			if col.gateway {
				kind = 1
			}
			if !found[kind] {
				first[kind], found[kind] = col.x, true
			}
		}
		switch {
		case found[0]:
			t.x = first[0]
		case found[1]:
			t.x = first[1]
		default:
			orphans = append(orphans, t)
			continue
		}
		l.targets = append(l.targets, t)
	}
	sort.SliceStable(l.targets, func(i, j int) bool { return l.targets[i].x < l.targets[j].x })
	least := l.x.pitch
	if l.x.brick {
		least /= 2
	}
	least -= 2 * nudge
	for i := 1; i < len(l.targets); i++ {
		l.targets[i].x = max(l.targets[i].x, l.targets[i-1].x+least)
	}
	if n := len(l.targets); n > 0 {
		x = max(x, l.targets[n-1].x+l.x.pitch)
	}
	// The load balancer's own come last, so that no line crosses another's place.
	sort.SliceStable(orphans, func(i, j int) bool {
		return !l.fromBalancer(orphans[i].node) && l.fromBalancer(orphans[j].node)
	})
	for _, t := range orphans {
		t.x = x
		x += l.x.pitch
		l.targets = append(l.targets, t)
	}
}

func (l *layout) fromBalancer(n Node) bool {
	return slices.ContainsFunc(l.by.to[n.ID], func(e Edge) bool { return e.From == l.c.balancer.ID })
}

// joins gives every service that lines reach from the side a height for them in
// the gap below the VPC, so that no two of these share a stretch.
func (l *layout) joins() {
	var ends []int // the right end of what each height holds
	order := make([]int, len(l.targets))
	left := func(t target) int { return l.span(t).X }
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(i, j int) bool { return left(l.targets[order[i]]) < left(l.targets[order[j]]) })
	for _, i := range order {
		t := &l.targets[i]
		at := l.span(*t)
		if at.W == 0 {
			continue
		}
		t.level = slices.IndexFunc(ends, func(end int) bool { return end+8 < at.X })
		if t.level < 0 {
			t.level = len(ends)
			ends = append(ends, 0)
		}
		ends[t.level] = at.Right()
	}
	l.gapLevels = max(len(ends), 1) // the first join needs no more room than none
}

// span is how far the lines to a service reach to the sides.
func (l *layout) span(t target) Rect {
	lo, hi := t.x, t.x
	for _, i := range t.columns {
		lo, hi = min(lo, l.columns[i].x), max(hi, l.columns[i].x)
	}
	return Rect{X: lo, W: hi - lo}
}
