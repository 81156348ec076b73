package specfile

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"unicode/utf8"

	"github.com/archblocks/archblocks/arch/archspec"
	"github.com/archblocks/archblocks/arch/problem"
)

// The limits of a text. A spec has at most 18 services, and is rarely longer than 10 KB.
const (
	// MaxBytes is the longest text.
	MaxBytes = 1 << 20

	maxValues   = 100_000 // each use of a YAML alias counted
	maxDepth    = 50
	maxProblems = 100
)

// Read reads the spec in a file: see [Parse].
func Read(path string) (archspec.Spec, error) {
	file, err := os.Open(path)
	if err != nil {
		return archspec.Spec{}, err
	}
	defer file.Close()
	// What is larger than allowed is not read to its end.
	text, err := io.ReadAll(io.LimitReader(file, MaxBytes+1))
	if err != nil {
		return archspec.Spec{}, err
	}
	spec, err := Parse(text)
	if err != nil {
		return archspec.Spec{}, fmt.Errorf("%s: %w", path, err)
	}
	return spec, nil
}

// Parse reads a spec from JSON, if the first character is a brace, or else YAML. It does
// not fill in defaults, and does not judge the spec: a read spec may be incomplete, and
// say "eu-wst-1" or 3 MiB. Whoever plans it learns of that, and [Check] tells it with lines.
// The error is a *[problem.Invalid] with all problems of the text, and the spec is then zero.
func Parse(text []byte) (archspec.Spec, error) {
	d := decode(text)
	if err := d.list.Err(); err != nil {
		return archspec.Spec{}, err
	}
	return d.spec, nil
}

// Check returns all problems of a text: those that [Parse] finds, or, where there are none,
// those of the spec's own Check, warnings among them. Each starts with the position of the
// value, or of what it should stand in where it is left out.
func Check(text []byte) problem.List {
	d := decode(text)
	if len(d.list) > 0 {
		return d.list
	}
	list := d.spec.Check()
	for i, p := range list {
		list[i].Message = d.nearest(p.Path).say(p.Message)
	}
	return list
}

// say puts the position before a message, which continues a sentence that starts with the value.
func (p pos) say(message string) string { return "at " + p.String() + " " + message }

// fault is how a reader gives up: it is thrown and caught within one call.
type fault problem.Problem

func fail(at pos, code problem.Code, hint, format string, args ...any) {
	panic(fault{Code: code, Message: at.say(fmt.Sprintf(format, args...)), Hint: hint})
}

// decode reads a text. It never panics.
func decode(text []byte) (d *decoder) {
	d = &decoder{at: map[string]pos{}}
	defer func() {
		switch f := recover().(type) {
		case nil:
		case fault:
			d.list = problem.List{problem.Problem(f)}
		default: // the YAML reader's own, as far as is known
			d.list = problem.List{{Code: TextUnreadable, Message: fmt.Sprintf("at 1:1 the text cannot be read: %v", f), Hint: "use other words, or JSON"}}
		}
	}()
	d.whole(tree(text))
	return d
}

// tree reads a text as values without a meaning yet.
func tree(text []byte) *node {
	text = bytes.TrimPrefix(text, []byte("\uFEFF"))
	if len(text) > MaxBytes {
		fail(pos{1, 1}, TextTooLarge, "use a shorter text", "the text has more than %d bytes", MaxBytes)
	}
	if !utf8.Valid(text) {
		fail(invalidAt(text), TextUnreadable, "save it as UTF-8", "the text is not UTF-8")
	}
	if bytes.HasPrefix(bytes.TrimLeft(text, " \t\r\n"), []byte("{")) {
		return readJSON(text)
	}
	return readYAML(text)
}

// invalidAt is where a text stops being UTF-8.
func invalidAt(text []byte) pos {
	p := pos{1, 1}
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		if r == utf8.RuneError && size == 1 {
			break
		}
		p = p.after(r)
		text = text[size:]
	}
	return p
}

// after is the position behind a character.
func (p pos) after(r rune) pos {
	if r == '\n' {
		return pos{p.line + 1, 1}
	}
	return pos{p.line, p.column + 1}
}

// budget counts values and nesting while a tree is built.
type budget struct{ values int }

func (b *budget) take(at pos, depth int) {
	if b.values++; b.values > maxValues {
		fail(at, TextTooLarge, "use fewer", "the text has more than %d values", maxValues)
	}
	if depth > maxDepth {
		fail(at, TextTooLarge, "use fewer levels", "values are nested more than %d deep", maxDepth)
	}
}
