package policy

import (
	"strings"

	"github.com/archblocks/archblocks/internal/cfn"
)

// refs is what Ref gives of a resource.
type refs int

const (
	// refOther is an id, a URL or an ARN that cannot be foretold.
	refOther refs = iota
	refName
	refARN
)

// kind is what is known of the names of a resource type.
type kind struct {
	// name is the property with the name, or empty if CloudFormation makes up an id.
	name string
	ref  refs
	// nameFrom is the attribute that gives the name; empty means Ref.
	nameFrom string
	// arnFrom is the attribute that gives the ARN.
	arnFrom string
	// service, before and after make the ARN: arn:P:service:R:A:before NAME after.
	service, before, after string
	// global ARNs have neither Region nor account.
	global bool
	// characters are all that a name can consist of.
	characters string
}

const (
	digits       = "0123456789"
	letters      = "abcdefghijklmnopqrstuvwxyz"
	alphanumeric = digits + letters + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
)

// kinds by type. "Return values" of each type's page says what Ref and Fn::GetAtt
// give, the service authorization reference what an ARN looks like.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
var kinds = map[string]kind{
	// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html
	"AWS::Logs::LogGroup": {name: "LogGroupName", ref: refName, arnFrom: "Arn", service: "logs", before: "log-group:", after: ":*",
		characters: alphanumeric + "_-/.#"},
	// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html
	"AWS::S3::Bucket": {name: "BucketName", ref: refName, arnFrom: "Arn", service: "s3", global: true, characters: digits + letters + "-."},
	// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpool.html
	"AWS::Cognito::UserPool": {arnFrom: "Arn", ref: refName, service: "cognito-idp", before: "userpool/", characters: alphanumeric + "_-"},
	// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-key.html
	"AWS::KMS::Key": {arnFrom: "Arn", ref: refName, service: "kms", before: "key/", characters: alphanumeric + "-"},
	// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecr-repository.html
	"AWS::ECR::Repository": {name: "RepositoryName", ref: refName, arnFrom: "Arn", service: "ecr", before: "repository/",
		characters: digits + letters + "_-./"},
	// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topic.html
	"AWS::SNS::Topic": {name: "TopicName", ref: refARN, nameFrom: "TopicName", arnFrom: "TopicArn", service: "sns",
		characters: alphanumeric + "_-."},
	// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html
	"AWS::SQS::Queue": {name: "QueueName", nameFrom: "QueueName", arnFrom: "Arn", service: "sqs", characters: alphanumeric + "_-."},
	// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html
	"AWS::DynamoDB::Table": {name: "TableName", ref: refName, arnFrom: "Arn", service: "dynamodb", before: "table/",
		characters: alphanumeric + "_-."},
	// The type has no attribute for the ARN.
	// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-parameter.html
	"AWS::SSM::Parameter": {name: "Name", ref: refName, characters: alphanumeric + "_-./"},
	// Ref is the ARN with six random characters, so it stays as it is.
	// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secret.html
	"AWS::SecretsManager::Secret": {characters: alphanumeric + "/_+=.@-:"},
}

// arn is the ARN of the resource with the name.
func (k kind) arn(s *cfn.Stack, name cfn.Value) cfn.Value {
	region, account := region(s), account(s)
	if k.global {
		region, account = cfn.String(""), cfn.String("")
	}
	return concat(cfn.String("arn:"), partition(s), cfn.String(":"+k.service+":"), region, cfn.String(":"), account,
		cfn.String(":"+k.before), name, cfn.String(k.after))
}

// What Ref gives of the pseudo parameters in the stack.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/pseudo-parameter-reference.html
func region(s *cfn.Stack) cfn.Value  { return known(s.Region, "AWS::Region") }
func account(s *cfn.Stack) cfn.Value { return known(s.Account, "AWS::AccountId") }

func partition(s *cfn.Stack) cfn.Value {
	if s.Region == "" {
		return known("", "AWS::Partition")
	}
	for _, p := range partitions {
		if strings.HasPrefix(s.Region, p.prefix) {
			return cfn.String(p.name)
		}
	}
	return cfn.String("aws")
}

func known(text, pseudo string) cfn.Value {
	if text == "" {
		return cfn.Atom{Origin: cfn.FromPseudo, Name: pseudo}
	}
	return cfn.String(text)
}

// partitions by the beginning of a Region's name, where it is not aws.
// https://github.com/boto/botocore/blob/develop/botocore/data/partitions.json
var partitions = []struct{ prefix, name string }{
	{"cn-", "aws-cn"},
	{"us-gov-", "aws-us-gov"},
	{"us-iso-", "aws-iso"},
	{"us-isob-", "aws-iso-b"},
	{"eu-isoe-", "aws-iso-e"},
	{"us-isof-", "aws-iso-f"},
	{"eusc-", "aws-eusc"},
}
