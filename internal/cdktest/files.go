package cdktest

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"image/png"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// Files are the paths beneath dir.
func Files(t testing.TB, dir string) []string {
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

// Parses fails where a file is not what its name says.
func Parses(t testing.TB, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	require.NotEmpty(t, data, path)
	switch filepath.Ext(path) {
	case ".json":
		if filepath.Base(path) == "verify.json" {
			var results []struct{ Property, Verdict string }
			require.NoError(t, json.Unmarshal(data, &results), path)
			require.NotEmpty(t, results, path)
			return
		}
		var v struct{ Resources map[string]any }
		require.NoError(t, json.Unmarshal(data, &v), path)
		require.NotEmpty(t, v.Resources, path)
	case ".svg", ".drawio":
		decoder := xml.NewDecoder(bytes.NewReader(data))
		for {
			_, err := decoder.Token()
			if err == io.EOF {
				break
			}
			require.NoError(t, err, path)
		}
	case ".md":
		for _, heading := range []string{"## Components Overview", "## Request Flow", "## Security Groups Summary", "## Notes", "## Proved Properties"} {
			require.Contains(t, string(data), "\n"+heading+"\n", path)
		}
		require.Contains(t, string(data), "](architecture.svg)")
	case ".mmd":
		require.Contains(t, string(data), "flowchart", path)
	case ".txt":
		require.Contains(t, string(data), "\nRequest flow\n", path)
	case ".html":
		require.Contains(t, string(data), "default-src 'none'", path)
		require.Contains(t, string(data), ">Proofs</button>", path)
	case ".png":
		_, err := png.Decode(bytes.NewReader(data))
		require.NoError(t, err, path)
	default:
		t.Errorf("nobody asked for %s", path)
	}
}
