package rehearse

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"github.com/archblocks/archblocks/internal/cfntypes"
)

// identity is how a type is named on AWS.
type identity struct {
	// name is the property that a template can give as the name; generated otherwise.
	name string
	// id is the physical id, which Ref gives; arn is the Arn attribute, where it is another.
	// {name}, {hex17}, {hex16}, {uuid}, {upper13}, {partition}, {region}, {account} and {Property} are filled in.
	id, arn string
	// global names are taken for all Regions of the account.
	global bool
}

// identities are the types whose names are more than a generated one. What is not here is
// named "stack-LogicalId-SUFFIX".
var identities = map[string]identity{
	"AWS::ApplicationAutoScaling::ScalableTarget": {id: "{ResourceId}|{ScalableDimension}|{ServiceNamespace}"},
	"AWS::ApplicationAutoScaling::ScalingPolicy":  {id: "arn:{partition}:autoscaling:{region}:{account}:scalingPolicy:{uuid}:policyName/{PolicyName}"},
	"AWS::CertificateManager::Certificate":        {id: "arn:{partition}:acm:{region}:{account}:certificate/{uuid}"},
	"AWS::CloudFront::Distribution":               {id: "E{upper13}", global: true},
	"AWS::CloudFront::VpcOrigin":                  {id: "vo_{hex17}", arn: "arn:{partition}:cloudfront::{account}:vpcorigin/{id}", global: true},
	"AWS::CloudWatch::Alarm":                      {name: "AlarmName", id: "{name}", arn: "arn:{partition}:cloudwatch:{region}:{account}:alarm:{id}"},
	"AWS::CloudWatch::Dashboard":                  {name: "DashboardName", id: "{name}", global: true},
	"AWS::Cognito::UserPool":                      {id: "{region}_{hex9}", arn: "arn:{partition}:cognito-idp:{region}:{account}:userpool/{id}"},
	"AWS::Cognito::UserPoolClient":                {id: "{hex26}"},
	"AWS::Cognito::UserPoolDomain":                {name: "Domain", id: "{name}"},
	"AWS::EC2::FlowLog":                           {id: "fl-{hex17}"},
	"AWS::EC2::InternetGateway":                   {id: "igw-{hex17}"},
	"AWS::EC2::RouteTable":                        {id: "rtb-{hex17}"},
	"AWS::EC2::SecurityGroup":                     {id: "sg-{hex17}"},
	"AWS::EC2::SecurityGroupEgress":               {id: "sgr-{hex17}"},
	"AWS::EC2::SecurityGroupIngress":              {id: "sgr-{hex17}"},
	"AWS::EC2::Subnet":                            {id: "subnet-{hex17}"},
	"AWS::EC2::SubnetRouteTableAssociation":       {id: "rtbassoc-{hex17}"},
	"AWS::EC2::VPC":                               {id: "vpc-{hex17}"},
	"AWS::EC2::VPCEndpoint":                       {id: "vpce-{hex17}"},
	"AWS::EC2::VPCGatewayAttachment":              {id: "IGW|{VpcId}"},
	"AWS::EC2::Route":                             {id: "{RouteTableId}|{DestinationCidrBlock}"},
	"AWS::ECR::Repository":                        {name: "RepositoryName", id: "{name}", arn: "arn:{partition}:ecr:{region}:{account}:repository/{id}"},
	"AWS::ECS::Cluster":                           {name: "ClusterName", id: "{name}", arn: "arn:{partition}:ecs:{region}:{account}:cluster/{id}"},
	"AWS::ECS::Service":                           {name: "ServiceName", id: "arn:{partition}:ecs:{region}:{account}:service/{Cluster}/{name}"},
	"AWS::ECS::TaskDefinition":                    {name: "Family", id: "arn:{partition}:ecs:{region}:{account}:task-definition/{name}:{made}"},
	"AWS::ElasticLoadBalancingV2::Listener":       {id: "arn:{partition}:elasticloadbalancing:{region}:{account}:listener/app/{hex12}/{hex16}/{hex17}"},
	"AWS::ElasticLoadBalancingV2::ListenerRule":   {id: "arn:{partition}:elasticloadbalancing:{region}:{account}:listener-rule/app/{hex12}/{hex16}/{hex17}"},
	"AWS::ElasticLoadBalancingV2::LoadBalancer":   {id: "arn:{partition}:elasticloadbalancing:{region}:{account}:loadbalancer/app/{hex12}/{hex16}"},
	"AWS::ElasticLoadBalancingV2::TargetGroup":    {id: "arn:{partition}:elasticloadbalancing:{region}:{account}:targetgroup/{hex12}/{hex16}"},
	"AWS::IAM::ManagedPolicy":                     {name: "ManagedPolicyName", id: "arn:{partition}:iam::{account}:policy/{name}", global: true},
	"AWS::IAM::Role":                              {name: "RoleName", id: "{name}", arn: "arn:{partition}:iam::{account}:role/{id}", global: true},
	"AWS::KMS::Key":                               {id: "{uuid}", arn: "arn:{partition}:kms:{region}:{account}:key/{id}"},
	"AWS::KMS::Alias":                             {name: "AliasName", id: "{name}"},
	"AWS::Logs::Delivery":                         {id: "{hex16}", arn: "arn:{partition}:logs:{region}:{account}:delivery:{id}"},
	"AWS::Logs::DeliveryDestination":              {name: "Name", id: "{name}", arn: "arn:{partition}:logs:{region}:{account}:delivery-destination:{id}"},
	"AWS::Logs::DeliverySource":                   {name: "Name", id: "{name}", arn: "arn:{partition}:logs:{region}:{account}:delivery-source:{id}"},
	"AWS::Logs::LogGroup":                         {name: "LogGroupName", id: "{name}", arn: "arn:{partition}:logs:{region}:{account}:log-group:{id}:*"},
	"AWS::Logs::ResourcePolicy":                   {name: "PolicyName", id: "{name}"},
	"AWS::Route53::RecordSet":                     {name: "Name", id: "{name}"},
	"AWS::S3::Bucket":                             {name: "BucketName", id: "{name}", arn: "arn:{partition}:s3:::{id}", global: true},
	"AWS::S3::BucketPolicy":                       {name: "Bucket", id: "{name}"},
	"AWS::SNS::Topic":                             {name: "TopicName", id: "arn:{partition}:sns:{region}:{account}:{name}"},
	"AWS::SecretsManager::Secret":                 {name: "Name", id: "arn:{partition}:secretsmanager:{region}:{account}:secret:{name}-{hex6}"},
	"AWS::WAFv2::LoggingConfiguration":            {id: "{ResourceArn}"},
	"AWS::WAFv2::WebACL":                          {name: "Name", id: "{name}|{uuid}|{Scope}", arn: "arn:{partition}:wafv2:{region}:{account}:global/webacl/{name}/{uuid}"},
}

