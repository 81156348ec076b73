// Package archspec says what a whole topology is, as plain Go data without a line
// of CDK: the [Spec] that joins the five blocks, the checks that only the whole can
// make, the [Plan] and the explanation derived from it.
//
//	spec := archspec.Spec{Name: "chat", Region: "eu-west-1", Compute: computespec.Spec{ ... }}
//	plan, err := spec.Plan()  // err holds all problems, each with a fix
//
// Package arch renders it. Import this package alone to check specs, draw and
// document them: it needs neither CDK nor Node.js.
package archspec
