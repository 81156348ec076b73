package docs

import (
	"fmt"

	"github.com/archblocks/archblocks/arch/awsservice"
	"github.com/archblocks/archblocks/arch/plan"
)

func (d *document) endpoints() {
	d.heading(2, "Endpoints")
	interfaces := 0
	var rows, policies [][]string
	for _, e := range d.Network.Endpoints {
		if e.Kind == awsservice.Interface {
			interfaces++
		}
		var reasons []string
		for _, r := range e.Reasons {
			reasons = append(reasons, because(r))
		}
		rows = append(rows, []string{code(string(e.Service)), code(d.real(e.Service.EndpointName())), string(e.Kind), breaks(reasons)})
		for _, s := range e.Statements {
			policies = append(policies, append([]string{code(string(e.Service))}, d.statement(s)...))
		}
	}
	d.line("The %s have network interfaces in the private subnets of %s, and private DNS. Gateway endpoints are routes, and cost nothing.\n",
		count(interfaces, "interface endpoint"), d.zones())
	d.table([]string{"Endpoint", "Service Name", "Kind", "Needed Because"}, rows)
	d.line("What their policies allow; everything else is refused:\n")
	d.table([]string{"Endpoint", "Actions", "Resources", "Only If"}, policies)
}

// statement is three cells: actions, resources and conditions.
func (d *document) statement(s plan.Statement) []string {
	resources := make([]string, len(s.Resources))
	for i, r := range s.Resources {
		resources[i] = code(d.real(r))
	}
	var conditions []string
	for _, c := range s.Conditions {
		values := make([]string, len(c.Values))
		for i, v := range c.Values {
			values[i] = code(d.real(v))
		}
		conditions = append(conditions, fmt.Sprintf("%s %s %s", code(c.Key), text(c.Operator), list(values)))
	}
	if s.AnyPrincipal {
		conditions = append(conditions, "any caller: these requests carry no signature of the account")
	}
	if conditions == nil {
		conditions = []string{"no condition"}
	}
	return []string{breaks(codes(s.Actions)), breaks(resources), breaks(conditions)}
}
