package cfn

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/stretchr/testify/require"
)

func TestSections(t *testing.T) {
	template, err := Parse([]byte(`
AWSTemplateFormatVersion: 2010-09-09
Description: All sections
Metadata: {M: 1}
Transform: [AWS::LanguageExtensions, {Name: Mine, Parameters: {}}]
Parameters:
  P: {Type: Number, Default: 5, AllowedValues: [5, 6], MinValue: 1, MaxValue: 9, NoEcho: true}
  Q: {Type: String, AllowedPattern: "[a-z]+", MinLength: 2, MaxLength: 3}
Rules: {R: {}}
Mappings: {M: {a: {b: [1]}}}
Conditions: {C: !Equals [a, b]}
Resources:
  R: {Type: T, Condition: C, DependsOn: S, DeletionPolicy: Retain, UpdateReplacePolicy: Delete, Metadata: {m: 1}, CreationPolicy: {x: 1}, Properties: {p: 1}}
  S: {Type: T, DependsOn: [A, B]}
  Fn::ForEach::Loop: [X, [a], {}]
Outputs:
  O: {Value: 1, Export: {Name: n}, Condition: C, Description: d}
Hooks: {H: 1}
`))
	require.NoError(t, err)
	five := "5"
	want := &Template{
		Description: "All sections",
		Transform:   []string{"AWS::LanguageExtensions", "Mine"},
		Parameters: []Parameter{
			{Name: "P", Type: "Number", Default: &five, AllowedValues: []string{"5", "6"}, MinValue: "1", MaxValue: "9", NoEcho: true},
			{Name: "Q", Type: "String", AllowedPattern: "[a-z]+", MinLength: "2", MaxLength: "3"},
		},
		Resources: []Declaration{
			{LogicalID: "R", Type: "T", Condition: "C", DependsOn: []string{"S"}},
			{LogicalID: "S", Type: "T", DependsOn: []string{"A", "B"}},
		},
		Outputs: []OutputDeclaration{{Name: "O", Condition: "C"}},
	}
	if diff := cmp.Diff(want, template, cmpopts.IgnoreTypes(Pos{}, &Node{}, []Field{}, map[string]map[string]map[string]*Node{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	r := template.Resources[0]
	require.Equal(t, []string{"Retain", "Delete", "CreationPolicy"}, []string{r.DeletionPolicy.Text, r.UpdateReplacePolicy.Text, r.Other[0].Name})
	require.NotNil(t, r.Metadata.Get("m"))
	require.NotNil(t, r.Properties.Get("p"))
	require.NotNil(t, template.Rules.Get("R"))
	require.NotNil(t, template.Metadata.Get("M"))
	require.Equal(t, "1", template.Mappings["M"]["a"]["b"].Items[0].Text)
	require.Equal(t, "n", template.Outputs[0].Export.Text)
	require.Equal(t, "Resources.Fn::ForEach::Loop", template.Unexpanded[0].Name)
	require.Equal(t, "Hooks", template.Other[0].Name)
	require.Equal(t, "C", template.Conditions[0].Name)
}
