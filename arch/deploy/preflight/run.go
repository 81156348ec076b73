package preflight

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/acm"
	acmtypes "github.com/aws/aws-sdk-go-v2/service/acm/types"
	"github.com/aws/aws-sdk-go-v2/service/ecr"
	ecrtypes "github.com/aws/aws-sdk-go-v2/service/ecr/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"

	"github.com/archblocks/archblocks/arch/deploy"
)

// Clouds are the clients that the checks ask, each by Region. A nil one skips its checks.
type Clouds struct {
	STS func(region string) STS
	ECR func(region string) ECR
	ACM func(region string) ACM
}

// STS, ECR and ACM are as much of the SDK's clients as the checks use.
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
)

// Clients makes the clients of an SDK configuration.
func Clients(config aws.Config) Clouds {
	in := func(region string) aws.Config {
		c := config.Copy()
		c.Region = region
		return c
	}
	return Clouds{
		STS: func(region string) STS { return sts.NewFromConfig(in(region)) },
		ECR: func(region string) ECR { return ecr.NewFromConfig(in(region)) },
		ACM: func(region string) ACM { return acm.NewFromConfig(in(region)) },
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
		var template struct {
			Resources map[string]struct {
				Type       string
				Properties any
			}
		}
		if err := json.Unmarshal([]byte(s.Template), &template); err != nil {
			continue // Read has parsed it
		}
		var images, certificates []string
		paths := map[string]string{}
		note := func(all *[]string, path, value string) {
			if !slices.Contains(*all, value) {
				*all, paths[value] = append(*all, value), path
			}
		}
		walk(plain(template.Resources), s.Name+".Resources", func(path, text string) {
			if imageAddress.MatchString(text) {
				note(&images, path, text)
			}
			if strings.HasPrefix(text, "arn:aws") && strings.Contains(text, ":acm:") && strings.Contains(text, ":certificate/") {
				note(&certificates, path, text)
			}
		})
		for _, address := range images {
			r.Checks = append(r.Checks, image(ctx, clouds, address, paths[address]))
		}
		for _, arn := range certificates {
			r.Checks = append(r.Checks, certificate(ctx, clouds, arn, paths[arn]))
		}
	}
	return r
}

// plain makes plain maps of resources, to be walked.
func plain[T any](resources map[string]T) any {
	text, err := json.Marshal(resources) // it was JSON
	var out any
	if err == nil {
		err = json.Unmarshal(text, &out)
	}
	if err != nil {
		return nil
	}
	return out
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
func image(ctx context.Context, clouds Clouds, address, path string) Check {
	m := imageAddress.FindStringSubmatch(address)
	c := Check{Name: "image " + address, Action: "ecr:DescribeImages"}
	if clouds.ECR == nil {
		c.Skipped = "there is nobody to ask"
		return c
	}
	id := ecrtypes.ImageIdentifier{}
	if m[4] != "" {
		id.ImageTag = &m[4]
	} else {
		id.ImageDigest = &m[5]
	}
	ctx, done := context.WithTimeout(ctx, patience)
	defer done()
	_, err := clouds.ECR(m[2]).DescribeImages(ctx, &ecr.DescribeImagesInput{RegistryId: &m[1], RepositoryName: &m[3], ImageIds: []ecrtypes.ImageIdentifier{id}})
	if hasCode(err, "ImageNotFoundException", "RepositoryNotFoundException") {
		c.Found.Add(path, ImageMissing, address, "is not there: "+why(err), "push the image first: docker push "+address)
		return c
	}
	c.Skipped = c.denied(err)
	return c
}

// certificate looks whether a certificate is issued.
func certificate(ctx context.Context, clouds Clouds, arn, path string) Check {
	c := Check{Name: "certificate " + arn, Action: "acm:DescribeCertificate"}
	parts := strings.Split(arn, ":")
	if clouds.ACM == nil || len(parts) < 6 {
		c.Skipped = "there is nobody to ask"
		return c
	}
	ctx, done := context.WithTimeout(ctx, patience)
	defer done()
	out, err := clouds.ACM(parts[3]).DescribeCertificate(ctx, &acm.DescribeCertificateInput{CertificateArn: &arn})
	switch {
	case hasCode(err, "ResourceNotFoundException", "InvalidArnException"):
		c.Found.Add(path, CertificateMissing, arn, "is not there", "request it in "+parts[3]+", or give the ARN of one that is there")
	case err != nil:
		c.Skipped = c.denied(err)
	case out.Certificate != nil && out.Certificate.Status != acmtypes.CertificateStatusIssued:
		c.Found.Add(path, CertificatePending, arn, fmt.Sprintf("is %s", out.Certificate.Status), "wait until it is ISSUED: add the record that ACM asks for to the domain's zone")
	}
	return c
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
