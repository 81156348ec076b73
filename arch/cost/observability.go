package cost

import (
	"fmt"

	"github.com/archblocks/archblocks/compute/computespec"
	"github.com/archblocks/archblocks/edge/edgespec"
)

// Metrics that Container Insights makes of Fargate tasks: twelve of the cluster, fifteen of a
// service, ten of a task definition
// (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html). The enhanced
// level adds some for each task and its container, here counted as twenty-three.
const (
	clusterMetrics, serviceMetrics, familyMetrics, taskMetrics = 12, 15, 10, 23
)

func (e *estimator) observability() {
	e.logs()
	insights := e.plan.Compute.Spec.ContainerInsights
	n := int64(len(e.plan.Compute.Services))
	i := item{
		id: "container-insights", group: Observability, key: "metric", title: fmt.Sprintf("Container Insights metrics, %s", insights),
		why:   because("compute.containerInsights", fmt.Sprintf("%d of the cluster, %d of each service and its task definition", clusterMetrics, serviceMetrics+familyMetrics)),
		least: whole(clusterMetrics + n*(serviceMetrics+familyMetrics)),
	}
	switch insights {
	case computespec.InsightsEnabled:
		e.add(i)
	case computespec.InsightsEnhanced:
		i.key, i.most = "metric-enhanced", i.least
		i.why.Text += fmt.Sprintf(", %d of each task", taskMetrics)
		for _, s := range e.plan.Compute.Services {
			i.least += whole(int64(s.MinTasks) * taskMetrics)
			i.most += whole(int64(s.MaxTasks) * taskMetrics)
		}
		e.add(i)
	}
	if e.putsMetrics() {
		e.add(item{
			id: "custom-metrics", group: Observability, key: "metric", title: "Metrics that services put themselves",
			why: because("compute.services", "services may put metrics"), least: whole(amount(e.usage.CustomMetrics)),
		})
	}
	if alarms := int64(len(e.plan.RegionalAlarms())); alarms > 0 {
		e.add(item{id: "alarms", group: Observability, key: "alarm", title: "Alarms", why: because("observability", "the load balancer and the services are watched"), least: whole(alarms)})
	}
	if alarms := int64(len(e.plan.EdgeAlarms())); alarms > 0 {
		e.add(item{id: "edge-alarms", group: Observability, key: "alarm", title: "Alarms in us-east-1", atEdge: true, why: because("observability", "CloudFront and WAF are watched"), least: whole(alarms)})
	}
	e.add(item{id: "scaling-alarms", group: Observability, key: "alarm", title: "Alarms that scaling makes", why: because("compute.services", "each target of scaling has two alarms, one to add tasks and one to take them away"), least: whole(e.scalingAlarms())})
	if e.plan.Observability.Dashboard != "" {
		e.add(item{id: "dashboard", group: Observability, key: "dashboard", title: "Dashboard", why: because("observability.disableDashboard", "the metrics of the alarms at a glance"), least: whole(1)})
	}
}

func (e *estimator) logs() {
	days := e.plan.Observability.Spec.LogRetentionDays
	why := because("compute.services", "containers print")
	e.add(item{id: "logs", group: Observability, key: "logs-gb", title: "Container logs, ingested", why: why, least: gigabytes(e.usage.LogGB)})
	retention := func(of string) string { return fmt.Sprintf("%s kept for %d days", of, days) }
	e.add(item{
		id: "logs-kept", group: Observability, key: "logs-stored-gb", title: retention("Container logs,"),
		why: because("observability.logRetentionDays", "logs are kept"), least: kept(e.usage.LogGB, days),
	})
	for _, group := range e.plan.Edge.LogGroups {
		gb, title, path := e.usage.AccessLogGB, "CloudFront's logs,", "edge.disableAccessLogs"
		if group.ID == edgespec.WAFLogs {
			gb, title, path = e.usage.WAFLogGB, "WAF's logs,", "edge.disableWAFLogs"
		}
		why := because(path, "they hold "+group.Holds)
		e.add(item{id: "logs/" + group.ID, group: Observability, key: "logs-vended-gb", title: title + " ingested", atEdge: true, why: why, least: gigabytes(gb)})
		e.add(item{id: "logs-kept/" + group.ID, group: Observability, key: "logs-stored-gb", title: retention(title), atEdge: true, why: because("observability.logRetentionDays", "logs are kept"), least: kept(gb, days)})
	}
	if !e.plan.Network.Spec.DisableFlowLogs {
		e.add(item{id: "flow-logs", group: Observability, key: "logs-to-s3-gb", title: "Flow logs, delivered to the log bucket", why: because("network.disableFlowLogs", "all traffic of the VPC is logged"), least: gigabytes(e.usage.FlowLogGB)})
	}
}

func (e *estimator) putsMetrics() bool {
	for _, s := range e.plan.Compute.Services {
		if !s.DisableMetrics {
			return true
		}
	}
	return false
}

// scalingAlarms are those of target tracking: two for each target
// (docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking.html).
func (e *estimator) scalingAlarms() int64 {
	targets := 0
	for _, s := range e.plan.Compute.Services {
		targets++
		if s.TargetRequests > 0 {
			targets++
		}
	}
	return int64(2 * targets)
}

// storage is keys and buckets.
func (e *estimator) storage() {
	e.add(item{id: "key", group: Storage, key: "kms-key", title: "KMS key", why: because("", "logs, alarms and objects are encrypted with a key of the topology"), least: whole(1)})
	e.add(item{id: "edge-key", group: Storage, key: "kms-key", title: "KMS key in us-east-1", atEdge: true, why: because("", "a key holds in one Region, and the edge's logs are in another stack"), least: whole(1)})
	var gb int64
	if !e.plan.Network.Spec.DisableFlowLogs {
		gb += amount(e.usage.FlowLogGB)
	}
	if !e.plan.Compute.Spec.LoadBalancer.DisableAccessLogs {
		gb += amount(e.usage.ALBLogGB)
	}
	days := e.plan.Observability.Spec.AccessLogDays
	e.add(item{id: "log-bucket", group: Storage, key: "s3-gb", title: fmt.Sprintf("Log bucket, kept for %d days", days), why: because("observability.accessLogDays", "access and flow logs are kept"), least: kept(gb, days)})
	for _, b := range e.plan.Compute.Buckets {
		if !b.Existing {
			e.add(item{id: "buckets", group: Storage, key: "s3-gb", title: "Objects in the services' buckets", why: because("compute."+b.Path, "services keep objects"), least: gigabytes(e.usage.BucketGB)})
			break
		}
	}
}
