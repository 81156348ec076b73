package compute

import (
	"github.com/archblocks/archblocks/internal/cdkkit"
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/constructs-go/constructs/v10"
)

func (c *Compute) renderBuckets(in Inputs) {
	buckets := constructs.NewConstruct(c, cdkkit.Str("Buckets"))
	for _, b := range c.Plan.Buckets {
		if b.Existing {
			continue
		}
		bucket := awss3.NewBucket(buckets, &b.ID, &awss3.BucketProps{
			BucketName: cdkkit.Str(cdkkit.Text(b.FullName, nil)),
			Encryption: awss3.BucketEncryption_KMS, EncryptionKey: in.Key, BucketKeyEnabled: cdkkit.Bool(true),
			BlockPublicAccess: awss3.BlockPublicAccess_BLOCK_ALL(),
			ObjectOwnership:   awss3.ObjectOwnership_BUCKET_OWNER_ENFORCED,
			EnforceSSL:        cdkkit.Bool(true), Versioned: cdkkit.Bool(true),
			LifecycleRules: &[]*awss3.LifecycleRule{{
				NoncurrentVersionExpiration:         awscdk.Duration_Days(cdkkit.Num(90)),
				AbortIncompleteMultipartUploadAfter: awscdk.Duration_Days(cdkkit.Num(7)),
			}},
			RemovalPolicy: awscdk.RemovalPolicy_RETAIN_ON_UPDATE_OR_DELETE,
		})
		resource := bucket.Node().DefaultChild().(awss3.CfnBucket)
		if in.LogBucket != nil {
			resource.SetLoggingConfiguration(&awss3.CfnBucket_LoggingConfigurationProperty{
				DestinationBucketName: in.LogBucket.BucketName(), LogFilePrefix: cdkkit.Str("s3/" + b.Name + "/"),
			})
			cdkkit.AwaitPolicy(bucket, in.LogBucket)
		}
		reason := "bucket " + b.Name + " keeps every version in one Region, as the rest of the topology is in one Region"
		cdkkit.Explain(resource, cdkkit.InPacks("S3BucketReplicationEnabled", reason)...)
		c.Buckets[b.Name] = bucket
	}
}
