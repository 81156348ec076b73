package drift

import "strings"

// mustDraw are types that are drawn, or a difference: what opens a way into the network or
// out of it, what stands in it, and what faces the internet.
var mustDraw = words(`
AWS::EC2::VPC AWS::EC2::VPCCidrBlock AWS::EC2::Subnet AWS::EC2::SubnetCidrBlock AWS::EC2::Route AWS::EC2::VPCEndpoint AWS::EC2::VPCEndpointService
AWS::EC2::SecurityGroup AWS::EC2::SecurityGroupIngress AWS::EC2::SecurityGroupEgress AWS::EC2::SecurityGroupVpcAssociation AWS::EC2::PrefixList
AWS::EC2::NetworkAcl AWS::EC2::NetworkAclEntry AWS::EC2::SubnetNetworkAclAssociation
AWS::EC2::NatGateway AWS::EC2::EIP AWS::EC2::EIPAssociation AWS::EC2::EgressOnlyInternetGateway AWS::EC2::CarrierGateway
AWS::EC2::VPNGateway AWS::EC2::VPNConnection AWS::EC2::VPNConnectionRoute AWS::EC2::VPNGatewayRoutePropagation AWS::EC2::CustomerGateway
AWS::EC2::ClientVpnEndpoint AWS::EC2::ClientVpnTargetNetworkAssociation AWS::EC2::VPCPeeringConnection AWS::EC2::InstanceConnectEndpoint
AWS::EC2::TransitGateway AWS::EC2::TransitGatewayAttachment AWS::EC2::TransitGatewayVpcAttachment AWS::NetworkManager::VpcAttachment
AWS::EC2::NetworkInterface AWS::EC2::NetworkInterfaceAttachment AWS::EC2::Instance AWS::EC2::EC2Fleet AWS::EC2::SpotFleet AWS::AutoScaling::AutoScalingGroup
AWS::VpcLattice::ServiceNetworkVpcAssociation AWS::GlobalAccelerator::Accelerator AWS::NetworkFirewall::Firewall AWS::DirectConnect::VirtualInterface
AWS::ElasticLoadBalancingV2::LoadBalancer AWS::ElasticLoadBalancing::LoadBalancer AWS::ECS::Service AWS::ECS::TaskSet AWS::EKS::Cluster AWS::Batch::ComputeEnvironment
AWS::Lambda::Function AWS::Lambda::Url AWS::ApiGateway::RestApi AWS::ApiGatewayV2::Api AWS::ApiGatewayV2::VpcLink AWS::AppRunner::Service AWS::AppRunner::VpcConnector
AWS::RDS::DBInstance AWS::RDS::DBCluster AWS::RDS::DBProxy AWS::DocDB::DBCluster AWS::DocDB::DBInstance AWS::Neptune::DBCluster AWS::Neptune::DBInstance
AWS::ElastiCache::CacheCluster AWS::ElastiCache::ReplicationGroup AWS::ElastiCache::ServerlessCache AWS::MemoryDB::Cluster AWS::DAX::Cluster
AWS::EFS::MountTarget AWS::Redshift::Cluster AWS::OpenSearchService::Domain AWS::MSK::Cluster AWS::SageMaker::NotebookInstance
AWS::CloudFront::Distribution AWS::CloudFront::VpcOrigin AWS::WAFv2::WebACL AWS::WAFv2::WebACLAssociation AWS::Cognito::UserPool AWS::Cognito::IdentityPool
`)

func words(text string) map[string]bool {
	all := map[string]bool{}
	for word := range strings.FieldsSeq(text) {
		all[word] = true
	}
	return all
}

