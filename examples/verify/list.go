package main

import (
	"strings"

	"github.com/archblocks/archblocks/arch/verify"
)

// properties is the text of -list.
func properties() string {
	var b strings.Builder
	for i, p := range verify.Properties() {
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString(p.ID + "\n  " + p.Title + "\n" + indented(p.Meaning))
		if len(p.Standards) > 0 {
			b.WriteString(indented("Serves " + strings.Join(p.Standards, ", ")))
		}
	}
	return b.String()
}

// indented breaks a paragraph into lines of at most 96 characters.
func indented(paragraph string) string {
	var b strings.Builder
	length := 0
	for word := range strings.FieldsSeq(paragraph) {
		switch {
		case length == 0:
			b.WriteString("    ")
		case length+1+len(word) > 92:
			b.WriteString("\n    ")
			length = 0
		default:
			b.WriteString(" ")
			length++
		}
		b.WriteString(word)
		length += len(word)
	}
	return b.String() + "\n"
}
