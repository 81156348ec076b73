package policy

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/internal/cfn"
)

// Whatever the text is, Parse returns, and says so of what it cannot read.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		`{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Allow","Action":["a:B"],"Resource":"arn:aws:s3:::b/*","Principal":{"AWS":"*"},"Condition":{"Bool":{"k":"v"}}}]}`,
		`{"Statement":{"Effect":"Deny","NotAction":"*","NotResource":["${aws:x}","?"]}}`, `[]`, `{"Statement":[null,1,{}]}`, "{\"a\":\"\ue0009\ue001\"}",
	} {
		f.Add(seed)
	}
	m := model(f, "")
	w := only(f, m)
	f.Fuzz(func(t *testing.T, text string) {
		ref := cfn.ResourceRef{Stack: "web", LogicalID: "T", Attribute: "TopicName"}
		middle := len(text) / 2
		for _, document := range []cfn.Value{cfn.String(text), concat(cfn.String(text[:middle]), ref, cfn.String(text[middle:]))} {
			for _, s := range Parse(m, w, "D", document) {
				require.True(t, len(s.Open) > 0 || len(s.Actions) > 0)
				for _, v := range s.Resources {
					BroadResource(v)
					require.NotEqual(t, cfn.No, Covers(m, v, v))
					Covers(m, v, cfn.String("arn:aws:s3:::b"))
				}
			}
		}
	})
}
