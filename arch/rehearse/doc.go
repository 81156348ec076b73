// Package rehearse is a CloudFormation endpoint in this process, on 127.0.0.1, to which the
// unmodified aws-sdk-go-v2 client talks: a deployment can be rehearsed with no AWS account.
//
//	server, err := rehearse.Start(ctx, rehearse.Options{State: "out/rehearsal.json"})
//	defer server.Close()
//	client := cloudformation.NewFromConfig(server.Config("eu-west-1"))
//
// It creates, updates and deletes stacks over change sets, in dependency order, with an
// event for each step; a failure is rolled back by undoing what was done. Outputs, exports
// and Fn::GetStackOutput work between stacks and Regions. What an account holds is kept in
// a file, so that the next run finds it. Properties of each type are checked against the
// provider schemas; a type that is not in the table is refused, never skipped.
// The file rules.go lists the semantic checks, each with its page.
//
// # What it is not
//
// It makes nothing and asks nobody. It does not model IAM (who may do what), quotas other
// than that of security-group rules, how long things take, eventual consistency, what
// services do with what they are given (a container never runs, a certificate is issued at
// once), drift, nested stacks, transforms, stack sets or imports. What it accepts, AWS may
// still refuse.
package rehearse
