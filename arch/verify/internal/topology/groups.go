package topology

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/archblocks/archblocks/arch/verify/internal/traffic"
	"github.com/archblocks/archblocks/internal/cfn"
)

func (t *Topology) readGroup(r *cfn.Resource) {
	g := &Group{Ref: r.Ref, VPC: t.vpcOf(r)}
	t.groups[r.Ref] = g
	t.Groups = append(t.Groups, g)
}

// readGroupRules reads in-line rules, once all groups are known.
func (t *Topology) readGroupRules(r *cfn.Resource) {
	g := t.groups[r.Ref]
	for _, way := range []struct {
		property string
		rules    *[]Rule
		peer     string
	}{{"SecurityGroupIngress", &g.In, "Source"}, {"SecurityGroupEgress", &g.Out, "Destination"}} {
		list, open := items(t.get(r, way.property))
		if open {
			g.Doubts = append(g.Doubts, t.open(r, way.property))
			continue
		}
		for i, item := range list {
			place := at(r, way.property, fmt.Sprintf("[%d]", i))
			object, ok := item.(cfn.Object)
			if !ok {
				g.Doubts = append(g.Doubts, Doubt{place, "the rule is open"})
				continue
			}
			t.addRule(g, way.rules, place, object, way.peer)
		}
		// EC2 gives a group a rule that lets everything out; only rules in SecurityGroupEgress take its place.
		// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html
		if way.peer == "Destination" && len(list) == 0 {
			g.Out = append(g.Out, allOut(at(r, "SecurityGroupEgress"))...)
		}
	}
}

// readGroupRule reads a rule that is a resource of its own.
func (t *Topology) readGroupRule(r *cfn.Resource) {
	g := t.groupOf(t.get(r, "GroupId"))
	if g == nil {
		if g = t.foreignGroup(t.get(r, "GroupId"), at(r, "GroupId")); g.Open() {
			t.strays[anyGroup] = append(t.strays[anyGroup], t.open(r, "GroupId"))
		}
	}
	properties, _ := t.World.Value(r.Properties).(cfn.Object)
	if r.Type == "AWS::EC2::SecurityGroupIngress" {
		t.addRule(g, &g.In, at(r), properties, "Source")
	} else {
		t.addRule(g, &g.Out, at(r), properties, "Destination")
	}
}

// groupOf is the group that a value names: one of the templates, a VPC's default group, or nil.
func (t *Topology) groupOf(v cfn.Value) *Group {
	if r := t.refers(v, "AWS::EC2::SecurityGroup", "GroupId", "Id"); r != nil {
		return t.groups[r.Ref]
	}
	if ref, ok := v.(cfn.ResourceRef); ok && ref.Attribute == "DefaultSecurityGroup" {
		if vpc := t.vpcs[ref.Resource()]; vpc != nil {
			return vpc.defaultGroup
		}
	}
	return nil
}

// foreignGroup is a group that the templates do not make, the same for the same value. What
// the templates add to it is known, but not what else it has and who wears it.
func (t *Topology) foreignGroup(v cfn.Value, place Place) *Group {
	for _, g := range t.foreign {
		if cfn.Same(g.Value, v) {
			return g
		}
	}
	doubt := Doubt{place, "the security group is not in the templates: " + cfn.Show(v)}
	g := &Group{Foreign: true, Value: v, Ref: place.Resource, Doubts: []Doubt{doubt}, WearDoubts: []Doubt{doubt}}
	t.foreign = append(t.foreign, g)
	return g
}

// Open tells whether a foreign group may be one of the templates: an id that is written as
// text is not, as AWS has yet to choose those.
func (g *Group) Open() bool {
	_, known := cfn.AsString(g.Value)
	return g.Foreign && !known
}

