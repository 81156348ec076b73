package outline

import (
	"strings"

	"github.com/archblocks/archblocks/arch/diagram"
)

// join puts those of the parts that say something behind each other.
func join(between string, parts ...string) string {
	var all []string
	for _, p := range parts {
		if p = diagram.OneLine(p); p != "" {
			all = append(all, p)
		}
	}
	return strings.Join(all, between)
}

// wrap breaks a text at spaces into lines of at most that many characters; a longer word has a line of its own.
func wrap(text string, width int) []string {
	lines := []string{""}
	length := 0
	for _, word := range strings.Fields(text) {
		n := len([]rune(word))
		if length > 0 && length+1+n > width {
			lines, length = append(lines, ""), 0
		}
		if length > 0 {
			lines[len(lines)-1] += " "
			length++
		}
		lines[len(lines)-1] += word
		length += n
	}
	return lines
}
