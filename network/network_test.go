package network_test

import (
	"strings"
	"testing"

	"github.com/archblocks/archblocks/arch/awsservice"
	"github.com/archblocks/archblocks/arch/plan"
	"github.com/archblocks/archblocks/arch/problem"
	"github.com/archblocks/archblocks/internal/cdktest"
	"github.com/archblocks/archblocks/network"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsec2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssns"
	"github.com/aws/jsii-runtime-go"
	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// needs are those of a task that pulls its image and writes logs.
var needs = []plan.Need{
	{Service: awsservice.S3, Reason: plan.Reason{Text: "layers"}, Statements: []plan.Statement{{
		Sid: "Layers", Actions: []string{"s3:GetObject"}, Resources: []string{"arn:aws:s3:::layers/*"}, AnyPrincipal: true, OtherAccount: true,
	}}},
	{Service: awsservice.Logs, Reason: plan.Reason{Text: "logs"}, Statements: []plan.Statement{{
		Sid: "Write", Actions: []string{"logs:PutLogEvents"}, Resources: []string{"arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${Group}:*"},
	}}},
}

func TestResources(t *testing.T) {
	tests := map[string]struct {
		spec      network.Spec
		in        network.Inputs
		logs      bool
		differ    map[string]int // from two zones with a public route and no endpoint
		parameter bool
	}{
		"zero":      {in: network.Inputs{Region: "eu-west-1"}},
		"no Region": {parameter: true},
		"three zones": {spec: network.Spec{ZoneCount: 3}, in: network.Inputs{Region: "eu-west-1"}, differ: map[string]int{
			"AWS::EC2::Subnet": 6, "AWS::EC2::SubnetRouteTableAssociation": 6, "AWS::EC2::RouteTable": 4,
		}},
		"private":        {spec: network.Spec{PrivateOnly: true}, in: network.Inputs{Region: "eu-west-1"}, differ: map[string]int{"AWS::EC2::Route": 0}},
		"needs":          {in: network.Inputs{Region: "eu-west-1", Needs: needs, Values: map[string]string{"Group": "/mine/app"}}, differ: map[string]int{"AWS::EC2::VPCEndpoint": 2}},
		"flow logs":      {in: network.Inputs{Region: "eu-west-1"}, logs: true, differ: map[string]int{"AWS::EC2::FlowLog": 1, "AWS::S3::Bucket": 1, "AWS::S3::BucketPolicy": 1}},
		"flow logs off":  {spec: network.Spec{DisableFlowLogs: true}, in: network.Inputs{Region: "eu-west-1"}, logs: true, differ: map[string]int{"AWS::S3::Bucket": 1, "AWS::S3::BucketPolicy": 1}},
		"own prefix":     {spec: network.Spec{S3PrefixListID: "pl-12345678"}},
		"unknown Region": {in: network.Inputs{Region: "il-central-1"}, parameter: true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			stack := cdktest.NewStack(t, "eu-west-1")
			if test.logs {
				test.in.LogBucket = awss3.NewBucket(stack, jsii.String("Logs"), &awss3.BucketProps{EnforceSSL: jsii.Bool(true)})
			}
			net, err := network.New(stack, "Net", test.spec, test.in)
			require.NoError(t, err)
			tpl := cdktest.Synth(t, stack)
			want := map[string]int{
				"AWS::EC2::VPC": 1, "AWS::EC2::InternetGateway": 1, "AWS::EC2::VPCGatewayAttachment": 1, "AWS::EC2::SecurityGroup": 1,
				"AWS::EC2::Subnet": 4, "AWS::EC2::SubnetRouteTableAssociation": 4, "AWS::EC2::RouteTable": 3, "AWS::EC2::Route": 1,
			}
			for kind, n := range test.differ {
				if want[kind] = n; n == 0 {
					delete(want, kind)
				}
			}
			if diff := cmp.Diff(want, tpl.Count()); diff != "" {
				t.Errorf("resources (-want +got):\n%s", diff)
			}
			if got := tpl.Parameters["S3PrefixListId"] != nil; got != test.parameter {
				t.Errorf("parameters %v, want one for the prefix list: %t", tpl.Parameters, test.parameter)
			}
			if list := net.S3PrefixListID; strings.HasPrefix(list, "pl-") == test.parameter {
				t.Errorf("the prefix list is %q", list)
			}
		})
	}
}

// An endpoint's policy gets what the inputs know, and leaves pseudo parameters to CloudFormation.
func TestPlaceholders(t *testing.T) {
	stack := cdktest.NewStack(t, "eu-west-1")
	topic := awssns.NewTopic(stack, jsii.String("Topic"), nil)
	_, err := network.New(stack, "Net", network.Spec{}, network.Inputs{Region: "eu-west-1", Needs: needs, Values: map[string]string{"Group": *topic.TopicName()}})
	require.NoError(t, err)
	for _, r := range cdktest.Synth(t, stack).Resources {
		if r.Type != "AWS::EC2::VPCEndpoint" || r.Properties["VpcEndpointType"] != "Interface" {
			continue
		}
		want := map[string]any{"Fn::Sub": []any{
			"arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${Group}:*",
			map[string]any{"Group": map[string]any{"Fn::GetAtt": []any{"TopicBFC7AF6E", "TopicName"}}},
		}}
		if diff := cmp.Diff(want, cdktest.At(r.Properties, "PolicyDocument", "Statement", 0, "Resource")); diff != "" {
			t.Errorf("resource (-want +got):\n%s", diff)
		}
		return
	}
	t.Error("no interface endpoint")
}

