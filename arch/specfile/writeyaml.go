package specfile

import (
	"bytes"
	"reflect"
	"regexp"

	"go.yaml.in/yaml/v3"

	"github.com/archblocks/archblocks/arch/archspec"
)

// YAML writes the spec as YAML in block style, as [JSON] does otherwise. Text is quoted
// where a reader of YAML 1.1 or 1.2 could take it for something else.
func YAML(spec archspec.Spec) []byte {
	var b bytes.Buffer
	encoder := yaml.NewEncoder(&b)
	encoder.SetIndent(2)
	if err := encoder.Encode(yamlNode(encode(reflect.ValueOf(spec)))); err != nil {
		panic(err) // never: nodes are made here, and a buffer takes all
	}
	if err := encoder.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func yamlNode(n *node) *yaml.Node {
	switch n.kind {
	case mapKind:
		y := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"}
		for _, e := range n.entries {
			y.Content = append(y.Content, yamlText(e.name), yamlNode(e.value))
		}
		return y
	case listKind:
		y := &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq"}
		for _, item := range n.items {
			y.Content = append(y.Content, yamlNode(item))
		}
		return y
	case textKind:
		y := yamlText(n.text)
		if paragraph.MatchString(n.text) {
			y.Style = yaml.LiteralStyle
		}
		return y
	}
	return &yaml.Node{Kind: yaml.ScalarNode, Value: n.text}
}

func yamlText(s string) *yaml.Node {
	y := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s}
	if !unquoted(s) {
		y.Style = yaml.DoubleQuotedStyle
	}
	return y
}

// paragraph is text of several lines that can be written as such: no line starts or ends with a
// blank, which is hard to see, and no letter needs an escape.
var paragraph = regexp.MustCompile(`^(?:[!-~](?:[ -~]*[!-~])?\n)+[!-~](?:[ -~]*[!-~])?\n?$`)
