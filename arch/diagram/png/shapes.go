package png

import (
	"image/color"

	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/arch/diagram/internal/look"
)

// pen draws the parts of a scene. The measures are those of package svg.
type pen struct {
	canvas        *canvas
	scale         float64
	regular, bold *face
}

func (p *pen) rect(r diagram.Rect, radius float64) []polyline {
	s := p.scale
	return rounded(s*float64(r.X), s*float64(r.Y), s*float64(r.W), s*float64(r.H), s*radius)
}

// brush is the brush for a border or line.
func (p *pen) brush(width float64, s diagram.Stroke) brush {
	b := brush{width: p.scale * width}
	switch s {
	case diagram.Dashed:
		b.on, b.off = p.scale*6, p.scale*4
	case diagram.Dotted:
		b.on, b.off = p.scale*2, p.scale*3
	}
	return b
}

func (p *pen) box(b diagram.Box) {
	group := look.OfGroup(b.Role)
	border := p.rect(b.Rect, 3)
	p.canvas.fill(border, rgb(group.Ground))
	p.canvas.stroke(border, p.brush(group.Width, b.Stroke), rgb(group.Border))
	if b.Icon == "" {
		return
	}
	size, scale := 26, 0.75
	if b.Icon == string(diagram.PublicSubnetGroup) || b.Icon == string(diagram.PrivateSubnetGroup) {
		size, scale = 22, 0.62
	}
	p.canvas.fill(p.rect(diagram.Rect{X: b.X, Y: b.Y, W: size, H: size}, 0), rgb(group.Border))
	p.icon(b.Icon, b.X+4, b.Y+4, scale, 1.9, rgb(look.White))
}

func (p *pen) tile(t diagram.Tile) {
	if t.Role == diagram.PlainRole {
		inset := (t.W - 46) / 2
		p.icon(t.Icon, t.X+inset, t.Y+inset, 1.9, 1.6, rgb(look.Ink))
		return
	}
	p.canvas.fill(p.rect(t.Rect, 7), rgb(look.OfTile(t.Role)))
	inset := (t.W - 30) / 2
	p.icon(t.Icon, t.X+inset, t.Y+inset, 1.25, 1.6, rgb(look.White))
}

// icon draws an icon from its top left corner, scale pixels for each of its 24 by 24.
func (p *pen) icon(kind string, x, y int, scale, width float64, paint color.RGBA) {
	paths, _ := parsePath(look.Icon(kind))
	for _, path := range paths {
		for i, at := range path.points {
			path.points[i] = point{p.scale * (float64(x) + scale*at.x), p.scale * (float64(y) + scale*at.y)}
		}
	}
	p.canvas.stroke(paths, brush{width: p.scale * scale * width, round: true}, paint)
}

// The arrow's tip is the line's last point; the line ends inside the arrow.
const (
	arrowLength = 11
	arrowHalf   = 6
)

func (p *pen) line(l diagram.Line) {
	var points []point
	for _, at := range l.Points {
		points = append(points, p.at(at.X, at.Y))
	}
	var tip []polyline
	if last := len(points) - 1; l.Arrow && last > 0 {
		end, length, half := points[last], p.scale*arrowLength, p.scale*arrowHalf
		dx, dy := sign(end.x-points[last-1].x), sign(end.y-points[last-1].y)
		back := point{end.x - dx*length, end.y - dy*length}
		tip = []polyline{{points: []point{end, {back.x - dy*half, back.y - dx*half}, {back.x + dy*half, back.y + dx*half}}}}
		points[last] = back
	}
	paint := rgb(look.OfLine(l.Role))
	p.canvas.stroke([]polyline{{points: points}}, p.brush(1.8, l.Stroke), paint)
	p.canvas.fill(tip, paint)
}

func (p *pen) at(x, y int) point { return point{p.scale * float64(x), p.scale * float64(y)} }

func sign(v float64) float64 {
	switch {
	case v > 0:
		return 1
	case v < 0:
		return -1
	}
	return 0
}

func (p *pen) badge(b diagram.Badge) {
	p.canvas.fill(p.rect(b.Rect, float64(b.H/2)), rgb(look.Ink))
	p.write(b.Text, p.at(b.CenterX(), b.CenterY()+4), diagram.Middle, p.scale*12, p.bold, rgb(look.Paper))
}

func (p *pen) text(t diagram.Text) {
	face := p.regular
	if t.Bold {
		face = p.bold
	}
	p.write(t.Value, p.at(t.X, t.Y), t.Anchor, p.scale*float64(t.Size), face, rgb(look.OfText(t.Role)))
}
