package docs

import (
	"fmt"

	"github.com/archblocks/archblocks/arch/plan"
	"github.com/archblocks/archblocks/edge/edgespec"
)

func (d *document) logs() {
	d.heading(2, "Logs")
	kept := count(d.Observability.Spec.LogRetentionDays, "day")
	var rows [][]string
	add := func(groups []plan.LogGroup, stack, region string) {
		for _, g := range groups {
			rows = append(rows, []string{code(g.Name), fmt.Sprintf("%s, %s", code(stack), code(region)), text(g.Holds), kept})
		}
	}
	add(d.Compute.LogGroups, d.StackName(), d.Spec.Region)
	add(d.Edge.LogGroups, d.EdgeStackName(), edgespec.Region)
	d.table([]string{"Log Group", "Stack, Region", "Holds", "Kept"}, rows)

	kept = count(d.Observability.Spec.AccessLogDays, "day")
	rows = nil
	if !d.Compute.Spec.LoadBalancer.DisableAccessLogs {
		rows = append(rows, []string{"Access and connection logs of the load balancer", code("alb/"), "every request and every TLS connection", kept})
	}
	if !d.Network.Spec.DisableFlowLogs {
		rows = append(rows, []string{"Flow logs of the VPC", code("flow/"), "all traffic, accepted and refused, collected over ten minutes", kept})
	}
	for _, b := range d.Compute.Buckets {
		if !b.Existing {
			rows = append(rows, []string{"Access logs of the bucket " + code(b.Name), code("s3/" + b.Name + "/"), "every request for an object", kept})
		}
	}
	if rows == nil {
		d.line("Nothing is written to the log bucket of the stack %s.\n", code(d.StackName()))
		return
	}
	d.line("The log bucket of the stack %s is encrypted with S3's own keys, the only ones with which load balancers write. It holds:\n", code(d.StackName()))
	d.table([]string{"In the Log Bucket", "Under", "Holds", "Kept"}, rows)
}
