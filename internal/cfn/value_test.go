package cfn

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// No two different values have the same key, however their texts are chosen.
func TestKeys(t *testing.T) {
	c := holds(&Test{Left: Null{}, Right: Null{}})
	values := []Value{
		Null{}, Missing{}, Bool(true), String("true"), String("null"), String("missing"), Number("1"), String("1"), String(""),
		List{}, List{String("a"), String("b")}, List{String(`a","b`)}, List{List{String("a")}, String("b")}, Object{}, Object{{"a", String("b")}}, Object{{`a":"b`, Null{}}},
		ResourceRef{"s", "A", ""}, ResourceRef{"s", "A", "B"}, ResourceRef{"s", "A/B", ""}, ResourceRef{"", "A", ""}, String("$s/A/"),
		Atom{Origin: FromParameter, Stack: "s", Name: "A"}, Atom{Origin: FromZone, Stack: "s", Name: "A"}, Atom{Origin: FromZone, Stack: "s", Name: "A", Index: 1},
		Atom{Origin: FromZone, Stack: "s/A", Name: ""}, Dynamic{"s", String("a")}, Dynamic{"t", String("a")},
		Concat{String("a"), ResourceRef{"s", "A", ""}}, List{String("a"), ResourceRef{"s", "A", ""}},
		Choice{c, String("a"), String("b")}, Choice{c, String("b"), String("a")}, Choice{not(c), String("a"), String("b")},
	}
	for i, a := range values {
		for j, b := range values {
			require.Equal(t, i == j, Same(a, b), "%s and %s", Show(a), Show(b))
		}
	}
}

// Open values are themselves, and nothing is said of two different ones.
func TestEqual(t *testing.T) {
	m := &Model{byKey: map[string]*Test{}, stacks: map[string]*Stack{}}
	x, y := Atom{Origin: FromParameter, Name: "X"}, Atom{Origin: FromParameter, Name: "Y"}
	zone := func(region string, i int) Value { return Atom{Origin: FromZone, Name: region, Index: i} }
	for _, c := range []struct {
		a, b Value
		want Truth
	}{
		{x, x, Yes}, {x, y, Maybe}, {x, String("a"), Maybe},
		{bucket, bucket, Yes}, {bucket, bucketARN, Maybe}, {bucket, String("logs"), Maybe},
		{zone("eu-west-1", 0), zone("eu-west-1", 0), Yes}, {zone("eu-west-1", 0), zone("eu-west-1", 1), No},
		{zone("eu-west-1", 0), zone("us-east-1", 0), No}, {zone("eu-west-1", 0), String("eu-west-1a"), Maybe}, {zone("eu-west-1", 0), String("us-east-1a"), No},
		{Concat{x, String("-a")}, String("x-b"), No}, {Concat{x, String("-a")}, Concat{y, String("-b")}, No}, {Concat{x, String("-a")}, Concat{y, String("-a")}, Maybe},
		{Concat{String("a"), x}, Concat{String("b"), y}, No}, {Concat{String("a"), x}, Concat{String("ab"), y}, Maybe},
		{Concat{String("a"), x, String("b")}, String("ab"), Maybe}, {Concat{String("a"), x, String("b")}, String("a"), No},
		{List{x, String("a")}, List{x, String("b")}, No}, {List{x}, List{y}, Maybe}, {List{x}, List{x, y}, No}, {List{x}, y, Maybe},
		{Dynamic{"s", String("ssm:a")}, Dynamic{"s", String("ssm:a")}, Yes}, {Dynamic{"s", String("ssm:a")}, Dynamic{"t", String("ssm:a")}, Maybe},
		{String("a"), String("A"), No}, {Number("1"), String("1"), Yes}, {Number("1.0"), String("1"), Maybe}, {Number("1"), Number("2"), No}, {Bool(true), String("TRUE"), Maybe},
		{String("1.0"), String("1"), No},
	} {
		require.Equal(t, c.want, m.Equal(c.a, c.b), "%s and %s", Show(c.a), Show(c.b))
		require.Equal(t, c.want, m.Equal(c.b, c.a), "%s and %s", Show(c.b), Show(c.a))
	}
}