func (t *Topology) addRule(g *Group, rules *[]Rule, place Place, o cfn.Object, peer string) {
	doubt := func(format string, args ...any) {
		g.Doubts = append(g.Doubts, Doubt{place, fmt.Sprintf(format, args...)})
	}
	ports, err := rulePorts(o)
	if err != nil {
		doubt("%v", err)
		return
	}
	rule := Rule{At: place, Ports: ports}
	peers := 0
	for _, name := range []string{"CidrIp", "CidrIpv6", peer + "SecurityGroupId", peer + "PrefixListId"} {
		if !missing(o.Get(name)) {
			peers++
		}
	}
	if peers > 1 {
		doubt("the rule names %d peers, of which EC2 takes one", peers)
	}
	for _, name := range []string{"CidrIp", "CidrIpv6", peer + "SecurityGroupId", peer + "PrefixListId", "SourceSecurityGroupName"} {
		v := o.Get(name)
		if missing(v) {
			continue
		}
		text, known := cfn.AsString(v)
		switch name {
		case "CidrIp", "CidrIpv6":
			if rule.Prefix, known = t.cidr(v); !known {
				doubt("%s is open: %s", name, cfn.Show(v))
				return
			}
		case peer + "SecurityGroupId":
			if rule.Group = t.groupOf(v); rule.Group == nil {
				rule.Group = t.foreignGroup(v, place)
			}
		case peer + "PrefixListId":
			if list := t.refers(v, "AWS::EC2::PrefixList", "PrefixListId"); list != nil {
				t.addOwnList(g, rules, rule, list)
				return
			}
			if atom, ok := v.(cfn.Atom); ok && atom.Origin == cfn.FromParameter {
				// The reader may know what list a parameter will name.
				text, known = atom.Name, true
			}
			if !known {
				doubt("%s is open: %s", name, cfn.Show(v))
				return
			}
			rule.List = text
		default:
			doubt("%s is not followed", name)
			return
		}
		*rules = append(*rules, rule)
		return
	}
	doubt("the rule names no peer that is known")
}

// addOwnList adds a rule for each entry of a prefix list of the templates.
func (t *Topology) addOwnList(g *Group, rules *[]Rule, rule Rule, list *cfn.Resource) {
	entries, open := items(t.get(list, "Entries"))
	if open {
		g.Doubts = append(g.Doubts, t.open(list, "Entries"))
	}
	for _, e := range entries {
		o, _ := e.(cfn.Object)
		prefix, known := t.cidr(o.Get("Cidr"))
		if !known {
			g.Doubts = append(g.Doubts, t.open(list, "Entries"))
			continue
		}
		rule.Prefix = prefix
		*rules = append(*rules, rule)
	}
}

// protocols by name, as EC2 takes them.
var protocols = map[string]uint8{"tcp": traffic.TCP, "udp": traffic.UDP, "icmp": traffic.ICMP, "icmpv6": traffic.ICMPv6}

// rulePorts reads IpProtocol, FromPort and ToPort.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
func rulePorts(o cfn.Object) (traffic.Ports, error) {
	name, ok := cfn.AsString(o.Get("IpProtocol"))
	if !ok {
		return traffic.Ports{}, fmt.Errorf("IpProtocol is open: %s", cfn.Show(o.Get("IpProtocol")))
	}
	if name == "-1" || name == "all" {
		return traffic.AllPorts(), nil
	}
	protocol, named := protocols[strings.ToLower(name)]
	if !named {
		n, err := strconv.ParseUint(name, 10, 8)
		if err != nil {
			return traffic.Ports{}, fmt.Errorf("IpProtocol %q is not known", name)
		}
		protocol = uint8(n)
	}
	from, fromKnown := port(o.Get("FromPort"))
	to, toKnown := port(o.Get("ToPort"))
	switch protocol {
	case traffic.TCP, traffic.UDP:
		switch {
		case !fromKnown || !toKnown:
			return traffic.Ports{}, fmt.Errorf("FromPort or ToPort is open or out of range")
		case from == -1 && to == -1:
			return traffic.Protocol(protocol), nil
		case from < 0 || to < from:
			return traffic.Ports{}, fmt.Errorf("ports %d to %d are no range", from, to)
		}
		return traffic.PortRange(protocol, uint16(from), uint16(to)), nil
	case traffic.ICMP, traffic.ICMPv6:
		switch {
		case !fromKnown || !toKnown || from > 255 || to > 255:
			return traffic.Ports{}, fmt.Errorf("the type or code of %s is open or out of range", name)
		case from == -1:
			return traffic.Protocol(protocol), nil
		case to == -1:
			return traffic.PortRange(protocol, uint16(from)<<8, uint16(from)<<8|255), nil
		}
		code := uint16(from)<<8 | uint16(to)
		return traffic.PortRange(protocol, code, code), nil
	}
	// All ports pass for other protocols, whatever the rule says.
	return traffic.Protocol(protocol), nil
}

// port reads a port; -1, which is also what a missing one means, is all.
func port(v cfn.Value) (int, bool) {
	if missing(v) {
		return -1, true
	}
	n, ok := cfn.AsInt(v)
	return n, ok && n >= -1 && n <= 65535
}
