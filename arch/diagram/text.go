package diagram

import (
	"strings"
	"unicode"
)

const ellipsis = "…"

// font is a size and weight of the one family that pictures use.
type font struct {
	size int
	bold bool
}

func (f font) width(text string) int { return TextWidth(text, f.size, f.bold) }

// leading is the distance from one baseline to the next.
func (f font) leading() int { return f.size + f.size/3 }

// OneLine puts a text on one line: control characters and runs of white space become one space.
func OneLine(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r)
	}), " ")
}

// clip returns the text, or as much of it as fits into the width with an ellipsis.
func (f font) clip(text string, width int) string {
	text = OneLine(text)
	if f.width(text) <= width {
		return text
	}
	// A pass from the front: a rule that names a thousand services is long.
	cut, total := -1, runeWidth('…', f.bold)
	for i, r := range text {
		if (total*f.size+999)/1000 > width {
			break
		}
		cut, total = i, total+runeWidth(r, f.bold)
	}
	if cut < 0 {
		return ""
	}
	return strings.TrimRight(text[:cut], " -·,.") + ellipsis
}

// wrap breaks a text into at most the given number of lines that fit into the
// width. What does not fit ends in an ellipsis. A word too long for a line is
// broken after a hyphen, dot or slash where it has one, else anywhere.
func (f font) wrap(text string, width, lines int) []string {
	pieces := breakable(OneLine(text))
	var out []string
	line := ""
	for i, piece := range pieces {
		if line == "" || f.width(strings.TrimRight(line+piece, " ")) <= width {
			line += piece
			continue
		}
		if len(out) == lines-1 {
			line += strings.Join(pieces[i:], "")
			break
		}
		out, line = append(out, f.clip(line, width)), piece
	}
	if line != "" {
		out = append(out, f.clip(line, width))
	}
	return out
}

// breakable cuts a text where a line may end: after spaces, and inside long words after punctuation.
func breakable(text string) []string {
	var pieces []string
	start, word := 0, 0
	for i, r := range text {
		word++
		end := i + len(string(r))
		if r == ' ' || (word > 8 && strings.ContainsRune("-./_", r) && end < len(text)) {
			pieces, start, word = append(pieces, text[start:end]), end, 0
		}
	}
	if start < len(text) {
		pieces = append(pieces, text[start:])
	}
	return pieces
}

// widest is the width of the longest of the lines.
func (f font) widest(lines []string) int {
	most := 0
	for _, line := range lines {
		most = max(most, f.width(line))
	}
	return most
}
