package verify_test

import (
	"testing"

	"github.com/archblocks/archblocks/arch/verify"
)

const (
	task      = "ComputeServicesAppTask"
	container = "ContainerDefinitions.0."
	taskRole  = "ComputeServicesAppTaskRolePolicy"
	statement = "PolicyDocument.Statement."
	ownVPC    = `"VPCs": [{"VPCId": "!Ref @NetworkVpc", "VPCRegion": "eu-west-1"}]`
)

// endpoint adds an endpoint like that of the logs for another service.
func (a *draft) endpoint(id, name string) {
	a.twin(logsVPCE, id)
	a.set(id, "ServiceName", `"com.amazonaws.eu-west-1.`+name+`"`)
	a.depends(id)
}

// What tasks use, and whether an endpoint serves it.
func TestChangesOfUses(t *testing.T) {
	const have = "services-have-endpoints"
	image := func(text string) func(*draft) {
		return func(a *draft) { a.set(task, container+"Image", `"`+text+`"`) }
	}
	zone := func(kind, properties string) func(*draft) {
		return func(a *draft) { a.add("Zone", kind, properties) }
	}
	kms := func(condition string) func(*draft) {
		return func(a *draft) { a.set(taskRole, statement+"3.Condition", condition) }
	}
	ssm := func(region string) func(*draft) {
		return func(a *draft) {
			a.endpoint("Parameters", "ssm")
			a.set(task, container+"Secrets", `[{"Name": "X", "ValueFrom": "arn:aws:ssm:`+region+`:111122223333:parameter/x"}]`)
		}
	}
	cache := func(prefix string) func(*draft) {
		return func(a *draft) {
			a.add("Cache", "AWS::ECR::PullThroughCacheRule", `{"EcrRepositoryPrefix": "`+prefix+`", "UpstreamRegistryUrl": "public.ecr.aws"}`)
			a.set(task, container+"Image", `"111122223333.dkr.ecr.eu-west-1.amazonaws.com/hub/nginx:1"`)
		}
	}
	table := func(tables, egress string) func(*draft) {
		return func(a *draft) {
			a.checker.PrefixLists = map[string]string{"pl-6fa54006": "com.amazonaws.eu-west-1.dynamodb"}
			a.twin("NetworkEndpointS3", "Tables")
			a.set("Tables", "ServiceName", `"com.amazonaws.eu-west-1.dynamodb"`)
			a.set("Tables", "RouteTableIds", tables)
			a.depends("Tables")
			a.set(taskRole, statement+"+", `{"Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/t"}`)
			a.add("ToTables", "AWS::EC2::SecurityGroupEgress", `{"GroupId": "!GetAtt @ComputeGroupsServiceApp.GroupId", "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "DestinationPrefixListId": "`+egress+`"}`)
		}
	}
	const private = `["!Ref @NetworkPrivateRouteTable1", "!Ref @NetworkPrivateRouteTable2"]`
	judgeChanges(t, []change{
		{"instances instead of Fargate", "chat", have + " survives-zone-loss tasks-reach-endpoints ready-before-start", verify.Unknown, "the image and the log use the interface of the instance",
			func(a *draft) {
				a.set(service, "LaunchType", `"EC2"`)
				a.set(service, "PlacementStrategies", `[{"Type": "binpack", "Field": "memory"}]`)
			}},
		{"Fargate by a strategy", "chat", have + " survives-zone-loss tasks-reach-endpoints", verify.Proved, "both providers are Fargate",
			func(a *draft) {
				a.cut(service, "LaunchType")
				a.set(service, "CapacityProviderStrategy", `[{"CapacityProvider": "FARGATE", "Weight": 1}, {"CapacityProvider": "FARGATE_SPOT", "Weight": 1}]`)
			}},
		{"another provider", "chat", have + " survives-zone-loss", verify.Unknown, "it may be of instances",
			func(a *draft) {
				a.cut(service, "LaunchType")
				a.set(service, "CapacityProviderStrategy", `[{"CapacityProvider": "FARGATE", "Weight": 1}, {"CapacityProvider": "mine", "Weight": 1}]`)
			}},
		{"neither launch type nor strategy", "chat", have, verify.Unknown, "the cluster's default strategy decides",
			func(a *draft) { a.cut(service, "LaunchType") }},
		{"an external controller", "chat", "tasks-from-alb-only tasks-reach-endpoints alb-reaches-tasks", verify.Unknown, "task sets name their own network",
			func(a *draft) { a.set(service, "DeploymentController", `{"Type": "EXTERNAL"}`) }},
		{"the usual controller", "chat", "tasks-from-alb-only tasks-reach-endpoints", verify.Proved, "ECS is the default",
			func(a *draft) { a.set(service, "DeploymentController", `{"Type": "ECS"}`) }},
		{"Service Connect", "chat", "tasks-from-alb-only tasks-reach-endpoints", verify.Unknown, "its proxy is not followed",
			func(a *draft) { a.set(service, "ServiceConnectConfiguration", `{"Enabled": true}`) }},
		{"a private zone of S3", "chat", have, verify.Unknown, "S3's names resolve to nothing there: hosted-zone-private-considerations.html",
			zone("AWS::Route53::HostedZone", `{"Name": "s3.eu-west-1.amazonaws.com", `+ownVPC+`}`)},
		{"a private zone below an endpoint's", "chat", have, verify.Unknown, "the more specific zone answers",
			zone("AWS::Route53::HostedZone", `{"Name": "111122223333.dkr.ecr.eu-west-1.amazonaws.com", `+ownVPC+`}`)},
		{"a private zone of all AWS", "chat", have, verify.Unknown, "it is above all names of endpoints",
			zone("AWS::Route53::HostedZone", `{"Name": "com.", `+ownVPC+`}`)},
		{"a private zone of another name", "chat", have, verify.Proved, "it answers for example.com alone",
			zone("AWS::Route53::HostedZone", `{"Name": "example.com", `+ownVPC+`}`)},
		{"a public zone of S3's name", "chat", have, verify.Proved, "nobody asks it",
			zone("AWS::Route53::HostedZone", `{"Name": "s3.eu-west-1.amazonaws.com"}`)},
		{"a namespace of S3's name", "chat", have, verify.Unknown, "Cloud Map makes a private zone of it",
			zone("AWS::ServiceDiscovery::PrivateDnsNamespace", `{"Name": "s3.eu-west-1.amazonaws.com", "Vpc": "!Ref @NetworkVpc"}`)},
		{"a namespace of another name", "chat", have + " tasks-reach-endpoints", verify.Proved, "it answers for x.local alone",
			zone("AWS::ServiceDiscovery::PrivateDnsNamespace", `{"Name": "x.local", "Vpc": "!Ref @NetworkVpc"}`)},
		{"a parameter of the Region", "chat", have, verify.Proved, "the endpoint of ssm serves it", ssm("eu-west-1")},
		{"a parameter of another Region", "chat", have, verify.Refuted, "the endpoint of eu-west-1 does not serve us-east-1", ssm("us-east-1")},
		{"a parameter without an endpoint", "chat", have, verify.Refuted, "ssm has none",
			func(a *draft) { a.set(task, container+"Secrets", `[{"Name": "X", "ValueFrom": "name"}]`) }},
		{"a credential specification", "chat", have, verify.Unknown, "it comes from ssm or S3",
			func(a *draft) {
				a.set(task, container+"CredentialSpecs", `["credentialspecdomainless:arn:aws:ssm:eu-west-1:111122223333:parameter/x"]`)
			}},
		{"an image through the cache", "chat", have, verify.Unknown, "the first pull needs the internet: docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html", cache("hub")},
		{"a cache of other images", "chat", have, verify.Proved, "hub/ is not behind quay/", cache("quay")},
		{"an image of Docker Hub", "chat", have, verify.Refuted, "no endpoint leads there", image("nginx:1")},
		{"an image of another Region", "chat", have, verify.Refuted, "the endpoints are of eu-west-1", image("111122223333.dkr.ecr.us-east-1.amazonaws.com/x:1")},
		{"an image of the dual-stack registry", "chat", have, verify.Unknown, "whether an endpoint serves it is not documented", image("111122223333.dkr-ecr.eu-west-1.on.aws/x:1")},
		{"an image of the FIPS registry", "chat", have, verify.Unknown, "its endpoint is another", image("111122223333.dkr.ecr-fips.eu-west-1.amazonaws.com/x:1")},
		{"an image of the own repository", "chat", have, verify.Proved, "RepositoryUri is in the same Region",
			func(a *draft) {
				a.add("Repository", "AWS::ECR::Repository", `{"RepositoryName": "x"}`)
				a.set(task, container+"Image", `{"Fn::Join": ["", ["!GetAtt Repository.RepositoryUri", ":1"]]}`)
			}},
		{"a log to another Region", "chat", have, verify.Refuted, "the endpoint is of eu-west-1", func(a *draft) {
			a.set(task, container+"LogConfiguration.Options.awslogs-region", `"us-east-1"`)
		}},
		{"another log driver", "chat", have, verify.Unknown, "where it sends to is not known", func(a *draft) { a.set(task, container+"LogConfiguration.LogDriver", `"splunk"`) }},
		{"keys through a service by a pattern", "chat", have, verify.Proved, "S3 calls KMS", kms(`{"StringLike": {"kms:ViaService": "s3.*.amazonaws.com"}}`)},
		{"keys through any service", "chat", have, verify.Proved, "the tasks call no KMS themselves", kms(`{"Bool": {"aws:ViaAWSService": "true"}}`)},
		{"keys through a chain", "chat", have, verify.Proved, "S3 calls KMS", kms(`{"ForAnyValue:StringEquals": {"aws:CalledVia": "s3.amazonaws.com"}}`)},
		{"keys not through a service", "chat", have, unproved, "the tasks call KMS themselves", kms(`{"StringNotEquals": {"kms:ViaService": "s3.eu-west-1.amazonaws.com"}}`)},
		{"keys not through any service", "chat", have, unproved, "the tasks call KMS themselves", kms(`{"Bool": {"aws:ViaAWSService": "false"}}`)},
		{"queues without an endpoint", "chat", have, verify.Refuted, "sqs has none", func(a *draft) {
			a.set(taskRole, statement+"+", `{"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:q"}`)
		}},
		{"queues that are denied", "chat", have, verify.Unknown, "the denial may leave nothing", func(a *draft) {
			a.set(taskRole, statement+"+", `{"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:q"}`)
			a.set(taskRole, statement+"+", `{"Effect": "Deny", "Action": "sqs:*", "Resource": "*"}`)
		}},
		{"queues beyond a boundary", "chat", have, verify.Unknown, "the boundary may take them away: access_policies_boundaries.html", func(a *draft) {
			a.add("Boundary", "AWS::IAM::ManagedPolicy", `{"PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}}`)
			a.set("ComputeServicesAppTaskRole", "PermissionsBoundary", `"!Ref Boundary"`)
			a.set(taskRole, statement+"+", `{"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:q"}`)
		}},
		{"tables over the gateway", "chat", have + " tasks-reach-endpoints egress-only-to-endpoints survives-zone-loss", verify.Proved, "it is on all tables of the tasks", table(private, "pl-6fa54006")},
		{"tables over the gateway of the public table", "chat", "tasks-reach-endpoints survives-zone-loss", verify.Refuted, "the tasks' tables have no route to it", table(`["!Ref @NetworkPublicRouteTable"]`, "pl-6fa54006")},
		{"tables over the gateway without egress", "chat", "tasks-reach-endpoints survives-zone-loss", verify.Refuted, "no rule lets the tasks send there", table(private, "pl-6da54004")},
	})
}

