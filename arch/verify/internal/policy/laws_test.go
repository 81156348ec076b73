package policy

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/archblocks/archblocks/internal/cfn"
)

// What random patterns consist of, and deployments for the open parts. The
// texts of the two pools differ in each.
var (
	param    = cfn.Atom{Origin: cfn.FromParameter, Stack: "web", Name: "P"}
	other    = cfn.Atom{Origin: cfn.FromParameter, Stack: "web", Name: "Q"}
	accounts = cfn.Atom{Origin: cfn.FromPseudo, Name: "AWS::AccountId"}
	poolU    = cfn.ResourceRef{Stack: "web", LogicalID: "U"}
	poolV    = cfn.ResourceRef{Stack: "web", LogicalID: "V"}

	deployments = func() []map[cfn.Value]string {
		var all []map[cfn.Value]string
		for _, p := range []string{"", "a", "*", "?", "/a", "1", "a*"} {
			for _, q := range []string{"", "a", "/", "*"} {
				for _, pools := range [][2]string{{"a", "b"}, {"b", "a"}, {"a", "aa"}, {"ab", "a"}, {"a1", "1"}} {
					all = append(all, map[cfn.Value]string{param: p, other: q, poolU: pools[0], poolV: pools[1], accounts: "111111111111"})
				}
			}
		}
		return all
	}()
)

const pools = `
Parameters: {P: {Type: String}, Q: {Type: String}}
Resources:
  U: {Type: AWS::Cognito::UserPool}
  V: {Type: AWS::Cognito::UserPool}
`

func pattern(t *rapid.T, name string) cfn.Value {
	parts := rapid.SliceOfN(rapid.SampledFrom([]cfn.Value{
		cfn.String("a"), cfn.String("b"), cfn.String("/"), cfn.String("1"), cfn.String("*"), cfn.String("*"), cfn.String("?"),
		param, other, accounts, poolU, poolV,
	}), 0, 5).Draw(t, name)
	return concat(parts...)
}

// deployed is the pattern's text in a deployment.
func deployed(v cfn.Value, deployment map[cfn.Value]string) string {
	switch v := v.(type) {
	case cfn.String:
		return string(v)
	case cfn.Concat:
		text := ""
		for _, part := range v {
			text += deployed(part, deployment)
		}
		return text
	}
	return deployment[v]
}

// Yes and No hold in every deployment; TestCoversBruteForce is the proof for literals.
// Maybe is the only answer that may be too weak.
func TestCoversDeployments(t *testing.T) {
	m := model(t, pools)
	answers := map[cfn.Truth]int{}
	rapid.Check(t, func(t *rapid.T) {
		outer, inner := pattern(t, "outer"), pattern(t, "inner")
		got := Covers(m, outer, inner)
		answers[got]++
		if got == cfn.Maybe {
			return
		}
		for _, d := range deployments {
			if ActionCovers(deployed(outer, d), deployed(inner, d)) != (got == cfn.Yes) {
				t.Fatalf("%s covers %s: %v, but not so with %v", cfn.Show(outer), cfn.Show(inner), got, d)
			}
		}
	})
	require.NotZero(t, answers[cfn.Yes])
	require.NotZero(t, answers[cfn.No])
}

func TestCoversLaws(t *testing.T) {
	m := model(t, pools)
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := pattern(t, "a"), pattern(t, "b"), pattern(t, "c")
		if Covers(m, a, a) != cfn.Yes {
			t.Fatalf("%s does not cover itself", cfn.Show(a))
		}
		if Covers(m, cfn.String("*"), a) != cfn.Yes {
			t.Fatalf("* does not cover %s", cfn.Show(a))
		}
		if Covers(m, a, b) == cfn.Yes && Covers(m, b, c) == cfn.Yes && Covers(m, a, c) != cfn.Yes {
			t.Fatalf("%s covers %s covers %s", cfn.Show(a), cfn.Show(b), cfn.Show(c))
		}
		// A longer pattern that only adds stars covers more.
		if wider := concat(a, cfn.String("*")); Covers(m, wider, a) != cfn.Yes {
			t.Fatalf("%s does not cover %s", cfn.Show(wider), cfn.Show(a))
		}
	})
}
