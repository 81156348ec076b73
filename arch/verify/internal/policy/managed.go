package policy

import (
	"strings"

	"github.com/archblocks/archblocks/internal/cfn"
)

// AWSManaged returns the statements of an AWS managed policy, in any partition, even one
// that is still open: arn:${AWS::Partition}:iam::aws:policy/NAME. AWS may add permissions
// to such a policy at any time, so that the statements are the least that it grants.
// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
func AWSManaged(arn string) ([]Statement, bool) {
	partition, name, ok := strings.Cut(arn, ":iam::aws:policy/")
	if !ok || !strings.HasPrefix(partition, "arn:") {
		return nil, false
	}
	actions, ok := managed[name]
	if !ok {
		return nil, false
	}
	return []Statement{{
		Allow:     true,
		Actions:   append([]string(nil), actions...),
		Resources: []cfn.Value{cfn.String("*")},
		Path:      arn,
	}}, true
}

// managed are the actions of policies with one statement, which allows them on "*".
var managed = map[string][]string{
	// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonECSTaskExecutionRolePolicy.html
	"service-role/AmazonECSTaskExecutionRolePolicy": {
		"ecr:GetAuthorizationToken", "ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage",
		"logs:CreateLogStream", "logs:PutLogEvents",
	},
	// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaBasicExecutionRole.html
	"service-role/AWSLambdaBasicExecutionRole": {"logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"},
	// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSXRayDaemonWriteAccess.html
	"AWSXRayDaemonWriteAccess": {
		"xray:PutTraceSegments", "xray:PutTelemetryRecords",
		"xray:GetSamplingRules", "xray:GetSamplingTargets", "xray:GetSamplingStatisticSummaries",
	},
	// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AdministratorAccess.html
	"AdministratorAccess": {"*"},
}
