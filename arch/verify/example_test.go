package verify_test

import (
	"fmt"

	"github.com/archblocks/archblocks/arch/verify"
)

// A service in a public subnet, as many a first stack has it.
func ExampleCheck() {
	report, err := verify.Check(verify.Template{Name: "first", Region: "eu-west-1", Text: []byte(`
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24, AvailabilityZone: eu-west-1a}}
  Gateway: {Type: AWS::EC2::InternetGateway}
  Attachment: {Type: AWS::EC2::VPCGatewayAttachment, Properties: {VpcId: !Ref Vpc, InternetGatewayId: !Ref Gateway}}
  Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  Association: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref Subnet, RouteTableId: !Ref Table}}
  Out: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Gateway}}
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: the service
      VpcId: !Ref Vpc
      SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0}]
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      NetworkMode: awsvpc
      ContainerDefinitions: [{Name: web, Image: nginx}]
  Service:
    Type: AWS::ECS::Service
    Properties:
      LaunchType: FARGATE
      TaskDefinition: !Ref Task
      NetworkConfiguration:
        AwsvpcConfiguration: {AssignPublicIp: ENABLED, Subnets: [!Ref Subnet], SecurityGroups: [!Ref Group]}
`)})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, r := range report.Results {
		if r.Verdict == verify.Refuted {
			fmt.Printf("%s: %s\n  %s\n", r.Property, r.Witness.Path, r.Witness.Hint)
		}
	}
	// Output:
	// tasks-from-alb-only: Resources.Group.Properties.SecurityGroupIngress[0]
	//   admit the load balancer's security group alone, on the container's port
	// no-internet-route: Resources.Out.Properties.GatewayId
	//   remove the route from the table of first/Subnet
	// no-public-address: Resources.Service.Properties.NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp
	//   set AssignPublicIp to DISABLED
	// services-have-endpoints: Resources.Task.Properties.ContainerDefinitions[0].Image
	//   push the image to private ECR of the same Region
	// s3-gateway-everywhere: Resources.Association
	//   add the table to the RouteTableIds of the gateway endpoint of S3
	// egress-only-to-endpoints: Resources.Group.Properties.SecurityGroupEgress
	//   send to the security group of the endpoints and to S3's prefix list alone, on tcp 443
	// survives-zone-loss: Resources.Service.Properties.NetworkConfiguration.AwsvpcConfiguration.Subnets
	//   add a subnet in another zone
	// encrypted-and-logged: Resources.Vpc
	//   add an AWS::EC2::FlowLog of the VPC with TrafficType ALL
	// encrypted-and-logged: Resources.Task.Properties.ContainerDefinitions[0].LogConfiguration
	//   set LogConfiguration to awslogs
	// ready-before-start: Resources.Service.DependsOn
	//   add Association to DependsOn
}

// The templates of one application are read together.
func ExampleRead() {
	templates, err := verify.Read("../../internal/cfn/testdata/chat.template.json", "../../internal/cfn/testdata/chat-edge.template.json")
	if err != nil {
		fmt.Println(err)
		return
	}
	// Without the manifest.json of a cloud assembly their Regions are for you to say.
	templates[0].Region, templates[1].Region = "eu-west-1", "us-east-1"
	report, err := verify.Check(templates...)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report.OK(), len(report.Of("no-internet-route")), report.Of("no-internet-route")[0].Verdict)
	// Output: true 1 PROVED
}

func ExampleReport_Findings() {
	checker := verify.Checker{Properties: []string{"encrypted-and-logged"}}
	report, err := checker.Check(verify.Template{Name: "store", Text: []byte(`{"Resources": {"Bucket": {"Type": "AWS::S3::Bucket", "Properties": {
		"PublicAccessBlockConfiguration": {"BlockPublicAcls": true, "BlockPublicPolicy": false, "IgnorePublicAcls": true, "RestrictPublicBuckets": true}}}}}`)})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(report.Findings())
	// Output:
	// REFUTED encrypted-and-logged  store/Bucket
	//   store/Bucket does not declare how its objects are encrypted
	//   change: store Resources.Bucket.Properties.BucketEncryption
	//   hint:   set BucketEncryption
}
