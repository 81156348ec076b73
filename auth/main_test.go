package auth_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
	"github.com/stretchr/testify/require"
)

// Node.js runs once for all tests, and none is parallel. It runs without the CDK's own
// validation, which takes seconds: jsii reads the environment anew after it was closed.
func TestMain(m *testing.M) {
	os.Setenv("CDK_VALIDATION", "false")
	jsii.Close()
	code := m.Run()
	jsii.Close()
	os.Exit(code)
}

// newStack is a stack of the user's own.
func newStack(t testing.TB, region string) awscdk.Stack {
	t.Helper()
	app := awscdk.NewApp(&awscdk.AppProps{
		Outdir: jsii.String(t.TempDir()), AnalyticsReporting: jsii.Bool(false),
		Context: &map[string]any{
			"@aws-cdk/core:suppressTemplateIndentation":     true,
			"@aws-cdk/aws-ec2:restrictDefaultSecurityGroup": false,
		},
	})
	return awscdk.NewStack(app, jsii.String("mine"), &awscdk.StackProps{
		Env: &awscdk.Environment{Region: &region}, Synthesizer: awscdk.NewLegacyStackSynthesizer(),
	})
}

// template is a synthesized stack.
type template struct {
	Parameters map[string]any
	Resources  map[string]resource
}

type resource struct {
	Type       string
	Properties map[string]any
	DependsOn  []string
	Metadata   map[string]any
}

func synth(t testing.TB, stack awscdk.Stack) template {
	t.Helper()
	app := stack.Node().Root().(awscdk.App)
	data, err := os.ReadFile(filepath.Join(*app.Synth(nil).Directory(), "mine.template.json"))
	require.NoError(t, err)
	var tpl template
	require.NoError(t, json.Unmarshal(data, &tpl))
	return tpl
}

// count is how many resources of each type there are.
func (tpl template) count() map[string]int {
	n := map[string]int{}
	for _, r := range tpl.Resources {
		n[r.Type]++
	}
	return n
}

// only is the one resource of a type.
func (tpl template) only(t testing.TB, kind string) (id string, r resource) {
	t.Helper()
	require.Equal(t, 1, tpl.count()[kind], kind)
	for id, r = range tpl.Resources {
		if r.Type == kind {
			return id, r
		}
	}
	return "", resource{}
}

// at walks into maps by key and lists by index; nil is what is not there.
func at(v any, path ...any) any {
	for _, step := range path {
		switch step := step.(type) {
		case string:
			m, _ := v.(map[string]any)
			v = m[step]
		case int:
			list, _ := v.([]any)
			if step >= len(list) {
				return nil
			}
			v = list[step]
		}
	}
	return v
}
