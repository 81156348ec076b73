package topology

import (
	"fmt"
	"strings"

	"github.com/archblocks/archblocks/internal/cfn"
)

// readEndpoint reads a VPC endpoint.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcendpoint.html
func (t *Topology) readEndpoint(r *cfn.Resource) {
	e := &Endpoint{Ref: r.Ref, Resource: r, VPC: t.vpcOf(r)}
	if e.VPC == nil {
		t.Doubts = append(t.Doubts, t.open(r, "VpcId"))
		return
	}
	kind, ok := t.text(r, "VpcEndpointType")
	if !ok || kind != "" && kind != "Gateway" && kind != "Interface" {
		e.VPC.Doubts = append(e.VPC.Doubts, Doubt{at(r, "VpcEndpointType"), "an endpoint of this type is not judged"})
		return
	}
	e.Gateway = kind != "Interface"
	e.Service, e.Region = t.endpointService(r)
	if e.Service == "" {
		e.Doubts = append(e.Doubts, Doubt{at(r, "ServiceName"), "the endpoint's service is not AWS's or is open: " + cfn.Show(t.get(r, "ServiceName"))})
	}
	// Without the property an interface endpoint has no private names.
	on, known := t.flag(r, "PrivateDnsEnabled", false)
	e.PrivateDNS = on
	if !known {
		e.Doubts = append(e.Doubts, t.open(r, "PrivateDnsEnabled"))
	}
	if e.Gateway {
		list, open := items(t.get(r, "RouteTableIds"))
		if open {
			e.Doubts = append(e.Doubts, t.open(r, "RouteTableIds"))
		}
		for i, v := range list {
			if table := t.refers(v, "AWS::EC2::RouteTable", "RouteTableId"); table != nil {
				e.Tables = append(e.Tables, t.tables[table.Ref])
			} else {
				e.Doubts = append(e.Doubts, Doubt{at(r, "RouteTableIds", fmt.Sprintf("[%d]", i)), "the route table is open: " + cfn.Show(v)})
			}
		}
	} else {
		e.Interface = t.wear(r, e.VPC, t.get(r, "SecurityGroupIds"), t.get(r, "SubnetIds"), "SecurityGroupIds", "SubnetIds")
		if len(e.Interface.Subnets) == 0 {
			e.Doubts = append(e.Doubts, Doubt{at(r, "SubnetIds"), "the endpoint has no subnet that is known"})
		}
		// Names that stand for IPv6 addresses alone are of no use over IPv4, which is what is judged.
		for _, v := range []cfn.Value{t.get(r, "IpAddressType"), dnsRecords(t.get(r, "DnsOptions"))} {
			if text, known := cfn.AsString(v); !missing(v) && (!known || text == "ipv6") {
				e.Doubts = append(e.Doubts, Doubt{at(r), "whether the endpoint has IPv4 addresses is open or denied"})
			}
		}
	}
	t.Endpoints = append(t.Endpoints, e)
}

func dnsRecords(v cfn.Value) cfn.Value {
	o, _ := v.(cfn.Object)
	return o.Get("DnsRecordIpType")
}

// endpointService is the service and the Region of an AWS endpoint service's name,
// com.amazonaws.REGION.SERVICE, or empty.
func (t *Topology) endpointService(r *cfn.Resource) (service, region string) {
	name := t.get(r, "ServiceName")
	own := t.region(r.Ref)
	if other, known := t.text(r, "ServiceRegion"); !known || other != "" && other != own {
		return "", ""
	}
	if text, ok := cfn.AsString(name); ok {
		rest, found := strings.CutPrefix(text, "com.amazonaws.")
		region, service, split := strings.Cut(rest, ".")
		if !found || !split || region == "vpce" {
			// com.amazonaws.vpce.REGION.vpce-svc-ID is a service of somebody.
			return "", ""
		}
		return service, region
	}
	// The Region of the stack is not known, but it is the same.
	parts, ok := name.(cfn.Concat)
	if !ok || len(parts) != 3 || parts[0] != cfn.Value(cfn.String("com.amazonaws.")) {
		return "", ""
	}
	atom, isAtom := parts[1].(cfn.Atom)
	last, isText := parts[2].(cfn.String)
	if !isAtom || atom.Origin != cfn.FromPseudo || atom.Name != "AWS::Region" || !isText {
		return "", ""
	}
	return strings.TrimPrefix(string(last), "."), own
}

// wear makes the interface of a resource that names groups and subnets. Without
// groups it wears the VPC's default group.
// https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
func (t *Topology) wear(r *cfn.Resource, vpc *VPC, groups, subnets cfn.Value, groupsPath, subnetsPath string) *Interface {
	i := &Interface{Owner: r.Ref, Type: r.Type, GroupsAt: at(r, strings.Split(groupsPath, ".")...), SubnetsAt: at(r, strings.Split(subnetsPath, ".")...)}
	list, open := items(subnets)
	if open {
		i.Doubts = append(i.Doubts, Doubt{i.SubnetsAt, "the subnets are open: " + cfn.Show(subnets)})
	}
	for _, v := range list {
		if s := t.refers(v, "AWS::EC2::Subnet", "SubnetId"); s != nil {
			i.Subnets = append(i.Subnets, t.subnets[s.Ref])
		} else {
			i.Doubts = append(i.Doubts, Doubt{i.SubnetsAt, "a subnet is not in the templates: " + cfn.Show(v)})
		}
	}
	if vpc == nil && len(i.Subnets) > 0 {
		vpc = i.Subnets[0].VPC
	}
	list, open = items(groups)
	if open {
		i.GroupDoubts = append(i.GroupDoubts, Doubt{i.GroupsAt, "the security groups are open: " + cfn.Show(groups)})
	}
	for _, v := range list {
		g := t.groupOf(v)
		if g == nil {
			g = t.foreignGroup(v, i.GroupsAt)
		}
		i.Groups = append(i.Groups, g)
	}
	if len(list) == 0 && !open {
		if vpc != nil {
			i.Groups = append(i.Groups, vpc.defaultGroup)
		} else {
			i.GroupDoubts = append(i.GroupDoubts, Doubt{i.GroupsAt, "no security group is named, and the VPC is not in the templates"})
		}
	}
	if open {
		t.strays[anyWearer] = append(t.strays[anyWearer], Doubt{i.GroupsAt, "the security groups are open: " + cfn.Show(groups)})
	}
	for _, g := range i.Groups {
		g.WornBy = append(g.WornBy, r.Ref)
		if g.Open() {
			t.strays[anyWearer] = append(t.strays[anyWearer], Doubt{i.GroupsAt, r.Ref.String() + " may wear any group: " + cfn.Show(g.Value)})
		}
	}
	t.Interfaces = append(t.Interfaces, i)
	return i
}
