package awsservice

import (
	"slices"
	"sort"
)

// Service names an AWS service by the last part of its endpoint service name:
// "logs" stands for com.amazonaws.<region>.logs.
type Service string

// The services that the topology knows by itself.
const (
	S3             Service = "s3"
	ECRAPI         Service = "ecr.api"
	ECRDocker      Service = "ecr.dkr"
	Logs           Service = "logs"
	Monitoring     Service = "monitoring"
	BedrockRuntime Service = "bedrock-runtime"
	CognitoIDP     Service = "cognito-idp"
	SecretsManager Service = "secretsmanager"
	SSM            Service = "ssm"
	SSMMessages    Service = "ssmmessages"
)

// Kind of a VPC endpoint.
type Kind string

const (
	// Gateway endpoints are targets of routes; they cost nothing.
	Gateway Kind = "gateway"
	// Interface endpoints are network interfaces in subnets; each is billed per zone and hour.
	Interface Kind = "interface"
)

// Facts is what is known about one service.
type Facts struct {
	Service Service
	// Title is AWS's name for the service, such as "Amazon CloudWatch Logs".
	Title string
	// Family is the name that a picture groups endpoints under, such as "Amazon ECR" for ecr.api and ecr.dkr.
	Family string
	// Kind of the endpoint.
	Kind Kind
	// Prefix of the service's IAM actions, without the colon.
	Prefix string
	// Purpose says what tasks use it for.
	Purpose string
}

// EndpointName is the endpoint service's name, with the Region as a placeholder.
func (s Service) EndpointName() string { return "com.amazonaws.${AWS::Region}." + string(s) }

// Lookup returns the facts about a service and whether it is known.
func Lookup(s Service) (Facts, bool) {
	for _, f := range services {
		if f.Service == s {
			return f, true
		}
	}
	return Facts{}, false
}

// All returns the facts about all known services, in the order in which pictures show them.
func All() []Facts { return slices.Clone(services) }

// Services returns the names of all known services, sorted.
func Services() []string {
	names := make([]string, len(services))
	for i, f := range services {
		names[i] = string(f.Service)
	}
	sort.Strings(names)
	return names
}

