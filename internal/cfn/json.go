package cfn

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"unicode/utf8"
)

// ParseJSON reads one JSON value. The error is [Problems].
func ParseJSON(text []byte) (root *Node, err error) {
	defer caught(&err)
	checkText(text)
	r := jsonReader{text: text, decoder: json.NewDecoder(bytes.NewReader(text)), pos: Pos{1, 1}}
	r.decoder.UseNumber()
	root = r.value(r.next(), 1)
	if _, err := r.decoder.Token(); !errors.Is(err, io.EOF) {
		r.advance(int(r.decoder.InputOffset()))
		fail(r.pos, "more text after the end of the JSON value")
	}
	return root, nil
}

type jsonReader struct {
	text    []byte
	decoder *json.Decoder
	// offset and pos are the same place: the start of the last token.
	offset int
	pos    Pos
	budget
}

// advance moves pos on to an offset. Tokens only move on, so all of it is linear.
func (r *jsonReader) advance(to int) {
	for r.offset < min(to, len(r.text)) {
		if r.text[r.offset] == '\n' {
			r.pos = Pos{r.pos.Line + 1, 1}
			r.offset++
			continue
		}
		_, size := utf8.DecodeRune(r.text[r.offset:])
		r.offset += size
		r.pos.Column++
	}
}

// next reads a token and leaves pos at its start.
func (r *jsonReader) next() json.Token {
	start := int(r.decoder.InputOffset())
	for start < len(r.text) && bytes.IndexByte([]byte(" \t\r\n,:"), r.text[start]) >= 0 {
		start++
	}
	r.advance(start)
	token, err := r.decoder.Token()
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &syntax):
		r.advance(int(syntax.Offset) - 1)
		fail(r.pos, "not JSON: %s", syntax.Error())
	case err != nil:
		r.advance(len(r.text))
		fail(r.pos, "not JSON: the text ends too early")
	}
	return token
}

func (r *jsonReader) value(token json.Token, depth int) *Node {
	n := &Node{Pos: r.pos}
	r.node(r.pos, depth)
	switch t := token.(type) {
	case nil:
		n.Kind = NullNode
	case bool:
		n.Kind, n.Text = BoolNode, "false"
		if t {
			n.Text = "true"
		}
	case json.Number:
		n.Kind, n.Text = NumberNode, t.String()
	case string:
		n.Kind, n.Text = StringNode, t
	case json.Delim:
		if t == '[' {
			n.Kind = ListNode
			for r.decoder.More() {
				n.Items = append(n.Items, r.value(r.next(), depth+1))
			}
		} else {
			n.Kind = MapNode
			r.fields(n, depth)
		}
		r.next()
	}
	return n
}

func (r *jsonReader) fields(n *Node, depth int) {
	seen := names{}
	for r.decoder.More() {
		name, _ := r.next().(string)
		at := r.pos
		seen.add(name, at)
		n.Fields = append(n.Fields, Field{Name: name, Pos: at, Value: r.value(r.next(), depth+1)})
	}
}
