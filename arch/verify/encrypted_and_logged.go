package verify

import (
	"fmt"

	"github.com/archblocks/archblocks/internal/cfn"
)

var encryptedAndLogged = Property{
	ID:    "encrypted-and-logged",
	Title: "What is stored is encrypted, what passes is logged",
	Meaning: "Each bucket declares its encryption and blocks public access; each log group and secret has a key; each distribution, web ACL, load balancer " +
		"that leads to tasks, VPC of tasks and container writes a log.",
	Standards: []string{
		"FSBP S3.8", "FSBP EC2.6", "FSBP ELB.5", "FSBP CloudFront.5", "FSBP WAF.11", "FSBP ECS.9", "Well-Architected SEC04-BP01", "Well-Architected SEC08-BP02",
	},
	subject: "bucket, log group, secret, load balancer or ECS service",
	judge: func(c *court) {
		for _, r := range c.there("AWS::S3::Bucket", "AWS::Logs::LogGroup", "AWS::SecretsManager::Secret") {
			if r.Type == "AWS::S3::Bucket" {
				c.bucket(r)
			} else {
				c.keyed(r)
			}
		}
		for _, d := range c.distributions() {
			c.distributionLog(d)
		}
		for _, r := range c.there("AWS::WAFv2::WebACL") {
			c.webACLLog(r)
		}
		for _, b := range c.leading() {
			c.balancerLog(b)
		}
		for _, vpc := range c.VPCs {
			if len(c.servicesIn(vpc)) > 0 {
				c.vpcLog(vpc)
			}
		}
		for _, s := range c.Services {
			c.taskLog(s)
		}
	},
}

// bucket judges encryption and public access.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
func (c *court) bucket(r *cfn.Resource) {
	t := c.try(r.Ref)
	encryption := c.get(r, "BucketEncryption")
	rules := items(object(encryption).Get("ServerSideEncryptionConfiguration"))
	switch {
	case !given(encryption):
		t.refute(at(place(r.Ref, "BucketEncryption"), fmt.Sprintf("%s does not declare how its objects are encrypted", r.Ref), "set BucketEncryption"))
	case len(rules) == 0:
		t.unsure(fmt.Sprintf("the encryption of %s is open", r.Ref))
	}
	block, isObject := c.get(r, "PublicAccessBlockConfiguration").(cfn.Object)
	if !isObject {
		// New buckets block public access by themselves, since April 2023; older ones do not.
		t.unsure(fmt.Sprintf("%s does not say that it blocks public access, which only buckets made since April 2023 do by themselves", r.Ref))
	}
	for _, name := range []string{"BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"} {
		if !isObject {
			break
		}
		switch on, known := cfn.AsBool(block.Get(name)); {
		case !given(block.Get(name)), known && !on:
			t.refute(at(place(r.Ref, "PublicAccessBlockConfiguration."+name), fmt.Sprintf("%s may be made public: %s is off", r.Ref, name), "set it to true"))
		case !known:
			t.unsure(fmt.Sprintf("%s of %s is open", name, r.Ref))
		}
	}
	t.proved("it is encrypted, and public access is blocked")
}

// keyed judges that a log group or secret names a key.
func (c *court) keyed(r *cfn.Resource) {
	t := c.try(r.Ref)
	switch v := c.get(r, "KmsKeyId").(type) {
	case cfn.Atom:
		t.unsure(fmt.Sprintf("the key of %s is open: %s", r.Ref, cfn.Show(v)))
	default:
		if text, known := cfn.AsString(v); !given(v) || known && text == "" {
			t.refute(at(place(r.Ref, "KmsKeyId"), fmt.Sprintf("%s has no key of its own", r.Ref), "set KmsKeyId to a KMS key"))
		}
	}
	t.proved("a KMS key encrypts it")
}
