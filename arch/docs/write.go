package docs

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
)

// Write writes files, by name, into dir. A name may lead into a folder, such as
// "docs/page.md"; folders are made where they are missing. Each file is replaced as a
// whole, in the order of the names. It returns their paths.
func Write(dir string, files map[string][]byte) ([]string, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	var paths []string
	for _, name := range slices.Sorted(maps.Keys(files)) {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return paths, err
		}
		if err := replace(path, files[name]); err != nil {
			return paths, err
		}
		paths = append(paths, path)
	}
	return paths, nil
}

func replace(path string, data []byte) error {
	staged, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-")
	if err != nil {
		return err
	}
	defer os.Remove(staged.Name())
	_, err = staged.Write(data)
	if closed := staged.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Chmod(staged.Name(), 0o644)
	}
	if err == nil {
		err = os.Rename(staged.Name(), path)
	}
	return err
}
