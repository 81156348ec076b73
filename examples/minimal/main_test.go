package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/archblocks/archblocks/arch"
	"github.com/archblocks/archblocks/arch/verify"
	"github.com/archblocks/archblocks/compute"
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
		filepath.Join(dir, "docs", "ARCHITECTURE.md"), filepath.Join(dir, "docs", "architecture.mmd"), filepath.Join(dir, "docs", "architecture.svg"), filepath.Join(dir, "docs", "index.html"),
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

// A picture that is not of the templates is refused, with what to do.
func TestDrift(t *testing.T) {
	plan, err := arch.Spec{Name: "hello", Region: "eu-west-1", Compute: compute.Spec{Services: []compute.Service{{
		Name: "app", Image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/hello:1.0.0",
	}}}}.Plan()
	require.NoError(t, err)
	templates, err := verify.Read("../../internal/cfn/testdata/hello.template.json", "../../internal/cfn/testdata/hello-edge.template.json")
	require.NoError(t, err)
	templates[0].Region, templates[1].Region = "eu-west-1", "us-east-1"
	graph := plan.Diagram()
	_, err = compare(graph, plan.PrefixLists(), templates)
	require.NoError(t, err)
	for i := range graph.Groups {
		if graph.Groups[i].ID == "public/1" {
			graph.Groups[i].Title = "Public subnet"
		}
	}
	_, err = compare(graph, plan.PrefixLists(), templates)
	require.ErrorContains(t, err, "DRIFT differs public/1")
	require.ErrorContains(t, err, "hint:")
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
