package cfn

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// stack evaluates one stack of the text.
func stack(t testing.TB, text string) (*Model, error) {
	t.Helper()
	template, err := Parse([]byte(text))
	require.NoError(t, err)
	return Evaluate(Input{Name: "web", Region: "us-east-1", Template: template})
}

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html
func TestConditions(t *testing.T) {
	m, err := stack(t, `
Parameters:
  Env: {Type: String}
  Size: {Type: String, AllowedValues: [big, small]}
Conditions:
  T: !Equals [a, a]
  F: !Equals [a, A]
  Prod: !Equals [!Ref Env, prod]
  Same: !Equals [!Ref Env, !Ref Env]
  NotProd: !Not [!Condition Prod]
  Both: !And [!Condition Prod, !Condition NotProd]
  Either: !Or [!Condition Prod, !Condition NotProd]
  AndF: !And [!Condition Prod, !Condition F]
  OrT: !Or [!Condition Prod, !Condition T]
  AndT: !And [!Condition Prod, !Condition T]
  Huge: !Equals [!Ref Size, huge]
  Prefixed: !Equals [!Sub "x-${Env}", y-prod]
  Longer: !Equals [!Sub "aaa${Env}", aa]
  Text: !Equals [1, "1"]
  Bool: !Equals [true, "true"]
  Spelled: !Equals [1.0, "1"]
  Cased: !Equals [true, "True"]
  Lists: !Equals [[a, b], [a]]
  Zones: !Equals [!Select [0, !GetAZs ""], !Select [1, !GetAZs ""]]
Resources:
  Never: {Type: T, Condition: F}
  Perhaps: {Type: T, Condition: Prod}
  Surely: {Type: T, Condition: T}
`)
	require.NoError(t, err)
	s := m.Stacks[0]
	want := map[string]Truth{
		"T": Yes, "F": No, "Prod": Maybe, "Same": Yes, "NotProd": Maybe, "Both": No, "Either": Yes, "AndF": No, "OrT": Yes, "AndT": Maybe,
		"Huge": No, "Prefixed": No, "Longer": No, "Text": Yes, "Bool": Yes, "Spelled": Maybe, "Cased": Maybe, "Lists": No, "Zones": No,
	}
	require.Len(t, s.Conditions, len(want))
	for name, truth := range want {
		require.Equal(t, truth, s.Conditions[name].Truth(), name)
	}
	require.Equal(t, "Prod", s.Conditions["Prod"].String())
	require.Nil(t, s.Resource("Never"))
	require.Equal(t, []string{"Perhaps", "Surely"}, []string{s.Resources[0].Ref.LogicalID, s.Resources[1].Ref.LogicalID})
	require.Equal(t, Maybe, s.Resource("Perhaps").Exists.Truth())
	require.Equal(t, Yes, s.Resource("Surely").Exists.Truth())
}

func TestConditionsRefuse(t *testing.T) {
	for _, c := range []struct{ condition, want string }{
		{`!Condition C`, "a condition needs itself: web/Conditions.C -> web/Conditions.C"},
		{`!Not [!Condition D]`, "a condition needs itself: web/Conditions.C -> web/Conditions.D -> web/Conditions.C"},
		{`!Not [!Condition E]`, "there is no condition E"},
		{`!Not []`, "wants a list of 1"},
		{`!And [!Condition T]`, "wants a list of 2 to 10"},
		{`!Equals [a]`, "wants a list of 2"},
		{`true`, "wants a condition function"},
		{`!Equals [!Ref R, a]`, "a condition cannot refer to the resource R"},
		{`{Condition: [T]}`, "wants the name of a condition"},
	} {
		_, err := stack(t, "Conditions:\n  T: !Equals [a, a]\n  C: "+c.condition+"\n  D: !Not [!Condition C]\nResources:\n  R: {Type: T}\n")
		require.Error(t, err, c.condition)
		require.Equal(t, c.want, err.(Problems)[0].Message, c.condition)
	}
}

func TestUnknownConditionFunction(t *testing.T) {
	m, err := stack(t, "Conditions:\n  C: {'Fn::Contains': [[a], a]}\nResources:\n  R: {Type: T, Condition: C}\n")
	require.NoError(t, err)
	require.Equal(t, Maybe, m.Stacks[0].Resource("R").Exists.Truth())
	require.Equal(t, UnknownFunction, m.Unknowns[0].Code)
}

// One value equals one literal at most, and a parameter one of its allowed values.
func TestWorlds(t *testing.T) {
	m, err := stack(t, `
Parameters:
  Env: {Type: String}
  Size: {Type: String, AllowedValues: [big, small]}
Conditions:
  Prod: !Equals [!Ref Env, prod]
  Dev: !Equals [dev, !Ref Env]
  Big: !Equals [!Ref Size, big]
  Small: !Equals [!Ref Size, small]
  Alike: !Equals [!Ref Env, !Ref Size]
  Again: !Equals [!Ref Size, !Ref Env]
Resources:
  R: {Type: T, Condition: Prod, Properties: {A: !If [Dev, 1, 2]}}
`)
	require.NoError(t, err)
	require.Len(t, m.Tests, 5, "the two sides of an equality may change places")
	worlds, err := m.Worlds(100)
	require.NoError(t, err)
	var got []string
	for _, w := range worlds {
		var line string
		for _, name := range []string{"Prod", "Dev", "Big", "Small", "Alike"} {
			line += fmt.Sprint(map[bool]int{true: 1}[w.Holds(m.Stacks[0].Conditions[name])])
		}
		got = append(got, line)
	}
	require.Equal(t, []string{
		"10100", "10010", "01100", "01010", "00101", "00100", "00011", "00010",
	}, got, "prod and dev are neither big nor small")
	require.Equal(t, "${web/Env} == prod, ${web/Size} == big, ${web/Env} != dev, ${web/Size} != small, ${web/Env} != ${web/Size}", worlds[0].String())
	require.Equal(t, []string{"${web/Env} == prod", "${web/Env} != dev", "${web/Size} == big", "${web/Size} != small", "${web/Env} != ${web/Size}"}, worlds[0].Facts())
	r := m.Stacks[0].Resource("R")
	require.True(t, worlds[0].Exists(r))
	require.False(t, worlds[2].Exists(r))
	require.Equal(t, Number("1"), worlds[2].Property(r, "A"))
	_, err = m.Worlds(11)
	require.EqualError(t, err, "more than 11 combinations of undecided conditions")
}

