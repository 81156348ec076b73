package verify_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/verify"
)

func BenchmarkCheck(b *testing.B) {
	for _, names := range [][]string{{"chat", "chat-edge"}, {"hello", "hello-edge"}} {
		all := templates(b, applicationOf(b, names...))
		b.Run(names[0], func(b *testing.B) {
			for b.Loop() {
				_, err := verify.Check(all...)
				require.NoError(b, err)
			}
		})
	}
}

// BenchmarkCheckGrowing checks templates of more and more topologies at once.
func BenchmarkCheckGrowing(b *testing.B) {
	for _, copies := range []int{1, 10, 60} {
		all, resources := grown(b, copies)
		b.Run(fmt.Sprintf("%d resources", resources), func(b *testing.B) {
			for b.Loop() {
				_, err := verify.Check(all...)
				require.NoError(b, err)
			}
		})
	}
}

// grown are the stacks of an example several times, each time under another name.
func grown(t testing.TB, copies int) (all []verify.Template, resources int) {
	t.Helper()
	app := applicationOf(t, "chat", "chat-edge")
	for n := range copies {
		for _, one := range templates(t, app) {
			one.Text = bytes.ReplaceAll(one.Text, []byte(`"StackName":"chat"`), fmt.Appendf(nil, `"StackName":"chat%d"`, n))
			one.Name = strings.Replace(one.Name, "chat", fmt.Sprintf("chat%d", n), 1)
			all = append(all, one)
		}
		for _, s := range app {
			resources += len(s.Template["Resources"].(map[string]any))
		}
	}
	return all, resources
}
