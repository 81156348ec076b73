package cfn

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

const graphed = `
Parameters:
  Open: {Type: String}
Conditions:
  Sure: !Equals [a, a]
  C: !Equals [!Ref Open, x]
  NotC: !Not [!Condition C]
Resources:
  A: {Type: T, DependsOn: B, Properties: {V: !Sub "${C.Arn} ${D} ${!E} ${Given}"}}
  B: {Type: T, Properties: {V: !If [Sure, !Ref C, !Ref E]}}
  C: {Type: T}
  D: {Type: T, Condition: C, CreationPolicy: {V: !GetAtt C.Arn}}
  E: {Type: T, Properties: {V: !If [C, !Ref D, !Ref F]}}
  F: {Type: T, Condition: NotC}
  Given: {Type: T}
`

func TestEdges(t *testing.T) {
	m, err := stack(t, graphed)
	require.NoError(t, err)
	var got []string
	for _, e := range m.Stacks[0].Edges {
		got = append(got, e.From+" "+e.To+" "+e.Path+" "+e.When.String())
	}
	want := []string{
		"A B Resources.A.DependsOn true",
		"A C Resources.A.Properties.V.Fn::Sub true",
		"A D Resources.A.Properties.V.Fn::Sub C",
		"A Given Resources.A.Properties.V.Fn::Sub true",
		"B C Resources.B.Properties.V.Fn::If[1].Ref true",
		"D C Resources.D.CreationPolicy.V.Fn::GetAtt C",
		"E D Resources.E.Properties.V.Fn::If[1].Ref C",
		"E F Resources.E.Properties.V.Fn::If[2].Ref NotC",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	require.True(t, m.Stacks[0].Edges[0].Explicit)
	require.Equal(t, Pos{9, 3}, m.Stacks[0].Edges[0].Pos)

	worlds, err := m.Worlds(10)
	require.NoError(t, err)
	var orders []string
	for _, w := range worlds {
		order, err := m.Stacks[0].Order(w)
		require.NoError(t, err)
		var ids string
		for _, r := range order {
			ids += r.Ref.LogicalID + " "
		}
		orders = append(orders, ids)
	}
	require.Equal(t, []string{"C B D Given A E ", "C B Given A F E "}, orders)
}

func TestCycles(t *testing.T) {
	_, err := stack(t, "Resources:\n  A: {Type: T, DependsOn: B}\n  B: {Type: T, Properties: {V: !Ref C}}\n  C: {Type: T, Properties: {V: !Sub '${B.X}'}}\n")
	require.EqualError(t, err, "web: resources need each other: B -> C -> B")

	_, err = stack(t, "Resources:\n  A: {Type: T, Properties: {V: !Ref A}}\n")
	require.EqualError(t, err, "web: resources need each other: A -> A")

	_, err = stack(t, "Resources:\n  A: {Type: T, DependsOn: Nobody}\n")
	require.EqualError(t, err, "web: Resources.A.DependsOn (2:3): there is no resource Nobody")

	// Each direction in a world of its own is no cycle; both in one world is.
	text := "Parameters:\n  P: {Type: String}\nConditions:\n  C: !Equals [!Ref P, x]\n  D: !Equals [!Ref P, %s]\nResources:\n" +
		"  A: {Type: T, Properties: {V: !If [C, !Ref B, 1]}}\n  B: {Type: T, Properties: {V: !If [D, !Ref A, 1]}}\n"
	for literal, cycles := range map[string]int{"y": 0, "x": 1} {
		m, err := stack(t, strings.Replace(text, "%s", literal, 1))
		require.NoError(t, err)
		worlds, err := m.Worlds(10)
		require.NoError(t, err)
		found := 0
		for _, w := range worlds {
			if _, err := m.Stacks[0].Order(w); err != nil {
				require.EqualError(t, err, "resources need each other: A -> B -> A")
				found++
			}
		}
		require.Equal(t, cycles, found, literal)
	}

	// Two blocks that are cut from each other.
	_, err = stack(t, "Resources:\n  A: {Type: AWS::EC2::VPC, Properties: {CidrBlock: !Select [0, !Cidr [!GetAtt B.CidrBlock, 1, 8]]}}\n"+
		"  B: {Type: AWS::EC2::VPC, Properties: {CidrBlock: !Select [0, !Cidr [!GetAtt A.CidrBlock, 1, 8]]}}\n")
	require.ErrorContains(t, err, "resources need each other: A -> B -> A")
}

func TestWalk(t *testing.T) {
	v, _, err := evaluated(t, `{A: [1, !If [IsBig, {B: !Sub "x${Bucket}"}, !GetAtt Bucket.Arn]], C: !Ref Bucket}`)
	require.NoError(t, err)
	var got []string
	Walk(v, "P", func(path string, v Value, when *Condition) bool {
		got = append(got, path+" = "+Show(v)+" if "+when.String())
		return true
	})
	want := []string{
		`P = {"A": [1, (IsBig ? {"B": x${web/Bucket}} : ${web/Bucket.Arn})], "C": ${web/Bucket}} if true`,
		`P.A = [1, (IsBig ? {"B": x${web/Bucket}} : ${web/Bucket.Arn})] if true`,
		`P.A[0] = 1 if true`,
		`P.A[1] = (IsBig ? {"B": x${web/Bucket}} : ${web/Bucket.Arn}) if true`,
		`P.A[1] = {"B": x${web/Bucket}} if IsBig`,
		`P.A[1].B = x${web/Bucket} if IsBig`,
		`P.A[1].B = x if IsBig`,
		`P.A[1].B = ${web/Bucket} if IsBig`,
		`P.A[1] = ${web/Bucket.Arn} if not IsBig`,
		`P.C = ${web/Bucket} if true`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	require.Equal(t, []ResourceRef{bucket, bucketARN}, References(v))
}
