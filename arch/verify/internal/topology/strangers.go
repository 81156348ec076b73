package topology

import (
	"fmt"
	"strings"

	"github.com/archblocks/archblocks/internal/cfn"
)

// understood are the types that are read, and types that are known to change no route,
// rule or permission of what they refer to. Whatever else refers to a part of the
// network, or to a role, is a doubt.
var understood = set(`
AWS::EC2::VPC AWS::EC2::VPCCidrBlock AWS::EC2::Subnet AWS::EC2::RouteTable AWS::EC2::Route AWS::EC2::SubnetRouteTableAssociation
AWS::EC2::SecurityGroup AWS::EC2::SecurityGroupIngress AWS::EC2::SecurityGroupEgress AWS::EC2::NetworkAcl AWS::EC2::NetworkAclEntry
AWS::EC2::SubnetNetworkAclAssociation AWS::EC2::VPCEndpoint AWS::EC2::VPNGatewayRoutePropagation
AWS::EC2::InternetGateway AWS::EC2::VPCGatewayAttachment AWS::EC2::EgressOnlyInternetGateway AWS::EC2::NatGateway AWS::EC2::EIP
AWS::EC2::EIPAssociation AWS::EC2::VPNGateway AWS::EC2::VPCPeeringConnection AWS::EC2::TransitGateway AWS::EC2::TransitGatewayAttachment
AWS::EC2::TransitGatewayVpcAttachment AWS::EC2::CarrierGateway AWS::EC2::PrefixList AWS::EC2::FlowLog AWS::EC2::DHCPOptions
AWS::EC2::NetworkInterface AWS::EC2::Instance
AWS::ElasticLoadBalancingV2::LoadBalancer AWS::ElasticLoadBalancingV2::Listener AWS::ElasticLoadBalancingV2::ListenerRule
AWS::ElasticLoadBalancingV2::TargetGroup AWS::ElasticLoadBalancingV2::ListenerCertificate
AWS::ECS::Cluster AWS::ECS::Service AWS::ECS::TaskDefinition AWS::ECS::ClusterCapacityProviderAssociations
AWS::ApplicationAutoScaling::ScalableTarget AWS::ApplicationAutoScaling::ScalingPolicy
AWS::IAM::Role AWS::IAM::Policy AWS::IAM::ManagedPolicy AWS::IAM::RolePolicy
AWS::CloudFront::Distribution AWS::CloudFront::VpcOrigin
AWS::Lambda::Function AWS::RDS::DBInstance AWS::RDS::DBCluster AWS::RDS::DBShardGroup AWS::RDS::DBSubnetGroup AWS::EFS::MountTarget AWS::ElastiCache::SubnetGroup
AWS::ElastiCache::ReplicationGroup AWS::ElastiCache::CacheCluster AWS::ElastiCache::ServerlessCache AWS::RDS::DBProxy AWS::DAX::Cluster AWS::DAX::SubnetGroup
AWS::DocDB::DBCluster AWS::DocDB::DBInstance AWS::DocDB::DBSubnetGroup AWS::MemoryDB::Cluster AWS::MemoryDB::SubnetGroup AWS::Neptune::DBCluster
AWS::Neptune::DBInstance AWS::Neptune::DBSubnetGroup
`)

// inert are types that only look at what they refer to, or are called by it.
var inert = set(`
AWS::CloudWatch::Alarm AWS::CloudWatch::CompositeAlarm AWS::CloudWatch::Dashboard AWS::CloudWatch::AnomalyDetector
AWS::Logs::LogGroup AWS::Logs::ResourcePolicy AWS::Logs::Delivery AWS::Logs::DeliverySource AWS::Logs::DeliveryDestination
AWS::Logs::MetricFilter AWS::Logs::SubscriptionFilter AWS::Logs::QueryDefinition AWS::KMS::Key AWS::KMS::Alias AWS::SNS::Topic
AWS::SNS::TopicPolicy AWS::SNS::Subscription AWS::SQS::Queue AWS::SQS::QueuePolicy AWS::S3::Bucket AWS::S3::BucketPolicy
AWS::SecretsManager::Secret AWS::SecretsManager::ResourcePolicy AWS::SSM::Parameter AWS::ECR::Repository AWS::CertificateManager::Certificate
AWS::Route53::RecordSet AWS::Route53::RecordSetGroup AWS::Route53::HostedZone AWS::Route53::HealthCheck
AWS::Cognito::UserPool AWS::Cognito::UserPoolClient AWS::Cognito::UserPoolDomain AWS::DynamoDB::Table
AWS::CDK::Metadata AWS::WAFv2::WebACL AWS::WAFv2::WebACLAssociation AWS::WAFv2::LoggingConfiguration AWS::WAFv2::IPSet
AWS::Lambda::Permission AWS::Lambda::Version AWS::Lambda::Alias AWS::Lambda::EventInvokeConfig AWS::Lambda::Url
AWS::Lambda::LayerVersionPermission AWS::SecretsManager::SecretTargetAttachment AWS::Backup::BackupSelection
AWS::Backup::BackupPlan AWS::Backup::BackupVault AWS::Shield::Protection AWS::CloudFront::MonitoringSubscription
AWS::Route53Resolver::ResolverQueryLoggingConfig AWS::Route53Resolver::ResolverQueryLoggingConfigAssociation
AWS::XRay::Group AWS::ApplicationInsights::Application AWS::ResourceGroups::Group AWS::ServiceCatalogAppRegistry::Application
`)

