// Package drift compares a picture with the CloudFormation templates that it is of, so
// that neither can say what the other does not.
//
//	templates, err := verify.Read("cdk.out")
//	report, err := drift.Check(plan.Diagram(), templates...)
//	fmt.Print(report.Findings())
//
// It looks both ways. Everything drawn must be in the templates: the Region, the VPC, its
// zones and subnets, who wears which security group and what its rules let pass, the load
// balancer, the tasks, the endpoints, the distribution, its web ACL, the user pool, and for
// each edge the rules and the wiring that carry it. And everything in the templates must be
// drawn, or its type be in the table of what a picture leaves out, with a reason, which
// [Report.LeftOut] tells: a type in no table is a finding.
//
// Of the picture it reads the [diagram.Graph] alone, never the plan that made it, and of the
// templates what their references say, never names or descriptions. A value that the
// templates leave open, such as a parameter or an import, is a [CannotTell] finding wherever
// it stands in place of something drawn.
//
// What a node tells beneath its name, its Facts, and how many tasks run are not compared.
package drift
