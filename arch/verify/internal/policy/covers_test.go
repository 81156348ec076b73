package policy

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/internal/cfn"
)

// matches is IAM's wildcard match by its definition.
func matches(pattern, s string) bool {
	switch {
	case pattern == "":
		return s == ""
	case pattern[0] == '*':
		return matches(pattern[1:], s) || s != "" && matches(pattern, s[1:])
	case s == "":
		return false
	}
	return (pattern[0] == '?' || pattern[0] == s[0]) && matches(pattern[1:], s[1:])
}

// strings over the characters, up to a length.
func words(characters string, length int) []string {
	all := []string{""}
	for start := 0; length > 0; length-- {
		end := len(all)
		for _, s := range all[start:end] {
			for _, c := range characters {
				all = append(all, s+string(c))
			}
		}
		start = end
	}
	return all
}

// All pairs of short patterns against all short strings. Any letter that is in neither
// pattern is like z, and a pattern of three leaves out a string of five if it leaves out
// any, so the answers must be the same both ways.
func TestCoversBruteForce(t *testing.T) {
	m := model(t, "")
	patterns, texts := words("ab/*?", 3), words("ab/z", 5)
	matched := make([][]bool, len(patterns))
	for i, p := range patterns {
		matched[i] = make([]bool, len(texts))
		for j, s := range texts {
			matched[i][j] = matches(p, s)
		}
	}
	for o, outer := range patterns {
		for i, inner := range patterns {
			want := cfn.Yes
			for j := range texts {
				if matched[i][j] && !matched[o][j] {
					want = cfn.No
					break
				}
			}
			if got := Covers(m, cfn.String(outer), cfn.String(inner)); got != want {
				t.Fatalf("%q covers %q: %v, want %v", outer, inner, got, want)
			}
			require.Equal(t, want == cfn.Yes, ActionCovers(outer, inner), "%q %q", outer, inner)
		}
	}
}

