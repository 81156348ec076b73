package cfn

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// load reads a template of testdata.
func load(t testing.TB, name string) *Template {
	t.Helper()
	text, err := os.ReadFile("testdata/" + name + ".template.json")
	require.NoError(t, err)
	template, err := Parse(text)
	require.NoError(t, err)
	return template
}

// project evaluates the two stacks of an example together.
func project(t testing.TB, name string) *Model {
	t.Helper()
	m, err := Evaluate(
		Input{Name: name, Region: "eu-west-1", Template: load(t, name)},
		Input{Name: name + "-edge", Region: "us-east-1", Template: load(t, name+"-edge")},
	)
	require.NoError(t, err)
	return m
}

func TestProjectTemplates(t *testing.T) {
	for _, c := range []struct {
		name    string
		origin  ResourceRef
		outputs int
	}{
		{"chat", ResourceRef{"chat", "ComputeLoadBalancer19999A7D", "DNSName"}, 1},
		{"hello", ResourceRef{"hello", "ComputeLoadBalancer19999A7D", "DNSName"}, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := project(t, c.name)
			require.Empty(t, m.Unknowns)
			require.Empty(t, m.Tests)

			// Each Fn::GetStackOutput became an attribute of the other stack's resource.
			crossing := map[ResourceRef]bool{}
			weak := 0
			for _, n := range m.Assumptions {
				if n.Code == WeakReference {
					weak++
				}
			}
			for _, r := range m.Stack(c.name + "-edge").Resources {
				for _, ref := range References(r.Properties) {
					require.NotNil(t, m.Resource(ref), "%v", ref)
					if ref.Stack == c.name {
						crossing[ref] = true
					}
				}
				Walk(r.Properties, r.Path(), func(path string, v Value, _ *Condition) bool {
					if a, ok := v.(Atom); ok && a.Origin != FromPseudo {
						t.Errorf("%s is open: %v", path, a)
					}
					return true
				})
			}
			require.Equal(t, c.outputs, weak)
			require.Len(t, crossing, c.outputs)
			require.True(t, crossing[c.origin], "%v", crossing)

			order, err := m.StackOrder()
			require.NoError(t, err)
			require.Equal(t, []string{c.name, c.name + "-edge"}, []string{order[0].ID, order[1].ID})
			for _, s := range m.Stacks {
				resources, err := s.Order(World{model: m})
				require.NoError(t, err)
				require.Len(t, resources, len(s.Template.Resources))
			}
		})
	}
}

// What the proofs of the topology look at, read by hand from the template.
func TestProjectValues(t *testing.T) {
	m := project(t, "chat")
	var zones []Value
	for _, r := range m.OfType("AWS::EC2::Subnet") {
		zones = append(zones, r.Property("AvailabilityZone"))
	}
	zone := func(i int) Value { return Atom{Origin: FromZone, Name: "eu-west-1", Index: i} }
	if diff := cmp.Diff([]Value{zone(0), zone(0), zone(1), zone(1)}, zones); diff != "" {
		t.Errorf("zones (-want +got):\n%s", diff)
	}

	// The listener rule and the distribution name the same secret in different words: one
	// by reference, one by name. Both are dynamic, so no literal secret is in a template.
	var secrets []string
	for _, r := range m.OfType("AWS::ElasticLoadBalancingV2::ListenerRule", "AWS::CloudFront::Distribution") {
		Walk(r.Properties, r.Path(), func(path string, v Value, _ *Condition) bool {
			if d, ok := v.(Dynamic); ok {
				secrets = append(secrets, path+" = "+Show(d))
			}
			return true
		})
	}
	require.NotEmpty(t, secrets)
	for _, s := range secrets {
		require.True(t, strings.Contains(s, "{{resolve:secretsmanager:${chat/ComputeOriginSecretCD49D93A}:SecretString:::}}") ||
			strings.HasSuffix(s, "HeaderValue = {{resolve:secretsmanager:chat/origin-verify:SecretString}}"), s)
	}
}
