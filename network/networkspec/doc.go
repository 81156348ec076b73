// Package networkspec says what a network of the topology is, as plain Go data
// without a line of CDK: its [Spec], the checks, and the [Plan] derived from it.
//
// Package network renders it, and re-exports every name here.
package networkspec
