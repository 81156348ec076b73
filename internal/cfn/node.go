package cfn

import "fmt"

// Pos is a place in a template's text, counted in lines and characters from 1.
type Pos struct{ Line, Column int }

// String is the position as editors write it: "12:7".
func (p Pos) String() string { return fmt.Sprintf("%d:%d", p.Line, p.Column) }

// Kind tells nodes apart.
type Kind int

// The kinds of a node.
const (
	NullNode Kind = iota
	BoolNode
	NumberNode
	StringNode
	ListNode
	MapNode
	// DoubtfulNode is a plain YAML scalar that YAML 1.1 and its readers do not
	// agree about, such as 0123, 1_000 or 12:30. It evaluates to an open value.
	DoubtfulNode
)

// Node is a piece of a template before evaluation, the same for JSON and YAML:
// the short form !Ref X is the map {Ref: X}.
type Node struct {
	Kind Kind
	// Text of a scalar: "true" or "false" of a boolean, a number as it is written.
	Text string
	// Items of a list.
	Items []*Node
	// Fields of a map, in the text's order; no name comes twice.
	Fields []Field
	Pos    Pos
}

// Field is a name and what stands under it.
type Field struct {
	Name  string
	Pos   Pos
	Value *Node
}

// Get returns what stands under the name, or nil. It also takes a nil node.
func (n *Node) Get(name string) *Node {
	if n == nil {
		return nil
	}
	for _, f := range n.Fields {
		if f.Name == name {
			return f.Value
		}
	}
	return nil
}

// is tells whether there is a node and it is of the kind.
func (n *Node) is(k Kind) bool { return n != nil && n.Kind == k }

// scalar is the text of a string, number or boolean.
func (n *Node) scalar() (string, bool) {
	if n == nil {
		return "", false
	}
	switch n.Kind {
	case StringNode, NumberNode, BoolNode:
		return n.Text, true
	}
	return "", false
}
