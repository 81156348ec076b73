package docs

import (
	"fmt"
	"slices"
	"strings"

	"github.com/archblocks/archblocks/arch/awsservice"
	"github.com/archblocks/archblocks/arch/plan"
	"github.com/archblocks/archblocks/compute/computespec"
	"github.com/archblocks/archblocks/edge/edgespec"
)

func (d *document) images() {
	var commands []string
	for _, s := range d.Compute.Services {
		if command := findImage(s); command != "" && !slices.Contains(commands, command) {
			commands = append(commands, command)
		}
	}
	d.task("Push the images.", "A service whose image is not there fails its first deployment. A repository of another account must let this one pull. These commands find the images:", commands...)
}

// findImage asks ECR for the image that a service runs; a digest says more than a tag.
func findImage(s computespec.ServicePlan) string {
	_, rest, ok := strings.Cut(s.Image, "/"+s.Repository)
	if !ok || s.Repository == "" {
		return ""
	}
	id := "imageTag=latest"
	if _, digest, ok := strings.Cut(rest, "@"); ok {
		id = "imageDigest=" + digest
	} else if tag, ok := strings.CutPrefix(rest, ":"); ok {
		id = "imageTag=" + tag
	}
	return fmt.Sprintf("aws ecr describe-images --registry-id %s --repository-name %s --image-ids %s --region %s",
		argument(s.Account), argument(s.Repository), argument(id), argument(s.ImageRegion))
}

func (d *document) models() {
	var ids, commands []string
	for _, s := range d.Compute.Services {
		for _, id := range s.Models {
			if slices.Contains(ids, id) {
				continue
			}
			ids = append(ids, id)
			command := fmt.Sprintf("aws bedrock get-foundation-model-availability --model-id %s --region %s", argument(id), argument(d.Spec.Region))
			if m, ok := awsservice.ParseBedrockModel(id); ok && m.Geography != "" {
				command = fmt.Sprintf("aws bedrock get-inference-profile --inference-profile-identifier %s --region %s", argument(id), argument(d.Spec.Region))
			}
			commands = append(commands, command)
		}
	}
	if ids != nil {
		d.task("Get access to the Bedrock models.", "Some makers ask for a form or a subscription before the first call, and each model has quotas of requests and tokens a minute. These commands show whether the models are offered here:", commands...)
	}
}

func (d *document) secrets() {
	for _, s := range d.Compute.Services {
		if len(s.Secrets) > 0 {
			d.task("Make the secrets.", "They must be there before the tasks start. Where one is encrypted with a key of your own, the key's policy must let the execution role decrypt it.")
			return
		}
	}
}

func (d *document) existingBuckets() {
	var names []string
	for _, b := range d.Compute.Buckets {
		if b.Existing {
			names = append(names, code(b.FullName))
		}
	}
	if names != nil {
		d.task("Look after the existing buckets.", "Encryption, versions, logs and public access of "+list(names)+" stay as they are. The policies of the buckets must not keep the task roles out, and those of their keys must let them in.")
	}
}

func (d *document) certificates() {
	s, balancer := d.Spec.Edge, d.Compute.Spec.LoadBalancer
	if s.HostedZoneID != "" {
		why := "the record of the domain is made in it."
		if d.Edge.MakesCertificate || d.Compute.Inputs.MadeCertificate {
			why = "certificates are validated by records in it, and the stacks wait for that."
		}
		d.task("See that the hosted zone answers.", fmt.Sprintf("%s must be the public zone that %s is delegated to: %s", code(s.HostedZoneID), code(s.Domain), why))
	}
	var brought []string
	if s.ViewerCertificateARN != "" {
		brought = append(brought, code(s.ViewerCertificateARN))
	}
	if balancer.CertificateARN != "" {
		brought = append(brought, code(balancer.CertificateARN))
	}
	if brought == nil {
		return
	}
	covers := "Viewers and CloudFront ask for " + code(s.Domain) + ": the certificates must cover it."
	if s.Domain == "" {
		covers = "The load balancer's certificate must cover the name that viewers ask for."
	}
	d.task("Keep the certificates valid.", covers+" ACM renews those that it has issued; imported ones are yours to renew: "+list(brought)+".")
}

// prefixLists tells how to find ids that AWS does not publish.
func (d *document) prefixLists() {
	type entry struct{ name, parameter, given, used string }
	var asked, verify []string
	for _, l := range []entry{
		{plan.CloudFrontPrefixList, plan.CloudFrontPrefixListParameter, d.Compute.Spec.LoadBalancer.PrefixListID, d.Compute.PrefixListID},
		{plan.S3PrefixList, plan.S3PrefixListParameter, d.Network.Spec.S3PrefixListID, d.Network.S3PrefixListID},
	} {
		name := d.real(l.name)
		switch {
		case l.used == "":
			asked = append(asked, fmt.Sprintf("%s for %s", code(l.parameter), code(name)))
		case l.given == "":
			verify = append(verify, fmt.Sprintf("%s (%s)", code(name), code(l.used)))
		}
	}
	command := "aws ec2 describe-managed-prefix-lists --region " + argument(d.Spec.Region) +
		" --query " + argument("PrefixLists[].[PrefixListName,PrefixListId]") + " --output text"
	if asked != nil {
		d.task("Give the ids of prefix lists.", fmt.Sprintf("The template of %s asks for them with parameters: %s. This command prints the ids:", code(d.StackName()), list(asked)), command)
	}
	if verify != nil {
		d.task("Verify the ids of prefix lists.", fmt.Sprintf("AWS does not publish them, and these come from a built-in table: %s. Compare with what this command prints, and set the spec's field where they differ:", list(verify)), command)
	}
}

// Quotas that AWS gives an account to start with.
const (
	defaultGroupRules    = 60
	defaultListenerRules = 100
)

func (d *document) quotas() {
	var needs, commands []string
	show := func(service string) {
		commands = append(commands, "aws service-quotas list-service-quotas --service-code "+service+" --region "+argument(d.Spec.Region))
	}
	if n := d.Compute.Spec.LoadBalancer.SecurityGroupRules; n > defaultGroupRules {
		needs = append(needs, fmt.Sprintf("%s \"Inbound or outbound rules per security group\"", thousands(n)))
		show("vpc")
	}
	if n := len(d.Compute.Services); n > defaultListenerRules {
		needs = append(needs, fmt.Sprintf("%s \"Rules per Application Load Balancer\"", thousands(n)))
		show("elasticloadbalancing")
	}
	units := 0
	for _, s := range d.Compute.Services {
		units += s.CPU * s.MaxTasks
	}
	needs = append(needs, fmt.Sprintf("%s vCPU of \"Fargate On-Demand vCPU resource count\" when every service runs its most tasks, and up to twice that during a deployment", decimal(float64(units)/1024)))
	show("fargate")
	d.task("See that the quotas suffice.", "The account needs "+list(needs)+". Service Quotas shows what it has:", commands...)
}

func (d *document) originZones() {
	if d.PrivateOrigin() {
		d.task("See that the zones take VPC origins.", "AWS names a few Availability Zones in which CloudFront cannot reach a VPC origin (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html). Name other zones in "+code("network.zones")+" if the account's first ones are among them.")
	}
}

func (d *document) record() {
	s := d.Spec.Edge
	if s.Domain == "" || d.Edge.MakesRecords {
		return
	}
	d.task("Make the DNS record.", fmt.Sprintf("Point %s at the distribution, with a CNAME record or an alias record in Route 53. The stack %s in %s gives its name as %s.",
		code(s.Domain), code(d.EdgeStackName()), code(edgespec.Region), code("DistributionDomainName")))
}
