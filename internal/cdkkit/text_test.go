package cdkkit_test

import (
	"encoding/json"
	"testing"

	"github.com/archblocks/archblocks/arch/plan"
	"github.com/archblocks/archblocks/internal/cdkkit"
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssns"
	"github.com/aws/jsii-runtime-go"
	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// rendered is a value as CloudFormation gets it.
func rendered(t testing.TB, value any) any {
	t.Helper()
	stack := awscdk.NewStack(awscdk.NewApp(nil), jsii.String("mine"), nil)
	data, err := json.Marshal(stack.Resolve(value))
	require.NoError(t, err)
	var v any
	require.NoError(t, json.Unmarshal(data, &v))
	return v
}

func TestText(t *testing.T) {
	topic := awssns.NewTopic(awscdk.NewStack(awscdk.NewApp(nil), jsii.String("mine"), nil), jsii.String("Topic"), nil)
	ref := map[string]any{"Ref": "TopicBFC7AF6E"}
	values := map[string]string{"Topic": *topic.TopicArn(), "Name": "plain"}
	tests := map[string]struct {
		text string
		want any
	}{
		"plain":             {"plain", "plain"},
		"empty":             {"", ""},
		"pseudo parameters": {"arn:${AWS::Partition}:s3:::x-${AWS::AccountId}", map[string]any{"Fn::Sub": "arn:${AWS::Partition}:s3:::x-${AWS::AccountId}"}},
		"one value alone":   {"${Topic}", ref},
		"one plain value":   {"${Name}", "plain"},
		"within":            {"${Topic}/*", map[string]any{"Fn::Sub": []any{"${Topic}/*", map[string]any{"Topic": ref}}}},
		"only what is used": {"${AWS::Region}/${Name}", map[string]any{"Fn::Sub": []any{"${AWS::Region}/${Name}", map[string]any{"Name": "plain"}}}},
		"twice":             {"${Topic}${Topic}", map[string]any{"Fn::Sub": []any{"${Topic}${Topic}", map[string]any{"Topic": ref}}}},
		"token":             {*topic.TopicArn(), ref},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, rendered(t, cdkkit.Text(test.text, values))); diff != "" {
				t.Errorf("Text(%q) (-want +got):\n%s", test.text, diff)
			}
		})
	}
}

var statements = []plan.Statement{
	{Sid: "One", Actions: []string{"s3:GetObject"}, Resources: []string{"${Bucket}/*"}, Reason: "not for IAM"},
	{
		Sid: "Two", Actions: []string{"a:B", "a:C"}, Resources: []string{"arn:aws:a:::x", "arn:aws:a:::${AWS::AccountId}"},
		Conditions: []plan.Condition{
			{Operator: "StringEquals", Key: "aws:PrincipalAccount", Values: []string{"${AWS::AccountId}"}},
			{Operator: "StringEquals", Key: "a:kind", Values: []string{"x", "y"}},
			{Operator: "ArnLike", Key: "aws:SourceArn", Values: []string{"arn:*"}},
		},
	},
}

func TestPolicy(t *testing.T) {
	mine := map[string]any{"Fn::Sub": "${AWS::AccountId}"}
	statement := func(more map[string]any, principal bool) map[string]any {
		more["Effect"] = "Allow"
		if principal {
			more["Principal"] = "*"
		}
		return more
	}
	for _, principal := range []bool{false, true} {
		want := map[string]any{"Version": "2012-10-17", "Statement": []any{
			statement(map[string]any{"Sid": "One", "Action": "s3:GetObject", "Resource": map[string]any{"Fn::Sub": []any{"${Bucket}/*", map[string]any{"Bucket": "arn:aws:s3:::docs"}}}}, principal),
			statement(map[string]any{
				"Sid": "Two", "Action": []any{"a:B", "a:C"}, "Resource": []any{"arn:aws:a:::x", map[string]any{"Fn::Sub": "arn:aws:a:::${AWS::AccountId}"}},
				"Condition": map[string]any{
					"StringEquals": map[string]any{"aws:PrincipalAccount": mine, "a:kind": []any{"x", "y"}}, "ArnLike": map[string]any{"aws:SourceArn": "arn:*"},
				},
			}, principal),
		}}
		render := cdkkit.Policy
		if principal {
			render = cdkkit.EndpointPolicy
		}
		if diff := cmp.Diff(want, rendered(t, render(statements, map[string]string{"Bucket": "arn:aws:s3:::docs", "Unused": "x"}))); diff != "" {
			t.Errorf("policy with a principal: %t (-want +got):\n%s", principal, diff)
		}
	}
}
