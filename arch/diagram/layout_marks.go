package diagram

import (
	"fmt"
	"strings"
)

const (
	ringGap   = 5 // from a tile to the ring around it
	signSize  = 18
	toldMost  = 16 // changes in the legend
	signSpace = signSize + 12
)

// signs are for eyes that do not tell the colours apart.
var signs = map[ChangeKind]string{Added: "+", Removed: "−", Changed: "~"}

// mark gives what changes its ring or border and its sign, and lines the colour of a change
// that all their edges share.
func (l *layout) mark() {
	if l.difference == nil {
		return
	}
	groups, nodes, edges := marks(l.difference.groups), marks(l.difference.nodes), marks(l.difference.edges)
	for i := range l.ground {
		b := &l.ground[i]
		if kind, ok := groups[b.ID]; ok && b.ID != "" {
			b.Mark = kind
			l.sign(kind, Point{b.Right(), b.Y})
		}
	}
	for _, t := range l.s.Tiles {
		if kind, ok := nodes[t.ID]; ok {
			ring := Rect{t.X - ringGap, t.Y - ringGap, t.W + 2*ringGap, t.H + 2*ringGap}
			l.ground = append(l.ground, groundBox{Box{Rect: ring, Role: RingRole, Mark: kind}, ringDepth})
			l.sign(kind, Point{ring.Right() + 4, ring.Y + 4}) // beside the tile
		}
	}
	for i := range l.s.Lines {
		line := &l.s.Lines[i]
		for n, id := range line.Edges {
			if n > 0 && edges[id] != line.Mark {
				line.Mark = ""
				break
			}
			line.Mark = edges[id]
		}
	}
}

func (l *layout) sign(kind ChangeKind, center Point) {
	l.s.Badges = append(l.s.Badges, Badge{
		Rect: Rect{center.X - signSize/2, center.Y - signSize/2, signSize, signSize}, Text: signs[kind], Mark: kind,
	})
}

// changeList writes what changes above the steps, and returns where these start.
func (l *layout) changeList(x, y int) int {
	if l.difference == nil {
		return y
	}
	edges := map[string]Edge{}
	for _, e := range l.g.Edges {
		edges[e.ID] = e
	}
	told := l.difference.told(edges)
	l.text("", Point{x, y}, Start, font{16, true}, TextRole, "Changes")
	y += 32
	if len(told) == 0 {
		l.text("", Point{x, y}, Start, noteFont, MutedRole, "Nothing in the picture changes.")
		return y + 48
	}
	said := map[Change]bool{}
	for i, c := range told {
		// The tasks of a service change alike in every zone.
		if alike := (Change{Kind: c.Kind, Title: c.Title, Field: c.Field, Was: c.Was, Is: c.Is}); said[alike] {
			continue
		} else if len(said) == toldMost {
			l.text("", Point{x + signSpace, y + 4}, Start, noteFont, MutedRole, fmt.Sprintf("and %d more", len(told)-i))
			y += 30
			break
		} else {
			said[alike] = true
		}
		l.sign(c.Kind, Point{x + badgeSize/2, y})
		last := y
		for n, line := range noteFont.wrap(c.brief(), legendWidth, 4) {
			last = y + 4 + n*(noteFont.leading()+1)
			l.text("", Point{x + badgeSize + 12, last}, Start, noteFont, TextRole, line)
		}
		y = last + 26
	}
	return y + 24
}

// brief is a change for the legend, where its sign is said already.
func (c Change) brief() string {
	switch {
	case c.Kind != Changed:
		return strings.TrimSuffix(fmt.Sprintf("%s %s: %s", c.Title, c.Kind, c.Was+c.Is), ": ")
	case strings.Contains(c.Field, ", ") || c.Field == "facts":
		return fmt.Sprintf("%s: other %s", c.Title, c.Field)
	}
	return fmt.Sprintf("%s: %s was %s, is %s", c.Title, c.Field, orNone(c.Was), orNone(c.Is))
}

func orNone(text string) string {
	if text == "" {
		return "none"
	}
	return text
}
