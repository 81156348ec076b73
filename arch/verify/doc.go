// Package verify proves from CloudFormation templates, before anything is deployed,
// that a topology is as private as its drawing says.
//
// It reads templates of any origin, JSON or YAML, and judges each of the [Properties]:
//
//	report, err := verify.Check(verify.Template{Name: "chat", Region: "eu-west-1", Text: text})
//
// A verdict is [Proved] only if the property follows from the templates for every
// packet, every way in which undecided conditions can fall, and every value of open
// parameters. [Refuted] comes with a witness: a packet or request, what it meets on its
// way, and what to change. What the templates do not decide is [Unknown].
//
// Subjects are found by following the templates, from a load balancer's listener over
// the target group to the service, never by names. Sets of packets are computed exactly,
// over address, protocol and port; nothing is sampled.
//
// Templates of one application are read together, so that what one stack takes from
// another is known:
//
//	report, err := verify.Check(regional, edge)
//
// Every proof rests on the report's Assumptions: that no other stack adds to these,
// above all.
package verify
