package verify_test

import (
	"testing"

	"github.com/archblocks/archblocks/arch/verify"
	"github.com/stretchr/testify/require"
)

func TestSetParameter(t *testing.T) {
	const template = `{"Parameters": {"Size": {"Type": "Number"}}, "Resources": {"R": {"Type": "AWS::SNS::Topic"}}}`
	shared := map[string]string{"Other": "x"}
	stacks := func() []verify.Template {
		return []verify.Template{
			{Name: "a", Text: []byte(template), Parameters: shared}, {Name: "b", Text: []byte(template)},
			{Name: "c", Text: []byte(`{"Resources": {"R": {"Type": "AWS::SNS::Topic"}}}`)},
		}
	}
	all := stacks()
	require.NoError(t, verify.SetParameter(all, "", "Size", "1"))
	require.NoError(t, verify.SetParameter(all, "b", "Size", "2"))
	require.Equal(t, map[string]string{"Other": "x", "Size": "1"}, all[0].Parameters)
	require.Equal(t, map[string]string{"Size": "2"}, all[1].Parameters)
	require.Nil(t, all[2].Parameters)
	require.Equal(t, map[string]string{"Other": "x"}, shared, "the caller's map stays")

	for _, c := range []struct{ stack, name, says string }{
		{"", "size", `no template has a parameter "size"; did you mean "Size"?`},
		{"", "Colour", `no template has a parameter "Colour"; look at their Parameters`},
		{"d", "Size", `no template is of a stack "d"; did you mean "a"?`},
		{"a", "Sise", `the template of a has no parameter "Sise"; did you mean "Size"?`},
		{"c", "Size", `the template of c has no parameter "Size"; look at its Parameters`},
	} {
		require.EqualError(t, verify.SetParameter(stacks(), c.stack, c.name, "1"), c.says)
	}
	require.ErrorContains(t, verify.SetParameter([]verify.Template{{Name: "e", Text: []byte("{")}}, "", "Size", "1"), "template e: ")
}
