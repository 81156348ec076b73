package cdkkit

import (
	"github.com/aws/aws-cdk-go/awscdk/v2/awscertificatemanager"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/constructs-go/constructs/v10"
)

// Certificate makes an ACM certificate for a host, validated and renewed by records in
// the host's zone. Its construct id is "Certificate".
func Certificate(scope constructs.Construct, host, hostedZoneID string) awscertificatemanager.CfnCertificate {
	return awscertificatemanager.NewCfnCertificate(scope, Str("Certificate"), &awscertificatemanager.CfnCertificateProps{
		DomainName: &host, ValidationMethod: Str("DNS"),
		DomainValidationOptions: List(&awscertificatemanager.CfnCertificate_DomainValidationOptionProperty{DomainName: &host, HostedZoneId: &hostedZoneID}),
	})
}

// AwaitPolicy makes what writes to a bucket wait for the bucket's policy, which lets it.
// An imported bucket has none here.
func AwaitPolicy(writer constructs.Construct, bucket awss3.IBucket) {
	if policy := bucket.Policy(); policy != nil {
		writer.Node().AddDependency(policy)
	}
}
