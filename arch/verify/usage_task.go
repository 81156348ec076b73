package verify

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/archblocks/archblocks/arch/verify/internal/topology"
	"github.com/archblocks/archblocks/internal/cfn"
)

// otherRegistry are the hosts of registries for IPv6 and FIPS.
// https://docs.aws.amazon.com/general/latest/gr/ecr.html
var otherRegistry = regexp.MustCompile(`\.dkr-ecr(-fips)?\.[^./]+\.on\.aws$|\.dkr\.ecr-fips\.[^./]+\.amazonaws\.com$`)

// privateRegistry is the host of an account's registry in a Region.
// https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html
var privateRegistry = regexp.MustCompile(`^(?:\d{12}|` + string(openAccount) + `)\.dkr\.ecr\.([^./]+)\.amazonaws\.com(?:\.cn)?$`)

func (f *facts) image(u *usage, s *topology.Service, c topology.Container) {
	at := inside(c.At, "Image")
	why := "the image of container " + c.Name
	v := c.Properties.Get("Image")
	ecr := func() {
		// Layers come from a bucket of AWS. https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
		u.add(why, at, "ecr.api")
		u.add(why, at, "ecr.dkr")
		u.add("the layers of "+why, at, "s3")
	}
	if parts, ok := v.(cfn.Concat); ok && len(parts) > 0 {
		if own := f.refersTo(parts[0], "AWS::ECR::Repository"); own != nil && parts[0].(cfn.ResourceRef).Attribute == "RepositoryUri" {
			if region := f.region(own.Ref); region == s.Region && (region != "" || own.Ref.Stack == s.Ref.Stack) {
				ecr()
				return
			}
		}
	}
	image := f.sketch(v)
	host, repository, named := strings.Cut(image, "/")
	if !named || !strings.ContainsAny(host, ".:"+string(openPart)) && host != "localhost" {
		// Without a registry's host the image is Docker Hub's, unless an open part begins it.
		host = "docker.io"
		if r := []rune(image); len(r) > 0 && r[0] == openPart {
			host = image
		}
	}
	found := privateRegistry.FindStringSubmatch(host)
	switch {
	case found == nil && isOpen(host):
		u.doubt(at, "the registry of the image is open: %s", cfn.Show(v))
		return
	case otherRegistry.MatchString(host):
		u.doubt(at, "which endpoint serves the registry %s is not known", host)
		return
	case found == nil:
		u.beyond = append(u.beyond, f.unreachable(at, s, why+" comes from "+host, "push the image to private ECR of the same Region"))
		return
	}
	f.cached(u, at, repository)
	switch sameRegion(found[1], s.Region) {
	case cfn.Yes:
		ecr()
	case cfn.Maybe:
		u.doubt(at, "the Region of the image's registry is open: %s", cfn.Show(v))
	case cfn.No:
		u.beyond = append(u.beyond, f.unreachable(at, s, why+" comes from Region "+found[1], "replicate the image to Region "+s.Region))
	}
}

// cached doubts images that a pull-through cache may have to fetch first: over the internet.
// https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
func (f *facts) cached(u *usage, at topology.Place, repository string) {
	for _, r := range f.there("AWS::ECR::PullThroughCacheRule") {
		prefix, known := cfn.AsString(f.get(r, "EcrRepositoryPrefix"))
		if !known || prefix == "" || prefix == "ROOT" || isOpen(repository) || strings.HasPrefix(repository, prefix+"/") {
			u.doubt(at, "the image may come through %s, whose first pull needs the internet", r.Ref)
		}
	}
}

func (f *facts) unreachable(p topology.Place, s *topology.Service, what, hint string) *Witness {
	return at(p, fmt.Sprintf("the tasks of %s cannot reach what they need: %s", s.Ref, what), hint)
}

