package docs

import (
	"fmt"
	"strconv"

	"github.com/archblocks/archblocks/arch/plan"
	"github.com/archblocks/archblocks/edge/edgespec"
)

func (d *document) alarms() {
	d.heading(2, "Alarms")
	var rows [][]string
	add := func(alarms []plan.Alarm, region, block string) {
		for _, a := range alarms {
			reason := a.Reason.At(block)
			if reason.Path == "" {
				reason.Path = block
			}
			rows = append(rows, []string{
				code(a.ID), code(region), text(a.Title) + ": " + because(reason), metric(a.Metric), threshold(a), text(a.Action),
			})
		}
	}
	add(d.RegionalAlarms(), d.Spec.Region, "compute")
	add(d.EdgeAlarms(), edgespec.Region, "edge")
	if rows == nil {
		d.line("Alarms are turned off (%s).\n", code("observability.disableAlarms"))
		return
	}
	told := "Nobody is subscribed yet"
	if emails := d.Observability.Spec.AlarmEmails; len(emails) > 0 {
		told = "The topics write to " + list(codes(emails))
	}
	d.line("Each alarm tells the alarm topic of its stack. %s (%s).\n", told, code("observability.alarmEmails"))
	d.table([]string{"Alarm", "Region", "Says", "Metric", "Rings When", "What to Do"}, rows)
}

func metric(m plan.Metric) string {
	return fmt.Sprintf("%s %s, %s", code(m.Namespace), code(m.Name), text(m.Statistic))
}

// units of the metrics that are not plain counts.
var units = map[string]string{
	"CPUUtilization": " %", "MemoryUtilization": " %", "5xxErrorRate": " %", "TargetResponseTime": " seconds",
}

func threshold(a plan.Alarm) string {
	compared := "at least"
	if a.Comparison == plan.Below {
		compared = "less than"
	}
	when := fmt.Sprintf("%s %s%s", compared, strconv.FormatFloat(a.Threshold, 'f', -1, 64), units[a.Metric.Name])
	if a.Points > 1 {
		when += fmt.Sprintf(" in each of %d periods of %s", a.Points, lasting(a.Metric.Period))
	} else {
		when += " in " + lasting(a.Metric.Period)
	}
	if a.MissingBreaches {
		when += ", or no data"
	}
	return when
}
