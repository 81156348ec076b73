package network

import (
	"fmt"

	"github.com/archblocks/archblocks/arch/awsservice"
	"github.com/archblocks/archblocks/arch/plan"
	"github.com/archblocks/archblocks/internal/cdkkit"
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsec2"
	"github.com/aws/constructs-go/constructs/v10"
)

// subnets collects what the VPC is imported from once its parts exist.
type subnets struct {
	zones                       []string
	public, private             []string
	publicTable, privateTables  []string
	publicRoutes, privateRoutes []constructs.IDependable
	publicBlocks, privateBlocks []string
}

func (n *Network) render(in Inputs) {
	vpc := awsec2.NewCfnVPC(n, cdkkit.Str("Vpc"), &awsec2.CfnVPCProps{
		CidrBlock:          cdkkit.Str(n.Plan.Spec.CIDR.String()),
		EnableDnsSupport:   true,
		EnableDnsHostnames: true,
	})
	vpcID := *vpc.Ref()
	s := n.renderSubnets(vpcID)
	n.VPC = awsec2.Vpc_FromVpcAttributes(n, cdkkit.Str("Imported"), &awsec2.VpcAttributes{
		VpcId: &vpcID, VpcCidrBlock: cdkkit.Str(n.Plan.Spec.CIDR.String()),
		AvailabilityZones: cdkkit.Strs(s.zones...),
		PublicSubnetIds:   cdkkit.Strs(s.public...), PublicSubnetRouteTableIds: cdkkit.Strs(s.publicTable...), PublicSubnetIpv4CidrBlocks: cdkkit.Strs(s.publicBlocks...),
		IsolatedSubnetIds: cdkkit.Strs(s.private...), IsolatedSubnetRouteTableIds: cdkkit.Strs(s.privateTables...), IsolatedSubnetIpv4CidrBlocks: cdkkit.Strs(s.privateBlocks...),
	})
	n.PublicSubnets, n.PrivateSubnets = *n.VPC.PublicSubnets(), *n.VPC.IsolatedSubnets()
	n.PublicReady, n.PrivateReady = s.publicRoutes, s.privateRoutes
	n.S3PrefixListID = n.prefixList()
	n.renderEndpoints(vpcID, s, in.Values)
	if !n.Plan.Spec.DisableFlowLogs && in.LogBucket != nil {
		n.renderFlowLogs(vpcID, in)
	}
}

func (n *Network) renderSubnets(vpcID string) subnets {
	gateway := awsec2.NewCfnInternetGateway(n, cdkkit.Str("InternetGateway"), nil)
	attachment := awsec2.NewCfnVPCGatewayAttachment(n, cdkkit.Str("GatewayAttachment"), &awsec2.CfnVPCGatewayAttachmentProps{
		VpcId: &vpcID, InternetGatewayId: gateway.Ref(),
	})
	public := awsec2.NewCfnRouteTable(n, cdkkit.Str("PublicRouteTable"), &awsec2.CfnRouteTableProps{VpcId: &vpcID})
	s := subnets{publicRoutes: []constructs.IDependable{attachment}}
	if !n.Plan.Spec.PrivateOnly {
		route := awsec2.NewCfnRoute(n, cdkkit.Str("PublicRoute"), &awsec2.CfnRouteProps{
			RouteTableId: public.Ref(), DestinationCidrBlock: cdkkit.Str("0.0.0.0/0"), GatewayId: gateway.Ref(),
		})
		route.Node().AddDependency(attachment)
		reason := "only the internet-facing load balancer is in the public subnets; it admits CloudFront's prefix list alone, and every other route table has no route to a gateway"
		cdkkit.Explain(route, cdkkit.InPacks("VPCNoUnrestrictedRouteToIGW", reason)...)
		s.publicRoutes = append(s.publicRoutes, route)
	}
	for i, zone := range n.Plan.Zones {
		name := zone.Name
		if name == "" {
			// A token, because maxAzs of the CDK silently gives two zones without an account.
			name = *awscdk.Fn_Select(cdkkit.Num(i), awscdk.Fn_GetAzs(nil))
		}
		s.zones = append(s.zones, name)
		s.publicBlocks = append(s.publicBlocks, zone.Public.String())
		s.privateBlocks = append(s.privateBlocks, zone.Private.String())

		subnet, association := n.renderSubnet(fmt.Sprintf("PublicSubnet%d", zone.Number), vpcID, name, zone.Public.String(), public)
		s.public = append(s.public, *subnet.Ref())
		s.publicTable = append(s.publicTable, *public.Ref())
		s.publicRoutes = append(s.publicRoutes, association)

		private := awsec2.NewCfnRouteTable(n, cdkkit.Str(fmt.Sprintf("PrivateRouteTable%d", zone.Number)), &awsec2.CfnRouteTableProps{VpcId: &vpcID})
		subnet, association = n.renderSubnet(fmt.Sprintf("PrivateSubnet%d", zone.Number), vpcID, name, zone.Private.String(), private)
		s.private = append(s.private, *subnet.Ref())
		s.privateTables = append(s.privateTables, *private.Ref())
		s.privateRoutes = append(s.privateRoutes, association)
	}
	return s
}

