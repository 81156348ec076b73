package oracle

import (
	"net/netip"
	"slices"
)

var anywhere = netip.MustParsePrefix("0.0.0.0/0")

// rules writes the rules of a network that works, in one of the ways to say
// the same, and now and then with ranges where groups would be tighter.
func (d *draft) rules() {
	group := func(groups []int) *Group { return &d.n.Groups[one(d, groups...)] }
	https := func(q Peer) GroupRule { return GroupRule{TCP, EndpointPort, EndpointPort, q} }
	app := func(q Peer) GroupRule { return GroupRule{TCP, TaskPort, TaskPort, q} }
	of := func(groups []int) Peer { return Peer{Group: one(d, groups...)} }

	b := group(d.balancers)
	d.addRule(&b.In, https(one(d, Peer{List: CloudFrontList}, Peer{Prefix: anywhere})))
	if d.chance(20) {
		b.ImplicitOut = true
	} else {
		d.addRules(&b.Out, app, d.spell(d.task, of(d.tasks)))
	}

	vpc := Peer{Prefix: d.n.VPC}
	in, out, s3 := of(d.balancers), of(d.endpoints), Peer{List: S3List}
	switch d.IntN(8) {
	case 0:
		in = vpc
	case 1:
		out = vpc
	case 2:
		s3 = Peer{Prefix: anywhere}
	}
	d.addRule(&group(d.tasks).In, app(in))
	d.addRule(&group(d.tasks).Out, https(out))
	d.addRule(&group(d.tasks).Out, https(s3))

	e := group(d.endpoints)
	d.addRules(&e.In, https, d.spell(d.task, of(d.tasks)))
	for _, g := range d.endpoints {
		d.n.Groups[g].ImplicitOut = !slices.Contains(d.tasks, g) && d.chance(40)
	}
}

// spell says in one of several ways whom a rule is for: a group, the VPC, the
// subnets, or their halves.
func (d *draft) spell(subnets []int, group Peer) []Peer {
	if d.chance(40) {
		return []Peer{group}
	}
	if d.chance(30) {
		return []Peer{{Prefix: d.n.VPC}}
	}
	var peers []Peer
	halves := d.chance(30)
	for _, s := range subnets {
		p := d.n.Subnets[s].Prefix
		if !halves {
			peers = append(peers, Peer{Prefix: p})
			continue
		}
		peers = append(peers, Peer{Prefix: part(p, 29, 0)}, Peer{Prefix: part(p, 29, 1)})
	}
	return peers
}

func (d *draft) addRules(rules *[]GroupRule, rule func(Peer) GroupRule, peers []Peer) {
	for _, q := range peers {
		d.addRule(rules, rule(q))
	}
}

// addRule adds a rule once: AWS refuses one that is there already.
func (d *draft) addRule(rules *[]GroupRule, r GroupRule) {
	switch r.Protocol {
	case TCP, UDP, ICMP:
	default:
		r.From, r.To = -1, -1
	}
	if !slices.Contains(*rules, r) && !slices.Contains(everywhere, r.bare()) {
		*rules = append(*rules, r)
	}
}

// bare is the rule as everywhere spells it.
func (r GroupRule) bare() GroupRule {
	if r.Protocol == All {
		r.From, r.To = 0, 0
	}
	return r
}

// fence draws network ACLs that let all that should pass, and puts them on
// some subnets.
func (d *draft) fence() {
	for range one(d, 0, 1, 1, 2) {
		d.n.ACLs = append(d.n.ACLs, ACL{d.numbered(d.allows()), d.numbered(d.allows())})
	}
	for i := range d.n.Subnets {
		d.n.Subnets[i].ACL = d.IntN(len(d.n.ACLs)+1) - 1
	}
}

