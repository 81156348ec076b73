package cdkkit_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/archblocks/archblocks/arch/plan"
	"github.com/archblocks/archblocks/internal/cdkkit"
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsec2"
	"github.com/aws/jsii-runtime-go"
	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

func synth(t testing.TB, fill func(awscdk.Stack)) (resources, parameters map[string]map[string]any) {
	t.Helper()
	app := awscdk.NewApp(&awscdk.AppProps{Outdir: jsii.String(t.TempDir())})
	stack := awscdk.NewStack(app, jsii.String("mine"), &awscdk.StackProps{Synthesizer: awscdk.NewLegacyStackSynthesizer()})
	fill(stack)
	data, err := os.ReadFile(filepath.Join(*app.Synth(nil).Directory(), "mine.template.json"))
	require.NoError(t, err)
	var tpl struct {
		Resources, Parameters map[string]map[string]any
	}
	require.NoError(t, json.Unmarshal(data, &tpl))
	return tpl.Resources, tpl.Parameters
}

func TestRules(t *testing.T) {
	peers := cdkkit.Peers{Groups: map[string]string{"a": "sg-aaaaaaaa", "b": "sg-bbbbbbbb"}, PrefixLists: map[string]string{"list": "pl-12345678"}}
	group, list, any4 := plan.Peer{Kind: plan.PeerGroup, Name: "b"}, plan.Peer{Kind: plan.PeerPrefixList, Name: "list"}, plan.Peer{Kind: plan.PeerAnyIPv4}
	tests := map[string]struct {
		direction plan.Direction
		peer      plan.Peer
		want      map[string]any
	}{
		"from a group":   {plan.Ingress, group, map[string]any{"SourceSecurityGroupId": "sg-bbbbbbbb"}},
		"to a group":     {plan.Egress, group, map[string]any{"DestinationSecurityGroupId": "sg-bbbbbbbb"}},
		"from a list":    {plan.Ingress, list, map[string]any{"SourcePrefixListId": "pl-12345678"}},
		"to a list":      {plan.Egress, list, map[string]any{"DestinationPrefixListId": "pl-12345678"}},
		"from everybody": {plan.Ingress, any4, map[string]any{"CidrIp": "0.0.0.0/0"}},
		"to everybody":   {plan.Egress, any4, map[string]any{"CidrIp": "0.0.0.0/0"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			resources, _ := synth(t, func(stack awscdk.Stack) {
				cdkkit.Rule(stack, plan.Rule{ID: "Rule", Group: "a", Direction: test.direction, Port: 8501, Peer: test.peer, Description: "says why"}, peers)
			})
			test.want["GroupId"], test.want["IpProtocol"], test.want["FromPort"], test.want["ToPort"], test.want["Description"] = "sg-aaaaaaaa", "tcp", 8501.0, 8501.0, "says why"
			kind := map[plan.Direction]string{plan.Ingress: "AWS::EC2::SecurityGroupIngress", plan.Egress: "AWS::EC2::SecurityGroupEgress"}[test.direction]
			want := map[string]map[string]any{"Rule": {"Type": kind, "Properties": test.want}}
			if diff := cmp.Diff(want, resources); diff != "" {
				t.Errorf("resources (-want +got):\n%s", diff)
			}
		})
	}
}

// A worn group gets no rules from the constructs that wear it.
func TestWornGroupsStayAsTheyAre(t *testing.T) {
	resources, _ := synth(t, func(stack awscdk.Stack) {
		made := cdkkit.SecurityGroup(stack, "Group", "vpc-12345678", "for tests")
		worn := cdkkit.Worn(stack, "GroupRef", *made.AttrGroupId())
		worn.Connections().AllowFromAnyIpv4(awsec2.Port_Tcp(jsii.Number(22)), nil)
		worn.Connections().AllowToAnyIpv4(awsec2.Port_Tcp(jsii.Number(22)), nil)
	})
	want := map[string]map[string]any{"Group": {"Type": "AWS::EC2::SecurityGroup", "Properties": map[string]any{
		"GroupDescription": "for tests", "VpcId": "vpc-12345678",
		"SecurityGroupEgress": []any{map[string]any{"IpProtocol": "icmp", "FromPort": 252.0, "ToPort": 86.0, "CidrIp": "255.255.255.255/32", "Description": "Disallow all traffic"}},
	}}}
	if diff := cmp.Diff(want, resources); diff != "" {
		t.Errorf("resources (-want +got):\n%s", diff)
	}
}

func TestPrefixListParameter(t *testing.T) {
	_, parameters := synth(t, func(stack awscdk.Stack) {
		first := cdkkit.PrefixListParameter(stack, "List", plan.S3PrefixList)
		require.Equal(t, first, cdkkit.PrefixListParameter(stack, "List", plan.S3PrefixList))
	})
	require.Len(t, parameters, 1)
	require.Equal(t, "^pl-([0-9a-f]{8}|[0-9a-f]{17})$", parameters["List"]["AllowedPattern"])
	require.Contains(t, parameters["List"]["Description"], "com.amazonaws.<region>.s3")
	require.Nil(t, parameters["List"]["Default"], "a dummy would be deployed")
}

func TestExplain(t *testing.T) {
	resources, _ := synth(t, func(stack awscdk.Stack) {
		cdkkit.Explain(cdkkit.SecurityGroup(stack, "Group", "vpc-12345678", "for tests"), cdkkit.Exception{Rule: "X-1", Reason: "because"})
	})
	want := map[string]any{"cdk_nag": map[string]any{"rules_to_suppress": []any{map[string]any{"id": "X-1", "reason": "because"}}}}
	if diff := cmp.Diff(want, resources["Group"]["Metadata"]); diff != "" {
		t.Errorf("metadata (-want +got):\n%s", diff)
	}
}
