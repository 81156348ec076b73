// Command custom puts three blocks, observability, network and compute, into a stack of
// the user's own, beside the user's own constructs, and changes what the specs do not
// reach through the CDK's own constructs: the right to read a queue, a limit of the
// container, and one more flow log.
//
//	go run ./examples/custom [-out DIR]
//
// It writes DIR/cdk.out; nothing reaches AWS. The exit status is 2 for bad input and 1
// for any other failure.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/archblocks/archblocks/arch"
	"github.com/archblocks/archblocks/arch/problem"
	"github.com/archblocks/archblocks/compute"
	"github.com/archblocks/archblocks/compute/computespec"
	"github.com/archblocks/archblocks/network"
	"github.com/archblocks/archblocks/observability"
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsec2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecs"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssqs"
	"github.com/aws/jsii-runtime-go"
)

const region = "eu-west-1"

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout, stderr io.Writer) int {
	f := flag.NewFlagSet("custom", flag.ContinueOnError)
	f.SetOutput(stderr)
	out := f.String("out", "out", "the `folder` to write to")
	if err := f.Parse(args); errors.Is(err, flag.ErrHelp) {
		return 0
	} else if err != nil {
		return 2
	}
	if *out == "" {
		fmt.Fprintln(stderr, "-out is empty: name a folder")
		return 2
	}
	if f.NArg() > 0 {
		fmt.Fprintf(stderr, "unexpected argument %q; see -help\n", f.Arg(0))
		return 2
	}
	defer arch.Close()
	assembly, err := generate(*out)
	if err != nil {
		fmt.Fprintln(stderr, err)
		if _, invalid := problem.Of(err); invalid {
			return 2
		}
		return 1
	}
	for _, s := range assembly.Stacks {
		fmt.Fprintln(stdout, s.Template)
	}
	return 0
}

func generate(out string) (arch.Assembly, error) {
	app, err := arch.NewApp(filepath.Join(out, "cdk.out"))
	if err != nil {
		return arch.Assembly{}, err
	}
	stack := awscdk.NewStack(app, jsii.String("worker"), &awscdk.StackProps{
		Env: &awscdk.Environment{Region: jsii.String(region)},
	})
	if err := worker(stack); err != nil {
		return arch.Assembly{}, err
	}
	return arch.Synth(app)
}

// worker is a stack by hand. Each block says in its Inputs what it needs of the
// others, so any of them can be replaced by constructs of your own.
func worker(stack awscdk.Stack) error {
	queue := awssqs.NewQueue(stack, jsii.String("Jobs"), &awssqs.QueueProps{EnforceSSL: jsii.Bool(true)})

	services := compute.Spec{Services: []compute.Service{{
		Name:        "worker",
		Image:       "111122223333.dkr.ecr.eu-west-1.amazonaws.com/worker:1.0.0",
		Environment: map[string]string{"STAGE": "test"},
	}}}
	// What the services need decides which endpoints the network has.
	plan := services.Plan(computespec.Inputs{Name: "worker", Region: region})

	sinks, err := observability.New(stack, "Observability", observability.Spec{LogRetentionDays: 30},
		observability.Inputs{Name: "worker", LogGroups: plan.LogGroups})
	if err != nil {
		return err
	}
	net, err := network.New(stack, "Network", network.Spec{
		PrivateOnly: true,
		ExtraEndpoints: []network.Endpoint{{
			Service: "sqs", Reason: "the worker reads jobs from a queue",
			// What GrantConsumeMessages grants: the endpoint lets through neither less nor more.
			Actions: []string{
				"sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:ReceiveMessage",
			},
			Resources: []string{"arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${Jobs}"},
		}},
	}, network.Inputs{
		Region: region, Needs: plan.Needs, LogBucket: sinks.LogBucket,
		Values: map[string]string{"Jobs": *queue.QueueName()},
	})
	if err != nil {
		return err
	}
	apps, err := compute.New(stack, "Compute", services, compute.Inputs{
		Name: "worker", Region: region,
		Network: compute.Network{
			VPC: net.VPC, PublicSubnets: net.PublicSubnets, PrivateSubnets: net.PrivateSubnets,
			EndpointGroup: net.EndpointGroup, S3PrefixListID: net.S3PrefixListID,
			PublicReady: net.PublicReady, PrivateReady: net.PrivateReady,
		},
		LogGroups: sinks.LogGroups, LogBucket: sinks.LogBucket, Key: sinks.Key,
	})
	if err != nil {
		return err
	}

	// The CDK's own constructs are the escape hatch: grant, extend, add.
	task := apps.Services["worker"]
	queue.GrantConsumeMessages(task.TaskRole)
	task.Container.AddEnvironment(jsii.String("QUEUE_URL"), queue.QueueUrl())
	task.Container.AddUlimits(&awsecs.Ulimit{Name: awsecs.UlimitName_NOFILE, SoftLimit: jsii.Number(65536), HardLimit: jsii.Number(65536)})
	net.VPC.AddFlowLog(jsii.String("Rejected"), &awsec2.FlowLogOptions{
		Destination: awsec2.FlowLogDestination_ToS3(sinks.LogBucket, jsii.String("flow/rejected"), nil),
		TrafficType: awsec2.FlowLogTrafficType_REJECT,
	})
	return nil
}
