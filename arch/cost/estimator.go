package cost

import (
	"github.com/archblocks/archblocks/arch/archspec"
	"github.com/archblocks/archblocks/arch/awsservice"
	"github.com/archblocks/archblocks/arch/plan"
)

// estimator collects lines.
type estimator struct {
	plan  archspec.Plan
	usage Usage
	// region is where the prices are of; the plan's own, or another as an orientation.
	region string
	lines  []Line
}

// item is a line in the making.
type item struct {
	id, title string
	group     Group
	// key is the price's in the table.
	key string
	why plan.Reason
	// atEdge tells that the thing is in us-east-1, atViewers that it is wherever viewers are.
	atEdge, atViewers bool
	// least and most are the quantities; most is least where it is not given.
	least, most Quantity
	// free is what every account gets for nothing.
	free     Quantity
	freeTier string
}

func (e *estimator) add(i item) { e.lines = append(e.lines, e.line(i)) }

// line prices an item.
func (e *estimator) line(i item) Line {
	priced, where := e.region, e.plan.Spec.Region
	if i.atEdge {
		priced, where = awsservice.EdgeRegion, awsservice.EdgeRegion
	}
	if i.atViewers {
		where = ""
	}
	if e.usage.WithoutFreeTiers {
		i.free, i.freeTier = 0, ""
	}
	l := Line{
		ID: i.id, Group: i.group, Title: i.title, Region: where, Why: i.why,
		Price: prices.price(priced, i.key), FreeQuantity: i.free, FreeTier: i.freeTier,
	}
	cost := func(q Quantity) Amount { return Amount{Quantity: q, Monthly: max(0, q-i.free).at(l.Price.USD)} }
	l.Least = cost(i.least)
	l.Most = cost(max(i.least, i.most))
	return l
}

// because is a reason of the topology's own.
func because(path, text string) plan.Reason { return plan.Reason{Path: path, Text: text} }

// gigabytes are a field of the usage.
func gigabytes(field int64) Quantity { return whole(amount(field)) }

// millions of requests, rounded up to a thousand.
func millions(field int64) Quantity { return part(amount(field), 1_000_000) }

// kept is what a monthly inflow comes to when it is kept for some days.
func kept(gb int64, days int) Quantity { return part(amount(gb)*int64(days), 30) }
