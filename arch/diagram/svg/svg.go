package svg

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"strings"

	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/arch/diagram/internal/look"
)

// Render draws a scene. The same scene gives the same bytes.
func Render(s diagram.Scene) []byte {
	p := pen{sheet: &sheet{rules: map[string]string{}}}
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
	on, off := look.Dashes(s)
	if on == 0 {
		return ""
	}
	return fmt.Sprintf(` stroke-dasharray="%d %d"`, on, off)
}

func (p *pen) box(b diagram.Box) {
	group := look.OfBox(b)
	p.el("rect", `%s rx="%d" %s stroke-width="%g"%s%s`, rect(b.Rect), look.BoxRadius,
		p.sheet.paint(paint{group.Ground, "fill"}, paint{group.Border, "stroke"}), group.Width, dashes(b.Stroke), id(b.ID))
	if b.Icon == "" {
		return
	}
	ground, icon := look.BoxIcon(b)
	if b.Picture != nil {
		p.picture(b.Picture, ground, "")
		return
	}
	p.el("rect", `%s %s`, rect(ground), p.sheet.fill(group.Border))
	p.icon(icon, "")
}

func (p *pen) tile(t diagram.Tile) {
	if t.Picture != nil {
		p.picture(t.Picture, t.Rect, id(t.ID))
		return
	}
	if t.Role != diagram.PlainRole {
		p.el("rect", `%s rx="%d" %s%s`, rect(t.Rect), look.TileRadius, p.sheet.fill(look.OfTile(t.Role)), id(t.ID))
	}
	p.icon(look.TileIcon(t), id(t.ID))
}

func (p *pen) icon(d look.Drawing, id string) {
	p.el("path", `transform="translate(%d %d) scale(%g)" d="%s" fill="none" %s stroke-width="%g" stroke-linecap="round" stroke-linejoin="round"%s`,
		d.X, d.Y, d.Scale, d.Path, p.sheet.stroke(d.Color), d.Width, id)
}

// picture shows a file as it is.
func (p *pen) picture(file *diagram.Picture, at diagram.Rect, id string) {
	kind, data := "svg+xml", file.SVG
	if data == nil {
		kind, data = "png", file.PNG
	}
	p.el("image", `%s href="data:image/%s;base64,%s"%s`, rect(at), kind, base64.StdEncoding.EncodeToString(data), id)
}

func (p *pen) line(l diagram.Line) {
	color := look.Of(l)
	line, tip := look.Arrow(l)
	p.el("path", `d="%s" fill="none" %s stroke-width="%g"%s%s`, path(line), p.sheet.stroke(color), look.LineWidth, dashes(l.Stroke), id(l.ID))
	if tip != nil {
		p.el("path", `d="%sz" %s`, path(tip), p.sheet.fill(color))
	}
}

// path is path data from point to point.
func path(points []diagram.Point) string {
	var d strings.Builder
	for i, at := range points {
		verb := "L"
		if i == 0 {
			verb = "M"
		}
		fmt.Fprintf(&d, "%s%d %d", verb, at.X, at.Y)
	}
	return d.String()
}

func (p *pen) badge(b diagram.Badge) {
	p.el("rect", `%s rx="%d" %s%s`, rect(b.Rect), b.H/2, p.sheet.fill(look.OfBadge(b)), id(b.ID))
	fmt.Fprintf(&p.out, `<text x="%d" y="%d" text-anchor="middle" font-size="%d" font-weight="bold" %s>%s</text>`+"\n",
		b.CenterX(), b.CenterY()+look.BadgeDrop, look.BadgeSize, p.sheet.fill(look.Paper), escape(b.Text))
}

// held is the width from which a text is held to what the layout has measured: where the
// reader's machine has a wider font than Helvetica, long texts would leave their places.
const held = 100

func (p *pen) text(t diagram.Text) {
	attributes := fmt.Sprintf(`x="%d" y="%d" font-size="%d" %s`, t.X, t.Y, t.Size, p.sheet.fill(look.OfText(t.Role)))
	if t.Anchor != diagram.Start {
		attributes += fmt.Sprintf(` text-anchor="%s"`, t.Anchor)
	}
	if t.Bold {
		attributes += ` font-weight="bold"`
	}
	if w := t.Bounds().W; w >= held {
		attributes += fmt.Sprintf(` textLength="%d" lengthAdjust="spacingAndGlyphs"`, w)
	}
	fmt.Fprintf(&p.out, "<text %s%s>%s</text>\n", attributes, id(t.ID), escape(t.Value))
}
