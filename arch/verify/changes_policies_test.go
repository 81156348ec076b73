package verify_test

import (
	"testing"

	"github.com/archblocks/archblocks/arch/verify"
)

const (
	executionPolicy = "ComputeServicesAppExecutionRolePolicy"
	ownAccount      = `"StringEquals": {"aws:PrincipalAccount": {"Ref": "AWS::AccountId"}}`
	monitoring      = "NetworkEndpointMonitoring"
	gateway         = "NetworkEndpointS3"
	rootARN         = `{"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:root"}`
)

// namespaces puts conditions on the metrics that the role may write, and on those that the endpoint lets through.
func (a *draft) namespaces(role, endpoint string) {
	a.set(taskRole, statement+"4.Condition", `{`+role+`}`)
	a.set(monitoring, statement+"0.Condition", `{`+endpoint+`}`)
}

// Policies of endpoints against those of roles.
func TestChangesOfEndpointPolicies(t *testing.T) {
	const tight = "endpoint-policies-tight"
	const notX, notXY = `"StringNotEquals": {"cloudwatch:namespace": "x"}`, `"StringNotEquals": {"cloudwatch:namespace": ["x", "y"]}`
	const isX, isXY = `"StringEquals": {"cloudwatch:namespace": "x"}`, `"StringEquals": {"cloudwatch:namespace": ["x", "y"]}`
	const ownX = `"StringEquals": {"aws:PrincipalAccount": {"Ref": "AWS::AccountId"}, "cloudwatch:namespace": "x"}`
	const ownXY = `"StringEquals": {"aws:PrincipalAccount": {"Ref": "AWS::AccountId"}, "cloudwatch:namespace": ["x", "y"]}`
	const noRole = "which no role of the tasks is granted"
	principal := func(name, text string) func(*draft) {
		return func(a *draft) {
			a.cut(name, statement+"0.Condition")
			a.set(name, statement+"0.Principal", text)
		}
	}
	objects := func(text string) func(*draft) {
		return func(a *draft) {
			a.set(gateway, statement+"2.Condition", `{"StringEquals": {"aws:ResourceAccount": {"Ref": "AWS::AccountId"}}}`)
			a.set(gateway, statement+"2.Principal", text)
		}
	}
	const gateways = "gateway endpoints take * alone: docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html"
	judgeChanges(t, []change{
		{"the account as principal", "chat", tight, verify.Proved, "all principals are of the account", principal(logsVPCE, `{"AWS": {"Ref": "AWS::AccountId"}}`)},
		{"the account's root as principal", "chat", tight, verify.Proved, "all principals are of the account", principal(logsVPCE, `{"AWS": `+rootARN+`}`)},
		{"the roles as principals", "chat", tight, verify.Proved, "the execution role writes the log", principal(logsVPCE, `{"AWS": ["!GetAtt @ComputeServicesAppTaskRole.Arn", "!GetAtt @ComputeServicesAppExecutionRole.Arn"]}`)},
		{"the wrong role as principal", "chat", tight, verify.Unknown, "the execution role writes the log", principal(logsVPCE, `{"AWS": "!GetAtt @ComputeServicesAppTaskRole.Arn"}`)},
		{"the account beside a federation", "chat", tight, verify.Refuted, "whoever Google knows is no principal of the account", principal(logsVPCE, `{"AWS": `+rootARN+`, "Federated": "accounts.google.com"}`)},
		{"everyone", "chat", tight, verify.Refuted, "principals of other accounts", principal(logsVPCE, `"*"`)},
		{"another account in the list", "chat", tight, verify.Refuted, "principals of 999999999999",
			func(a *draft) {
				a.set(logsVPCE, statement+"0.Condition", `{"StringEquals": {"aws:PrincipalAccount": [{"Ref": "AWS::AccountId"}, "999999999999"]}}`)
			}},
		{"the account in a condition that may be missing", "chat", tight, verify.Refuted, "IfExists lets anonymous calls through",
			func(a *draft) {
				a.set(logsVPCE, statement+"0.Condition", `{"StringEqualsIfExists": {"aws:PrincipalAccount": {"Ref": "AWS::AccountId"}}}`)
			}},
		{"the key in another case", "chat", tight, verify.Proved, "keys have no case",
			func(a *draft) {
				a.set(logsVPCE, statement+"0.Condition", `{"StringEquals": {"AWS:principalaccount": {"Ref": "AWS::AccountId"}}}`)
			}},
		{"the account as principal of the gateway", "chat", tight, verify.Refuted, gateways, objects(`{"AWS": {"Ref": "AWS::AccountId"}}`)},
		{"the root as principal of the gateway", "chat", tight, verify.Refuted, gateways, objects(`{"AWS": ` + rootARN + `}`)},
		{"the role as principal of the gateway", "chat", tight, verify.Refuted, gateways, objects(`{"AWS": "!GetAtt @ComputeServicesAppTaskRole.Arn"}`)},
		{"the role by a condition of the gateway", "chat", tight, verify.Proved, "the ARN is the role's, which alone reads the documents",
			func(a *draft) {
				a.set(gateway, statement+"2.Condition", `{"StringEquals": {"aws:ResourceAccount": {"Ref": "AWS::AccountId"}}, "ArnEquals": {"aws:PrincipalArn": "!GetAtt @ComputeServicesAppTaskRole.Arn"}}`)
			}},
		{"a bucket of any account", "chat", tight, verify.Refuted, "the name is not enough",
			func(a *draft) {
				a.shown = "in any account"
				a.set(gateway, statement+"+", `{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::any/*", "Condition": {`+ownAccount+`}}`)
				a.set(taskRole, statement+"+", `{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::any/*"}`)
			}},
		{"all resources but a few", "chat", tight, verify.Refuted, "NotResource",
			func(a *draft) {
				a.shown = "all resources but a few"
				a.set(logsVPCE, statement+"+", `{"Effect": "Allow", "Principal": "*", "Action": "logs:PutLogEvents", "NotResource": "arn:aws:logs:eu-west-1:111122223333:log-group:x", "Condition": {`+ownAccount+`}}`)
			}},
		{"all actions but a few", "chat", tight, verify.Refuted, "NotAction",
			func(a *draft) {
				a.shown = "every action but a few"
				a.set(logsVPCE, statement+"+", `{"Effect": "Allow", "Principal": "*", "NotAction": "logs:DeleteLogGroup", "Resource": "*", "Condition": {`+ownAccount+`}}`)
			}},
		{"all principals but a few", "chat", tight, verify.Refuted, "NotPrincipal",
			func(a *draft) {
				a.shown = "everyone but a few"
				a.set(logsVPCE, statement+"+", `{"Effect": "Allow", "NotPrincipal": {"AWS": "999999999999"}, "Action": "logs:PutLogEvents", "Resource": "!GetAtt @ObservabilityAppLogs.Arn"}`)
			}},
		{"the account by its number", "chat", tight, verify.Proved, "111122223333 is the account",
			func(a *draft) {
				a.account = "111122223333"
				principal(logsVPCE, `{"AWS": "arn:aws:iam::111122223333:root"}`)(a)
			}},
		{"another account by its number", "chat", tight, verify.Refuted, "999999999999 is not the account",
			func(a *draft) {
				a.account = "111122223333"
				principal(logsVPCE, `{"AWS": ["arn:aws:iam::111122223333:root", "arn:aws:iam::999999999999:root"]}`)(a)
			}},
		{"an account by its number", "chat", tight, verify.Unknown, "whether 111122223333 is the account is not said", principal(logsVPCE, `{"AWS": "arn:aws:iam::111122223333:root"}`)},
		{"everyone by a star", "chat", tight, verify.Refuted, "principals of other accounts", principal(logsVPCE, `{"AWS": "*"}`)},
		{"the roles by a pattern", "chat", tight, verify.Refuted, "the pattern takes roles of other accounts",
			func(a *draft) {
				a.set(logsVPCE, statement+"0.Condition", `{"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/chat*"}}`)
			}},
		{"an action of which the resource is open to the role", "chat", tight, verify.Unknown, "the role's resource may be another",
			func(a *draft) {
				a.parameter("Queue", "String")
				a.set(taskRole, statement+"+", `{"Effect": "Allow", "Action": "logs:GetLogEvents", "Resource": "!Ref Queue"}`)
				a.set(logsVPCE, statement+"+", `{"Effect": "Allow", "Principal": "*", "Action": "logs:GetLogEvents", "Resource": "!GetAtt @ObservabilityAppLogs.Arn", "Condition": {`+ownAccount+`}}`)
			}},
		{"no layers", "chat", tight, verify.Refuted, "no image can be pulled", func(a *draft) { a.cut(gateway, statement+"0") }},
		{"an action too few", "chat", tight, verify.Refuted, "the role deletes objects",
			func(a *draft) {
				a.set(gateway, statement+"2.Action", `["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"]`)
			}},
		{"an action too many", "chat", tight, verify.Refuted, "no role is granted it",
			func(a *draft) { a.set(gateway, statement+"2.Action.+", `"s3:PutObjectAcl"`) }},
		{"a denial of a part", "chat", tight, unproved, "the role is granted logs:*, of which one is denied",
			func(a *draft) {
				a.set(executionPolicy, statement+"2.Action", `"logs:*"`)
				a.set(logsVPCE, statement+"0.Action", `"logs:*"`)
				a.set(logsVPCE, statement+"+", `{"Effect": "Deny", "Principal": "*", "Action": "logs:PutLogEvents", "Resource": "*"}`)
				a.set(taskRole, statement+"+", `{"Effect": "Allow", "Action": "logs:*", "Resource": "!GetAtt @ObservabilityAppLogs.Arn"}`)
			}},
		{"a denial", "chat", tight, verify.Refuted, "nothing gets through",
			func(a *draft) {
				a.set(logsVPCE, statement+"+", `{"Effect": "Deny", "Principal": "*", "Action": "logs:*", "Resource": "*"}`)
			}},
		{"a denial of something else", "chat", tight, verify.Proved, "nobody calls it",
			func(a *draft) {
				a.set(logsVPCE, statement+"+", `{"Effect": "Deny", "Principal": "*", "Action": "logs:DeleteLogGroup", "Resource": "*"}`)
			}},
		{"the same exceptions", "chat", tight, verify.Proved, "all but x and y for both", func(a *draft) { a.namespaces(notXY, ownAccount+`, `+notXY) }},
		{"fewer exceptions at the endpoint", "chat", tight, verify.Refuted, "y gets through, which the role is not granted", func(a *draft) { a.shown = noRole; a.namespaces(notXY, ownAccount+`, `+notX) }},
		{"more exceptions at the endpoint", "chat", tight, verify.Unknown, "y is granted and may not get through", func(a *draft) { a.namespaces(notX, ownAccount+`, `+notXY) }},
		{"a second statement with fewer exceptions", "chat", tight, verify.Refuted, "y gets through, which the role is not granted",
			func(a *draft) {
				a.namespaces(notXY, ownAccount+`, `+notXY)
				a.set(monitoring, statement+"+", `{"Effect": "Allow", "Principal": "*", "Action": "cloudwatch:PutMetricData", "Resource": "*", "Condition": {`+ownAccount+`, `+notX+`}}`)
			}},
		{"more names at the endpoint", "chat", tight, verify.Refuted, "y gets through, which the role is not granted", func(a *draft) { a.shown = noRole; a.namespaces(isX, ownXY) }},
		{"fewer names at the endpoint", "chat", tight, verify.Unknown, "y is granted and may not get through", func(a *draft) { a.namespaces(isXY, ownX) }},
		{"a policy as text", "chat", tight, verify.Refuted, "it lets everything through",
			func(a *draft) {
				a.set(logsVPCE, "PolicyDocument", `"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}]}"`)
			}},
		{"no policy", "chat", tight, verify.Refuted, "AWS lets everything through", func(a *draft) { a.cut(logsVPCE, "PolicyDocument") }},
		{"TLS is asked for too", "chat", tight, verify.Proved, "all calls to endpoints use TLS",
			func(a *draft) {
				a.set(logsVPCE, statement+"0.Condition", `{`+ownAccount+`, "Bool": {"aws:SecureTransport": "true"}}`)
			}},
	})
}

