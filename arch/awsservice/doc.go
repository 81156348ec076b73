// Package awsservice holds facts about AWS as data: which services have a VPC
// endpoint, of what kind and under which name, and what is known of each Region.
//
// The tables are small on purpose: a service or Region is in them when this
// library can use it. Each fact comes from the AWS page named beside it.
package awsservice