func set(words string) map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields(words) {
		all[w] = true
	}
	return all
}

// strangers turns resources of types that are not known into doubts of what they refer to.
func (t *Topology) strangers() {
	for _, s := range t.Model.Stacks {
		for _, r := range s.Resources {
			if !t.World.Exists(r) || inert[r.Type] && r.Type != "AWS::Route53::HostedZone" {
				continue
			}
			switch {
			case r.Type == "AWS::Route53::HostedZone" || r.Type == "AWS::ServiceDiscovery::PrivateDnsNamespace":
				t.privateZone(r)
			case r.Type == "AWS::EC2::VPCDHCPOptionsAssociation" || r.Type == "AWS::Route53Resolver::FirewallRuleGroupAssociation":
				t.otherNames(r)
			case wearers[r.Type] != nil:
				t.wornBy(r)
			case understood[r.Type]:
			case r.Type == "AWS::CloudFormation::Stack" || strings.HasSuffix(r.Type, "::MODULE"):
				t.Doubts = append(t.Doubts, Doubt{at(r), r.Type + " holds resources that are not among the templates"})
			default:
				t.stranger(r)
			}
		}
	}
}

// references are all refs in the properties of a resource, as they are in the world.
func (t *Topology) references(r *cfn.Resource) []cfn.ResourceRef {
	return cfn.References(t.World.Value(r.Properties))
}

func (t *Topology) stranger(r *cfn.Resource) {
	refs := t.references(r)
	if !missing(t.get(r, "ServiceToken")) {
		refs = t.told(refs)
	}
	for _, ref := range refs {
		doubt := Doubt{at(r), fmt.Sprintf("%s refers to %s, and what it does there is not known", r.Type, ref.Resource())}
		id := ref.Resource()
		if g := t.groupOf(ref); g != nil {
			// CDK's custom resource takes the rules of a default group away.
			if r.Type != "Custom::VpcRestrictDefaultSG" {
				g.Doubts, g.WearDoubts = append(g.Doubts, doubt), append(g.WearDoubts, doubt)
			}
			continue
		}
		if r.Type == "Custom::VpcRestrictDefaultSG" {
			continue
		}
		target := t.Model.Resource(id)
		if target == nil {
			continue
		}
		switch {
		case t.vpcs[id] != nil:
			t.vpcs[id].Doubts = append(t.vpcs[id].Doubts, doubt)
		case t.subnets[id] != nil:
			t.doubtSubnet(t.subnets[id], doubt)
		case t.tables[id] != nil:
			t.tables[id].Doubts = append(t.tables[id].Doubts, doubt)
		case t.acls[id] != nil:
			t.acls[id].Doubts = append(t.acls[id].Doubts, doubt)
		case t.balancer[id] != nil:
			t.balancer[id].Doubts = append(t.balancer[id].Doubts, doubt)
		case t.targets[id] != nil:
			t.targets[id].Doubts = append(t.targets[id].Doubts, doubt)
		case target.Type == "AWS::ElasticLoadBalancingV2::Listener" || target.Type == "AWS::ElasticLoadBalancingV2::ListenerRule":
			t.strays[anyListener] = append(t.strays[anyListener], doubt)
		case target.Type == "AWS::ECS::Service" || target.Type == "AWS::ECS::TaskDefinition" || target.Type == "AWS::ECS::Cluster":
			t.doubtServices(doubt)
		case target.Type == "AWS::CloudFront::VpcOrigin" || target.Type == "AWS::CloudFront::Distribution":
			// A VPC origin can be shared with other accounts.
			t.strays[anyListener] = append(t.strays[anyListener], doubt)
		case target.Type == "AWS::IAM::Role":
			t.roles[id] = append(t.roles[id], doubt)
		case networked[target.Type]:
			t.doubtVPCs(doubt)
		}
	}
}

