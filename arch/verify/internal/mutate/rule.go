package mutate

import "strings"

// setPeer replaces the other side of a security group rule.
func setPeer(rule obj, property string, value any) {
	for k := range rule {
		if strings.HasPrefix(k, "Cidr") || strings.HasPrefix(k, "Source") || strings.HasPrefix(k, "Destination") {
			delete(rule, k)
		}
	}
	rule[property] = value
}

func setPorts(rule obj, from, to int) { rule["FromPort"], rule["ToPort"] = from, to }

func allTraffic(rule obj) {
	rule["IpProtocol"] = "-1"
	delete(rule, "FromPort")
	delete(rule, "ToPort")
}

// inline returns a separate rule as an item of its group's own list.
func inline(rule obj) obj {
	out := copyOf(rule).(obj)
	delete(out, "GroupId")
	return out
}

// appendTo appends to a list property.
func appendTo(m obj, property string, values ...any) {
	m[property] = append(append(list{}, items(m[property])...), values...)
}

// widen adds the changes that open a rule to more peers or more ports than it
// may have; all lie outside CloudFront's list, the load balancer's group and
// the endpoints alike.
func widen(s scene, c *collector, rule node, side, inlineSide string) {
	peer := func(place, property string, value any) {
		c.add(rule.id+" "+place, func(a App) { setPeer(rule.props(a), property, value) })
	}
	beside := func(place, property string, value any) {
		c.add(rule.id+" "+place+" beside", func(a App) {
			twin(a, rule, func(p obj) { setPeer(p, property, value) })
		})
	}
	peer("CidrIp 0.0.0.0/0", "CidrIp", "0.0.0.0/0")
	for _, vpc := range s.vpcs() {
		if cidr, ok := s.prop(vpc, "CidrBlock").(string); ok {
			peer("CidrIp of the VPC", "CidrIp", cidr)
		}
	}
	beside("CidrIp 0.0.0.0/0", "CidrIp", "0.0.0.0/0")
	beside("CidrIpv6 ::/0", "CidrIpv6", "::/0")
	beside("CidrIp of one stranger", "CidrIp", "198.51.100.7/32")
	beside("its own group", side+"SecurityGroupId", s.prop(rule, "GroupId"))
	c.add(rule.id+" two halves", func(a App) {
		setPeer(rule.props(a), "CidrIp", "0.0.0.0/1")
		twin(a, rule, func(p obj) { setPeer(p, "CidrIp", "128.0.0.0/1") })
	})
	c.add(rule.id+" ports 0-65535", func(a App) { setPorts(rule.props(a), 0, 65535) })
	c.add(rule.id+" port 22 beside", func(a App) { twin(a, rule, func(p obj) { setPorts(p, 22, 22) }) })
	c.add(rule.id+" protocol -1", func(a App) { allTraffic(rule.props(a)) })
	c.add(rule.id+" in-line 0.0.0.0/0", func(a App) {
		for _, group := range s.targets(rule, "GroupId") {
			p := inline(rule.props(a))
			setPeer(p, "CidrIp", "0.0.0.0/0")
			appendTo(group.props(a), inlineSide, p)
		}
	})
	c.add(rule.id+" CidrIp 0.0.0.0/0 beside, on an undecided condition", func(a App) {
		t := twin(a, rule, func(p obj) { setPeer(p, "CidrIp", "0.0.0.0/0") })
		t.in(a)["Condition"] = undecided(a, t.stack)
	})
	c.add(rule.id+" peer chosen by an undecided condition", func(a App) {
		p := rule.props(a)
		for _, k := range []string{side + "SecurityGroupId", side + "PrefixListId"} {
			if p[k] != nil {
				p[k] = either(a, rule.stack, noValue(), p[k])
			}
		}
		p["CidrIp"] = either(a, rule.stack, "0.0.0.0/0", noValue())
	})
	c.addAs(expect{unproved: c.operator.Refutes}, rule.id+" CidrIp of an unknown parameter beside", func(a App) {
		undecided(a, rule.stack)
		twin(a, rule, func(p obj) { setPeer(p, "CidrIp", obj{"Ref": "Extra"}) })
	})
}
