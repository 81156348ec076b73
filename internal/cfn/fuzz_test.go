package cfn

import (
	"os"
	"path/filepath"
	"testing"
)

// seeds are a template of the project (the small one: large ones slow the fuzzer down), the template of the function tests, and a few of every shape.
func seeds(f *testing.F) {
	files, err := filepath.Glob("testdata/hello-edge.template.json")
	if err != nil || len(files) == 0 {
		f.Fatal("no templates", err)
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	for _, text := range []string{
		around, network, graphed, `{}`, `{"Resources": {"R": {"Type": "T", "Properties": {"A": {"Fn::If": ["C", {"Ref": "R"}, 1]}}}}}`,
		"a: &a [*a]", "a: !Sub [b, {c: !GetAtt d.e}]", "a: |\n  b\n---\n", "{a: b", "? a\n: b", "a: 0x1F", "!Ref a", "[]", "\t",
	} {
		f.Add([]byte(text))
	}
}

func FuzzParseJSON(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		root, err := ParseJSON(text)
		checkParsed(t, root, err)
		if err != nil {
			return
		}
		// JSON is YAML, but for names that only JSON can tell apart and YAML's idea of characters.
		if other, err := ParseYAML(text); err == nil && !sameShape(root, other) {
			t.Errorf("JSON and YAML differ:\n%v\n%v", withoutPositions(root), withoutPositions(other))
		}
	})
}

func FuzzParseYAML(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		root, err := ParseYAML(text)
		checkParsed(t, root, err)
	})
}

// checkParsed holds a parser to its contract: a tree, or problems.
func checkParsed(t *testing.T, root *Node, err error) {
	if err == nil {
		if root == nil {
			t.Fatal("neither a tree nor an error")
		}
		return
	}
	if problems, ok := err.(Problems); !ok || len(problems) == 0 || problems[0].Message == "" {
		t.Fatalf("not problems: %#v", err)
	}
}

// sameShape compares kinds and lengths: scalars of JSON may read otherwise in YAML, as 1e3 does.
func sameShape(a, b *Node) bool {
	scalar := func(n *Node) bool { return n.Kind != ListNode && n.Kind != MapNode }
	if scalar(a) || scalar(b) {
		return scalar(a) && scalar(b)
	}
	if len(a.Items) != len(b.Items) || len(a.Fields) != len(b.Fields) {
		return false
	}
	for i := range a.Items {
		if !sameShape(a.Items[i], b.Items[i]) {
			return false
		}
	}
	for i := range a.Fields {
		if !sameShape(a.Fields[i].Value, b.Fields[i].Value) {
			return false
		}
	}
	return true
}

// FuzzEvaluate evaluates whatever parses, twice in one model, and looks at every value.
func FuzzEvaluate(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		template, err := Parse(text)
		if err != nil {
			return
		}
		m, err := Evaluate(Input{Name: "a", Region: "eu-west-1", Template: template}, Input{Name: "b", Template: template})
		if err != nil {
			if problems, ok := err.(Problems); !ok || len(problems) == 0 {
				t.Fatalf("not problems: %#v", err)
			}
			return
		}
		worlds, err := m.Worlds(16)
		if err != nil {
			worlds = nil
		}
		for _, r := range m.OfType() {
			Show(r.Properties)
			References(r.Properties)
			if m.Equal(r.Properties, r.Properties) != Yes {
				t.Errorf("%v is not itself", r.Ref)
			}
			for _, w := range worlds {
				Walk(w.Value(r.Properties), "", func(path string, v Value, _ *Condition) bool {
					if _, choice := v.(Choice); choice {
						t.Errorf("%s: a choice is left in a world", path)
					}
					return true
				})
			}
		}
		for _, s := range m.Stacks {
			for _, w := range worlds {
				order, err := s.Order(w)
				checkOrder(t, s, w, order, err)
			}
		}
		_, _ = m.StackOrder()
	})
}

// checkOrder tells whether each resource comes after all that it needs.
func checkOrder(t *testing.T, s *Stack, w World, order []*Resource, err error) {
	if err != nil {
		return
	}
	at := map[string]int{}
	for i, r := range order {
		at[r.Ref.LogicalID] = i + 1
	}
	for _, e := range s.Edges {
		if w.Holds(e.When) && (at[e.To] == 0 || at[e.From] <= at[e.To]) {
			t.Errorf("%s comes before %s, which it needs", e.From, e.To)
		}
	}
}
