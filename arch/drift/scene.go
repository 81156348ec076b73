package drift

import (
	"fmt"
	"slices"

	"github.com/archblocks/archblocks/internal/cfn"
)

// scene is one world of the templates beside the picture, with what is found to be the same.
type scene struct {
	picture
	model  *cfn.Model
	world  cfn.World
	lists  map[string]string
	report *Report

	byType map[string][]*cfn.Resource
	// shown are resources that are drawn, or of which something is said already.
	shown map[cfn.ResourceRef]bool

	vpc *cfn.Resource
	// subnets by the id of their group, and the other way round.
	subnets  map[string]*cfn.Resource
	subnetID map[cfn.ResourceRef]string
	tables   map[cfn.ResourceRef]*cfn.Resource
	// worn are the security groups by the id of their band, bands the other way round.
	worn  map[string]*cfn.Resource
	bands map[cfn.ResourceRef]string
	rules map[string][]ruleAt

	services                    map[string]*cfn.Resource
	endpoints                   map[string]*cfn.Resource
	balancer, distribution, acl *cfn.Resource
	pool                        *cfn.Resource
}

// prepare sorts the resources of the world by type.
func (s *scene) prepare() {
	s.byType, s.shown = map[string][]*cfn.Resource{}, map[cfn.ResourceRef]bool{}
	s.subnets, s.subnetID, s.tables = map[string]*cfn.Resource{}, map[cfn.ResourceRef]string{}, map[cfn.ResourceRef]*cfn.Resource{}
	s.worn, s.bands, s.rules = map[string]*cfn.Resource{}, map[cfn.ResourceRef]string{}, map[string][]ruleAt{}
	s.services, s.endpoints = map[string]*cfn.Resource{}, map[string]*cfn.Resource{}
	for _, stack := range s.model.Stacks {
		for _, r := range stack.Resources {
			if !s.world.Exists(r) {
				continue
			}
			s.byType[r.Type] = append(s.byType[r.Type], r)
			if r.Unread {
				s.say(CannotTell, "", r, nil, "only a transform can read its properties", "give the template as it is after its transforms")
			}
		}
	}
}

// say adds a finding; r is nil for what the templates do not have.
func (s *scene) say(code Code, drawn string, r *cfn.Resource, path []string, text, hint string) {
	f := Finding{Code: code, Drawn: drawn, Text: text, Hint: hint}
	if r != nil {
		f.Stack, f.Resource, f.Path = r.Ref.Stack, r.Ref.LogicalID, r.Path(path...)
	}
	s.report.add(f)
}

// open says that a value of a resource, which is drawn, cannot be read.
func (s *scene) open(drawn string, r *cfn.Resource, path []string, v cfn.Value) {
	what := "nothing that can be read"
	if !missing(v) {
		what = cfn.Show(v)
	}
	s.say(CannotTell, drawn, r, path, fmt.Sprintf("the value is %s, and whether that is what is drawn is open", what),
		"write the value, or refer to the resource of these templates")
}

// undrawn says that a resource is not drawn.
func (s *scene) undrawn(r *cfn.Resource, text string) {
	s.shown[r.Ref] = true
	s.say(NotDrawn, "", r, nil, text, fmt.Sprintf("draw %s, or take it out of the template", r.Ref))
}

// get is the value at a path of a resource's properties, or missing.
func (s *scene) get(r *cfn.Resource, path ...string) cfn.Value {
	if len(path) == 0 {
		return s.world.Value(r.Properties)
	}
	v := s.world.Property(r, path[0])
	for _, name := range path[1:] {
		v = object(v).Get(name)
	}
	return v
}

func object(v cfn.Value) cfn.Object {
	o, _ := v.(cfn.Object)
	return o
}

// items are the elements of a list; open is true where nobody knows how many there are. A
// value that is no list is a list of one.
func items(v cfn.Value) (list cfn.List, open bool) {
	switch v := v.(type) {
	case cfn.List:
		return v, false
	case cfn.Missing, cfn.Null, nil:
		return nil, false
	case cfn.Atom, cfn.Choice:
		return nil, true
	}
	return cfn.List{v}, false
}

func missing(v cfn.Value) bool {
	switch v.(type) {
	case cfn.Missing, cfn.Null:
		return true
	}
	return v == nil
}

// identities are the attributes that stand for a resource as Ref does.
var identities = map[string][]string{
	"AWS::EC2::VPC": {"", "VpcId"}, "AWS::EC2::Subnet": {"", "SubnetId"}, "AWS::EC2::SecurityGroup": {"", "GroupId", "Id"},
	"AWS::EC2::RouteTable": {"", "RouteTableId"}, "AWS::EC2::InternetGateway": {"", "InternetGatewayId"},
	"AWS::ElasticLoadBalancingV2::LoadBalancer": {"", "LoadBalancerArn"}, "AWS::ElasticLoadBalancingV2::Listener": {"", "ListenerArn"},
	"AWS::ElasticLoadBalancingV2::TargetGroup": {"", "TargetGroupArn"}, "AWS::ECS::TaskDefinition": {"", "TaskDefinitionArn"},
	"AWS::Cognito::UserPool": {"Arn"}, "AWS::WAFv2::WebACL": {"Arn"}, "AWS::CloudFront::VpcOrigin": {"", "Id"},
}

// refers is the resource of a type that a value stands for, or nil.
func (s *scene) refers(v cfn.Value, kind string) *cfn.Resource {
	ref, ok := v.(cfn.ResourceRef)
	if !ok || !slices.Contains(identities[kind], ref.Attribute) {
		return nil
	}
	r := s.model.Resource(ref.Resource())
	if r == nil || r.Type != kind || !s.world.Exists(r) {
		return nil
	}
	return r
}

// region is that of a resource's stack; empty if it is open.
func (s *scene) region(r *cfn.Resource) string {
	if stack := s.model.Stack(r.Ref.Stack); stack != nil {
		return stack.Region
	}
	return ""
}
