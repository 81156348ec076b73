// Package network makes the VPC of a topology: public and private subnets in two
// or three Availability Zones, VPC endpoints for just the services that tasks
// need, and flow logs. There is no NAT gateway, and no route out of the private subnets.
//
// It makes AWS::EC2::VPC, InternetGateway, Subnet, RouteTable, Route, VPCEndpoint,
// SecurityGroup and FlowLog.
//
//	net, err := network.New(stack, "Network", network.Spec{}, network.Inputs{Needs: needs})
//
// The result's VPC is an awsec2.IVpc, to use with every construct of the CDK. The
// package takes a [Spec] of plain Go values; to check one without the CDK, use package networkspec.
//
// The VPC's default security group admits its own members. CloudFormation cannot
// change that without a custom resource; nothing here wears the group. To close it, revoke its rules:
//
//	aws ec2 revoke-security-group-ingress --group-id sg-... --protocol all --source-group sg-...
//	aws ec2 revoke-security-group-egress --group-id sg-... --protocol all --cidr 0.0.0.0/0
package network
