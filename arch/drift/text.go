package drift

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/archblocks/archblocks/internal/cfn"
)

// textWidth is how many columns the text of a report takes, but for words that are longer.
const textWidth = 100

// Findings is the report for people, in plain text: what differs, then what cannot be told.
// It is empty if the report is OK.
func (r Report) Findings() string {
	var b strings.Builder
	for _, unsure := range []bool{false, true} {
		for _, f := range r.All {
			if unsure == (f.Code == CannotTell) {
				f.write(&b)
			}
		}
	}
	return b.String()
}

// Summary is the report in one line.
func (r Report) Summary() string {
	if r.OK() {
		return "the picture says what the templates say"
	}
	unsure := 0
	for _, f := range r.All {
		if f.Code == CannotTell {
			unsure++
		}
	}
	var parts []string
	if n := len(r.All) - unsure; n > 0 {
		parts = append(parts, fmt.Sprintf("%d differ", n))
	}
	if unsure > 0 {
		parts = append(parts, fmt.Sprintf("%d cannot be told", unsure))
	}
	return "picture and templates: " + strings.Join(parts, ", ")
}

func (f Finding) write(b *strings.Builder) {
	if b.Len() > 0 {
		b.WriteString("\n")
	}
	b.WriteString(strings.TrimSpace("DRIFT "+cfn.Printable(f.ID())) + "\n")
	wrap(b, "  ", "  ", f.Text)
	wrap(b, "  at:     ", "          ", strings.TrimSpace(f.Stack+" "+f.Path))
	wrap(b, "  hint:   ", "          ", f.Hint)
}

// wrap writes text behind first, broken between words; nothing for an empty text.
func wrap(b *strings.Builder, first, indent, text string) {
	words := strings.Fields(cfn.Printable(text))
	line := first
	for i, word := range words {
		if i > 0 && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > textWidth {
			b.WriteString(line + "\n")
			line = indent + word
			continue
		}
		if i > 0 {
			line += " "
		}
		line += word
	}
	if len(words) > 0 {
		b.WriteString(line + "\n")
	}
}

// quoted lists texts for a reader: "a", "b".
func quoted(texts []string) string {
	all := slices.Clone(texts)
	for i, t := range all {
		all[i] = fmt.Sprintf("%q", t)
	}
	return strings.Join(all, ", ")
}
