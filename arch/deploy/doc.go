// Package deploy brings a cloud assembly into AWS through CloudFormation change sets: stack
// after stack, over several Regions, with every step reported as an [Event].
//
//	assembly, err := deploy.Read("out/cdk.out")
//	deployer := deploy.Deployer{Clients: deploy.Clients(config)}
//	result, err := deployer.Deploy(ctx, assembly)
//
// Any assembly will do, as long as its templates stand for themselves: [Read] refuses assets
// and custom resources, with a reason. Nothing is remembered between runs but what is in
// AWS: a run that was killed is run again, waits for what is going on, and goes on.
//
// The configuration can lead to AWS or to a rehearsal (package rehearse): the deployer does
// not know the difference.
package deploy
