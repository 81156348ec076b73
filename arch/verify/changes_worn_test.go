package verify_test

import (
	"testing"

	"github.com/archblocks/archblocks/arch/verify"
)

// What wears groups by one property or another.
func TestChangesOfWearers(t *testing.T) {
	const front, group = `"!GetAtt @ComputeGroupsLoadBalancer.GroupId"`, "tasks-from-alb-only"
	wears := func(kind, before, after string) func(*draft) {
		return func(a *draft) { a.add("Wearer", kind, `{`+before+front+after+`}`) }
	}
	judgeChanges(t, []change{
		{"an instance", "chat", group, verify.Refuted, "it gets to the tasks", wears("AWS::EC2::Instance", `"ImageId": "ami-1", "SecurityGroupIds": [`, `]`)},
		{"a database", "chat", group, verify.Refuted, "it gets to the tasks", wears("AWS::RDS::DBInstance", `"PubliclyAccessible": false, "VPCSecurityGroups": [`, `]`)},
		{"a cluster of databases", "chat", group, verify.Refuted, "it gets to the tasks", wears("AWS::RDS::DBCluster", `"PubliclyAccessible": false, "VpcSecurityGroupIds": [`, `]`)},
		{"a mount target", "chat", group, verify.Refuted, "it gets to the tasks", wears("AWS::EFS::MountTarget", `"FileSystemId": "fs-1", "SubnetId": "!Ref @NetworkPrivateSubnet1", "SecurityGroups": [`, `]`)},
		{"a cache", "chat", group, verify.Refuted, "it gets to the tasks", wears("AWS::ElastiCache::ReplicationGroup", `"ReplicationGroupDescription": "x", "SecurityGroupIds": [`, `]`)},
		{"a launch template", "chat", group, verify.Unknown, "whether instances are made of it nobody knows", wears("AWS::EC2::LaunchTemplate", `"LaunchTemplateData": {"ImageId": "ami-1", "SecurityGroupIds": [`, `]}`)},
		{"an endpoint", "chat", group, verify.Refuted, "it gets to the tasks", func(a *draft) { a.set(logsVPCE, "SecurityGroupIds.+", front) }},
		{"an instance without a group", "chat", group + " egress-only-to-endpoints", verify.Proved, "it wears the default group, which has no part in this",
			func(a *draft) {
				a.add("Box", "AWS::EC2::Instance", `{"ImageId": "ami-1", "SubnetId": "!Ref @NetworkPublicSubnet1"}`)
			}},
		{"an instance without a group beside a load balancer in the default group", "chat", group, unproved, "both wear the default group",
			func(a *draft) {
				a.set(balancer, "SecurityGroups", `["!GetAtt @NetworkVpc.DefaultSecurityGroup"]`)
				a.set("ComputeRulesAppFromLoadBalancer", "SourceSecurityGroupId", `"!GetAtt @NetworkVpc.DefaultSecurityGroup"`)
				a.add("Box", "AWS::EC2::Instance", `{"ImageId": "ami-1", "SubnetId": "!Ref @NetworkPublicSubnet1"}`)
			}},
		{"an endpoint without a group beside a load balancer in the default group", "chat", group, verify.Refuted, "both wear the default group",
			func(a *draft) {
				a.set(balancer, "SecurityGroups", `["!GetAtt @NetworkVpc.DefaultSecurityGroup"]`)
				a.set("ComputeRulesAppFromLoadBalancer", "SourceSecurityGroupId", `"!GetAtt @NetworkVpc.DefaultSecurityGroup"`)
				a.cut(logsVPCE, "SecurityGroupIds")
			}},
		{"a load balancer alone in the default group", "chat", group, verify.Proved, "nothing else wears it",
			func(a *draft) {
				a.set(balancer, "SecurityGroups", `["!GetAtt @NetworkVpc.DefaultSecurityGroup"]`)
				a.set("ComputeRulesAppFromLoadBalancer", "SourceSecurityGroupId", `"!GetAtt @NetworkVpc.DefaultSecurityGroup"`)
			}},
		{"a target by address before the internal load balancer", "hello", "own-distribution-only", verify.Proved, "addresses are none of load balancers",
			func(a *draft) {
				a.parameter("Address", "String")
				a.add("Beside", "AWS::ElasticLoadBalancingV2::TargetGroup", `{"TargetType": "ip", "Port": 80, "Protocol": "TCP", "VpcId": "!Ref @NetworkVpc", "Targets": [{"Id": "!Ref Address"}]}`)
			}},
	})
}

