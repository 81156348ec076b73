package specfile

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"unicode/utf8"
)

// readJSON reads one JSON value. It reads tokens rather than values, which would lose
// positions and names that come twice.
func readJSON(text []byte) *node {
	r := jsonReader{text: text, decoder: json.NewDecoder(bytes.NewReader(text)), at: pos{1, 1}}
	r.decoder.UseNumber()
	root := r.value(r.next(), 1)
	if _, err := r.decoder.Token(); !errors.Is(err, io.EOF) {
		r.skip()
		fail(r.at, TextUnreadable, "remove it", "more text stands after the end of the JSON object")
	}
	return root
}

type jsonReader struct {
	text    []byte
	decoder *json.Decoder
	// offset and at are the same place: the start of the last token.
	offset int
	at     pos
	budget
}

// advance moves the place on to an offset. Tokens only move on, so all of it is linear.
func (r *jsonReader) advance(to int) {
	for r.offset < min(to, len(r.text)) {
		c, size := utf8.DecodeRune(r.text[r.offset:])
		r.at = r.at.after(c)
		r.offset += size
	}
}

// skip moves the place on over what stands between tokens.
func (r *jsonReader) skip() {
	for r.offset < len(r.text) && strings.IndexByte(" \t\r\n,:", r.text[r.offset]) >= 0 {
		r.advance(r.offset + 1)
	}
}

const jsonHint = `write JSON, or YAML that does not start with a brace`

// next reads a token and leaves the place at its start.
func (r *jsonReader) next() json.Token {
	r.advance(int(r.decoder.InputOffset()))
	r.skip()
	token, err := r.decoder.Token()
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &syntax):
		r.advance(int(syntax.Offset) - 1)
		fail(r.at, TextUnreadable, jsonHint, "the text is not JSON: %s", syntax.Error())
	case err != nil:
		r.advance(len(r.text))
		fail(r.at, TextUnreadable, "close what is open", "the text is not JSON: it ends too early")
	}
	return token
}

func (r *jsonReader) value(token json.Token, depth int) *node {
	n := &node{at: r.at}
	r.take(r.at, depth)
	switch t := token.(type) {
	case nil:
		n.kind = nullKind
	case bool:
		n.kind, n.text = boolKind, "false"
		if t {
			n.text = "true"
		}
	case json.Number:
		n.kind, n.text = numberKind, t.String()
	case string:
		n.kind, n.text = textKind, t
	case json.Delim:
		if t == '[' {
			n.kind = listKind
			for r.decoder.More() {
				n.items = append(n.items, r.value(r.next(), depth+1))
			}
		} else {
			n.kind = mapKind
			for r.decoder.More() {
				name, _ := r.next().(string)
				at := r.at
				n.entries = append(n.entries, entry{name: name, kind: textKind, at: at, value: r.value(r.next(), depth+1)})
			}
		}
		r.next()
	}
	return n
}
