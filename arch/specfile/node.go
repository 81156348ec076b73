package specfile

import "fmt"

// pos is a place in a text, counted in lines and characters from 1.
type pos struct{ line, column int }

// String is the position as editors write it: "12:7".
func (p pos) String() string { return fmt.Sprintf("%d:%d", p.line, p.column) }

type kind int

const (
	nullKind kind = iota
	boolKind
	numberKind
	textKind
	listKind
	mapKind
	// ambiguousKind is a plain YAML scalar that readers do not agree about, such as yes and 0123.
	ambiguousKind
	// taggedKind is a YAML value with a tag, which is its text.
	taggedKind
	// mergeKind is the plain YAML key <<.
	mergeKind
)

var kindNames = map[kind]string{
	nullKind: "null", boolKind: "true or false", numberKind: "a number", textKind: "text", listKind: "a list", mapKind: "a map",
}

// node is a value of a text, the same for JSON and YAML.
type node struct {
	kind kind
	// text of a scalar, as it is written; "true" or "false" of a boolean.
	text string
	// items of a list.
	items []*node
	// entries of a map, in the text's order; a name may come twice.
	entries []entry
	at      pos
}

// entry is a name and what stands under it.
type entry struct {
	name string
	// kind is textKind, or what the name is instead.
	kind  kind
	at    pos
	value *node
}

// scalar tells whether the node has a text that may be shown.
func (n *node) scalar() bool {
	switch n.kind {
	case boolKind, numberKind, textKind, ambiguousKind:
		return true
	}
	return false
}
