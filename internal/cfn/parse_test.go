package cfn

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

func TestPositions(t *testing.T) {
	for name, text := range map[string]string{
		"JSON": "{\"A\": [1,\n  \"é\", {\"B\": null}],\n \"C\" : true}",
		"YAML": "A:\n  - 1\n  - \"é\"\n  - B: null\nC: true\n",
	} {
		read := map[string]func([]byte) (*Node, error){"JSON": ParseJSON, "YAML": ParseYAML}[name]
		root, err := read([]byte(text))
		require.NoError(t, err)
		at := func(n *Node) string { return fmt.Sprint(n.Pos) }
		a := root.Get("A")
		got := []string{at(root), at(a), at(a.Items[0]), at(a.Items[1]), at(a.Items[2]), at(a.Items[2].Get("B")), fmt.Sprint(root.Fields[1].Pos), at(root.Get("C"))}
		want := map[string][]string{
			"JSON": {"1:1", "1:7", "1:8", "2:3", "2:8", "2:14", "3:2", "3:8"},
			"YAML": {"1:1", "2:3", "2:5", "3:5", "4:5", "4:8", "5:1", "5:4"},
		}[name]
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestUnreadable(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`{"Resources": {}, "Resources": {}}`, `(1:19): "Resources" stands twice, first at 1:2`},
		{`{"A": 1} x`, `(1:10): more text after the end of the JSON value`},
		{"{\"A\": 1,\n  \"B\": tru}", "(2:8): not JSON: invalid character '}' in literal true (expecting 'e')"},
		{`{"A": [1, 2`, `(1:12): not JSON: the text ends too early`},
		{"{\"A\": \"\xff\"}", `the template is not UTF-8`},
		{`{"Resources": []}`, `Resources (1:15): must be a map`},
		{`{"Parameters": {"P": {}}}`, `(1:1): a template needs a section Resources`},
		{``, `(1:1): the template is empty`},
		{`- a`, `(1:1): a template must be a map of sections`},
		{"a: 1\na: 2\n", `(2:1): "a" stands twice, first at 1:1`},
		{"a: [", `not YAML: line 1: did not find expected node content`},
		{"a: 1\n---\nb: 1\n", `(2:1): more than one YAML document`},
		{"<<: {a: 1}\n", `(1:1): CloudFormation does not support merge keys (<<): write the fields out`},
		{"yes: 1\n", `(1:1): quote the name "yes": YAML does not read it as a string`},
		{"0123: 1\n", `(1:1): quote the name "0123": YAML does not read it as a string`},
		{"? [a]\n: 1\n", `(1:3): a name must be a string`},
		{"a: !!binary aGk=\n", `(1:4): CloudFormation does not support the tag !!binary`},
		{"a: !!int x\n", `(1:4): the value does not fit the tag !!int`},
		{"a: &x [*x]\n", `(1:8): the alias *x stands inside what it names`},
		{"Resources:\n  R: {Properties: {}}\n", `Resources.R (2:6): a resource needs a Type`},
		{"Resources:\n  R: {Type: T, Properties: []}\n", `Resources.R.Properties (2:28): must be a map`},
		{"Resources: {}\nOutputs:\n  O: {}\n", `Outputs.O (3:6): an output needs a Value`},
		{"Resources: {}\nParameters:\n  P: {Type: String, Default: [a]}\n", `Parameters.P.Default (3:30): must be a string`},
		{"Resources: {}\nParameters:\n  P: {Type: String, Default: 0123}\n", "Parameters.P.Default (3:30): must be a string"},
	} {
		_, err := Parse([]byte(c.text))
		require.Error(t, err, c.text)
		require.Equal(t, c.want, strings.TrimPrefix(err.(Problems)[0].Error(), ": "), c.text)
	}
}

