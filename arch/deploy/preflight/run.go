package preflight

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/aws/aws-sdk-go-v2/service/acm"
	acmtypes "github.com/aws/aws-sdk-go-v2/service/acm/types"
	"github.com/aws/aws-sdk-go-v2/service/bedrock"
	"github.com/aws/aws-sdk-go-v2/service/ecr"
	ecrtypes "github.com/aws/aws-sdk-go-v2/service/ecr/types"
	"github.com/aws/aws-sdk-go-v2/service/servicequotas"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"

	"github.com/archblocks/archblocks/arch/deploy"
)

// Clouds are the clients that the checks ask, each by Region. A nil one skips its checks.
type Clouds struct {
	STS func(region string) STS
	ECR func(region string) ECR
	ACM func(region string) ACM
	EC2 func(region string) EC2
	// Quotas are those of AWS's Service Quotas.
	Quotas  func(region string) Quotas
	Bedrock func(region string) Bedrock
}

// STS and the others are as much of the SDK's clients as the checks use.
type (
	STS interface {
		GetCallerIdentity(context.Context, *sts.GetCallerIdentityInput, ...func(*sts.Options)) (*sts.GetCallerIdentityOutput, error)
	}
	ECR interface {
		DescribeImages(context.Context, *ecr.DescribeImagesInput, ...func(*ecr.Options)) (*ecr.DescribeImagesOutput, error)
	}
	ACM interface {
		DescribeCertificate(context.Context, *acm.DescribeCertificateInput, ...func(*acm.Options)) (*acm.DescribeCertificateOutput, error)
	}
	Quotas interface {
		GetServiceQuota(context.Context, *servicequotas.GetServiceQuotaInput, ...func(*servicequotas.Options)) (*servicequotas.GetServiceQuotaOutput, error)
	}
	Bedrock interface {
		GetFoundationModelAvailability(context.Context, *bedrock.GetFoundationModelAvailabilityInput, ...func(*bedrock.Options)) (*bedrock.GetFoundationModelAvailabilityOutput, error)
	}
)

// Clients makes the clients of an SDK configuration.
func Clients(config aws.Config) Clouds {
	in := func(region string) aws.Config {
		c := config.Copy()
		c.Region = region
		return c
	}
	return Clouds{
		STS:     func(region string) STS { return sts.NewFromConfig(in(region)) },
		ECR:     func(region string) ECR { return ecr.NewFromConfig(in(region)) },
		ACM:     func(region string) ACM { return acm.NewFromConfig(in(region)) },
		EC2:     func(region string) EC2 { return ec2Query{in(region), v4.NewSigner()} },
		Quotas:  func(region string) Quotas { return servicequotas.NewFromConfig(in(region)) },
		Bedrock: func(region string) Bedrock { return bedrock.NewFromConfig(in(region)) },
	}
}

// patience is how long one check may take.
const patience = 15 * time.Second

// Run looks at everything, whatever it finds first: sample values, which asks nobody; the
// credentials; and, where these are valid, the images and certificates of the templates.
func Run(ctx context.Context, clouds Clouds, a deploy.Assembly) Report {
	var r Report
	r.Checks = append(r.Checks, Check{Name: "sample values", Found: Placeholders(a)})
	r.Checks = append(r.Checks, r.credentials(ctx, clouds, a))
	if r.Account == "" {
		return r
	}
	for _, s := range a.Stacks {
		r.region(ctx, clouds, needsOf(s), s.Name)
	}
	return r
}

// region makes the checks of one stack's needs. Where there is nobody to ask, there is no check.
func (r *Report) region(ctx context.Context, clouds Clouds, n needs, stack string) {
	add := func(look func(context.Context) Check) {
		ctx, done := context.WithTimeout(ctx, patience)
		defer done()
		r.Checks = append(r.Checks, look(ctx))
	}
	for _, i := range n.images {
		if clouds.ECR != nil {
			add(func(ctx context.Context) Check { return image(ctx, clouds, i) })
		}
	}
	for _, c := range n.certificates {
		if clouds.ACM != nil {
			add(func(ctx context.Context) Check { return certificate(ctx, clouds, c, n.aliases) })
		}
	}
	if clouds.EC2 != nil {
		for _, p := range n.prefixLists {
			add(func(ctx context.Context) Check { return prefixList(ctx, clouds.EC2(n.region), p, n.region) })
		}
		for _, e := range n.endpoints {
			add(func(ctx context.Context) Check { return endpointService(ctx, clouds.EC2(n.region), e, n.region) })
		}
		if n.vpcs > 0 && clouds.Quotas != nil {
			add(func(ctx context.Context) Check {
				return vpcs(ctx, clouds.EC2(n.region), clouds.Quotas(n.region), n.vpcs, n.region, stack)
			})
		}
	}
	for _, m := range n.models {
		if clouds.Bedrock != nil {
			add(func(ctx context.Context) Check { return modelAccess(ctx, clouds.Bedrock(n.region), m, n.region) })
		}
	}
}

