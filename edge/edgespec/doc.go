// Package edgespec says how viewers reach the topology: CloudFront and WAF, as
// plain Go data without a line of CDK: the [Spec], the checks, and the [Plan]
// derived from it.
//
// Package edge renders it, and re-exports every name here.
package edgespec
