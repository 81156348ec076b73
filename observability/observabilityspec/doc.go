// Package observabilityspec says what is kept and who is told: logs, alarms and
// the dashboard, as plain Go data without a line of CDK: the [Spec], the checks,
// and the [Plan] derived from it.
//
// Package observability renders it, and re-exports every name here.
package observabilityspec
