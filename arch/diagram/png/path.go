package png

import "math"

type point struct{ x, y float64 }

// polyline is a path without curves: they are cut into stretches too short to see.
type polyline struct {
	points []point
	closed bool
}

// bend is the most that one stretch of an arc turns.
const bend = math.Pi / 32

// arc appends points on the arc of an ellipse round c, from angle a over turn, without its first point.
func arc(points []point, c point, rx, ry, a, turn float64) []point {
	n := int(math.Ceil(math.Abs(turn) / bend))
	for i := 1; i <= n; i++ {
		sin, cos := math.Sincos(a + turn*float64(i)/float64(n))
		points = append(points, point{c.x + rx*cos, c.y + ry*sin})
	}
	return points
}

// cubic appends points on a curve that starts at a, without its first point.
func cubic(points []point, a, b, c, d point) []point {
	const n = 16
	for i := 1; i <= n; i++ {
		t := float64(i) / n
		points = append(points, lerp(
			lerp(lerp(a, b, t), lerp(b, c, t), t),
			lerp(lerp(b, c, t), lerp(c, d, t), t), t))
	}
	return points
}

// quad appends points on a curve that starts at a, without its first point. It is off by a twentieth of a unit at most.
func quad(points []point, a, b, c point) []point {
	n := int(math.Ceil(math.Sqrt(5 * math.Hypot(a.x-2*b.x+c.x, a.y-2*b.y+c.y))))
	n = min(max(n, 1), 64)
	for i := 1; i <= n; i++ {
		t := float64(i) / float64(n)
		points = append(points, lerp(lerp(a, b, t), lerp(b, c, t), t))
	}
	return points
}

func lerp(a, b point, t float64) point {
	return point{a.x + t*(b.x-a.x), a.y + t*(b.y-a.y)}
}

// rounded is a rectangle with round corners, from the left end of its upper side
// and clockwise, as SVG has it: dashes start there. It is nothing without a width and a height.
func rounded(x, y, w, h, radius float64) []polyline {
	if w <= 0 || h <= 0 {
		return nil
	}
	rx, ry := min(radius, w/2), min(radius, h/2)
	points := []point{{x + rx, y}}
	corner := func(cx, cy, fromX, fromY, a float64) {
		points = append(points, point{fromX, fromY})
		if rx > 0 && ry > 0 {
			points = arc(points, point{cx, cy}, rx, ry, a, math.Pi/2)
		}
	}
	corner(x+w-rx, y+ry, x+w-rx, y, -math.Pi/2)
	corner(x+w-rx, y+h-ry, x+w, y+h-ry, 0)
	corner(x+rx, y+h-ry, x+rx, y+h, math.Pi/2)
	corner(x+rx, y+ry, x, y+ry, math.Pi)
	return []polyline{{points, true}}
}
