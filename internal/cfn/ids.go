package cfn

import (
	"slices"
	"strings"
)

// characters are all that the text of a ref can consist of, or empty if that is not known:
// the ids that EC2 gives are letters, digits and hyphens, and so are, with a few more, the
// names of repositories.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html
// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
func (m *Model) characters(ref ResourceRef) string {
	const alphanumeric = "0123456789abcdefghijklmnopqrstuvwxyz"
	ids := []string{"", "GroupId", "VpcId", "SubnetId", "RouteTableId", "InternetGatewayId", "NetworkInterfaceId", "Id"}
	switch r := m.Resource(ref.Resource()); {
	case r == nil:
	case strings.HasPrefix(r.Type, "AWS::EC2::") && slices.Contains(ids, ref.Attribute):
		return alphanumeric + "-"
	case r.Type == "AWS::ECR::Repository" && ref.Attribute == "":
		return alphanumeric + "_-./"
	}
	return ""
}

// taken writes an ARN out of the parts that it is known to have, for Fn::Split: of a
// repository, of which the CDK takes account and Region for the name of its registry.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html
func (m *Model) taken(v Value) Value {
	ref, ok := v.(ResourceRef)
	if !ok || ref.Attribute != "Arn" {
		return v
	}
	r, s := m.Resource(ref.Resource()), m.Stack(ref.Stack)
	if r == nil || s == nil || r.Type != "AWS::ECR::Repository" {
		return v
	}
	partition, _ := s.pseudo("AWS::Partition")
	return concat(s.ID, String("arn:"), partition, String(":ecr:"), s.region(), String(":"), s.account(), String(":repository/"), ref.Resource())
}