// What a test makes known of a parameter holds inside the texts of other tests.
func TestWorldsOfJoinedTexts(t *testing.T) {
	m, err := stack(t, `
Parameters:
  Stage: {Type: String}
  Debug: {Type: String}
Conditions:
  Dev: !Equals [!Ref Stage, dev]
  Loud: !Equals [!Ref Debug, "yes"]
  Both: !Equals [!Join ["-", [!Ref Stage, !Ref Debug]], prod-yes]
  Mine: !Equals [!Sub "${Stage}-${Debug}", dev-yes]
Resources:
  R: {Type: T, Properties: {A: !If [Dev, 1, !If [Loud, 2, !If [Both, 3, !If [Mine, 4, 5]]]]}}
`)
	require.NoError(t, err)
	worlds, err := m.Worlds(100)
	require.NoError(t, err)
	var got []string
	for _, w := range worlds {
		var line string
		for _, name := range []string{"Dev", "Loud", "Both", "Mine"} {
			line += fmt.Sprint(map[bool]int{true: 1}[w.Holds(m.Stacks[0].Conditions[name])])
		}
		got = append(got, line)
	}
	// Of Loud without Dev nobody knows the stage: it may be prod.
	require.Equal(t, []string{"1101", "1000", "0110", "0100", "0010", "0001", "0000"}, got)
}

// What is equal to a third is equal, and what a parameter's declaration refuses it never is.
func TestWorldsOfEqualParameters(t *testing.T) {
	m, err := stack(t, `
Parameters:
  A: {Type: String}
  B: {Type: String}
  C: {Type: String, MinLength: 1}
Conditions:
  AB: !Equals [!Ref A, !Ref B]
  BC: !Equals [!Ref B, !Ref C]
  AC: !Equals [!Ref A, !Ref C]
  None: !Equals [!Ref C, ""]
Resources:
  R: {Type: T, Properties: {A: !If [AB, 1, !If [BC, 2, !If [AC, 3, !If [None, 4, 5]]]]}}
`)
	require.NoError(t, err)
	worlds, err := m.Worlds(100)
	require.NoError(t, err)
	var got []string
	for _, w := range worlds {
		var line string
		for _, name := range []string{"AB", "BC", "AC", "None"} {
			line += fmt.Sprint(map[bool]int{true: 1}[w.Holds(m.Stacks[0].Conditions[name])])
		}
		got = append(got, line)
	}
	require.Equal(t, []string{"1110", "1000", "0100", "0010", "0000"}, got)
}

// The three-valued answer against all assignments: what is decided holds in every
// one, and a formula without repeated tests is decided only if it is a constant.
func TestThreeValuedLogic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 4).Draw(t, "tests")
		m := &Model{byKey: map[string]*Test{}}
		var leaves []*Condition
		for i := range n {
			leaves = append(leaves, m.test(Atom{Name: fmt.Sprint(i)}, String("x")))
		}
		leaves = append(leaves, always, never)
		type pair struct {
			c    *Condition
			eval func([]bool) bool
		}
		var draw func(depth int) pair
		draw = func(depth int) pair {
			kind := rapid.IntRange(0, 3).Draw(t, "kind")
			if depth == 0 || kind == 0 {
				i := rapid.IntRange(0, len(leaves)-1).Draw(t, "leaf")
				return pair{leaves[i], func(a []bool) bool { return i == n || i < n && a[i] }}
			}
			a := draw(depth - 1)
			if kind == 1 {
				return pair{not(a.c), func(v []bool) bool { return !a.eval(v) }}
			}
			b := draw(depth - 1)
			if kind == 2 {
				return pair{and(a.c, b.c), func(v []bool) bool { return a.eval(v) && b.eval(v) }}
			}
			return pair{or(a.c, b.c), func(v []bool) bool { return a.eval(v) || b.eval(v) }}
		}
		p := draw(4)
		for bits := range 1 << n {
			truth := make([]bool, n)
			for i := range truth {
				truth[i] = bits>>i&1 == 1
			}
			want := p.eval(truth)
			if got := (World{model: m, truth: truth}).Holds(p.c); got != want {
				t.Fatalf("%v under %v is %v, want %v", p.c, truth, got, want)
			}
			if decided := p.c.Truth(); decided != Maybe && (decided == Yes) != want {
				t.Fatalf("%v is %v, but %v under %v", p.c, decided, want, truth)
			}
		}
	})
}

// Spellings of which nobody knows whether they are equal can hold together.
func TestWorldsOfDoubtfulLiterals(t *testing.T) {
	m, err := stack(t, "Parameters:\n  P: {Type: String}\nConditions:\n  A: !Equals [!Ref P, '1']\n  B: !Equals [!Ref P, 1.0]\nResources: {}\n")
	require.NoError(t, err)
	worlds, err := m.Worlds(10)
	require.NoError(t, err)
	require.Len(t, worlds, 4)
}
