// Command specschema writes arch/specfile/schema.json, the JSON Schema of spec files,
// from the Go types of a spec and their doc comments.
//
//	go generate ./arch/specfile
package main

import (
	"fmt"
	"os"
	"path/filepath"
)

const file = "arch/specfile/schema.json"

func main() {
	if len(os.Args) != 3 || os.Args[1] != "-root" {
		fmt.Fprintln(os.Stderr, "usage: specschema -root DIR")
		os.Exit(2)
	}
	root := os.Args[2]
	schema, err := generate(root)
	if err == nil {
		err = os.WriteFile(filepath.Join(root, file), schema, 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "specschema:", err)
		os.Exit(1)
	}
}