// CloudFormation reads YAML 1.1: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html
func TestYAMLScalars(t *testing.T) {
	for _, c := range []struct {
		text string
		kind Kind
		want string
	}{
		{"yes", BoolNode, "true"}, {"Off", BoolNode, "false"}, {"true", BoolNode, "true"}, {"'yes'", StringNode, "yes"},
		{"y", StringNode, "y"}, {"N", StringNode, "N"}, {"~", NullNode, ""}, {"", NullNode, ""}, {"null", NullNode, ""}, {"'null'", StringNode, "null"},
		{"80", NumberNode, "80"}, {"-1.50", NumberNode, "-1.50"}, {"0", NumberNode, "0"}, {`"80"`, StringNode, "80"},
		{"123456789012", NumberNode, "123456789012"},
		{"012345678901", DoubtfulNode, "012345678901"}, {"0x1F", DoubtfulNode, "0x1F"}, {"1_000", DoubtfulNode, "1_000"},
		{"22:22", DoubtfulNode, "22:22"}, {"1e3", DoubtfulNode, "1e3"}, {"+1", DoubtfulNode, "+1"}, {".5", DoubtfulNode, ".5"}, {".inf", DoubtfulNode, ".inf"},
		{"2012-10-17", StringNode, "2012-10-17"}, {"10.0.0.0/16", StringNode, "10.0.0.0/16"}, {"10.0.0.1", StringNode, "10.0.0.1"},
		{"::/0", StringNode, "::/0"}, {"-", StringNode, "-"}, {".", StringNode, "."}, {"1.2.3", StringNode, "1.2.3"},
		{"!!str yes", StringNode, "yes"}, {"!!int 5", NumberNode, "5"}, {"!!bool on", BoolNode, "true"},
		{"|\n  a\n  b", StringNode, "a\nb\n"},
	} {
		text := "a: " + c.text + "\n"
		if c.text == "-" {
			text = "a: '-'\n"
		}
		root, err := ParseYAML([]byte(text))
		require.NoError(t, err, c.text)
		got := root.Get("a")
		require.Equal(t, []any{c.kind, c.want}, []any{got.Kind, got.Text}, c.text)
	}
}

func TestShortForms(t *testing.T) {
	short := `
a: !Ref X
b: !GetAtt X.Y.Z
c: !Sub [a, {}]
d: !If [C, !Ref X, !Sub "${X}"]
e: !Condition C
f: !GetAtt [X, Y]
g: &shared {h: 1}
i: *shared
`
	long := `{"a": {"Ref": "X"}, "b": {"Fn::GetAtt": ["X", "Y.Z"]}, "c": {"Fn::Sub": ["a", {}]},
		"d": {"Fn::If": ["C", {"Ref": "X"}, {"Fn::Sub": "${X}"}]}, "e": {"Condition": "C"}, "f": {"Fn::GetAtt": ["X", "Y"]}, "g": {"h": 1}, "i": {"h": 1}}`
	got, err := ParseYAML([]byte(short))
	require.NoError(t, err)
	want, err := ParseJSON([]byte(long))
	require.NoError(t, err)
	if diff := cmp.Diff(want, got, cmpopts.IgnoreTypes(Pos{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// The same template as JSON, as YAML's flow style and as its block style is the same.
func TestJSONIsYAML(t *testing.T) {
	for _, name := range []string{"chat", "chat-edge", "hello", "hello-edge"} {
		text, err := os.ReadFile("testdata/" + name + ".template.json")
		require.NoError(t, err)
		want, err := ParseJSON(text)
		require.NoError(t, err)
		flow, err := ParseYAML(text)
		require.NoError(t, err)
		block, err := ParseYAML(inBlocks(t, text))
		require.NoError(t, err)
		for _, got := range []*Node{flow, block} {
			if diff := cmp.Diff(withoutPositions(want), withoutPositions(got)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
		}
	}
}

// withoutPositions is a node as text, a line for each value.
func withoutPositions(n *Node) []string {
	lines := []string{fmt.Sprint(n.Kind, " ", n.Text)}
	for _, item := range n.Items {
		lines = append(lines, withoutPositions(item)...)
	}
	for _, f := range n.Fields {
		lines = append(append(lines, f.Name+":"), withoutPositions(f.Value)...)
	}
	return append(lines, "end")
}

// inBlocks writes JSON as YAML in its block style. Strings keep their quotes.
func inBlocks(t *testing.T, text []byte) []byte {
	var n yaml.Node
	require.NoError(t, yaml.Unmarshal(text, &n))
	var plain func(n *yaml.Node)
	plain = func(n *yaml.Node) {
		if n.Kind != yaml.ScalarNode {
			n.Style = 0
		}
		for _, c := range n.Content {
			plain(c)
		}
	}
	plain(&n)
	out, err := yaml.Marshal(&n)
	require.NoError(t, err)
	require.False(t, bytes.HasPrefix(out, []byte("{")))
	return out
}
