// Package cdktest is what the tests on the CDK's side share: a stack of the user's own, its
// synthesized template, the files that examples write, and the end of the one Node.js process.
package cdktest

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
	"github.com/stretchr/testify/require"
)

// Main runs the tests of a package on one Node.js process; none of them may be parallel. It
// runs without the CDK's own validation, which takes seconds: jsii reads the environment
// anew after it was closed.
func Main(m *testing.M) {
	os.Setenv("CDK_VALIDATION", "false")
	jsii.Close()
	code := m.Run()
	jsii.Close()
	os.Exit(code)
}

// NewStack is a stack of the user's own.
func NewStack(t testing.TB, region string) awscdk.Stack {
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

// Template is a synthesized stack.
type Template struct {
	Parameters map[string]any
	Resources  map[string]Resource
}

// Resource is one resource of a template.
type Resource struct {
	Type       string
	Properties map[string]any
	DependsOn  []string
	Metadata   map[string]any
}

// Synth synthesizes a stack of NewStack and reads its template.
func Synth(t testing.TB, stack awscdk.Stack) Template {
	t.Helper()
	app := stack.Node().Root().(awscdk.App)
	data, err := os.ReadFile(filepath.Join(*app.Synth(nil).Directory(), "mine.template.json"))
	require.NoError(t, err)
	var tpl Template
	require.NoError(t, json.Unmarshal(data, &tpl))
	return tpl
}

// Count is how many resources of each type there are.
func (tpl Template) Count() map[string]int {
	n := map[string]int{}
	for _, r := range tpl.Resources {
		n[r.Type]++
	}
	return n
}

// Only is the one resource of a type.
func (tpl Template) Only(t testing.TB, kind string) (id string, r Resource) {
	t.Helper()
	require.Equal(t, 1, tpl.Count()[kind], kind)
	for id, r = range tpl.Resources {
		if r.Type == kind {
			return id, r
		}
	}
	return "", Resource{}
}

// At walks into maps by key and lists by index; nil is what is not there.
func At(v any, path ...any) any {
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
