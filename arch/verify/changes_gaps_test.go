package verify_test

import (
	"testing"

	"github.com/archblocks/archblocks/arch/verify"
)

// What may keep the names of endpoints from tasks, or lets the cluster choose where they run.
func TestChangesOfSettings(t *testing.T) {
	const have = "services-have-endpoints"
	dhcp := func(options string) func(*draft) {
		return func(a *draft) {
			a.add("Options", "AWS::EC2::DHCPOptions", options)
			a.add("Join", "AWS::EC2::VPCDHCPOptionsAssociation", `{"DhcpOptionsId": "!Ref Options", "VpcId": "!Ref @NetworkVpc"}`)
		}
	}
	zone := func(name string) func(*draft) {
		return func(a *draft) {
			a.parameter("Open", "String")
			a.add("Zone", "AWS::Route53::HostedZone", `{"Name": {"Fn::Sub": "`+name+`"}, `+ownVPC+`}`)
		}
	}
	providers := func(names string) func(*draft) {
		return func(a *draft) {
			a.cut(service, "LaunchType")
			a.add("Providers", "AWS::ECS::ClusterCapacityProviderAssociations", `{"Cluster": "!Ref @ComputeCluster", "CapacityProviders": [`+names+`], "DefaultCapacityProviderStrategy": [{"CapacityProvider": `+names+`, "Weight": 1}]}`)
		}
	}
	const scaling = "ComputeServicesAppServiceTaskCountTarget"
	scaled := func(id string) func(*draft) {
		return func(a *draft) {
			a.set(service, "DesiredCount", `2`)
			a.set(service, "ServiceName", `"app"`)
			a.set(scaling, "ResourceId", id)
			a.set(scaling, "MinCapacity", `0`)
		}
	}
	judgeChanges(t, []change{
		{"AWS's own name server", "chat", have, verify.Proved, "AmazonProvidedDNS is the VPC's resolver", dhcp(`{"DomainNameServers": ["AmazonProvidedDNS"]}`)},
		{"no word of name servers", "chat", have, verify.Proved, "the VPC's resolver is the default", dhcp(`{"DomainName": "example.com"}`)},
		{"another name server", "chat", have, verify.Unknown, "it may know no endpoint: docs.aws.amazon.com/vpc/latest/userguide/VPC_DHCP_Options.html", dhcp(`{"DomainNameServers": ["10.0.0.53"]}`)},
		{"another name server too", "chat", have, verify.Unknown, "it may be asked first", dhcp(`{"DomainNameServers": ["10.0.0.53", "AmazonProvidedDNS"]}`)},
		{"open name servers", "chat", have, verify.Unknown, "they may know no endpoint", func(a *draft) {
			a.parameter("Open", "CommaDelimitedList")
			dhcp(`{"DomainNameServers": "!Ref Open"}`)(a)
		}},
		{"options of elsewhere", "chat", have, verify.Unknown, "their name servers are not in the templates",
			func(a *draft) {
				a.add("Join", "AWS::EC2::VPCDHCPOptionsAssociation", `{"DhcpOptionsId": "dopt-1", "VpcId": "!Ref @NetworkVpc"}`)
			}},
		{"a firewall of names", "chat", have, verify.Unknown, "it may block names of endpoints",
			func(a *draft) {
				a.add("Join", "AWS::Route53Resolver::FirewallRuleGroupAssociation", `{"FirewallRuleGroupId": "rslvr-frg-1", "Priority": 101, "VpcId": "!Ref @NetworkVpc"}`)
			}},
		{"a private zone with an open part", "chat", have, verify.Proved, "its end is example.com", zone("${Open}.example.com")},
		{"a private zone with an open end", "chat", have, verify.Unknown, "its end may be amazonaws.com", zone("s3.${Open}")},
		{"a private zone of which half of the end is open", "chat", have, verify.Unknown, "amazon and aws.com are amazonaws.com", zone("${Open}aws.com")},
		{"a private zone of dual-stack names", "chat", have, verify.Unknown, "api.aws is AWS's", zone("logs.eu-west-1.api.aws")},
		{"a private zone of on.aws", "chat", have, verify.Unknown, "on.aws is AWS's", zone("dkr-ecr.eu-west-1.on.aws")},
		{"a private zone like AWS's", "chat", have, verify.Proved, "notamazonaws.com is not AWS's", zone("notamazonaws.com")},
		{"Fargate by the cluster", "chat", have, verify.Proved, "the cluster's default is Fargate", providers(`"FARGATE"`)},
		{"another provider by the cluster", "chat", have, verify.Unknown, "the cluster's default may be of instances", providers(`"mine"`)},
		{"Fargate by another cluster", "chat", have, verify.Unknown, "this one has no default",
			func(a *draft) {
				providers(`"FARGATE"`)(a)
				a.add("Other", "AWS::ECS::Cluster", `{}`)
				a.set("Providers", "Cluster", `"!Ref Other"`)
			}},
		{"Fargate by the cluster itself", "chat", have, verify.Proved, "the cluster's default is Fargate",
			func(a *draft) {
				a.cut(service, "LaunchType")
				a.set("ComputeCluster", "DefaultCapacityProviderStrategy", `[{"CapacityProvider": "FARGATE_SPOT", "Weight": 1}]`)
			}},
		{"scaling by a name in the cluster", "chat", "survives-zone-loss", verify.Refuted, "it is the service", scaled(`{"Fn::Sub": "service/${@ComputeCluster}/app"}`)},
		{"scaling by another name in the cluster", "chat", "survives-zone-loss", verify.Proved, "it is another service", scaled(`{"Fn::Sub": "service/${@ComputeCluster}/other"}`)},
		{"scaling by an open name", "chat", "survives-zone-loss", verify.Unknown, "it may be the service", func(a *draft) { a.parameter("Open", "String"); scaled(`"!Ref Open"`)(a) }},
		{"scaling of a second service", "chat", "survives-zone-loss", unproved, "the second one is left without tasks",
			func(a *draft) {
				a.twin(service, "Second")
				a.set("Second", "DesiredCount", `2`)
				scaled(`{"Fn::Sub": "service/${@ComputeCluster}/${Second.Name}"}`)(a)
			}},
		{"scaling of something else", "chat", "survives-zone-loss", verify.Proved, "it is a table's",
			func(a *draft) {
				a.set(service, "DesiredCount", `2`)
				a.set(scaling, "ServiceNamespace", `"dynamodb"`)
				a.set(scaling, "MinCapacity", `0`)
			}},
		{"more worlds than can be judged", "chat", "alb-from-cloudfront-only no-wildcards", verify.Unknown, "nine conditions fall in 512 ways",
			func(a *draft) {
				conditions := map[string]any{}
				for _, letter := range []string{"A", "B", "C", "D", "E", "F", "G", "H", "I"} {
					a.parameter("Stage"+letter, "String")
					conditions["Is"+letter] = a.value(`{"Fn::Equals": [{"Ref": "Stage` + letter + `"}, "x"]}`)
					a.add("Open"+letter, "AWS::EC2::SecurityGroupIngress", `{"GroupId": "!GetAtt @ComputeGroupsLoadBalancer.GroupId", "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "SourcePrefixListId": "pl-4fa04526"}`)
					a.resource("Open" + letter)["Condition"] = "Is" + letter
				}
				a.app[0].Template["Conditions"] = conditions
			}},
	})
}

