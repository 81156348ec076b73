package oracle

import (
	"net/netip"
	"slices"
)

// change alters one place of the network, mostly for the worse.
func (d *draft) change() {
	any := &d.n.Groups[d.IntN(len(d.n.Groups))]
	switch n := d.IntN(100); {
	case n < 33:
		d.changeGroup()
	case n < 43:
		d.addRule(one(d, &any.In, &any.Out), d.groupRule(d.peer()))
	case n < 46:
		any.ImplicitOut = !any.ImplicitOut
	case n < 51:
		d.changeWearers()
	case n < 75:
		d.changeACL()
	case n < 94:
		d.changeRoutes()
	case n < 96:
		d.changeGateway()
	default:
		d.n.Subnets[d.IntN(len(d.n.Subnets))].Table = d.IntN(len(d.n.Tables)+1) - 1
	}
}

// changeGroup alters or drops one of the rules that the judgements are about.
func (d *draft) changeGroup() {
	group := func(groups []int) *Group { return &d.n.Groups[one(d, groups...)] }
	rules := one(d, &group(d.balancers).Out, &group(d.balancers).Out, &group(d.tasks).In, &group(d.tasks).Out,
		&group(d.endpoints).In, &group(d.endpoints).In)
	if len(*rules) == 0 {
		return
	}
	i := d.IntN(len(*rules))
	r := (*rules)[i]
	*rules = slices.Delete(*rules, i, i+1)
	switch d.IntN(7) {
	case 0:
		return
	case 1, 2:
		r.Peer = d.peer()
	case 3:
		if r.From > 0 {
			r.From--
		}
	case 4:
		if r.To > 0 && r.To < 65535 && r.Protocol != ICMP {
			r.To++
		}
	case 5:
		if r.From > 0 && r.To < 65535 && r.Protocol != ICMP {
			r.From, r.To = r.From+1, r.To+1
		}
	case 6:
		r = d.groupRule(r.Peer)
	}
	d.addRule(rules, r)
}

// changeWearers puts one more group on something, or takes one off it. All
// interfaces of one name wear the same, at most five and at least one.
// https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
func (d *draft) changeWearers() {
	name, group := one(d, d.n.Interfaces...).Name, d.IntN(len(d.n.Groups))
	for i := range d.n.Interfaces {
		k := &d.n.Interfaces[i]
		switch worn := slices.Index(k.Groups, group); {
		case k.Name != name:
		case worn < 0 && len(k.Groups) < 5:
			k.Groups = append(k.Groups, group)
		case worn >= 0 && len(k.Groups) > 1:
			k.Groups = slices.Delete(k.Groups, worn, worn+1)
		}
	}
}

// changeACL adds, turns, alters or drops one rule, mostly of an ACL that
// traffic meets, or puts another ACL on a subnet.
func (d *draft) changeACL() {
	subnet := &d.n.Subnets[one(d, slices.Concat(d.task, d.task, d.balancer, d.endpoint)...)]
	if len(d.n.ACLs) == 0 {
		d.n.ACLs = append(d.n.ACLs, ACL{d.numbered(d.allows()), d.numbered(d.allows())})
	}
	if subnet.ACL < 0 || d.chance(10) {
		subnet.ACL = d.IntN(len(d.n.ACLs))
	}
	a := &d.n.ACLs[subnet.ACL]
	rules := one(d, &a.In, &a.Out)
	if len(*rules) == 0 || d.chance(50) {
		d.addACLRule(rules)
		return
	}
	i := d.IntN(len(*rules))
	r := &(*rules)[i]
	switch d.IntN(5) {
	case 0:
		*rules = slices.Delete(*rules, i, i+1)
	case 1:
		r.Allow = !r.Allow
	case 2:
		r.Prefix = d.prefix()
	case 3:
		r.From = max(r.From, 1) - 1
	case 4:
		r.From = min(r.From+1, r.To)
	}
}

func (d *draft) addACLRule(rules *[]ACLRule) {
	r := ACLRule{Number: 1 + d.IntN(400), Protocol: one(d, TCP, TCP, TCP, TCP, UDP, ICMP, All, 50), Prefix: d.prefix(), Allow: d.chance(40)}
	if d.chance(5) {
		r.Prefix = netip.MustParsePrefix("::/0")
	}
	from, to := d.ports()
	r.From, r.To = uint16(from), uint16(to)
	if !slices.ContainsFunc(*rules, func(o ACLRule) bool { return o.Number == r.Number }) {
		*rules = append(*rules, r)
	}
}

// changeRoutes adds a route of any kind and length, mostly where tasks or the
// load balancer are.
func (d *draft) changeRoutes() {
	if len(d.n.Tables) == 0 {
		return
	}
	table := d.n.Subnets[one(d, slices.Concat(d.task, d.balancer, d.endpoint)...)].Table
	if table < 0 || d.chance(20) {
		table = d.IntN(len(d.n.Tables))
	}
	for range 5 {
		r := Route{d.prefix(), one(d, "igw", "nat", "nat", "peering", "tgw", "vgw", "eni", "eni")}
		if d.chance(8) {
			r = Route{netip.MustParsePrefix(one(d, "::/0", "2001:db8::/32")), "eigw"}
		}
		if d.addRoute(table, r) {
			return
		}
	}
}

// changeGateway takes the gateway endpoint off a table, or away.
func (d *draft) changeGateway() {
	if d.n.Gateway == nil || len(d.n.Gateway.Tables) == 0 || d.chance(20) {
		d.n.Gateway = nil
		return
	}
	i := d.IntN(len(d.n.Gateway.Tables))
	d.n.Gateway.Tables = slices.Delete(d.n.Gateway.Tables, i, i+1)
}
