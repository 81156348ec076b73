package computespec_test

import (
	"strings"

	"github.com/archblocks/archblocks/arch/problem"
	"github.com/archblocks/archblocks/compute/computespec"
)

const key = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"

func withBuckets(buckets ...computespec.Bucket) computespec.Spec {
	return app(func(s *computespec.Service) { s.Buckets = buckets })
}

func existing(name string) computespec.Spec {
	return withBuckets(computespec.Bucket{Name: "docs", Existing: name})
}

var bucketCases = []checkCase{
	{
		name: "bucket without a name",
		spec: withBuckets(computespec.Bucket{}),
		want: problem.List{
			{Path: "services[0].buckets[0].name", Code: computespec.BucketNameInvalid,
				Message: "is not 1 to 16 lower-case letters, digits and single hyphens",
				Hint:    `use one such as "docs"`},
		},
	},
	{
		name: "longest bucket role",
		spec: withBuckets(computespec.Bucket{Name: "abcdefgh-jklmnop"}),
		want: nil,
	},
	{
		name: "bucket role too long",
		spec: withBuckets(computespec.Bucket{Name: "abcdefgh-jklmnopq"}),
		want: problem.List{
			{Path: "services[0].buckets[0].name", Code: computespec.BucketNameInvalid, Value: "abcdefgh-jklmnopq",
				Message: "is not 1 to 16 lower-case letters, digits and single hyphens",
				Hint:    `use one such as "docs"`},
		},
	},
	{
		name: "bucket role in capitals",
		spec: withBuckets(computespec.Bucket{Name: "Docs"}),
		want: problem.List{
			{Path: "services[0].buckets[0].name", Code: computespec.BucketNameInvalid, Value: "Docs",
				Message: "is not 1 to 16 lower-case letters, digits and single hyphens",
				Hint:    `use one such as "docs"`},
		},
	},
	{
		name: "made bucket's name of 63 characters",
		spec: withBuckets(computespec.Bucket{Name: "abcdefghijklmno"}),
		in:   computespec.Inputs{Name: strings.Repeat("n", 24), Region: "eu-west-1"},
		want: nil,
	},
	{
		name: "made bucket's name of 64 characters",
		spec: withBuckets(computespec.Bucket{Name: "abcdefghijklmnop"}),
		in:   computespec.Inputs{Name: strings.Repeat("n", 24), Region: "eu-west-1"},
		want: problem.List{
			{Path: "services[0].buckets[0].name", Code: computespec.BucketNameTooLong, Value: "abcdefghijklmnop",
				Message: "would make a bucket name of 64 characters, and S3 allows 63",
				Hint:    "shorten it by 1, or shorten the topology's name"},
		},
	},
	{
		name: "made bucket's name in the longest Region",
		spec: withBuckets(computespec.Bucket{Name: "abcdefghijk"}),
		in:   computespec.Inputs{Name: strings.Repeat("n", 24)},
		want: problem.List{
			{Path: "services[0].buckets[0].name", Code: computespec.BucketNameTooLong, Value: "abcdefghijk",
				Message: "would make a bucket name of 64 characters, and S3 allows 63",
				Hint:    "shorten it by 1, or shorten the topology's name"},
		},
	},
	{
		name: "existing bucket of the shortest name",
		spec: existing("abc"),
		want: nil,
	},
	{
		name: "existing bucket of the longest name",
		spec: existing("a." + strings.Repeat("b", 61)),
		want: nil,
	},
	{
		name: "existing bucket's name too short",
		spec: existing("ab"),
		want: problem.List{
			{Path: "services[0].buckets[0].existing", Code: computespec.BucketNameInvalid, Value: "ab",
				Message: "is not the name of an S3 bucket",
				Hint:    `use the bucket's own name, such as "acme-docs"`},
		},
	},
	{
		name: "existing bucket's name too long",
		spec: existing(strings.Repeat("b", 64)),
		want: problem.List{
			{Path: "services[0].buckets[0].existing", Code: computespec.BucketNameInvalid, Value: "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
				Message: "is not the name of an S3 bucket",
				Hint:    `use the bucket's own name, such as "acme-docs"`},
		},
	},
	{
		name: "existing bucket as an ARN",
		spec: existing("arn:aws:s3:::acme-docs"),
		want: problem.List{
			{Path: "services[0].buckets[0].existing", Code: computespec.BucketNameInvalid, Value: "arn:aws:s3:::acme-docs",
				Message: "is not the name of an S3 bucket",
				Hint:    `use "acme-docs"`},
		},
	},
	{
		name: "existing bucket as an address",
		spec: existing("s3://acme-docs/2024/"),
		want: problem.List{
			{Path: "services[0].buckets[0].existing", Code: computespec.BucketNameInvalid, Value: "s3://acme-docs/2024/",
				Message: "is not the name of an S3 bucket",
				Hint:    `use "acme-docs"`},
		},
	},
	{
		name: "existing bucket as an IP address",
		spec: existing("192.168.5.4"),
		want: problem.List{
			{Path: "services[0].buckets[0].existing", Code: computespec.BucketNameInvalid, Value: "192.168.5.4",
				Message: "is not the name of an S3 bucket",
				Hint:    `use the bucket's own name, such as "acme-docs"`},
		},
	},
	{
		name: "existing bucket with two dots in a row",
		spec: existing("acme..docs"),
		want: problem.List{
			{Path: "services[0].buckets[0].existing", Code: computespec.BucketNameInvalid, Value: "acme..docs",
				Message: "is not the name of an S3 bucket",
				Hint:    `use the bucket's own name, such as "acme-docs"`},
		},
	},
	{
		name: "existing bucket with a reserved beginning",
		spec: existing("xn--docs"),
		want: problem.List{
			{Path: "services[0].buckets[0].existing", Code: computespec.BucketNameInvalid, Value: "xn--docs",
				Message: "is not the name of an S3 bucket",
				Hint:    `use the bucket's own name, such as "acme-docs"`},
		},
	},
	{
		name: "existing bucket with a key",
		spec: withBuckets(computespec.Bucket{Name: "docs", Existing: "acme-docs", KeyARN: key, Access: computespec.ReadOnly}),
		want: nil,
	},
	{
		name: "key of a new bucket",
		spec: withBuckets(computespec.Bucket{Name: "docs", KeyARN: key}),
		want: problem.List{
			{Path: "services[0].buckets[0].keyARN", Code: computespec.BucketKeyInvalid, Value: "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
				Message: "is for an existing bucket only: a new one is encrypted with the topology's key",
				Hint:    "remove it"},
		},
	},
	{
		name: "key's alias",
		spec: withBuckets(computespec.Bucket{Name: "docs", Existing: "acme-docs", KeyARN: "arn:aws:kms:eu-west-1:111122223333:alias/docs"}),
		want: problem.List{
			{Path: "services[0].buckets[0].keyARN", Code: computespec.BucketKeyInvalid, Value: "arn:aws:kms:eu-west-1:111122223333:alias/docs",
				Message: "is not the ARN of a KMS key",
				Hint:    `use one such as "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"`},
		},
	},
	{
		name: "every key",
		spec: withBuckets(computespec.Bucket{Name: "docs", Existing: "acme-docs", KeyARN: "arn:aws:kms:eu-west-1:111122223333:key/*"}),
		want: problem.List{
			{Path: "services[0].buckets[0].keyARN", Code: computespec.BucketKeyInvalid, Value: "arn:aws:kms:eu-west-1:111122223333:key/*",
				Message: "is not the ARN of a KMS key",
				Hint:    `use one such as "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"`},
		},
	},
	{
		name: "access close to one",
		spec: withBuckets(computespec.Bucket{Name: "docs", Access: "readonly"}),
		want: problem.List{
			{Path: "services[0].buckets[0].access", Code: computespec.AccessUnknown, Value: "readonly",
				Message: "is not a kind of access",
				Hint:    `did you mean "read-only"?`},
		},
	},
	{
		name: "access of no kind",
		spec: withBuckets(computespec.Bucket{Name: "docs", Access: "all"}),
		want: problem.List{
			{Path: "services[0].buckets[0].access", Code: computespec.AccessUnknown, Value: "all",
				Message: "is not a kind of access",
				Hint:    `use "read-write" or "read-only"`},
		},
	},
}
