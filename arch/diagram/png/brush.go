package png

import "math"

// brush is how a line is drawn: SVG's stroke. Ends are cut and corners pointed, or both round.
type brush struct {
	width float64
	round bool
	// on and off are the lengths of dashes and gaps; no dashes where off is 0.
	on, off float64
}

// dashes cuts a path into its dashes, the first at its start.
func (b brush) dashes(p polyline) []polyline {
	if b.off <= 0 || b.on <= 0 {
		return []polyline{p}
	}
	points := p.points
	if p.closed && len(points) > 0 {
		points = append(points[:len(points):len(points)], points[0])
	}
	var all []polyline
	var dash []point
	drawing, left := true, b.on
	for i := 1; i < len(points); i++ {
		from, to := points[i-1], points[i]
		length := math.Hypot(to.x-from.x, to.y-from.y)
		if drawing && len(dash) == 0 {
			dash = []point{from}
		}
		at := 0.0
		for length-at >= left {
			at += left
			cut := lerp(from, to, at/length)
			if drawing {
				all = append(all, polyline{points: append(dash, cut)})
				dash, left = nil, b.off
			} else {
				dash, left = []point{cut}, b.on
			}
			drawing = !drawing
		}
		left -= length - at
		if drawing {
			dash = append(dash, to)
		}
	}
	return append(all, polyline{points: dash})
}

// outlines are what to fill for a line along a path. All go the same way round, so that none cuts a hole into another.
func (b brush) outlines(p polyline) [][]point {
	there := distinct(p.points, p.closed)
	if len(there) < 2 {
		return nil
	}
	back := make([]point, len(there))
	for i, at := range there {
		back[len(there)-1-i] = at
	}
	if p.closed && len(there) > 2 {
		return [][]point{b.side(there, true), b.side(back, true)}
	}
	return [][]point{append(b.side(there, false), b.side(back, false)...)}
}

// side is the left side of a line along points, and the end of an open one.
func (b brush) side(points []point, closed bool) []point {
	half, n := b.width/2, len(points)
	var out []point
	for i, at := range points {
		before, after := normal(points[(i+n-1)%n], at), normal(at, points[(i+1)%n])
		switch {
		case !closed && i == 0:
			out = append(out, along(at, after, half))
		case !closed && i == n-1:
			out = append(out, along(at, before, half))
			if b.round {
				out = arc(out, at, half, half, math.Atan2(before.y, before.x), math.Pi)
			}
		default:
			out = b.corner(out, at, before, after)
		}
	}
	return out
}

// corner goes round the corner at a point between stretches with two normals.
func (b brush) corner(out []point, at, before, after point) []point {
	half := b.width / 2
	cross, dot := before.x*after.y-before.y*after.x, before.x*after.x+before.y*after.y
	from, to := along(at, before, half), along(at, after, half)
	switch {
	case dot > 0.98: // a curve's own stretches
		return append(out, from, to)
	case cross < 0: // the inner side; over the middle, so that short stretches leave no hole
		return append(out, from, at, to)
	case b.round:
		return arc(append(out, from), at, half, half, math.Atan2(before.y, before.x), math.Atan2(cross, dot))
	case 2/(1+dot) <= 16: // SVG's miterlimit of 4
		reach := half / (1 + dot)
		return append(out, point{at.x + reach*(before.x+after.x), at.y + reach*(before.y+after.y)})
	}
	return append(out, from, to)
}

func along(at, direction point, by float64) point {
	return point{at.x + by*direction.x, at.y + by*direction.y}
}

// normal points to the left of the way from a to b, with length 1.
func normal(a, b point) point {
	dx, dy := b.x-a.x, b.y-a.y
	length := math.Hypot(dx, dy)
	return point{dy / length, -dx / length}
}

// distinct leaves out points that are where the one before them is.
func distinct(points []point, closed bool) []point {
	var out []point
	for _, p := range points {
		if len(out) == 0 || p != out[len(out)-1] {
			out = append(out, p)
		}
	}
	for closed && len(out) > 1 && out[len(out)-1] == out[0] {
		out = out[:len(out)-1]
	}
	return out
}
