package docs

import (
	"fmt"

	"github.com/archblocks/archblocks/arch/archspec"
	"github.com/archblocks/archblocks/arch/cost"
	"github.com/archblocks/archblocks/arch/diagram"
)

// Difference is what changes from one plan to another, in GitHub's Markdown, for the text of
// a pull request: the cost, where both plans have an estimate, and a table of all that the
// picture shows differently. Both plans must be valid specs'.
func Difference(old, new archspec.Plan) []byte {
	var p page
	changes := diagram.Compare(old.Diagram(), new.Diagram())
	count := map[diagram.ChangeKind]int{}
	for _, c := range changes {
		count[c.Kind]++
	}
	p.heading(2, "Changes to the Architecture")
	if len(changes) == 0 {
		p.line("The picture stays as it is.")
	} else {
		p.line("In the picture, %d things are added, %d removed and %d details changed.", count[diagram.Added], count[diagram.Removed], count[diagram.Changed])
	}
	p.costs(old, new)
	if len(changes) == 0 {
		return p.bytes()
	}
	var rows [][]string
	for _, c := range changes {
		what := text(c.Title)
		if c.Field != "" {
			what += ", " + text(c.Field)
		}
		rows = append(rows, []string{"**" + string(c.Kind) + "**", what, text(c.Was), text(c.Is), code(c.ID)})
	}
	p.gap()
	p.table([]string{"Change", "What", "Was", "Is", "In the Picture"}, rows)
	return p.bytes()
}

func (p *page) costs(old, new archspec.Plan) {
	was, errWas := cost.Of(old, cost.Usage{})
	is, errIs := cost.Of(new, cost.Usage{})
	if errWas != nil || errIs != nil {
		return
	}
	p.gap()
	span := func(e cost.Estimate) string { return fmt.Sprintf("%s to %s", e.Least, e.Most) }
	if span(was) == span(is) {
		p.line("The estimate of the cost stays at %s a month.", text(span(is)))
		return
	}
	p.line("The estimate of the cost is %s a month, where it was %s.", text(span(is)), text(span(was)))
}
