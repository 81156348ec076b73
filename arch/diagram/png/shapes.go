package png

import (
	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/arch/diagram/internal/look"
)

// pen draws the parts of a scene.
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
	on, off := look.Dashes(s)
	return brush{width: p.scale * width, on: p.scale * float64(on), off: p.scale * float64(off)}
}

func (p *pen) box(b diagram.Box) {
	group := look.OfBox(b)
	border := p.rect(b.Rect, look.BoxRadius)
	p.canvas.fill(border, rgb(group.Ground))
	p.canvas.stroke(border, p.brush(group.Width, b.Stroke), rgb(group.Border))
	if b.Icon == "" {
		return
	}
	ground, icon := look.BoxIcon(b)
	if p.picture(b.Picture, ground) {
		return
	}
	p.canvas.fill(p.rect(ground, 0), rgb(group.Border))
	p.icon(icon)
}

func (p *pen) tile(t diagram.Tile) {
	if p.picture(t.Picture, t.Rect) {
		return
	}
	if t.Role != diagram.PlainRole {
		p.canvas.fill(p.rect(t.Rect, look.TileRadius), rgb(look.OfTile(t.Role)))
	}
	p.icon(look.TileIcon(t))
}

func (p *pen) icon(d look.Drawing) {
	paths, _ := parsePath(d.Path)
	for _, path := range paths {
		for i, at := range path.points {
			path.points[i] = point{p.scale * (float64(d.X) + d.Scale*at.x), p.scale * (float64(d.Y) + d.Scale*at.y)}
		}
	}
	p.canvas.stroke(paths, brush{width: p.scale * d.Scale * d.Width, round: true}, rgb(d.Color))
}

func (p *pen) line(l diagram.Line) {
	line, tip := look.Arrow(l)
	paint := rgb(look.Of(l))
	p.canvas.stroke([]polyline{p.polyline(line)}, p.brush(look.LineWidth, l.Stroke), paint)
	if tip != nil {
		p.canvas.fill([]polyline{p.polyline(tip)}, paint)
	}
}

func (p *pen) polyline(points []diagram.Point) polyline {
	var all polyline
	for _, at := range points {
		all.points = append(all.points, p.at(at.X, at.Y))
	}
	return all
}

func (p *pen) at(x, y int) point { return point{p.scale * float64(x), p.scale * float64(y)} }

func (p *pen) badge(b diagram.Badge) {
	p.canvas.fill(p.rect(b.Rect, float64(b.H/2)), rgb(look.OfBadge(b)))
	p.write(b.Text, p.at(b.CenterX(), b.CenterY()+look.BadgeDrop), diagram.Middle, p.scale*look.BadgeSize, p.bold, rgb(look.Paper))
}

func (p *pen) text(t diagram.Text) {
	face := p.regular
	if t.Bold {
		face = p.bold
	}
	p.write(t.Value, p.at(t.X, t.Y), t.Anchor, p.scale*float64(t.Size), face, rgb(look.OfText(t.Role)))
}
