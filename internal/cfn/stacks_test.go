package cfn

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// in makes an input from YAML.
func in(t testing.TB, name, region, text string) Input {
	t.Helper()
	template, err := Parse([]byte(text))
	require.NoError(t, err)
	return Input{Name: name, Region: region, Template: template}
}

const network = `
Parameters:
  Public: {Type: String}
Conditions:
  IsPublic: !Equals [!Ref Public, "yes"]
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
Outputs:
  VpcId: {Value: !Ref Vpc, Export: {Name: !Sub "${AWS::StackName}-vpc"}}
  Door: {Value: open, Condition: IsPublic, Export: {Name: door}}
`

func TestImportsAndOutputs(t *testing.T) {
	app := func(expression string) string {
		return "Parameters:\n  Open: {Type: String}\nResources:\n  R: {Type: T, Properties: {V: " + expression + "}}\n"
	}
	vpc := ResourceRef{Stack: "net", LogicalID: "Vpc"}
	for _, c := range []struct {
		name, region, expression string
		want                     Value
		unknowns                 []NoteCode
		weak                     bool
	}{
		{"import", "eu-west-1", `!ImportValue net-vpc`, vpc, nil, false},
		{"import by a name that is put together", "eu-west-1", `{"Fn::ImportValue": !Join ["-", [net, vpc]]}`, vpc, nil, false},
		{"exports stay in their Region", "us-east-1", `!ImportValue net-vpc`, nil, []NoteCode{OutsideStack}, false},
		{"output", "us-east-1", `{"Fn::GetStackOutput": {StackName: net, OutputName: VpcId, Region: eu-west-1}}`, vpc, nil, true},
		{"the Region is one's own", "eu-west-1", `{"Fn::GetStackOutput": {StackName: net, OutputName: VpcId}}`, vpc, nil, true},
		{"another Region's stack", "us-east-1", `{"Fn::GetStackOutput": {StackName: net, OutputName: VpcId}}`, nil, []NoteCode{OutsideStack}, false},
		{"an open stack", "eu-west-1", `{"Fn::GetStackOutput": {StackName: !Ref Open, OutputName: VpcId}}`, nil, []NoteCode{OutsideStack}, false},
		{"another account's role", "eu-west-1", `{"Fn::GetStackOutput": {StackName: net, OutputName: VpcId, RoleArn: "arn:aws:iam::123456789012:role/r"}}`, nil, []NoteCode{OutsideStack}, false},
		{"a role of the account", "eu-west-1", `{"Fn::GetStackOutput": {StackName: net, OutputName: VpcId, RoleArn: !Sub "arn:aws:iam::${AWS::AccountId}:role/r"}}`, vpc, nil, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			m, err := Evaluate(in(t, "net", "eu-west-1", network), in(t, "app", c.region, app(c.expression)))
			require.NoError(t, err)
			got := m.Stack("app").Resource("R").Property("V")
			if c.want == nil {
				require.Equal(t, FromOutside, got.(Atom).Origin)
			} else if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			var unknowns []NoteCode
			for _, n := range m.Unknowns {
				unknowns = append(unknowns, n.Code)
			}
			require.Equal(t, c.unknowns, unknowns)
			weak := false
			for _, n := range m.Assumptions {
				weak = weak || n.Code == WeakReference && n.Stack == "app"
			}
			require.Equal(t, c.weak, weak)
			if c.want != nil {
				require.Equal(t, []string{"net"}, m.Stack("app").Needs)
			}
		})
	}
}

// Where the exporting stack lacks the output, another stack may have the name.
func TestConditionalExport(t *testing.T) {
	m, err := Evaluate(in(t, "net", "eu-west-1", network),
		in(t, "app", "eu-west-1", "Resources:\n  R: {Type: T, Properties: {V: !ImportValue door}}\n"))
	require.NoError(t, err)
	choice := m.Stack("app").Resource("R").Property("V").(Choice)
	require.Equal(t, String("open"), choice.Then)
	require.Equal(t, FromOutside, choice.Else.(Atom).Origin)
}

func TestStacksRefuse(t *testing.T) {
	plain := "Resources:\n  R: {Type: T}\n"
	reads := func(stack, output string) string {
		return plain + "Outputs:\n  O: {Value: {'Fn::GetStackOutput': {StackName: " + stack + ", OutputName: " + output + "}}}\n"
	}
	for _, c := range []struct {
		name, want string
		inputs     []Input
	}{
		{"no name", "a stack needs a name", []Input{in(t, "", "", plain)}},
		{"no template", "a stack needs a template", []Input{{Name: "a"}}},
		{"one name twice", "two stacks have this ID", []Input{in(t, "a", "", plain), in(t, "a", "", plain)}},
		{"one stack twice", "the stack a has the same name, account and Region", []Input{in(t, "a", "", plain), {ID: "b", Name: "a", Template: in(t, "a", "", plain).Template}}},
		{"no such parameter", "there is no parameter P", []Input{{Name: "a", Template: in(t, "a", "", plain).Template, Parameters: map[string]string{"P": "1"}}}},
		{"no such output", "the stack a has no output O", []Input{in(t, "a", "", plain), in(t, "b", "", reads("a", "O"))}},
		{"a cycle", "an output needs itself: a/Outputs.O -> b/Outputs.O -> a/Outputs.O", []Input{in(t, "a", "", reads("b", "O")), in(t, "b", "", reads("a", "O"))}},
		{"one export twice", "net/Outputs.VpcId exports the same name", []Input{in(t, "net", "eu-west-1", network),
			in(t, "b", "eu-west-1", plain+"Outputs:\n  O: {Value: 1, Export: {Name: net-vpc}}\n  P: {Value: !ImportValue net-vpc}\n")}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Evaluate(c.inputs...)
			require.Error(t, err)
			require.Equal(t, c.want, err.(Problems)[0].Message)
		})
	}
}

