package svg

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/arch/diagram/internal/look"
)

// Render draws a scene. The same scene gives the same bytes.
func Render(s diagram.Scene) []byte {
	p := pen{sheet: &sheet{classes: map[paint]string{}}}
	p.el("rect", `width="100%%" height="100%%" %s`, p.sheet.fill(look.Paper))
	for _, b := range s.Boxes {
		p.box(b)
	}
	for _, l := range s.Lines {
		p.line(l)
	}
	for _, t := range s.Tiles {
		p.tile(t)
	}
	for _, b := range s.Badges {
		p.badge(b)
	}
	for _, t := range s.Texts {
		p.text(t)
	}

	var out bytes.Buffer
	title := s.Title
	if title == "" {
		title = "Architecture"
	}
	fmt.Fprintf(&out, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img" aria-labelledby="title desc" font-family="Helvetica, Arial, 'Liberation Sans', sans-serif">`+"\n",
		s.Width, s.Height, s.Width, s.Height)
	fmt.Fprintf(&out, "<title id=\"title\">%s</title>\n<desc id=\"desc\">%s</desc>\n", escape(title), escape(s.Description))
	out.WriteString(p.sheet.css())
	out.Write(p.out.Bytes())
	out.WriteString("</svg>\n")
	return out.Bytes()
}

// pen writes elements, one a line.
type pen struct {
	out   bytes.Buffer
	sheet *sheet
}

func (p *pen) el(name, format string, args ...any) {
	fmt.Fprintf(&p.out, "<"+name+" "+format+"/>\n", args...)
}

// id is the attribute that says what an element draws.
func id(of string) string {
	if of == "" {
		return ""
	}
	return fmt.Sprintf(` data-id="%s"`, escape(of))
}

func rect(r diagram.Rect) string {
	return fmt.Sprintf(`x="%d" y="%d" width="%d" height="%d"`, r.X, r.Y, r.W, r.H)
}

func dashes(s diagram.Stroke) string {
	switch s {
	case diagram.Dashed:
		return ` stroke-dasharray="6 4"`
	case diagram.Dotted:
		return ` stroke-dasharray="2 3"`
	}
	return ""
}

func (p *pen) box(b diagram.Box) {
	group := look.OfGroup(b.Role)
	p.el("rect", `%s rx="3" %s stroke-width="%g"%s%s`, rect(b.Rect),
		p.sheet.paint(paint{group.Ground, "fill"}, paint{group.Border, "stroke"}), group.Width, dashes(b.Stroke), id(b.ID))
	if b.Icon == "" {
		return
	}
	size, scale := 26, "0.75"
	if b.Icon == string(diagram.PublicSubnetGroup) || b.Icon == string(diagram.PrivateSubnetGroup) {
		size, scale = 22, "0.62"
	}
	p.el("rect", `%s %s`, rect(diagram.Rect{X: b.X, Y: b.Y, W: size, H: size}), p.sheet.fill(group.Border))
	inset := 4
	p.el("path", `transform="translate(%d %d) scale(%s)" d="%s" fill="none" %s stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round"`,
		b.X+inset, b.Y+inset, scale, look.Icon(b.Icon), p.sheet.stroke(look.White))
}

func (p *pen) tile(t diagram.Tile) {
	scale, inset, stroke := "1.25", (t.W-30)/2, p.sheet.stroke(look.White)
	if t.Role == diagram.PlainRole {
		scale, inset, stroke = "1.9", (t.W-46)/2, p.sheet.stroke(look.Ink)
	} else {
		p.el("rect", `%s rx="7" %s%s`, rect(t.Rect), p.sheet.fill(look.OfTile(t.Role)), id(t.ID))
	}
	p.el("path", `transform="translate(%d %d) scale(%s)" d="%s" fill="none" %s stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"%s`,
		t.X+inset, t.Y+inset, scale, look.Icon(t.Icon), stroke, id(t.ID))
}

// The arrow's tip is the line's last point; the line ends inside the arrow.
const (
	arrowLength = 11
	arrowHalf   = 6
)

func (p *pen) line(l diagram.Line) {
	color := look.OfLine(l.Role)
	points := append([]diagram.Point(nil), l.Points...)
	last := len(points) - 1
	tip := ""
	if l.Arrow && last > 0 {
		end, dx, dy := points[last], sign(points[last].X-points[last-1].X), sign(points[last].Y-points[last-1].Y)
		back := diagram.Point{X: end.X - dx*arrowLength, Y: end.Y - dy*arrowLength}
		tip = fmt.Sprintf("M%d %dL%d %dL%d %dz", end.X, end.Y,
			back.X-dy*arrowHalf, back.Y-dx*arrowHalf, back.X+dy*arrowHalf, back.Y+dx*arrowHalf)
		points[last] = back
	}
	var d strings.Builder
	for i, at := range points {
		verb := "L"
		if i == 0 {
			verb = "M"
		}
		fmt.Fprintf(&d, "%s%d %d", verb, at.X, at.Y)
	}
	p.el("path", `d="%s" fill="none" %s stroke-width="1.8"%s%s`, d.String(), p.sheet.stroke(color), dashes(l.Stroke), id(l.ID))
	if tip != "" {
		p.el("path", `d="%s" %s`, tip, p.sheet.fill(color))
	}
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

func (p *pen) badge(b diagram.Badge) {
	p.el("rect", `%s rx="%d" %s%s`, rect(b.Rect), b.H/2, p.sheet.fill(look.Ink), id(b.ID))
	fmt.Fprintf(&p.out, `<text x="%d" y="%d" text-anchor="middle" font-size="12" font-weight="bold" %s>%s</text>`+"\n",
		b.CenterX(), b.CenterY()+4, p.sheet.fill(look.Paper), escape(b.Text))
}

func (p *pen) text(t diagram.Text) {
	attributes := fmt.Sprintf(`x="%d" y="%d" font-size="%d" %s`, t.X, t.Y, t.Size, p.sheet.fill(look.OfText(t.Role)))
	if t.Anchor != diagram.Start {
		attributes += fmt.Sprintf(` text-anchor="%s"`, t.Anchor)
	}
	if t.Bold {
		attributes += ` font-weight="bold"`
	}
	fmt.Fprintf(&p.out, "<text %s%s>%s</text>\n", attributes, id(t.ID), escape(t.Value))
}
