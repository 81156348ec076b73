package observability_test

import (
	"strings"
	"testing"

	"github.com/archblocks/archblocks/arch/plan"
	"github.com/archblocks/archblocks/arch/problem"
	"github.com/archblocks/archblocks/internal/cdktest"
	"github.com/archblocks/archblocks/observability"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssns"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssnssubscriptions"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssqs"
	"github.com/aws/jsii-runtime-go"
	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

var groups = []plan.LogGroup{{ID: "app", Name: "/chat/app"}, {ID: "my-tool", Name: "/chat/my-tool"}}

func TestResources(t *testing.T) {
	tests := map[string]struct {
		spec observability.Spec
		in   observability.Inputs
		want map[string]int
	}{
		"zero": {want: map[string]int{
			"AWS::KMS::Key": 1, "AWS::S3::Bucket": 1, "AWS::S3::BucketPolicy": 1, "AWS::SNS::Topic": 1, "AWS::SNS::TopicPolicy": 1,
		}},
		"log groups": {in: observability.Inputs{LogGroups: groups}, want: map[string]int{
			"AWS::KMS::Key": 1, "AWS::S3::Bucket": 1, "AWS::S3::BucketPolicy": 1, "AWS::SNS::Topic": 1, "AWS::SNS::TopicPolicy": 1, "AWS::Logs::LogGroup": 2,
		}},
		"least": {spec: observability.Spec{DisableAlarms: true}, in: observability.Inputs{WithoutBucket: true}, want: map[string]int{"AWS::KMS::Key": 1}},
		"emails": {spec: observability.Spec{AlarmEmails: []string{"a@example.com", "b@example.com"}}, in: observability.Inputs{WithoutBucket: true}, want: map[string]int{
			"AWS::KMS::Key": 1, "AWS::SNS::Topic": 1, "AWS::SNS::TopicPolicy": 1, "AWS::SNS::Subscription": 2,
		}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			stack := cdktest.NewStack(t, "eu-west-1")
			sinks, err := observability.New(stack, "Logs", test.spec, test.in)
			require.NoError(t, err)
			if diff := cmp.Diff(test.want, cdktest.Synth(t, stack).Count()); diff != "" {
				t.Errorf("resources (-want +got):\n%s", diff)
			}
			require.Equal(t, test.in.WithoutBucket, sinks.LogBucket == nil)
			require.Equal(t, test.spec.DisableAlarms, sinks.Topic == nil)
			require.Len(t, sinks.LogGroups, len(test.in.LogGroups))
		})
	}
}

func TestLogGroups(t *testing.T) {
	stack := cdktest.NewStack(t, "eu-west-1")
	_, err := observability.New(stack, "Logs", observability.Spec{LogRetentionDays: 2192}, observability.Inputs{LogGroups: groups})
	require.NoError(t, err)
	tpl := cdktest.Synth(t, stack)
	key, k := tpl.Only(t, "AWS::KMS::Key")
	var names []any
	for id, r := range tpl.Resources {
		if r.Type != "AWS::Logs::LogGroup" {
			continue
		}
		want := map[string]any{
			"LogGroupName": map[bool]any{true: "/chat/app", false: "/chat/my-tool"}[strings.Contains(id, "AppLogs")], "RetentionInDays": 2192.0,
			"KmsKeyId": map[string]any{"Fn::GetAtt": []any{key, "Arn"}},
		}
		if diff := cmp.Diff(want, r.Properties); diff != "" {
			t.Errorf("%s (-want +got):\n%s", id, diff)
		}
		names = append(names, r.Properties["LogGroupName"])
	}
	require.ElementsMatch(t, []any{"/chat/app", "/chat/my-tool"}, names)
	// Logs may use the key for these groups alone, and alarms for the topic.
	var sids []any
	for _, s := range k.Properties["KeyPolicy"].(map[string]any)["Statement"].([]any) {
		if cdktest.At(s, "Sid") == "LogGroups" {
			arns := cdktest.At(s, "Condition", "ArnEquals", "kms:EncryptionContext:aws:logs:arn").([]any)
			require.Len(t, arns, 2)
			require.Equal(t, map[string]any{"Fn::Sub": "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:/chat/app"}, arns[0])
		}
		sids = append(sids, cdktest.At(s, "Sid"))
	}
	require.Subset(t, sids, []any{"LogGroups", "Alarms"})
	require.Equal(t, true, k.Properties["EnableKeyRotation"])
}

