package verify

import (
	"fmt"
	"slices"

	"github.com/archblocks/archblocks/arch/verify/internal/topology"
	"github.com/archblocks/archblocks/internal/cfn"
)

var noPublicAddress = Property{
	ID:    "no-public-address",
	Title: "Only a public load balancer has public addresses",
	Meaning: "In each VPC with tasks, no interface but an internet-facing application load balancer's can have a public IPv4 address, and none of the tasks " +
		"an IPv6 address.",
	Standards: []string{"FSBP ECS.2", "FSBP EC2.9", "FSBP RDS.2", "Well-Architected SEC05-BP01"},
	judge: func(c *court) {
		var judged []*topology.VPC
		for _, s := range c.Services {
			for _, subnet := range s.Interface.Subnets {
				if subnet.VPC != nil && !slices.Contains(judged, subnet.VPC) {
					judged = append(judged, subnet.VPC)
					c.publicAddresses(c.try(subnet.VPC.Ref), subnet.VPC)
				}
			}
			if len(s.Interface.Subnets) == 0 {
				c.try(s.Ref).unsure("the subnets of its tasks are not in the templates")
			}
		}
	},
}

func (c *court) publicAddresses(t *trial, vpc *topology.VPC) {
	for _, s := range c.Services {
		for _, subnet := range s.Interface.Subnets {
			switch {
			case subnet.VPC != vpc:
				continue
			case s.Public:
				t.refute(at(s.PublicAt, "the tasks of "+s.Ref.String()+" have public addresses", "set AssignPublicIp to DISABLED"))
			case subnet.IPv6OnCreation:
				t.refute(at(place(subnet.Ref, "AssignIpv6AddressOnCreation"), "the tasks of "+s.Ref.String()+" have IPv6 addresses, which are public", "set it to false"))
			}
		}
		t.doubt(s.Doubts, s.Interface.Doubts)
	}
	for _, b := range c.Balancers {
		if in(b.Interface, vpc) && b.Public && b.Type != "application" {
			t.refute(at(place(b.Ref, "Scheme"), b.Ref.String()+" is a public load balancer of type "+b.Type, "make it internal"))
		}
	}
	for _, r := range c.Model.OfType("AWS::EC2::NatGateway", "AWS::EC2::EIP", "AWS::EC2::EIPAssociation", "AWS::EC2::Instance", "AWS::EC2::NetworkInterface",
		"AWS::RDS::DBInstance", "AWS::RDS::DBCluster") {
		if c.World.Exists(r) {
			c.publicResource(t, vpc, r)
		}
	}
	t.doubt(vpc.Doubts)
	t.proved("no interface in it is given a public address")
}

// publicResource judges resources that can have public addresses by themselves.
func (c *court) publicResource(t *trial, vpc *topology.VPC, r *cfn.Resource) {
	get := func(name string) cfn.Value { return c.World.Property(r, name) }
	public := func(name, hint string) {
		t.refute(at(place(r.Ref, name), r.Ref.String()+" ("+r.Type+") has a public address", hint))
	}
	if elsewhere(c, vpc, r) {
		return
	}
	switch r.Type {
	case "AWS::EC2::NatGateway":
		if kind, _ := cfn.AsString(get("ConnectivityType")); kind != "private" {
			public("ConnectivityType", "remove the NAT gateway: endpoints take its place")
		}
	case "AWS::EC2::EIP":
		if given(get("InstanceId")) {
			public("InstanceId", "remove the address")
		}
	case "AWS::EC2::EIPAssociation":
		public("AllocationId", "remove the association")
	case "AWS::EC2::Instance":
		list, _ := get("NetworkInterfaces").(cfn.List)
		for _, item := range list {
			o, _ := item.(cfn.Object)
			if off, known := cfn.AsBool(o.Get("AssociatePublicIpAddress")); given(o.Get("AssociatePublicIpAddress")) && (off || !known) {
				public("NetworkInterfaces", "set AssociatePublicIpAddress to false")
			}
		}
		if s := c.subnet(get("SubnetId")); s != nil && s.PublicOnLaunch {
			t.refute(at(place(s.Ref, "MapPublicIpOnLaunch"), r.Ref.String()+" gets a public address from its subnet", "set MapPublicIpOnLaunch to false"))
		}
	case "AWS::RDS::DBInstance", "AWS::RDS::DBCluster":
		on, known := cfn.AsBool(get("PubliclyAccessible"))
		switch {
		case !given(get("PubliclyAccessible")), known && !on:
			// Without the property it follows the subnets, none of which leads out unless this is a public one.
			if !given(get("PubliclyAccessible")) {
				t.unsure(fmt.Sprintf("%s does not say that it is not PubliclyAccessible", r.Ref))
			}
		case known:
			public("PubliclyAccessible", "set it to false")
		default:
			t.unsure(fmt.Sprintf("PubliclyAccessible of %s is open", r.Ref))
		}
	}
}

// elsewhere tells whether a resource names a subnet of another VPC.
func elsewhere(c *court, vpc *topology.VPC, r *cfn.Resource) bool {
	s := c.subnet(c.World.Property(r, "SubnetId"))
	return s != nil && s.VPC != nil && s.VPC != vpc
}

func (c *court) subnet(v cfn.Value) *topology.Subnet {
	ref, ok := v.(cfn.ResourceRef)
	if !ok {
		return nil
	}
	for _, s := range c.Subnets {
		if s.Ref == ref.Resource() {
			return s
		}
	}
	return nil
}

func in(i *topology.Interface, vpc *topology.VPC) bool {
	return slices.ContainsFunc(i.Subnets, func(s *topology.Subnet) bool { return s.VPC == vpc })
}
