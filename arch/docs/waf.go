package docs

import (
	"fmt"

	"github.com/archblocks/archblocks/edge/edgespec"
)

func (d *document) waf() {
	d.heading(2, "WAF Rules")
	d.line("WAF reads the rules in this order. Together they take %s of the %s WCU that the price of a web ACL includes.\n", thousands(d.Edge.Capacity), thousands(wcuLimit))
	var rows [][]string
	for i, r := range d.Edge.Rules {
		reason := because(r.Reason.At("edge"))
		if r.Managed != "" {
			reason = "against " + reason
		}
		rows = append(rows, []string{fmt.Sprint(i + 1), code(r.ID), wafRule(r), reason})
	}
	d.table([]string{"Order", "WAF Rule", "Does", "Reason"}, rows)
}

func wafRule(r edgespec.Rule) string {
	does := text(r.Does)
	if r.Managed != "" {
		does += " (" + code(r.Managed) + ")"
	}
	if len(r.Counted) > 0 {
		does += "; " + list(codes(r.Counted)) + " only count here, for a later rule to judge"
	}
	if len(r.Except) > 0 {
		does += ": " + list(codes(r.Except))
	}
	return does
}
