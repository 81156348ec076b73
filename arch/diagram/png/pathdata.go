package png

import (
	"math"
	"strconv"
)

// parsePath reads SVG's path data, as far as the icons use it: lines, cubic curves
// and arcs of ellipses that do not lean. It stops at what it cannot read and tells so.
func parsePath(data string) (paths []polyline, ok bool) {
	r := pathReader{rest: data}
	for r.skip(); r.rest != ""; r.skip() {
		if c := r.rest[0]; c >= 'A' {
			r.verb, r.rest = c, r.rest[1:]
		} else if r.verb == 0 || r.verb == 'z' || r.verb == 'Z' {
			return r.paths, false // a number without a verb
		}
		if !r.draw() {
			return r.paths, false
		}
	}
	return r.paths, true
}

// pathReader is the state of one parsePath.
type pathReader struct {
	rest      string
	verb      byte
	at, start point
	handle    point // the last handle of a curve, for S
	curved    bool  // whether the last verb was a curve
	paths     []polyline
}

// draw does the verb once.
func (r *pathReader) draw() bool {
	var base point
	upper := r.verb &^ 0x20
	if r.verb != upper {
		base = r.at
	}
	curved := false
	defer func() { r.curved = curved }()
	var n [7]float64
	take := func(count int) bool {
		for i := range count {
			// The flags of an arc may stand without a space behind them.
			if n[i] = r.number(upper == 'A' && (i == 3 || i == 4)); math.IsNaN(n[i]) {
				return false
			}
		}
		return true
	}
	switch upper {
	case 'M':
		if !take(2) {
			return false
		}
		r.at = point{base.x + n[0], base.y + n[1]}
		r.start = r.at
		r.paths = append(r.paths, polyline{points: []point{r.at}})
		r.verb-- // more pairs are lines, L or l
		return true
	case 'Z':
		if last := len(r.paths) - 1; last >= 0 {
			r.paths[last].closed, r.at = true, r.start
		}
		return true
	case 'L':
		return take(2) && r.line(point{base.x + n[0], base.y + n[1]})
	case 'H':
		return take(1) && r.line(point{base.x + n[0], r.at.y})
	case 'V':
		return take(1) && r.line(point{r.at.x, base.y + n[0]})
	case 'C', 'S':
		handle := r.at
		if upper == 'S' {
			if r.curved {
				handle = point{2*r.at.x - r.handle.x, 2*r.at.y - r.handle.y}
			}
			if !take(4) {
				return false
			}
			n[0], n[1], n[2], n[3], n[4], n[5] = 0, 0, n[0], n[1], n[2], n[3]
		} else if !take(6) {
			return false
		} else {
			handle = point{base.x + n[0], base.y + n[1]}
		}
		curved = true
		r.handle = point{base.x + n[2], base.y + n[3]}
		end := point{base.x + n[4], base.y + n[5]}
		r.open()
		r.put(cubic(nil, r.at, handle, r.handle, end)...)
		return true
	case 'A':
		if !take(7) {
			return false
		}
		r.open()
		r.put(ellipse(r.at, point{base.x + n[5], base.y + n[6]}, math.Abs(n[0]), math.Abs(n[1]), n[3] != 0, n[4] != 0)...)
		return true
	}
	return false
}

func (r *pathReader) line(to point) bool {
	r.open()
	r.put(to)
	return true
}

// open starts another path where the last one is closed, or none is there.
func (r *pathReader) open() {
	if last := len(r.paths) - 1; last < 0 || r.paths[last].closed {
		r.paths = append(r.paths, polyline{points: []point{r.at}})
	}
}

func (r *pathReader) put(points ...point) {
	last := &r.paths[len(r.paths)-1]
	last.points = append(last.points, points...)
	r.at = last.points[len(last.points)-1]
}

func (r *pathReader) skip() {
	for r.rest != "" && (r.rest[0] == ' ' || r.rest[0] == ',' || r.rest[0] == '\n') {
		r.rest = r.rest[1:]
	}
}

// number reads a number, or NaN. A second point or a sign starts the next one.
func (r *pathReader) number(flag bool) float64 {
	r.skip()
	end, dot := 0, false
	for end < len(r.rest) {
		c := r.rest[end]
		if !(c >= '0' && c <= '9' || c == '.' && !dot || c == '-' && end == 0) {
			break
		}
		dot = dot || c == '.'
		if end++; flag {
			break
		}
	}
	n, err := strconv.ParseFloat(r.rest[:end], 64)
	if err != nil {
		return math.NaN()
	}
	r.rest = r.rest[end:]
	return n
}