func TestStackOrder(t *testing.T) {
	plain := "Resources:\n  R: {Type: T}\nOutputs:\n  A: {Value: 1}\n"
	reads := func(stack string) string {
		return plain + "  B: {Value: {'Fn::GetStackOutput': {StackName: " + stack + ", OutputName: A}}}\n"
	}
	m, err := Evaluate(in(t, "a", "", reads("c")), in(t, "b", "", plain), in(t, "c", "", reads("b")))
	require.NoError(t, err)
	order, err := m.StackOrder()
	require.NoError(t, err)
	var ids []string
	for _, s := range order {
		ids = append(ids, s.ID)
	}
	require.Equal(t, []string{"b", "c", "a"}, ids)

	// Each reads an output of the other that itself needs nothing.
	m, err = Evaluate(in(t, "a", "", reads("b")), in(t, "b", "", reads("a")))
	require.NoError(t, err)
	_, err = m.StackOrder()
	require.EqualError(t, err, "stacks need each other: a -> b -> a")
}

func TestParameters(t *testing.T) {
	text := `
Parameters:
  P: {Type: String, Default: abc, AllowedPattern: "[a-z]+", MinLength: 2, MaxLength: 3}
  N: {Type: Number, Default: 5, MinValue: 1, MaxValue: 10}
  A: {Type: String, Default: big, AllowedValues: [big, small]}
  L: {Type: List<Number>, Default: "1, 2", AllowedValues: [1, 2, 3]}
  S: {Type: String, Default: secret, NoEcho: true}
Resources:
  R: {Type: T, Properties: {P: !Ref P, N: !Ref N, A: !Ref A, L: !Ref L}}
`
	for _, c := range []struct{ name, value, want string }{
		{"P", "abcd", `"abcd" is too short or too long`},
		{"P", "a", `"a" is too short or too long`},
		{"P", "ab1", `"ab1" does not match [a-z]+`},
		{"P", "ab", ""},
		{"N", "11", `"11" is too small or too big`},
		{"N", "0", `"0" is too small or too big`},
		{"N", "x", `"x" is not a number`},
		{"N", "10", ""},
		{"A", "huge", `"huge" is not one of big, small`},
		{"L", "1,4", `"4" is not an allowed value`},
		{"L", "3 ,1", ""},
	} {
		input := in(t, "web", "", text)
		input.Parameters = map[string]string{c.name: c.value}
		m, err := Evaluate(input)
		if c.want != "" {
			require.Error(t, err, c)
			require.Equal(t, c.want, err.(Problems)[0].Message)
			continue
		}
		require.NoError(t, err)
		var defaults []string
		for _, n := range m.Assumptions {
			require.Equal(t, ParameterDefault, n.Code)
			require.NotContains(t, n.Text, "secret")
			defaults = append(defaults, strings.TrimPrefix(n.Path, "Parameters."))
		}
		require.Len(t, defaults, 4)
		require.NotContains(t, defaults, c.name)
	}
}

// Partitions and zones follow the Region; without a Region they are open and shared.
func TestRegions(t *testing.T) {
	text := "Resources:\n  R: {Type: T, Properties: {P: !Ref AWS::Partition, U: !Ref AWS::URLSuffix, R: !Ref AWS::Region, Z: !Select [0, !GetAZs '']}}\n"
	for region, want := range map[string]string{
		"eu-west-1": "aws amazonaws.com", "cn-north-1": "aws-cn amazonaws.com.cn", "us-gov-west-1": "aws-us-gov amazonaws.com",
		"us-iso-east-1": "aws-iso c2s.ic.gov", "us-isob-east-1": "aws-iso-b sc2s.sgov.gov", "eusc-de-east-1": "aws-eusc amazonaws.eu",
	} {
		m, err := Evaluate(in(t, "a", region, text))
		require.NoError(t, err)
		r := m.Stacks[0].Resource("R")
		require.Equal(t, want, Show(r.Property("P"))+" "+Show(r.Property("U")))
	}
	m, err := Evaluate(in(t, "a", "", text), in(t, "b", "", text))
	require.NoError(t, err)
	a, b := m.Stack("a").Resource("R"), m.Stack("b").Resource("R")
	require.Equal(t, SameEnvironment, m.Assumptions[0].Code)
	for _, name := range []string{"P", "U", "R", "Z"} {
		require.IsType(t, Atom{}, a.Property(name))
		require.Equal(t, Yes, m.Equal(a.Property(name), b.Property(name)), name)
	}
}
