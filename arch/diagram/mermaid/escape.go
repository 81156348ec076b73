package mermaid

import (
	"fmt"
	"strings"
	"unicode"
)

// label is a text in double quotes that Mermaid takes as it stands. Characters
// that end a text, start an entity or mean something in Markdown or HTML are
// written as Mermaid's entity codes.
func label(lines ...string) string {
	var kept []string
	for _, line := range lines {
		if line = escape(line); line != "" {
			kept = append(kept, line)
		}
	}
	if len(kept) == 0 {
		return `" "`
	}
	return `"` + strings.Join(kept, "<br/>") + `"`
}

func escape(text string) string {
	text = oneLine(text)
	var b strings.Builder
	for i, r := range text {
		switch {
		case strings.ContainsRune("\"#&<>|`*_~\\;{}", r):
			fmt.Fprintf(&b, "#%d;", r)
		case r == '.' && i > 0 && isDigits(text[:i]) && strings.HasPrefix(text[i+1:], " "), i == 0 && strings.ContainsRune("-+=", r):
			// Mermaid takes "1. text" and "- text" for lists, which it refuses to draw.
			fmt.Fprintf(&b, "#%d;", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func isDigits(text string) bool {
	return strings.TrimLeft(text, "0123456789") == ""
}

// oneLine joins the lines of a text and drops what cannot be printed.
func oneLine(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || r == unicode.ReplacementChar
	}), " ")
}

// plain is a text for accTitle and accDescr, which know no entity codes.
func plain(text string) string {
	return oneLine(strings.Map(func(r rune) rune {
		if strings.ContainsRune("{}%#;\"<>", r) {
			return ' '
		}
		return r
	}, text))
}

// names gives every id of the graph a Mermaid id: letters, digits and
// underscores, unique, and never one of Mermaid's own words.
type names struct {
	given map[string]string
	taken map[string]bool
}

func newNames() *names { return &names{map[string]string{}, map[string]bool{}} }

// of is the Mermaid id of an id; kind keeps groups and nodes apart.
func (n *names) of(kind, id string) string {
	key := kind + "\x00" + id
	if name, ok := n.given[key]; ok {
		return name
	}
	safe := strings.Map(func(r rune) rune {
		if r < 128 && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			return r
		}
		return '_'
	}, id)
	base := kind + "_" + safe
	name := base
	for i := 2; n.taken[name]; i++ {
		name = fmt.Sprintf("%s_%d", base, i)
	}
	n.given[key], n.taken[name] = name, true
	return name
}
