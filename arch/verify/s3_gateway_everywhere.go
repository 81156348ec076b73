package verify

import (
	"fmt"
	"net/netip"
	"slices"

	"github.com/archblocks/archblocks/arch/verify/internal/topology"
	"github.com/archblocks/archblocks/arch/verify/internal/traffic"
)

var s3GatewayEverywhere = Property{
	ID:    "s3-gateway-everywhere",
	Title: "Tasks reach S3 over the gateway endpoint from every subnet",
	Meaning: "The route table of every subnet of a service is on a gateway endpoint of S3, and TCP 443 to S3's prefix list passes the tasks' " +
		"egress rules and the network ACLs, with the replies.",
	Standards: []string{"Well-Architected SEC05-BP02", "Well-Architected COST08-BP02"},
	subject:   "ECS service",
	judge: func(c *court) {
		for _, s := range c.Services {
			t := c.try(s.Ref)
			c.reachS3(t, s, view{})
			t.proved(fmt.Sprintf("the gateway is on the tables of all %d subnets, and egress admits its prefix list", len(s.Interface.Subnets)))
		}
	},
}

// private are ranges in which no public service has addresses.
// https://www.iana.org/assignments/iana-ipv4-special-registry/iana-ipv4-special-registry.xhtml
var private = traffic.Prefixes(
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"),
	netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("169.254.0.0/16"), netip.MustParsePrefix("172.16.0.0/12"),
	netip.MustParsePrefix("192.168.0.0/16"), netip.MustParsePrefix("224.0.0.0/3"),
)

// public are the addresses of which S3's prefix list may hold any: what it holds is not
// looked at, as AWS changes it.
var public = traffic.AllIPv4().Subtract(private)

// reachS3 judges the way to S3 from each subnet of a service.
func (c *court) reachS3(t *trial, s *topology.Service, v view) { c.reachGateway(t, s, "s3", v) }

// titles are the services with gateway endpoints as people write them.
var titles = map[string]string{"s3": "S3", "dynamodb": "DynamoDB"}

// reachGateway judges the way to a service with a gateway endpoint.
func (c *court) reachGateway(t *trial, s *topology.Service, service string, v view) {
	for _, subnet := range v.subnets(s.Interface) {
		c.gatewayRoute(t, s, service, subnet, v)
		c.gatewayACL(t, service, subnet, v)
	}
	c.gatewayEgress(t, s, service, v)
	t.doubt(s.Doubts, s.Interface.All(), vpcDoubts(s.Interface))
}

func (c *court) gatewayRoute(t *trial, s *topology.Service, service string, subnet *topology.Subnet, v view) {
	if subnet.VPC == nil {
		return
	}
	table := v.table(subnet)
	var doubts []topology.Doubt
	found := false
	for _, e := range c.Endpoints {
		if e.VPC != subnet.VPC || !e.Gateway || !v.there(e.Ref) || e.Service != service && e.Service != "" {
			continue
		}
		if w, _ := c.serves(e, s); w == nil && e.Service == service && e.Region == s.Region && slices.Contains(e.Tables, table) {
			found = true
			continue
		}
		doubts = append(doubts, e.Doubts...)
	}
	t.doubt(table.Doubts)
	if !found {
		place := root(subnet.Ref)
		if subnet.TableBy != nil {
			place = root(*subnet.TableBy)
		}
		list := topology.ServiceList(s.Region, service)
		w := at(place, fmt.Sprintf("no gateway endpoint of %s is on %s, the route table of %s", titles[service], tableName(table, subnet.VPC), subnet.Ref),
			"add the table to the RouteTableIds of the gateway endpoint of "+titles[service])
		w.Packet = &Packet{Protocol: "tcp", Source: text(addresses(subnet)), Destination: list, Port: 443}
		w.Hops = []Hop{{subnet.Ref.String(), "the subnet of the tasks"}, {tableName(table, subnet.VPC), "has no route to the prefix list " + list}}
		t.missing(w, doubts, table.Doubts, subnet.Doubts, subnet.VPC.Doubts)
	}
	for _, r := range table.Routes {
		// The longest prefix wins, and those of the list are longer than none.
		if r.List != "" || r.Destination.Addr().Is4() && r.Destination.Bits() > 0 && !traffic.Prefixes(r.Destination).Intersect(public).IsEmpty() {
			t.unsure(fmt.Sprintf("%s may take packets off their way to %s", r.At.Resource, titles[service]))
		}
	}
}

// gatewayEgress judges the tasks' groups.
func (c *court) gatewayEgress(t *trial, s *topology.Service, service string, v view) {
	for _, vpc := range vpcs(s.Interface) {
		list := topology.ServiceList(vpc.Region, service)
		var passed traffic.Packets
		for _, g := range s.Interface.Groups {
			for _, r := range g.Out {
				switch {
				case !v.there(r.At.Resource):
				case r.Prefix.IsValid():
					passed = passed.Union(traffic.Of(traffic.Prefixes(r.Prefix), r.Ports))
				case r.List != "" && c.Lists.Name(vpc.Region, r.List) == list:
					passed = passed.Union(traffic.Of(public, r.Ports))
				}
			}
		}
		w := at(groupPlace(s.Interface), fmt.Sprintf("egress of %s stops packets of the tasks to the prefix list %s on tcp 443", names(s.Interface.Groups), list),
			"add an egress rule for tcp 443 to the prefix list "+list)
		w.Packet = &Packet{Protocol: "tcp", Source: s.Ref.String(), Destination: list, Port: 443}
		t.publicly(passed, https, w, s.Interface.All(), c.moreRules(vpc, s.Interface.Groups, outward))
	}
}

// publicly judges that packets reach whatever a service's list holds.
func (t *trial) publicly(passed traffic.Packets, ports traffic.Ports, w *Witness, doubts ...[]topology.Doubt) {
	must := traffic.Of(public, ports)
	switch {
	case passed.Contains(must):
	case !passed.Intersect(must).Anywhere().Contains(ports):
		// A port that is open to no public address.
		t.missing(w, doubts...)
	default:
		// Whether the list is within what passes, nobody says.
		t.doubt(doubts...)
		t.unsure(w.Shows + " at some addresses")
	}
}

func (c *court) gatewayACL(t *trial, service string, subnet *topology.Subnet, v view) {
	acl := subnet.ACL
	for _, way := range []struct {
		d     direction
		ports traffic.Ports
		what  string
	}{{outward, https, "packets to " + titles[service] + " on tcp 443"}, {inward, clients, "replies of " + titles[service]}} {
		w := at(aclPlace(subnet, acl), fmt.Sprintf("the network ACL of %s, %s, stops %s", subnet.Ref, way.d, way.what), "allow "+way.ports.String()+" there")
		t.publicly(v.entries(acl, way.d), way.ports, w, acl.Doubts)
	}
	t.doubt(acl.Doubts)
}