// Load balancers write to buckets with S3's own keys alone, and every service only under its own prefix.
func TestLogBucket(t *testing.T) {
	stack := cdktest.NewStack(t, "eu-west-1")
	_, err := observability.New(stack, "Logs", observability.Spec{AccessLogDays: 30}, observability.Inputs{})
	require.NoError(t, err)
	tpl := cdktest.Synth(t, stack)
	_, bucket := tpl.Only(t, "AWS::S3::Bucket")
	require.Equal(t, "AES256", cdktest.At(bucket.Properties, "BucketEncryption", "ServerSideEncryptionConfiguration", 0, "ServerSideEncryptionByDefault", "SSEAlgorithm"))
	require.Equal(t, 30.0, cdktest.At(bucket.Properties, "LifecycleConfiguration", "Rules", 0, "ExpirationInDays"))
	for _, block := range []string{"BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"} {
		require.Equal(t, true, cdktest.At(bucket.Properties, "PublicAccessBlockConfiguration", block))
	}
	_, policy := tpl.Only(t, "AWS::S3::BucketPolicy")
	services := map[any]any{}
	for _, s := range cdktest.At(policy.Properties, "PolicyDocument", "Statement").([]any) {
		if cdktest.At(s, "Effect") == "Deny" {
			require.Equal(t, "false", cdktest.At(s, "Condition", "Bool", "aws:SecureTransport"))
			continue
		}
		if cdktest.At(s, "Action") == "s3:PutObject" {
			services[cdktest.At(s, "Principal", "Service")] = cdktest.At(s, "Resource", "Fn::Join", 1, 1)
		}
		// Other accounts' services must not write: by a condition, or by the account in the path.
		if cdktest.At(s, "Condition", "StringEquals", "aws:SourceAccount") == nil {
			require.Equal(t, []any{"/alb/AWSLogs/", map[string]any{"Ref": "AWS::AccountId"}, "/*"}, cdktest.At(s, "Resource", "Fn::Join", 1).([]any)[1:])
		}
	}
	want := map[any]any{
		"logdelivery.elasticloadbalancing.amazonaws.com": "/alb/AWSLogs/", "delivery.logs.amazonaws.com": "/flow/*", "logging.s3.amazonaws.com": "/s3/*",
	}
	if diff := cmp.Diff(want, services); diff != "" {
		t.Errorf("who may write (-want +got):\n%s", diff)
	}
}

// The fields are what other constructs take, and the sinks are a scope like any other.
func TestEscapeHatches(t *testing.T) {
	stack := cdktest.NewStack(t, "eu-west-1")
	sinks, err := observability.New(stack, "Logs", observability.Spec{}, observability.Inputs{LogGroups: groups})
	require.NoError(t, err)
	sinks.Topic.AddSubscription(awssnssubscriptions.NewEmailSubscription(jsii.String("me@example.com"), nil))
	awssns.NewTopic(sinks, jsii.String("Mine"), &awssns.TopicProps{MasterKey: sinks.Key})
	role := awsiam.NewRole(stack, jsii.String("Role"), &awsiam.RoleProps{AssumedBy: awsiam.NewAccountRootPrincipal()})
	sinks.LogGroups["app"].GrantWrite(role)
	sinks.LogBucket.GrantRead(role, nil)
	sinks.Key.GrantDecrypt(role)
	awssqs.NewQueue(stack, jsii.String("Queue"), &awssqs.QueueProps{EncryptionMasterKey: sinks.Key})
	tpl := cdktest.Synth(t, stack)
	require.Equal(t, 1, tpl.Count()["AWS::SNS::Subscription"])
	require.Equal(t, 2, tpl.Count()["AWS::SNS::Topic"])
	_, policy := tpl.Only(t, "AWS::IAM::Policy")
	require.Len(t, cdktest.At(policy.Properties, "PolicyDocument", "Statement"), 3)
}

func TestErrors(t *testing.T) {
	stack := cdktest.NewStack(t, "eu-west-1")
	_, err := observability.New(stack, "Logs", observability.Spec{LogRetentionDays: 91}, observability.Inputs{})
	_, invalid := problem.Of(err)
	require.True(t, invalid, err)
	require.Empty(t, *stack.Node().Children(), "nothing is made of a bad spec")

	for i := range 2 {
		_, err = observability.New(stack, "Logs", observability.Spec{}, observability.Inputs{})
		require.Equal(t, i > 0, err != nil)
	}
	require.ErrorContains(t, err, "observability: ")
	require.NotContains(t, err.Error(), "\n")
}
