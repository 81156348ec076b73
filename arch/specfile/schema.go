package specfile

import (
	_ "embed" // for the schema
	"slices"
)

//go:generate go run ../../internal/specschema -root ../..

//go:embed schema.json
var schema []byte

// Schema returns the JSON Schema of spec files, of draft 2020-12. It is made from the Go types
// and their comments, and holds names, types, choices and what is required, but not the
// rules that [Check] knows. It refuses what [Parse] refuses, as far as JSON can say it.
func Schema() []byte { return slices.Clone(schema) }
