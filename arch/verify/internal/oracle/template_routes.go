package oracle

import "fmt"

// tables writes the route tables, what their routes lead to, and which subnets
// they are for.
func (w *writer) tables() {
	if w.n.InternetFacing {
		w.attached("InternetGateway")
	}
	for i, t := range w.n.Tables {
		w.add(w.id("Table", i), "EC2::RouteTable", object{"VpcId": w.vpcID()})
		for j, r := range t.Routes {
			destination := "DestinationCidrBlock"
			if r.Destination.Addr().Is6() {
				destination = "DestinationIpv6CidrBlock"
			}
			key, target, needs := w.target(r.Target)
			w.add(w.id("Route", 10*i+j), "EC2::Route", object{"RouteTableId": w.table(i), destination: r.Destination.String(), key: target}, needs...)
		}
	}
	for i, s := range w.n.Subnets {
		if s.Table >= 0 {
			w.add(w.id("TableOf", i), "EC2::SubnetRouteTableAssociation", object{"SubnetId": w.subnet(i), "RouteTableId": w.table(s.Table)})
		}
	}
}

// target writes the resource that a route leads to, once, and names the
// property of the route that holds it and what must be there before.
func (w *writer) target(target string) (key string, to any, needs []string) {
	id := w.id("Target"+target, 0)
	switch target {
	case "igw":
		gateway, attachment := w.attached("InternetGateway")
		return "GatewayId", ref(gateway), []string{attachment}
	case "vgw":
		gateway, attachment := w.attached("VPNGateway")
		return "GatewayId", ref(gateway), []string{attachment}
	case "nat":
		w.add(id, "EC2::NatGateway", object{"ConnectivityType": "private", "SubnetId": w.subnet(0)})
		return "NatGatewayId", w.pick(ref(id), att(id, "NatGatewayId")), nil
	case "eni":
		w.add(id, "EC2::NetworkInterface", object{"SubnetId": w.subnet(0), "SourceDestCheck": false})
		return "NetworkInterfaceId", ref(id), nil
	case "eigw":
		w.add(id, "EC2::EgressOnlyInternetGateway", object{"VpcId": w.vpcID()})
		return "EgressOnlyInternetGatewayId", ref(id), nil
	case "peering":
		peer := w.id("Peer", 0)
		w.add(peer, "EC2::VPC", object{"CidrBlock": "100.64.0.0/24"})
		w.add(id, "EC2::VPCPeeringConnection", object{"VpcId": w.vpcID(), "PeerVpcId": ref(peer)})
		return "VpcPeeringConnectionId", ref(id), nil
	case "tgw":
		attachment := w.id("Attachment", 0)
		w.add(id, "EC2::TransitGateway", nil)
		w.add(attachment, "EC2::TransitGatewayAttachment", object{"VpcId": w.vpcID(), "SubnetIds": list{w.subnet(0)}, "TransitGatewayId": ref(id)})
		return "TransitGatewayId", ref(id), []string{attachment}
	}
	panic(fmt.Sprintf("a route to %q", target))
}

// attached writes a gateway and attaches it to the VPC.
func (w *writer) attached(kind string) (gateway, attachment string) {
	gateway, attachment = w.id(kind, 0), w.id(kind+"Attachment", 0)
	properties := object{}
	if kind == "VPNGateway" {
		properties["Type"] = "ipsec.1"
	}
	w.add(gateway, "EC2::"+kind, properties)
	key := map[string]string{"InternetGateway": "InternetGatewayId", "VPNGateway": "VpnGatewayId"}[kind]
	w.add(attachment, "EC2::VPCGatewayAttachment", object{"VpcId": w.vpcID(), key: ref(gateway)})
	return gateway, attachment
}

// gateway writes the gateway endpoint of S3.
func (w *writer) gateway() {
	if w.n.Gateway == nil {
		return
	}
	properties := object{"VpcId": w.vpcID(), "ServiceName": w.serviceName("s3")}
	if w.flip() {
		properties["VpcEndpointType"] = "Gateway"
	}
	if len(w.n.Gateway.Tables) > 0 {
		properties["RouteTableIds"] = w.each(w.n.Gateway.Tables, w.table)
	}
	w.add(w.id("S3", 0), "EC2::VPCEndpoint", properties)
}

func (w *writer) serviceName(service string) any {
	return w.pick(
		"com.amazonaws."+Region+"."+service,
		object{"Fn::Sub": "com.amazonaws.${AWS::Region}." + service},
		object{"Fn::Join": list{"", list{"com.amazonaws.", ref("AWS::Region"), "." + service}}},
	)
}

// acls writes the network ACLs, their rules, and which subnets they are for.
func (w *writer) acls() {
	for i, a := range w.n.ACLs {
		w.add(w.id("Acl", i), "EC2::NetworkAcl", object{"VpcId": w.vpcID()})
		for j, r := range a.In {
			w.entry(w.id("AclIn", 100*i+j), i, r, false)
		}
		for j, r := range a.Out {
			w.entry(w.id("AclOut", 100*i+j), i, r, true)
		}
	}
	for i, s := range w.n.Subnets {
		if s.ACL >= 0 {
			w.add(w.id("AclOf", i), "EC2::SubnetNetworkAclAssociation", object{"SubnetId": w.subnet(i), "NetworkAclId": ref(w.id("Acl", s.ACL))})
		}
	}
}

func (w *writer) entry(id string, acl int, r ACLRule, egress bool) {
	properties := object{
		"NetworkAclId": ref(w.id("Acl", acl)), "RuleNumber": w.number(r.Number), "Protocol": w.number(r.Protocol), "RuleAction": "deny",
	}
	if r.Allow {
		properties["RuleAction"] = "allow"
	}
	if egress {
		properties["Egress"] = w.yes()
	} else if w.flip() {
		properties["Egress"] = false
	}
	if r.Prefix.Addr().Is6() {
		properties["Ipv6CidrBlock"] = r.Prefix.String()
	} else {
		properties["CidrBlock"] = w.cidr(r.Prefix)
	}
	switch {
	case r.Protocol == TCP || r.Protocol == UDP || r.Protocol == All && w.flip():
		properties["PortRange"] = object{"From": w.number(int(r.From)), "To": w.number(int(r.To))}
	case r.Protocol == ICMP:
		properties["Icmp"] = object{"Type": w.number(-1), "Code": w.number(-1)}
	}
	w.add(id, "EC2::NetworkAclEntry", properties)
}
