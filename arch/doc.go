// Package arch turns one [Spec] into a whole AWS topology: users, CloudFront and WAF,
// a load balancer, ECS Fargate services in private subnets of two or three zones, and
// AWS services over VPC endpoints alone, with a Cognito login.
//
//	spec := arch.Spec{
//		Name: "chat", Region: "eu-west-1",
//		Compute: compute.Spec{Services: []compute.Service{{Name: "app", Image: image}}},
//	}
//	app, err := arch.NewApp("cdk.out")
//	top, err := arch.Assemble(app, spec)
//	assembly, err := arch.Synth(app)
//
// [Assemble] makes two stacks: one in the spec's Region, and one for the edge in
// us-east-1, which is deployed after it and deleted before it. The result holds each
// block, whose L2 constructs are the escape hatch.
//
// The template holds no Lambda function, no custom resource and no asset: anything
// that deploys CloudFormation can deploy it.
//
// The CDK runs on Node.js, in one process for a program. [Close] ends it.
// To check, draw or explain a spec without Node.js, use package archspec.
package arch
