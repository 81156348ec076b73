package drawio

import (
	"fmt"

	"github.com/archblocks/archblocks/arch/diagram"
)

// line writes a line, tied to what it joins where that is drawn, and its label.
func (w *writer) line(l diagram.Line) {
	if len(l.Points) < 2 {
		return
	}
	first, last := l.Points[0], l.Points[len(l.Points)-1]
	id := w.id("edge", l.ID)
	c := cell{ID: id, Style: lineStyle(l), Parent: layer, Edge: 1, Geometry: &geometry{Relative: 1, As: "geometry"}}
	// The points are written too: where an end is not tied they are what counts.
	c.Geometry.Points = []point{{first.X, first.Y, "sourcePoint"}, {last.X, last.Y, "targetPoint"}}
	if end, ok := w.ends[l.From]; ok {
		c.Source, c.Style = end.id, c.Style+tie("exit", first, end.Rect)
	}
	if end, ok := w.ends[l.To]; ok {
		c.Target, c.Style = end.id, c.Style+tie("entry", last, end.Rect)
	}
	if inner := l.Points[1 : len(l.Points)-1]; len(inner) > 0 {
		c.Geometry.Way = &way{As: "points"}
		for _, p := range inner {
			c.Geometry.Way.Points = append(c.Geometry.Way.Points, point{X: p.X, Y: p.Y})
		}
	}
	w.add(c, "")
	for _, edge := range append([]string{l.ID}, l.Edges...) {
		for _, t := range w.take(edge) {
			w.label(id, t, halfway(l.Points))
		}
	}
}

// label writes a text of a line, which moves with the line.
func (w *writer) label(line string, t diagram.Text, middle diagram.Point) {
	w.add(cell{ID: w.id("label", t.ID), Value: words(t), Style: "edgeLabel;resizable=0;labelBackgroundColor=none;" + textStyle(t), Parent: line, Vertex: 1,
		Geometry: &geometry{Relative: 1, As: "geometry", Points: []point{{t.X - middle.X, t.Bounds().CenterY() - middle.Y, "offset"}}}}, "")
}

// tie holds an end of a line where it is, measured from the corner of what it is tied to.
func tie(end string, p diagram.Point, r diagram.Rect) string {
	return fmt.Sprintf("%[1]sX=0;%[1]sY=0;%[1]sDx=%[2]d;%[1]sDy=%[3]d;%[1]sPerimeter=0;", end, p.X-r.X, p.Y-r.Y)
}

// halfway is the middle of a line of horizontal and vertical stretches, by its length.
func halfway(points []diagram.Point) diagram.Point {
	total := 0
	for i := 1; i < len(points); i++ {
		total += length(points[i-1], points[i])
	}
	left := total / 2
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		n := length(a, b)
		if left <= n && n > 0 {
			return diagram.Point{X: a.X + (b.X-a.X)*left/n, Y: a.Y + (b.Y-a.Y)*left/n}
		}
		left -= n
	}
	return points[0]
}

func length(a, b diagram.Point) int {
	return max(a.X-b.X, b.X-a.X) + max(a.Y-b.Y, b.Y-a.Y)
}
