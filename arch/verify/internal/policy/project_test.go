package policy

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/internal/cfn"
)

// project evaluates the two stacks of an example; testdata has what belongs to policies.
func project(t testing.TB, name string) *cfn.Model {
	t.Helper()
	var inputs []cfn.Input
	for stack, region := range map[string]string{name: "eu-west-1", name + "-edge": "us-east-1"} {
		text, err := os.ReadFile("testdata/" + stack + ".template.json")
		require.NoError(t, err)
		template, err := cfn.Parse(text)
		require.NoError(t, err)
		inputs = append(inputs, cfn.Input{Name: stack, Region: region, Template: template})
	}
	m, err := cfn.Evaluate(inputs...)
	require.NoError(t, err)
	return m
}

// documents are the statements of all policies of a model by resource.
func documents(t testing.TB, m *cfn.Model) map[string][]Statement {
	t.Helper()
	found := map[string][]Statement{}
	w := only(t, m)
	for _, r := range m.OfType() {
		for _, name := range []string{"PolicyDocument", "AssumeRolePolicyDocument", "KeyPolicy"} {
			if v := w.Property(r, name); !cfn.Same(v, cfn.Missing{}) {
				found[r.Ref.String()] = Parse(m, w, name, v)
			}
		}
	}
	return found
}

func TestParseProjects(t *testing.T) {
	for name, want := range map[string]struct{ documents, statements int }{"chat": {17, 38}, "hello": {16, 32}} {
		t.Run(name, func(t *testing.T) {
			all := documents(t, project(t, name))
			statements := 0
			for resource, list := range all {
				for _, s := range list {
					statements++
					require.Empty(t, s.Open, "%s %s", resource, s.Path)
					for _, v := range s.Resources {
						_, takesNone := TakesNoResource(s.Actions[0])
						if own := s.Principal != nil && cfn.Same(v, cfn.String("*")); own || takesNone {
							continue
						}
						require.Empty(t, BroadResource(v), "%s %s %s", resource, s.Path, cfn.Show(v))
					}
				}
			}
			require.Equal(t, want.documents, len(all))
			require.Equal(t, want.statements, statements)
		})
	}
}

// Each permission of the task's two roles has an endpoint that lets it through: the one
// says the log group by reference, the other by name.
func TestCoversProjects(t *testing.T) {
	m := project(t, "chat")
	all := documents(t, m)
	write := all["chat/ComputeServicesAppExecutionRolePolicy75734309"][2]
	require.Equal(t, "WriteLogs", write.Sid)
	endpoint := all["chat/NetworkEndpointLogs04634C0B"][0]
	require.Equal(t, "arn:aws:logs:eu-west-1:${AWS::AccountId}:log-group:/chat/app:*", cfn.Show(write.Resources[0]))
	require.Equal(t, cfn.Yes, Covers(m, endpoint.Resources[0], write.Resources[0]))
	require.Equal(t, cfn.Yes, Covers(m, write.Resources[0], endpoint.Resources[0]))

	objects := all["chat/ComputeServicesAppTaskRolePolicy09D14231"][2]
	s3 := all["chat/NetworkEndpointS313C6D6EF"]
	require.Equal(t, cfn.Yes, Covers(m, s3[2].Resources[0], objects.Resources[0]))
	require.Equal(t, cfn.No, Covers(m, s3[0].Resources[0], objects.Resources[0]))
	require.Equal(t, cfn.No, Covers(m, s3[1].Resources[0], objects.Resources[0]))
}
