package preflight_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/acm"
	acmtypes "github.com/aws/aws-sdk-go-v2/service/acm/types"
	"github.com/aws/aws-sdk-go-v2/service/ecr"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"
	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/deploy"
	"github.com/archblocks/archblocks/arch/deploy/preflight"
	"github.com/archblocks/archblocks/arch/problem"
	"github.com/archblocks/archblocks/arch/rehearse"
)

// cloud answers as it is told.
type cloud struct {
	identity, image, certificate error
	status                       acmtypes.CertificateStatus
	asked                        []string
}

func (c *cloud) GetCallerIdentity(context.Context, *sts.GetCallerIdentityInput, ...func(*sts.Options)) (*sts.GetCallerIdentityOutput, error) {
	return &sts.GetCallerIdentityOutput{Account: aws.String("222200001111"), Arn: aws.String("arn:aws:iam::222200001111:user/me")}, c.identity
}

func (c *cloud) DescribeImages(_ context.Context, in *ecr.DescribeImagesInput, _ ...func(*ecr.Options)) (*ecr.DescribeImagesOutput, error) {
	c.asked = append(c.asked, *in.RegistryId+" "+*in.RepositoryName+" "+aws.ToString(in.ImageIds[0].ImageTag)+aws.ToString(in.ImageIds[0].ImageDigest))
	return &ecr.DescribeImagesOutput{}, c.image
}

func (c *cloud) DescribeCertificate(_ context.Context, in *acm.DescribeCertificateInput, _ ...func(*acm.Options)) (*acm.DescribeCertificateOutput, error) {
	c.asked = append(c.asked, *in.CertificateArn)
	return &acm.DescribeCertificateOutput{Certificate: &acmtypes.CertificateDetail{Status: c.status, DomainName: aws.String("*.chat.test"), SubjectAlternativeNames: []string{"other.test"}}}, c.certificate
}

func (c *cloud) clients(regions *[]string) preflight.Clouds {
	note := func(region string) { *regions = append(*regions, region) }
	return preflight.Clouds{
		STS: func(region string) preflight.STS { note(region); return c },
		ECR: func(region string) preflight.ECR { note(region); return c },
		ACM: func(region string) preflight.ACM { note(region); return c },
	}
}

func assembly(t *testing.T, template string) deploy.Assembly {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "t.json"), []byte(template), 0o644))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "manifest.json"), []byte(`{"artifacts": {"s": {"type": "aws:cloudformation:stack", "environment": "aws://222200001111/eu-west-1", "properties": {"templateFile": "t.json"}}}}`), 0o644))
	a, err := deploy.Read(dir)
	require.NoError(t, err)
	return a
}

const real = `{"Resources": {
 "Task": {"Type": "AWS::ECS::TaskDefinition", "Properties": {"ContainerDefinitions": [{"Image": "222200001111.dkr.ecr.eu-west-1.amazonaws.com/team/chat:1.0.0"}]}},
 "Listener": {"Type": "AWS::ElasticLoadBalancingV2::Listener", "Properties": {"Certificates": [{"CertificateArn": "arn:aws:acm:us-east-1:222200001111:certificate/0a1b2c3d-0000-1111-2222-333344445555"}]}}}}`

func api(code string) error { return &smithy.GenericAPIError{Code: code, Message: "no"} }

func codes(list problem.List) []problem.Code {
	var all []problem.Code
	for _, p := range list {
		all = append(all, p.Code)
	}
	return all
}

