// Package computespec says what runs: container services on ECS Fargate behind
// an Application Load Balancer, as plain Go data without a line of CDK: the
// [Spec], the checks, and the [Plan] derived from it.
//
// Package compute renders it, and re-exports every name here.
package computespec
