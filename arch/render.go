package arch

import (
	"fmt"
	"os"
	"path/filepath"
)

// Render checks the spec, assembles it and writes its cloud assembly to dir, whose
// parent must exist. The folder is replaced as a whole once all is written beside it:
// on an error the old one stays as it was.
//
// When the CDK's command line runs the program, the assembly goes where that says,
// and dir is left alone.
func Render(spec Spec, dir string, options ...AppOption) (Assembly, error) {
	if err := spec.Validate(); err != nil {
		return Assembly{}, err
	}
	if os.Getenv("CDK_OUTDIR") != "" {
		return render(spec, "", options)
	}
	staged, err := os.MkdirTemp(filepath.Dir(dir), "."+filepath.Base(dir)+"-")
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
