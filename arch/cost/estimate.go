package cost

import (
	"fmt"
	"strings"

	"github.com/archblocks/archblocks/arch/archspec"
	"github.com/archblocks/archblocks/arch/plan"
	"github.com/archblocks/archblocks/arch/problem"
)

// Hours are the hours of a month, as AWS's own calculator counts them.
const Hours = 730

// RegionUnpriced is the problem of a Region whose prices are not in the table.
const RegionUnpriced problem.Code = "region-unpriced"

// Group is a part of the topology that lines belong to.
type Group string

// The groups, in the order of the lines.
const (
	Network       Group = "Network"
	Compute       Group = "Compute"
	Edge          Group = "Edge"
	Login         Group = "Login"
	Observability Group = "Observability"
	Storage       Group = "Storage"
	// Free is what is often feared, and costs nothing.
	Free Group = "Free"
)

// Amount is how much of a unit a month takes, and what it costs.
type Amount struct {
	Quantity Quantity
	// Monthly is rounded to a cent, halves up.
	Monthly Money
}

// Line is one thing that AWS bills, or bills nothing for.
type Line struct {
	// ID is the line's stable name, such as "endpoint/logs".
	ID string
	// Group is the part of the topology.
	Group Group
	// Title is how people read of it.
	Title string
	// Region is where the thing is; empty for what is wherever viewers are.
	Region string
	// Why says what of the plan asks for it, with the field of the spec.
	Why plan.Reason
	// Price is that of one unit; zero in the group Free.
	Price Price
	// FreeQuantity is what AWS gives to every account for nothing, each month and for good; the amounts'
	// quantities hold it, their money does not. FreeTier says it in words.
	FreeQuantity Quantity
	FreeTier     string
	// Least and Most are with the least and the most tasks that scaling allows.
	Least, Most Amount
}

// Estimate is what a topology costs a month.
type Estimate struct {
	// Topology is the name of the topology.
	Topology string
	// Region is the topology's, PricedAs that whose prices are used. They differ only where In was asked to.
	Region, PricedAs string
	// Currency is "USD".
	Currency string
	// PricesOf is the date of the table, such as "2026-10-04".
	PricesOf string
	// Hours of the month.
	Hours int
	// Usage is what was assumed, with every default filled in.
	Usage Usage
	// Assumptions are sentences that say so, for people.
	Assumptions []string
	// NotCounted are things that cost money and are in no line.
	NotCounted []string
	// Lines in the order of the groups.
	Lines []Line
	// Least and Most are the sums of the lines.
	Least, Most Money
	// Alternatives are other ways to reach AWS services.
	Alternatives []Alternative
}

// Of estimates a plan, which must be a valid spec's. The error is a *problem.Invalid:
// RegionUnpriced where the table lacks the plan's Region, UsageOutOfRange for a usage
// that no month can hold.
func Of(p archspec.Plan, u Usage) (Estimate, error) { return In(p.Spec.Region, p, u) }

// In estimates a plan at the prices of another Region, as an orientation. The edge is
// priced in us-east-1, where it always is.
func In(region string, p archspec.Plan, u Usage) (Estimate, error) {
	list := u.Check()
	if _, known := prices.in(region); !known {
		list.Add("region", RegionUnpriced, region, fmt.Sprintf("is not in the table of prices of %s, which has %s", prices.Of, strings.Join(Regions(), " and ")),
			fmt.Sprintf("estimate with the prices of %q as an orientation: it is the nearest known", Nearest(region)))
	}
	if err := list.Err(); err != nil {
		return Estimate{}, err
	}
	e := estimator{plan: p, usage: u.Defaulted(), region: region}
	e.network()
	e.compute()
	e.edge()
	e.login()
	e.observability()
	e.storage()
	e.free()
	return Estimate{
		Topology: p.Spec.Name, Region: p.Spec.Region, PricedAs: region,
		Currency: prices.Currency, PricesOf: prices.Of, Hours: Hours,
		Usage: e.usage, Assumptions: e.assumptions(), NotCounted: e.notCounted(),
		Lines: e.lines, Least: least(e.lines), Most: mostOf(e.lines),
		Alternatives: e.alternatives(),
	}, nil
}

func least(lines []Line) (sum Money) {
	for _, l := range lines {
		sum += l.Least.Monthly
	}
	return sum
}

func mostOf(lines []Line) (sum Money) {
	for _, l := range lines {
		sum += l.Most.Monthly
	}
	return sum
}

// Line returns the line of an id.
func (e Estimate) Line(id string) (Line, bool) {
	for _, l := range e.Lines {
		if l.ID == id {
			return l, true
		}
	}
	return Line{}, false
}

// Part is what one group comes to.
type Part struct {
	Group Group
	// Least and Most are the sums of its lines.
	Least, Most Money
}

// Parts are the groups that cost something or could, in their order.
func (e Estimate) Parts() []Part {
	var parts []Part
	for _, l := range e.Lines {
		if l.Group == Free {
			continue
		}
		if n := len(parts); n == 0 || parts[n-1].Group != l.Group {
			parts = append(parts, Part{Group: l.Group})
		}
		last := &parts[len(parts)-1]
		last.Least, last.Most = last.Least+l.Least.Monthly, last.Most+l.Most.Monthly
	}
	return parts
}

// StandIns are the lines whose price was not found for the Region, so that us-east-1's stands in.
func (e Estimate) StandIns() []Line {
	var all []Line
	for _, l := range e.Lines {
		if l.Price.StandIn {
			all = append(all, l)
		}
	}
	return all
}
