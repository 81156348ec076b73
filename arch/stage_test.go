package arch_test

import (
	"strings"
	"testing"

	"github.com/archblocks/archblocks/arch"
	"github.com/archblocks/archblocks/arch/verify"
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsec2"
	"github.com/aws/jsii-runtime-go"
	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// One app may hold several topologies, each in a stage of its own or beside another.
func TestStages(t *testing.T) {
	app, err := arch.NewApp(t.TempDir())
	require.NoError(t, err)
	other := minimalSpec()
	other.Name = "beside"
	_, err = arch.Assemble(app, other)
	require.NoError(t, err)
	stage := awscdk.NewStage(app, jsii.String("test"), nil)
	_, err = arch.Assemble(stage, minimalSpec())
	require.NoError(t, err)
	assembly, err := arch.Synth(app)
	require.NoError(t, err)

	var names []string
	for _, stack := range assembly.Stacks {
		names = append(names, stack.Name+" "+stack.Region)
		tpl := readTemplate(t, stack)
		plain := render(t, "minimal").Templates[(len(names)-1)%2]
		for id, r := range plain.Resources {
			require.Equal(t, r.Type, tpl.Resources[id].Type, "%s in %s", id, stack.Name)
		}
		require.Len(t, tpl.Resources, len(plain.Resources))
	}
	want := []string{"beside eu-west-1", "beside-edge us-east-1", "hello eu-west-1", "hello-edge us-east-1"}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Errorf("stacks in the order of deployment (-want +got):\n%s", diff)
	}

	// The prover finds the same stacks without the CDK.
	templates, err := verify.Read(assembly.Dir)
	require.NoError(t, err)
	var found []string
	for _, each := range templates {
		found = append(found, each.Name+" "+each.Region)
	}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Errorf("stacks that verify reads (-want +got):\n%s", diff)
	}
}

// A topology's own account and the CDK's other settings are the stack's: the result is an ordinary construct.
func TestTopologyIsOrdinaryCDK(t *testing.T) {
	app, err := arch.NewApp(t.TempDir())
	require.NoError(t, err)
	top, err := arch.Assemble(app, fullSpec())
	require.NoError(t, err)
	awscdk.NewCfnOutput(top.Stack, jsii.String("Mine"), &awscdk.CfnOutputProps{Value: top.Network.VPC.VpcId()})
	awscdk.NewCfnOutput(top.EdgeStack, jsii.String("Mine"), &awscdk.CfnOutputProps{Value: top.Edge.WebACL.AttrArn()})
	top.Stack.SetTerminationProtection(jsii.Bool(true))
	assembly, err := arch.Synth(app)
	require.NoError(t, err)
	for _, stack := range assembly.Stacks {
		require.Contains(t, readTemplate(t, stack).Outputs, "Mine")
	}
}

// A VPC of the user's own in such an app stands alone too: the CDK would close its default group with a function.
func TestAppsFlags(t *testing.T) {
	app, err := arch.NewApp(t.TempDir())
	require.NoError(t, err)
	stack := awscdk.NewStack(app, jsii.String("mine"), &awscdk.StackProps{Env: &awscdk.Environment{Region: jsii.String("eu-west-1")}})
	awsec2.NewVpc(stack, jsii.String("Vpc"), nil)
	assembly, err := arch.Synth(app)
	require.NoError(t, err)
	for id, r := range readTemplate(t, assembly.Stacks[0]).Resources {
		require.True(t, strings.HasPrefix(r.Type, "AWS::EC2::"), "%s is a %s", id, r.Type)
	}
}

// The stacks need no bootstrapped account, whoever made the app.
func TestAnyAppWillDo(t *testing.T) {
	app := awscdk.NewApp(&awscdk.AppProps{Outdir: jsii.String(t.TempDir())})
	_, err := arch.Assemble(app, fullSpec())
	require.NoError(t, err)
	assembly, err := arch.Synth(app)
	require.NoError(t, err)
	for _, stack := range assembly.Stacks {
		tpl := readTemplate(t, stack)
		require.Empty(t, tpl.Parameters, stack.Name)
		require.Empty(t, tpl.of("AWS::Lambda::Function"), stack.Name)
	}
}
