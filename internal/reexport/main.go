// Command reexport writes the spec.go of package arch and of the five blocks: an
// alias, constant, variable or function for every exported name of the pure spec
// package beneath, so that users write network.Spec and import one package.
//
// Aliases show no fields on pkg.go.dev, so their comments list them.
//
//	go generate ./internal/reexport
package main

import (
	"fmt"
	"os"
	"path/filepath"
)

//go:generate go run . -root ../..

func main() {
	root := "."
	if len(os.Args) == 3 && os.Args[1] == "-root" {
		root = os.Args[2]
	} else if len(os.Args) > 1 {
		fmt.Fprintln(os.Stderr, "usage: reexport [-root DIR]")
		os.Exit(2)
	}
	if err := writeAll(root); err != nil {
		fmt.Fprintln(os.Stderr, "reexport:", err)
		os.Exit(1)
	}
}

func writeAll(root string) error {
	for _, p := range pairs {
		source, err := p.generate(root)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(root, p.file()), source, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func (p pair) generate(root string) ([]byte, error) {
	pkg, err := read(filepath.Join(root, p.from))
	if err != nil {
		return nil, err
	}
	return p.write(pkg)
}