// told adds what the functions of a custom resource know of, by their code and environment,
// which name further functions: what a custom resource does, they do.
func (t *Topology) told(refs []cfn.ResourceRef) []cfn.ResourceRef {
	seen := map[cfn.ResourceRef]bool{}
	for i := 0; i < len(refs); i++ {
		function := t.Model.Resource(refs[i].Resource())
		if function == nil || function.Type != "AWS::Lambda::Function" || seen[function.Ref] || !t.World.Exists(function) {
			continue
		}
		seen[function.Ref] = true
		for _, member := range function.Properties {
			if member.Name != "Role" && member.Name != "VpcConfig" {
				refs = append(refs, cfn.References(t.World.Value(member.Value))...)
			}
		}
	}
	return refs
}

// networked are further types of which a stranger may change the network.
var networked = set(`AWS::EC2::InternetGateway AWS::EC2::NatGateway AWS::EC2::EgressOnlyInternetGateway AWS::EC2::VPNGateway AWS::EC2::TransitGateway
AWS::EC2::VPCPeeringConnection AWS::EC2::VPCEndpoint AWS::EC2::EIP AWS::EC2::PrefixList AWS::RDS::DBSubnetGroup AWS::ElastiCache::SubnetGroup`)

// doubtSubnet doubts the subnet's whole VPC: what is put in a subnet may be an interface with any group.
func (t *Topology) doubtSubnet(s *Subnet, doubt Doubt) {
	s.Doubts = append(s.Doubts, doubt)
	if s.VPC != nil {
		s.VPC.Doubts = append(s.VPC.Doubts, doubt)
	}
}

func (t *Topology) doubtServices(doubt Doubt) {
	for _, s := range t.Services {
		s.Doubts = append(s.Doubts, doubt)
	}
}

func (t *Topology) doubtVPCs(doubt Doubt) {
	for _, v := range t.VPCs {
		v.Doubts = append(v.Doubts, doubt)
	}
}

// privateZone doubts the private names of endpoints where a zone of the VPC may stand before them.
// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html
func (t *Topology) privateZone(r *cfn.Resource) {
	if len(along(t.get(r, "VPCs"), nil)) == 0 && missing(t.get(r, "Vpc")) {
		return
	}
	if apart(t.get(r, "Name")) {
		return
	}
	t.doubtNames(Doubt{at(r, "Name"), r.Ref.String() + " may stand before the private names of endpoints"})
}

// apart tells whether a zone's name, of which the end may be known alone, has nothing to
// do with names of AWS services.
func apart(v cfn.Value) bool {
	text, whole := cfn.AsString(v)
	if parts, ok := v.(cfn.Concat); ok {
		last, _ := parts[len(parts)-1].(cfn.String)
		text = string(last)
	}
	name := strings.ToLower(strings.TrimSuffix(text, "."))
	if whole {
		name = "." + name
	}
	for _, domain := range []string{".amazonaws.com", ".on.aws", ".api.aws", ".amazonaws.com.cn"} {
		if strings.HasSuffix(name, domain) || strings.HasSuffix(domain, name) {
			return false
		}
	}
	// Of "shop-${Stage}" nothing is known.
	return whole || strings.Contains(name, ".")
}

// otherNames doubts the names of endpoints where something else than the VPC's own resolver
// may answer, or may block answers.
// https://docs.aws.amazon.com/vpc/latest/userguide/VPC_DHCP_Options.html
func (t *Topology) otherNames(r *cfn.Resource) {
	if options := t.refers(t.get(r, "DhcpOptionsId"), "AWS::EC2::DHCPOptions", "DhcpOptionsId"); options != nil {
		servers, open := items(t.get(options, "DomainNameServers"))
		if !open && (len(servers) == 0 || len(servers) == 1 && servers[0] == cfn.Value(cfn.String("AmazonProvidedDNS"))) {
			return
		}
	}
	t.doubtNames(Doubt{at(r), r.Ref.String() + " may keep the names of endpoints from tasks"})
}

func (t *Topology) doubtNames(doubt Doubt) {
	for _, v := range t.VPCs {
		v.DNSDoubts = append(v.DNSDoubts, doubt)
	}
}
