// Package plan holds the words that the blocks share when they say what they
// will make: needs, endpoints, roles, security-group rules, log groups, alarms.
//
// A spec says what is wanted; a plan says everything. It is derived from a spec,
// never read back or saved, and every projection reads it: the CDK constructs,
// the diagram, the document and the explanation. Everything here is plain data.
//
// # Placeholders
//
// Text that ends up in a policy may hold placeholders for what is only known on
// AWS: the pseudo parameters ${AWS::Partition}, ${AWS::Region} and
// ${AWS::AccountId}, and names of resources such as ${UserPool}. [Expand]
// replaces them.
package plan
