// Package cfntypes is what CloudFormation's resource providers say of the types that a
// topology can hold: which properties there are, which must be given, which make a new
// resource when they change, and which only AWS sets.
//
// The table is made by generate.py from the provider schemas that cfn-lint 1.51 carries
// (MIT-0); it holds facts of those schemas and no text.
package cfntypes

import (
	_ "embed"
	"encoding/json"
	"slices"
	"strings"
	"sync"
)

// Type is what the provider of one type says. Nested properties are written "DnsOptions.PrivateDnsPreference".
type Type struct {
	// Properties are all at the top, those that only AWS sets among them.
	Properties []string `json:"properties"`
	Required   []string `json:"required"`
	// CreateOnly properties replace the resource when they change; MaybeCreateOnly depend on the value.
	CreateOnly      []string `json:"createOnly"`
	MaybeCreateOnly []string `json:"maybeCreateOnly"`
	// ReadOnly properties are attributes: Fn::GetAtt reads them, and a template cannot set them.
	ReadOnly []string `json:"readOnly"`
	// Identifier are the properties that name a resource.
	Identifier []string `json:"identifier"`
}

//go:embed types.json
var source []byte

var table = sync.OnceValue(func() map[string]Type {
	var all map[string]Type
	if err := json.Unmarshal(source, &all); err != nil {
		panic("cfntypes: " + err.Error()) // the file is part of the program
	}
	return all
})

// Lookup is what is known of a type, such as "AWS::EC2::VPC".
func Lookup(name string) (Type, bool) {
	t, ok := table()[name]
	return t, ok
}

// Names are all types of the table, sorted.
func Names() []string {
	var names []string
	for name := range table() {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Takes is whether a template can set the property.
func (t Type) Takes(property string) bool {
	return slices.Contains(t.Properties, property) && !slices.Contains(t.ReadOnly, property) || slices.Contains(t.CreateOnly, property)
}

// Recreation is whether a changed property makes a new resource.
type Recreation string

// What CloudFormation says of RequiresRecreation.
const (
	Never         Recreation = "Never"
	Conditionally Recreation = "Conditionally"
	Always        Recreation = "Always"
)

// Recreates tells whether a new value of a property, which is not the old one, makes a new
// resource. Of a nested create-only property it looks at what is nested.
func (t Type) Recreates(property string, old, new any) Recreation {
	if slices.Contains(t.CreateOnly, property) {
		return Always
	}
	for _, path := range t.CreateOnly {
		if inside, ok := strings.CutPrefix(path, property+"."); ok && nested(old, inside) != nested(new, inside) {
			return Always
		}
	}
	for _, path := range t.MaybeCreateOnly {
		if path == property || strings.HasPrefix(path, property+".") {
			return Conditionally
		}
	}
	return Never
}

// nested is the value at a path as JSON; a star in the path stands for all elements of a list.
func nested(v any, path string) string {
	name, rest, deeper := strings.Cut(path, ".")
	if list, ok := v.([]any); ok && name == "*" {
		var all []string
		for _, item := range list {
			if deeper {
				all = append(all, nested(item, rest))
			} else {
				all = append(all, text(item))
			}
		}
		return strings.Join(all, ",")
	}
	m, _ := v.(map[string]any)
	if deeper {
		return nested(m[name], rest)
	}
	return text(m[name])
}

func text(v any) string {
	out, err := json.Marshal(v) // values of JSON
	if err != nil {
		return ""
	}
	return string(out)
}
