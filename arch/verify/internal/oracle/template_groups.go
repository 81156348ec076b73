package oracle

import "strconv"

// groups writes the security groups. A rule is in-line or a resource of its
// own; one that names a later group, or its own, is always the latter, so that
// no two resources wait for each other.
func (w *writer) groups() {
	for i, g := range w.n.Groups {
		properties := object{"GroupDescription": "group " + strconv.Itoa(i), "VpcId": w.vpcID()}
		if in := w.rules(i, g.In, true, "In"); len(in) > 0 {
			properties["SecurityGroupIngress"] = in
		}
		switch out := w.rules(i, g.Out, !g.ImplicitOut, "Out"); {
		case g.ImplicitOut:
		case len(out) > 0:
			properties["SecurityGroupEgress"] = out
		default:
			properties["SecurityGroupEgress"] = list{object{
				"CidrIp": "255.255.255.255/32", "IpProtocol": "icmp", "FromPort": w.number(252), "ToPort": w.number(86),
			}}
		}
		w.add(w.id("Group", i), "EC2::SecurityGroup", properties)
	}
}

// rules gives the in-line rules of a group and adds the others.
func (w *writer) rules(group int, rules []GroupRule, inLine bool, direction string) list {
	var kept list
	for j, r := range rules {
		properties := w.rule(r, direction)
		byGroup := r.Peer.List == "" && !r.Peer.Prefix.IsValid()
		if inLine && w.flip() && (!byGroup || r.Peer.Group < group) {
			kept = append(kept, properties)
			continue
		}
		properties["GroupId"] = w.group(group)
		kind := map[string]string{"In": "Ingress", "Out": "Egress"}[direction]
		w.add(w.id("Rule"+direction, 100*group+j), "EC2::SecurityGroup"+kind, properties)
	}
	return kept
}

func (w *writer) rule(r GroupRule, direction string) object {
	properties := object{"IpProtocol": w.protocol(r.Protocol)}
	if r.Protocol == TCP || r.Protocol == UDP || r.Protocol == ICMP {
		properties["FromPort"], properties["ToPort"] = w.number(r.From), w.number(r.To)
	} else if w.flip() {
		properties["FromPort"], properties["ToPort"] = w.number(443), w.number(443)
	}
	side := map[string]string{"In": "Source", "Out": "Destination"}[direction]
	switch {
	case r.Peer.List != "":
		properties[side+"PrefixListId"] = listIDs[r.Peer.List]
	case !r.Peer.Prefix.IsValid():
		properties[side+"SecurityGroupId"] = w.group(r.Peer.Group)
	case r.Peer.Prefix.Addr().Is6():
		properties["CidrIpv6"] = r.Peer.Prefix.String()
	default:
		properties["CidrIp"] = w.cidr(r.Peer.Prefix)
	}
	return properties
}

func (w *writer) protocol(p int) any {
	names := map[int]string{TCP: "tcp", UDP: "udp", ICMP: "icmp"}
	if name, ok := names[p]; ok && w.flip() {
		return name
	}
	return strconv.Itoa(p)
}
