package topology

import (
	"fmt"
	"net/netip"

	"github.com/archblocks/archblocks/internal/cfn"
)

// Read reads the topology of one world.
func Read(m *cfn.Model, w cfn.World, lists Lists) *Topology {
	t := &Topology{
		Model: m, World: w, Lists: lists,
		vpcs: map[cfn.ResourceRef]*VPC{}, subnets: map[cfn.ResourceRef]*Subnet{}, tables: map[cfn.ResourceRef]*Table{},
		acls: map[cfn.ResourceRef]*ACL{}, groups: map[cfn.ResourceRef]*Group{}, targets: map[cfn.ResourceRef]*TargetGroup{},
		balancer: map[cfn.ResourceRef]*Balancer{}, strays: map[kind][]Doubt{},
		attached: map[cfn.ResourceRef][]Policy{}, roles: map[cfn.ResourceRef][]Doubt{},
	}
	for _, n := range m.Unknowns {
		// Other notes are of values, which are then open where they are used.
		if n.Code == cfn.NotExpanded {
			t.Doubts = append(t.Doubts, Doubt{Place{cfn.ResourceRef{Stack: n.Stack}, n.Path}, n.Text})
		}
	}
	byType := map[string][]*cfn.Resource{}
	for _, s := range m.Stacks {
		for _, r := range s.Resources {
			if w.Exists(r) {
				byType[r.Type] = append(byType[r.Type], r)
				if r.Unread {
					t.Doubts = append(t.Doubts, Doubt{at(r), "only a transform can read its properties"})
				}
			}
		}
	}
	// Things before what refers to them.
	for _, step := range []struct {
		types []string
		read  func(*cfn.Resource)
	}{
		{[]string{"AWS::EC2::VPC"}, t.readVPC},
		{[]string{"AWS::EC2::VPCCidrBlock"}, t.readVPCRange},
		{[]string{"AWS::EC2::SecurityGroup"}, t.readGroup},
		{[]string{"AWS::EC2::SecurityGroup"}, t.readGroupRules},
		{[]string{"AWS::EC2::SecurityGroupIngress", "AWS::EC2::SecurityGroupEgress"}, t.readGroupRule},
		{[]string{"AWS::EC2::NetworkAcl"}, t.readACL},
		{[]string{"AWS::EC2::NetworkAclEntry"}, t.readEntry},
		{[]string{"AWS::EC2::RouteTable"}, t.readTable},
		{[]string{"AWS::EC2::Route"}, t.readRoute},
		{[]string{"AWS::EC2::VPNGatewayRoutePropagation"}, t.readPropagation},
		{[]string{"AWS::EC2::Subnet"}, t.readSubnet},
		{[]string{"AWS::EC2::SubnetRouteTableAssociation"}, t.readTableAssociation},
		{[]string{"AWS::EC2::SubnetNetworkAclAssociation"}, t.readACLAssociation},
		{[]string{"AWS::EC2::VPCEndpoint"}, t.readEndpoint},
		{[]string{"AWS::ElasticLoadBalancingV2::TargetGroup"}, t.readTargetGroup},
		{[]string{"AWS::ElasticLoadBalancingV2::LoadBalancer"}, t.readBalancer},
		{[]string{"AWS::ElasticLoadBalancingV2::TargetGroup"}, t.readTargets},
		{[]string{"AWS::ElasticLoadBalancingV2::Listener"}, t.readListener},
		{[]string{"AWS::ElasticLoadBalancingV2::ListenerRule"}, t.readListenerRule},
		{[]string{"AWS::ECS::Service"}, t.readService},
		{[]string{"AWS::ApplicationAutoScaling::ScalableTarget"}, t.readScaling},
		{[]string{"AWS::AutoScalingPlans::ScalingPlan"}, t.readPlan},
		{[]string{"AWS::IAM::Role"}, t.readRole},
		{[]string{"AWS::IAM::Policy", "AWS::IAM::ManagedPolicy", "AWS::IAM::RolePolicy"}, t.readPolicy},
	} {
		for _, name := range step.types {
			for _, r := range byType[name] {
				step.read(r)
			}
		}
	}
	t.strangers()
	t.spread()
	return t
}

