package cfn_test

import (
	"fmt"

	"github.com/archblocks/archblocks/internal/cfn"
)

// Two stacks of two Regions: the reference across them leads to the resource, and
// what a parameter leaves open is looked at both ways.
func Example() {
	network, err := cfn.Parse([]byte(`
Parameters:
  Env: {Type: String}
Conditions:
  IsProd: !Equals [!Ref Env, prod]
Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties: {CidrBlock: !If [IsProd, 10.0.0.0/16, 10.1.0.0/16]}
Outputs:
  VpcId: {Value: !Ref Vpc}
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	app, err := cfn.Parse([]byte(`
Resources:
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      VpcId: {"Fn::GetStackOutput": {StackName: net, OutputName: VpcId, Region: eu-west-1}}
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	model, err := cfn.Evaluate(
		cfn.Input{Name: "net", Region: "eu-west-1", Template: network},
		cfn.Input{Name: "app", Region: "us-east-1", Template: app},
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	group := model.OfType("AWS::EC2::SecurityGroup")[0]
	vpc := group.Property("VpcId").(cfn.ResourceRef)
	fmt.Println(group.Path("VpcId"), "is", vpc)

	worlds, err := model.Worlds(100)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, world := range worlds {
		fmt.Println(world.Property(model.Resource(vpc), "CidrBlock"), "where", world)
	}
	for _, note := range model.Assumptions {
		fmt.Println(note.Code, note.Stack, note.Text)
	}
	// Output:
	// Resources.Group.Properties.VpcId is net/Vpc
	// 10.0.0.0/16 where ${net/Env} == prod
	// 10.1.0.0/16 where ${net/Env} != prod
	// same-environment app in the same account as net
	// weak-reference app the output VpcId of net is as the template says now
}
