package docs

import (
	"fmt"
	"strings"

	"github.com/archblocks/archblocks/arch/cost"
	"github.com/archblocks/archblocks/arch/problem"
	"github.com/archblocks/archblocks/edge/edgespec"
)

// cost is what the topology costs a month: at the prices of its Region, or else at the
// nearest known ones as an orientation, which the chapter then says.
func (d *document) cost(u cost.Usage) {
	d.heading(2, "Cost")
	priced := cost.Nearest(d.Spec.Region)
	e, err := cost.In(priced, d.Plan, u)
	if err != nil {
		list, _ := problem.Of(err)
		d.line("There is no estimate, for the usage that was given cannot be one of a month:\n")
		for _, p := range list {
			d.item(0, opening(p.Error()))
		}
		return
	}
	if e.PricedAs != e.Region {
		d.line("**The prices of %s are not in the table.** What follows is an orientation at the prices of %s, the nearest known: the bill in %s will differ.\n",
			code(e.Region), code(e.PricedAs), code(e.Region))
	}
	d.line("About **%s a month** with the least tasks that scaling allows, and **%s** with the most: an estimate from the plan, at list prices of %s, and of %s for what is there, as of %s. What it assumes is below the tables.\n",
		text(e.Least.String()), text(e.Most.String()), code(e.PricedAs), code(edgespec.Region), e.PricesOf)
	d.costLines(e)
	d.alternatives(e)
	d.line("The estimate assumes:\n")
	for _, a := range e.Assumptions {
		d.item(0, opening(a))
	}
	for _, l := range e.StandIns() {
		d.item(0, fmt.Sprintf("The price of %q was not found for %s: it is that of %s.", text(l.Title), code(e.PricedAs), code(l.Price.Region)))
	}
	d.line("\nIt does not count:\n")
	for _, n := range e.NotCounted {
		d.item(0, opening(n))
	}
	d.gap()
}

func (d *document) costLines(e cost.Estimate) {
	var parts [][]string
	for _, part := range e.Parts() {
		parts = append(parts, []string{text(string(part.Group)), text(part.Least.String()), text(part.Most.String())})
	}
	total := []string{"**Total**", "**" + text(e.Least.String()) + "**", "**" + text(e.Most.String()) + "**"}
	d.table([]string{"Part", "Least Tasks", "Most Tasks"}, append(parts, total))
	d.line("Each line is rounded to a cent, and a total is the sum of its lines:\n")
	var rows, free [][]string
	for _, l := range e.Lines {
		if l.Group == cost.Free {
			free = append(free, []string{text(l.Title), because(l.Why), priceFrom(l.Price)})
			continue
		}
		quantity := text(l.Least.Quantity.String())
		if l.Most.Quantity != l.Least.Quantity {
			quantity += " to " + text(l.Most.Quantity.String())
		}
		price := fmt.Sprintf("%s x %s per %s", quantity, text(l.Price.USD.String()), text(l.Price.Unit))
		if l.FreeTier != "" {
			price += "<br>" + text(l.FreeTier)
		}
		rows = append(rows, []string{text(string(l.Group)), text(l.Title), because(l.Why), price, text(l.Least.Monthly.String()), text(l.Most.Monthly.String()), priceFrom(l.Price)})
	}
	d.table([]string{"Part", "What", "Because", "Quantity x Price", "Least Tasks", "Most Tasks", "Price From"}, rows)
	var grades []string
	for _, grade := range []cost.Evidence{cost.Verified, cost.PublicTable, cost.Known} {
		grades = append(grades, fmt.Sprintf("*%s*: %s", grade, text(grade.Meaning())))
	}
	d.line("How well a price is known: %s. Check what matters to you on the page.\n", strings.Join(grades, "; "))
	d.line("What is often feared, and costs nothing:\n")
	d.table([]string{"Costs Nothing", "Because", "Price From"}, free)
}

// priceFrom is the page of a price, as a link, and how well the price is known.
func priceFrom(p cost.Price) string {
	_, host, _ := strings.Cut(p.Source, "://")
	host = strings.TrimSuffix(host, "/")
	if rest, ok := strings.CutPrefix(host, "pricing.us-east-1.amazonaws.com/offers/v1.0/aws/"); ok {
		service, _, _ := strings.Cut(rest, "/")
		host = "price list of " + service
	}
	link := fmt.Sprintf("[%s](%s), *%s*", text(host), p.Source, p.Evidence)
	if p.StandIn {
		link += ", of " + code(p.Region)
	}
	return link
}

func (d *document) alternatives(e cost.Estimate) {
	d.line("Instead of the interface endpoints, tasks could reach AWS services through NAT gateways. The S3 gateway endpoint would stay, and the public subnets would need a route to the internet gateway.\n")
	var rows [][]string
	for _, a := range e.Alternatives {
		var parts []string
		for _, l := range a.Lines {
			parts = append(parts, fmt.Sprintf("%s: %s x %s per %s", text(l.Title), text(l.Least.Quantity.String()), text(l.Price.USD.String()), text(l.Price.Unit)))
		}
		difference := a.Difference().String() + " more"
		if a.Difference() < 0 {
			difference = (-a.Difference()).String() + " less"
		}
		rows = append(rows, []string{text(a.Title), breaks(parts), text(a.Monthly.String()), text(a.Instead.String()), text(difference), text(a.GivesUp)})
	}
	d.table([]string{"Alternative", "Quantity x Price", "A Month", "Instead Of", "Difference", "Gives Up"}, rows)
}
