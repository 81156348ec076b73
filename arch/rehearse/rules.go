package rehearse

import (
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/archblocks/archblocks/arch/awsservice"
)

// refuse says why a service would not make or change a resource so; empty if it would. The
// rules are those that the specs of this module hold, and no second AWS.
func (a *account) refuse(r, old *resource) string {
	switch r.Type {
	case "AWS::EC2::Subnet":
		return a.refuseSubnet(r, old)
	case "AWS::ElasticLoadBalancingV2::LoadBalancer":
		return a.refuseBalancer(r)
	case "AWS::EC2::VPCEndpoint":
		return a.refuseEndpoint(r)
	case "AWS::EC2::SecurityGroupIngress", "AWS::EC2::SecurityGroupEgress":
		return a.refuseRule(r, old)
	case "AWS::WAFv2::WebACL":
		// docs.aws.amazon.com/waf/latest/APIReference/API_CreateWebACL.html
		if r.Properties["Scope"] == "CLOUDFRONT" && r.Region != awsservice.EdgeRegion {
			return "Error reason: The scope is not valid., field: SCOPE_VALUE, parameter: CLOUDFRONT (a web ACL for CloudFront is made in us-east-1)"
		}
	case "AWS::ECS::TaskDefinition":
		return refuseTask(r)
	}
	return ""
}

// refuseSubnet: docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
func (a *account) refuseSubnet(r, old *resource) string {
	block, err := netip.ParsePrefix(show(r.Properties["CidrBlock"]))
	if err != nil {
		return fmt.Sprintf("Value (%s) for parameter cidrBlock is invalid. This is not a valid CIDR block.", show(r.Properties["CidrBlock"]))
	}
	if vpc := a.byID(r.Region, show(r.Properties["VpcId"])); vpc != nil {
		if around, err := netip.ParsePrefix(show(vpc.Properties["CidrBlock"])); err == nil && !(around.Contains(block.Addr()) && around.Bits() <= block.Bits()) {
			return fmt.Sprintf("The CIDR '%s' is invalid. It is not inside the VPC's, %s.", block, around)
		}
	} else if reason := gone("The vpc ID", r.Properties["VpcId"]); reason != "" {
		return reason
	}
	for _, other := range a.ofType(r.Region, r.Type) {
		if b, err := netip.ParsePrefix(show(other.Properties["CidrBlock"])); err == nil && other != old && other.Properties["VpcId"] == r.Properties["VpcId"] && b.Overlaps(block) {
			return fmt.Sprintf("The CIDR '%s' conflicts with another subnet", block)
		}
	}
	return ""
}

// refuseBalancer: docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#subnets-load-balancer
func (a *account) refuseBalancer(r *resource) string {
	zones, reason := a.zones(r, "Subnets")
	switch {
	case reason != "":
		return reason
	case len(slices.Compact(slices.Sorted(slices.Values(zones)))) < 2 && r.Properties["Type"] != "network" && r.Properties["Subnets"] != nil:
		return "At least two subnets in two different Availability Zones must be specified"
	}
	return ""
}

// refuseEndpoint: docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
func (a *account) refuseEndpoint(r *resource) string {
	zones, reason := a.zones(r, "SubnetIds")
	if reason != "" {
		return reason
	}
	for i, zone := range zones {
		if slices.Contains(zones[:i], zone) {
			return "Found another endpoint subnet in the same Availability Zone (" + zone + ")"
		}
	}
	return ""
}

// zones are those of the subnets that a property names, and why one is no subnet.
func (a *account) zones(r *resource, property string) ([]string, string) {
	list, _ := r.Properties[property].([]any)
	var all []string
	for _, id := range list {
		subnet := a.byID(r.Region, show(id))
		if subnet == nil {
			if reason := gone("The subnet ID", id); reason != "" {
				return nil, reason
			}
			continue
		}
		all = append(all, show(subnet.Properties["AvailabilityZone"]))
	}
	return all, ""
}

// gone says that an id of this account's making is of nothing that there is. Others are the
// user's own, which a rehearsal cannot know.
func gone(what string, id any) string {
	text := show(id)
	if _, digits, ok := strings.Cut(text, "-"); ok && len(digits) == 17 {
		return fmt.Sprintf("%s '%s' does not exist", what, text)
	}
	return ""
}

// refuseRule: docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups
func (a *account) refuseRule(r, old *resource) string {
	weight := a.weight(r)
	for _, other := range a.ofType(r.Region, r.Type) {
		if other == old || other.Properties["GroupId"] != r.Properties["GroupId"] {
			continue
		}
		weight += a.weight(other)
		same := true
		for _, name := range []string{"IpProtocol", "FromPort", "ToPort", "CidrIp", "CidrIpv6", "SourceSecurityGroupId", "SourcePrefixListId", "DestinationSecurityGroupId", "DestinationPrefixListId"} {
			same = same && show(other.Properties[name]) == show(r.Properties[name])
		}
		if same {
			return fmt.Sprintf("the specified rule %q already exists", show(r.Properties["GroupId"])+" "+show(r.Properties["IpProtocol"])+" "+show(r.Properties["FromPort"]))
		}
	}
	if weight > a.rules {
		return fmt.Sprintf("The maximum number of rules per security group has been reached: %d of %d, where CloudFront's prefix list counts as %d", weight, a.rules, awsservice.CloudFrontPrefixListWeight)
	}
	return ""
}

func (a *account) weight(rule *resource) int {
	region, _ := awsservice.LookupRegion(rule.Region)
	if id := show(rule.Properties["SourcePrefixListId"]); id != "" && id == region.CloudFrontPrefixList {
		return awsservice.CloudFrontPrefixListWeight
	}
	return 1
}

// refuseTask: docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html
func refuseTask(r *resource) string {
	compatible, _ := r.Properties["RequiresCompatibilities"].([]any)
	if !slices.Contains(compatible, any("FARGATE")) {
		return ""
	}
	cpu, errCPU := strconv.Atoi(show(r.Properties["Cpu"]))
	memory, errMemory := strconv.Atoi(show(r.Properties["Memory"]))
	size, ok := awsservice.LookupFargateSize(cpu)
	if errCPU != nil || errMemory != nil || !ok || !size.Allows(memory) {
		return fmt.Sprintf("No Fargate configuration exists for given values: %s CPU, %s memory.", show(r.Properties["Cpu"]), show(r.Properties["Memory"]))
	}
	return ""
}

// guarded says why a resource cannot be deleted as it is.
func guarded(r *resource) string {
	switch r.Type {
	case "AWS::Cognito::UserPool":
		// docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-deletion-protection.html
		if r.Properties["DeletionProtection"] == "ACTIVE" {
			return "The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first."
		}
	case "AWS::ElasticLoadBalancingV2::LoadBalancer":
		// docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html
		list, _ := r.Properties["LoadBalancerAttributes"].([]any)
		for _, item := range list {
			if m, _ := item.(map[string]any); m["Key"] == "deletion_protection.enabled" && m["Value"] == "true" {
				return fmt.Sprintf("Load balancer '%s' cannot be deleted because deletion protection is enabled", r.PhysicalID)
			}
		}
	}
	return ""
}

func (a *account) byID(region, id string) *resource {
	for _, s := range a.Stacks {
		for _, r := range s.Resources {
			if r.Region == region && r.PhysicalID == id {
				return r
			}
		}
	}
	return nil
}

func (a *account) ofType(region, kind string) []*resource {
	var all []*resource
	for _, s := range a.Stacks {
		for _, r := range s.Resources {
			if r.Region == region && r.Type == kind {
				all = append(all, r)
			}
		}
	}
	return all
}