func TestCoversTable(t *testing.T) {
	m := model(t, pools)
	region, partition := cfn.Atom{Origin: cfn.FromPseudo, Name: "AWS::Region"}, cfn.Atom{Origin: cfn.FromPseudo, Name: "AWS::Partition"}
	text := func(parts ...any) cfn.Value {
		values := make([]cfn.Value, len(parts))
		for i, p := range parts {
			if s, ok := p.(string); ok {
				values[i] = cfn.String(s)
			} else {
				values[i] = p.(cfn.Value)
			}
		}
		return concat(values...)
	}
	for _, c := range []struct {
		name         string
		outer, inner cfn.Value
		want         cfn.Truth
	}{
		{"object in bucket", text("arn:", partition, ":s3:::docs/*"), text("arn:", partition, ":s3:::docs/a"), cfn.Yes},
		{"bucket is no object", text("arn:", partition, ":s3:::docs/*"), text("arn:", partition, ":s3:::docs"), cfn.No},
		{"log streams", text("arn:aws:logs:", region, ":", accounts, ":log-group:/app:*"), text("arn:aws:logs:", region, ":", accounts, ":log-group:/app:log-stream:*"), cfn.Yes},
		{"wider than outer", text("arn:aws:logs:", region, ":", accounts, ":log-group:/app:*"), text("arn:aws:logs:", region, ":", accounts, ":log-group:/app*"), cfn.No},
		{"unknown account may be the literal one", text("arn:aws:ecr:eu-west-1:111122223333:repository/chat"), text("arn:aws:ecr:eu-west-1:", accounts, ":repository/chat"), cfn.Maybe},
		{"but the repository is another", text("arn:aws:ecr:eu-west-1:111122223333:repository/chat"), text("arn:aws:ecr:eu-west-1:", accounts, ":repository/other"), cfn.No},
		{"an account is never empty", text("arn:aws:s3:::docs"), text("arn:aws:s3::", accounts, ":docs"), cfn.No},
		{"an account has no letters", text("arn:aws:iam::aws:policy/x"), text("arn:aws:iam::", accounts, ":policy/x"), cfn.No},
		{"partition may be aws", text("arn:aws:s3:::docs"), text("arn:", partition, ":s3:::docs"), cfn.Maybe},
		{"one pool", text("userpool/", poolU), text("userpool/", poolU), cfn.Yes},
		{"two pools", text("userpool/", poolU), text("userpool/", poolV), cfn.No},
		{"two pools and more", text("userpool/", poolU, ":a"), text("userpool/", poolV, ":a"), cfn.No},
		{"one may begin with the other", text("userpool/", poolU, "*"), text("userpool/", poolV), cfn.Maybe},
		{"one may be the other and a letter", text("userpool/", poolU, "a"), text("userpool/", poolV), cfn.Maybe},
		{"one may be the other and a letter of inner", text("userpool/", poolU), text("userpool/", poolV, "a"), cfn.Maybe},
		{"one may end with the other", text("*", poolU), text(poolV), cfn.Maybe},
		{"star may be nothing", text(accounts, "/?*"), text(accounts, "/*"), cfn.No},
		{"star may be something", text(accounts, "/"), text(accounts, "/*"), cfn.No},
		{"all pools", text("userpool/*"), text("userpool/", poolV), cfn.Yes},
		{"wildcard in inner alone", text("userpool/", poolU), text("userpool/*"), cfn.No},
		{"parameter may be a wildcard", text("userpool/", param), text("userpool/*"), cfn.Maybe},
		{"parameter may be the name", text("userpool/", param), text("userpool/", poolU), cfn.Maybe},
		{"one character is not a name", text("userpool/?"), text("userpool/", poolU), cfn.Maybe},
		{"everything", text("*"), text(param), cfn.Yes},
		{"not everything", text("arn:*"), text("*"), cfn.No},
		{"variable", text("home/${aws:username}/*"), text("home/${aws:username}/a"), cfn.Yes},
		{"variable may be the name", text("home/${aws:username}"), text("home/ann"), cfn.Maybe},
		{"variable is not its text", text("home/????????????????"), text("home/${aws:username}"), cfn.Maybe},
		{"escaped star", text("a${*}b"), text("a*b"), cfn.No},
		{"escaped star is a letter", text("a?b"), text("a${*}b"), cfn.Yes},
		{"broken variable", text("a${b*"), text("a${bc"), cfn.Maybe},
		{"one letter of two bytes", text("a??"), text("a\u00e9"), cfn.No},
		{"letter case", text("arn:aws:s3:::Docs"), text("arn:aws:s3:::docs"), cfn.No},
		{"no text", text("a"), cfn.List{cfn.String("a")}, cfn.Maybe},
		{"no text in everything", text("*"), cfn.Object{}, cfn.Maybe},
	} {
		t.Run(c.name, func(t *testing.T) {
			require.Equal(t, c.want.String(), Covers(m, c.outer, c.inner).String())
		})
	}
}

// Two stacks in two Regions may give one name to two resources.
func TestCoversStacks(t *testing.T) {
	template, err := cfn.Parse([]byte(pools))
	require.NoError(t, err)
	m, err := cfn.Evaluate(
		cfn.Input{ID: "a", Name: "a", Region: "eu-west-1", Template: template},
		cfn.Input{ID: "b", Name: "b", Region: "eu-west-1", Template: template},
		cfn.Input{ID: "c", Name: "c", Region: "us-east-1", Template: template})
	require.NoError(t, err)
	pool := func(stack string) cfn.Value { return cfn.ResourceRef{Stack: stack, LogicalID: "U"} }
	require.Equal(t, cfn.No, Covers(m, pool("a"), pool("b")))
	require.Equal(t, cfn.Maybe, Covers(m, pool("a"), pool("c")))
}

// Work is bounded: the answer to a hostile pair is Maybe, and soon.
func TestCoversBounds(t *testing.T) {
	m := model(t, "")
	hostile := ""
	for range 40 {
		hostile += "*a????????????????????"
	}
	require.NotEqual(t, cfn.Yes, Covers(m, cfn.String(hostile), cfn.String("*a*"+hostile)))
}

func TestActionCovers(t *testing.T) {
	require.True(t, ActionCovers("S3:Get*", "s3:getobject"))
	require.True(t, ActionCovers("*", "s3:*"))
	require.True(t, ActionCovers("s3:*Object", "s3:Get*Object"))
	require.False(t, ActionCovers("s3:GetObject", "s3:Get*"))
	require.False(t, ActionCovers("s3:Get*", "s3:PutObject"))
	require.True(t, HasWildcard("s3:Get?bject"))
	require.False(t, HasWildcard("s3:GetObject"))
}
