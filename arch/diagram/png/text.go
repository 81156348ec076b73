package png

import (
	"fmt"
	"image/color"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"github.com/archblocks/archblocks/arch/diagram"
)

var (
	parseRegular = sync.OnceValues(func() (*sfnt.Font, error) { return sfnt.Parse(liberationsansregular.TTF) })
	parseBold    = sync.OnceValues(func() (*sfnt.Font, error) { return sfnt.Parse(liberationsansbold.TTF) })
)

func fonts() (regular, bold *sfnt.Font, err error) {
	if regular, err = parseRegular(); err == nil {
		bold, err = parseBold()
	}
	if err != nil {
		return nil, nil, fmt.Errorf("png: cannot read the built-in font: %w", err)
	}
	return regular, bold, nil
}

// face is a font for one picture: it remembers the letters that were drawn. A
// letter's measures are in the units of the font, of which the size has em.
type face struct {
	font    *sfnt.Font
	em      fixed.Int26_6
	buffer  sfnt.Buffer
	letters map[rune]letter
}

type letter struct {
	index   sfnt.GlyphIndex
	advance float64
	outline sfnt.Segments
}

func newFace(f *sfnt.Font) *face {
	return &face{font: f, em: fixed.I(int(f.UnitsPerEm())), letters: map[rune]letter{}}
}

// letter is the drawing of a character: an empty frame where the font has none, nothing where that is broken too.
func (f *face) letter(r rune) letter {
	l, ok := f.letters[r]
	if ok {
		return l
	}
	l.index, _ = f.font.GlyphIndex(&f.buffer, r)
	if advance, err := f.font.GlyphAdvance(&f.buffer, l.index, f.em, font.HintingNone); err == nil {
		l.advance = units(advance)
	}
	if outline, err := f.font.LoadGlyph(&f.buffer, l.index, f.em, nil); err == nil {
		l.outline = append(l.outline, outline...) // the buffer is used again
	}
	f.letters[r] = l
	return l
}

func units(v fixed.Int26_6) float64 { return float64(v) / 64 }

// write draws a line of text in a size in pixels.
func (p *pen) write(text string, at point, anchor diagram.Anchor, size float64, f *face, paint color.RGBA) {
	if size <= 0 {
		return
	}
	scale := size / units(f.em)
	var letters []letter
	var starts []float64
	width := 0.0
	for _, r := range visible(text) {
		l := f.letter(r)
		if n := len(letters); n > 0 {
			width += scale * f.kern(letters[n-1], l)
		}
		letters, starts = append(letters, l), append(starts, width)
		width += scale * l.advance
	}
	x := at.x
	switch anchor {
	case diagram.Middle:
		x -= width / 2
	case diagram.End:
		x -= width
	}
	for i, l := range letters {
		p.canvas.fill(outlines(l.outline, point{x + starts[i], at.y}, scale), paint)
	}
}

// kern is how much closer or farther than usual two letters stand, as browsers have it.
func (f *face) kern(a, b letter) float64 {
	kern, err := f.font.Kern(&f.buffer, a.index, b.index, f.em, font.HintingNone)
	if err != nil {
		return 0 // most pairs
	}
	return units(kern)
}

// outlines places a letter.
func outlines(segments sfnt.Segments, at point, scale float64) []polyline {
	var all []polyline
	place := func(p fixed.Point26_6) point { return point{at.x + scale*units(p.X), at.y + scale*units(p.Y)} }
	for _, s := range segments {
		if s.Op == sfnt.SegmentOpMoveTo {
			all = append(all, polyline{points: []point{place(s.Args[0])}, closed: true})
			continue
		}
		last := &all[len(all)-1]
		from := last.points[len(last.points)-1]
		switch s.Op {
		case sfnt.SegmentOpLineTo:
			last.points = append(last.points, place(s.Args[0]))
		case sfnt.SegmentOpQuadTo:
			last.points = quad(last.points, from, place(s.Args[0]), place(s.Args[1]))
		case sfnt.SegmentOpCubeTo:
			last.points = cubic(last.points, from, place(s.Args[0]), place(s.Args[1]), place(s.Args[2]))
		}
	}
	return all
}

// visible is a text as SVG shows it: white space is one space, none at the ends;
// what XML cannot hold is the replacement character.
func visible(text string) string {
	words := strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' })
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0xFFFE || r == 0xFFFF {
			return utf8.RuneError
		}
		return r
	}, strings.Join(words, " "))
}
