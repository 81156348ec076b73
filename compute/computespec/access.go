package computespec

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/archblocks/archblocks/arch/awsservice"
	"github.com/archblocks/archblocks/arch/plan"
	"github.com/archblocks/archblocks/arch/problem"
)

// checkRoles finds roles with more to say than AWS lets a role hold.
func (s Service) checkRoles(list *problem.List, in Inputs) {
	// Below this number there is room for all, whatever they are.
	if len(s.Models)+len(s.Buckets)+len(s.Secrets) < 32 {
		return
	}
	planned := s.plan(in, 0)
	for _, role := range []plan.Role{planned.ExecutionRole, planned.TaskRole} {
		if n := len(plan.Split(role.Statements, plan.PolicySize)); n > plan.PoliciesPerRole {
			list.Add("name", RoleTooLarge, s.Name, fmt.Sprintf("has a role %s that would need %d managed policies, and AWS attaches %d", role.ID, n, plan.PoliciesPerRole),
				"give the service fewer models, buckets or secrets, or divide it into two services")
		}
	}
}

var environmentName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

func (s Service) checkEnvironment(list *problem.List, in Inputs) {
	reserved := s.environment(in)
	check := func(path, name string) {
		if !environmentName.MatchString(name) {
			list.Add(path, EnvironmentNameInvalid, name, "is not the name of an environment variable", "use letters, digits and underscores")
		}
		for _, r := range reserved {
			if r.Name == name {
				list.Add(path, EnvironmentReserved, name, "is set by the topology itself: "+r.Reason, "use another name, such as "+fmt.Sprintf("%q", "APP_"+name))
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.Environment)) {
		check(problem.Key("environment", name), name)
	}
	for _, name := range slices.Sorted(maps.Keys(s.Secrets)) {
		path := problem.Key("secrets", name)
		check(path, name)
		if _, twice := s.Environment[name]; twice {
			list.Add(path, EnvironmentReserved, name, "is in environment too", "remove it from environment")
		}
		arn, ok := awsservice.ParseARN(s.Secrets[name])
		secret := ok && arn.Service == "secretsmanager" && strings.HasPrefix(arn.Resource, "secret:")
		parameter := ok && arn.Service == "ssm" && strings.HasPrefix(arn.Resource, "parameter/")
		switch {
		case !strings.HasPrefix(s.Secrets[name], "arn:"):
			// What stands there may be the secret itself, and must not be printed.
			list.Add(path, SecretNotAnARN, nil, "what is given, and is not shown here, is not the ARN of a secret or a parameter", `use one such as "arn:aws:secretsmanager:eu-west-1:111122223333:secret:chat/key-AbCdEf"`)
		case !secret && !parameter || strings.ContainsAny(s.Secrets[name], "*?"):
			list.Add(path, SecretNotAnARN, s.Secrets[name], "is not the ARN of a secret or a parameter", `use one such as "arn:aws:secretsmanager:eu-west-1:111122223333:secret:chat/key-AbCdEf"`)
		case in.Region != "" && arn.Region != in.Region:
			list.Add(path, SecretOfAnotherRegion, s.Secrets[name], "is in Region "+arn.Region+", and the endpoints reach "+in.Region+" only", "replicate the secret to "+in.Region)
		}
	}
}

func (s Service) checkModels(list *problem.List, region string) {
	providers := awsservice.BedrockProviders()
	for i, id := range s.Models {
		path := problem.Index("models", i)
		m, ok := awsservice.ParseBedrockModel(id)
		switch {
		case !ok:
			list.Add(path, ModelInvalid, id, "is not the id of a Bedrock model or inference profile", `use one such as "amazon.nova-lite-v1:0" or "eu.anthropic.claude-sonnet-4-5-20250929-v1:0"`)
		case slices.Contains(s.Models[:i], id):
			list.Add(path, ModelRepeated, id, "is there twice", "remove one")
		case region != "" && !m.ServesFrom(region):
			list.Add(path, ModelOfAnotherGeography, id, "is an inference profile that cannot be called from "+region, fmt.Sprintf("use a profile of the Region's own geography, or the model %q", m.Model))
		case !slices.Contains(providers, m.Provider):
			const message = "is by a provider not known here"
			if near := problem.Nearest(m.Provider, providers); near != "" {
				list.Add(path, ModelProviderUnknown, id, message, fmt.Sprintf("did you mean %q?", strings.Replace(id, m.Provider, near, 1)))
			} else {
				list.Warn(path, ModelProviderUnknown, id, message, "see that Bedrock offers it in the Region")
			}
		}
	}
}

var (
	bucketRole = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	bucketName = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$`)
	dottedQuad = regexp.MustCompile(`^[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+$`)
)

// longestMade is the longest name that a made bucket may get: S3 allows 63 characters
// (docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html).
const longestMade = 63

func (b Bucket) check(list *problem.List, in Inputs) {
	switch {
	case !bucketRole.MatchString(b.Name) || len(b.Name) > 16:
		list.Add("name", BucketNameInvalid, b.Name, "is not 1 to 16 lower-case letters, digits and single hyphens", `use one such as "docs"`)
	case b.Existing == "":
		// The account's number takes the place of twelve digits.
		if n := len(in.Name) + 1 + len(b.Name) + 1 + 12 + 1 + len(cmp.Or(in.Region, "ap-southeast-1")); n > longestMade {
			list.Add("name", BucketNameTooLong, b.Name, fmt.Sprintf("would make a bucket name of %d characters, and S3 allows 63", n), fmt.Sprintf("shorten it by %d, or shorten the topology's name", n-longestMade))
		}
	case !bucketName.MatchString(b.Existing) || strings.Contains(b.Existing, "..") || dottedQuad.MatchString(b.Existing) || strings.HasPrefix(b.Existing, "xn--"):
		hint := `use the bucket's own name, such as "acme-docs"`
		if arn, ok := awsservice.ParseARN(b.Existing); ok && arn.Service == "s3" {
			hint = fmt.Sprintf("use %q", arn.Resource)
		} else if name, ok := strings.CutPrefix(b.Existing, "s3://"); ok {
			hint = fmt.Sprintf("use %q", strings.SplitN(name, "/", 2)[0])
		}
		list.Add("existing", BucketNameInvalid, b.Existing, "is not the name of an S3 bucket", hint)
	}
	if b.KeyARN != "" {
		arn, ok := awsservice.ParseARN(b.KeyARN)
		switch {
		case b.Existing == "":
			list.Add("keyARN", BucketKeyInvalid, b.KeyARN, "is for an existing bucket only: a new one is encrypted with the topology's key", "remove it")
		case !ok || arn.Service != "kms" || !strings.HasPrefix(arn.Resource, "key/") || strings.ContainsAny(b.KeyARN, "*?"):
			list.Add("keyARN", BucketKeyInvalid, b.KeyARN, "is not the ARN of a KMS key", `use one such as "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"`)
		}
	}
	problem.Choice(list, "access", AccessUnknown, b.Access, "is not a kind of access", ReadWrite, ReadOnly)
}
