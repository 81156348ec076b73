package arch_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/archblocks/archblocks/internal/golden"
	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// A template must stand alone: no code to upload, no function that runs at deployment.
func TestTemplatesAreSelfContained(t *testing.T) {
	eachSpec(t, func(t *testing.T, r rendered) {
		for _, tpl := range r.Templates {
			for id, resource := range tpl.Resources {
				if strings.HasPrefix(resource.Type, "Custom::") || resource.Type == "AWS::CloudFormation::CustomResource" || strings.HasPrefix(resource.Type, "AWS::Lambda::") {
					t.Errorf("%s: %s is a %s", tpl.name, id, resource.Type)
				}
			}
			for name := range tpl.Parameters {
				if strings.Contains(name, "Asset") || name == "BootstrapVersion" {
					t.Errorf("%s: parameter %s is for an asset", tpl.name, name)
				}
			}
			for _, word := range []string{"cdk-hnb659fds", "AssetParameters", "Transform"} {
				if bytes.Contains(tpl.raw, []byte(`"`+word)) || bytes.Contains(tpl.raw, []byte(word+"-assets")) {
					t.Errorf("%s speaks of %s", tpl.name, word)
				}
			}
		}
		for name, artifact := range r.Manifest["artifacts"].(map[string]any) {
			if kind := at(artifact, "type"); kind != "aws:cloudformation:stack" && kind != "cdk:feature-flag-report" {
				t.Errorf("the assembly holds %s, a %s", name, kind)
			}
		}
		files, err := filepath.Glob(filepath.Join(r.Dir, "asset.*"))
		require.NoError(t, err)
		if files != nil {
			t.Errorf("the assembly holds assets: %v", files)
		}
	})
}

// bodyLimit is what CreateStack takes as a template's body
// (docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html).
const bodyLimit = 51_200

func TestTemplatesFitIntoARequest(t *testing.T) {
	eachTemplate(t, func(t *testing.T, tpl template) {
		var whole map[string]any
		require.NoError(t, json.Unmarshal(tpl.raw, &whole))
		delete(whole, "Metadata")
		for _, r := range whole["Resources"].(map[string]any) {
			delete(r.(map[string]any), "Metadata")
		}
		minified, err := json.Marshal(whole)
		require.NoError(t, err)
		if len(minified) >= bodyLimit {
			t.Errorf("%d bytes, and CreateStack takes fewer than %d", len(minified), bodyLimit)
		}
		t.Logf("%d bytes", len(minified))
	})
}

// A change of tags must be a change of the stack, not of every resource.
func TestTagsAreTheStacks(t *testing.T) {
	r := render(t, "tags")
	for _, tpl := range r.Templates {
		for id, resource := range tpl.Resources {
			for name := range resource.Properties {
				if strings.HasSuffix(name, "Tags") && name != "PropagateTags" && name != "EnableECSManagedTags" {
					t.Errorf("%s: %s has %s", tpl.name, id, name)
				}
			}
		}
		for key, value := range r.Spec.Tags {
			if bytes.Contains(tpl.raw, []byte(key)) || bytes.Contains(tpl.raw, []byte(value)) {
				t.Errorf("%s speaks of the tag %s", tpl.name, key)
			}
		}
		want := map[string]any{"team": "assistants", "cost-center": "4711"}
		if diff := cmp.Diff(want, at(r.Manifest, "artifacts", tpl.name, "properties", "tags")); diff != "" {
			t.Errorf("%s: tags of the manifest (-want +got):\n%s", tpl.name, diff)
		}
	}
	plain := render(t, "minimal")
	for i := range r.Templates {
		if !bytes.Equal(r.Templates[i].raw, plain.Templates[i].raw) {
			t.Errorf("%s: tags change the template", r.Templates[i].name)
		}
	}
	for _, id := range plain.regional().of("AWS::ECS::Service") {
		if got := plain.regional().Resources[id].Properties["PropagateTags"]; got != "SERVICE" {
			t.Errorf("%s does not propagate the stack's tags to its tasks: %v", id, got)
		}
	}
}

func TestSameSpecSameBytes(t *testing.T) {
	for _, name := range []string{"full", "minimal", "services", "secrets"} {
		t.Run(name, func(t *testing.T) {
			first := render(t, name)
			again := renderSpec(t, specs()[name], filepath.Join(t.TempDir(), "cdk.out"))
			names, err := filepath.Glob(filepath.Join(first.Dir, "*.json"))
			require.NoError(t, err)
			require.NotEmpty(t, names)
			for _, path := range names {
				a, err := os.ReadFile(path)
				require.NoError(t, err)
				b, err := os.ReadFile(filepath.Join(again.Dir, filepath.Base(path)))
				require.NoError(t, err)
				if !bytes.Equal(a, b) {
					t.Errorf("%s differs from one run to the next (-first +again):\n%s", filepath.Base(path), cmp.Diff(string(a), string(b)))
				}
			}
		})
	}
}

// A logical id that changes makes CloudFormation replace what it names: a user pool, a
// bucket, a VPC. These lists are the contract with every stack that is deployed.
func TestLogicalIDs(t *testing.T) {
	for _, name := range []string{"full", "minimal", "services"} {
		t.Run(name, func(t *testing.T) {
			golden.Compare(t, logicalIDs(render(t, name)), filepath.Join("testdata", "logical-ids", name+".txt"))
		})
	}
}

// The same spec under another name and in another scope has the same logical ids.
func TestLogicalIDsAreIndependentOfNames(t *testing.T) {
	for _, name := range []string{"full", "minimal"} {
		t.Run(name, func(t *testing.T) {
			spec := specs()[name]
			spec.Name = "quartz-zephyr"
			other := renderSpec(t, spec, filepath.Join(t.TempDir(), "cdk.out"))
			if diff := cmp.Diff(string(logicalIDs(render(t, name))), string(logicalIDs(other))); diff != "" {
				t.Errorf("logical ids depend on the name (-%s +%s):\n%s", specs()[name].Name, spec.Name, diff)
			}
			for _, tpl := range other.Templates {
				for id := range tpl.Resources {
					if regexp.MustCompile(`(?i)quartz|zephyr`).MatchString(id) {
						t.Errorf("%s holds the stack's name", id)
					}
				}
			}
		})
	}
}

func logicalIDs(r rendered) []byte {
	var b bytes.Buffer
	for i, tpl := range r.Templates {
		fmt.Fprintf(&b, "# %s\n", []string{"regional", "edge"}[i])
		for _, section := range []struct {
			name string
			ids  []string
		}{{"parameter", slices.Sorted(maps.Keys(tpl.Parameters))}, {"output", slices.Sorted(maps.Keys(tpl.Outputs))}} {
			for _, id := range section.ids {
				fmt.Fprintf(&b, "%s %s\n", section.name, id)
			}
		}
		for _, id := range slices.Sorted(maps.Keys(tpl.Resources)) {
			fmt.Fprintf(&b, "%s %s\n", id, tpl.Resources[id].Type)
		}
	}
	return b.Bytes()
}
