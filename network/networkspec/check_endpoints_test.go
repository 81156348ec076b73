package networkspec_test

import (
	"fmt"

	"github.com/archblocks/archblocks/arch/awsservice"
	"github.com/archblocks/archblocks/arch/plan"
	"github.com/archblocks/archblocks/arch/problem"
	"github.com/archblocks/archblocks/network/networkspec"
)

var endpointCases = []checkCase{
	{
		name: "extra endpoint",
		spec: networkspec.Spec{ExtraEndpoints: []networkspec.Endpoint{jobs("sqs")}},
		want: nil,
	},
	{
		name: "extra endpoint close to a known one",
		spec: networkspec.Spec{ExtraEndpoints: []networkspec.Endpoint{jobs("bedrock-runtme")}},
		want: problem.List{
			{Path: "extraEndpoints[0].service", Code: networkspec.EndpointUnknown, Value: "bedrock-runtme",
				Message: "is not an endpoint service known here",
				Hint:    `did you mean "bedrock-runtime"?`},
		},
	},
	{
		name: "extra gateway endpoint",
		spec: networkspec.Spec{ExtraEndpoints: []networkspec.Endpoint{jobs("dynamodb")}},
		want: problem.List{
			{Path: "extraEndpoints[0].service", Code: networkspec.EndpointUnreachable, Value: "dynamodb",
				Message: "is a gateway endpoint, and the tasks' security groups let out to S3's addresses alone",
				Hint:    "leave it out; tasks cannot use it yet"},
		},
	},
	{
		name: "extra endpoint not known",
		spec: networkspec.Spec{ExtraEndpoints: []networkspec.Endpoint{jobs("quantum-ledger")}},
		want: problem.List{
			{Path: "extraEndpoints[0].service", Code: networkspec.EndpointUnknown, Severity: problem.Warning, Value: "quantum-ledger",
				Message: "is not an endpoint service known here; it is taken for an interface endpoint",
				Hint:    "see that AWS offers it in the Region and in each zone"},
		},
	},
	{
		name: "extra endpoint that is none",
		spec: networkspec.Spec{ExtraEndpoints: []networkspec.Endpoint{jobs("Amazon EventBridge Scheduler")}},
		want: problem.List{
			{Path: "extraEndpoints[0].service", Code: networkspec.EndpointUnknown, Value: "Amazon EventBridge Scheduler",
				Message: "is not the name of an endpoint service",
				Hint:    `use the part after com.amazonaws.<region>, such as "sqs"`},
		},
	},
	{
		name: "extra endpoint twice, of which one is empty",
		spec: networkspec.Spec{ExtraEndpoints: []networkspec.Endpoint{jobs("sqs"), {Service: "sqs", Reason: " "}}},
		want: problem.List{
			{Path: "extraEndpoints[1].service", Code: networkspec.EndpointRepeated, Value: "sqs",
				Message: "is there twice",
				Hint:    "join the two entries"},
			{Path: "extraEndpoints[1].reason", Code: networkspec.EndpointReasonMissing,
				Message: "an endpoint needs a reason",
				Hint:    `say what it is for, such as "the app reads jobs from a queue"`},
			{Path: "extraEndpoints[1].actions", Code: networkspec.EndpointPolicyNotNamed,
				Message: "an endpoint's policy needs actions",
				Hint:    `name them, such as "sqs:ReceiveMessage"`},
			{Path: "extraEndpoints[1].resources", Code: networkspec.EndpointPolicyNotNamed,
				Message: "an endpoint's policy needs resources",
				Hint:    `name them, such as "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:jobs"`},
		},
	},
	{
		name: "extra endpoint with wildcards",
		spec: networkspec.Spec{ExtraEndpoints: []networkspec.Endpoint{{Service: "sqs", Reason: "jobs", Actions: []string{"sqs:*", "sqs:SendMessage"}, Resources: []string{"*", "arn:*", "jobs"}}}},
		want: problem.List{
			{Path: "extraEndpoints[0].actions[0]", Code: networkspec.EndpointPolicyNotNamed, Value: "sqs:*",
				Message: "is not the name of one IAM action",
				Hint:    `name each action, such as "sqs:ReceiveMessage"`},
			{Path: "extraEndpoints[0].resources[1]", Code: networkspec.EndpointPolicyNotNamed, Value: "arn:*",
				Message: "is neither an ARN nor *",
				Hint:    `use one such as "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:jobs"`},
			{Path: "extraEndpoints[0].resources[2]", Code: networkspec.EndpointPolicyNotNamed, Value: "jobs",
				Message: "is neither an ARN nor *",
				Hint:    `use one such as "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:jobs"`},
		},
	},
	{
		name: "leaves out what is needed",
		spec: networkspec.Spec{WithoutEndpoints: []awsservice.Service{awsservice.Monitoring, awsservice.Logs}},
		in: networkspec.Inputs{Needs: []plan.Need{
			{Service: awsservice.Logs, Reason: plan.Reason{Path: "compute.services[0]", Text: "app writes its output to CloudWatch Logs"}},
			{Service: awsservice.Logs, Reason: plan.Reason{Text: "another writes too"}},
		}},
		want: problem.List{
			{Path: "withoutEndpoints[1]", Code: networkspec.EndpointNeeded, Value: "logs",
				Message: "is needed: app writes its output to CloudWatch Logs",
				Hint:    "remove it here, or remove what needs it (compute.services[0])"},
		},
	},
	{
		name: "leaves out what the topology needs",
		spec: networkspec.Spec{WithoutEndpoints: []awsservice.Service{awsservice.Logs}},
		in:   networkspec.Inputs{Needs: []plan.Need{{Service: awsservice.Logs, Reason: plan.Reason{Text: "tasks write logs"}}}},
		want: problem.List{
			{Path: "withoutEndpoints[0]", Code: networkspec.EndpointNeeded, Value: "logs",
				Message: "is needed: tasks write logs",
				Hint:    "remove it here, or remove what needs it"},
		},
	},
	{
		name: "leaves out what it adds",
		spec: networkspec.Spec{ExtraEndpoints: []networkspec.Endpoint{jobs("sqs")}, WithoutEndpoints: []awsservice.Service{"sqs"}},
		want: problem.List{
			{Path: "withoutEndpoints[0]", Code: networkspec.EndpointNeeded, Value: "sqs",
				Message: "is in extraEndpoints",
				Hint:    "remove it here or there"},
		},
	},
	{
		name: "leaves out what is not known",
		spec: networkspec.Spec{WithoutEndpoints: []awsservice.Service{"log"}},
		want: problem.List{
			{Path: "withoutEndpoints[0]", Code: networkspec.EndpointUnknown, Value: "log",
				Message: "is not an endpoint service known here",
				Hint:    `did you mean "logs"?`},
		},
	},
	{
		name: "prefix list's name",
		spec: networkspec.Spec{S3PrefixListID: "com.amazonaws.eu-west-1.s3"},
		want: problem.List{
			{Path: "s3PrefixListID", Code: networkspec.S3PrefixListNotAnID, Value: "com.amazonaws.eu-west-1.s3",
				Message: "is not the id of a prefix list",
				Hint:    `use "pl-" and 8 or 17 hexadecimal digits, as aws ec2 describe-managed-prefix-lists prints it`},
		},
	},
	{
		name: "prefix list of nine digits",
		spec: networkspec.Spec{S3PrefixListID: "pl-6da540045"},
		want: problem.List{
			{Path: "s3PrefixListID", Code: networkspec.S3PrefixListNotAnID, Value: "pl-6da540045",
				Message: "is not the id of a prefix list",
				Hint:    `use "pl-" and 8 or 17 hexadecimal digits, as aws ec2 describe-managed-prefix-lists prints it`},
		},
	},
	{
		name: "prefix list",
		spec: networkspec.Spec{S3PrefixListID: "pl-0123456789abcdef0"},
		want: nil,
	},
	{
		name: "policy that may be too long",
		in:   networkspec.Inputs{Needs: []plan.Need{long("logs", 150), long("s3", 120), long("logs", 60)}},
		want: problem.List{
			{Path: "withoutEndpoints", Code: networkspec.EndpointPolicyTooLarge, Severity: problem.Warning, Value: "logs",
				Message: "gets an endpoint policy that may be longer than the 20480 characters that AWS allows",
				Hint:    "divide the services into two topologies"},
		},
	},
}

// long is a need with n resources of 100 characters each with the quotation marks and comma of JSON.
func long(service awsservice.Service, n int) plan.Need {
	need := plan.Need{Service: service, Statements: []plan.Statement{{Sid: "Long", Actions: []string{"s3:GetObject"}}}}
	for i := range n {
		need.Statements[0].Resources = append(need.Statements[0].Resources, fmt.Sprintf("arn:aws:s3:::%084d", i))
	}
	return need
}