// Target groups, listeners and what else the load balancer may lead to.
func TestChangesOfTargets(t *testing.T) {
	function := func(a *draft) {
		a.add("Function", "AWS::Lambda::Function", `{"Code": {"ZipFile": "x"}, "Handler": "index.handler", "Runtime": "python3.12", "Role": "arn:aws:iam::111122223333:role/f"}`)
	}
	judgeChanges(t, []change{
		{"instances as targets", "chat", "alb-reaches-tasks", verify.Refuted, "tasks of Fargate are addresses", func(a *draft) { a.set(targets, "TargetType", `"instance"`) }},
		{"open targets", "chat", "alb-reaches-tasks", verify.Unknown, "they may be instances", func(a *draft) { a.openTo(targets, "TargetType") }},
		{"targets of another VPC", "chat", "alb-reaches-tasks", verify.Refuted, "ECS refuses it", func(a *draft) { a.otherVPC(); a.set(targets, "VpcId", `"!Ref Other"`) }},
		{"targets of IPv6", "chat", "alb-reaches-tasks", verify.Unknown, "tasks have IPv4 addresses", func(a *draft) { a.set(targets, "IpAddressType", `"ipv6"`) }},
		{"targets of IPv4", "chat", "alb-reaches-tasks", verify.Proved, "tasks have IPv4 addresses", func(a *draft) { a.set(targets, "IpAddressType", `"ipv4"`) }},
		{"a port of UDP", "chat", "alb-reaches-tasks", unproved, "the load balancer speaks TCP", func(a *draft) { a.set(task, container+"PortMappings.0.Protocol", `"udp"`) }},
		{"a function beside", "chat", "login-before-forward own-distribution-only tasks-from-alb-only", verify.Proved, "a function is no task",
			func(a *draft) {
				function(a)
				a.add("Beside", "AWS::ElasticLoadBalancingV2::TargetGroup", `{"TargetType": "lambda", "Targets": [{"Id": "!GetAtt Function.Arn"}]}`)
			}},
		{"an address beside that is open", "chat", "login-before-forward", verify.Unknown, "it may be a task's",
			func(a *draft) {
				a.parameter("Open", "String")
				a.add("Beside", "AWS::ElasticLoadBalancingV2::TargetGroup", `{"TargetType": "ip", "VpcId": "!Ref @NetworkVpc", "Targets": [{"Id": "!Ref Open"}]}`)
			}},
		{"a rule of an open listener", "chat", "own-distribution-only login-before-forward", verify.Unknown, "it may be of this one",
			func(a *draft) {
				a.parameter("Open", "String")
				a.twin(rule, "Second")
				a.set("Second", "ListenerArn", `"!Ref Open"`)
			}},
		{"a rule by the listener's attribute", "chat", "own-distribution-only login-before-forward alb-reaches-tasks", verify.Proved, "it is the same listener",
			func(a *draft) { a.set(rule, "ListenerArn", `"!GetAtt @ComputeLoadBalancerListener.ListenerArn"`) }},
		{"a network load balancer in place of the other one", "chat", "login-before-forward own-distribution-only", unproved, "it knows neither headers nor logins",
			func(a *draft) { a.set(balancer, "Type", `"network"`) }},
		{"subnets by their mappings", "chat", "alb-reaches-tasks survives-zone-loss", verify.Proved, "they are the same subnets",
			func(a *draft) {
				a.cut(balancer, "Subnets")
				a.set(balancer, "SubnetMappings", `[{"SubnetId": "!Ref @NetworkPublicSubnet1"}, {"SubnetId": "!Ref @NetworkPublicSubnet2"}]`)
			}},
		{"open mappings of subnets", "chat", "alb-reaches-tasks", verify.Unknown, "where it is is not said",
			func(a *draft) { a.cut(balancer, "Subnets"); a.openTo(balancer, "SubnetMappings*") }},
		{"blue and green with a test rule", "chat", "own-distribution-only login-before-forward", verify.Refuted, "the test rule asks for no login",
			func(a *draft) {
				a.blueGreen()
				a.twin(rule, "Test")
				a.set("Test", "Priority", `1`)
				a.set("Test", "Conditions", `[{"Field": "path-pattern", "Values": ["/test*"]}]`)
				a.set("Test", "Actions", `[{"Type": "forward", "TargetGroupArn": "!Ref Green"}]`)
				a.set(service, "LoadBalancers.0.AdvancedConfiguration.TestListenerRule", `"!Ref Test"`)
			}},
		{"a rotation of another secret", "chat", "own-distribution-only", verify.Proved, "this one stays",
			func(a *draft) {
				a.add("Other", "AWS::SecretsManager::Secret", `{"GenerateSecretString": {}}`)
				a.add("Rotation", "AWS::SecretsManager::RotationSchedule", `{"SecretId": "!Ref Other", "RotationRules": {"AutomaticallyAfterDays": 1}}`)
			}},
		{"the firewall lets few addresses through first", "chat", "tls-and-waf", verify.Proved, "everybody else meets the rules that block",
			func(a *draft) {
				a.edge("Few", "AWS::WAFv2::IPSet", `{"Addresses": ["192.0.2.0/24"], "IPAddressVersion": "IPV4", "Scope": "CLOUDFRONT"}`)
				a.set("EdgeWebACL", "Rules.+", `{"Name": "Few", "Priority": -1, "Action": {"Allow": {}}, "Statement": {"IPSetReferenceStatement": {"Arn": "!GetAtt Few.Arn"}}, `+visibility+`}`)
			}},
		{"the firewall lets half of all addresses through first", "chat", "tls-and-waf", verify.Unknown, "with another such half it is everybody",
			func(a *draft) {
				a.edge("Half", "AWS::WAFv2::IPSet", `{"Addresses": ["192.0.2.0/24", "0.0.0.0/1"], "IPAddressVersion": "IPV4", "Scope": "CLOUDFRONT"}`)
				a.set("EdgeWebACL", "Rules.+", `{"Name": "Half", "Priority": -1, "Action": {"Allow": {}}, "Statement": {"IPSetReferenceStatement": {"Arn": "!GetAtt Half.Arn"}}, `+visibility+`}`)
			}},
		{"the firewall lets some through at a time that is open", "chat", "tls-and-waf", verify.Unknown, "it may be first",
			func(a *draft) {
				a.set("EdgeWebACL", "Rules.+", `{"Name": "All", "Priority": 99, "Action": {"Allow": {}}, "Statement": {"GeoMatchStatement": {"CountryCodes": ["DE"]}}, `+visibility+`}`)
				a.openTo("EdgeWebACL", "Rules.5.Priority")
			}},
	})
}

