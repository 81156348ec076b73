package drift

import (
	"fmt"

	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/internal/cfn"
)

const distributionType, aclType = "AWS::CloudFront::Distribution", "AWS::WAFv2::WebACL"

// compareDistribution takes the distribution that leads to the load balancer.
func (s *scene) compareDistribution() {
	node, drawn := s.one(diagram.CloudFrontNode)
	for _, r := range s.byType[distributionType] {
		if drawn && (s.distribution == nil || !s.leadsToBalancer(s.distribution) && s.leadsToBalancer(r)) {
			s.distribution = r
		}
	}
	for _, r := range s.byType[distributionType] {
		if r != s.distribution {
			s.undrawn(r, "the distribution is not drawn")
		}
	}
	switch {
	case drawn && s.distribution == nil:
		s.say(Missing, node.ID, nil, nil, "a distribution is drawn, and the templates have none", "make the distribution, or take it out of the picture")
	case drawn:
		s.shown[s.distribution.Ref] = true
		s.compareDomain(node)
		s.compareOrigins(node)
	}
	s.compareACL()
}

// config is a part of the distribution's properties.
func (s *scene) config(path ...string) cfn.Value {
	if s.distribution == nil {
		return cfn.Missing{}
	}
	return s.get(s.distribution, append([]string{"DistributionConfig"}, path...)...)
}

// compareDomain compares the name under the node with the distribution's aliases.
func (s *scene) compareDomain(node diagram.Node) {
	path := []string{"DistributionConfig", "Aliases"}
	v := s.config("Aliases")
	list, open := items(v)
	if open {
		s.open(node.ID, s.distribution, path, v)
		return
	}
	// Without aliases a distribution has CloudFront's own name.
	if len(list) == 0 {
		list = cfn.List{cfn.String("cloudfront.net")}
	}
	for _, item := range list {
		switch text, isText := cfn.AsString(item); {
		case !isText:
			s.open(node.ID, s.distribution, path, item)
		case text != node.Detail:
			s.say(Differs, node.ID, s.distribution, path, fmt.Sprintf("%q is drawn, and the distribution has the name %q", node.Detail, text), "draw the name that viewers use")
		}
	}
}

// origin is one of the distribution's, with the load balancer that it leads to, or nil.
type origin struct {
	value    cfn.Object
	path     []string
	balancer *cfn.Resource
	// policy is how CloudFront speaks to it, with the ports.
	policy, http, https cfn.Value
}

func (s *scene) origins(distribution *cfn.Resource) []origin {
	list, _ := items(s.get(distribution, "DistributionConfig", "Origins"))
	var all []origin
	for i, item := range list {
		o := origin{value: object(item), path: []string{"DistributionConfig", "Origins", fmt.Sprintf("[%d]", i)}}
		config := object(o.value.Get("CustomOriginConfig"))
		o.balancer = s.byName(o.value.Get("DomainName"))
		if id := object(o.value.Get("VpcOriginConfig")).Get("VpcOriginId"); !missing(id) {
			o.balancer = nil
			if by := s.refers(id, "AWS::CloudFront::VpcOrigin"); by != nil {
				config = object(s.get(by, "VpcOriginEndpointConfig"))
				o.balancer = s.refers(config.Get("Arn"), balancerType)
			}
		}
		o.policy, o.http, o.https = config.Get("OriginProtocolPolicy"), config.Get("HTTPPort"), config.Get("HTTPSPort")
		all = append(all, o)
	}
	return all
}

// byName is the load balancer that a domain name is of, or nil.
func (s *scene) byName(v cfn.Value) *cfn.Resource {
	ref, ok := v.(cfn.ResourceRef)
	if !ok || ref.Attribute != "DNSName" {
		return nil
	}
	return s.refers(ref.Resource(), balancerType)
}

func (s *scene) leadsToBalancer(distribution *cfn.Resource) bool {
	for _, o := range s.origins(distribution) {
		if o.balancer != nil && o.balancer == s.balancer {
			return true
		}
	}
	return false
}

// compareOrigins looks for origins that lead elsewhere than to the drawn load balancer.
func (s *scene) compareOrigins(node diagram.Node) {
	path := []string{"DistributionConfig", "Origins"}
	if v := s.config("Origins"); missing(v) || known(v) {
		s.say(Differs, node.ID, s.distribution, path, "the distribution has no origins", "let it lead to the load balancer")
	} else if _, open := items(v); open {
		s.open(node.ID, s.distribution, path, v)
	}
	for _, o := range s.origins(s.distribution) {
		name := o.value.Get("DomainName")
		if vpc := object(o.value.Get("VpcOriginConfig")).Get("VpcOriginId"); !missing(vpc) {
			name = vpc
		}
		_, isRef := name.(cfn.ResourceRef)
		switch {
		case o.balancer != nil && o.balancer == s.balancer:
		case o.balancer != nil || known(name) || isRef:
			s.say(NotDrawn, node.ID, s.distribution, o.path, fmt.Sprintf("an origin leads to %s, which is not the drawn load balancer", cfn.Show(name)), "draw where it leads, or take the origin out")
		default:
			s.open(node.ID, s.distribution, o.path, name)
		}
	}
}
