package compute_test

import (
	"fmt"
	"testing"

	"github.com/archblocks/archblocks/arch/problem"
	"github.com/archblocks/archblocks/compute"
	"github.com/archblocks/archblocks/internal/cdktest"
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsec2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awskms"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	"github.com/aws/jsii-runtime-go"
	"github.com/stretchr/testify/require"
)

const certificate = "arn:aws:acm:eu-west-1:111122223333:certificate/12345678-1234-1234-1234-123456789012"

func services(names ...string) compute.Spec {
	var spec compute.Spec
	for _, name := range names {
		service := compute.Service{Name: name, Image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/" + name + ":1.0.0"}
		if len(spec.Services) > 0 {
			service.Paths = []string{"/" + name + "/*"}
		}
		spec.Services = append(spec.Services, service)
	}
	return spec
}

// inputs are made of the CDK's own constructs: compute needs none of the other blocks.
func inputs(stack awscdk.Stack, names ...string) compute.Inputs {
	vpc := awsec2.NewVpc(stack, jsii.String("Vpc"), &awsec2.VpcProps{
		AvailabilityZones: jsii.Strings("eu-west-1a", "eu-west-1b"), NatGateways: jsii.Number(0),
		SubnetConfiguration: &[]*awsec2.SubnetConfiguration{
			{Name: jsii.String("public"), SubnetType: awsec2.SubnetType_PUBLIC, MapPublicIpOnLaunch: jsii.Bool(false)},
			{Name: jsii.String("private"), SubnetType: awsec2.SubnetType_PRIVATE_ISOLATED},
		},
	})
	in := compute.Inputs{
		Name: "mine", Region: "eu-west-1",
		Network: compute.Network{
			VPC: vpc, PublicSubnets: *vpc.PublicSubnets(), PrivateSubnets: *vpc.IsolatedSubnets(),
			EndpointGroup:  awsec2.NewSecurityGroup(stack, jsii.String("Endpoints"), &awsec2.SecurityGroupProps{Vpc: vpc}),
			S3PrefixListID: "pl-6da54004",
		},
		Key:       awskms.NewKey(stack, jsii.String("Key"), nil),
		LogGroups: map[string]awslogs.LogGroup{},
	}
	for _, name := range names {
		in.LogGroups[name] = awslogs.NewLogGroup(stack, jsii.String("Logs-"+name), nil)
	}
	return in
}

func TestMissingInputs(t *testing.T) {
	stack := cdktest.NewStack(t, "eu-west-1")
	whole := inputs(stack, "app")
	const network = "; take it from network.New, or from your own VPC"
	tests := map[string]struct {
		remove func(*compute.Inputs)
		want   string
	}{
		"VPC":            {func(in *compute.Inputs) { in.Network.VPC = nil }, "Network.VPC is missing" + network},
		"public subnet":  {func(in *compute.Inputs) { in.Network.PublicSubnets = in.Network.PublicSubnets[:1] }, "Network.PublicSubnets is missing; a load balancer needs two" + network},
		"private subnet": {func(in *compute.Inputs) { in.Network.PrivateSubnets = nil }, "Network.PrivateSubnets is missing" + network},
		"endpoint group": {func(in *compute.Inputs) { in.Network.EndpointGroup = nil }, "Network.EndpointGroup is missing" + network},
		"prefix list":    {func(in *compute.Inputs) { in.Network.S3PrefixListID = "" }, "Network.S3PrefixListID is missing" + network},
		"key":            {func(in *compute.Inputs) { in.Key = nil }, "Key is missing; take it from observability.New, or make an awskms.Key"},
		"log group":      {func(in *compute.Inputs) { in.LogGroups = nil }, `LogGroups["app"] is missing; make one with observability.New or awslogs.NewLogGroup`},
		"hosted zone":    {func(in *compute.Inputs) { in.Host = "chat.example.com" }, "Host or Inputs.HostedZoneID is missing; a certificate needs both"},
	}
	children := len(*stack.Node().Children())
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			in := whole
			test.remove(&in)
			_, err := compute.New(stack, "Compute", services("app"), in)
			require.EqualError(t, err, "compute: Inputs."+test.want)
			require.Len(t, *stack.Node().Children(), children, "nothing is made")
		})
	}
	_, err := compute.New(stack, "Compute", services("app"), whole)
	require.NoError(t, err)
}

func TestErrors(t *testing.T) {
	stack := cdktest.NewStack(t, "eu-west-1")
	in := inputs(stack, "app")
	children := len(*stack.Node().Children())
	spec := services("app")
	spec.Services[0].Image = "docker.io/library/nginx:1"
	_, err := compute.New(stack, "Compute", spec, in)
	_, invalid := problem.Of(err)
	require.True(t, invalid, err)
	require.Len(t, *stack.Node().Children(), children, "nothing is made of a bad spec")

	for i := range 2 {
		_, err = compute.New(stack, "Compute", services("app"), in)
		require.Equal(t, i > 0, err != nil)
	}
	require.ErrorContains(t, err, "compute: ")
	require.NotContains(t, err.Error(), "\n")
}

func TestLoginNeedsAllOfIts(t *testing.T) {
	stack := cdktest.NewStack(t, "eu-west-1")
	in := inputs(stack, "app")
	in.Login = &compute.Login{}
	spec := services("app")
	spec.LoadBalancer.CertificateARN = certificate
	_, err := compute.New(stack, "Compute", spec, in)
	require.EqualError(t, err, "compute: Inputs.Login.UserPool, Client or Domain is missing; take all three from auth.New")
}

// A stack holds eighteen services at most; one more is refused before anything is made.
func TestTooManyServices(t *testing.T) {
	var names []string
	for i := range 19 {
		names = append(names, fmt.Sprintf("s%d", i))
	}
	stack := cdktest.NewStack(t, "eu-west-1")
	_, err := compute.New(stack, "Compute", services(names...), inputs(stack))
	require.EqualError(t, err, "compute: 19 services are more than the 18 that one stack can hold; divide them into several topologies")
}