func (n *Network) renderSubnet(id, vpcID, zone, block string, table awsec2.CfnRouteTable) (awsec2.CfnSubnet, awsec2.CfnSubnetRouteTableAssociation) {
	subnet := awsec2.NewCfnSubnet(n, &id, &awsec2.CfnSubnetProps{
		VpcId: &vpcID, AvailabilityZone: &zone, CidrBlock: &block, MapPublicIpOnLaunch: false,
	})
	if !*awscdk.Token_IsUnresolved(zone) {
		// cfn-lint warns of a zone that is named; the spec names it on purpose.
		subnet.AddMetadata(cdkkit.Str("cfn-lint"), map[string]any{"config": map[string]any{"ignore_checks": []any{"W3010"}}})
	}
	association := awsec2.NewCfnSubnetRouteTableAssociation(n, cdkkit.Str(id+"RouteTable"), &awsec2.CfnSubnetRouteTableAssociationProps{
		SubnetId: subnet.Ref(), RouteTableId: table.Ref(),
	})
	return subnet, association
}

func (n *Network) prefixList() string {
	if n.Plan.S3PrefixListID != "" {
		return n.Plan.S3PrefixListID
	}
	return cdkkit.PrefixListParameter(n, plan.S3PrefixListParameter, plan.S3PrefixList)
}

func (n *Network) renderEndpoints(vpcID string, s subnets, values map[string]string) {
	group := cdkkit.SecurityGroup(n, "EndpointGroup", vpcID, "Interface endpoints: HTTPS from the tasks")
	groupID := *group.AttrGroupId()
	n.EndpointGroup = cdkkit.Worn(n, "EndpointGroupRef", groupID)
	n.Endpoints = map[string]awsec2.CfnVPCEndpoint{}
	for _, e := range n.Plan.Endpoints {
		props := &awsec2.CfnVPCEndpointProps{
			VpcId:          &vpcID,
			ServiceName:    cdkkit.Str(cdkkit.Text(e.Service.EndpointName(), nil)),
			PolicyDocument: cdkkit.EndpointPolicy(e.Statements, values),
		}
		if e.Kind == awsservice.Gateway {
			props.VpcEndpointType, props.RouteTableIds = cdkkit.Str("Gateway"), cdkkit.Anys(s.privateTables)
		} else {
			props.VpcEndpointType, props.PrivateDnsEnabled = cdkkit.Str("Interface"), true
			props.SubnetIds, props.SecurityGroupIds = cdkkit.Anys(s.private), cdkkit.List(groupID)
		}
		endpoint := awsec2.NewCfnVPCEndpoint(n, cdkkit.Str("Endpoint"+plan.Pascal(string(e.Service))), props)
		n.Endpoints[string(e.Service)] = endpoint
		n.PrivateReady = append(n.PrivateReady, endpoint)
	}
}

func (n *Network) renderFlowLogs(vpcID string, in Inputs) {
	logs := awsec2.NewCfnFlowLog(n, cdkkit.Str("FlowLogs"), &awsec2.CfnFlowLogProps{
		ResourceId: vpcID, ResourceType: cdkkit.Str("VPC"), TrafficType: cdkkit.Str("ALL"),
		LogDestinationType: cdkkit.Str("s3"), LogDestination: cdkkit.Str(*in.LogBucket.BucketArn() + "/flow"),
		MaxAggregationInterval: cdkkit.Num(600),
	})
	cdkkit.AwaitPolicy(logs, in.LogBucket)
}