// Two values with choices are equal in exactly the worlds where their sides are.
func TestComparisonOfChoices(t *testing.T) {
	v, m, err := evaluated(t, `[!If [IsBig, a, b], !If [IsOdd, b, c], !If [IsBig, b, a]]`)
	require.NoError(t, err)
	list := v.(List)
	worlds, err := m.Worlds(10)
	require.NoError(t, err)
	for _, a := range append(list, String("a"), String("b"), String("d")) {
		for _, b := range list {
			equal := m.comparison(a, b)
			for _, w := range worlds {
				require.Equal(t, w.Value(a) == w.Value(b), w.Holds(equal), "%s == %s: %s where %s", Show(a), Show(b), equal, w)
			}
		}
	}
	require.Equal(t, No, m.Equal(list[0], list[2]))
	require.Equal(t, No, m.Equal(list[0], String("d")))
}

// Text whose literal parts could turn into a dynamic reference together with an open
// part is open altogether.
func TestUnclearDynamicReferences(t *testing.T) {
	for _, expression := range []string{
		`!Join ["", [!If [IsBig, "{{resolve:ssm:", "x"], "name}}"]]`,
		`!Join ["", ["{{resolve:ssm:", !If [IsBig, "a}}", "b"], "}}"]]`,
		`!Sub "{{resolve:ssm:${Open}"`,
		`!Sub "{${Open}"`,
	} {
		v, _, err := evaluated(t, expression)
		require.NoError(t, err)
		require.Equal(t, FromCall, v.(Atom).Origin, expression)
	}
	v, _, err := evaluated(t, `!Sub "{{resolve:ssm:${Open}}}"`)
	require.NoError(t, err)
	require.Equal(t, Dynamic{"web", Concat{String("ssm:"), openAtom}}, v)
}

func TestChoicesAreSimplified(t *testing.T) {
	for expression, want := range map[string]string{
		`!If [IsBig, !If [IsBig, a, never], b]`:                                       `(IsBig ? "a" : "b")`,
		`!If [IsBig, a, !If [IsBig, never, b]]`:                                       `(IsBig ? "a" : "b")`,
		`!If [IsBig, same, same]`:                                                     `same`,
		`!If [IsBig, !Ref Bucket, !Ref Bucket]`:                                       `${web/Bucket}`,
		`!Join [",", [a, a, a, !If [IsBig, b, !If [IsOdd, c, !Ref "AWS::NoValue"]]]]`: `(IsBig ? "a,a,a,b" : (IsOdd ? "a,a,a,c" : "a,a,a"))`,
		`!If [IsBig, !GetAtt Bucket.Arn, [a, 1]]`:                                     `(IsBig ? ${web/Bucket.Arn} : ["a", 1])`,
	} {
		v, _, err := evaluated(t, expression)
		require.NoError(t, err)
		require.Equal(t, want, Show(v))
	}
}

func TestAs(t *testing.T) {
	for v, want := range map[Value]int{Number("443"): 443, String("443"): 443, Number("-1"): -1} {
		n, ok := AsInt(v)
		require.True(t, ok)
		require.Equal(t, want, n)
	}
	for _, v := range []Value{String("0443"), String("+1"), Number("1.0"), String(""), Bool(true), Null{}, openAtom} {
		_, ok := AsInt(v)
		require.False(t, ok, "%v", v)
	}
	for v, want := range map[Value][2]bool{Bool(true): {true, true}, String("true"): {true, true}, String("false"): {false, true}, String("yes"): {false, false}, Null{}: {false, false}} {
		value, ok := AsBool(v)
		require.Equal(t, want, [2]bool{value, ok})
	}
	text, ok := AsString(Bool(true))
	require.True(t, ok)
	require.Equal(t, "true", text)
	_, ok = AsString(openAtom)
	require.False(t, ok)
}
