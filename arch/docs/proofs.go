package docs

import (
	"fmt"
	"slices"

	"github.com/archblocks/archblocks/arch/verify"
)

// proofs is left out where nothing was judged.
func (d *document) proofs(r verify.Report) {
	if len(r.Results) == 0 {
		return
	}
	d.heading(2, "Proved Properties")
	d.line("What follows is read from the synthesized templates alone, never from the spec or the plan. "+
		"**PROVED** means that the property holds for every packet, every way in which conditions can fall, and every value of parameters that are open. "+
		"%s proves it again, where FOLDER is the cloud assembly.\n", code("go run ./examples/verify FOLDER"))
	d.line("**%s**\n", text(r.Summary()))
	known := map[string]verify.Property{}
	for _, p := range verify.Properties() {
		known[p.ID] = p
	}
	var rows [][]string
	var open []verify.Result
	for _, id := range judged(r) {
		results := r.Of(id)
		verdict, subject := judgement(results)
		p := known[id]
		rows = append(rows, []string{cell(text(p.Title), code(id)), cell("**"+text(verdict)+"**", subject), text(p.Meaning)})
		for _, each := range results {
			if each.Verdict != verify.Proved {
				open = append(open, each)
			}
		}
	}
	d.table([]string{"Property", "Verdict", "Proved If"}, rows)
	if len(open) > 0 {
		d.line("Not proved by the templates:\n")
		for _, each := range open {
			d.item(0, fmt.Sprintf("**%s** %s%s: %s", text(string(each.Verdict)), code(each.Property), of(each.Subject), text(each.Why)))
		}
		d.gap()
	}
	d.line("All of this takes for granted:\n")
	for _, a := range r.Assumptions {
		d.item(0, opening(a))
	}
	var own []string
	for _, each := range r.Results {
		for _, a := range each.Assumptions {
			if entry := code(each.Property) + ": " + text(a); !slices.Contains(own, entry) {
				own = append(own, entry)
				d.item(0, entry)
			}
		}
	}
	d.gap()
}

// cell has a line for each that is not empty.
func cell(lines ...string) string {
	return breaks(slices.DeleteFunc(lines, func(line string) bool { return line == "" }))
}

// judged are the properties of a report, each once, in order.
func judged(r verify.Report) []string {
	var ids []string
	for _, each := range r.Results {
		if !slices.Contains(ids, each.Property) {
			ids = append(ids, each.Property)
		}
	}
	return ids
}

// judgement is the worst verdict, and the cell that says of what.
func judgement(results []verify.Result) (verdict, subject string) {
	worst := verify.Report{Results: results}.Verdict()
	var first string
	n := 0
	for _, each := range results {
		if each.Verdict == worst {
			if n == 0 {
				first = code(each.Subject)
			}
			n++
		}
	}
	switch {
	case len(results) == 1:
		return string(worst), first
	case n == len(results):
		return string(worst), count(n, "resource")
	case n == 1:
		return string(worst), fmt.Sprintf("%s, alone of %s", first, count(len(results), "resource"))
	}
	return string(worst), fmt.Sprintf("%s and %s of %s", first, number(n-1)+" more", count(len(results), "resource"))
}

func of(subject string) string {
	if subject == "" {
		return ""
	}
	return " for " + code(subject)
}