// spread hands stray doubts to all that they may touch.
func (t *Topology) spread() {
	for _, g := range t.Groups {
		g.Doubts = append(g.Doubts, t.strays[anyGroup]...)
		g.WearDoubts = append(g.WearDoubts, t.strays[anyWearer]...)
	}
	for _, v := range t.VPCs {
		v.defaultGroup.Doubts = append(v.defaultGroup.Doubts, t.strays[anyGroup]...)
		v.defaultGroup.WearDoubts = append(v.defaultGroup.WearDoubts, t.strays[anyWearer]...)
		v.defaultACL.Doubts = append(v.defaultACL.Doubts, t.strays[anyACL]...)
	}
	for _, table := range t.tables {
		table.Doubts = append(table.Doubts, t.strays[anyTable]...)
	}
	for _, acl := range t.acls {
		acl.Doubts = append(acl.Doubts, t.strays[anyACL]...)
	}
	for _, s := range t.Subnets {
		s.Doubts = append(s.Doubts, t.strays[anySubnet]...)
	}
	for _, b := range t.Balancers {
		b.Doubts = append(b.Doubts, t.strays[anyListener]...)
	}
	for _, doubt := range t.addressed {
		t.doubtServices(doubt)
	}
}

// at is a resource's place, or that of one of its properties.
func at(r *cfn.Resource, steps ...string) Place { return Place{r.Ref, r.Path(steps...)} }

// open is the doubt that a property cannot be read.
func (t *Topology) open(r *cfn.Resource, property string) Doubt {
	return Doubt{at(r, property), fmt.Sprintf("%s of %s is open: %s", property, r.Ref, cfn.Show(t.get(r, property)))}
}

// stray doubts all things of a kind where a property does not lead to one of them. What
// is named by an id in text is none of the templates', as AWS has yet to choose those.
func (t *Topology) stray(k kind, r *cfn.Resource, property string) {
	if _, known := cfn.AsString(t.get(r, property)); !known {
		t.strays[k] = append(t.strays[k], t.open(r, property))
	}
}

func (t *Topology) get(r *cfn.Resource, property string) cfn.Value {
	return t.World.Property(r, property)
}

func missing(v cfn.Value) bool {
	switch v.(type) {
	case cfn.Missing, cfn.Null:
		return true
	}
	return v == nil
}

// refers returns the resource that a value leads to by Ref or by one of the attributes,
// if it exists and has the type.
func (t *Topology) refers(v cfn.Value, resourceType string, attributes ...string) *cfn.Resource {
	ref, ok := v.(cfn.ResourceRef)
	if !ok {
		return nil
	}
	r := t.Model.Resource(ref.Resource())
	if r == nil || r.Type != resourceType || !t.World.Exists(r) {
		return nil
	}
	if ref.Attribute == "" {
		return r
	}
	for _, a := range attributes {
		if a == ref.Attribute {
			return r
		}
	}
	return nil
}

// items are a list's elements; a value that is no list is a list of one, and open is
// true where nobody knows how many there are.
func items(v cfn.Value) (list cfn.List, open bool) {
	switch v := v.(type) {
	case cfn.List:
		return v, false
	case cfn.Missing, cfn.Null, nil:
		return nil, false
	case cfn.Atom:
		return nil, true
	}
	return cfn.List{v}, false
}

// flag reads a boolean with its default; known is false if it is open.
func (t *Topology) flag(r *cfn.Resource, property string, otherwise bool) (value, known bool) {
	v := t.get(r, property)
	if missing(v) {
		return otherwise, true
	}
	value, known = cfn.AsBool(v)
	return value, known
}

func (t *Topology) text(r *cfn.Resource, property string) (string, bool) {
	v := t.get(r, property)
	if missing(v) {
		return "", true
	}
	return cfn.AsString(v)
}

// region is a stack's Region, or empty.
func (t *Topology) region(ref cfn.ResourceRef) string {
	if s := t.Model.Stack(ref.Stack); s != nil {
		return s.Region
	}
	return ""
}

// cidr reads an address range. GetAtt CidrBlock of a VPC or subnet is its property.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpc.html
func (t *Topology) cidr(v cfn.Value) (netip.Prefix, bool) {
	if ref, ok := v.(cfn.ResourceRef); ok && ref.Attribute == "CidrBlock" {
		r := t.Model.Resource(ref.Resource())
		if r == nil || r.Type != "AWS::EC2::VPC" && r.Type != "AWS::EC2::Subnet" {
			return netip.Prefix{}, false
		}
		v = t.get(r, "CidrBlock")
	}
	text, ok := cfn.AsString(v)
	prefix, err := netip.ParsePrefix(text)
	return prefix.Masked(), ok && err == nil
}
