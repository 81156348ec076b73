package policy

import "github.com/archblocks/archblocks/internal/cfn"

// Account is the account of a stack, as Normalise writes it.
func Account(s *cfn.Stack) cfn.Value { return account(s) }

// LayerBucket are the objects of the bucket from which ECR hands out image layers in a
// stack's Region. It is AWS's own, and read by presigned URLs.
// https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html#ecr-setting-up-s3-gateway
func LayerBucket(s *cfn.Stack) cfn.Value {
	return concat(cfn.String("arn:"), partition(s), cfn.String(":s3:::prod-"), region(s), cfn.String("-starport-layer-bucket/*"))
}
