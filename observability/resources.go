package observability

import (
	"fmt"
	"slices"

	"github.com/archblocks/archblocks/arch/plan"
	"github.com/archblocks/archblocks/internal/cdkkit"
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awskms"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssns"
)

func (o *Observability) render(in Inputs) {
	o.renderKey(in.LogGroups)
	o.LogGroups = map[string]awslogs.LogGroup{}
	for _, group := range in.LogGroups {
		o.LogGroups[group.ID] = o.renderLogGroup(group)
	}
	if !in.WithoutBucket {
		o.renderBucket()
	}
	if !o.Plan.Spec.DisableAlarms {
		o.renderTopic()
	}
}

func (o *Observability) renderKey(groups []plan.LogGroup) {
	// The key outlives the stack, as the logs do that it encrypts; a stack that was never made leaves nothing.
	o.Key = awskms.NewKey(o, cdkkit.Str("Key"), &awskms.KeyProps{
		Description:       cdkkit.Str("Logs, alarms and objects of " + o.Plan.Inputs.Name),
		EnableKeyRotation: cdkkit.Bool(true),
		RemovalPolicy:     awscdk.RemovalPolicy_RETAIN_ON_UPDATE_OR_DELETE,
	})
	account := *awscdk.Aws_ACCOUNT_ID()
	if len(groups) > 0 {
		names := make([]string, len(groups))
		for i, group := range groups {
			names[i] = cdkkit.Text("arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:"+group.Name, nil)
		}
		o.allow(cdkkit.Text("logs.${AWS::Region}.amazonaws.com", nil), "LogGroups", map[string]any{
			"ArnEquals": map[string]any{"kms:EncryptionContext:aws:logs:arn": names},
		}, "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncryptFrom", "kms:ReEncryptTo")
	}
	if !o.Plan.Spec.DisableAlarms {
		// Alarms cannot use a topic's key unless the key says so
		// (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html).
		o.allow("cloudwatch.amazonaws.com", "Alarms", map[string]any{
			"StringEquals": map[string]any{"aws:SourceAccount": account},
		}, "kms:Decrypt", "kms:GenerateDataKey")
	}
}

// allow lets an AWS service use the key.
func (o *Observability) allow(service, sid string, conditions map[string]any, actions ...string) {
	o.Key.AddToResourcePolicy(awsiam.NewPolicyStatement(&awsiam.PolicyStatementProps{
		Sid: &sid, Principals: &[]awsiam.IPrincipal{awsiam.NewServicePrincipal(&service, nil)},
		Actions: cdkkit.Strs(actions...), Resources: cdkkit.Strs("*"), Conditions: &conditions,
	}), nil)
}

func (o *Observability) renderLogGroup(group plan.LogGroup) awslogs.LogGroup {
	made := awslogs.NewLogGroup(o, cdkkit.Str(plan.Pascal(group.ID)+"Logs"), &awslogs.LogGroupProps{
		LogGroupName: &group.Name, EncryptionKey: o.Key, RemovalPolicy: awscdk.RemovalPolicy_RETAIN_ON_UPDATE_OR_DELETE,
	})
	// The CDK has names for the numbers of days; CloudFormation takes the numbers.
	made.Node().DefaultChild().(awslogs.CfnLogGroup).SetRetentionInDays(cdkkit.Num(o.Plan.Spec.LogRetentionDays))
	return made
}