// The fields are what other constructs take, and the network is a scope like any other.
func TestEscapeHatches(t *testing.T) {
	stack := cdktest.NewStack(t, "eu-west-1")
	net, err := network.New(stack, "Net", network.Spec{}, network.Inputs{Region: "eu-west-1", Needs: needs, Values: map[string]string{"Group": "/mine/app"}})
	require.NoError(t, err)
	require.Len(t, net.PublicSubnets, 2)
	require.Len(t, net.PrivateSubnets, 2)

	net.VPC.AddFlowLog(jsii.String("Mine"), nil)
	isolated := net.VPC.SelectSubnets(&awsec2.SubnetSelection{SubnetType: awsec2.SubnetType_PRIVATE_ISOLATED})
	require.Len(t, *isolated.SubnetIds, 2)
	require.Equal(t, *net.PrivateSubnets[0].SubnetId(), *(*isolated.SubnetIds)[0])
	net.Endpoints["logs"].AddPropertyOverride(jsii.String("PrivateDnsEnabled"), false)
	mine := awsec2.NewSecurityGroup(net, jsii.String("Mine"), &awsec2.SecurityGroupProps{Vpc: net.VPC})
	mine.Connections().AllowTo(net.EndpointGroup, awsec2.Port_Tcp(jsii.Number(443)), jsii.String("HTTPS"))

	tpl := cdktest.Synth(t, stack)
	vpc, _ := tpl.Only(t, "AWS::EC2::VPC")
	_, log := tpl.Only(t, "AWS::EC2::FlowLog")
	require.Equal(t, map[string]any{"Ref": vpc}, log.Properties["ResourceId"])
	off := 0
	for _, r := range tpl.Resources {
		if r.Type == "AWS::EC2::VPCEndpoint" && r.Properties["PrivateDnsEnabled"] == false {
			off++
		}
	}
	require.Equal(t, 1, off)
	require.Equal(t, 2, tpl.Count()["AWS::EC2::SecurityGroup"])
	for id, r := range tpl.Resources {
		if r.Type == "AWS::EC2::SecurityGroup" {
			require.True(t, strings.HasPrefix(id, "Net"), "%s is not beneath the network", id)
		}
	}
}

func TestTwoNetworksInOneStack(t *testing.T) {
	stack := cdktest.NewStack(t, "il-central-1")
	for _, id := range []string{"A", "B"} {
		_, err := network.New(stack, id, network.Spec{}, network.Inputs{Region: "il-central-1"})
		require.NoError(t, err)
	}
	tpl := cdktest.Synth(t, stack)
	require.Equal(t, 2, tpl.Count()["AWS::EC2::VPC"])
	require.Len(t, tpl.Parameters, 1, "the prefix list is the Region's")
}

// Zones that the spec names are meant: cfn-lint is told so, and about nothing else.
func TestNamedZones(t *testing.T) {
	stack := cdktest.NewStack(t, "eu-west-1")
	_, err := network.New(stack, "Net", network.Spec{Zones: []string{"eu-west-1a", "eu-west-1c"}}, network.Inputs{Region: "eu-west-1"})
	require.NoError(t, err)
	zones := map[any]int{}
	for _, r := range cdktest.Synth(t, stack).Resources {
		switch r.Type {
		case "AWS::EC2::Subnet":
			zones[r.Properties["AvailabilityZone"]]++
			require.Equal(t, []any{"W3010"}, cdktest.At(r.Metadata, "cfn-lint", "config", "ignore_checks"))
		default:
			require.Nil(t, r.Metadata["cfn-lint"])
		}
	}
	require.Equal(t, map[any]int{"eu-west-1a": 2, "eu-west-1c": 2}, zones)
}

func TestErrors(t *testing.T) {
	stack := cdktest.NewStack(t, "eu-west-1")
	_, err := network.New(stack, "Net", network.Spec{ZoneCount: 4}, network.Inputs{})
	_, invalid := problem.Of(err)
	require.True(t, invalid, err)
	require.ErrorIs(t, err, network.ZoneCountNotAllowed)
	require.Empty(t, *stack.Node().Children(), "nothing is made of a bad spec")
	_, err = network.New(cdktest.NewStack(t, "eu-west-1"), "Net", network.Spec{}, network.Inputs{Needs: needs})
	require.ErrorContains(t, err, "has the placeholder ${Group}, which has no value; add Group to Inputs.Values")

	_, err = network.New(stack, "Net", network.Spec{}, network.Inputs{})
	require.NoError(t, err)
	_, err = network.New(stack, "Net", network.Spec{}, network.Inputs{})
	require.ErrorContains(t, err, "network: ")
	require.NotContains(t, err.Error(), "\n")
}