func TestChecks(t *testing.T) {
	for name, test := range map[string]struct {
		cloud   cloud
		want    []problem.Code
		skipped []string
	}{
		"fine":                {cloud{status: acmtypes.CertificateStatusIssued}, nil, nil},
		"no image":            {cloud{status: acmtypes.CertificateStatusIssued, image: api("ImageNotFoundException")}, []problem.Code{preflight.ImageMissing}, nil},
		"no repository":       {cloud{status: acmtypes.CertificateStatusIssued, image: api("RepositoryNotFoundException")}, []problem.Code{preflight.ImageMissing}, nil},
		"not issued":          {cloud{status: acmtypes.CertificateStatusPendingValidation}, []problem.Code{preflight.CertificatePending}, nil},
		"no certificate":      {cloud{certificate: api("ResourceNotFoundException"), image: api("ImageNotFoundException")}, []problem.Code{preflight.ImageMissing, preflight.CertificateMissing}, nil},
		"nothing may be seen": {cloud{image: api("AccessDeniedException"), certificate: api("AccessDenied")}, nil, []string{"the credentials may not do ecr:DescribeImages", "the credentials may not do acm:DescribeCertificate"}},
		"no network":          {cloud{image: errors.New("dial tcp: no route"), status: acmtypes.CertificateStatusIssued}, nil, []string{"dial tcp: no route"}},
		"no credentials":      {cloud{identity: api("ExpiredToken")}, []problem.Code{preflight.NoCredentials}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			var regions []string
			r := preflight.Run(t.Context(), test.cloud.clients(&regions), assembly(t, real))
			require.Equal(t, test.want, codes(r.Problems()), r.Text())
			var skipped []string
			for _, c := range r.Checks {
				if c.Skipped != "" {
					skipped = append(skipped, c.Skipped)
					require.Contains(t, r.Text(), "skipped  "+c.Name+": "+c.Skipped)
				}
			}
			require.Equal(t, test.skipped, skipped)
			if test.cloud.identity == nil {
				require.Equal(t, []string{"eu-west-1", "eu-west-1", "us-east-1"}, regions, "each is asked where it lives")
				require.Equal(t, "222200001111 team/chat 1.0.0", test.cloud.asked[0])
			}
			for _, p := range r.Problems() {
				require.NotEmpty(t, p.Hint)
				require.NotEmpty(t, p.Path)
			}
		})
	}
}

// A certificate must be for the names that viewers use.
func TestCertificateOfAnotherName(t *testing.T) {
	for alias, want := range map[string][]problem.Code{
		"www.chat.test": nil, "other.test": nil, "OTHER.test": nil, "chat.test": {preflight.CertificateOther}, "a.b.chat.test": {preflight.CertificateOther},
	} {
		a := assembly(t, `{"Resources": {"D": {"Type": "AWS::CloudFront::Distribution", "Properties": {"DistributionConfig": {"Aliases": ["`+alias+`"],
		 "ViewerCertificate": {"AcmCertificateArn": "arn:aws:acm:us-east-1:222200001111:certificate/0a1b2c3d-0000-1111-2222-333344445555"}}}}}}`)
		c := cloud{status: acmtypes.CertificateStatusIssued}
		var regions []string
		require.Equal(t, want, codes(preflight.Run(t.Context(), c.clients(&regions), a).Problems()), alias)
	}
}

func TestAnotherAccount(t *testing.T) {
	a := assembly(t, real)
	a.Stacks[0].Account = "999900001111"
	var regions []string
	c := cloud{status: acmtypes.CertificateStatusIssued}
	require.Equal(t, []problem.Code{preflight.WrongAccount}, codes(preflight.Run(t.Context(), c.clients(&regions), a).Problems()))
}

// Samples are found in one list, each once and with its place, and no credentials are needed for it.
func TestPlaceholders(t *testing.T) {
	a := assembly(t, `{"Resources": {"A": {"Type": "AWS::SNS::Topic", "Properties": {
	 "DisplayName": "chat.example.com", "TopicName": "arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012", "Other": ["Z0123456789ABCDEFGHIJ", "chat.example.com"]}},
	 "B": {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": "example.community and myexample.com.au and 9111122223333"}}}}`)
	var found []string
	for _, p := range preflight.Placeholders(a) {
		found = append(found, p.Path+" "+p.Value)
	}
	require.Equal(t, []string{
		"s.Resources.A.Properties.DisplayName chat.example.com", "s.Resources.A.Properties.Other[0] Z0123456789ABCDEFGHIJ",
		"s.Resources.A.Properties.TopicName 111122223333", "s.Resources.A.Properties.TopicName 12345678-1234-1234-1234-123456789012",
	}, found)
	require.Empty(t, preflight.Placeholders(assembly(t, real)))
}

// The SDK's own client gets its answer from a rehearsal.
func TestCallerOfARehearsal(t *testing.T) {
	server, err := rehearse.Start(t.Context(), rehearse.Options{Account: "222200001111"})
	require.NoError(t, err)
	defer server.Close()
	clouds := preflight.Clients(server.Config("eu-west-1"))
	clouds.ECR, clouds.ACM = nil, nil
	r := preflight.Run(t.Context(), clouds, assembly(t, real))
	require.Equal(t, "222200001111", r.Account)
	require.Empty(t, r.Problems())
}