func (o *Observability) renderBucket() {
	days := awscdk.Duration_Days(cdkkit.Num(o.Plan.Spec.AccessLogDays))
	o.LogBucket = awss3.NewBucket(o, cdkkit.Str("LogBucket"), &awss3.BucketProps{
		// Load balancers write to buckets with S3's own keys alone
		// (docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html).
		Encryption:        awss3.BucketEncryption_S3_MANAGED,
		BlockPublicAccess: awss3.BlockPublicAccess_BLOCK_ALL(),
		ObjectOwnership:   awss3.ObjectOwnership_BUCKET_OWNER_ENFORCED,
		EnforceSSL:        cdkkit.Bool(true),
		Versioned:         cdkkit.Bool(true),
		LifecycleRules: &[]*awss3.LifecycleRule{{
			Expiration: days, NoncurrentVersionExpiration: awscdk.Duration_Days(cdkkit.Num(30)),
			AbortIncompleteMultipartUploadAfter: awscdk.Duration_Days(cdkkit.Num(7)),
		}},
		// Load balancers write to it at once, and a bucket with objects cannot be deleted when a creation is undone.
		RemovalPolicy: awscdk.RemovalPolicy_RETAIN,
	})
	account := *awscdk.Aws_ACCOUNT_ID()
	mine := map[string]any{"aws:SourceAccount": account}
	from := func(arn string) map[string]any {
		return map[string]any{"StringEquals": mine, "ArnLike": map[string]any{"aws:SourceArn": cdkkit.Text(arn, nil)}}
	}
	// The principal of every Region, in place of one account for each of the old ones
	// (docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html).
	// The path binds the logs to the account: a load balancer writes under its own account's number alone.
	o.accept("LoadBalancerLogs", "logdelivery.elasticloadbalancing.amazonaws.com", "/alb/AWSLogs/"+account+"/*", nil, "s3:PutObject")
	// (docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-permissions.html)
	delivery := from("arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:*")
	o.accept("FlowLogs", "delivery.logs.amazonaws.com", "/flow/*", delivery, "s3:PutObject")
	o.accept("FlowLogsCheck", "delivery.logs.amazonaws.com", "", delivery, "s3:GetBucketAcl", "s3:ListBucket")
	// (docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html)
	o.accept("BucketLogs", "logging.s3.amazonaws.com", "/s3/*", map[string]any{"StringEquals": mine}, "s3:PutObject")

	itself := "the log bucket cannot log its own requests without writing a log of each log that it takes"
	once := "access logs can be lost with their Region: they are kept for inquiry, and the objects that they speak of are not copied to another Region either"
	cdkkit.Explain(o.LogBucket.Node().DefaultChild().(awss3.CfnBucket), slices.Concat(
		[]cdkkit.Exception{{Rule: "AwsSolutions-S1", Reason: itself}},
		cdkkit.InPacks("S3BucketLoggingEnabled", itself),
		cdkkit.InPacks("S3BucketReplicationEnabled", once),
		cdkkit.InPacks("S3DefaultEncryptionKMS", ownKeys),
	)...)
}

const ownKeys = "Application Load Balancers deliver access logs to buckets with S3-managed keys alone"

// accept lets an AWS service write to the log bucket.
func (o *Observability) accept(sid, service, path string, conditions map[string]any, actions ...string) {
	statement := &awsiam.PolicyStatementProps{
		Sid: &sid, Principals: &[]awsiam.IPrincipal{awsiam.NewServicePrincipal(&service, nil)},
		Actions: cdkkit.Strs(actions...), Resources: cdkkit.Strs(*o.LogBucket.BucketArn() + path),
	}
	if conditions != nil {
		statement.Conditions = &conditions
	}
	o.LogBucket.AddToResourcePolicy(awsiam.NewPolicyStatement(statement))
}

func (o *Observability) renderTopic() {
	o.Topic = awssns.NewTopic(o, cdkkit.Str("Topic"), &awssns.TopicProps{MasterKey: o.Key, EnforceSSL: cdkkit.Bool(true)})
	o.Topic.AddToResourcePolicy(awsiam.NewPolicyStatement(&awsiam.PolicyStatementProps{
		Sid: cdkkit.Str("Alarms"), Principals: &[]awsiam.IPrincipal{awsiam.NewServicePrincipal(cdkkit.Str("cloudwatch.amazonaws.com"), nil)},
		Actions: cdkkit.Strs("sns:Publish"), Resources: cdkkit.Strs(*o.Topic.TopicArn()),
		Conditions: &map[string]any{"StringEquals": map[string]any{"aws:SourceAccount": *awscdk.Aws_ACCOUNT_ID()}},
	}))
	for i, address := range o.Plan.Spec.AlarmEmails {
		awssns.NewCfnSubscription(o, cdkkit.Str(fmt.Sprintf("Email%d", i+1)), &awssns.CfnSubscriptionProps{
			TopicArn: o.Topic.TopicArn(), Protocol: cdkkit.Str("email"), Endpoint: &address,
		})
	}
}