func (r *Report) credentials(ctx context.Context, clouds Clouds, a deploy.Assembly) Check {
	c := Check{Name: "credentials", Action: "sts:GetCallerIdentity"}
	if clouds.STS == nil || len(a.Stacks) == 0 {
		c.Skipped = "there is nobody to ask"
		return c
	}
	ctx, done := context.WithTimeout(ctx, patience)
	defer done()
	out, err := clouds.STS(a.Stacks[0].Region).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
	if err != nil {
		c.Found.Add("AWS", NoCredentials, nil, "credentials are missing or not valid: "+why(err), "log in (aws sso login), or set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")
		return c
	}
	r.Account, r.Caller = aws.ToString(out.Account), aws.ToString(out.Arn)
	c.Name = "credentials of " + r.Caller
	for _, s := range a.Stacks {
		if s.Account != "" && s.Account != r.Account {
			c.Found.Add(s.Name, WrongAccount, s.Account, "is the account of the stack, and the credentials are of "+r.Account, "log in to the stack's account")
		}
	}
	return c
}

// why is what an error of the SDK says, without the chain that led to it.
func why(err error) string {
	var api smithy.APIError
	if errors.As(err, &api) {
		return api.ErrorCode() + ": " + api.ErrorMessage()
	}
	text := strings.Join(strings.Fields(err.Error()), " ")
	for _, mark := range []string{"failed to refresh cached credentials, ", "get credentials: ", "get identity: "} {
		if _, after, ok := strings.Cut(text, mark); ok {
			text = after
		}
	}
	return text
}

var imageAddress = regexp.MustCompile(`^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?/([a-z0-9/._-]+)(?::([\w.-]+)|@(sha256:[0-9a-f]{64}))$`)

// image looks whether an image is in its repository: the first deployment fails without it, after a long wait.
func image(ctx context.Context, clouds Clouds, n named) Check {
	m := imageAddress.FindStringSubmatch(n.value)
	c := Check{Name: "image " + n.value, Action: "ecr:DescribeImages"}
	id := ecrtypes.ImageIdentifier{}
	if m[4] != "" {
		id.ImageTag = &m[4]
	} else {
		id.ImageDigest = &m[5]
	}
	_, err := clouds.ECR(m[2]).DescribeImages(ctx, &ecr.DescribeImagesInput{RegistryId: &m[1], RepositoryName: &m[3], ImageIds: []ecrtypes.ImageIdentifier{id}})
	if hasCode(err, "ImageNotFoundException", "RepositoryNotFoundException") {
		c.Found.Add(n.path, ImageMissing, n.value, "is not there: "+why(err), "push the image first: docker push "+n.value)
		return c
	}
	c.Skipped = c.denied(err)
	return c
}

// certificate looks whether a certificate is issued, and for the names that viewers use.
func certificate(ctx context.Context, clouds Clouds, n named, aliases []string) Check {
	c := Check{Name: "certificate " + n.value, Action: "acm:DescribeCertificate"}
	region := strings.Split(n.value, ":")[3] // certificateARN has it
	out, err := clouds.ACM(region).DescribeCertificate(ctx, &acm.DescribeCertificateInput{CertificateArn: &n.value})
	switch {
	case hasCode(err, "ResourceNotFoundException", "InvalidArnException"):
		c.Found.Add(n.path, CertificateMissing, n.value, "is not there", "request it in "+region+", or give the ARN of one that is there")
	case err != nil:
		c.Skipped = c.denied(err)
	case out.Certificate != nil && out.Certificate.Status != acmtypes.CertificateStatusIssued:
		c.Found.Add(n.path, CertificatePending, n.value, fmt.Sprintf("is %s", out.Certificate.Status), "wait until it is ISSUED: add the record that ACM asks for to the domain's zone")
	case out.Certificate != nil:
		names := append(slices.Clone(out.Certificate.SubjectAlternativeNames), aws.ToString(out.Certificate.DomainName))
		for _, alias := range aliases {
			if !slices.ContainsFunc(names, func(name string) bool { return covers(name, alias) }) {
				c.Found.Add(n.path, CertificateOther, n.value, "is not for "+alias, "request one for it, or give the domain that the certificate is for")
			}
		}
	}
	return c
}

// covers is whether a name of a certificate is that of a host; a star stands for one label
// (RFC 6125, 6.4.3).
func covers(name, host string) bool {
	if rest, ok := strings.CutPrefix(name, "*."); ok {
		_, domain, deeper := strings.Cut(host, ".")
		return deeper && strings.EqualFold(rest, domain)
	}
	return strings.EqualFold(name, host)
}

// denied says why a check could not look; empty without an error.
func (c Check) denied(err error) string {
	switch {
	case err == nil:
		return ""
	case hasCode(err, "AccessDenied", "AccessDeniedException", "UnauthorizedOperation"):
		return "the credentials may not do " + c.Action
	}
	return why(err)
}

func hasCode(err error, codes ...string) bool {
	var api smithy.APIError
	return errors.As(err, &api) && slices.Contains(codes, api.ErrorCode())
}