// What the roles may do.
func TestChangesOfRoles(t *testing.T) {
	const wild = "no-wildcards"
	more := func(text string) func(*draft) { return func(a *draft) { a.set(taskRole, statement+"+", text) } }
	attached := func(roles string) func(*draft) {
		return func(a *draft) {
			a.add("Admin", "AWS::IAM::Policy", `{"PolicyName": "x", "Roles": [`+roles+`], "PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}}`)
		}
	}
	judgeChanges(t, []change{
		{"a wildcard in an action", "chat", wild, verify.Refuted, "s3:Get* names no action", more(`{"Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::b/x"}`)},
		{"all objects of a bucket", "chat", wild, verify.Proved, "the bucket is named", more(`{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"}`)},
		{"all buckets", "chat", wild, verify.Refuted, "no bucket is named", more(`{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::*"}`)},
		{"NotAction", "chat", wild, verify.Refuted, "all but a few", more(`{"Effect": "Allow", "NotAction": "iam:*", "Resource": "arn:aws:s3:::b/x"}`)},
		{"NotResource", "chat", wild, verify.Refuted, "all but a few", more(`{"Effect": "Allow", "Action": "s3:GetObject", "NotResource": "arn:aws:s3:::b/x"}`)},
		{"a denial of all", "chat", wild, verify.Proved, "denials may be wide", more(`{"Effect": "Deny", "Action": "*", "Resource": "*"}`)},
		{"an action without a resource", "chat", wild, verify.Proved, "it takes none", more(`{"Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"}`)},
		{"a wildcard in the account", "chat", wild, verify.Refuted, "queues of many accounts", more(`{"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:1111*:q"}`)},
		{"an open resource", "chat", wild, verify.Unknown, "it may have a wildcard",
			func(a *draft) {
				a.parameter("Queue", "String")
				more(`{"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "!Ref Queue"}`)(a)
			}},
		{"a policy of the role by reference", "chat", wild, verify.Refuted, "it allows all", attached(`"!Ref @ComputeServicesAppTaskRole"`)},
		{"a policy of the role by its name", "chat", wild, verify.Refuted, "it allows all",
			func(a *draft) {
				a.set("ComputeServicesAppTaskRole", "RoleName", `"some-role"`)
				attached(`"some-role"`)(a)
			}},
		{"a policy of an open role", "chat", wild, verify.Unknown, "it may be the task role", func(a *draft) { a.parameter("Role", "String"); attached(`"!Ref Role"`)(a) }},
		{"a managed policy of the templates", "chat", wild, verify.Refuted, "it allows all",
			func(a *draft) {
				a.add("Admin", "AWS::IAM::ManagedPolicy", `{"PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}}`)
				a.set("ComputeServicesAppTaskRole", "ManagedPolicyArns", `["!Ref Admin"]`)
			}},
		{"a managed policy that is not known", "chat", wild, verify.Unknown, "its statements are not in the templates",
			func(a *draft) {
				a.set("ComputeServicesAppTaskRole", "ManagedPolicyArns", `["arn:aws:iam::111122223333:policy/x"]`)
			}},
		{"AWS's policy for execution roles", "chat", wild, verify.Refuted, "its resources are *",
			func(a *draft) {
				a.shown, a.hidden = "ecr:BatchCheckLayerAvailability", "GetAuthorizationToken"
				a.set("ComputeServicesAppExecutionRole", "ManagedPolicyArns", `["arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"]`)
			}},
		{"a policy in the role", "chat", wild, verify.Refuted, "it allows all of S3",
			func(a *draft) {
				a.set("ComputeServicesAppTaskRole", "Policies", `[{"PolicyName": "x", "PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::b/x"}]}}]`)
			}},
		{"a policy that is a resource of the role", "chat", wild, verify.Refuted, "it allows all of S3",
			func(a *draft) {
				a.add("Part", "AWS::IAM::RolePolicy", `{"PolicyName": "x", "RoleName": "!Ref @ComputeServicesAppTaskRole", "PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::b/x"}]}}`)
			}},
		{"a role of elsewhere", "chat", wild + " services-have-endpoints endpoint-policies-tight", verify.Unknown, "what it may do is not in the templates",
			func(a *draft) { a.set(task, "TaskRoleArn", `"arn:aws:iam::111122223333:role/x"`) }},
		{"a stranger that names the role", "chat", wild, verify.Unknown, "it may attach policies",
			func(a *draft) {
				a.add("Attach", "Custom::Attach", `{"ServiceToken": "arn:aws:lambda:eu-west-1:111122223333:function:f", "Role": "!Ref @ComputeServicesAppTaskRole"}`)
			}},
	})
}
