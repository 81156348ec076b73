// Package why tells why the tasks of an ECS service do not stay up: while CloudFormation
// waits up to three hours for a service to become stable, the tasks' own stopped reasons,
// the service's events and the last lines of their logs say within seconds what is wrong.
//
//	report := why.Explain(ctx, why.ClientsOf(config), cluster, service)
//	fmt.Print(report.Text())
//
// [Watcher] does it while a deployment runs, from the deployment's own events.
package why
