package png

import "math"

// ellipse is points on the arc from a to b, without a, of an ellipse that does not
// lean: the long or the short way round, clockwise (sweep) or not. The formulas are
// those of SVG 2, appendix B.2.4.
func ellipse(a, b point, rx, ry float64, long, sweep bool) []point {
	if rx == 0 || ry == 0 || a == b {
		return []point{b}
	}
	// On the unit circle, with the origin between a and b.
	x, y := (a.x-b.x)/2/rx, (a.y-b.y)/2/ry
	d := x*x + y*y
	if d > 1 { // too small to reach: as large as needed
		grow := math.Sqrt(d)
		rx, ry, x, y, d = rx*grow, ry*grow, x/grow, y/grow, 1
	}
	away := math.Sqrt((1 - d) / d)
	if long == sweep {
		away = -away
	}
	cx, cy := away*y, -away*x
	from, to := math.Atan2(y-cy, x-cx), math.Atan2(-y-cy, -x-cx)
	turn := to - from
	switch {
	case sweep && turn < 0:
		turn += 2 * math.Pi
	case !sweep && turn > 0:
		turn -= 2 * math.Pi
	}
	center := point{(a.x+b.x)/2 + rx*cx, (a.y+b.y)/2 + ry*cy}
	return arc(nil, center, rx, ry, from, turn)
}