// leftOut are types that a picture does without, with the reason.
var leftOut = map[string]string{
	"AWS::EC2::InternetGateway":                        "it is the route to it that opens a subnet, and that is drawn as \"Public subnet\"; CloudFront's VPC origins want one without a route",
	"AWS::EC2::VPCGatewayAttachment":                   "it is the route to the internet gateway that opens a subnet, and that is drawn",
	"AWS::EC2::RouteTable":                             "each subnet's routes are compared with its title",
	"AWS::EC2::SubnetRouteTableAssociation":            "each subnet's routes are compared with its title",
	"AWS::EC2::FlowLog":                                "it records traffic and carries none",
	"AWS::ElasticLoadBalancingV2::Listener":            "it is part of the load balancer: its actions are the edges",
	"AWS::ElasticLoadBalancingV2::ListenerRule":        "it is part of the load balancer: its actions are the edges",
	"AWS::ElasticLoadBalancingV2::TargetGroup":         "it is the edge from the load balancer to the tasks",
	"AWS::CloudFront::VpcOrigin":                       "it is the edge from CloudFront to the load balancer",
	"AWS::ECS::Cluster":                                "it groups services and has no place in the network",
	"AWS::ECS::ClusterCapacityProviderAssociations":    "it groups services and has no place in the network",
	"AWS::ECS::TaskDefinition":                         "it is drawn as the tasks of its service",
	"AWS::ApplicationAutoScaling::ScalableTarget":      "how many tasks run is not drawn",
	"AWS::ApplicationAutoScaling::ScalingPolicy":       "how many tasks run is not drawn",
	"AWS::IAM::Role":                                   "permissions are told in the document",
	"AWS::IAM::Policy":                                 "permissions are told in the document",
	"AWS::IAM::ManagedPolicy":                          "permissions are told in the document",
	"AWS::IAM::RolePolicy":                             "permissions are told in the document",
	"AWS::KMS::Key":                                    "encryption is told in the document",
	"AWS::KMS::Alias":                                  "encryption is told in the document",
	"AWS::SecretsManager::Secret":                      "what it holds is read by references; Secrets Manager is drawn where tasks reach it",
	"AWS::SSM::Parameter":                              "what it holds is read by references; Systems Manager is drawn where tasks reach it",
	"AWS::S3::Bucket":                                  "Amazon S3 is drawn as a service",
	"AWS::S3::BucketPolicy":                            "permissions are told in the document",
	"AWS::SNS::Topic":                                  "alarms are told in the document",
	"AWS::SNS::TopicPolicy":                            "alarms are told in the document",
	"AWS::SNS::Subscription":                           "alarms are told in the document",
	"AWS::CloudWatch::Alarm":                           "Amazon CloudWatch is drawn as a service",
	"AWS::CloudWatch::CompositeAlarm":                  "Amazon CloudWatch is drawn as a service",
	"AWS::CloudWatch::Dashboard":                       "Amazon CloudWatch is drawn as a service",
	"AWS::Logs::LogGroup":                              "Amazon CloudWatch is drawn as a service",
	"AWS::Logs::MetricFilter":                          "Amazon CloudWatch is drawn as a service",
	"AWS::Logs::ResourcePolicy":                        "permissions are told in the document",
	"AWS::Logs::Delivery":                              "logs of CloudFront and WAF are told in the document",
	"AWS::Logs::DeliverySource":                        "logs of CloudFront and WAF are told in the document",
	"AWS::Logs::DeliveryDestination":                   "logs of CloudFront and WAF are told in the document",
	"AWS::WAFv2::LoggingConfiguration":                 "logs of CloudFront and WAF are told in the document",
	"AWS::WAFv2::IPSet":                                "it is part of the web ACL",
	"AWS::WAFv2::RegexPatternSet":                      "it is part of the web ACL",
	"AWS::Cognito::UserPoolClient":                     "it is part of the user pool",
	"AWS::Cognito::UserPoolDomain":                     "it is part of the user pool",
	"AWS::Cognito::ManagedLoginBranding":               "it is part of the user pool",
	"AWS::CertificateManager::Certificate":             "TLS is drawn on the edges",
	"AWS::Route53::RecordSet":                          "the domain is drawn beneath CloudFront",
	"AWS::CloudFront::Function":                        "it is part of the distribution",
	"AWS::CloudFront::CachePolicy":                     "it is part of the distribution",
	"AWS::CloudFront::OriginRequestPolicy":             "it is part of the distribution",
	"AWS::CloudFront::ResponseHeadersPolicy":           "it is part of the distribution",
	"AWS::CloudFront::MonitoringSubscription":          "Amazon CloudWatch is drawn as a service",
	"AWS::ECR::Repository":                             "Amazon ECR is drawn as a service",
	"AWS::DynamoDB::Table":                             "Amazon DynamoDB is drawn where tasks reach it",
	"AWS::SQS::Queue":                                  "Amazon SQS is drawn where tasks reach it",
	"AWS::SQS::QueuePolicy":                            "permissions are told in the document",
	"AWS::ElasticLoadBalancingV2::ListenerCertificate": "TLS is drawn on the edges",
}

// ignored says nothing about what is deployed.
const ignored = "AWS::CDK::Metadata"
