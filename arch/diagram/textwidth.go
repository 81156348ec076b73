package diagram

// Widths of the printable ASCII characters in Helvetica, in thousandths of the
// font size; Arial and Liberation Sans are the same. Source: the Adobe Font
// Metrics of the PostScript core fonts.
var (
	regularWidths = [95]int{
		278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, // space to /
		556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, // 0 to ?
		1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, // @ to O
		667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, // P to _
		333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, // ` to o
		556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584, // p to ~
	}
	boldWidths = [95]int{
		278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278,
		556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611,
		975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778,
		667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556,
		333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611,
		611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
	}
)

// TextWidth is the width of a text in Helvetica or Arial, rounded up to whole
// pixels. Characters outside ASCII count as what is usual for their script.
func TextWidth(text string, size int, bold bool) int {
	total := 0
	for _, r := range text {
		total += runeWidth(r, bold)
	}
	return (total*size + 999) / 1000
}

func runeWidth(r rune, bold bool) int {
	switch {
	case r >= ' ' && r <= '~' && bold:
		return boldWidths[r-' ']
	case r >= ' ' && r <= '~':
		return regularWidths[r-' ']
	case r == '·':
		return 333
	case r == '…' || r == '—' || r >= 0x2E80:
		return 1000
	case r < 0x250:
		return 667
	}
	return 778
}
