// Package bucket keeps templates that are too long for a request in an S3 bucket of the
// user's. It is a package of its own because the S3 client takes longer to build than all
// others of a deployment (19 s of CPU, cold).
package bucket

import (
	"bytes"
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// S3 is as much of the SDK's client as is used. It takes s3:PutObject on the bucket.
type S3 interface {
	PutObject(context.Context, *s3.PutObjectInput, ...func(*s3.Options)) (*s3.PutObjectOutput, error)
}

// Store is a [deploy.TemplateStore] in a bucket.
type Store struct {
	Client S3
	// Bucket is its name, Region where it is. CloudFormation reads it with the deployer's rights.
	Bucket, Region string
}

// Of makes a store of an SDK configuration.
func Of(config aws.Config, bucket, region string) Store {
	return Store{Client: s3.NewFromConfig(config, func(o *s3.Options) { o.Region = region }), Bucket: bucket, Region: region}
}

// Put writes a template and returns its address. The same template has the same address, so
// that nothing piles up.
func (s Store) Put(ctx context.Context, name string, body []byte) (string, error) {
	key := "archblocks/" + name
	_, err := s.Client.PutObject(ctx, &s3.PutObjectInput{Bucket: &s.Bucket, Key: &key, Body: bytes.NewReader(body), ContentType: aws.String("application/json")})
	if err != nil {
		return "", fmt.Errorf("writing a template to bucket %s in %s: %w\n  hint: the bucket must be there, in that Region, and the credentials allowed to do s3:PutObject", s.Bucket, s.Region, err)
	}
	return fmt.Sprintf("https://%s.s3.%s.amazonaws.com/%s", s.Bucket, s.Region, key), nil
}
