package drift

import (
	"fmt"
	"strings"

	"github.com/archblocks/archblocks/internal/cfn"
)

// rule is what a security group lets pass, as the picture and the templates both say it.
type rule struct {
	In       bool
	Protocol string
	// From and To are ports; -1 is every one.
	From, To int
	// Peer is the id of a band, "CloudFront", "S3", or an address range, or whatever else a template names.
	Peer string
}

// String is the rule for a person.
func (r rule) String() string {
	way, to := "out", "to"
	if r.In {
		way, to = "in", "from"
	}
	ports := fmt.Sprintf(" %d", r.From)
	switch {
	case r.From == -1 && r.To == -1:
		ports = ", all ports"
	case r.From != r.To:
		ports = fmt.Sprintf(" %d to %d", r.From, r.To)
	}
	return fmt.Sprintf("%s %s%s %s %s", way, r.Protocol, ports, to, r.Peer)
}

// ruleAt is a rule of the templates; doubt is what of it is open, and nil if it is known.
type ruleAt struct {
	rule
	doubt    cfn.Value
	resource *cfn.Resource
	path     []string
}

// anyIPv4 is every address.
const anyIPv4 = "0.0.0.0/0"

// nowhere is the address of CDK's rule that matches nothing, in place of EC2's own for everything.
const nowhere = "255.255.255.255/32"

func (s *scene) readRules() {
	for _, group := range s.byType["AWS::EC2::SecurityGroup"] {
		band, drawn := s.bands[group.Ref]
		if !drawn {
			continue
		}
		s.readInline(band, group, "SecurityGroupIngress", true)
		s.readInline(band, group, "SecurityGroupEgress", false)
	}
	for _, kind := range []string{"AWS::EC2::SecurityGroupIngress", "AWS::EC2::SecurityGroupEgress"} {
		for _, r := range s.byType[kind] {
			s.readStandalone(r, kind == "AWS::EC2::SecurityGroupIngress")
		}
	}
}

func (s *scene) readInline(band string, group *cfn.Resource, property string, in bool) {
	v := s.get(group, property)
	list, open := items(v)
	switch {
	case open:
		s.rules[band] = append(s.rules[band], ruleAt{rule: rule{In: in}, doubt: v, resource: group, path: []string{property}})
	case len(list) == 0 && !in:
		// EC2 gives a group without in-line egress a rule that lets everything out.
		// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html
		s.rules[band] = append(s.rules[band], ruleAt{rule: rule{Protocol: "all", From: -1, To: -1, Peer: anyIPv4}, resource: group, path: []string{property}})
	}
	for i, item := range list {
		s.addRule(band, group, []string{property, fmt.Sprintf("[%d]", i)}, item, in)
	}
}

func (s *scene) readStandalone(r *cfn.Resource, in bool) {
	v := s.get(r, "GroupId")
	group := s.refers(v, "AWS::EC2::SecurityGroup")
	switch ref, isRef := v.(cfn.ResourceRef); {
	case group != nil && s.bands[group.Ref] != "":
		s.shown[r.Ref] = true
		s.addRule(s.bands[group.Ref], r, nil, s.get(r), in)
	case group != nil || known(v) || isRef && ref.Attribute == "DefaultSecurityGroup":
		s.undrawn(r, fmt.Sprintf("a rule of the security group %s is not drawn, and neither is the group", cfn.Show(v)))
	default:
		s.shown[r.Ref] = true
		s.open("", r, []string{"GroupId"}, v)
	}
}

func (s *scene) addRule(band string, r *cfn.Resource, path []string, v cfn.Value, in bool) {
	o, isObject := v.(cfn.Object)
	made := ruleAt{rule: rule{In: in}, resource: r, path: path}
	if !isObject {
		made.doubt = v
		s.rules[band] = append(s.rules[band], made)
		return
	}
	var peer cfn.Value
	made.Peer, peer = s.peer(r, o, in)
	if made.Peer == nowhere && !in {
		return
	}
	if made.Peer == "" {
		made.doubt = peer
	}
	protocol := o.Get("IpProtocol")
	if text, isText := cfn.AsString(protocol); isText {
		made.Protocol = strings.ToLower(text)
	} else {
		made.doubt = protocol
	}
	// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
	if name, all := map[string]string{"-1": "all", "6": "tcp", "17": "udp"}[made.Protocol]; all {
		made.Protocol = name
	}
	for _, p := range []struct {
		name string
		to   *int
	}{{"FromPort", &made.From}, {"ToPort", &made.To}} {
		port, isNumber := cfn.AsInt(o.Get(p.name))
		switch {
		case made.Protocol == "all" || missing(o.Get(p.name)):
			*p.to = -1
		case isNumber:
			*p.to = port
		default:
			made.doubt = o.Get(p.name)
		}
	}
	s.rules[band] = append(s.rules[band], made)
}
