package oracle

import (
	"fmt"
	"strings"
)

func (r *reader) readGroups() {
	ids := r.of("EC2::SecurityGroup")
	for _, id := range ids {
		r.groups[id] = len(r.n.Groups)
		r.n.Groups = append(r.n.Groups, Group{})
	}
	for _, id := range ids {
		p, g := r.properties(id), &r.n.Groups[r.groups[id]]
		for _, rule := range each(p["SecurityGroupIngress"]) {
			g.In = append(g.In, r.rule(rule.(object), "Source"))
		}
		for _, rule := range each(p["SecurityGroupEgress"]) {
			g.Out = append(g.Out, r.rule(rule.(object), "Destination"))
		}
		g.ImplicitOut = len(each(p["SecurityGroupEgress"])) == 0
	}
	for _, id := range r.of("EC2::SecurityGroupIngress") {
		g := &r.n.Groups[r.index(r.groups, r.properties(id)["GroupId"])]
		g.In = append(g.In, r.rule(r.properties(id), "Source"))
	}
	for _, id := range r.of("EC2::SecurityGroupEgress") {
		g := &r.n.Groups[r.index(r.groups, r.properties(id)["GroupId"])]
		g.Out = append(g.Out, r.rule(r.properties(id), "Destination"))
	}
}

var protocolNumbers = map[string]int{"-1": All, "tcp": TCP, "udp": UDP, "icmp": ICMP, "icmpv6": ICMPv6}

func (r *reader) rule(p object, side string) GroupRule {
	name := strings.ToLower(fmt.Sprint(p["IpProtocol"]))
	protocol, known := protocolNumbers[name]
	if !known {
		protocol = number(name)
	}
	rule := GroupRule{Protocol: protocol, From: -1, To: -1}
	if p["FromPort"] != nil {
		rule.From, rule.To = number(p["FromPort"]), number(p["ToPort"])
	}
	if (protocol == TCP || protocol == UDP) && rule.From == -1 {
		rule.From, rule.To = 0, 65535
	}
	switch {
	case p["CidrIp"] != nil:
		rule.Peer.Prefix = prefix(p["CidrIp"])
	case p["CidrIpv6"] != nil:
		rule.Peer.Prefix = prefix(p["CidrIpv6"])
	case p[side+"PrefixListId"] != nil:
		for list, id := range listIDs {
			if id == p[side+"PrefixListId"] {
				rule.Peer.List = list
			}
		}
		if rule.Peer.List == "" {
			fail("the prefix list %v", p[side+"PrefixListId"])
		}
	default:
		rule.Peer.Group = r.index(r.groups, p[side+"SecurityGroupId"])
	}
	return rule
}

func serviceName(v any) string {
	if m, ok := v.(object); ok {
		v = m["Fn::Sub"]
		if joined := each(m["Fn::Join"]); len(joined) == 2 && joined[0] == "" {
			text := ""
			for _, part := range each(joined[1]) {
				if referred(part) == "AWS::Region" {
					part = Region
				}
				text += fmt.Sprint(part)
			}
			v = text
		}
	}
	parts := strings.SplitN(fmt.Sprint(v), ".", 4)
	if len(parts) != 4 || parts[2] != "${AWS::Region}" && parts[2] != Region {
		fail("the endpoint's service %v", v)
	}
	return parts[3]
}

func (r *reader) readGateway() {
	for _, id := range r.of("EC2::VPCEndpoint") {
		p := r.properties(id)
		if p["VpcEndpointType"] == "Interface" || serviceName(p["ServiceName"]) != "s3" {
			continue
		}
		r.n.Gateway = &Gateway{}
		for _, v := range each(p["RouteTableIds"]) {
			r.n.Gateway.Tables = append(r.n.Gateway.Tables, r.index(r.tables, v))
		}
	}
}

func (r *reader) readInterfaces(service string) {
	wear := func(id, kind, name string, subnets, groups any) {
		var worn []int
		for _, v := range each(groups) {
			worn = append(worn, r.index(r.groups, v))
		}
		if len(worn) == 0 {
			fail("%s wears the default group", id)
		}
		for _, v := range each(subnets) {
			r.n.Interfaces = append(r.n.Interfaces, Interface{Name: id, Kind: kind, Subnet: r.index(r.subnets, v), Groups: worn, Service: name})
		}
	}
	for _, id := range r.of("ElasticLoadBalancingV2::LoadBalancer") {
		p := r.properties(id)
		if p["Type"] != nil && p["Type"] != "application" {
			fail("the type of %s", id)
		}
		r.n.InternetFacing = p["Scheme"] != "internal"
		wear(id, Balancer, "", p["Subnets"], p["SecurityGroups"])
	}
	network, _ := r.properties(service)["NetworkConfiguration"].(object)
	awsvpc, _ := network["AwsvpcConfiguration"].(object)
	wear(service, Task, "", awsvpc["Subnets"], awsvpc["SecurityGroups"])
	for _, id := range r.of("EC2::VPCEndpoint") {
		if p := r.properties(id); p["VpcEndpointType"] == "Interface" {
			wear(id, Endpoint, serviceName(p["ServiceName"]), p["SubnetIds"], p["SecurityGroupIds"])
		}
	}
	for _, id := range r.of("EC2::NetworkInterface", "EC2::Instance", "Lambda::Function") {
		p := r.properties(id)
		if vpc, ok := p["VpcConfig"].(object); ok {
			wear(id, Other, "", vpc["SubnetIds"], vpc["SecurityGroupIds"])
			continue
		}
		groups := p["GroupSet"]
		if groups == nil {
			groups = p["SecurityGroupIds"]
		}
		wear(id, Other, "", p["SubnetId"], groups)
	}
}
