// Package archblocks is the front door of AWS architecture building blocks for Go. It
// holds no code; the packages below it do:
//
//   - arch: one Spec for the whole topology, rendered to two CloudFormation stacks
//   - network, edge, compute, auth, observability: the five blocks, each usable alone
//   - arch/archspec and the *spec package of each block: specs, checks and plans, without the CDK
//   - arch/verify: proofs over CloudFormation templates, of this library or any others
//   - arch/diagram, arch/docs: the picture and the document of a plan
//   - arch/problem: what is wrong with a spec, where, and what to do
//
// Start with package arch, or run:
//
//	go run ./examples/full
package archblocks