// log reads the log driver. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html
func (f *facts) log(u *usage, s *topology.Service, c topology.Container) {
	at := inside(c.At, "LogConfiguration")
	config := c.Properties.Get("LogConfiguration")
	if !given(config) {
		return
	}
	driver, known := cfn.AsString(object(config).Get("LogDriver"))
	if !known || driver != "awslogs" {
		u.doubt(at, "where the log driver %s sends to is not known", cfn.Show(object(config).Get("LogDriver")))
		return
	}
	options := object(object(config).Get("Options"))
	if given(options.Get("awslogs-endpoint")) {
		u.doubt(at, "the log goes to an endpoint of its own")
		return
	}
	region := options.Get("awslogs-region")
	switch text := f.sketch(region); {
	case !given(region), sameRegion(text, s.Region) == cfn.Yes:
		u.add("the log of container "+c.Name, at, "logs")
	case sameRegion(text, s.Region) == cfn.No:
		u.beyond = append(u.beyond, f.unreachable(inside(at, "Options.awslogs-region"), s, "the log of container "+c.Name+" goes to Region "+text, "send it to Region "+s.Region))
	default:
		u.doubt(at, "the Region of the log is open: %s", cfn.Show(region))
	}
}

var secretARN = regexp.MustCompile(`^arn:[^:]*:(secretsmanager|ssm):([^:]*):`)

// secrets reads what ECS fetches before the container starts.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html
func (f *facts) secrets(u *usage, s *topology.Service, c topology.Container) {
	from := func(place topology.Place, v cfn.Value) {
		first := v
		if parts, ok := v.(cfn.Concat); ok {
			first = parts[0]
		}
		text := f.sketch(v)
		service, region := "", s.Region
		switch found := secretARN.FindStringSubmatch(text); {
		case f.refersTo(first, "AWS::SecretsManager::Secret") != nil:
			service, region = "secretsmanager", f.region(first.(cfn.ResourceRef))
		case f.refersTo(first, "AWS::SSM::Parameter") != nil:
			service, region = "ssm", f.region(first.(cfn.ResourceRef))
		case found != nil:
			service, region = found[1], found[2]
		case !isOpen(text) && !strings.HasPrefix(text, "arn:"):
			service = "ssm"
		default:
			u.doubt(place, "where the secret comes from is open: %s", cfn.Show(v))
			return
		}
		switch sameRegion(region, s.Region) {
		case cfn.Yes:
			u.add("a secret of container "+c.Name, place, service)
		case cfn.No:
			u.beyond = append(u.beyond, f.unreachable(place, s, "a secret of container "+c.Name+" is in Region "+region, "keep a replica in Region "+s.Region))
		default:
			u.doubt(place, "the Region of the secret is open: %s", cfn.Show(v))
		}
	}
	for i, item := range items(c.Properties.Get("Secrets")) {
		from(inside(c.At, fmt.Sprintf("Secrets[%d].ValueFrom", i)), object(item).Get("ValueFrom"))
	}
	if given(c.Properties.Get("CredentialSpecs")) {
		u.doubt(inside(c.At, "CredentialSpecs"), "where the credential specification comes from is not followed")
	}
	for i, item := range items(object(c.Properties.Get("LogConfiguration")).Get("SecretOptions")) {
		from(inside(c.At, fmt.Sprintf("LogConfiguration.SecretOptions[%d].ValueFrom", i)), object(item).Get("ValueFrom"))
	}
	if v := object(c.Properties.Get("RepositoryCredentials")).Get("CredentialsParameter"); given(v) {
		u.add("the registry's credentials of container "+c.Name, inside(c.At, "RepositoryCredentials"), "secretsmanager")
	}
	if given(c.Properties.Get("EnvironmentFiles")) {
		u.add("an environment file of container "+c.Name, inside(c.At, "EnvironmentFiles"), "s3")
	}
}

// volumes from file systems are mounted over the network, which is not followed.
func (f *facts) volumes(u *usage, task *topology.Task) {
	for i, item := range items(f.get(task.Resource, "Volumes")) {
		o := object(item)
		for _, name := range []string{"EFSVolumeConfiguration", "FSxWindowsFileServerVolumeConfiguration", "S3FilesVolumeConfiguration"} {
			if given(o.Get(name)) {
				u.doubt(place(task.Ref, fmt.Sprintf("Volumes[%d]", i)), "mounts of file systems are not followed")
			}
		}
	}
}
