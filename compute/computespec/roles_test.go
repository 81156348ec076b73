package computespec_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/archblocks/archblocks/arch/plan"
	"github.com/archblocks/archblocks/compute/computespec"
)

func TestExecutionRole(t *testing.T) {
	spec := app(func(s *computespec.Service) {
		s.Secrets = map[string]string{
			"A": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:chat/key-AbCdEf:token:AWSCURRENT:",
			"B": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:chat/key-AbCdEf",
			"C": "arn:aws:ssm:eu-west-1:111122223333:parameter/chat/prompt",
		}
	})
	want := plan.Role{
		ID: "app-execution", Service: "ecs-tasks.amazonaws.com",
		Reason: plan.Reason{Path: "services[0]", Text: "ECS pulls the image of app and writes its logs"},
		Statements: []plan.Statement{
			{Sid: "RegistryToken", Actions: []string{"ecr:GetAuthorizationToken"}, Resources: []string{"*"}, Reason: "ecr:GetAuthorizationToken accepts no other resource than *"},
			{Sid: "PullImage", Actions: []string{"ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"},
				Resources: []string{"arn:${AWS::Partition}:ecr:eu-west-1:111122223333:repository/chat"}, Reason: "the image's own repository"},
			{Sid: "WriteLogs", Actions: []string{"logs:CreateLogStream", "logs:PutLogEvents"},
				Resources: []string{"arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:/chat/app:*"}, Reason: "the service's own log group"},
			{Sid: "ReadSecrets", Actions: []string{"secretsmanager:GetSecretValue"},
				Resources: []string{"arn:aws:secretsmanager:eu-west-1:111122223333:secret:chat/key-AbCdEf"}, Reason: "the secrets of the task definition"},
			{Sid: "ReadParameters", Actions: []string{"ssm:GetParameters"},
				Resources: []string{"arn:aws:ssm:eu-west-1:111122223333:parameter/chat/prompt"}, Reason: "the secrets of the task definition"},
		},
	}
	if diff := cmp.Diff(want, spec.Plan(ireland).Services[0].ExecutionRole); diff != "" {
		t.Errorf("ExecutionRole (-want +got):\n%s", diff)
	}
}

func TestTaskRole(t *testing.T) {
	spec := app(func(s *computespec.Service) {
		s.Models = []string{"amazon.nova-lite-v1:0", "jp.amazon.nova-lite-v1:0"}
		s.Buckets = []computespec.Bucket{{Name: "docs"}, {Name: "new"}, {Name: "old", Existing: "acme-old", KeyARN: key, Access: computespec.ReadOnly}, {Name: "plain", Existing: "acme-plain"}}
		s.EnableExec, s.WritableRoot = true, true
	})
	in := ireland
	in.Grants = []plan.Statement{{Sid: "SignIn", Actions: []string{"cognito-idp:AdminInitiateAuth"}, Resources: []string{"pool"}, Reason: "login"}}
	through := []plan.Condition{{Operator: "StringEquals", Key: "kms:ViaService", Values: []string{"s3.${AWS::Region}.amazonaws.com"}}}
	const model, docs, fresh = "::foundation-model/amazon.nova-lite-v1:0", "arn:${AWS::Partition}:s3:::chat-docs-${AWS::AccountId}-${AWS::Region}", "arn:${AWS::Partition}:s3:::chat-new-${AWS::AccountId}-${AWS::Region}"
	want := []plan.Statement{
		{Sid: "InvokeModels", Actions: []string{"bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"},
			Resources: []string{
				"arn:${AWS::Partition}:bedrock:${AWS::Region}" + model,
				"arn:${AWS::Partition}:bedrock:${AWS::Region}:${AWS::AccountId}:inference-profile/jp.amazon.nova-lite-v1:0",
				"arn:${AWS::Partition}:bedrock:ap-northeast-1" + model, "arn:${AWS::Partition}:bedrock:ap-northeast-3" + model, "arn:${AWS::Partition}:bedrock:eu-west-1" + model,
			}, Reason: "the models of the spec, with each Region that an inference profile may use"},
		{Sid: "ListBuckets", Actions: []string{"s3:ListBucket"}, Resources: []string{docs, fresh, "arn:${AWS::Partition}:s3:::acme-old", "arn:${AWS::Partition}:s3:::acme-plain"}, Reason: "the buckets of the spec"},
		{Sid: "ReadObjects", Actions: []string{"s3:GetObject"}, Resources: []string{"arn:${AWS::Partition}:s3:::acme-old/*"}, Reason: "every object of these buckets"},
		{Sid: "ReadWriteObjects", Actions: []string{"s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"},
			Resources: []string{docs + "/*", fresh + "/*", "arn:${AWS::Partition}:s3:::acme-plain/*"}, Reason: "every object of these buckets"},
		{Sid: "DecryptObjects", Actions: []string{"kms:Decrypt"}, Resources: []string{key}, Conditions: through, Reason: "objects are encrypted with these keys"},
		{Sid: "EncryptObjects", Actions: []string{"kms:Decrypt", "kms:GenerateDataKey"}, Resources: []string{"${Key}"}, Conditions: through, Reason: "objects are encrypted with these keys"},
		{Sid: "PutMetrics", Actions: []string{"cloudwatch:PutMetricData"}, Resources: []string{"*"},
			Conditions: []plan.Condition{{Operator: "StringEquals", Key: "cloudwatch:namespace", Values: []string{"chat/app"}}},
			Reason:     "cloudwatch:PutMetricData accepts no other resource than *; the condition holds it to the service's own namespace"},
		{Sid: "ExecChannels", Actions: []string{"ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel", "ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel"},
			Resources: []string{"*"}, Reason: "ECS Exec; these actions accept no other resource than *"},
		in.Grants[0],
	}
	if diff := cmp.Diff(want, spec.Plan(in).Services[0].TaskRole.Statements); diff != "" {
		t.Errorf("TaskRole (-want +got):\n%s", diff)
	}
}

func TestTaskRoleOfNothing(t *testing.T) {
	role := app(func(s *computespec.Service) { s.DisableMetrics = true }).Plan(ireland).Services[0].TaskRole
	if role.Statements != nil || role.ID != "app-task" || role.Service != "ecs-tasks.amazonaws.com" {
		t.Errorf("role of a service that uses nothing: %+v", role)
	}
}
