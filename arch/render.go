package arch

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// rendering keeps renders apart: the CDK's one process cannot be used by two at once.
var rendering sync.Mutex

// Render checks the spec, assembles it and writes its cloud assembly to dir, whose
// parent must exist. The folder is replaced as a whole once all is written beside it:
// on an error the old one stays as it was. Only a cloud assembly or an empty folder is
// replaced; anything else at dir is an error.
//
// When the CDK's command line runs the program, the assembly goes where that says,
// and dir is left alone. Renders of several goroutines wait for one another.
func Render(spec Spec, dir string, options ...AppOption) (Assembly, error) {
	if err := spec.Validate(); err != nil {
		return Assembly{}, err
	}
	rendering.Lock()
	defer rendering.Unlock()
	if os.Getenv("CDK_OUTDIR") != "" {
		return render(spec, "", options)
	}
	dir = filepath.Clean(dir)
	if err := replaceable(dir); err != nil {
		return Assembly{}, err
	}
	sweep(dir)
	staged, err := os.MkdirTemp(filepath.Dir(dir), stagedPrefix(dir))
	if err != nil {
		return Assembly{}, fmt.Errorf("arch: cannot write beside %s: %w", dir, err)
	}
	defer os.RemoveAll(staged)
	assembly, err := render(spec, staged, options)
	if err != nil {
		return Assembly{}, err
	}
	if err := replace(dir, staged); err != nil {
		return Assembly{}, fmt.Errorf("arch: cannot replace %s: %w", dir, err)
	}
	assembly.Dir = dir
	for i := range assembly.Stacks {
		s := &assembly.Stacks[i]
		s.Template = filepath.Join(dir, filepath.Base(s.Template))
	}
	return assembly, nil
}

func render(spec Spec, dir string, options []AppOption) (Assembly, error) {
	app, err := NewApp(dir, options...)
	if err != nil {
		return Assembly{}, err
	}
	if _, err := Assemble(app, spec); err != nil {
		return Assembly{}, err
	}
	return Synth(app)
}

// replaceable returns an error where dir is something that must not be replaced.
func replaceable(dir string) error {
	if base := filepath.Base(dir); base == "." || base == ".." || base == string(filepath.Separator) {
		return fmt.Errorf("arch: %q is not a folder to replace; name one of its own, such as out/cdk.out", dir)
	}
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("arch: cannot replace %s: %w", dir, err)
	case len(entries) == 0:
		return nil
	}
	// The CDK marks its assemblies with a file of this name.
	if _, err := os.Stat(filepath.Join(dir, "cdk.out")); err != nil {
		return fmt.Errorf("arch: %s holds files that are no cloud assembly; name another folder, or remove it", dir)
	}
	return nil
}

func stagedPrefix(dir string) string { return "." + filepath.Base(dir) + "-" }

// sweep removes what renders left beside dir that were stopped an hour ago or longer.
func sweep(dir string) {
	left, err := filepath.Glob(filepath.Join(filepath.Dir(dir), stagedPrefix(dir)+"*"))
	if err != nil {
		return
	}
	for _, path := range left {
		if info, err := os.Stat(path); err == nil && info.IsDir() && time.Since(info.ModTime()) > time.Hour {
			os.RemoveAll(path)
		}
	}
}

// replace puts the staged folder in the place of dir.
func replace(dir, staged string) error {
	if err := os.Chmod(staged, 0o755); err != nil {
		return err
	}
	old := staged + ".old"
	err := os.Rename(dir, old)
	if err != nil && !os.IsNotExist(err) {
		return err
	}
	if err := os.Rename(staged, dir); err != nil {
		os.Rename(old, dir) // put the old one back; the first error says what failed
		return err
	}
	return os.RemoveAll(old)
}
