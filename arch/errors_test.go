package arch_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/archblocks/archblocks/arch"
	"github.com/archblocks/archblocks/arch/problem"
	"github.com/archblocks/archblocks/compute"
	"github.com/archblocks/archblocks/network"
	"github.com/archblocks/archblocks/observability"
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// badSpec has a fault in three blocks.
func badSpec() arch.Spec {
	spec := minimalSpec()
	spec.Network.ZoneCount = 1
	spec.Compute.Services[0].CPU, spec.Compute.Services[0].MemoryMiB = 256, 4096
	spec.Edge.RateLimit = 1
	return spec
}

// files are the paths beneath dir, with their contents.
func files(t testing.TB, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	require.NoError(t, filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		all[path] = string(data)
		return err
	}))
	return all
}

func TestABadSpecWritesNothing(t *testing.T) {
	dir := t.TempDir()
	_, err := arch.Render(badSpec(), filepath.Join(dir, "cdk.out"))
	var invalid *problem.Invalid
	require.ErrorAs(t, err, &invalid)
	for _, code := range []error{network.ZoneCountNotAllowed, compute.MemoryNotAllowed} {
		if !errors.Is(err, code) {
			t.Errorf("%v is not among the problems:\n%v", code, err)
		}
	}
	for _, path := range []string{"network.zoneCount", "compute.services[0].memoryMiB", "edge.rateLimit"} {
		if !strings.Contains(err.Error(), path) {
			t.Errorf("the error does not name %s:\n%v", path, err)
		}
	}
	entries, readErr := os.ReadDir(dir)
	require.NoError(t, readErr)
	require.Empty(t, entries)
}

func TestAFolderThatIsThereStaysOnError(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "cdk.out")
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "mine"), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "mine", "notes"), []byte("keep"), 0o644))
	before := files(t, filepath.Dir(dir))

	_, err := arch.Render(badSpec(), dir)
	require.Error(t, err)
	if diff := cmp.Diff(before, files(t, filepath.Dir(dir))); diff != "" {
		t.Errorf("a bad spec (-before +after):\n%s", diff)
	}

	t.Setenv("PATH", t.TempDir())
	_, err = arch.Render(minimalSpec(), dir)
	require.Error(t, err)
	if diff := cmp.Diff(before, files(t, filepath.Dir(dir))); diff != "" {
		t.Errorf("no node (-before +after):\n%s", diff)
	}
}

// A folder is replaced as a whole, and nothing is left beside it.
func TestRenderReplacesTheFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "cdk.out")
	other := minimalSpec()
	other.Name = "before"
	old := renderSpec(t, other, dir)
	r := renderSpec(t, minimalSpec(), dir)
	got := files(t, filepath.Dir(dir))
	require.NotContains(t, got, old.Stacks[0].Template)
	require.Contains(t, got, r.Stacks[0].Template)
	entries, err := os.ReadDir(filepath.Dir(dir))
	require.NoError(t, err)
	require.Len(t, entries, 1)
	require.Equal(t, dir, r.Dir)
}

// A folder that holds something else is not for Render to remove.
func TestRenderKeepsOtherFiles(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "thesis.txt"), []byte("years of work"), 0o644))
	before := files(t, dir)
	_, err := arch.Render(minimalSpec(), dir)
	require.ErrorContains(t, err, dir)
	if diff := cmp.Diff(before, files(t, dir)); diff != "" {
		t.Errorf("(-before +after):\n%s", diff)
	}
}

func TestRenderNeedsItsParent(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "missing")
	_, err := arch.Render(minimalSpec(), filepath.Join(dir, "cdk.out"))
	require.ErrorIs(t, err, os.ErrNotExist)
	require.ErrorContains(t, err, dir)
	require.NoDirExists(t, dir)
}

// plainError fails where an error shows that JavaScript runs beneath.
func plainError(t *testing.T, err error, about string) {
	t.Helper()
	require.Error(t, err)
	for _, trace := range []string{"\n", " at ", ".js:", "panic", "jsii", "Error:"} {
		if strings.Contains(err.Error(), trace) {
			t.Errorf("the error holds %q: %v", trace, err)
		}
	}
	if !strings.Contains(err.Error(), about) {
		t.Errorf("the error does not speak of %s: %v", about, err)
	}
}

func TestTheSameTopologyTwice(t *testing.T) {
	app, err := arch.NewApp(t.TempDir())
	require.NoError(t, err)
	_, err = arch.Assemble(app, minimalSpec())
	require.NoError(t, err)
	_, err = arch.Assemble(app, minimalSpec())
	plainError(t, err, "hello")
	require.True(t, strings.HasPrefix(err.Error(), "arch: "), err)
}

func TestABlocksIDTwice(t *testing.T) {
	app, err := arch.NewApp(t.TempDir())
	require.NoError(t, err)
	stack := awscdk.NewStack(app, jsii.String("mine"), nil)
	_, err = observability.New(stack, "Logs", observability.Spec{}, observability.Inputs{})
	require.NoError(t, err)
	_, err = observability.New(stack, "Logs", observability.Spec{}, observability.Inputs{})
	plainError(t, err, "Logs")
	require.True(t, strings.HasPrefix(err.Error(), "observability: "), err)
}

// What the CDK refuses at synthesis is an error too, and one app's failure is not the next one's.
func TestSynthFails(t *testing.T) {
	app, err := arch.NewApp(t.TempDir())
	require.NoError(t, err)
	stack := awscdk.NewStack(app, jsii.String("first"), nil)
	for _, id := range []string{"One", "Other"} {
		awscdk.NewCfnParameter(stack, &id, nil).OverrideLogicalId(jsii.String("Twice"))
	}
	_, err = arch.Synth(app)
	plainError(t, err, "Twice")
	require.True(t, strings.HasPrefix(err.Error(), "synth: "), err)
	renderSpec(t, minimalSpec(), filepath.Join(t.TempDir(), "cdk.out"))
}

func TestAssembleRefusesABadSpec(t *testing.T) {
	app, err := arch.NewApp(t.TempDir())
	require.NoError(t, err)
	_, err = arch.Assemble(app, badSpec())
	_, invalid := problem.Of(err)
	require.True(t, invalid, err)
	require.Empty(t, *app.Node().Children(), "nothing is made of a bad spec")
}
