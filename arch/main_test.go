package arch_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/archblocks/archblocks/arch"
	"github.com/stretchr/testify/require"
)

// Node.js runs once for all tests: they share what is rendered, and none is parallel.
func TestMain(m *testing.M) {
	if mode := os.Getenv(childVariable); mode != "" {
		os.Exit(child(mode))
	}
	var err error
	if scratch, err = os.MkdirTemp("", "arch-test-"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	arch.Close()
	os.RemoveAll(scratch)
	os.Exit(code)
}

var scratch string

// rendered is one spec's cloud assembly, read back from disk.
type rendered struct {
	arch.Assembly
	Spec     arch.Spec
	Manifest map[string]any
	// Templates in the order of deployment: the Region's, then the edge's.
	Templates []template
}

func (r rendered) regional() template { return r.Templates[0] }
func (r rendered) edge() template     { return r.Templates[1] }

var cache = map[string]rendered{}

// render renders a case of the table once for all tests.
func render(t testing.TB, name string) rendered {
	t.Helper()
	if r, ok := cache[name]; ok {
		return r
	}
	spec, ok := specs()[name]
	require.True(t, ok, "no spec named %s", name)
	r := renderSpec(t, spec, filepath.Join(scratch, name))
	cache[name] = r
	return r
}

func renderSpec(t testing.TB, spec arch.Spec, dir string) rendered {
	t.Helper()
	assembly, err := arch.Render(spec, dir)
	require.NoError(t, err)
	require.Len(t, assembly.Stacks, 2)
	r := rendered{Assembly: assembly, Spec: spec, Manifest: map[string]any{}}
	decode(t, filepath.Join(dir, "manifest.json"), &r.Manifest)
	for _, stack := range assembly.Stacks {
		r.Templates = append(r.Templates, readTemplate(t, stack))
	}
	return r
}

// eachSpec runs a test over every case of the table.
func eachSpec(t *testing.T, test func(*testing.T, rendered)) {
	for _, name := range specNames() {
		t.Run(name, func(t *testing.T) { test(t, render(t, name)) })
	}
}

// eachTemplate runs a test over the templates of both examples.
func eachTemplate(t *testing.T, test func(*testing.T, template)) {
	for _, name := range []string{"full", "minimal"} {
		for _, tpl := range render(t, name).Templates {
			t.Run(tpl.name, func(t *testing.T) { test(t, tpl) })
		}
	}
}
