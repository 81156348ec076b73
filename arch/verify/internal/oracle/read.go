package oracle

import (
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"strconv"
	"strings"
)

// Read is the network of the one service of a decoded template, the other way than
// Template goes. It reads the plain spellings alone: literals, Ref, Fn::GetAtt and Fn::Sub
// of one reference. The error names what it does not read.
func Read(template map[string]any) (n Network, err error) {
	resources, _ := template["Resources"].(object)
	r := reader{resources: resources, groups: map[string]int{}, subnets: map[string]int{}, tables: map[string]int{}, zones: map[string]int{}}
	defer func() {
		if failed, ok := recover().(unread); ok {
			err = fmt.Errorf("not read: %s", string(failed))
		}
	}()
	r.network()
	return r.n, nil
}

// unread ends a reading.
type unread string

func fail(format string, args ...any) { panic(unread(fmt.Sprintf(format, args...))) }

type reader struct {
	resources object
	n         Network
	// Indexes by logical id, and of zones by their spelling.
	groups, subnets, tables, zones map[string]int
}

// of are the ids of a type, sorted.
func (r *reader) of(kinds ...string) []string {
	var ids []string
	for _, id := range slices.Sorted(maps.Keys(r.resources)) {
		if slices.Contains(kinds, strings.TrimPrefix(fmt.Sprint(r.resources[id].(object)["Type"]), "AWS::")) {
			if r.resources[id].(object)["Condition"] != nil {
				fail("the condition of %s", id)
			}
			ids = append(ids, id)
		}
	}
	return ids
}

func (r *reader) properties(id string) object {
	p, _ := r.resources[id].(object)["Properties"].(object)
	return p
}

// referred is the logical id that a value leads to, or empty.
func referred(v any) string {
	m, _ := v.(object)
	if s, ok := m["Ref"].(string); ok {
		return s
	}
	if l, ok := m["Fn::GetAtt"].(list); ok && len(l) == 2 {
		return fmt.Sprint(l[0])
	}
	if s, ok := m["Fn::Sub"].(string); ok && strings.HasPrefix(s, "${") && strings.HasSuffix(s, "}") && strings.Count(s, "${") == 1 {
		return s[2 : len(s)-1]
	}
	return ""
}

func each(v any) list {
	switch v := v.(type) {
	case nil:
		return nil
	case list:
		return v
	}
	return list{v}
}

func number(v any) int {
	switch v := v.(type) {
	case float64:
		return int(v)
	case string:
		n, err := strconv.Atoi(v)
		if err != nil {
			fail("the number %q", v)
		}
		return n
	}
	fail("the number %v", v)
	return 0
}

func prefix(v any) netip.Prefix {
	p, err := netip.ParsePrefix(fmt.Sprint(v))
	if err != nil {
		fail("the range %v", v)
	}
	return p
}

func (r *reader) network() {
	services := r.of("ECS::Service")
	if len(services) != 1 {
		fail("%d services", len(services))
	}
	vpcs := r.of("EC2::VPC")
	if len(vpcs) != 1 || len(r.of("EC2::VPCCidrBlock")) > 0 {
		fail("more than one VPC or range")
	}
	r.n.VPC = prefix(r.properties(vpcs[0])["CidrBlock"])
	r.readTables()
	for _, id := range r.of("EC2::Subnet") {
		p := r.properties(id)
		zone := fmt.Sprint(p["AvailabilityZone"])
		if choice, ok := p["AvailabilityZone"].(object); ok {
			// Fn::Select of Fn::GetAZs, however that is spelled.
			zone = fmt.Sprint(number(each(choice["Fn::Select"])[0]))
		}
		if _, known := r.zones[zone]; !known {
			r.zones[zone] = len(r.zones)
		}
		r.subnets[id] = len(r.n.Subnets)
		r.n.Subnets = append(r.n.Subnets, Subnet{Prefix: prefix(p["CidrBlock"]), Zone: r.zones[zone], Table: -1, ACL: -1})
	}
	for _, id := range r.of("EC2::SubnetRouteTableAssociation") {
		p := r.properties(id)
		r.n.Subnets[r.index(r.subnets, p["SubnetId"])].Table = r.index(r.tables, p["RouteTableId"])
	}
	r.readACLs()
	r.readGroups()
	r.readGateway()
	r.readInterfaces(services[0])
}

func (r *reader) index(of map[string]int, v any) int {
	i, ok := of[referred(v)]
	if !ok {
		fail("the reference %v", v)
	}
	return i
}

// exits are the targets of routes by the property that names them.
var exits = map[string]string{
	"NatGatewayId": "nat", "EgressOnlyInternetGatewayId": "eigw", "VpcPeeringConnectionId": "peering", "TransitGatewayId": "tgw",
	"InstanceId": "eni", "NetworkInterfaceId": "eni", "GatewayId": "igw",
}

func (r *reader) readTables() {
	for _, id := range r.of("EC2::RouteTable") {
		r.tables[id] = len(r.n.Tables)
		r.n.Tables = append(r.n.Tables, Table{})
	}
	for _, id := range r.of("EC2::Route") {
		p := r.properties(id)
		destination := p["DestinationCidrBlock"]
		if destination == nil {
			destination = p["DestinationIpv6CidrBlock"]
		}
		route := Route{Destination: prefix(destination)}
		for _, name := range slices.Sorted(maps.Keys(exits)) {
			if p[name] != nil {
				route.Target = exits[name]
			}
		}
		switch {
		case p["GatewayId"] == "local":
			continue
		case route.Target == "":
			fail("the target of %s", id)
		}
		table := &r.n.Tables[r.index(r.tables, p["RouteTableId"])]
		table.Routes = append(table.Routes, route)
	}
	if len(r.of("EC2::VPNGatewayRoutePropagation")) > 0 {
		fail("propagated routes")
	}
}

func (r *reader) readACLs() {
	acls := map[string]int{}
	for _, id := range r.of("EC2::NetworkAcl") {
		acls[id] = len(r.n.ACLs)
		r.n.ACLs = append(r.n.ACLs, ACL{})
	}
	for _, id := range r.of("EC2::NetworkAclEntry") {
		p := r.properties(id)
		rule := ACLRule{Number: number(p["RuleNumber"]), Protocol: number(p["Protocol"]), Prefix: prefix(p["CidrBlock"]), Allow: p["RuleAction"] == "allow"}
		if ports, ok := p["PortRange"].(object); ok {
			rule.From, rule.To = uint16(number(ports["From"])), uint16(number(ports["To"]))
		}
		acl := &r.n.ACLs[r.index(acls, p["NetworkAclId"])]
		if out := p["Egress"]; out == true || out == "true" {
			acl.Out = append(acl.Out, rule)
		} else {
			acl.In = append(acl.In, rule)
		}
	}
	for _, id := range r.of("EC2::SubnetNetworkAclAssociation") {
		p := r.properties(id)
		r.n.Subnets[r.index(r.subnets, p["SubnetId"])].ACL = r.index(acls, p["NetworkAclId"])
	}
}
