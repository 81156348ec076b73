package cdkkit_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/archblocks/archblocks/internal/cdkkit"
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
	"github.com/stretchr/testify/require"
)

// Node.js runs once for all tests, and none is parallel.
func TestMain(m *testing.M) {
	os.Setenv("CDK_VALIDATION", "false")
	jsii.Close()
	code := m.Run()
	jsii.Close()
	os.Exit(code)
}

func TestTryMessages(t *testing.T) {
	tests := map[string]struct {
		panics any
		want   string
	}{
		"text":       {"it broke", "net: it broke"},
		"an error":   {errors.New("it broke"), "net: it broke"},
		"JavaScript": {"Error: no such zone\n    at Vpc.validate (/tmp/jsii/lib/index.js:1:2)\n    at new Vpc (index.js:3:4)", "net: no such zone"},
		"two lines":  {"Error: two problems:\n  [a] first\n\n  [b] second\n    at x (y.js:1:1)", "net: two problems: [a] first [b] second"},
		"trace":      {"bad id\nStack Trace:\n  frame", "net: bad id"},
		"construct":  {"bad id\nRelates to construct:\n <.> mine", "net: bad id"},
		"nothing":    {"    at x (y.js:1:1)", "net: the CDK failed without a message"},
		"at in text": {"look at this", "net: look at this"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			require.EqualError(t, cdkkit.Try("net", func() { panic(test.panics) }), test.want)
		})
	}
	require.NoError(t, cdkkit.Try("net", func() {}))
}

// What jsii really says is a line too, and the process lives on.
func TestTryKeepsNothingOfJavaScript(t *testing.T) {
	app := awscdk.NewApp(&awscdk.AppProps{Outdir: jsii.String(t.TempDir())})
	awscdk.NewStack(app, jsii.String("mine"), nil)
	err := cdkkit.Try("arch", func() { awscdk.NewStack(app, jsii.String("mine"), nil) })
	require.ErrorContains(t, err, "arch: ")
	require.ErrorContains(t, err, "mine")
	for _, trace := range []string{"\n", " at ", ".js", "Error:"} {
		require.NotContains(t, err.Error(), trace)
	}
	require.NoError(t, cdkkit.Try("arch", func() { awscdk.NewStack(app, jsii.String("other"), nil) }))
}

func TestNode(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("PATH", dir)
	require.ErrorIs(t, cdkkit.Node(), cdkkit.ErrNodeMissing)
	require.NotContains(t, cdkkit.Node().Error(), "\n")
	require.Contains(t, cdkkit.Node().Error(), "install Node.js")
	require.NoError(t, os.WriteFile(filepath.Join(dir, "node"), nil, 0o755))
	require.NoError(t, cdkkit.Node())
}
