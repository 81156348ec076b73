// Package verify proves from CloudFormation templates, before anything is deployed,
// that a topology is as private as its drawing says.
//
// It reads templates of any origin, JSON or YAML, and judges each of the [Properties]:
//
//	templates, err := verify.Read("cdk.out")
//	report, err := verify.Check(templates...)
//	fmt.Print(report.Text())
//
// A verdict is [Proved] only if the property follows from the templates for every
// packet, every way in which undecided conditions can fall, and every value of open
// parameters. [Refuted] comes with a [Witness]: a packet or request, what it meets on its
// way, what to change, and under which conditions. What the templates do not decide is
// [Unknown]: a type of resource that is not known here and refers to the network, an
// imported id, a parameter without a value. [Delegated] are duties that the design puts
// outside the templates, with who must keep them.
//
// # How it is done
//
// Subjects are found by following the templates, from a distribution over the load
// balancer's listener and target group to the service, never by names. Sets of packets
// are computed exactly, over address, protocol and port; nothing is sampled. Policies are
// compared as patterns over every text that open values can be. Where conditions are
// open, every world in which they can fall is judged, and the worst verdict counts.
//
// Templates of one application are read together, so that what one stack takes from
// another is known. A parameter takes the value that is given, or else its default,
// which the report lists as an assumption, or else it stays open.
//
// # What every proof takes for granted
//
// The report prints its Assumptions: above all that nothing outside the templates adds
// routes, rules, interfaces or permissions, and that AWS does what its documentation
// says. The VPC's resolver answers DNS whatever the rules say: proved is that no IP
// route leads out, never that nothing can leak.
//
// Each rule of AWS's that is relied on names its page where it stands in the code. The
// package needs neither the CDK nor Node.js nor an account.
package verify
