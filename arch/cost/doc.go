// Package cost estimates what a topology costs a month, from its plan alone.
//
//	estimate, err := cost.Of(plan, cost.Usage{})
//	fmt.Print(estimate.Text())
//
// An [Estimate] has a [Line] for each thing that AWS bills: how much of it the plan
// makes, at which price, from which page, and which field of the spec asks for it. Each
// line is there twice, with the least and with the most tasks that scaling allows. What
// people fear to pay for, and do not, is a line of zero. Beside the lines stands what NAT
// gateways in place of the endpoints would cost.
//
// # Prices
//
// The table is prices.json, embedded: list prices on demand in US dollars, with the
// date, and for each price its page and how well it is known. A price that was not found
// for a Region is taken from us-east-1, and its line says so. A Region that is not in the
// table has no estimate: [Of] returns an error that names the nearest one, and [In]
// estimates at that one's prices.
//
// # Arithmetic
//
// Money is whole micro-dollars and quantities are whole thousandths; there is no floating
// point. A line is rounded to a cent, halves up, and a total is the sum of its lines, so
// that a printed table adds up. The same plan gives the same estimate.
//
// # Usage
//
// What a plan cannot know, such as requests and gigabytes, is [Usage]. Zero values are
// those of a small team's service, and every estimate lists what it assumed.
//
// The package needs neither CDK nor Node.js nor a network.
package cost
