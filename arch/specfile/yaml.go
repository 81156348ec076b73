package specfile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// readYAML reads one YAML document. What a plain scalar is, is told here: the library
// takes some of YAML 1.1 and some of 1.2.
func readYAML(text []byte) *node {
	flat(text)
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	var document, more yaml.Node
	switch err := decoder.Decode(&document); {
	case errors.Is(err, io.EOF):
		fail(pos{1, 1}, TextUnreadable, `write a spec, such as "name: chat"`, "the text is empty")
	case err != nil:
		notYAML(text, err)
	}
	switch err := decoder.Decode(&more); {
	case err == nil:
		fail(pos{more.Line, more.Column}, TextUnreadable, "use a file for each", "a second YAML document starts")
	case !errors.Is(err, io.EOF):
		notYAML(text, err)
	}
	r := yamlReader{open: map[*yaml.Node]bool{}}
	return r.value(document.Content[0], 1)
}

// flat refuses flow collections that are nested too deep before the YAML reader
// meets them: its own limit is so high that its time grows with the square. Braces in
// strings and comments count too, where they are never closed; hence the factor.
func flat(text []byte) {
	depth, at := 0, pos{1, 1}
	for _, c := range string(text) {
		switch c {
		case '[', '{':
			if depth++; depth > 50*maxDepth {
				fail(at, TextTooLarge, "close what is open", "brackets are nested more than %d deep", maxDepth)
			}
		case ']', '}':
			depth = max(0, depth-1)
		}
		at = at.after(c)
	}
}

var (
	yamlLine    = regexp.MustCompile(`^line ([0-9]+): `)
	yamlUnknown = regexp.MustCompile(`^unknown anchor '(.*)' referenced$`)
)

// notYAML gives up with the library's error, which names a line at best.
func notYAML(text []byte, err error) {
	message, at, hint := strings.TrimPrefix(err.Error(), "yaml: "), pos{1, 1}, "look at this line and those beside it"
	behind := func(before []byte) {
		for _, c := range string(before) {
			at = at.after(c)
		}
	}
	if m := yamlLine.FindStringSubmatch(message); m != nil {
		message = message[len(m[0]):]
		at.line, _ = strconv.Atoi(m[1])
	} else if m := yamlUnknown.FindStringSubmatch(message); m != nil {
		before, _, _ := bytes.Cut(text, []byte("*"+m[1]))
		behind(before)
		message, hint = fmt.Sprintf("the anchor &%.40s does not stand before its alias", m[1]), "write the value out"
	} else if strings.HasPrefix(message, "control characters") {
		behind(text[:max(0, bytes.IndexFunc(text, controls))])
		hint = "write it as an escape in double quotes"
	} else if strings.HasPrefix(message, "found incompatible YAML document") {
		message, hint = "the directive %YAML asks for a version that is not known here", "remove it"
	}
	fail(at, TextUnreadable, hint, "the text is not YAML: %s", message)
}

// controls tells the characters that YAML does not allow.
func controls(c rune) bool {
	return c < ' ' && c != '\t' && c != '\n' && c != '\r' || c >= 0x7F && c < 0xA0 && c != 0x85 || c == 0xFEFF || c == 0xFFFE || c == 0xFFFF
}

type yamlReader struct {
	budget
	// open are the anchors that are being read.
	open map[*yaml.Node]bool
}

func (r *yamlReader) value(y *yaml.Node, depth int) *node {
	n := &node{at: pos{y.Line, y.Column}}
	r.take(n.at, depth)
	if y.Kind == yaml.AliasNode {
		if r.open[y.Alias] {
			fail(n.at, TextUnreadable, "write the value out", "the alias *%.40s stands inside what it names", y.Value)
		}
		return r.value(y.Alias, depth+1)
	}
	if y.Anchor != "" {
		r.open[y] = true
		defer delete(r.open, y)
	}
	switch y.Kind {
	case yaml.SequenceNode:
		n.kind = listKind
		for _, item := range y.Content {
			n.items = append(n.items, r.value(item, depth+1))
		}
	case yaml.MappingNode:
		n.kind = mapKind
		for i := 0; i+1 < len(y.Content); i += 2 {
			n.entries = append(n.entries, r.entry(y.Content[i], y.Content[i+1], depth))
		}
	case yaml.ScalarNode:
		n.kind, n.text = scalar(y)
	}
	if tag := ownTag(y); tag != "" {
		n.kind, n.text = taggedKind, tag
	}
	return n
}

func (r *yamlReader) entry(key, value *yaml.Node, depth int) entry {
	e := entry{name: key.Value, at: pos{key.Line, key.Column}}
	switch {
	case key.Kind == yaml.ScalarNode && ownTag(key) != "":
		e.kind = taggedKind
	case key.Kind == yaml.ScalarNode && key.Value == "<<" && key.Style == 0:
		e.kind = mergeKind
	case key.Kind == yaml.ScalarNode:
		e.kind, _ = scalar(key)
	default: // an alias, or a collection
		e.kind, e.name = mapKind, ""
	}
	e.value = r.value(value, depth+1)
	return e
}

// ownTag is a tag that is written out, but for the one that says what strings are anyway.
func ownTag(y *yaml.Node) string {
	if y.Style&yaml.TaggedStyle == 0 || y.Kind == yaml.ScalarNode && y.Tag == "!!str" {
		return ""
	}
	return y.Tag
}

const written = yaml.TaggedStyle | yaml.SingleQuotedStyle | yaml.DoubleQuotedStyle | yaml.LiteralStyle | yaml.FoldedStyle

func scalar(y *yaml.Node) (kind, string) {
	if y.Style&written != 0 {
		return textKind, y.Value
	}
	return plain(y.Value)
}