// Rules in their many spellings.
func TestChangesOfSpelling(t *testing.T) {
	const cloudFront, tasks = "alb-from-cloudfront-only", "tasks-from-alb-only"
	peer := func(property, text string) func(*draft) {
		return func(a *draft) {
			a.cut(fromFront, "SourcePrefixListId")
			a.set(fromFront, property, text)
		}
	}
	list := func(entries string) func(*draft) {
		return func(a *draft) {
			a.add("List", "AWS::EC2::PrefixList", `{"PrefixListName": "x", "AddressFamily": "IPv4", "MaxEntries": 2, "Entries": `+entries+`}`)
			peer("SourcePrefixListId", `"!Ref List"`)(a)
		}
	}
	entry := func(number, more string) func(*draft) {
		return func(a *draft) {
			a.parameter("Open", "String")
			a.add("Entry", "AWS::EC2::NetworkAclEntry", `{"NetworkAclId": "!GetAtt @NetworkVpc.DefaultNetworkAcl", "RuleNumber": `+number+`, `+more+`}`)
		}
	}
	const way, all = "tasks-reach-endpoints alb-reaches-tasks", `"CidrBlock": "0.0.0.0/0"`
	judgeChanges(t, []change{
		{"a range as peer", "chat", cloudFront, verify.Refuted, "anybody", peer("CidrIp", `"0.0.0.0/0"`)},
		{"an IPv6 range as peer", "chat", cloudFront, verify.Refuted, "anybody", peer("CidrIpv6", `"::/0"`)},
		{"a group as peer", "chat", cloudFront, verify.Refuted, "not CloudFront", peer("SourceSecurityGroupId", `"!GetAtt @ComputeGroupsServiceApp.GroupId"`)},
		{"the name of a group as peer", "chat", cloudFront, verify.Unknown, "names are not followed", peer("SourceSecurityGroupName", `"x"`)},
		{"the broadcast address as peer", "chat", cloudFront, verify.Proved, "a VPC does not route it", peer("CidrIp", `"255.255.255.255/32"`)},
		{"no peer", "chat", cloudFront, verify.Unknown, "whom it admits is not said", func(a *draft) { a.cut(fromFront, "SourcePrefixListId") }},
		{"an own list as peer", "chat", cloudFront, verify.Refuted, "anybody", list(`[{"Cidr": "0.0.0.0/0"}]`)},
		{"an own list of the broadcast address", "chat", cloudFront, verify.Proved, "a VPC does not route it", list(`[{"Cidr": "255.255.255.255/32"}]`)},
		{"an own list with an open entry", "chat", cloudFront, verify.Unknown, "it may be anybody", func(a *draft) { a.parameter("Open", "String"); list(`[{"Cidr": "!Ref Open"}]`)(a) }},
		{"an own list that is open", "chat", cloudFront, verify.Unknown, "it may be anybody", func(a *draft) { a.parameter("Open", "CommaDelimitedList"); list(`"!Ref Open"`)(a) }},
		{"a list that the reader knows", "chat", cloudFront, verify.Proved, "it is CloudFront's",
			func(a *draft) {
				a.checker.PrefixLists = map[string]string{"pl-1": "com.amazonaws.global.cloudfront.origin-facing"}
				a.set(fromFront, "SourcePrefixListId", `"pl-1"`)
			}},
		{"CloudFront's list of IPv6", "chat", cloudFront, verify.Proved, "it is CloudFront's",
			func(a *draft) {
				a.checker.PrefixLists = map[string]string{"pl-1": "com.amazonaws.global.ipv6.cloudfront.origin-facing"}
				a.set(fromFront, "SourcePrefixListId", `"pl-1"`)
			}},
		{"S3's list", "chat", cloudFront, verify.Refuted, "it is not CloudFront's", func(a *draft) { a.set(fromFront, "SourcePrefixListId", `"pl-6da54004"`) }},
		{"a protocol that is not known", "chat", cloudFront, verify.Unknown, "nobody knows what xyz is", func(a *draft) { a.set(fromFront, "IpProtocol", `"xyz"`) }},
		{"UDP", "chat", cloudFront, verify.Refuted, "not TCP", func(a *draft) { a.set(fromFront, "IpProtocol", `"udp"`) }},
		{"all ports of UDP", "chat", cloudFront, verify.Refuted, "not TCP",
			func(a *draft) {
				a.set(fromFront, "IpProtocol", `"udp"`)
				a.set(fromFront, "FromPort", `-1`)
				a.set(fromFront, "ToPort", `-1`)
			}},
		{"ICMP", "chat", cloudFront, verify.Refuted, "not TCP", func(a *draft) {
			a.set(fromFront, "IpProtocol", `"icmp"`)
			a.set(fromFront, "FromPort", `8`)
			a.set(fromFront, "ToPort", `-1`)
		}},
		{"ICMP of a type that is not", "chat", cloudFront, verify.Unknown, "types end at 255", func(a *draft) { a.set(fromFront, "IpProtocol", `"icmp"`) }},
		{"another protocol", "chat", cloudFront, verify.Refuted, "all of it passes: docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html", func(a *draft) { a.set(fromFront, "IpProtocol", `"50"`) }},
		{"a port above all", "chat", cloudFront, verify.Unknown, "ports end at 65535", func(a *draft) { a.set(fromFront, "ToPort", `70000`) }},
		{"a rule in the group", "chat", tasks, verify.Refuted, "the VPC is not the load balancer",
			func(a *draft) {
				a.set("ComputeGroupsServiceApp", "SecurityGroupIngress", `[{"IpProtocol": "tcp", "FromPort": 8501, "ToPort": 8501, "CidrIp": "!GetAtt @NetworkVpc.CidrBlock"}]`)
			}},
		{"a group without egress rules", "chat", "egress-only-to-endpoints", verify.Refuted, "EC2 lets everything out then", func(a *draft) { a.cut("ComputeGroupsServiceApp", "SecurityGroupEgress") }},
		{"a group with an empty list of egress rules", "chat", "egress-only-to-endpoints", verify.Refuted, "EC2 lets everything out then", func(a *draft) { a.set("ComputeGroupsServiceApp", "SecurityGroupEgress", `[]`) }},
		{"an entry without effect", "chat", way, verify.Proved, "the default entry 100 lets all pass", entry("200", `"RuleAction": "deny", "Protocol": -1, "Egress": true, `+all)},
		{"an open number", "chat", way, verify.Unknown, "it may stand first", entry(`"!Ref Open"`, `"RuleAction": "deny", "Protocol": -1, "Egress": true, `+all)},
		{"an open action", "chat", way, verify.Unknown, "it may be deny", entry("50", `"RuleAction": "!Ref Open", "Protocol": -1, "Egress": true, `+all)},
		{"an action that is not known", "chat", way, verify.Unknown, "neither allow nor deny", entry("50", `"RuleAction": "drop", "Protocol": -1, "Egress": true, `+all)},
		{"an open direction", "chat", way, verify.Unknown, "it stands for both", entry("50", `"RuleAction": "deny", "Protocol": -1, "Egress": "!Ref Open", `+all)},
		{"an open protocol", "chat", way, verify.Unknown, "it may be all", entry("50", `"RuleAction": "deny", "Protocol": "!Ref Open", "Egress": true, `+all)},
		{"a protocol that is not", "chat", way, verify.Unknown, "protocols end at 255", entry("50", `"RuleAction": "deny", "Protocol": 256, "Egress": true, `+all)},
		{"open ports", "chat", way, verify.Unknown, "they may be all", entry("50", `"RuleAction": "deny", "Protocol": 6, "PortRange": {"From": "!Ref Open", "To": 65535}, "Egress": true, `+all)},
		{"ports that are no range of an ACL", "chat", way, verify.Unknown, "from 2 to 1", entry("50", `"RuleAction": "deny", "Protocol": 6, "PortRange": {"From": 2, "To": 1}, "Egress": true, `+all)},
		{"no range", "chat", way, verify.Unknown, "it is not said", entry("50", `"RuleAction": "deny", "Protocol": -1, "Egress": true`)},
		{"an open range", "chat", way, verify.Unknown, "it may be all", entry("50", `"RuleAction": "deny", "Protocol": -1, "Egress": true, "CidrBlock": "!Ref Open"`)},
		{"a deny of IPv6", "chat", way, verify.Proved, "no address is of IPv6", entry("50", `"RuleAction": "deny", "Protocol": -1, "Egress": true, "Ipv6CidrBlock": "::/0"`)},
		{"a deny of pings", "chat", way, verify.Proved, "no ping is needed", entry("50", `"RuleAction": "deny", "Protocol": 1, "Icmp": {"Type": -1, "Code": -1}, "Egress": true, `+all)},
		{"two entries of one number", "chat", way, verify.Unknown, "EC2 refuses the second one",
			and(entry("50", `"RuleAction": "allow", "Protocol": -1, "Egress": true, `+all), func(a *draft) {
				a.add("Second", "AWS::EC2::NetworkAclEntry", `{"NetworkAclId": "!GetAtt @NetworkVpc.DefaultNetworkAcl", "RuleNumber": 50, "RuleAction": "deny", "Egress": true, "Protocol": -1, `+all+`}`)
			})},
		{"an entry of an open ACL", "chat", way, verify.Unknown, "it may be the subnets'",
			func(a *draft) {
				a.parameter("Acl", "String")
				a.add("Entry", "AWS::EC2::NetworkAclEntry", `{"NetworkAclId": "!Ref Acl", "RuleNumber": 50, "RuleAction": "deny", "Egress": true, "Protocol": -1, `+all+`}`)
			}},
	})
}
