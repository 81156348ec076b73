package cfn

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Values of undecided conditions keep both sides.
func TestChoices(t *testing.T) {
	for _, c := range []struct{ expression, big, small string }{
		{`!If [IsBig, a, b]`, `"a"`, `"b"`},
		{`!Sub ["x-${V}", {V: !If [IsBig, 443, 80]}]`, `"x-443"`, `"x-80"`},
		{`[a, !If [IsBig, b, !Ref AWS::NoValue], c]`, `["a", "b", "c"]`, `["a", "c"]`},
		{`{K: !If [IsBig, b, !Ref AWS::NoValue]}`, `{"K": "b"}`, `{}`},
		{`!Join [",", [a, !If [IsBig, b, !Ref AWS::NoValue], c]]`, `"a,b,c"`, `"a,c"`},
		{`!Join [",", !If [IsBig, [a, b], [c]]]`, `"a,b"`, `"c"`},
		{`!Select [1, [!If [IsBig, a, !Ref AWS::NoValue], b, c]]`, `"b"`, `"c"`},
		{`!Select [!If [IsBig, 0, 1], [a, b]]`, `"a"`, `"b"`},
		{`{"Fn::Length": [!If [IsBig, a, !Ref AWS::NoValue], b]}`, `2`, `1`},
		{`!Split ["-", !If [IsBig, a-b, c]]`, `["a", "b"]`, `["c"]`},
		{`!If [IsBig, !If [IsBig, a, never], !If [IsBig, never, b]]`, `"a"`, `"b"`},
		{`!If [IsBig, same, same]`, `"same"`, `"same"`},
		{`!FindInMap [RegionMap, !If [IsBig, us-east-1, eu-west-1], HVM64]`, `"ami-0ff8a91507f77f867"`, `"ami-047bb4163c506cd98"`},
	} {
		t.Run(c.expression, func(t *testing.T) {
			v, m, err := evaluated(t, c.expression)
			require.NoError(t, err)
			worlds, err := m.Worlds(10)
			require.NoError(t, err)
			require.Len(t, worlds, 3, "big, odd and neither; never both")
			for _, w := range worlds {
				want := c.small
				if w.Holds(m.Stacks[0].Conditions["IsBig"]) {
					want = c.big
				}
				require.Equal(t, want, quoted(w.Value(v)))
			}
		})
	}
}

func quoted(v Value) string {
	if s, ok := v.(String); ok {
		return `"` + string(s) + `"`
	}
	return Show(v)
}

// A function without a value is a fault only where it is certain to be needed.
func TestFailureUnderCondition(t *testing.T) {
	v, m, err := evaluated(t, `!If [IsBig, !Select [5, [a]], b]`)
	require.NoError(t, err)
	require.Equal(t, FromFailure, v.(Choice).Then.(Atom).Origin)
	codes := []NoteCode{}
	for _, n := range m.Assumptions {
		codes = append(codes, n.Code)
	}
	require.Contains(t, codes, MayFail)
}

// Properties that only a transform can read are not mistaken for none.
func TestUnreadProperties(t *testing.T) {
	m, err := stack(t, "Resources:\n  A: {Type: T, Properties: {V: 1, 'Fn::Transform': {Name: N}}}\n  B: {Type: T}\n  C: {Type: T, Properties: {V: 1}}\n")
	require.NoError(t, err)
	s := m.Stacks[0]
	require.Equal(t, []bool{true, false, false}, []bool{s.Resource("A").Unread, s.Resource("B").Unread, s.Resource("C").Unread})
	require.Equal(t, NotExpanded, m.Unknowns[0].Code)
}

// A function of too many alternatives is one open value.
func TestTooManyCases(t *testing.T) {
	var text strings.Builder
	text.WriteString("Parameters:\n")
	for i := range 16 {
		fmt.Fprintf(&text, "  P%d: {Type: String}\n", i)
	}
	text.WriteString("Conditions:\n")
	for i := range 16 {
		fmt.Fprintf(&text, "  C%d: !Equals [!Ref P%d, x]\n", i, i)
	}
	chain := func(first, n int, leaf string) string {
		v := leaf
		for i := range n {
			v = fmt.Sprintf("!If [C%d, %s%d, %s]", first+i, leaf, i, v)
		}
		return v
	}
	for n, want := range map[int]Value{7: Choice{}, 8: Atom{}} {
		expression := fmt.Sprintf("!FindInMap [M, %s, %s, {DefaultValue: none}]", chain(0, n, "a"), chain(8, n, "b"))
		m, err := stack(t, text.String()+"Mappings: {M: {a: {b: 0, b1: 1}, a2: {b: 2}}}\nResources:\n  R: {Type: T, Properties: {V: "+expression+"}}\n")
		require.NoError(t, err)
		require.IsType(t, want, m.Stacks[0].Resource("R").Property("V"), "%d by %d", n+1, n+1)
	}
}

// The same holds of a resource and of an output that may not be there.
func TestFailureOfConditionalResource(t *testing.T) {
	text := "Parameters:\n  P: {Type: String}\nConditions:\n  C: !Equals [!Ref P, x]\nResources:\n" +
		"  R: {Type: T, Condition: C, Properties: {V: !Select [5, [a]]}}\nOutputs:\n  O: {Condition: C, Value: !Select [5, [a]]}\n"
	m, err := stack(t, text)
	require.NoError(t, err)
	require.Len(t, m.Assumptions, 2)
	require.Equal(t, []NoteCode{MayFail, MayFail}, []NoteCode{m.Assumptions[0].Code, m.Assumptions[1].Code})
}
