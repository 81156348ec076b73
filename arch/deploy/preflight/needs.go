package preflight

import (
	"regexp"
	"slices"

	"github.com/archblocks/archblocks/arch/deploy"
	"github.com/archblocks/archblocks/internal/cfn"
)

// needs are what a stack's template asks of its Region, each with the path where it does first.
type needs struct {
	region       string
	images       []named
	certificates []named
	prefixLists  []named
	models       []named
	endpoints    []endpoint
	vpcs         int
	// aliases are the host names under which the stack's distributions serve viewers.
	aliases []string
}

type named struct{ value, path string }

// endpoint is an interface endpoint's service and the zones that it wants to be in.
type endpoint struct {
	named
	zones []zone
}

// zone is a zone by name, or as the so-manieth of the Region.
type zone struct {
	name  string
	index int
}

var modelARN = regexp.MustCompile(`:bedrock:[a-z0-9-]*::foundation-model/([A-Za-z0-9.:-]+)$`)

// needsOf reads a template. Values that only AWS knows are not looked at.
func needsOf(s deploy.Stack) needs {
	n := needs{region: s.Region}
	template, err := cfn.Parse([]byte(s.Template))
	if err != nil {
		return n // CloudFormation will say what is wrong with it
	}
	model, err := cfn.Evaluate(cfn.Input{Name: s.Name, Region: s.Region, Template: template})
	if err != nil {
		return n
	}
	for _, r := range model.OfType() {
		cfn.Walk(r.Properties, s.Name+"."+r.Path(), func(path string, v cfn.Value, _ *cfn.Condition) bool {
			text, ok := cfn.AsString(v)
			if !ok {
				text = cfn.Show(v)
			}
			switch m := modelARN.FindStringSubmatch(text); {
			case m != nil:
				take(&n.models, m[1], path)
			case ok && imageAddress.MatchString(text):
				take(&n.images, text, path)
			case ok && certificateARN.MatchString(text):
				take(&n.certificates, text, path)
			}
			return true
		})
		switch r.Type {
		case "AWS::CloudFront::Distribution":
			settings, _ := r.Property("DistributionConfig").(cfn.Object)
			list, _ := settings.Get("Aliases").(cfn.List)
			for _, item := range list {
				if name, ok := cfn.AsString(item); ok {
					n.aliases = append(n.aliases, name)
				}
			}
		case "AWS::EC2::VPC":
			n.vpcs++
		case "AWS::EC2::SecurityGroupIngress", "AWS::EC2::SecurityGroupEgress":
			for _, name := range []string{"SourcePrefixListId", "DestinationPrefixListId"} {
				if id, ok := cfn.AsString(r.Property(name)); ok {
					take(&n.prefixLists, id, s.Name+"."+r.Path(name))
				}
			}
		case "AWS::EC2::VPCEndpoint":
			if kind, _ := cfn.AsString(r.Property("VpcEndpointType")); kind != "Interface" {
				continue
			}
			if service, ok := cfn.AsString(r.Property("ServiceName")); ok {
				n.endpoints = append(n.endpoints, endpoint{named{service, s.Name + "." + r.Path("ServiceName")}, zonesOf(model, r)})
			}
		}
	}
	return n
}

var certificateARN = regexp.MustCompile(`^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate/[0-9a-f-]+$`)

func take(all *[]named, value, path string) {
	if !slices.ContainsFunc(*all, func(n named) bool { return n.value == value }) {
		*all = append(*all, named{value, path})
	}
}

// zonesOf are the zones of the subnets of an endpoint.
func zonesOf(model *cfn.Model, r *cfn.Resource) []zone {
	list, _ := r.Property("SubnetIds").(cfn.List)
	var all []zone
	for _, item := range list {
		ref, ok := item.(cfn.ResourceRef)
		if !ok {
			continue
		}
		subnet := model.Resource(ref.Resource())
		if subnet == nil {
			continue
		}
		switch v := subnet.Property("AvailabilityZone").(type) {
		case cfn.String:
			all = append(all, zone{name: string(v)})
		case cfn.Atom:
			if v.Origin == cfn.FromZone {
				all = append(all, zone{index: v.Index})
			}
		}
	}
	return all
}
