package topology

import (
	"net/netip"

	"github.com/archblocks/archblocks/arch/verify/internal/traffic"
	"github.com/archblocks/archblocks/internal/cfn"
)

func (t *Topology) readVPC(r *cfn.Resource) {
	v := &VPC{Ref: r.Ref, Region: t.region(r.Ref), Known: true, DNS: true}
	// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpc.html
	for _, a := range []struct {
		name      string
		otherwise bool
	}{{"EnableDnsSupport", true}, {"EnableDnsHostnames", false}} {
		on, known := t.flag(r, a.name, a.otherwise)
		switch {
		case !known:
			v.Doubts = append(v.Doubts, t.open(r, a.name))
		case !on && v.DNS:
			v.DNS, v.DNSAt = false, at(r, a.name)
		}
	}
	t.addRange(v, t.get(r, "CidrBlock"))
	v.defaultGroup = &Group{Ref: cfn.ResourceRef{Stack: r.Ref.Stack, LogicalID: r.Ref.LogicalID, Attribute: "DefaultSecurityGroup"}, VPC: v}
	v.defaultACL = &ACL{}
	everything := traffic.Of(traffic.Everywhere(), traffic.AllPorts())
	// https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html
	v.defaultACL.In = []Entry{{At: at(r), Number: 100, Allow: true, Match: everything}}
	v.defaultACL.Out = []Entry{{At: at(r), Number: 100, Allow: true, Match: everything}}
	// https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
	v.defaultGroup.In = []Rule{{At: at(r), Ports: traffic.AllPorts(), Group: v.defaultGroup}}
	v.defaultGroup.Out = allOut(at(r))
	t.vpcs[r.Ref] = v
	t.VPCs = append(t.VPCs, v)
}

// allOut are the rules that let everything out.
func allOut(at Place) []Rule {
	return []Rule{
		{At: at, Ports: traffic.AllPorts(), Prefix: netip.PrefixFrom(netip.IPv4Unspecified(), 0)},
		{At: at, Ports: traffic.AllPorts(), Prefix: netip.PrefixFrom(netip.IPv6Unspecified(), 0)},
	}
}

func (t *Topology) addRange(v *VPC, value cfn.Value) {
	prefix, ok := t.cidr(value)
	if !ok {
		v.Known = false
		return
	}
	v.Ranges = append(v.Ranges, prefix)
}

func (t *Topology) readVPCRange(r *cfn.Resource) {
	v := t.vpcOf(r)
	if v == nil {
		t.Doubts = append(t.Doubts, t.open(r, "VpcId"))
		return
	}
	if cidr := t.get(r, "CidrBlock"); !missing(cidr) {
		t.addRange(v, cidr)
		return
	}
	if !missing(t.get(r, "Ipv4IpamPoolId")) {
		v.Known = false
		return
	}
	v.IPv6 = true
}

// vpcOf is the VPC that a resource's VpcId names, or nil.
func (t *Topology) vpcOf(r *cfn.Resource) *VPC {
	if vpc := t.refers(t.get(r, "VpcId"), "AWS::EC2::VPC", "VpcId"); vpc != nil {
		return t.vpcs[vpc.Ref]
	}
	return nil
}

func (t *Topology) readSubnet(r *cfn.Resource) {
	s := &Subnet{Ref: r.Ref, VPC: t.vpcOf(r), Zone: t.get(r, "AvailabilityZone")}
	if id := t.get(r, "AvailabilityZoneId"); missing(s.Zone) && !missing(id) {
		s.Zone, s.ZoneByID = id, true
	}
	if s.VPC == nil {
		s.Doubts = append(s.Doubts, t.open(r, "VpcId"))
		s.Main, s.ACL = &Table{}, &ACL{}
	} else {
		s.Main, s.ACL = &Table{VPC: s.VPC}, s.VPC.defaultACL
	}
	s.Table = s.Main
	if prefix, ok := t.cidr(t.get(r, "CidrBlock")); ok && prefix.Addr().Is4() {
		s.Addresses, s.Known = usable(prefix), true
	}
	s.IPv6 = !missing(t.get(r, "Ipv6CidrBlock")) || !missing(t.get(r, "Ipv6IpamPoolId"))
	if on, known := t.flag(r, "Ipv6Native", false); on || !known {
		s.Doubts = append(s.Doubts, Doubt{at(r, "Ipv6Native"), "subnets with IPv6 alone are not judged"})
	}
	for _, p := range []struct {
		name string
		to   *bool
	}{{"AssignIpv6AddressOnCreation", &s.IPv6OnCreation}, {"MapPublicIpOnLaunch", &s.PublicOnLaunch}} {
		on, known := t.flag(r, p.name, false)
		*p.to = on
		if !known {
			s.Doubts = append(s.Doubts, t.open(r, p.name))
		}
	}
	t.subnets[r.Ref] = s
	t.Subnets = append(t.Subnets, s)
}

// usable are the addresses of a subnet without those that AWS keeps: the first four and the last.
// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
func usable(p netip.Prefix) traffic.Addresses {
	all := traffic.Prefixes(p)
	first := p.Addr()
	for range 4 {
		all = all.Subtract(traffic.Range(first, first))
		first = first.Next()
	}
	if bounds := all.Boundaries(); len(bounds) > 0 {
		last := bounds[len(bounds)-1]
		all = all.Subtract(traffic.Range(last, last))
	}
	return all
}

func (t *Topology) readTableAssociation(r *cfn.Resource) {
	s := t.associated(r, func(s *Subnet) **cfn.ResourceRef { return &s.TableBy })
	if s == nil {
		return
	}
	table := t.refers(t.get(r, "RouteTableId"), "AWS::EC2::RouteTable", "RouteTableId")
	if table == nil {
		s.Doubts = append(s.Doubts, t.open(r, "RouteTableId"))
		return
	}
	s.Table = t.tables[table.Ref]
}

func (t *Topology) readACLAssociation(r *cfn.Resource) {
	s := t.associated(r, func(s *Subnet) **cfn.ResourceRef { return &s.ACLBy })
	if s == nil {
		return
	}
	acl := t.aclOf(t.get(r, "NetworkAclId"))
	if acl == nil {
		s.Doubts = append(s.Doubts, t.open(r, "NetworkAclId"))
		return
	}
	s.ACL = acl
}

// associated is the subnet that an association is of, and writes down by whom; nil if that
// is open, or if there is an association already.
func (t *Topology) associated(r *cfn.Resource, by func(*Subnet) **cfn.ResourceRef) *Subnet {
	found := t.refers(t.get(r, "SubnetId"), "AWS::EC2::Subnet", "SubnetId")
	if found == nil {
		t.stray(anySubnet, r, "SubnetId")
		return nil
	}
	s := t.subnets[found.Ref]
	if *by(s) != nil {
		s.Doubts = append(s.Doubts, Doubt{at(r), "the subnet has two associations of one kind"})
		return nil
	}
	ref := r.Ref
	*by(s) = &ref
	return s
}