// services follows "AWS services that integrate with AWS PrivateLink"
// (docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html),
// in the order in which pictures show them.
var services = []Facts{
	{S3, "Amazon S3", "Amazon S3", Gateway, "s3", "objects, and the layers of container images"},
	{BedrockRuntime, "Amazon Bedrock runtime", "Amazon Bedrock", Interface, "bedrock", "model inference"},
	{"bedrock", "Amazon Bedrock", "Amazon Bedrock", Interface, "bedrock", "model and guardrail administration"},
	{"bedrock-agent-runtime", "Amazon Bedrock Agents runtime", "Amazon Bedrock", Interface, "bedrock", "knowledge bases and agents"},
	{"bedrock-mantle", "Amazon Bedrock Mantle", "Amazon Bedrock", Interface, "bedrock-mantle", "inference through OpenAI-style APIs"},
	{ECRAPI, "Amazon ECR API", "Amazon ECR", Interface, "ecr", "registry authorization"},
	{ECRDocker, "Amazon ECR Docker registry", "Amazon ECR", Interface, "ecr", "image manifests"},
	{Logs, "Amazon CloudWatch Logs", "Amazon CloudWatch", Interface, "logs", "container logs"},
	{Monitoring, "Amazon CloudWatch", "Amazon CloudWatch", Interface, "cloudwatch", "custom metrics"},
	{CognitoIDP, "Amazon Cognito user pools", "Amazon Cognito", Interface, "cognito-idp", "login inside the application"},
	{"cognito-identity", "Amazon Cognito identity pools", "Amazon Cognito", Interface, "cognito-identity", "temporary credentials for users"},
	{SecretsManager, "AWS Secrets Manager", "AWS Secrets Manager", Interface, "secretsmanager", "secrets of the task definition"},
	{SSM, "AWS Systems Manager", "AWS Systems Manager", Interface, "ssm", "parameters of the task definition"},
	{SSMMessages, "AWS Systems Manager messages", "AWS Systems Manager", Interface, "ssmmessages", "ECS Exec sessions"},
	{"kms", "AWS KMS", "AWS KMS", Interface, "kms", "keys used by the application itself"},
	{"sts", "AWS STS", "AWS STS", Interface, "sts", "roles assumed by the application itself"},
	{"xray", "AWS X-Ray", "AWS X-Ray", Interface, "xray", "traces"},
	{"application-signals", "CloudWatch Application Signals", "Amazon CloudWatch", Interface, "application-signals", "service level objectives"},
	{"events", "Amazon EventBridge", "Amazon EventBridge", Interface, "events", "events"},
	{"sns", "Amazon SNS", "Amazon SNS", Interface, "sns", "notifications"},
	{"sqs", "Amazon SQS", "Amazon SQS", Interface, "sqs", "queues"},
	{"dynamodb", "Amazon DynamoDB", "Amazon DynamoDB", Gateway, "dynamodb", "tables"},
	{"lambda", "AWS Lambda", "AWS Lambda", Interface, "lambda", "function calls"},
	{"states", "AWS Step Functions", "AWS Step Functions", Interface, "states", "workflows"},
	{"textract", "Amazon Textract", "Amazon Textract", Interface, "textract", "text extraction"},
	{"execute-api", "Amazon API Gateway", "Amazon API Gateway", Interface, "execute-api", "private APIs"},
	{"bedrock-agent", "Amazon Bedrock Agents", "Amazon Bedrock", Interface, "bedrock", "knowledge base and agent administration"},
	{"bedrock-agentcore", "Amazon Bedrock AgentCore", "Amazon Bedrock", Interface, "bedrock-agentcore", "agent runtimes and memory"},
	{"sagemaker.runtime", "Amazon SageMaker AI runtime", "Amazon SageMaker AI", Interface, "sagemaker", "inference endpoints"},
	{"comprehend", "Amazon Comprehend", "Amazon Comprehend", Interface, "comprehend", "text analysis"},
	{"polly", "Amazon Polly", "Amazon Polly", Interface, "polly", "speech"},
	{"rekognition", "Amazon Rekognition", "Amazon Rekognition", Interface, "rekognition", "image analysis"},
	{"transcribe", "Amazon Transcribe", "Amazon Transcribe", Interface, "transcribe", "speech recognition"},
	{"translate", "Amazon Translate", "Amazon Translate", Interface, "translate", "translation"},
	{"athena", "Amazon Athena", "Amazon Athena", Interface, "athena", "queries"},
	{"glue", "AWS Glue", "AWS Glue", Interface, "glue", "the data catalog"},
	{"kinesis-streams", "Amazon Kinesis Data Streams", "Amazon Kinesis", Interface, "kinesis", "streams"},
	{"kinesis-firehose", "Amazon Data Firehose", "Amazon Data Firehose", Interface, "firehose", "delivery streams"},
	{"rds", "Amazon RDS", "Amazon RDS", Interface, "rds", "database administration"},
	{"rds-data", "Amazon RDS Data API", "Amazon RDS", Interface, "rds-data", "queries over the Data API"},
	{"redshift-data", "Amazon Redshift Data API", "Amazon Redshift", Interface, "redshift-data", "queries over the Data API"},
	{"dms", "AWS Database Migration Service", "AWS Database Migration Service", Interface, "dms", "migrations"},
	{"ec2", "Amazon EC2", "Amazon EC2", Interface, "ec2", "the EC2 API"},
	{"ec2messages", "AWS Systems Manager EC2 messages", "AWS Systems Manager", Interface, "ec2messages", "the Systems Manager agent"},
	{"ecs", "Amazon ECS", "Amazon ECS", Interface, "ecs", "the ECS API"},
	{"ecs-agent", "Amazon ECS agent", "Amazon ECS", Interface, "ecs", "the ECS agent"},
	{"ecs-telemetry", "Amazon ECS telemetry", "Amazon ECS", Interface, "ecs", "the ECS agent"},
	{"email", "Amazon SES API", "Amazon SES", Interface, "ses", "e-mail over the API"},
	{"appconfigdata", "AWS AppConfig data", "AWS AppConfig", Interface, "appconfig", "feature flags"},
	{"servicediscovery", "AWS Cloud Map", "AWS Cloud Map", Interface, "servicediscovery", "service discovery"},
}
