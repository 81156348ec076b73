package main

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"encoding/xml"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/internal/golden"
	"github.com/stretchr/testify/require"
)

const sample = "../full/spec.yaml"

// From the file of the same spec come the same pictures as from examples/full.
func TestDocuments(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "docs")
	var stdout, stderr bytes.Buffer
	require.Equal(t, 0, run([]string{"-out", dir, sample}, &stdout, &stderr), stderr.String())
	require.Empty(t, stderr.String())
	files := strings.Fields(stdout.String())
	require.Len(t, files, 11)
	for _, name := range []string{"architecture.svg", "architecture.drawio", "architecture.mmd", "architecture.txt"} {
		want, err := os.ReadFile(filepath.Join("..", "full", "docs", name))
		require.NoError(t, err)
		got, err := os.ReadFile(filepath.Join(dir, name))
		require.NoError(t, err)
		require.True(t, bytes.Equal(want, got), name)
	}
	document, err := os.ReadFile(filepath.Join(dir, "ARCHITECTURE.md"))
	require.NoError(t, err)
	require.Contains(t, string(document), "\n## Cost\n")
	require.NotContains(t, string(document), "Proved Properties", "nothing is proved without templates")
}

func changed(t *testing.T, replace ...string) string {
	t.Helper()
	text, err := os.ReadFile(sample)
	require.NoError(t, err)
	file := filepath.Join(t.TempDir(), "changed.yaml")
	require.NoError(t, os.WriteFile(file, []byte(strings.NewReplacer(replace...).Replace(string(text))), 0o644))
	return file
}

func TestDiff(t *testing.T) {
	var stdout bytes.Buffer
	require.Equal(t, 0, run([]string{"-diff", sample, changed(t, "zoneCount: 2", "zoneCount: 3", "cpu: 512", "cpu: 1024")}, &stdout, io.Discard))
	golden.Compare(t, stdout.Bytes(), "testdata/diff.md")
	stdout.Reset()
	require.Equal(t, 0, run([]string{"-diff", sample, sample}, &stdout, io.Discard))
	require.Contains(t, stdout.String(), "The picture stays as it is.")
}

// With a folder the difference is drawn too, and nothing else is said.
func TestDiffPicture(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "review")
	var stdout bytes.Buffer
	other := changed(t, "zoneCount: 2", "zoneCount: 3")
	require.Equal(t, 0, run([]string{"-diff", "-out", dir, sample, other}, &stdout, io.Discard))
	document, err := os.ReadFile(filepath.Join(dir, "difference.md"))
	require.NoError(t, err)
	_, table, found := strings.Cut(string(document), "](difference.svg)\n\n")
	require.True(t, found)
	require.Equal(t, stdout.String(), table)
	var scene diagram.Scene
	text, err := os.ReadFile(filepath.Join(dir, "difference.json"))
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &scene))
	for _, b := range scene.Boxes {
		require.Equal(t, b.ID == diagram.ZoneID(3) || b.ID == diagram.PublicID(3) || b.ID == diagram.PrivateID(3), b.Mark == diagram.Added && b.ID != "", b.ID)
	}
	for _, name := range []string{"difference.svg", "difference.drawio"} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		require.NoError(t, err)
		require.NoError(t, xml.Unmarshal(data, new(struct{})), name)
	}
	data, err := os.ReadFile(filepath.Join(dir, "difference.png"))
	require.NoError(t, err)
	size, err := png.DecodeConfig(bytes.NewReader(data))
	require.NoError(t, err)
	require.Equal(t, 2*scene.Width, size.Width)
}

// Icons come from a folder or a zip file, and land in the pictures as they are.
func TestIcons(t *testing.T) {
	const icon = `<svg xmlns="http://www.w3.org/2000/svg"><!-- mine --></svg>`
	folder := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(folder, "cloudfront.svg"), []byte(icon), 0o644))
	packed := filepath.Join(t.TempDir(), "icons.zip")
	file, err := os.Create(packed)
	require.NoError(t, err)
	archive := zip.NewWriter(file)
	require.NoError(t, archive.AddFS(os.DirFS(folder)))
	require.NoError(t, archive.Close())
	require.NoError(t, file.Close())
	for _, icons := range []string{folder, packed} {
		dir := t.TempDir()
		require.Equal(t, 0, run([]string{"-out", dir, "-icons", icons, sample}, io.Discard, io.Discard))
		for _, name := range []string{"architecture.svg", "index.html"} {
			data, err := os.ReadFile(filepath.Join(dir, name))
			require.NoError(t, err)
			require.Contains(t, string(data), base64.StdEncoding.EncodeToString([]byte(icon)), name)
		}
	}
}

func TestBadInput(t *testing.T) {
	for name, test := range map[string]struct {
		args []string
		want []string
	}{
		"no file":        {nil, []string{"0 files are given, not 1", "-help"}},
		"one to compare": {[]string{"-diff", sample}, []string{"1 files are given, not 2"}},
		"not there":      {[]string{"none.yaml"}, []string{"none.yaml", "examples/full/spec.yaml"}},
		"not a spec":     {[]string{changed(t, "memoryMiB", "memory", "cpu: 512", "cpus: 3")}, []string{`"cpus"`, `did you mean "cpu"`}},
		"no icons":       {[]string{"-icons", "none", sample}, []string{"-icons: ", "give a folder or zip file"}},
		"not a zip file": {[]string{"-icons", sample, sample}, []string{"-icons: " + sample, "give a folder or zip file"}},
		"wrong":          {[]string{changed(t, "cpu: 512", "cpu: 3")}, []string{"compute.services[0].cpu"}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "docs")
			var stdout, stderr bytes.Buffer
			require.Equal(t, 2, run(append([]string{"-out", dir}, test.args...), &stdout, &stderr))
			for _, want := range test.want {
				require.Contains(t, stderr.String(), want)
			}
			require.Empty(t, stdout.String())
			require.NoDirExists(t, dir)
		})
	}
}

func TestFailureToWrite(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o644))
	var stderr bytes.Buffer
	require.Equal(t, 1, run([]string{"-out", filepath.Join(file, "docs"), sample}, io.Discard, &stderr))
	require.Contains(t, stderr.String(), file)
}
