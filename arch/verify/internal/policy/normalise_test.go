package policy

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/internal/cfn"
)

const named = `
  NamedGroup: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: /app}}
  Group: {Type: AWS::Logs::LogGroup}
  NamedBucket: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub "docs-${AWS::AccountId}"}}
  Bucket: {Type: AWS::S3::Bucket}
  EmptyBucket: {Type: AWS::S3::Bucket, Properties: {BucketName: ""}}
  Pool: {Type: AWS::Cognito::UserPool, Properties: {UserPoolName: users}}
  Key: {Type: AWS::KMS::Key}
  NamedRepository: {Type: AWS::ECR::Repository, Properties: {RepositoryName: !Ref NamedGroup}}
  NamedTopic: {Type: AWS::SNS::Topic, Properties: {TopicName: alarms}}
  Topic: {Type: AWS::SNS::Topic}
  NamedQueue: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref P}}
  Queue: {Type: AWS::SQS::Queue}
  NamedTable: {Type: AWS::DynamoDB::Table, Properties: {TableName: 7}}
  Secret: {Type: AWS::SecretsManager::Secret, Properties: {Name: s}}
  Parameter: {Type: AWS::SSM::Parameter, Properties: {Name: /a/b}}
  Other: {Type: AWS::IAM::Role, Properties: {RoleName: r}}`

func TestNormalise(t *testing.T) {
	const here = "${AWS::Region}:${AWS::AccountId}:"
	for _, c := range []struct{ expression, want string }{
		{"!Ref NamedGroup", "/app"},
		{"!GetAtt NamedGroup.Arn", "arn:${AWS::Partition}:logs:" + here + "log-group:/app:*"},
		{"!Ref Group", "${web/Group}"},
		{"!GetAtt Group.Arn", "arn:${AWS::Partition}:logs:" + here + "log-group:${web/Group}:*"},
		{"!Ref NamedBucket", "docs-${AWS::AccountId}"},
		{`!Sub "${NamedBucket.Arn}/*"`, "arn:${AWS::Partition}:s3:::docs-${AWS::AccountId}/*"},
		{"!GetAtt Bucket.Arn", "arn:${AWS::Partition}:s3:::${web/Bucket}"},
		{"!Ref EmptyBucket", "${web/EmptyBucket}"},
		{"!GetAtt Bucket.DomainName", "${web/Bucket.DomainName}"},
		{"!Ref Pool", "${web/Pool}"},
		{"!GetAtt Pool.Arn", "arn:${AWS::Partition}:cognito-idp:" + here + "userpool/${web/Pool}"},
		{"!GetAtt Key.Arn", "arn:${AWS::Partition}:kms:" + here + "key/${web/Key}"},
		{"!Ref NamedRepository", "/app"},
		{"!GetAtt NamedRepository.Arn", "arn:${AWS::Partition}:ecr:" + here + "repository//app"},
		{"!Ref NamedTopic", "arn:${AWS::Partition}:sns:" + here + "alarms"},
		{"!GetAtt NamedTopic.TopicName", "alarms"},
		{"!Ref Topic", "arn:${AWS::Partition}:sns:" + here + "${web/Topic.TopicName}"},
		{"!GetAtt Topic.TopicArn", "arn:${AWS::Partition}:sns:" + here + "${web/Topic.TopicName}"},
		{"!GetAtt NamedQueue.Arn", "arn:${AWS::Partition}:sqs:" + here + "${web/P}"},
		{"!Ref NamedQueue", "${web/NamedQueue}"},
		{"!GetAtt Queue.Arn", "arn:${AWS::Partition}:sqs:" + here + "${web/Queue.QueueName}"},
		{"!GetAtt NamedTable.Arn", "arn:${AWS::Partition}:dynamodb:" + here + "table/7"},
		{"!Ref Secret", "${web/Secret}"},
		{"!Ref Parameter", "/a/b"},
		{"!GetAtt Parameter.Value", "${web/Parameter.Value}"},
		{"!GetAtt Other.Arn", "${web/Other.Arn}"},
		{"[{a: !Ref NamedGroup}, 1, true]", `[{"a": "/app"}, 1, true]`},
	} {
		t.Run(c.expression, func(t *testing.T) {
			m, w, v := property(t, named, c.expression)
			got := Normalise(m, w, v)
			require.Equal(t, c.want, cfn.Show(got))
			require.True(t, cfn.Same(got, Normalise(m, w, got)), "twice")
		})
	}
}

// The ARN of a resource and the same ARN written with pseudo parameters are the same
// value, whatever is known of the stack.
func TestNormalisePseudo(t *testing.T) {
	template, err := cfn.Parse([]byte(`
Resources:
  G: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: g}}
Outputs:
  Arn: {Value: !GetAtt G.Arn}
  Text: {Value: !Sub "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:g:*"}`))
	require.NoError(t, err)
	for _, region := range []string{"", "eu-west-1", "cn-north-1", "us-gov-west-1", "us-iso-east-1", "us-isob-east-1", "eu-isoe-west-1", "us-isof-south-1", "eusc-de-east-1"} {
		for _, account := range []string{"", "111122223333"} {
			m, err := cfn.Evaluate(cfn.Input{Name: "web", Region: region, Account: account, Template: template})
			require.NoError(t, err)
			stack := m.Stack("web")
			got := Normalise(m, only(t, m), stack.Output("Arn").Value)
			require.True(t, cfn.Same(stack.Output("Text").Value, got), "%s %s: %s", region, account, cfn.Show(got))
		}
	}
}