// Endpoint policies: conditions and denials in use.
func TestChangesOfDenials(t *testing.T) {
	const tight = "endpoint-policies-tight"
	more := func(text string) func(*draft) { return func(a *draft) { a.set(logsVPCE, statement+"+", text) } }
	condition := func(text string) func(*draft) {
		return func(a *draft) { a.set(logsVPCE, statement+"0.Condition", `{`+text+`}`) }
	}
	const deny = `{"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*", "Condition": {`
	judgeChanges(t, []change{
		{"a denial without TLS", "chat", tight, verify.Proved, "SDKs use TLS", more(deny + `"Bool": {"aws:SecureTransport": "false"}}}`)},
		{"a denial with TLS", "chat", tight, unproved, "SDKs use TLS", more(deny + `"Bool": {"aws:SecureTransport": "true"}}}`)},
		{"a denial of other accounts", "chat", tight, verify.Proved, "the roles are of the account", more(deny + `"StringNotEquals": {"aws:PrincipalAccount": {"Ref": "AWS::AccountId"}}}}`)},
		{"a denial of the account", "chat", tight, unproved, "the roles are of the account", more(deny + `"StringEquals": {"aws:PrincipalAccount": {"Ref": "AWS::AccountId"}}}}`)},
		{"a denial of a role", "chat", tight, unproved, "it writes the log", more(`{"Effect": "Deny", "Principal": {"AWS": "!GetAtt @ComputeServicesAppExecutionRole.Arn"}, "Action": "*", "Resource": "*"}`)},
		{"a denial of all but a few actions", "chat", tight, unproved, "the log's are not among them", more(`{"Effect": "Deny", "Principal": "*", "NotAction": "logs:DeleteLogGroup", "Resource": "*"}`)},
		{"the VPC is asked for too", "chat", tight, verify.Proved, "the endpoint is in it", condition(ownAccount[:len(ownAccount)-1] + `, "aws:SourceVpc": "!Ref @NetworkVpc"}`)},
		{"another VPC is asked for too", "chat", tight, unproved, "the endpoint is in none but this one", condition(ownAccount[:len(ownAccount)-1] + `, "aws:SourceVpc": "vpc-1"}`)},
		{"a principal's account is asked for too", "chat", tight, verify.Proved, "the roles have one", condition(ownAccount + `, "Null": {"aws:PrincipalAccount": "false"}`)},
		{"no principal's account is asked for", "chat", tight, unproved, "the roles have one", condition(ownAccount + `, "Null": {"aws:PrincipalAccount": "true"}`)},
		{"a statement without a principal", "chat", tight, unproved, "whom it lets through is not said", func(a *draft) { a.cut(logsVPCE, statement+"0.Principal") }},
		{"a denial of all actions to the role", "chat", "services-have-endpoints", unproved, "what is left is not worked out",
			func(a *draft) {
				a.set(taskRole, statement+"+", `{"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:q"}`)
				a.set(taskRole, statement+"+", `{"Effect": "Deny", "NotAction": "s3:GetObject", "Resource": "*"}`)
			}},
	})
}

// Where a route may lead: aws-resource-ec2-route.html.
func TestChangesOfRouteTargets(t *testing.T) {
	var changes []change
	for _, property := range []string{
		"CarrierGatewayId", "CoreNetworkArn", "EgressOnlyInternetGatewayId", "GatewayId", "InstanceId", "LocalGatewayId", "NatGatewayId",
		"NetworkInterfaceId", "OdbNetworkArn", "TransitGatewayId", "VpcEndpointId", "VpcPeeringConnectionId",
	} {
		changes = append(changes, change{property, "chat", "no-internet-route", verify.Refuted, "packets leave there",
			func(a *draft) {
				a.add("Way", "AWS::EC2::Route", `{"RouteTableId": "!Ref @NetworkPrivateRouteTable1", "DestinationCidrBlock": "0.0.0.0/0", "`+property+`": "x-1"}`)
			}})
	}
	judgeChanges(t, changes)
}
