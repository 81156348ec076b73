package png

import (
	"cmp"
	"math"
	"slices"
)

// raster finds how much of each pixel outlines cover. It remembers only the pixels
// that an outline crosses, so the border of a large box costs no more than its
// length, and it reckons in integers, so every machine comes to the same.
type raster struct {
	w, h int
	rows [][]cell
	// used are the rows with cells: from, to.
	from, to int
}

// cell is what outlines do in one pixel: cover is the height that they rise in it,
// area twice the part of the pixel left of them.
type cell struct{ x, cover, area int }

// one is the number of steps that a pixel has in each direction.
const one = 256

func newRaster(w, h int) *raster {
	return &raster{w: w, h: h, rows: make([][]cell, h), from: h}
}

// add takes in a closed outline in pixels.
func (r *raster) add(points []point) {
	for i, p := range points {
		q := points[(i+1)%len(points)]
		r.edge(steps(p.x), steps(p.y), steps(q.x), steps(q.y))
	}
}

// steps bounds a coordinate far outside every picture, where sums cannot overflow.
func steps(v float64) int {
	const far = 2 * MaxSide
	return int(math.RoundToEven(min(max(v, -far), far) * one))
}

// edge takes in one side of an outline, in steps.
func (r *raster) edge(x0, y0, x1, y1 int) {
	direction := 1
	if y0 > y1 {
		x0, y0, x1, y1, direction = x1, y1, x0, y0, -1
	}
	if y0 == y1 {
		return
	}
	// Both neighbours of a boundary reckon where it is crossed alike, so nothing leaks.
	cross := func(y int) int { return x0 + (x1-x0)*(y-y0)/(y1-y0) }
	first, last := max(floor(y0), 0), min(floor(y1-1), r.h-1)
	for y := first; y <= last; y++ {
		top, bottom := max(y0, y*one), min(y1, (y+1)*one)
		r.from, r.to = min(r.from, y), max(r.to, y+1)
		r.row(y, cross(top), cross(bottom), bottom-top, direction)
	}
}

// row takes in the part of a side that lies in one row, from xa at its top to xb height lower.
func (r *raster) row(y, xa, xb, height, direction int) {
	if xa > xb {
		xa, xb = xb, xa
	}
	// What is left of the picture counts as its left rim; what is right of it covers nothing.
	if xa < 0 {
		outside := height
		if xb > 0 {
			outside = height * -xa / (xb - xa)
		}
		r.rows[y] = append(r.rows[y], cell{0, direction * outside, 0})
		xa, xb, height = 0, max(xb, 0), height-outside
	}
	left, done := xa, 0
	for x := floor(xa); x < r.w; x++ {
		right := min(xb, (x+1)*one)
		sunk := height
		if right < xb {
			sunk = height * (right - xa) / (xb - xa)
		}
		rise := direction * (sunk - done)
		r.rows[y] = append(r.rows[y], cell{x, rise, rise * (left - x*one + right - x*one)})
		if left, done = right, sunk; right == xb {
			return
		}
	}
}

func floor(steps int) int { return steps >> 8 }

// spans tells of each stretch of pixels that is covered alike, 1 to 255, row by row, and forgets all.
func (r *raster) spans(tell func(y, from, to int, coverage uint32)) {
	for y := r.from; y < r.to; y++ {
		cells := r.rows[y]
		slices.SortFunc(cells, func(a, b cell) int { return cmp.Compare(a.x, b.x) })
		cover := 0
		for i := 0; i < len(cells); {
			x, area := cells[i].x, 0
			for ; i < len(cells) && cells[i].x == x; i++ {
				cover += cells[i].cover
				area += cells[i].area
			}
			if c := share(2*one*cover - area); c > 0 {
				tell(y, x, x+1, c)
			}
			next := r.w
			if i < len(cells) {
				next = cells[i].x
			}
			if c := share(2 * one * cover); c > 0 && next > x+1 {
				tell(y, x+1, next, c)
			}
		}
		r.rows[y] = cells[:0]
	}
	r.from, r.to = r.h, 0
}

// share is the coverage of twice an area. What is covered more than once is no more than covered.
func share(area int) uint32 {
	if area < 0 {
		area = -area
	}
	const full = 2 * one * one
	return uint32((min(area, full)*255 + full/2) / full)
}
