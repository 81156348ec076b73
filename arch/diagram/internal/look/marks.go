package look

import "github.com/archblocks/archblocks/arch/diagram"

// markWidth is that of the border of what changes, in pixels.
const markWidth = 3

var marks = map[diagram.ChangeKind]Tone{
	diagram.Added:   {"#1d8102", "#5fd068"},
	diagram.Removed: {"#c7290a", "#ff8a75"},
	diagram.Changed: {"#a35c00", "#f5b54d"},
}

// OfBox is how a box is drawn: as its group, with the border of its mark.
func OfBox(b diagram.Box) Group {
	group := OfGroup(b.Role)
	if tone, ok := marks[b.Mark]; ok {
		group.Border, group.Width = tone, markWidth
	}
	return group
}

// Of is the colour of a line.
func Of(l diagram.Line) Tone {
	if tone, ok := marks[l.Mark]; ok {
		return tone
	}
	return OfLine(l.Role)
}

// OfBadge is the ground of a badge.
func OfBadge(b diagram.Badge) Tone {
	if tone, ok := marks[b.Mark]; ok {
		return tone
	}
	return Ink
}
