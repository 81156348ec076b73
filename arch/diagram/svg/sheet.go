package svg

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/archblocks/archblocks/arch/diagram/internal/look"
)

// paint is a colour for one attribute: fill or stroke.
type paint struct {
	look.Tone
	attribute string
}

// sheet is the style sheet with the dark colours: one class for each pair in use.
type sheet struct {
	rules map[string]string // by class
}

// fill is the attribute for a fill, with a class for the dark picture.
func (s *sheet) fill(t look.Tone) string { return s.paint(paint{t, "fill"}) }

// stroke is the attribute for a stroke, with a class for the dark picture.
func (s *sheet) stroke(t look.Tone) string { return s.paint(paint{t, "stroke"}) }

// paint is the attributes for colours of one element: an element has one class attribute.
func (s *sheet) paint(paints ...paint) string {
	var classes, attributes []string
	for _, p := range paints {
		attributes = append(attributes, fmt.Sprintf(`%s="%s"`, p.attribute, p.Light))
		if p.Light != p.Dark {
			classes = append(classes, s.class(p))
		}
	}
	if len(classes) > 0 {
		attributes = append([]string{fmt.Sprintf(`class="%s"`, strings.Join(classes, " "))}, attributes...)
	}
	return strings.Join(attributes, " ")
}

// class is named after its colours: a colour that comes or goes leaves the other lines of a file as they are.
func (s *sheet) class(p paint) string {
	class := fmt.Sprintf("%c%s%s", p.attribute[0], p.Light[1:], p.Dark[1:])
	s.rules[class] = fmt.Sprintf(".%s{%s:%s}", class, p.attribute, p.Dark)
	return class
}

// css is the style element: attributes give way to it where the reader prefers dark.
func (s *sheet) css() string {
	rules := slices.Sorted(maps.Values(s.rules))
	return "<style>@media (prefers-color-scheme:dark){" + strings.Join(rules, "") + "}</style>\n"
}

// escape makes any text fit into XML, as content or in double quotes. What XML
// cannot hold at all becomes the replacement character.
func escape(text string) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '"':
			b.WriteString("&quot;")
		case r == '\t' || r == '\n' || r == '\r':
			fmt.Fprintf(&b, "&#%d;", r)
		case r < ' ' || r == 0xFFFE || r == 0xFFFF || r == utf8.RuneError:
			b.WriteRune(utf8.RuneError)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
