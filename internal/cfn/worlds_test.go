package cfn

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// Where a deployment with the parameter given succeeds, evaluation without it succeeds
// too, and in the world that the parameter makes the value covers what the deployment has.
// (A deployment may fail where an open value was taken for a text and is a list.)
func TestWorldsAreDeployments(outer *testing.T) {
	deployments := []struct{ open, signature string }{{"big", "1 0"}, {"odd", "0 1"}, {"other", "0 0"}}
	rapid.Check(outer, func(t *rapid.T) {
		text := string(asJSON(outer, expression(t, 3)))
		v, m, err := evaluated(outer, text)
		for _, d := range deployments {
			want, refused := given(outer, text, d.open)
			if refused != nil {
				continue
			}
			if err != nil {
				t.Fatalf("%s is refused (%v), but with Open=%s it is %s", text, err, d.open, Show(want))
			}
			worlds, err := m.Worlds(1000)
			if err != nil {
				t.Fatal(err)
			}
			for _, w := range worlds {
				c := m.Stacks[0].Conditions
				if fmt.Sprint(bit(w.Holds(c["IsBig"])), bit(w.Holds(c["IsOdd"]))) != d.signature {
					continue
				}
				if got := w.Value(v); !covers(got, want, d.open) {
					t.Fatalf("%s with Open=%s is %s, but the world has %s", text, d.open, Show(want), Show(got))
				}
			}
		}
	})
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// given evaluates with the parameter Open given.
func given(t testing.TB, expression, open string) (Value, error) {
	text := around + "Outputs:\n  V:\n    Value: " + expression + "\n"
	template, err := Parse([]byte(text))
	require.NoError(t, err)
	m, err := Evaluate(Input{Name: "web", Region: "us-east-1", Template: template, Parameters: map[string]string{"Given": "gift", "Open": open}})
	if err != nil {
		return nil, err
	}
	return m.Stacks[0].Output("V").Value, nil
}

// covers tells whether an open value can be the one that was found with Open given:
// the atom Open is replaced, and a call may stand for anything.
func covers(open, want Value, text string) bool {
	if a, ok := open.(Atom); ok {
		return a.Origin == FromCall || a.Origin == FromFailure || a == openAtom && Same(want, String(text)) || Same(open, want)
	}
	switch o := open.(type) {
	case List:
		w, ok := want.(List)
		if !ok || len(w) != len(o) {
			return false
		}
		for i := range o {
			if !covers(o[i], w[i], text) {
				return false
			}
		}
		return true
	case Object:
		w, ok := want.(Object)
		if !ok || len(w) != len(o) {
			return false
		}
		for i := range o {
			if o[i].Name != w[i].Name || !covers(o[i].Value, w[i].Value, text) {
				return false
			}
		}
		return true
	case Concat:
		var parts []Value
		for _, p := range o {
			if a, ok := p.(Atom); ok && (a.Origin == FromCall || a.Origin == FromFailure) {
				return true
			}
			if p == Value(openAtom) {
				p = String(text)
			}
			parts = append(parts, p)
		}
		return Same(concat("web", parts...), want)
	}
	return Same(open, want)
}
