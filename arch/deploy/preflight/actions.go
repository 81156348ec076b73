package preflight

import (
	"maps"
	"slices"
	"strings"
)

// actions are what CloudFormation calls in the deployer's name to create, read, update and
// delete a resource of a type, after the permissions that AWS's resource providers declare
// for their handlers and the API references of the services. Reading calls that take no
// resource, such as ec2:Describe*, are in reads. Nobody has tried the whole of it on AWS.
var actions = map[string][]string{
	"AWS::ApplicationAutoScaling::ScalableTarget": {"application-autoscaling:RegisterScalableTarget", "application-autoscaling:DeregisterScalableTarget", "application-autoscaling:DescribeScalableTargets", "application-autoscaling:TagResource", "application-autoscaling:ListTagsForResource"},
	"AWS::ApplicationAutoScaling::ScalingPolicy":  {"application-autoscaling:PutScalingPolicy", "application-autoscaling:DeleteScalingPolicy", "application-autoscaling:DescribeScalingPolicies"},
	"AWS::CertificateManager::Certificate":        {"acm:RequestCertificate", "acm:DescribeCertificate", "acm:DeleteCertificate", "acm:AddTagsToCertificate", "acm:ListTagsForCertificate", "route53:ChangeResourceRecordSets", "route53:GetChange", "route53:GetHostedZone", "route53:ListResourceRecordSets"},
	"AWS::CloudFront::Distribution":               {"cloudfront:CreateDistribution", "cloudfront:GetDistribution", "cloudfront:GetDistributionConfig", "cloudfront:UpdateDistribution", "cloudfront:DeleteDistribution", "cloudfront:TagResource", "cloudfront:ListTagsForResource", "wafv2:GetWebACL"},
	"AWS::CloudFront::VpcOrigin":                  {"cloudfront:CreateVpcOrigin", "cloudfront:GetVpcOrigin", "cloudfront:UpdateVpcOrigin", "cloudfront:DeleteVpcOrigin", "cloudfront:ListVpcOrigins", "cloudfront:TagResource", "ec2:DescribeInternetGateways", "elasticloadbalancing:DescribeLoadBalancers"},
	"AWS::CloudWatch::Alarm":                      {"cloudwatch:PutMetricAlarm", "cloudwatch:DeleteAlarms", "cloudwatch:DescribeAlarms", "cloudwatch:TagResource", "cloudwatch:ListTagsForResource"},
	"AWS::CloudWatch::Dashboard":                  {"cloudwatch:PutDashboard", "cloudwatch:GetDashboard", "cloudwatch:DeleteDashboards"},
	"AWS::Cognito::UserPool":                      {"cognito-idp:CreateUserPool", "cognito-idp:DescribeUserPool", "cognito-idp:UpdateUserPool", "cognito-idp:DeleteUserPool", "cognito-idp:SetUserPoolMfaConfig", "cognito-idp:GetUserPoolMfaConfig", "cognito-idp:TagResource", "cognito-idp:ListTagsForResource"},
	"AWS::Cognito::UserPoolClient":                {"cognito-idp:CreateUserPoolClient", "cognito-idp:DescribeUserPoolClient", "cognito-idp:UpdateUserPoolClient", "cognito-idp:DeleteUserPoolClient"},
	"AWS::Cognito::UserPoolDomain":                {"cognito-idp:CreateUserPoolDomain", "cognito-idp:DescribeUserPoolDomain", "cognito-idp:UpdateUserPoolDomain", "cognito-idp:DeleteUserPoolDomain"},
	"AWS::EC2::FlowLog":                           {"ec2:CreateFlowLogs", "ec2:DeleteFlowLogs", "logs:CreateLogDelivery", "logs:DeleteLogDelivery"},
	"AWS::EC2::InternetGateway":                   {"ec2:CreateInternetGateway", "ec2:DeleteInternetGateway"},
	"AWS::EC2::Route":                             {"ec2:CreateRoute", "ec2:ReplaceRoute", "ec2:DeleteRoute"},
	"AWS::EC2::RouteTable":                        {"ec2:CreateRouteTable", "ec2:DeleteRouteTable"},
	"AWS::EC2::SecurityGroup":                     {"ec2:CreateSecurityGroup", "ec2:DeleteSecurityGroup", "ec2:AuthorizeSecurityGroupEgress", "ec2:RevokeSecurityGroupEgress"},
	"AWS::EC2::SecurityGroupEgress":               {"ec2:AuthorizeSecurityGroupEgress", "ec2:RevokeSecurityGroupEgress", "ec2:UpdateSecurityGroupRuleDescriptionsEgress"},
	"AWS::EC2::SecurityGroupIngress":              {"ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress", "ec2:UpdateSecurityGroupRuleDescriptionsIngress"},
	"AWS::EC2::Subnet":                            {"ec2:CreateSubnet", "ec2:DeleteSubnet", "ec2:ModifySubnetAttribute"},
	"AWS::EC2::SubnetRouteTableAssociation":       {"ec2:AssociateRouteTable", "ec2:DisassociateRouteTable", "ec2:ReplaceRouteTableAssociation"},
	"AWS::EC2::VPC":                               {"ec2:CreateVpc", "ec2:DeleteVpc", "ec2:ModifyVpcAttribute"},
	"AWS::EC2::VPCEndpoint":                       {"ec2:CreateVpcEndpoint", "ec2:ModifyVpcEndpoint", "ec2:DeleteVpcEndpoints", "route53:AssociateVPCWithHostedZone"},
	"AWS::EC2::VPCGatewayAttachment":              {"ec2:AttachInternetGateway", "ec2:DetachInternetGateway"},
	"AWS::ECS::Cluster":                           {"ecs:CreateCluster", "ecs:DescribeClusters", "ecs:UpdateCluster", "ecs:UpdateClusterSettings", "ecs:PutClusterCapacityProviders", "ecs:DeleteCluster", "ecs:TagResource"},
	"AWS::ECS::Service":                           {"ecs:CreateService", "ecs:DescribeServices", "ecs:UpdateService", "ecs:DeleteService", "ecs:ListServiceDeployments", "ecs:DescribeServiceDeployments", "ecs:DescribeServiceRevisions", "ecs:TagResource"},
	"AWS::ECS::TaskDefinition":                    {"ecs:RegisterTaskDefinition", "ecs:DescribeTaskDefinition", "ecs:DeregisterTaskDefinition", "ecs:TagResource"},
	"AWS::ElasticLoadBalancingV2::Listener":       {"elasticloadbalancing:CreateListener", "elasticloadbalancing:ModifyListener", "elasticloadbalancing:ModifyListenerAttributes", "elasticloadbalancing:DeleteListener", "cognito-idp:DescribeUserPoolClient"},
	"AWS::ElasticLoadBalancingV2::ListenerRule":   {"elasticloadbalancing:CreateRule", "elasticloadbalancing:ModifyRule", "elasticloadbalancing:DeleteRule", "cognito-idp:DescribeUserPoolClient"},
	"AWS::ElasticLoadBalancingV2::LoadBalancer":   {"elasticloadbalancing:CreateLoadBalancer", "elasticloadbalancing:DeleteLoadBalancer", "elasticloadbalancing:ModifyLoadBalancerAttributes", "elasticloadbalancing:SetSecurityGroups", "elasticloadbalancing:SetSubnets", "elasticloadbalancing:SetIpAddressType", "elasticloadbalancing:AddTags"},
	"AWS::ElasticLoadBalancingV2::TargetGroup":    {"elasticloadbalancing:CreateTargetGroup", "elasticloadbalancing:ModifyTargetGroup", "elasticloadbalancing:ModifyTargetGroupAttributes", "elasticloadbalancing:DeleteTargetGroup", "elasticloadbalancing:AddTags"},
	"AWS::IAM::ManagedPolicy":                     {"iam:CreatePolicy", "iam:GetPolicy", "iam:GetPolicyVersion", "iam:ListPolicyVersions", "iam:CreatePolicyVersion", "iam:DeletePolicyVersion", "iam:DeletePolicy", "iam:AttachRolePolicy", "iam:DetachRolePolicy", "iam:ListEntitiesForPolicy"},
	"AWS::IAM::Role":                              {"iam:CreateRole", "iam:GetRole", "iam:UpdateRole", "iam:UpdateAssumeRolePolicy", "iam:DeleteRole", "iam:AttachRolePolicy", "iam:DetachRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies", "iam:GetRolePolicy", "iam:PutRolePolicy", "iam:DeleteRolePolicy", "iam:TagRole", "iam:ListRoleTags"},
	"AWS::KMS::Key":                               {"kms:CreateKey", "kms:DescribeKey", "kms:GetKeyPolicy", "kms:PutKeyPolicy", "kms:EnableKeyRotation", "kms:GetKeyRotationStatus", "kms:ScheduleKeyDeletion", "kms:TagResource", "kms:ListResourceTags", "kms:CreateGrant", "kms:Decrypt", "kms:GenerateDataKey"},
	"AWS::Logs::Delivery":                         {"logs:CreateDelivery", "logs:GetDelivery", "logs:UpdateDeliveryConfiguration", "logs:DeleteDelivery", "logs:DescribeDeliveries", "logs:TagResource"},
	"AWS::Logs::DeliveryDestination":              {"logs:PutDeliveryDestination", "logs:GetDeliveryDestination", "logs:DeleteDeliveryDestination", "logs:PutDeliveryDestinationPolicy", "logs:GetDeliveryDestinationPolicy", "logs:TagResource"},
	"AWS::Logs::DeliverySource":                   {"logs:PutDeliverySource", "logs:GetDeliverySource", "logs:DeleteDeliverySource", "logs:TagResource", "cloudfront:AllowVendedLogDeliveryForResource"},
	"AWS::Logs::LogGroup":                         {"logs:CreateLogGroup", "logs:DescribeLogGroups", "logs:DeleteLogGroup", "logs:PutRetentionPolicy", "logs:AssociateKmsKey", "logs:TagResource", "logs:ListTagsForResource"},
	"AWS::Logs::ResourcePolicy":                   {"logs:PutResourcePolicy", "logs:DescribeResourcePolicies", "logs:DeleteResourcePolicy"},
	"AWS::Route53::RecordSet":                     {"route53:ChangeResourceRecordSets", "route53:GetChange", "route53:GetHostedZone", "route53:ListResourceRecordSets"},
	"AWS::S3::Bucket":                             {"s3:CreateBucket", "s3:DeleteBucket", "s3:ListBucket", "s3:GetBucketLocation", "s3:PutBucketPublicAccessBlock", "s3:GetBucketPublicAccessBlock", "s3:PutEncryptionConfiguration", "s3:GetEncryptionConfiguration", "s3:PutBucketVersioning", "s3:GetBucketVersioning", "s3:PutLifecycleConfiguration", "s3:GetLifecycleConfiguration", "s3:PutBucketLogging", "s3:GetBucketLogging", "s3:PutBucketOwnershipControls", "s3:GetBucketOwnershipControls", "s3:PutBucketTagging", "s3:GetBucketTagging"},
	"AWS::S3::BucketPolicy":                       {"s3:PutBucketPolicy", "s3:GetBucketPolicy", "s3:DeleteBucketPolicy"},
	"AWS::SNS::Subscription":                      {"sns:Subscribe", "sns:Unsubscribe", "sns:GetSubscriptionAttributes", "sns:SetSubscriptionAttributes"},
	"AWS::SNS::Topic":                             {"sns:CreateTopic", "sns:GetTopicAttributes", "sns:SetTopicAttributes", "sns:DeleteTopic", "sns:Subscribe", "sns:Unsubscribe", "sns:ListSubscriptionsByTopic", "sns:TagResource", "sns:ListTagsForResource"},
	"AWS::SNS::TopicPolicy":                       {"sns:SetTopicAttributes", "sns:GetTopicAttributes"},
	"AWS::SecretsManager::Secret":                 {"secretsmanager:CreateSecret", "secretsmanager:DescribeSecret", "secretsmanager:UpdateSecret", "secretsmanager:DeleteSecret", "secretsmanager:GetRandomPassword", "secretsmanager:GetSecretValue", "secretsmanager:ReplicateSecretToRegions", "secretsmanager:RemoveRegionsFromReplication", "secretsmanager:TagResource"},
	"AWS::WAFv2::LoggingConfiguration":            {"wafv2:PutLoggingConfiguration", "wafv2:GetLoggingConfiguration", "wafv2:DeleteLoggingConfiguration", "logs:CreateLogDelivery", "logs:DeleteLogDelivery", "logs:PutResourcePolicy", "logs:DescribeResourcePolicies"},
	"AWS::WAFv2::WebACL":                          {"wafv2:CreateWebACL", "wafv2:GetWebACL", "wafv2:UpdateWebACL", "wafv2:DeleteWebACL", "wafv2:ListTagsForResource", "wafv2:TagResource"},
}

// reads are calls that read and take no resource; by the service that they are needed with.
var reads = map[string][]string{
	"ec2":                  {"ec2:Describe*", "ec2:CreateTags"},
	"elasticloadbalancing": {"elasticloadbalancing:Describe*"},
}

// linked are the services whose service-linked roles AWS makes at the first use, in the
// deployer's name.
var linked = map[string]string{
	"ecs":                     "ecs.amazonaws.com",
	"elasticloadbalancing":    "elasticloadbalancing.amazonaws.com",
	"application-autoscaling": "ecs.application-autoscaling.amazonaws.com",
	"cloudfront":              "vpcorigin.cloudfront.amazonaws.com",
}

// service is the prefix of an action.
func service(action string) string {
	before, _, _ := strings.Cut(action, ":")
	return before
}

// grouped are actions by service, each sorted and once.
func grouped(all []string) map[string][]string {
	by := map[string][]string{}
	for _, a := range all {
		by[service(a)] = append(by[service(a)], a)
	}
	for _, name := range slices.Collect(maps.Keys(by)) {
		slices.Sort(by[name])
		by[name] = slices.Compact(by[name])
	}
	return by
}