// shared are types of which two may have the same physical id: a record and its type, or what has no name of its own.
var shared = []string{"AWS::Route53::RecordSet", "AWS::WAFv2::LoggingConfiguration"}

// physical is the id of a new resource. The same deployment gives the same ids.
func (a *account) physical(st *stack, r *resource) string {
	i, ok := identities[r.Type]
	if !ok {
		i = identity{id: "{name}"}
	}
	return a.fill(i.id, i, st.Name, r, a.Made)
}

func (a *account) fill(pattern string, i identity, stackName string, r *resource, made int) string {
	sum := sha256.Sum256([]byte(strings.Join([]string{a.ID, r.Region, stackName, r.LogicalID, r.Type, strconv.Itoa(made)}, "\x00")))
	digits := hex.EncodeToString(sum[:])
	name, _ := r.Properties[i.name].(string)
	if name == "" {
		name = stackName + "-" + r.LogicalID + "-" + strings.ToUpper(digits[:12])
		if r.Type == "AWS::S3::Bucket" {
			name = strings.ToLower(name)
			name = name[max(0, len(name)-63):]
		}
	}
	var out strings.Builder
	for rest := pattern; rest != ""; {
		before, after, found := strings.Cut(rest, "{")
		out.WriteString(before)
		if !found {
			break
		}
		key, tail, _ := strings.Cut(after, "}")
		rest = tail
		switch {
		case key == "name":
			out.WriteString(name)
		case key == "id":
			out.WriteString(r.PhysicalID)
		case key == "partition":
			out.WriteString(partition(r.Region))
		case key == "region":
			out.WriteString(r.Region)
		case key == "account":
			out.WriteString(a.ID)
		case key == "made":
			out.WriteString(strconv.Itoa(made))
		case key == "uuid":
			out.WriteString(digits[:8] + "-" + digits[8:12] + "-" + digits[12:16] + "-" + digits[16:20] + "-" + digits[20:32])
		case key == "upper13":
			out.WriteString(strings.ToUpper(digits[:13]))
		case strings.HasPrefix(key, "hex"):
			n, _ := strconv.Atoi(key[3:])
			out.WriteString(digits[:n])
		default:
			out.WriteString(show(r.Properties[key]))
		}
	}
	return out.String()
}

func partition(region string) string {
	switch {
	case strings.HasPrefix(region, "cn-"):
		return "aws-cn"
	case strings.HasPrefix(region, "us-gov-"):
		return "aws-us-gov"
	}
	return "aws"
}

