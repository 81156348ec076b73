// Package mutate changes CloudFormation applications in systematic ways, to
// measure a prover of network privacy: a dangerous mutant must be refuted, a
// harmless one must change no verdict.
//
// An [Operator] says what it changes, which property that endangers and why.
// It finds its places by following the template (types and references), never
// by logical ids, so that it works on foreign templates too. [All] applies
// every operator at every place.
//
// What is neither clearly dangerous nor clearly harmless by what AWS documents
// is left out: dropping the load balancer's egress to the login endpoints
// breaks the login and no property, MapPublicIpOnLaunch without an instance
// reaches no interface, a public access block that is missing altogether is on
// by default.
package mutate
