package policy

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/internal/cfn"
)

func TestBroadResource(t *testing.T) {
	ref := cfn.ResourceRef{Stack: "web", LogicalID: "S"}
	account := cfn.Atom{Origin: cfn.FromPseudo, Name: "AWS::AccountId"}
	for _, c := range []struct {
		v    cfn.Value
		want string
	}{
		{cfn.String("*"), "it is every resource"},
		{cfn.String("**"), "it is every resource"},
		{cfn.String("?*"), "it begins with a wildcard"},
		{cfn.String("arn:*"), "it has a wildcard before the name of a resource"},
		{cfn.String("a*:aws:s3:::b"), "it has a wildcard before the name of a resource"},
		{cfn.String("arn:*:s3:::b"), "its partition has a wildcard"},
		{cfn.String("arn:aws:s?:::b"), "its service has a wildcard"},
		{cfn.String("arn:aws:logs:*:1:log-group:a"), "its Region has a wildcard"},
		{cfn.String("arn:aws:logs:eu-*:1:log-group:a"), "its Region has a wildcard"},
		{cfn.String("arn:aws:bedrock:eu-west-1:*:inference-profile/a"), "its account has a wildcard"},
		{cfn.String("arn:aws:s3:::*"), "the resource begins with a wildcard"},
		{cfn.String("arn:aws:s3:::docs*"), "the bucket has a wildcard"},
		{cfn.String("arn:aws:s3:::docs-?/a"), "the bucket has a wildcard"},
		{cfn.String("arn:aws:s3:::docs"), ""},
		{cfn.String("arn:aws:s3:::docs/*"), ""},
		{cfn.String("arn:aws:s3:eu-west-1:1:accesspoint/*"), `the name after "accesspoint" begins with a wildcard`},
		{cfn.String("arn:aws:ecr:eu-west-1:1:repository/*"), `the name after "repository" begins with a wildcard`},
		{cfn.String("arn:aws:ecr:eu-west-1:1:repo*"), "the type of the resource has a wildcard"},
		{cfn.String("arn:aws:ecr:eu-west-1:1:repository/team/*"), ""},
		{cfn.String("arn:aws:logs:eu-west-1:1:log-group:*"), `the name after "log-group" begins with a wildcard`},
		{cfn.String("arn:aws:logs:eu-west-1:1:log-group:/*"), `the name after "log-group" begins with a wildcard`},
		{cfn.String("arn:aws:logs:eu-west-1:1:log-group:/app:*"), ""},
		{cfn.String("arn:aws:kms:eu-west-1:1:key/*"), `the name after "key" begins with a wildcard`},
		{cfn.String("arn:aws:dynamodb:eu-west-1:1:table/?"), `the name after "table" begins with a wildcard`},
		{cfn.String("arn:aws:dynamodb:eu-west-1:1:table/a/index/*"), ""},
		{cfn.String("arn:aws:bedrock:eu-west-1::foundation-model/*"), `the name after "foundation-model" begins with a wildcard`},
		{cfn.String("arn:aws:bedrock:eu-west-1::foundation-model/anthropic.*"), ""},
		{cfn.String("arn:aws:secretsmanager:eu-west-1:1:secret:db-??????"), ""},
		{cfn.String("arn:aws:sqs:eu-west-1:1:jobs-*"), ""},
		{cfn.String("arn:aws:sqs:eu-west-1:1:*"), "the resource begins with a wildcard"},
		{cfn.String("arn:aws:s3:::${*}"), ""},
		{cfn.String("nonsense"), ""},
		{ref, ""},
		{concat(ref, cfn.String("/*")), ""},
		{param, "it begins with a wildcard"},
		{concat(cfn.String("arn:aws:s3:::"), param), "the resource begins with a wildcard"},
		{concat(cfn.String("arn:aws:s3:::docs/"), param), ""},
		{concat(cfn.String("arn:aws:ecr:eu-west-1:"), account, cfn.String(":repository/"), ref), ""},
		{concat(cfn.String("arn:aws:ecr:eu-west-1:"), param, cfn.String(":repository/a")), "its account has a wildcard"},
		{cfn.Dynamic{Stack: "web", Reference: cfn.String("ssm:a")}, "it begins with a wildcard"},
		{cfn.List{}, "it cannot be read"},
	} {
		t.Run(cfn.Show(c.v), func(t *testing.T) { require.Equal(t, c.want, BroadResource(c.v)) })
	}
}

func TestActionTables(t *testing.T) {
	for action, want := range map[string]bool{
		"ECR:getauthorizationtoken": true, "cloudwatch:PutMetricData": true, "xray:PutTraceSegments": true, "ssmmessages:OpenDataChannel": true,
		"logs:DescribeLogGroups": false, "ecr:BatchGetImage": false, "ecr:*": false, "": false,
	} {
		reason, ok := TakesNoResource(action)
		require.Equal(t, want, ok, action)
		require.Equal(t, want, reason != "", action)
	}
	for action, want := range map[string]bool{
		"cognito-idp:InitiateAuth": true, "Cognito-IDP:signup": true, "cognito-idp:RevokeToken": true, "cognito-idp:GetUser": true,
		"cognito-idp:AdminInitiateAuth": false, "cognito-idp:ListUsers": false, "InitiateAuth": false, "cognito-idp:*": false,
	} {
		require.Equal(t, want, Unsigned(action), action)
	}
}

func TestAWSManaged(t *testing.T) {
	for _, partition := range []string{"aws", "aws-cn", "${AWS::Partition}"} {
		got, ok := AWSManaged("arn:" + partition + ":iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy")
		require.True(t, ok)
		require.Len(t, got, 1)
		require.True(t, got[0].Allow)
		require.Len(t, got[0].Actions, 6)
		require.Equal(t, []cfn.Value{cfn.String("*")}, got[0].Resources)
	}
	for _, arn := range []string{"", "arn:aws:iam::aws:policy/Unheard", "arn:aws:iam::111122223333:policy/AdministratorAccess", "x:iam::aws:policy/AdministratorAccess"} {
		_, ok := AWSManaged(arn)
		require.False(t, ok, arn)
	}
}
