package edge

import (
	"encoding/json"

	"github.com/archblocks/archblocks/edge/edgespec"
	"github.com/archblocks/archblocks/internal/cdkkit"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
)

// renderLogs delivers CloudFront's access logs, standard logging v2, to a log group
// (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html).
func (e *Edge) renderLogs(in Inputs) {
	if e.Plan.Spec.DisableAccessLogs {
		return
	}
	name := e.Plan.Inputs.Name + "-cloudfront"
	source := awslogs.NewCfnDeliverySource(e, cdkkit.Str("AccessLogsSource"), &awslogs.CfnDeliverySourceProps{
		Name: &name, LogType: cdkkit.Str("ACCESS_LOGS"),
		ResourceArn: cdkkit.Str(cdkkit.Text("arn:${AWS::Partition}:cloudfront::${AWS::AccountId}:distribution/${Distribution}", map[string]string{"Distribution": *e.Distribution.DistributionId()})),
	})
	destination := awslogs.NewCfnDeliveryDestination(e, cdkkit.Str("AccessLogsDestination"), &awslogs.CfnDeliveryDestinationProps{
		Name: &name, OutputFormat: cdkkit.Str("json"), DestinationResourceArn: in.LogGroups[edgespec.AccessLogs].LogGroupArn(),
	})
	destination.Node().AddDependency(e.logPolicy(in))
	delivery := awslogs.NewCfnDelivery(e, cdkkit.Str("AccessLogs"), &awslogs.CfnDeliveryProps{
		DeliverySourceName: &name, DeliveryDestinationArn: destination.AttrArn(),
	})
	delivery.Node().AddDependency(source)
}

// logPolicy lets AWS's log delivery write to the edge's log groups. AWS would add
// one itself, if whoever deploys may; then it would be nobody's to remove
// (docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html).
func (e *Edge) logPolicy(in Inputs) awslogs.CfnResourcePolicy {
	if e.policy != nil {
		return e.policy
	}
	account := cdkkit.Text("${AWS::AccountId}", nil)
	var groups []string
	for _, l := range e.Plan.LogGroups {
		groups = append(groups, *in.LogGroups[l.ID].LogGroupArn())
	}
	body, err := json.Marshal(map[string]any{"Version": "2012-10-17", "Statement": []any{map[string]any{
		"Sid": "Delivery", "Effect": "Allow", "Principal": map[string]any{"Service": "delivery.logs.amazonaws.com"},
		"Action": []string{"logs:CreateLogStream", "logs:PutLogEvents"}, "Resource": groups,
		"Condition": map[string]any{
			"StringEquals": map[string]any{"aws:SourceAccount": account},
			"ArnLike":      map[string]any{"aws:SourceArn": cdkkit.Text("arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:*", nil)},
		},
	}}})
	if err != nil {
		panic(err) // only strings are in it
	}
	e.policy = awslogs.NewCfnResourcePolicy(e, cdkkit.Str("LogPolicy"), &awslogs.CfnResourcePolicyProps{
		PolicyName: cdkkit.Str(e.Plan.Inputs.Name + "-edge-logs"), PolicyDocument: cdkkit.Str(string(body)),
	})
	return e.policy
}
