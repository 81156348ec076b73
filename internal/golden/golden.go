// Package golden compares what a test made with a file in testdata.
//
// The -update flag writes the files instead: go test ./arch/diagram/... -update.
package golden

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files instead of comparing with them")

// Compare fails the test where got is not what the file holds, and shows the
// lines that differ. With -update it writes the file, and its folder if need be.
func Compare(t testing.TB, got []byte, path string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; run the test with -update to write it", err)
	}
	if !bytes.Equal(want, got) {
		t.Errorf("%s is not what the test made (-want +got); run with -update if the change is meant:\n%s",
			path, cmp.Diff(lines(want), lines(got)))
	}
}

func lines(text []byte) []string { return strings.Split(string(text), "\n") }
