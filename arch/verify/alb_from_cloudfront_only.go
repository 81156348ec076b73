package verify

import (
	"fmt"
	"net/netip"

	"github.com/archblocks/archblocks/arch/verify/internal/topology"
	"github.com/archblocks/archblocks/arch/verify/internal/traffic"
)

var broadcast = netip.MustParsePrefix("255.255.255.255/32")

var albFromCloudFrontOnly = Property{
	ID:    "alb-from-cloudfront-only",
	Title: "The load balancer accepts CloudFront alone",
	Meaning: "Every ingress rule of each load balancer that leads to tasks is within CloudFront's origin-facing prefix list " +
		"and the ports of its listeners, over IPv4 and IPv6.",
	Standards: []string{"FSBP EC2.18", "FSBP EC2.19", "Well-Architected SEC05-BP02"},
	subject:   "load balancer that leads to an ECS service",
	judge: func(c *court) {
		for _, b := range c.leading() {
			t := c.try(b.Ref)
			t.doubt(c.linkDoubts(b))
			var ports traffic.Ports
			for _, l := range b.Listeners {
				ports = ports.Union(listens(l))
				t.doubt(l.Doubts)
			}
			region := c.regionOf(b.Interface)
			t.onlyRules(b.Interface, inward, func(r topology.Rule) traffic.Ports {
				switch name := c.Lists.Name(region, r.List); {
				case r.List == "":
				case name == "":
					t.unsure(undeclared(r, region))
					return traffic.AllPorts()
				case name == topology.CloudFrontList || name == topology.CloudFrontIPv6:
					return ports
				}
				return traffic.Ports{}
			}, "admit the prefix list "+topology.CloudFrontList+" alone, on the listener's port")
			t.doubt(b.Doubts, vpcDoubts(b.Interface))
			t.proved("its groups admit CloudFront's prefix list on " + ports.String() + " and nothing else")
		}
	},
}

// listens are the ports of a listener: any, if that is open.
func listens(l *topology.Listener) traffic.Ports {
	if l.Port == 0 {
		return traffic.Protocol(traffic.TCP)
	}
	return tcp(l.Port)
}

func undeclared(r topology.Rule, region string) string {
	if region == "" {
		return fmt.Sprintf("%s names prefix list %s, and the Region is open; say the Region, or what the list is (PrefixLists, or -prefix-list %s=NAME)", r.At.Resource, r.List, r.List)
	}
	return fmt.Sprintf("%s names prefix list %s, which is not known in Region %s; say what it is (PrefixLists, or -prefix-list %s=NAME)", r.At.Resource, r.List, region, r.List)
}

// regionOf is the Region of an interface's VPC, or empty.
func (c *court) regionOf(i *topology.Interface) string {
	for _, s := range i.Subnets {
		if s.VPC != nil {
			return s.VPC.Region
		}
	}
	return ""
}

// vpcDoubts are the doubts of the VPCs that an interface is in, and of its subnets.
func vpcDoubts(i *topology.Interface) []topology.Doubt {
	var all []topology.Doubt
	for _, s := range i.Subnets {
		all = append(all, s.Doubts...)
		if s.VPC != nil {
			all = append(all, s.VPC.Doubts...)
		}
	}
	return all
}
