package arch_test

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/archblocks/archblocks/arch"
	"github.com/archblocks/archblocks/arch/problem"
	"github.com/archblocks/archblocks/arch/verify"
	"github.com/archblocks/archblocks/compute"
	"github.com/aws/aws-cdk-go/awscdk/v2/awselasticloadbalancingv2"
	"github.com/aws/jsii-runtime-go"
)

// The least that a spec can say: a name, a Region and an image.
func ExampleRender() {
	dir, err := os.MkdirTemp("", "example-")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	assembly, err := arch.Render(arch.Spec{
		Name: "hello", Region: "eu-west-1",
		Compute: compute.Spec{Services: []compute.Service{{
			Name: "app", Image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/hello:1.0.0",
		}}},
	}, filepath.Join(dir, "cdk.out"))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, stack := range assembly.Stacks {
		fmt.Println(stack.Name, stack.Region, filepath.Base(stack.Template))
	}
	// Output:
	// hello eu-west-1 hello.template.json
	// hello-edge us-east-1 hello-edge.template.json
}

// A test of your own can prove of its templates that a topology is private: a change that
// opens it, by a spec or by constructs of your own, fails that test.
func ExampleRender_proved() {
	dir, err := os.MkdirTemp("", "example-")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	assembly, err := arch.Render(arch.Spec{
		Name: "hello", Region: "eu-west-1",
		Compute: compute.Spec{Services: []compute.Service{{
			Name: "app", Image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/hello:1.0.0",
		}}},
	}, filepath.Join(dir, "cdk.out"))
	if err != nil {
		fmt.Println(err)
		return
	}
	templates, err := verify.Read(assembly.Dir)
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := verify.Check(templates...)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(report.Findings()) // what is refuted or unknown, and what to do
	fmt.Println(report.OK())
	// Output: true
}

// What a spec does not reach, the CDK's own constructs do.
func ExampleAssemble() {
	dir, err := os.MkdirTemp("", "example-")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	app, err := arch.NewApp(dir)
	if err != nil {
		fmt.Println(err)
		return
	}
	top, err := arch.Assemble(app, arch.Spec{
		Name: "hello", Region: "eu-west-1",
		Compute: compute.Spec{Services: []compute.Service{{
			Name: "app", Image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/hello:1.0.0",
		}}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	top.Compute.Services["app"].TargetGroup.SetAttribute(jsii.String("load_balancing.algorithm.type"), jsii.String("least_outstanding_requests"))
	top.Compute.Listener.AddAction(jsii.String("Robots"), &awselasticloadbalancingv2.AddApplicationActionProps{
		Priority:   jsii.Number(10),
		Conditions: &[]awselasticloadbalancingv2.ListenerCondition{awselasticloadbalancingv2.ListenerCondition_PathPatterns(jsii.Strings("/robots.txt"))},
		Action: awselasticloadbalancingv2.ListenerAction_FixedResponse(jsii.Number(200), &awselasticloadbalancingv2.FixedResponseOptions{
			MessageBody: jsii.String("User-agent: *\nDisallow: /"),
		}),
	})
	if _, err := arch.Synth(app); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(top.Plan.StackName(), top.Plan.Network.Spec.CIDR, len(top.Watched.Alarms), "alarms")
	// Output: hello 10.0.0.0/16 7 alarms
}

// All problems are there at once, each with its place in the spec and what to do.
func ExampleRender_problems() {
	_, err := arch.Render(arch.Spec{
		Name: "hello", Region: "eu-west-1",
		Compute: compute.Spec{Services: []compute.Service{{
			Name: "app", Image: "docker.io/library/nginx:1", CPU: 256, MemoryMiB: 4096,
		}}},
	}, "cdk.out")
	if invalid, ok := problem.Of(err); ok {
		for _, p := range invalid {
			fmt.Println(p.Path, p.Code)
		}
	}
	// Output:
	// compute.services[0].image image-not-in-ecr
	// compute.services[0].memoryMiB memory-not-allowed
}

// Explain says why each part exists.
func ExampleExplain() {
	all, err := arch.Explain(arch.Spec{
		Name: "hello", Region: "eu-west-1",
		Compute: compute.Spec{Services: []compute.Service{{
			Name: "app", Image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/hello:1.0.0",
		}}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range all {
		if e.Kind == "endpoint" {
			fmt.Println(e)
		}
	}
	// Output:
	// endpoint s3
	//   because app pulls its image's layers, which ECR keeps in S3 (compute.services[0].image)
	// endpoint ecr.api
	//   because app gets its registry token and image addresses (compute.services[0].image)
	// endpoint ecr.dkr
	//   because app pulls its image's manifest (compute.services[0].image)
	// endpoint logs
	//   because app writes its output to CloudWatch Logs (compute.services[0])
	// endpoint monitoring
	//   because app puts its own metrics (compute.services[0])
	// endpoint cognito-idp
	//   because the application logs users in through Cognito (auth.mode)
}
