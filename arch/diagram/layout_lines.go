package diagram

import (
	"strconv"
	"strings"
)

// connect draws a line for every edge, or for a bundle of edges.
func (l *layout) connect() {
	l.connectFront()
	if l.x.straight {
		l.connectStraight()
		l.egressStraight()
	} else {
		l.connectTrunk()
		l.egressTrunk()
	}
	l.connectServices()
	l.connectLogin()
}

// lineOf starts a line that stands for edges, the first of which gives its look.
func lineOf(edges []Edge) Line {
	line := Line{ID: edges[0].ID, Arrow: true, Role: RequestRole}
	switch edges[0].Kind {
	case EgressEdge:
		line.Role, line.Stroke = EgressRole, Dashed
	case ObserveEdge:
		line.Role, line.Stroke = ObserveRole, Dotted
	case InspectEdge:
		line.Role = InspectRole
	}
	for _, e := range edges {
		line.Edges = append(line.Edges, e.ID)
	}
	return line
}

func (l *layout) line(line Line, from, to string, points ...Point) {
	line.From, line.To, line.Points = from, to, points
	for _, id := range line.Edges {
		l.drawn[id] = true
	}
	l.s.Lines = append(l.s.Lines, line)
}

// badge draws the numbers of the steps that the edges carry at a point, and
// returns the width it takes.
func (l *layout) badge(edges []Edge, at Point) int {
	steps := l.stepsOf(edges)
	if len(steps) == 0 {
		return 0
	}
	var numbers []string
	for _, i := range steps {
		numbers = append(numbers, strconv.Itoa(i+1))
	}
	l.numbers(l.g.Steps[steps[0]].ID, at, strings.Join(numbers, ","))
	return l.s.Badges[len(l.s.Badges)-1].W
}

func (l *layout) numbers(step string, center Point, text string) {
	f := font{12, true}
	w := max(badgeSize, f.width(text)+12)
	l.s.Badges = append(l.s.Badges, Badge{ID: step, Rect: Rect{center.X - w/2, center.Y - badgeSize/2, w, badgeSize}, Text: text})
}

// labelled is the first label among the edges, with the id of its edge.
func labelled(edges []Edge) (id, label string) {
	for _, e := range edges {
		if e.Label != "" {
			return e.ID, e.Label
		}
	}
	return "", ""
}

// beside draws the edges' badge on a vertical line and their label right or left of it, as far as there is room.
func (l *layout) beside(edges []Edge, at Point, anchor Anchor, room int) {
	w := l.badge(edges, at)
	id, label := labelled(edges)
	gap := max(w/2, 2) + 6
	x := at.X + gap
	if anchor == End {
		x = at.X - gap
	}
	if room > gap+30 {
		l.text(id, Point{x, at.Y + 4}, anchor, detailFont, MutedRole, detailFont.clip(label, room-gap))
	}
}
