package main

import (
	"bytes"
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
	want := []string{filepath.Join(dir, "cdk.out", "worker.template.json")}
	got := strings.Split(strings.TrimSpace(stdout.String()), "\n")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("stdout (-want +got):\n%s", diff)
	}
	cdktest.Parses(t, got[0])
	for _, path := range cdktest.Files(t, dir) {
		name := filepath.Base(path)
		if !slices.Contains(got, path) && name != "manifest.json" && name != "cdk.out" && !strings.HasSuffix(name, ".metadata.json") {
			t.Errorf("%s was made and not said", path)
		}
	}
	// What the specs do not reach is there all the same.
	data, err := os.ReadFile(got[0])
	require.NoError(t, err)
	for _, part := range []string{`"sqs:ReceiveMessage"`, `"Ulimits"`, `"QUEUE_URL"`, `"TrafficType":"REJECT"`, `"AWS::SQS::Queue"`} {
		require.Contains(t, string(data), part)
	}
	for _, part := range []string{"Custom::", "AWS::Lambda::Function"} {
		require.NotContains(t, string(data), part)
	}
}

func TestBadInput(t *testing.T) {
	for name, args := range map[string][]string{"unknown flag": {"-region", "eu-west-1"}, "argument": {"now"}} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "out")
			var stdout, stderr bytes.Buffer
			require.Equal(t, 2, run(append([]string{"-out", dir}, args...), &stdout, &stderr))
			require.NotEmpty(t, stderr.String())
			require.Empty(t, stdout.String())
			require.NoDirExists(t, dir, "nothing is written")
		})
	}
}

func TestUnwritable(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o644))
	var stdout, stderr bytes.Buffer
	require.Equal(t, 1, run([]string{"-out", filepath.Join(file, "out")}, &stdout, &stderr))
	require.Empty(t, stdout.String())
	require.NotEmpty(t, stderr.String())
	require.NotContains(t, stderr.String(), "\n    at ")
}
