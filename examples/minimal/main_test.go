package main

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// The CDK's own validation takes seconds, and is tested elsewhere. jsii reads the
// environment anew after it was closed.
func TestMain(m *testing.M) {
	os.Setenv("CDK_VALIDATION", "false")
	jsii.Close()
	os.Exit(m.Run())
}

// files are the paths beneath dir.
func files(t testing.TB, dir string) []string {
	t.Helper()
	var all []string
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			all = append(all, path)
		}
		return err
	})
	if !errors.Is(err, fs.ErrNotExist) {
		require.NoError(t, err)
	}
	return all
}

// parses fails where a file is not what its name says.
func parses(t testing.TB, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	require.NotEmpty(t, data, path)
	switch filepath.Ext(path) {
	case ".json":
		var v struct{ Resources map[string]any }
		require.NoError(t, json.Unmarshal(data, &v), path)
		require.NotEmpty(t, v.Resources, path)
	case ".svg":
		decoder := xml.NewDecoder(bytes.NewReader(data))
		for {
			_, err := decoder.Token()
			if err == io.EOF {
				break
			}
			require.NoError(t, err, path)
		}
	case ".md":
		for _, heading := range []string{"## Components Overview", "## Request Flow", "## Security Groups Summary", "## Notes"} {
			require.Contains(t, string(data), "\n"+heading+"\n", path)
		}
		require.Contains(t, string(data), "](architecture.svg)")
	case ".mmd":
		require.Contains(t, string(data), "flowchart", path)
	default:
		t.Errorf("nobody asked for %s", path)
	}
}

func TestRun(t *testing.T) {
	dir := t.TempDir()
	var stdout, stderr bytes.Buffer
	require.Equal(t, 0, run([]string{"-out", dir}, &stdout, &stderr), stderr.String())
	want := []string{
		filepath.Join(dir, "cdk.out", "hello.template.json"), filepath.Join(dir, "cdk.out", "hello-edge.template.json"),
		filepath.Join(dir, "docs", "ARCHITECTURE.md"), filepath.Join(dir, "docs", "architecture.mmd"), filepath.Join(dir, "docs", "architecture.svg"),
	}
	got := strings.Split(strings.TrimSpace(stdout.String()), "\n")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("stdout (-want +got):\n%s", diff)
	}
	for _, path := range got {
		parses(t, path)
	}
	for _, path := range files(t, dir) {
		name := filepath.Base(path)
		if !slices.Contains(got, path) && name != "manifest.json" && name != "cdk.out" && !strings.HasSuffix(name, ".metadata.json") {
			t.Errorf("%s was made and not said", path)
		}
	}
}

func TestOptions(t *testing.T) {
	dir := t.TempDir()
	const image = "444455556666.dkr.ecr.us-east-1.amazonaws.com/mine:2"
	require.Equal(t, 0, run([]string{"-out", dir, "-region", "us-east-1", "-name", "mine", "-image", image}, io.Discard, io.Discard))
	data, err := os.ReadFile(filepath.Join(dir, "cdk.out", "mine.template.json"))
	require.NoError(t, err)
	require.Contains(t, string(data), `"Image":"`+image+`"`)
}

func TestBadInput(t *testing.T) {
	for name, args := range map[string][]string{
		"Region": {"-region", "moon-1"}, "name": {"-name", "9"}, "image": {"-image", "nginx"}, "unknown flag": {"-cpu", "256"}, "argument": {"now"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "out")
			var stdout, stderr bytes.Buffer
			require.Equal(t, 2, run(append([]string{"-out", dir}, args...), &stdout, &stderr), stderr.String())
			require.NotEmpty(t, stderr.String())
			require.Empty(t, stdout.String())
			require.NoDirExists(t, dir, "nothing is written")
		})
	}
}

func TestHelp(t *testing.T) {
	var stdout, stderr bytes.Buffer
	require.Equal(t, 0, run([]string{"-help"}, &stdout, &stderr))
	require.Contains(t, stderr.String(), "-region")
}

func TestUnwritable(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o644))
	var stdout, stderr bytes.Buffer
	require.Equal(t, 1, run([]string{"-out", filepath.Join(file, "out")}, &stdout, &stderr))
	require.Empty(t, stdout.String())
	require.Contains(t, stderr.String(), file)
}
