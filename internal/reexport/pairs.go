package main

import "path"

const module = "github.com/archblocks/archblocks/"

// pair is a package that users import and the spec package that it re-exports.
type pair struct {
	// into and from are folders of the module.
	into, from string
	// leftOut names what is not re-exported, with the reason.
	leftOut map[string]string
}

func (p pair) file() string         { return path.Join(p.into, "spec.go") }
func (p pair) name() string         { return path.Base(p.into) }
func (p pair) spec() string         { return path.Base(p.from) }
func (p pair) specImport() string   { return module + p.from }
func (p pair) has(name string) bool { return p.leftOut[name] == "" }

const ownInputs = "the block has Inputs of its own, with CDK constructs among them"

var pairs = []pair{
	{into: "arch", from: "arch/archspec"},
	{into: "network", from: "network/networkspec", leftOut: map[string]string{"Inputs": ownInputs}},
	{into: "edge", from: "edge/edgespec", leftOut: map[string]string{"Inputs": ownInputs}},
	{into: "compute", from: "compute/computespec", leftOut: map[string]string{"Inputs": ownInputs}},
	{into: "auth", from: "auth/authspec", leftOut: map[string]string{"Inputs": ownInputs}},
	{into: "observability", from: "observability/observabilityspec", leftOut: map[string]string{"Inputs": ownInputs}},
}
