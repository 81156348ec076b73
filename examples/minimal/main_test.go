package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/archblocks/archblocks/internal/cdktest"
	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

func TestMain(m *testing.M) { cdktest.Main(m) }

func TestRun(t *testing.T) {
	dir := t.TempDir()
	var stdout, stderr bytes.Buffer
	require.Equal(t, 0, run([]string{"-out", dir}, &stdout, &stderr), stderr.String())
	want := []string{
		filepath.Join(dir, "cdk.out", "hello.template.json"), filepath.Join(dir, "cdk.out", "hello-edge.template.json"),
		filepath.Join(dir, "docs", "ARCHITECTURE.md"), filepath.Join(dir, "docs", "architecture.mmd"), filepath.Join(dir, "docs", "architecture.svg"),
		filepath.Join(dir, "verify.json"),
	}
	got := strings.Split(strings.TrimSpace(stdout.String()), "\n")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("stdout (-want +got):\n%s", diff)
	}
	for _, path := range got {
		cdktest.Parses(t, path)
	}
	for _, path := range cdktest.Files(t, dir) {
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
