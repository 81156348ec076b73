package diagram_test

import (
	"slices"

	"github.com/archblocks/archblocks/arch/diagram"
)

// stretches are the straight parts of a line, as rectangles one pixel thick.
func stretches(l diagram.Line) []diagram.Rect {
	var all []diagram.Rect
	for i := 1; i < len(l.Points); i++ {
		a, b := l.Points[i-1], l.Points[i]
		x, y := min(a.X, b.X), min(a.Y, b.Y)
		all = append(all, diagram.Rect{X: x, Y: y, W: max(a.X, b.X) - x + 1, H: max(a.Y, b.Y) - y + 1})
	}
	return all
}

// lines: horizontal and vertical only, clear of every text and tile, and none runs along another.
func (l *linter) lines() {
	for i, line := range l.s.Lines {
		if len(line.Points) < 2 {
			l.say("line %q has no length", line.ID)
			continue
		}
		for _, part := range stretches(line) {
			if part.W > 1 && part.H > 1 {
				l.say("line %q is not square", line.ID)
			}
			if !contains(diagram.Rect{W: l.s.Width, H: l.s.Height}, part) {
				l.say("line %q leaves the picture", line.ID)
			}
			for _, t := range l.s.Texts {
				if overlap(part, t.Bounds()) {
					l.say("line %q runs through the text %q of %q", line.ID, t.Value, t.ID)
				}
			}
			for _, t := range l.s.Tiles {
				if overlap(part, t.Rect) {
					l.say("line %q runs through the tile %q", line.ID, t.ID)
				}
			}
			for _, b := range l.s.Boxes {
				for _, side := range sides(b.Rect) {
					if along(part, side) {
						l.say("line %q runs along the border of %q", line.ID, b.ID)
					}
				}
			}
			for _, other := range l.s.Lines[i+1:] {
				for _, its := range stretches(other) {
					if along(part, its) {
						l.say("lines %q and %q run along each other", line.ID, other.ID)
					}
				}
			}
		}
	}
}

// sides are the borders of a rectangle.
func sides(r diagram.Rect) [4]diagram.Rect {
	return [4]diagram.Rect{
		{X: r.X, Y: r.Y, W: r.W, H: 1}, {X: r.X, Y: r.Bottom(), W: r.W, H: 1},
		{X: r.X, Y: r.Y, W: 1, H: r.H}, {X: r.Right(), Y: r.Y, W: 1, H: r.H},
	}
}

// along is whether two stretches share more than a point.
func along(a, b diagram.Rect) bool {
	if !overlap(a, b) {
		return false
	}
	w := min(a.Right(), b.Right()) - max(a.X, b.X)
	h := min(a.Bottom(), b.Bottom()) - max(a.Y, b.Y)
	return w > 1 || h > 1
}

// joints: a line starts at what it comes from and ends at what it leads to, and
// an arrow points into it. A branch starts or ends on another line.
func (l *linter) joints() {
	for i, line := range l.s.Lines {
		if line.ID == "" || len(line.Points) < 2 {
			continue
		}
		n := len(line.Points)
		first, last, before := line.Points[0], line.Points[n-1], line.Points[n-2]
		if line.From == "" {
			l.touches(i, first, "starts")
		} else if !slices.ContainsFunc(l.shapes(line.From), func(r diagram.Rect) bool { return distance(r, first) <= 8 }) {
			l.say("line %q does not start at %q", line.ID, line.From)
		}
		if line.To == "" {
			l.touches(i, last, "ends")
			if line.Arrow {
				l.say("line %q has an arrow and no target", line.ID)
			}
			continue
		}
		step := diagram.Point{X: sign(last.X-before.X) * 7, Y: sign(last.Y-before.Y) * 7}
		beyond := diagram.Rect{X: last.X + step.X, Y: last.Y + step.Y, W: 1, H: 1}
		into := slices.ContainsFunc(l.shapes(line.To), func(r diagram.Rect) bool {
			return distance(r, last) <= 4 && !inner(r, last) && contains(r, beyond)
		})
		if !into {
			l.say("line %q does not end at %q", line.ID, line.To)
		}
	}
}

// shapes are what an end of a line may be at for an id: its box, its tile, the
// tile with its caption, or the box without a group around it.
func (l *linter) shapes(id string) []diagram.Rect {
	if box, ok := l.boxes[id]; ok {
		return []diagram.Rect{box}
	}
	tile, ok := l.tiles[id]
	if !ok {
		return nil
	}
	all := []diagram.Rect{tile}
	whole := tile
	for _, t := range l.s.Texts {
		if t.ID == id {
			whole.H = max(whole.H, t.Bounds().Bottom()-whole.Y)
		}
	}
	all = append(all, whole)
	for _, b := range l.s.Boxes {
		if b.ID == "" && contains(b.Rect, tile) {
			all = append(all, b.Rect)
		}
	}
	return all
}

func (l *linter) touches(i int, at diagram.Point, verb string) {
	for k, other := range l.s.Lines {
		if k == i {
			continue
		}
		for _, part := range stretches(other) {
			if contains(part, diagram.Rect{X: at.X, Y: at.Y, W: 1, H: 1}) {
				return
			}
		}
	}
	l.say("line %q %s in the open", l.s.Lines[i].ID, verb)
}

// badges: each is on a line that carries it or beside its step in the legend,
// no other line runs under it, and every step with edges has one on a line.
func (l *linter) badges() {
	seen := map[string]int{}
	for _, b := range l.s.Badges {
		seen[b.ID]++
		for _, line := range l.s.Lines {
			for _, part := range stretches(line) {
				if !overlap(part, b.Rect) {
					continue
				}
				if !contains(part, diagram.Rect{X: b.CenterX(), Y: b.CenterY(), W: 1, H: 1}) {
					l.say("line %q runs under the badge %q of %q", line.ID, b.Text, b.ID)
				}
			}
		}
	}
	for _, step := range l.g.Steps {
		if want := min(2, len(step.Edges)+1); seen[step.ID] < want {
			l.say("step %q has %d badges, want %d or more", step.ID, seen[step.ID], want)
		}
	}
}

// distance is how far a point is from the border of a rectangle, along one axis.
func distance(r diagram.Rect, p diagram.Point) int {
	if p.X >= r.X && p.X <= r.Right() {
		return min(abs(p.Y-r.Y), abs(p.Y-r.Bottom()))*1 + outside(r, p)
	}
	if p.Y >= r.Y && p.Y <= r.Bottom() {
		return min(abs(p.X-r.X), abs(p.X-r.Right()))
	}
	return 1 << 20
}

// outside makes a point on the left or right border of a rectangle near it.
func outside(r diagram.Rect, p diagram.Point) int {
	if p.Y >= r.Y && p.Y <= r.Bottom() && (p.X == r.X || p.X == r.Right()) {
		return -min(abs(p.Y-r.Y), abs(p.Y-r.Bottom()))
	}
	return 0
}

func inner(r diagram.Rect, p diagram.Point) bool {
	return p.X > r.X && p.X < r.Right() && p.Y > r.Y && p.Y < r.Bottom()
}

func sign(n int) int { return max(-1, min(1, n)) }

func abs(n int) int { return max(n, -n) }