// Endpoints: their names, addresses and Regions.
func TestChangesOfEndpoints(t *testing.T) {
	dual := func(a *draft) {
		a.add("Range6", "AWS::EC2::VPCCidrBlock", `{"VpcId": "!Ref @NetworkVpc", "AmazonProvidedIpv6CidrBlock": true}`)
		a.set(private1, "Ipv6CidrBlock", `"2a05:d018::/64"`)
		a.set(private2, "Ipv6CidrBlock", `"2a05:d018:0:1::/64"`)
	}
	judgeChanges(t, []change{
		{"an endpoint without subnets", "chat", "services-have-endpoints tasks-reach-endpoints survives-zone-loss", verify.Unknown, "AWS chooses them",
			func(a *draft) { a.cut(logsVPCE, "SubnetIds") }},
		{"an endpoint of IPv6 alone", "chat", "services-have-endpoints tasks-reach-endpoints", verify.Unknown, "it has no IPv4 address",
			func(a *draft) { dual(a); a.set(logsVPCE, "IpAddressType", `"ipv6"`) }},
		{"an endpoint of both kinds", "chat", "services-have-endpoints tasks-reach-endpoints", verify.Proved, "it has IPv4 addresses too",
			func(a *draft) { dual(a); a.set(logsVPCE, "IpAddressType", `"dualstack"`) }},
		{"an endpoint with names of IPv6 alone", "chat", "services-have-endpoints tasks-reach-endpoints", verify.Unknown, "the name leads to no IPv4 address",
			func(a *draft) {
				dual(a)
				a.set(logsVPCE, "IpAddressType", `"dualstack"`)
				a.set(logsVPCE, "DnsOptions", `{"DnsRecordIpType": "ipv6"}`)
			}},
		{"an endpoint of a stranger's service", "chat", "egress-only-to-endpoints", verify.Unknown, "the tasks may send to it",
			func(a *draft) {
				a.add("Stranger", "AWS::EC2::VPCEndpoint", `{"VpcEndpointType": "Interface", "VpcId": "!Ref @NetworkVpc", "ServiceName": "com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0",
					"SubnetIds": ["!Ref @NetworkPrivateSubnet1"], "SecurityGroupIds": ["!GetAtt @NetworkEndpointGroup.GroupId"]}`)
			}},
		{"an endpoint of another Region", "chat", "services-have-endpoints", verify.Unknown, "its names are of us-east-1",
			func(a *draft) {
				a.set(logsVPCE, "ServiceName", `"com.amazonaws.us-east-1.logs"`)
				a.set(logsVPCE, "ServiceRegion", `"us-east-1"`)
			}},
		{"an endpoint named for another Region", "chat", "services-have-endpoints", verify.Refuted, "it is not of eu-west-1",
			func(a *draft) { a.set(logsVPCE, "ServiceName", `"com.amazonaws.us-east-1.logs"`) }},
		{"an endpoint without private names", "chat", "services-have-endpoints", verify.Refuted, "false is the default",
			func(a *draft) { a.cut(logsVPCE, "PrivateDnsEnabled") }},
		{"an endpoint of a gateway load balancer", "chat", "no-internet-route egress-only-to-endpoints", verify.Unknown, "what is behind it is not followed",
			func(a *draft) {
				a.add("Inspect", "AWS::EC2::VPCEndpoint", `{"VpcEndpointType": "GatewayLoadBalancer", "VpcId": "!Ref @NetworkVpc", "ServiceName": "com.amazonaws.vpce.eu-west-1.vpce-svc-1", "SubnetIds": ["!Ref @NetworkPrivateSubnet1"]}`)
			}},
		{"a Region where ECS needs endpoints", "hello", "services-have-endpoints", verify.Unknown, "docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html",
			func(a *draft) { a.move("ca-west-1") }},
		{"a Region where ECS has its endpoints", "hello", "services-have-endpoints", verify.Proved, "docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html",
			func(a *draft) {
				for _, name := range []string{"ecs", "ecs-agent", "ecs-telemetry"} {
					a.endpoint("Ecs"+name[3:], name)
					a.set("Ecs"+name[3:], "ServiceName", `"com.amazonaws.ca-west-1.`+name+`"`)
				}
				a.move("ca-west-1")
			}},
		{"DNS support off", "chat", "services-have-endpoints", verify.Refuted, "private names do not resolve", func(a *draft) { a.set("NetworkVpc", "EnableDnsSupport", `false`) }},
		{"DNS names missing", "chat", "services-have-endpoints", verify.Refuted, "false is the default", func(a *draft) { a.cut("NetworkVpc", "EnableDnsHostnames") }},
		{"booleans as text", "chat", "services-have-endpoints tasks-from-alb-only", verify.Proved, "CloudFormation takes text too",
			func(a *draft) {
				a.set(logsVPCE, "PrivateDnsEnabled", `"true"`)
				a.set("NetworkVpc", "EnableDnsHostnames", `"true"`)
				a.set(service, "EnableExecuteCommand", `"false"`)
			}},
		{"ECS Exec", "chat", "tasks-from-alb-only", verify.Refuted, "a shell in the tasks", func(a *draft) { a.set(service, "EnableExecuteCommand", `true`) }},
	})
}
