package verify

import (
	"fmt"
	"slices"
	"strings"

	"github.com/archblocks/archblocks/arch/verify/internal/topology"
	"github.com/archblocks/archblocks/internal/cfn"
)

var noPublicAddress = Property{
	ID:    "no-public-address",
	Title: "Only a public load balancer has public addresses",
	Meaning: "In each VPC with tasks, no interface but an internet-facing application load balancer's can have a public IPv4 address, and none of the tasks " +
		"an IPv6 address.",
	Standards: []string{"FSBP ECS.2", "FSBP EC2.9", "FSBP RDS.2", "Well-Architected SEC05-BP01"},
	subject:   "ECS service",
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
		if in := vpcs(s.Interface); len(in) > 0 && !slices.Contains(in, vpc) {
			continue
		}
		for _, subnet := range s.Interface.Subnets {
			switch {
			case subnet.VPC == nil:
				// It may be in this VPC.
				t.doubt(subnet.Doubts)
			case subnet.VPC != vpc:
				continue
			case s.Public:
				t.refute(at(s.PublicAt, "the tasks of "+s.Ref.String()+" have public addresses", "set AssignPublicIp to DISABLED"))
			case subnet.IPv6OnCreation:
				t.refute(at(place(subnet.Ref, "AssignIpv6AddressOnCreation"), "the tasks of "+s.Ref.String()+" have IPv6 addresses, which are public", "set it to false"))
			case subnet.IPv6:
				// ECS gives tasks an IPv6 address there, if the account setting dualStackIPv6 is on.
				// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html
				t.unsure(fmt.Sprintf("%s has an IPv6 range: whether tasks get public addresses of it is a setting of the account", subnet.Ref))
			}
		}
		t.doubt(s.Doubts, s.Interface.Doubts)
	}
	for _, b := range c.Balancers {
		if in(b.Interface, vpc) && b.Type == "network" && b.Public {
			t.missing(at(place(b.Ref, "Scheme"), b.Ref.String()+" is a public load balancer of type "+b.Type, "make it internal"), schemeDoubt(b))
		}
	}
	for _, r := range c.there("AWS::EC2::NatGateway", "AWS::EC2::EIP", "AWS::EC2::EIPAssociation", "AWS::EC2::Instance", "AWS::RDS::DBInstance", "AWS::RDS::DBCluster", "AWS::RDS::DBShardGroup") {
		switch c.within(vpc, r) {
		case cfn.Yes:
			c.publicResource(t, r)
		case cfn.Maybe:
			// Whatever it has, whether it has that here is open.
			alone := &trial{verdict: Proved}
			if c.publicResource(alone, r); alone.verdict != Proved {
				t.unsure(alone.why + ", and in which VPC it is, is open")
			}
		}
	}
	t.doubt(vpc.Doubts)
	t.proved("no interface in it is given a public address")
}

func schemeDoubt(b *topology.Balancer) []topology.Doubt {
	if b.PublicKnown {
		return nil
	}
	return b.Doubts
}

// publicResource judges resources that can have public addresses by themselves.
func (c *court) publicResource(t *trial, r *cfn.Resource) {
	public := func(name, hint string) {
		t.refute(at(place(r.Ref, name), r.Ref.String()+" ("+r.Type+") has a public address", hint))
	}
	switch r.Type {
	case "AWS::EC2::NatGateway":
		// Without the property a NAT gateway is public.
		switch kind, known := cfn.AsString(c.get(r, "ConnectivityType")); {
		case !given(c.get(r, "ConnectivityType")), known && kind != "private":
			public("ConnectivityType", "remove the NAT gateway: endpoints take its place")
		case !known:
			t.unsure(fmt.Sprintf("ConnectivityType of %s is open", r.Ref))
		}
	case "AWS::EC2::EIP":
		if given(c.get(r, "InstanceId")) {
			public("InstanceId", "remove the address")
		}
	case "AWS::EC2::EIPAssociation":
		public("AllocationId", "remove the association")
	case "AWS::EC2::Instance":
		c.publicInstance(t, r)
	default:
		engine, _ := cfn.AsString(c.get(r, "Engine"))
		if r.Type == "AWS::RDS::DBCluster" && strings.HasPrefix(engine, "aurora") && !given(c.get(r, "PubliclyAccessible")) {
			// Of Aurora the instances have addresses.
			return
		}
		switch on, known := cfn.AsBool(c.get(r, "PubliclyAccessible")); {
		case known && on:
			public("PubliclyAccessible", "set it to false")
		case !known:
			// Without the property it follows the subnets.
			// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html
			t.unsure(fmt.Sprintf("whether %s is PubliclyAccessible is not said", r.Ref))
		}
	}
}

