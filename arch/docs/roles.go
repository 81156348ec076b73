package docs

import (
	"github.com/archblocks/archblocks/arch/plan"
)

func (d *document) roles() {
	d.heading(2, "IAM Roles")
	d.line("No role may do more than these statements say. The resource %s stands only where AWS accepts no other.\n", code("*"))
	for _, s := range d.Compute.Services {
		d.role(s.ExecutionRole)
		d.role(s.TaskRole)
	}
}

func (d *document) role(r plan.Role) {
	d.heading(3, "Role "+code(r.ID))
	d.line("%s. Assumed by %s.\n", capital(because(r.Reason.At("compute"))), code(r.Service))
	if len(r.Statements) == 0 {
		d.line("It may do nothing.\n")
		return
	}
	var rows [][]string
	for _, s := range r.Statements {
		cells := d.statement(s)
		rows = append(rows, []string{code(s.Sid), cells[0], cells[1], cells[2], text(s.Reason)})
	}
	d.table([]string{"Statement", "Actions", "Resources", "Only If", "Reason"}, rows)
}
