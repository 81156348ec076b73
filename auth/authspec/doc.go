// Package authspec says who may log in and where the login happens, as plain Go
// data without a line of CDK: the [Spec], the checks, and the [Plan] derived from it.
//
// Package auth renders it, and re-exports every name here.
package authspec
