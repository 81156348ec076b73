package cost

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// String returns the line as text: what it is, its sum with the least and the most tasks, and why.
func (l Line) String() string {
	text := fmt.Sprintf("%s: %s", l.Title, l.Least.Monthly)
	if l.Most != l.Least {
		text += fmt.Sprintf(" to %s", l.Most.Monthly)
	}
	text += " because " + l.Why.Text
	if l.Why.Path != "" {
		text += " (" + l.Why.Path + ")"
	}
	return text
}

// Text returns the estimate as a table of text, a line each, with what it assumes below.
func (e Estimate) Text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s in %s, a month, %s, prices of %s as of %s\n", e.Topology, e.Region, e.Currency, e.PricedAs, e.PricesOf)
	row := func(least, most Money, title, rest string) {
		text := fmt.Sprintf("%12s %12s  %s%s  %s", least, most, title, strings.Repeat(" ", max(0, 58-utf8.RuneCountInString(title))), rest)
		b.WriteString(strings.TrimRight(text, " ") + "\n")
	}
	var group Group
	for _, l := range e.Lines {
		if l.Group != group {
			group = l.Group
			fmt.Fprintf(&b, "\n%s\n", group)
		}
		rest := ""
		if l.Price.Unit != "" {
			rest = fmt.Sprintf("%s x %s per %s", l.span(), l.Price.USD, l.Price.Unit)
		}
		if l.FreeTier != "" {
			rest += "; " + l.FreeTier
		}
		if l.Price.StandIn {
			rest += "; the price of " + l.Price.Region
		}
		row(l.Least.Monthly, l.Most.Monthly, l.Title, rest)
	}
	b.WriteString("\nTotal\n")
	row(e.Least, e.Most, "with the least and the most tasks", "")
	b.WriteString("\nInstead of the interface endpoints\n")
	for _, a := range e.Alternatives {
		row(a.Monthly, a.Monthly, a.Title, fmt.Sprintf("instead of %s", a.Instead))
	}
	fmt.Fprintf(&b, "A NAT gateway gives up %s.\n", givesUp)
	list := func(title string, entries []string) {
		fmt.Fprintf(&b, "\n%s\n", title)
		for _, entry := range entries {
			fmt.Fprintf(&b, "- %s\n", entry)
		}
	}
	list("Assumed", e.Assumptions)
	list("Not counted", e.NotCounted)
	return b.String()
}

// span is the line's quantity, or the least and the most of it.
func (l Line) span() string {
	if l.Least.Quantity == l.Most.Quantity {
		return l.Least.Quantity.String()
	}
	return l.Least.Quantity.String() + " to " + l.Most.Quantity.String()
}
