package verify_test

import (
	"testing"

	"github.com/archblocks/archblocks/arch/verify"
)

// What wears groups by other properties than those of EC2.
func TestChangesOfOtherWearers(t *testing.T) {
	var changes []change
	for kind, property := range map[string]string{
		"AWS::ElastiCache::CacheCluster": "VpcSecurityGroupIds", "AWS::ElastiCache::ServerlessCache": "SecurityGroupIds", "AWS::RDS::DBProxy": "VpcSecurityGroupIds",
		"AWS::DAX::Cluster": "SecurityGroupIds", "AWS::DocDB::DBCluster": "VpcSecurityGroupIds", "AWS::MemoryDB::Cluster": "SecurityGroupIds", "AWS::Neptune::DBCluster": "VpcSecurityGroupIds",
	} {
		changes = append(changes, change{kind, "chat", "tasks-from-alb-only", verify.Refuted, "it gets to the tasks",
			func(a *draft) {
				a.add("Wearer", kind, `{"`+property+`": ["!GetAtt @ComputeGroupsLoadBalancer.GroupId"]}`)
			}})
	}
	judgeChanges(t, changes)
}

// Single sentences of the prover that nothing else asks for.
func TestChangesOfTheRest(t *testing.T) {
	const tight, have, public, ready, own = "endpoint-policies-tight", "services-have-endpoints", "no-public-address", "ready-before-start", "own-distribution-only"
	values := func(text string) func(*draft) { return func(a *draft) { a.set(rule, headerValues, `[`+text+`]`) } }
	ping := func(more string) func(*draft) {
		return func(a *draft) {
			a.add("Entry", "AWS::EC2::NetworkAclEntry", `{"NetworkAclId": "!GetAtt @NetworkVpc.DefaultNetworkAcl", "RuleNumber": 50, "RuleAction": "deny", "Egress": true, "CidrBlock": "0.0.0.0/0", `+more+`}`)
		}
	}
	box := func(more string) func(*draft) {
		return func(a *draft) {
			a.parameter("Open", "String")
			a.boxGroup()
			a.add("Box", "AWS::EC2::Instance", `{"ImageId": "ami-1", `+more+`}`)
		}
	}
	secret := func(value string) func(*draft) {
		return func(a *draft) {
			a.serve("Secrets", "secretsmanager")
			a.serve("Parameters", "ssm")
			a.depends("Secrets", "Parameters")
			a.add("Setting", "AWS::SSM::Parameter", `{"Name": "/chat/setting", "Type": "String", "Value": "x"}`)
			a.add("Password", "AWS::SecretsManager::Secret", `{"Name": "chat/password", "GenerateSecretString": {}}`)
			a.set(task, container+"Secrets", `[{"Name": "X", "ValueFrom": "`+value+`"}]`)
		}
	}
	policy := func(effect string) func(*draft) {
		return func(a *draft) {
			a.add("More", "AWS::IAM::Policy", `{"PolicyName": "x", "Roles": ["!Ref @ComputeServicesAppTaskRole"], "PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "`+effect+`", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/x"}]}}`)
		}
	}
	judgeChanges(t, []change{
		{"resources of any account", "chat", tight, verify.Refuted, "the account is a wildcard",
			func(a *draft) {
				a.shown = "in any account"
				a.set(logsVPCE, statement+"+", `{"Effect": "Allow", "Principal": "*", "Action": "logs:PutLogEvents", "Resource": "arn:aws:logs:eu-west-1:*:log-group:x", "Condition": {`+ownAccount+`}}`)
				a.set(taskRole, statement+"+", `{"Effect": "Allow", "Action": "logs:PutLogEvents", "Resource": "arn:aws:logs:eu-west-1:*:log-group:x"}`)
			}},
		{"an action too few beyond a boundary", "chat", tight, verify.Unknown, "the boundary may take it from the role",
			func(a *draft) {
				a.set(gateway, statement+"2.Action", `["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"]`)
				a.set("ComputeServicesAppTaskRole", "PermissionsBoundary", `"arn:aws:iam::111122223333:policy/x"`)
			}},
		{"another endpoint is asked for too", "chat", tight, unproved, "calls come over this one", func(a *draft) {
			a.set(logsVPCE, statement+"0.Condition", `{"StringEquals": {"aws:PrincipalAccount": {"Ref": "AWS::AccountId"}, "aws:SourceVpce": "vpce-1"}}`)
		}},
		{"a deny of one kind of pings", "chat", "alb-reaches-tasks", verify.Proved, "no ping is needed", ping(`"Protocol": 1, "Icmp": {"Type": 8, "Code": -1}`)},
		{"a deny of one ping", "chat", "alb-reaches-tasks", verify.Proved, "no ping is needed", ping(`"Protocol": 1, "Icmp": {"Type": 3, "Code": 4}`)},
		{"a deny of pings of IPv6", "chat", "alb-reaches-tasks", verify.Proved, "no ping is needed", ping(`"Protocol": 58, "Icmp": {"Type": -1, "Code": -1}`)},
		{"a deny of a ping that is not", "chat", "alb-reaches-tasks", verify.Unknown, "types end at 255", ping(`"Protocol": 1, "Icmp": {"Type": 300, "Code": -1}`)},
		{"a deny of another protocol", "chat", "alb-reaches-tasks", verify.Proved, "it is not TCP", ping(`"Protocol": 47`)},
		{"two peers in a rule", "chat", "alb-from-cloudfront-only", unproved, "EC2 takes one", func(a *draft) { a.set(fromFront, "CidrIp", `"255.255.255.255/32"`) }},
		{"pings of IPv6", "chat", "alb-from-cloudfront-only", verify.Refuted, "not TCP",
			func(a *draft) {
				a.set(fromFront, "IpProtocol", `"icmpv6"`)
				a.set(fromFront, "FromPort", `-1`)
				a.set(fromFront, "ToPort", `-1`)
			}},
		{"one ping", "chat", "alb-from-cloudfront-only", verify.Refuted, "not TCP",
			func(a *draft) {
				a.set(fromFront, "IpProtocol", `"icmp"`)
				a.set(fromFront, "FromPort", `3`)
				a.set(fromFront, "ToPort", `4`)
			}},
		{"a macro", "chat", "alb-from-cloudfront-only no-internet-route no-wildcards", verify.Unknown, "what it makes of the template nobody knows", func(a *draft) { a.app[0].Template["Transform"] = "Mine" }},
		{"the range of a subnet", "chat", "tasks-from-alb-only", verify.Refuted, "any interface in it gets in",
			func(a *draft) {
				a.cut("ComputeRulesAppFromLoadBalancer", "SourceSecurityGroupId")
				a.set("ComputeRulesAppFromLoadBalancer", "CidrIp", `"!GetAtt @NetworkPublicSubnet1.CidrBlock"`)
			}},
		{"scaling by a name that nobody chose", "chat", "survives-zone-loss", verify.Proved, "CloudFormation makes up the service's name",
			func(a *draft) {
				a.set(service, "DesiredCount", `2`)
				a.set("ComputeServicesAppServiceTaskCountTarget", "ResourceId", `"service/c/app"`)
				a.set("ComputeServicesAppServiceTaskCountTarget", "MinCapacity", `0`)
			}},
		{"an open count", "chat", "survives-zone-loss", verify.Unknown, "it may be 1", func(a *draft) { a.openTo(service, "DesiredCount") }},
		{"one task", "chat", "survives-zone-loss", verify.Refuted, "the least number of scaling comes later", func(a *draft) { a.set("ComputeServicesAppServiceTaskCountTarget", "MinCapacity", `1`) }},
		{"replicas", "chat", "survives-zone-loss", verify.Proved, "the default", func(a *draft) { a.set(service, "SchedulingStrategy", `"REPLICA"`) }},
		{"VPC Lattice", "chat", "tasks-from-alb-only", verify.Unknown, "it is another way in",
			func(a *draft) {
				a.set(service, "VpcLatticeConfigurations", `[{"RoleArn": "x", "PortName": "p", "TargetGroupArn": "y"}]`)
			}},
		{"an open origin", "chat", "tls-and-waf", verify.Unknown, "it may be the load balancer", func(a *draft) { a.openTo(distribution, originName) }},
		{"open origins", "chat", "tls-and-waf", unproved, "they may be anything", func(a *draft) { a.openTo(distribution, "DistributionConfig.Origins*") }},
		{"an origin by reference to the record", "chat", "tls-and-waf", verify.Proved, "Ref of a record is its name",
			func(a *draft) { a.alias("origin.example.com"); a.set(distribution, originName, `"!Ref Alias"`) }},
		{"no login, and an open task", "chat", "login-before-forward", verify.Unknown, "the containers may log users in",
			func(a *draft) { a.cut(rule, "Actions.0"); a.openTo(service, "TaskDefinition") }},
		{"an open kind of log", "chat", "encrypted-and-logged", verify.Unknown, "it may be another one", func(a *draft) { a.openTo("EdgeAccessLogsSource", "LogType") }},
		{"a NAT gateway that says public", "chat", public, verify.Refuted, "public", func(a *draft) {
			a.add("NAT", "AWS::EC2::NatGateway", `{"SubnetId": "!Ref @NetworkPublicSubnet1", "ConnectivityType": "public"}`)
		}},
		{"an open NAT gateway", "chat", public, verify.Unknown, "it may be public",
			func(a *draft) {
				a.parameter("Open", "String")
				a.add("NAT", "AWS::EC2::NatGateway", `{"SubnetId": "!Ref @NetworkPublicSubnet1", "ConnectivityType": "!Ref Open"}`)
			}},
		{"a database that says nothing", "chat", public, verify.Unknown, "it follows its subnets: USER_VPC.WorkingWithRDSInstanceinaVPC.html",
			func(a *draft) {
				a.boxGroup()
				a.add("Subnets", "AWS::RDS::DBSubnetGroup", `{"DBSubnetGroupDescription": "x", "SubnetIds": ["!Ref @NetworkPublicSubnet1", "!Ref @NetworkPublicSubnet2"]}`)
				a.add("Database", "AWS::RDS::DBInstance", `{"DBSubnetGroupName": "!Ref Subnets", "Engine": "postgres", "VPCSecurityGroups": ["!GetAtt BoxGroup.GroupId"]}`)
			}},
		{"a private database", "chat", public, verify.Proved, "it is not PubliclyAccessible",
			func(a *draft) {
				a.boxGroup()
				a.add("Subnets", "AWS::RDS::DBSubnetGroup", `{"DBSubnetGroupDescription": "x", "SubnetIds": ["!Ref @NetworkPrivateSubnet1", "!Ref @NetworkPrivateSubnet2"]}`)
				a.add("Database", "AWS::RDS::DBInstance", `{"DBSubnetGroupName": "!Ref Subnets", "Engine": "postgres", "PubliclyAccessible": false, "VPCSecurityGroups": ["!GetAtt BoxGroup.GroupId"]}`)
			}},
		{"an instance that may ask for an address", "chat", public, verify.Unknown, "a parameter decides it",
			box(`"NetworkInterfaces": [{"DeviceIndex": "0", "SubnetId": "!Ref @NetworkPublicSubnet1", "AssociatePublicIpAddress": "!Ref Open", "GroupSet": ["!GetAtt BoxGroup.GroupId"]}]`)},
		{"an instance with an address of IPv6", "chat", public, verify.Refuted, "addresses of IPv6 are public",
			and(box(`"SubnetId": "!Ref @NetworkPublicSubnet1", "SecurityGroupIds": ["!GetAtt BoxGroup.GroupId"]`), func(a *draft) {
				a.set(public1, "Ipv6CidrBlock", `"2a05:d018::/64"`)
				a.set(public1, "AssignIpv6AddressOnCreation", `true`)
			})},
		{"a load balancer in another VPC", "chat", "alb-reaches-tasks", unproved, "no route leads from there",
			func(a *draft) { a.otherVPC(); a.set(balancer, "Subnets", `["!Ref OtherA", "!Ref OtherB"]`) }},
		{"a late policy that denies", "chat", ready, verify.Proved, "nothing waits for a denial", policy("Deny")},
		{"a late policy that allows", "chat", ready, verify.Refuted, "the first task may need it", policy("Allow")},
		{"a secret by its ARN", "chat", ready, unproved, "text makes no dependency", secret("arn:aws:secretsmanager:eu-west-1:111122223333:secret:chat/password-AbCdEf")},
		{"a secret of another name", "chat", ready, verify.Proved, "the templates do not make it", secret("arn:aws:secretsmanager:eu-west-1:111122223333:secret:chat/other-AbCdEf")},
		{"a parameter by its ARN", "chat", ready, unproved, "text makes no dependency", secret("arn:aws:ssm:eu-west-1:111122223333:parameter/chat/setting")},
		{"a parameter by its path", "chat", ready, verify.Refuted, "text makes no dependency", secret("/chat/setting")},
		{"a parameter of another path", "chat", ready, verify.Proved, "the templates do not make it", secret("/chat/other")},
		{"a star as the header", "chat", own, verify.Refuted, "anything will do", values(`"*"`)},
		{"a secret behind a known part", "chat", own, verify.Proved, "the secret is demanded all the same", values(`{"Fn::Join": ["", ["v1-{{resolve:secretsmanager:", "!Ref @ComputeOriginSecret", ":SecretString:::}}"]]}`)},
		{"a regular expression as the header", "chat", own, verify.Refuted, "what it takes is not worked out", func(a *draft) {
			a.set(rule, "Conditions.0.HttpHeaderConfig", `{"HttpHeaderName": "X", "RegexValues": [".*"]}`)
		}},
		{"ECS Exec that is accepted", "chat", have, verify.Refuted, "it needs ssmmessages: docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html",
			func(a *draft) {
				a.shown = "needs ssmmessages"
				a.checker.AllowExec = true
				a.set(service, "EnableExecuteCommand", `true`)
			}},
		{"ECS Exec that is accepted and served", "chat", have + " tasks-from-alb-only", verify.Proved, "it needs ssmmessages",
			func(a *draft) {
				a.checker.AllowExec = true
				a.serve("Shell", "ssmmessages")
				a.set(service, "EnableExecuteCommand", `true`)
			}},
		{"an image of an open Region", "chat", have, verify.Unknown, "it may be another one",
			func(a *draft) {
				a.parameter("Open", "String")
				a.set(task, container+"Image", `{"Fn::Sub": "111122223333.dkr.ecr.${Open}.amazonaws.com/x:1"}`)
			}},
	})
}
