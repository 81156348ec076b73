package cdkkit

import (
	"fmt"
	"strings"

	"github.com/archblocks/archblocks/arch/plan"
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsec2"
	"github.com/aws/constructs-go/constructs/v10"
)

// SecurityGroup makes a group that lets nothing in and nothing out. A group
// without an egress rule would get one for everything from EC2, so it has one
// that matches nothing, as the CDK's own closed groups do.
func SecurityGroup(scope constructs.Construct, id, vpcID, description string) awsec2.CfnSecurityGroup {
	return awsec2.NewCfnSecurityGroup(scope, &id, &awsec2.CfnSecurityGroupProps{
		VpcId: &vpcID, GroupDescription: &description,
		SecurityGroupEgress: List(&awsec2.CfnSecurityGroup_EgressProperty{
			IpProtocol: Str("icmp"), FromPort: Num(252), ToPort: Num(86), CidrIp: Str("255.255.255.255/32"), Description: Str("Disallow all traffic"),
		}),
	})
}

// Worn is a group for other constructs to wear. They add no rules to it: the CDK
// would write them beside ours, with the stack's name in their logical ids.
func Worn(scope constructs.Construct, id, groupID string) awsec2.ISecurityGroup {
	return awsec2.SecurityGroup_FromSecurityGroupId(scope, &id, &groupID, &awsec2.SecurityGroupImportOptions{Mutable: Bool(false)})
}

// Peers gives the ids of what rules speak of.
type Peers struct {
	// Groups are security-group ids by role.
	Groups map[string]string
	// PrefixLists are prefix-list ids by name.
	PrefixLists map[string]string
}

// Rule makes one security-group rule.
func Rule(scope constructs.Construct, r plan.Rule, peers Peers) awscdk.CfnResource {
	port, group := Num(r.Port), peers.Groups[r.Group]
	var cidr, list, other *string
	switch r.Peer.Kind {
	case plan.PeerAnyIPv4:
		cidr = Str("0.0.0.0/0")
	case plan.PeerPrefixList:
		list = Str(peers.PrefixLists[r.Peer.Name])
	case plan.PeerGroup:
		other = Str(peers.Groups[r.Peer.Name])
	}
	if r.Direction == plan.Ingress {
		props := &awsec2.CfnSecurityGroupIngressProps{
			GroupId: group, IpProtocol: Str("tcp"), FromPort: port, ToPort: port, Description: &r.Description, CidrIp: cidr,
		}
		if list != nil {
			props.SourcePrefixListId = *list
		}
		if other != nil {
			props.SourceSecurityGroupId = *other
		}
		return awsec2.NewCfnSecurityGroupIngress(scope, &r.ID, props)
	}
	props := &awsec2.CfnSecurityGroupEgressProps{
		GroupId: group, IpProtocol: Str("tcp"), FromPort: port, ToPort: port, Description: &r.Description, CidrIp: cidr,
	}
	if list != nil {
		props.DestinationPrefixListId = list
	}
	if other != nil {
		props.DestinationSecurityGroupId = other
	}
	return awsec2.NewCfnSecurityGroupEgress(scope, &r.ID, props)
}

// PrefixListParameter asks for the id of a prefix list when the stack is made, for
// Regions where it is not known. The CDK's look-up would leave a dummy in the template.
func PrefixListParameter(scope constructs.Construct, id, list string) string {
	stack := awscdk.Stack_Of(scope)
	// Blocks of one stack share the parameter.
	if made, ok := stack.Node().TryFindChild(&id).(awscdk.CfnParameter); ok {
		return *made.ValueAsString()
	}
	parameter := awscdk.NewCfnParameter(stack, &id, &awscdk.CfnParameterProps{
		Type:           Str("String"),
		Description:    Str(fmt.Sprintf("Id in this Region of the prefix list %s (aws ec2 describe-managed-prefix-lists)", strings.ReplaceAll(list, "${AWS::Region}", "<region>"))),
		AllowedPattern: Str("^pl-([0-9a-f]{8}|[0-9a-f]{17})$"),
	})
	return *parameter.ValueAsString()
}
