package preflight

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/bedrock"
	bedrocktypes "github.com/aws/aws-sdk-go-v2/service/bedrock/types"
	"github.com/aws/aws-sdk-go-v2/service/servicequotas"

	"github.com/archblocks/archblocks/arch/problem"
)

// Codes of findings about a Region.
const (
	PrefixListMissing  problem.Code = "prefix-list-missing"
	EndpointMissing    problem.Code = "endpoint-service-missing"
	EndpointNotInZone  problem.Code = "endpoint-service-not-in-zone"
	VPCQuotaReached    problem.Code = "vpc-quota-reached"
	ModelNotAccessible problem.Code = "model-not-accessible"
)

// prefixList looks whether a list is there and AWS's own.
func prefixList(ctx context.Context, c EC2, n named, region string) Check {
	check := Check{Name: "prefix list " + n.value + " in " + region, Action: "ec2:DescribeManagedPrefixLists"}
	name, err := c.PrefixList(ctx, n.value)
	switch {
	case err != nil:
		check.Skipped = check.denied(err)
	case !strings.HasPrefix(name, "com.amazonaws."):
		check.Found.Add(n.path, PrefixListMissing, n.value, "is no prefix list of AWS in "+region,
			"look it up: aws ec2 describe-managed-prefix-lists --region "+region+" --filters Name=prefix-list-name,Values=com.amazonaws.global.cloudfront.origin-facing,com.amazonaws."+region+".s3")
	}
	return check
}

// endpointService looks whether a service has endpoints in the zones that are chosen.
func endpointService(ctx context.Context, c EC2, e endpoint, region string) Check {
	check := Check{Name: "endpoint service " + e.value, Action: "ec2:DescribeVpcEndpointServices"}
	offered, known, err := c.ServiceZones(ctx, e.value)
	if err != nil {
		check.Skipped = check.denied(err)
		return check
	}
	if !known {
		check.Found.Add(e.path, EndpointMissing, e.value, "has no endpoints in "+region, "choose another Region, or do without the service")
		return check
	}
	zones, err := c.Zones(ctx)
	if err != nil {
		check.Skipped = check.denied(err)
		return check
	}
	slices.Sort(zones)
	for _, z := range e.zones {
		name := z.name
		if name == "" {
			if z.index >= len(zones) {
				check.Found.Add(e.path, EndpointNotInZone, e.value, fmt.Sprintf("is wanted in zone %d, and %s has %d", z.index+1, region, len(zones)), "have fewer zones")
				continue
			}
			name = zones[z.index]
		}
		if !slices.Contains(offered, name) {
			check.Found.Add(e.path, EndpointNotInZone, e.value, "has no endpoint in "+name+", only in "+strings.Join(offered, ", "), "name zones that have it in network.zones")
		}
	}
	return check
}

// VPCs per Region: docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
const (
	vpcService = "vpc"
	vpcQuota   = "L-F678F1CE"
)

// vpcs looks whether there is room for another VPC.
func vpcs(ctx context.Context, c EC2, q Quotas, want int, region, path string) Check {
	check := Check{Name: "quota of VPCs in " + region, Action: "servicequotas:GetServiceQuota"}
	out, err := q.GetServiceQuota(ctx, &servicequotas.GetServiceQuotaInput{ServiceCode: aws.String(vpcService), QuotaCode: aws.String(vpcQuota)})
	if err != nil || out.Quota == nil || out.Quota.Value == nil {
		check.Skipped = check.denied(err)
		return check
	}
	check.Action = "ec2:DescribeVpcs"
	have, err := c.VPCs(ctx)
	if err != nil {
		check.Skipped = check.denied(err)
		return check
	}
	if quota := int(*out.Quota.Value); have+want > quota {
		check.Found.Warn(path, VPCQuotaReached, fmt.Sprint(have), fmt.Sprintf("VPCs are in %s already, and the quota is %d: another one is refused, unless the stack is there", region, quota), "ask for more: aws service-quotas request-service-quota-increase --service-code vpc --quota-code "+vpcQuota+" --desired-value 10")
	}
	return check
}

// modelAccess looks whether the account may call a model.
func modelAccess(ctx context.Context, c Bedrock, n named, region string) Check {
	check := Check{Name: "model " + n.value + " from " + region, Action: "bedrock:GetFoundationModelAvailability"}
	out, err := c.GetFoundationModelAvailability(ctx, &bedrock.GetFoundationModelAvailabilityInput{ModelId: &n.value})
	if hasCode(err, "ResourceNotFoundException") {
		check.Skipped = "it is not offered in " + region + " itself; a profile may lead elsewhere"
		return check
	}
	if err != nil {
		check.Skipped = check.denied(err)
		return check
	}
	if out.AuthorizationStatus == bedrocktypes.AuthorizationStatusNotAuthorized || out.EntitlementAvailability == bedrocktypes.EntitlementAvailabilityNotAvailable ||
		out.AgreementAvailability != nil && out.AgreementAvailability.Status == bedrocktypes.AgreementStatusNotAvailable {
		check.Found.Add(n.path, ModelNotAccessible, n.value, "may not be called by this account in "+region, "accept the model's terms on the page Model access of Bedrock's console")
	}
	return check
}
