package look

import "github.com/archblocks/archblocks/arch/diagram"

// Measures, in units of the scene.
const (
	BoxRadius  = 3
	TileRadius = 7
	LineWidth  = 1.8
	// BadgeSize is that of the letters of a badge, BadgeDrop from its middle down to their baseline.
	BadgeSize = 12
	BadgeDrop = 4

	// An arrow's tip is the last point of its line; the line ends inside the arrow.
	arrowLength = 11
	arrowHalf   = 6
)

// Dashes are how long a stroke is drawn and how long it is not; zero for a solid one.
func Dashes(s diagram.Stroke) (on, off int) {
	switch s {
	case diagram.Dashed:
		return 6, 4
	case diagram.Dotted:
		return 2, 3
	}
	return 0, 0
}

// Drawing is an icon in its place.
type Drawing struct {
	// Path is the icon's path data, on a ground of 24 by 24.
	Path string
	// X and Y are where the top left corner of the ground is.
	X, Y int
	// Scale is units of the scene for one of the ground; Width that of the stroke, before the scale.
	Scale, Width float64
	Color        Tone
}

// BoxIcon is the icon in the corner of a box and the ground under it.
func BoxIcon(b diagram.Box) (ground diagram.Rect, icon Drawing) {
	size, scale := 26, 0.75
	if b.Icon == string(diagram.PublicSubnetGroup) || b.Icon == string(diagram.PrivateSubnetGroup) {
		size, scale = 22, 0.62
	}
	return diagram.Rect{X: b.X, Y: b.Y, W: size, H: size}, Drawing{Icon(b.Icon), b.X + 4, b.Y + 4, scale, 1.9, Paper}
}

// TileIcon is the icon of a tile; that of a plain one is larger and has no ground.
func TileIcon(t diagram.Tile) Drawing {
	size, scale, color := 30, 1.25, White
	if t.Role == diagram.PlainRole {
		size, scale, color = 46, 1.9, Ink
	}
	inset := (t.W - size) / 2
	return Drawing{Icon(t.Icon), t.X + inset, t.Y + inset, scale, 1.6, color}
}

// Arrow is a line as far as it is drawn, and the three corners of its tip, if it has one.
func Arrow(l diagram.Line) (line, tip []diagram.Point) {
	line = append([]diagram.Point(nil), l.Points...)
	last := len(line) - 1
	if !l.Arrow || last < 1 {
		return line, nil
	}
	end := line[last]
	dx, dy := sign(end.X-line[last-1].X), sign(end.Y-line[last-1].Y)
	back := diagram.Point{X: end.X - dx*arrowLength, Y: end.Y - dy*arrowLength}
	line[last] = back
	return line, []diagram.Point{end, {X: back.X - dy*arrowHalf, Y: back.Y - dx*arrowHalf}, {X: back.X + dy*arrowHalf, Y: back.Y + dx*arrowHalf}}
}

func sign(n int) int {
	switch {
	case n > 0:
		return 1
	case n < 0:
		return -1
	}
	return 0
}