// allows passes requests to the ports of tasks and endpoints and the replies
// to them, in one of several ways.
func (d *draft) allows() []ACLRule {
	v := d.n.VPC
	switch d.IntN(4) {
	case 0:
		return []ACLRule{{0, All, anywhere, 0, 65535, true}}
	case 1:
		return []ACLRule{{0, TCP, anywhere, 443, 443, true}, {0, TCP, anywhere, 1024, 65535, true}}
	case 2:
		return []ACLRule{{0, UDP, anywhere, 0, 65535, false}, {0, TCP, v, 443, 8501, true}, {0, TCP, v, 8502, 65535, true},
			{0, TCP, anywhere, 443, 8500, true}, {0, TCP, anywhere, 8501, 65535, true}}
	}
	rules := []ACLRule{{0, TCP, anywhere, 444, 1023, false}}
	for _, s := range d.n.Subnets {
		rules = append(rules, ACLRule{0, TCP, s.Prefix, 443, 65535, true})
	}
	return append(rules, ACLRule{0, All, part(v, v.Bits()+1, d.IntN(2)), 0, 65535, false}, ACLRule{0, TCP, anywhere, 443, 65535, true})
}

// numbered gives the rules ascending numbers and lists them in any order.
// https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
func (d *draft) numbered(rules []ACLRule) []ACLRule {
	number := 0
	for i := range rules {
		number += 2 + d.IntN(200)
		rules[i].Number = number
	}
	d.Shuffle(len(rules), func(i, j int) { rules[i], rules[j] = rules[j], rules[i] })
	return rules
}

// prefix draws a range that begins or ends at a place of interest. None cuts
// the ranges of the prefix lists in two.
func (d *draft) prefix() netip.Prefix {
	v, s := d.n.VPC, one(d, d.n.Subnets...).Prefix
	if d.chance(60) {
		s = d.n.Subnets[one(d, slices.Concat(d.task, d.balancer, d.endpoint)...)].Prefix
	}
	switch d.IntN(11) {
	case 0:
		return anywhere
	case 1:
		return v
	case 2:
		return netip.PrefixFrom(v.Addr(), one(d, 8, 16, 20, v.Bits()-1)).Masked()
	case 3:
		return part(v, v.Bits()+1, d.IntN(2))
	case 4:
		return part(s, 29, d.IntN(2))
	case 5:
		return part(s, 30, d.IntN(4))
	case 6:
		return part(s, one(d, 31, 32), d.IntN(8))
	case 7:
		return part(s, 32, one(d, 0, 1, 3, 4, 5, 14, 15))
	case 8:
		return one(d, part(anywhere, 1, 0), part(anywhere, 1, 1), netip.MustParsePrefix("198.51.0.0/16"),
			netip.MustParsePrefix("198.51.101.0/24"), S3Prefix, CloudFrontPrefix)
	}
	return s
}

// ports draws a range that begins or ends at a port of interest.
func (d *draft) ports() (from, to int) {
	ranges := [][2]int{{443, 443}, {442, 442}, {444, 444}, {8501, 8501}, {8500, 8501}, {8501, 8502}, {8500, 8500}, {8502, 8502},
		{0, 65535}, {1024, 65535}, {1025, 65535}, {1024, 65534}, {1024, 32767}, {32768, 60999}, {0, 443}, {443, 8501}, {444, 8500},
		{1, 1023}, {3389, 3389}, {65535, 65535}, {1024, 1024}}
	r := one(d, ranges...)
	return r[0], r[1]
}

func (d *draft) peer() Peer {
	switch d.IntN(6) {
	case 0, 1, 2:
		return Peer{Group: d.IntN(len(d.n.Groups))}
	case 3:
		return Peer{List: one(d, S3List, CloudFrontList)}
	case 4:
		if d.chance(20) {
			return Peer{Prefix: netip.MustParsePrefix(one(d, "::/0", "2001:db8::/32"))}
		}
	}
	return Peer{Prefix: d.prefix()}
}

func (d *draft) groupRule(q Peer) GroupRule {
	r := GroupRule{Protocol: one(d, TCP, TCP, TCP, TCP, TCP, TCP, UDP, ICMP, All, 50), Peer: q}
	r.From, r.To = d.ports()
	if r.Protocol == ICMP {
		r.From, r.To = one(d, -1, 3, 8), -1
		if r.From >= 0 {
			r.To = one(d, -1, 0, 4)
		}
	}
	return r
}