// holder says where there is another resource with the same type and id; empty if nowhere.
func (a *account) holder(r *resource) string {
	if slices.Contains(shared, r.Type) {
		return ""
	}
	same := func(other *resource) bool {
		return other != r && other.Type == r.Type && other.PhysicalID == r.PhysicalID && (other.Region == r.Region || identities[r.Type].global)
	}
	for _, s := range a.Stacks {
		for _, other := range s.Resources {
			if same(other) {
				return "stack " + s.ID
			}
		}
	}
	for _, other := range a.Kept {
		if same(other) {
			return "the account: it was kept when the stack " + other.Stack + " was deleted"
		}
	}
	return ""
}

// attributes that are no ARN and no property, by type. What is not here is made up of the
// logical id.
var attributes = map[string]map[string]string{
	"AWS::CloudFront::Distribution":             {"DomainName": "d{hex13}.cloudfront.net", "Id": "{id}"},
	"AWS::Cognito::UserPool":                    {"ProviderName": "cognito-idp.{region}.amazonaws.com/{id}", "ProviderURL": "https://cognito-idp.{region}.amazonaws.com/{id}", "UserPoolId": "{id}"},
	"AWS::Cognito::UserPoolClient":              {"ClientId": "{id}", "ClientSecret": "rehearsed-secret", "Name": "{name}"},
	"AWS::EC2::VPC":                             {"DefaultSecurityGroup": "sg-{hex17}", "DefaultNetworkAcl": "acl-{hex17}", "VpcId": "{id}"},
	"AWS::EC2::SecurityGroup":                   {"GroupId": "{id}", "Id": "{id}"},
	"AWS::EC2::Subnet":                          {"SubnetId": "{id}"},
	"AWS::EC2::VPCEndpoint":                     {"Id": "{id}"},
	"AWS::ECS::Service":                         {"ServiceArn": "{id}", "Name": "{name}"},
	"AWS::ElasticLoadBalancingV2::LoadBalancer": {"DNSName": "{hex12}.{region}.elb.amazonaws.com", "CanonicalHostedZoneID": "Z{upper13}", "LoadBalancerFullName": "app/{hex12}/{hex16}", "LoadBalancerName": "{hex12}", "LoadBalancerArn": "{id}"},
	"AWS::ElasticLoadBalancingV2::TargetGroup":  {"TargetGroupFullName": "targetgroup/{hex12}/{hex16}", "TargetGroupName": "{hex12}", "TargetGroupArn": "{id}"},
	"AWS::ElasticLoadBalancingV2::Listener":     {"ListenerArn": "{id}"},
	"AWS::IAM::ManagedPolicy":                   {"PolicyArn": "{id}"},
	"AWS::KMS::Key":                             {"KeyId": "{id}"},
	"AWS::Logs::Delivery":                       {"DeliveryId": "{id}"},
	"AWS::S3::Bucket":                           {"DomainName": "{id}.s3.amazonaws.com", "RegionalDomainName": "{id}.s3.{region}.amazonaws.com", "DualStackDomainName": "{id}.s3.dualstack.{region}.amazonaws.com", "WebsiteURL": "http://{id}.s3-website-{region}.amazonaws.com"},
	"AWS::SNS::Topic":                           {"TopicArn": "{id}", "TopicName": "{name}"},
	"AWS::SecretsManager::Secret":               {"Id": "{id}"},
	"AWS::WAFv2::WebACL":                        {"Id": "{uuid}", "Capacity": "1000", "LabelNamespace": "awswaf:{account}:webacl:{name}:"},
}

// attribute is what Ref (without a name) or Fn::GetAtt gives of a resource.
func (a *account) attribute(r *resource, name string) (any, error) {
	if name == "" {
		return ref(r), nil
	}
	i := identities[r.Type]
	made := 0 // an attribute stays as long as the resource does: it depends on the physical id
	of := *r
	of.LogicalID += "\x00" + r.PhysicalID
	if pattern, ok := attributes[r.Type][name]; ok {
		return a.fill(pattern, i, r.Stack, &of, made), nil
	}
	if name == "Arn" && i.arn != "" {
		return a.fill(i.arn, i, r.Stack, &of, made), nil
	}
	kind, _ := cfntypes.Lookup(r.Type)
	switch {
	case strings.HasSuffix(name, "Arn") && strings.HasPrefix(r.PhysicalID, "arn:") && slices.Contains(kind.ReadOnly, name):
		return r.PhysicalID, nil
	case slices.Contains(kind.ReadOnly, name):
		return a.fill("{hex16}", i, r.Stack, &of, made), nil
	case r.Properties[name] != nil:
		return r.Properties[name], nil
	}
	return nil, refused("Template error: resource %s does not support attribute type %s in Fn::GetAtt", r.LogicalID, name)
}

// ref is what Ref gives: the physical id, of a web ACL too.
func ref(r *resource) string { return r.PhysicalID }