// publicInstance judges an instance: its own wish goes before its subnet's.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html
func (c *court) publicInstance(t *trial, r *cfn.Resource) {
	public := func(p topology.Place) {
		t.refute(at(p, r.Ref.String()+" (AWS::EC2::Instance) has a public address", "give it none"))
	}
	if _, open := c.get(r, "NetworkInterfaces").(cfn.Atom); open || given(c.get(r, "LaunchTemplate")) {
		t.unsure(fmt.Sprintf("whether %s has a public address is open", r.Ref))
	}
	wish := false
	for _, item := range items(c.get(r, "NetworkInterfaces")) {
		v := object(item).Get("AssociatePublicIpAddress")
		on, known := cfn.AsBool(v)
		wish = wish || given(v)
		switch {
		case known && on:
			public(place(r.Ref, "NetworkInterfaces"))
		case given(v) && !known:
			t.unsure(fmt.Sprintf("AssociatePublicIpAddress of %s is open", r.Ref))
		}
	}
	if v := c.get(r, "SubnetId"); given(v) && c.refersTo(v, "AWS::EC2::Subnet") == nil {
		t.unsure(fmt.Sprintf("the subnet of %s is open: %s", r.Ref, cfn.Show(v)))
	}
	for _, s := range c.subnetsOf(r) {
		if s.PublicOnLaunch && !wish {
			public(place(s.Ref, "MapPublicIpOnLaunch"))
		}
		if s.IPv6OnCreation {
			public(place(s.Ref, "AssignIpv6AddressOnCreation"))
		}
		t.doubt(s.Doubts)
	}
}

// subnetsOf are the subnets that a resource is put in, as far as they are of the templates.
func (c *court) subnetsOf(r *cfn.Resource) []*topology.Subnet {
	names := cfn.List{c.get(r, "SubnetId")}
	if group := c.refersTo(c.get(r, "DBSubnetGroupName"), "AWS::RDS::DBSubnetGroup"); group != nil {
		names = append(names, items(c.get(group, "SubnetIds"))...)
	}
	for _, item := range items(c.get(r, "NetworkInterfaces")) {
		names = append(names, object(item).Get("SubnetId"))
	}
	var found []*topology.Subnet
	for _, v := range names {
		if ref := c.refersTo(v, "AWS::EC2::Subnet"); ref != nil {
			i := slices.IndexFunc(c.Subnets, func(s *topology.Subnet) bool { return s.Ref == ref.Ref })
			found = append(found, c.Subnets[i])
		}
	}
	return found
}

// within tells whether a resource, or what it gives an address to, is in a VPC.
func (c *court) within(vpc *topology.VPC, r *cfn.Resource) cfn.Truth {
	if in := c.refersTo(c.get(r, "VpcId"), "AWS::EC2::VPC"); in != nil {
		return truthOf(in.Ref == vpc.Ref)
	}
	if strings.HasPrefix(r.Type, "AWS::RDS::") {
		return c.databaseWithin(vpc, r)
	}
	for _, name := range []string{"InstanceId", "NetworkInterfaceId"} {
		for _, kind := range []string{"AWS::EC2::Instance", "AWS::EC2::NetworkInterface"} {
			if target := c.refersTo(c.get(r, name), kind); target != nil {
				return c.within(vpc, target)
			}
		}
	}
	return c.subnetsWithin(vpc, c.subnetsOf(r))
}

func (c *court) subnetsWithin(vpc *topology.VPC, subnets []*topology.Subnet) cfn.Truth {
	if len(subnets) == 0 {
		return cfn.Maybe
	}
	answer := cfn.No
	for _, s := range subnets {
		switch s.VPC {
		case vpc:
			return cfn.Yes
		case nil:
			answer = cfn.Maybe
		}
	}
	return answer
}

// databaseWithin follows a database to its subnet group: its own, or its cluster's. Without
// any it is in the account's default VPC.
func (c *court) databaseWithin(vpc *topology.VPC, r *cfn.Resource) cfn.Truth {
	if v := c.get(r, "DBClusterIdentifier"); given(v) && r.Type != "AWS::RDS::DBCluster" {
		if cluster := c.refersTo(v, "AWS::RDS::DBCluster"); cluster != nil {
			return c.databaseWithin(vpc, cluster)
		}
		return cfn.Maybe
	}
	if !given(c.get(r, "DBSubnetGroupName")) {
		return cfn.No
	}
	return c.subnetsWithin(vpc, c.subnetsOf(r))
}

func truthOf(yes bool) cfn.Truth {
	if yes {
		return cfn.Yes
	}
	return cfn.No
}

func in(i *topology.Interface, vpc *topology.VPC) bool {
	return slices.ContainsFunc(i.Subnets, func(s *topology.Subnet) bool { return s.VPC == vpc })
}
