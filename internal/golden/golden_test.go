package golden

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// recorder is a test that only remembers how it failed.
type recorder struct {
	testing.TB
	errors []string
}

func (r *recorder) Helper() {}

func (r *recorder) Errorf(format string, args ...any) {
	r.errors = append(r.errors, fmt.Sprintf(format, args...))
}

func (r *recorder) Fatalf(format string, args ...any) { r.Errorf(format, args...) }

func TestCompare(t *testing.T) {
	if *update {
		t.Skip("compares on purpose with a file that differs")
	}
	path := filepath.Join(t.TempDir(), "a.txt")
	require.NoError(t, os.WriteFile(path, []byte("one\ntwo\n"), 0o644))

	same := recorder{TB: t}
	Compare(&same, []byte("one\ntwo\n"), path)
	require.Empty(t, same.errors)

	other := recorder{TB: t}
	Compare(&other, []byte("one\nthree\n"), path)
	require.Len(t, other.errors, 1)
	require.Contains(t, other.errors[0], "three")
	require.Contains(t, other.errors[0], "-update")
}

func TestUpdateWritesFileAndFolder(t *testing.T) {
	was := *update
	defer func() { *update = was }()
	*update = true
	path := filepath.Join(t.TempDir(), "new", "a.txt")
	Compare(t, []byte("text"), path)
	got, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, "text", strings.TrimSpace(string(got)))
}
