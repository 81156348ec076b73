package cfn

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"go.yaml.in/yaml/v3"
)

// ParseYAML reads one YAML document. The short forms of functions become their
// long forms. The error is [Problems].
//
// Aliases are followed. Merge keys (<<) are refused: CloudFormation does not know them.
func ParseYAML(text []byte) (root *Node, err error) {
	defer caught(&err)
	checkText(text)
	flat(text)
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	var document, more yaml.Node
	switch err := decoder.Decode(&document); {
	case errors.Is(err, io.EOF):
		fail(Pos{1, 1}, "the template is empty")
	case err != nil:
		fail(Pos{}, "not YAML: %s", strings.TrimPrefix(err.Error(), "yaml: "))
	}
	if err := decoder.Decode(&more); !errors.Is(err, io.EOF) {
		fail(Pos{more.Line, more.Column}, "more than one YAML document")
	}
	r := yamlReader{open: map[*yaml.Node]bool{}}
	return r.value(document.Content[0], 1), nil
}

// flat refuses flow collections that are nested too deep before the YAML reader
// meets them: its own limit is so high that its time grows with the square. Braces in
// strings and comments count too, where they are never closed; templates have few.
func flat(text []byte) {
	depth, line := 0, 1
	for _, c := range text {
		switch c {
		case '[', '{':
			if depth++; depth > 50*MaxDepth {
				fail(Pos{line, 1}, "brackets are nested more than %d deep", MaxDepth)
			}
		case ']', '}':
			depth = max(0, depth-1)
		case '\n':
			line++
		}
	}
}

type yamlReader struct {
	budget
	// open are the anchors that are being read.
	open map[*yaml.Node]bool
}

func (r *yamlReader) value(y *yaml.Node, depth int) *Node {
	at := Pos{y.Line, y.Column}
	r.node(at, depth)
	if y.Kind == yaml.AliasNode {
		if r.open[y.Alias] {
			fail(at, "the alias *%s stands inside what it names", y.Value)
		}
		return r.value(y.Alias, depth+1)
	}
	if y.Anchor != "" {
		r.open[y] = true
		defer delete(r.open, y)
	}
	n := r.untagged(y, at, depth)
	if y.Style&yaml.TaggedStyle == 0 {
		return n
	}
	return r.tagged(n, y.Tag, at)
}

// untagged reads a node as if it had no tag of its own.
func (r *yamlReader) untagged(y *yaml.Node, at Pos, depth int) *Node {
	n := &Node{Pos: at}
	switch y.Kind {
	case yaml.SequenceNode:
		n.Kind = ListNode
		for _, item := range y.Content {
			n.Items = append(n.Items, r.value(item, depth+1))
		}
	case yaml.MappingNode:
		n.Kind = MapNode
		seen := names{}
		for i := 0; i+1 < len(y.Content); i += 2 {
			name, keyAt := r.key(y.Content[i])
			seen.add(name, keyAt)
			n.Fields = append(n.Fields, Field{Name: name, Pos: keyAt, Value: r.value(y.Content[i+1], depth+1)})
		}
	case yaml.ScalarNode:
		n.Kind, n.Text = StringNode, y.Value
		if y.Style&(yaml.TaggedStyle|yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) == 0 {
			n.Kind, n.Text = resolve(y.Value)
		}
	}
	return n
}

// key is a field's name. Names that YAML would read as something else than a
// string or a plain number are refused.
func (r *yamlReader) key(y *yaml.Node) (string, Pos) {
	at := Pos{y.Line, y.Column}
	if y.Kind == yaml.AliasNode {
		y = y.Alias
	}
	if y.Kind != yaml.ScalarNode || y.Style&yaml.TaggedStyle != 0 {
		fail(at, "a name must be a string")
	}
	if y.Style != 0 {
		return y.Value, at
	}
	if y.Value == "<<" {
		fail(at, "CloudFormation does not support merge keys (<<): write the fields out")
	}
	switch kind, _ := resolve(y.Value); kind {
	case StringNode, NumberNode:
		return y.Value, at
	}
	fail(at, "quote the name %q: YAML does not read it as a string", y.Value)
	return "", at
}

// tagged applies a tag that is written out.
func (r *yamlReader) tagged(n *Node, tag string, at Pos) *Node {
	scalar := n.Kind == StringNode
	switch tag {
	case "!!str":
		if !scalar {
			fail(at, "the tag %s needs a string", tag)
		}
		return n
	case "!!int", "!!float", "!!bool", "!!null":
		kind, text := resolve(n.Text)
		if !scalar || kind == StringNode {
			fail(at, "the value does not fit the tag %s", tag)
		}
		return &Node{Kind: kind, Text: text, Pos: at}
	case "!!map", "!!seq":
		if scalar || (tag == "!!map") != (n.Kind == MapNode) {
			fail(at, "the value does not fit the tag %s", tag)
		}
		return n
	}
	if strings.HasPrefix(tag, "!!") || !strings.HasPrefix(tag, "!") {
		fail(at, "CloudFormation does not support the tag %s", tag)
	}
	name := strings.TrimPrefix(tag, "!")
	if name == "GetAtt" && scalar {
		n = dotted(n)
	}
	if name != "Ref" && name != "Condition" {
		name = "Fn::" + name
	}
	r.node(at, 0)
	return &Node{Kind: MapNode, Pos: at, Fields: []Field{{Name: name, Pos: at, Value: n}}}
}

// dotted is the list [A, B.C] of the text A.B.C.
func dotted(n *Node) *Node {
	id, attribute, _ := strings.Cut(n.Text, ".")
	part := func(s string) *Node { return &Node{Kind: StringNode, Text: s, Pos: n.Pos} }
	return &Node{Kind: ListNode, Items: []*Node{part(id), part(attribute)}, Pos: n.Pos}
}
