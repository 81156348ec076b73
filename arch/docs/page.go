package docs

import (
	"bytes"
	"fmt"
	"net/url"
	"strings"
	"unicode"

	"github.com/archblocks/archblocks/arch/diagram"
)

// page collects lines of Markdown.
type page struct{ buffer bytes.Buffer }

func (p *page) bytes() []byte { return append(bytes.TrimRight(p.buffer.Bytes(), "\n"), '\n') }

func (p *page) line(format string, args ...any) {
	fmt.Fprintf(&p.buffer, format+"\n", args...)
}

// gap is one empty line, whatever stands before.
func (p *page) gap() {
	if !bytes.HasSuffix(p.buffer.Bytes(), []byte("\n\n")) {
		p.buffer.WriteByte('\n')
	}
}

func (p *page) heading(level int, title string) {
	if p.buffer.Len() > 0 {
		p.gap()
	}
	p.line("%s %s\n", strings.Repeat("#", level), title)
}

// item is an entry of a list, two blanks deeper a level. Empty entries are left out.
func (p *page) item(level int, entry string) {
	if entry != "" {
		p.line("%s- %s", strings.Repeat("  ", level), entry)
	}
}

// table writes rows of cells that text and code have made.
func (p *page) table(header []string, rows [][]string) {
	row := func(cells []string) { p.line("| %s |", strings.Join(cells, " | ")) }
	row(header)
	p.line("|%s", strings.Repeat(" --- |", len(header)))
	for _, cells := range rows {
		row(cells)
	}
	p.line("")
}

// fenced writes a block of another language, under a fence longer than any within.
func (p *page) fenced(language, body string) {
	fence := strings.Repeat("`", max(3, longestRun(body, '`')+1))
	p.line("%s%s\n%s\n%s\n", fence, language, strings.TrimRight(body, "\n"), fence)
}

// text escapes what Markdown would read as markup, and puts all on one line.
func text(s string) string {
	runes := []rune(diagram.OneLine(s))
	var b strings.Builder
	for i, r := range runes {
		switch {
		case r == '<':
			b.WriteString("&lt;")
			continue
		case r == '&':
			b.WriteString("&amp;")
			continue
		case strings.ContainsRune("\\`*[]|~$", r), r == '_' && !within(runes, i):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// opening is text at the beginning of a line or of a list's entry, where a few more
// characters would make a heading, a list or a quotation.
func opening(s string) string {
	s = text(s)
	if rest := strings.TrimLeft(s, "0123456789"); rest != s && strings.IndexAny(rest, ".)") == 0 {
		return strings.TrimSuffix(s, rest) + `\` + rest
	}
	if s != "" && strings.ContainsRune("#>+-=", rune(s[0])) {
		return `\` + s
	}
	return s
}

// within tells that an underscore stands between letters or digits, where it is no markup.
func within(runes []rune, i int) bool {
	word := func(j int) bool {
		return j >= 0 && j < len(runes) && (unicode.IsLetter(runes[j]) || unicode.IsDigit(runes[j]))
	}
	return word(i-1) && word(i+1)
}

// code is a code span. In a table a vertical bar ends a cell even there, so text
// that holds one is written as text.
func code(s string) string {
	s = diagram.OneLine(s)
	if s == "" || strings.ContainsRune(s, '|') {
		return text(s)
	}
	fence := strings.Repeat("`", longestRun(s, '`')+1)
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") {
		s = " " + s + " "
	}
	return fence + s + fence
}

// destination is a link's target.
func destination(path string) string {
	return strings.NewReplacer("(", "%28", ")", "%29").Replace((&url.URL{Path: path}).EscapedPath())
}

func longestRun(s string, of rune) int {
	longest, run := 0, 0
	for _, r := range s {
		if r != of {
			run = 0
			continue
		}
		run++
		longest = max(longest, run)
	}
	return longest
}
