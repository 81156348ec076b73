package cfn

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

// The limits of a template. CloudFormation takes 1 MB and 500 resources.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
const (
	// MaxBytes is the longest text.
	MaxBytes = 2 << 20
	// MaxNodes is the most nodes, each use of a YAML alias counted.
	MaxNodes = 500_000
	// MaxDepth is the deepest nesting.
	MaxDepth = 100
)

// Parse reads a template from JSON, if its first character is a brace, or else
// YAML. The error is [Problems].
func Parse(text []byte) (*Template, error) {
	read := ParseYAML
	if bytes.HasPrefix(bytes.TrimLeft(text, " \t\r\n"), []byte("{")) {
		read = ParseJSON
	}
	root, err := read(text)
	if err != nil {
		return nil, err
	}
	return NewTemplate(root)
}

// fault is how a reader gives up: it is thrown and caught within one call.
type fault Problem

func fail(at Pos, format string, args ...any) {
	panic(fault{Pos: at, Message: fmt.Sprintf(format, args...)})
}

// caught turns a fault into the error; any other panic is a reader's own and becomes one too.
func caught(err *error) {
	switch f := recover().(type) {
	case nil:
	case fault:
		*err = Problems{Problem(f)}
	default:
		*err = Problems{{Message: fmt.Sprintf("cannot be read: %v", f)}}
	}
}

// budget counts nodes and nesting while a tree is built.
type budget struct{ nodes int }

func (b *budget) node(at Pos, depth int) {
	if b.nodes++; b.nodes > MaxNodes {
		fail(at, "the template has more than %d values", MaxNodes)
	}
	if depth > MaxDepth {
		fail(at, "values are nested more than %d deep", MaxDepth)
	}
}

func checkText(text []byte) {
	if len(text) > MaxBytes {
		fail(Pos{}, "the template has %d bytes, more than %d", len(text), MaxBytes)
	}
	if !utf8.Valid(text) {
		fail(Pos{}, "the template is not UTF-8")
	}
}

// names refuses a name that comes twice: CloudFormation's behaviour is then undefined.
type names map[string]Pos

func (n names) add(name string, at Pos) {
	if first, twice := n[name]; twice {
		fail(at, "%q stands twice, first at %s", name, first)
	}
	n[name] = at
}
