package drift

import (
	"fmt"
	"strings"

	"github.com/archblocks/archblocks/arch/awsservice"
	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/internal/cfn"
)

// compareEndpoints finds each drawn endpoint by its service's name.
func (s *scene) compareEndpoints() {
	names := map[*cfn.Resource]string{}
	all := s.byType["AWS::EC2::VPCEndpoint"]
	for _, r := range all {
		name, known := s.serviceName(r)
		if names[r] = name; !known {
			s.shown[r.Ref] = true
			s.open("", r, []string{"ServiceName"}, s.get(r, "ServiceName"))
		}
	}
	for _, node := range s.nodesOf(diagram.EndpointNode) {
		name := node.Title
		for _, r := range all {
			if s.endpoints[node.ID] == nil && names[r] == name && !s.shown[r.Ref] {
				s.endpoints[node.ID], s.shown[r.Ref] = r, true
			}
		}
		if r := s.endpoints[node.ID]; r != nil {
			s.compareEndpoint(node, r)
			continue
		}
		s.say(Missing, node.ID, nil, nil, fmt.Sprintf("the templates have no endpoint for %s", name), "make the endpoint, or take it out of the picture")
	}
	for _, r := range all {
		if !s.shown[r.Ref] {
			s.undrawn(r, fmt.Sprintf("the endpoint for %s is not drawn, or is there twice", cfn.Show(s.get(r, "ServiceName"))))
		}
	}
}

// serviceName is the last part of com.amazonaws.REGION.SERVICE in the stack's own Region,
// or the whole of another name.
func (s *scene) serviceName(r *cfn.Resource) (name string, known bool) {
	v := s.get(r, "ServiceName")
	region := s.region(r)
	if text, isText := cfn.AsString(v); isText {
		if service, ok := strings.CutPrefix(text, "com.amazonaws."+region+"."); ok && region != "" {
			return service, true
		}
		return text, true
	}
	// The Region of the stack is not known, but it is the same.
	parts, _ := v.(cfn.Concat)
	if len(parts) != 3 || parts[0] != cfn.Value(cfn.String("com.amazonaws.")) {
		return "", false
	}
	atom, isAtom := parts[1].(cfn.Atom)
	last, isText := parts[2].(cfn.String)
	if !isAtom || atom.Origin != cfn.FromPseudo || atom.Name != "AWS::Region" || !isText {
		return "", false
	}
	return strings.TrimPrefix(string(last), "."), true
}

func (s *scene) compareEndpoint(node diagram.Node, r *cfn.Resource) {
	path := []string{"VpcEndpointType"}
	want := map[string]string{string(awsservice.Gateway): "Gateway", string(awsservice.Interface): "Interface"}[node.Detail]
	// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcendpoint.html
	kind := s.get(r, path...)
	if missing(kind) {
		kind = cfn.String("Gateway")
	}
	switch {
	case want == "":
		s.say(BadDrawing, node.ID, r, path, fmt.Sprintf("%q is no kind of endpoint", node.Detail), "write gateway or interface")
	case !known(kind):
		s.open(node.ID, r, path, kind)
	case kind != cfn.Value(cfn.String(want)):
		s.say(Differs, node.ID, r, path, fmt.Sprintf("a %s endpoint is drawn, and the template makes one of type %s", node.Detail, cfn.Show(kind)), "draw the kind that the template makes")
	case want == "Interface":
		s.wears(node, r, "SecurityGroupIds")
		s.placed(node.ID, node.Groups, r, "SubnetIds")
	default:
		s.routed(node, r)
	}
}

// routed compares a gateway endpoint's route tables with those of the subnets that it is drawn in.
func (s *scene) routed(node diagram.Node, r *cfn.Resource) {
	path := []string{"RouteTableIds"}
	v := s.get(r, path...)
	list, open := items(v)
	if open {
		s.open(node.ID, r, path, v)
		return
	}
	has := map[cfn.ResourceRef]bool{}
	for _, item := range list {
		table := s.refers(item, "AWS::EC2::RouteTable")
		switch {
		case table != nil:
			has[table.Ref] = true
		case known(item):
			s.say(Differs, node.ID, r, path, fmt.Sprintf("it is in the route table %s, which the templates do not make", cfn.Show(item)), "put it in the tables of the subnets that it is drawn in")
		default:
			s.open(node.ID, r, path, item)
			open = true
		}
	}
	var have []string
	for _, group := range s.groupsOf(diagram.PublicSubnetGroup, diagram.PrivateSubnetGroup) {
		if subnet := s.subnets[group.ID]; subnet != nil && s.tables[subnet.Ref] != nil && has[s.tables[subnet.Ref].Ref] {
			have = append(have, group.ID)
		}
	}
	s.sameSubnets(node.ID, node.Groups, have, open, r, path)
}
