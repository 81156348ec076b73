package topology

import (
	"cmp"
	"slices"

	"github.com/archblocks/archblocks/arch/verify/internal/traffic"
	"github.com/archblocks/archblocks/internal/cfn"
)

func (t *Topology) readACL(r *cfn.Resource) { t.acls[r.Ref] = &ACL{Ref: r.Ref} }

func (t *Topology) aclOf(v cfn.Value) *ACL {
	if r := t.refers(v, "AWS::EC2::NetworkAcl", "Id"); r != nil {
		return t.acls[r.Ref]
	}
	if ref, ok := v.(cfn.ResourceRef); ok && ref.Attribute == "DefaultNetworkAcl" {
		if vpc := t.vpcs[ref.Resource()]; vpc != nil {
			return vpc.defaultACL
		}
	}
	return nil
}

// readEntry reads a rule of an ACL.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-networkaclentry.html
func (t *Topology) readEntry(r *cfn.Resource) {
	acl := t.aclOf(t.get(r, "NetworkAclId"))
	if acl == nil {
		t.stray(anyACL, r, "NetworkAclId")
		return
	}
	number, numbered := cfn.AsInt(t.get(r, "RuleNumber"))
	action, acted := cfn.AsString(t.get(r, "RuleAction"))
	egress, directed := t.flag(r, "Egress", false)
	ports, ported := t.entryPorts(r)
	addresses, addressed := t.entryAddresses(r)
	switch {
	case !numbered || !directed || !ported || !addressed || !acted || action != "allow" && action != "deny":
		acl.Doubts = append(acl.Doubts, Doubt{at(r), "a property of the entry is open or not known"})
		return
	}
	entries := &acl.In
	if egress {
		entries = &acl.Out
	}
	for _, e := range *entries {
		if e.Number == number {
			acl.Doubts = append(acl.Doubts, Doubt{at(r, "RuleNumber"), "two entries have one number"})
		}
	}
	*entries = append(*entries, Entry{At: at(r), Number: number, Allow: action == "allow", Match: traffic.Of(addresses, ports)})
	slices.SortStableFunc(*entries, func(a, b Entry) int { return cmp.Compare(a.Number, b.Number) })
}

func (t *Topology) entryAddresses(r *cfn.Resource) (traffic.Addresses, bool) {
	for _, name := range []string{"CidrBlock", "Ipv6CidrBlock"} {
		if v := t.get(r, name); !missing(v) {
			prefix, ok := t.cidr(v)
			return traffic.Prefixes(prefix), ok
		}
	}
	return traffic.Addresses{}, false
}

func (t *Topology) entryPorts(r *cfn.Resource) (traffic.Ports, bool) {
	protocol, ok := cfn.AsInt(t.get(r, "Protocol"))
	switch {
	case !ok || protocol < -1 || protocol > 255:
		return traffic.Ports{}, false
	case protocol == -1:
		return traffic.AllPorts(), true
	}
	switch uint8(protocol) {
	case traffic.TCP, traffic.UDP:
		o, _ := t.get(r, "PortRange").(cfn.Object)
		from, fromKnown := port(o.Get("From"))
		to, toKnown := port(o.Get("To"))
		if !fromKnown || !toKnown || from < 0 || to < from {
			return traffic.Ports{}, false
		}
		return traffic.PortRange(uint8(protocol), uint16(from), uint16(to)), true
	case traffic.ICMP, traffic.ICMPv6:
		o, _ := t.get(r, "Icmp").(cfn.Object)
		kind, kindKnown := port(o.Get("Type"))
		code, codeKnown := port(o.Get("Code"))
		switch {
		case !kindKnown || !codeKnown || kind > 255 || code > 255:
			return traffic.Ports{}, false
		case kind == -1:
			return traffic.Protocol(uint8(protocol)), true
		case code == -1:
			return traffic.PortRange(uint8(protocol), uint16(kind)<<8, uint16(kind)<<8|255), true
		}
		return traffic.PortRange(uint8(protocol), uint16(kind)<<8|uint16(code), uint16(kind)<<8|uint16(code)), true
	}
	return traffic.Protocol(uint8(protocol)), true
}

// Admits are the packets that a list of entries lets pass: the first entry that
// matches decides, and what none matches is denied.
func Admits(entries []Entry) traffic.Packets {
	var passed, decided traffic.Packets
	for _, e := range entries {
		if e.Allow {
			passed = passed.Union(e.Match.Subtract(decided))
		}
		decided = decided.Union(e.Match)
	}
	return passed
}
