package oracle

import (
	"math/rand/v2"
	"net/netip"
	"slices"
)

// Random draws a small network: one that is built right, or as many are, with
// none to four places changed after that. It holds nothing that AWS would not
// create, except that a load balancer's subnets are smaller than AWS wants: the
// judgements try all their addresses.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html
func Random(r *rand.Rand) Network {
	d := &draft{Rand: r}
	d.layOut()
	d.route()
	d.dress()
	d.fence()
	for range one(d, 0, 1, 2, 3, 3, 4, 4) {
		d.change()
	}
	d.n.InternetFacing = d.chance(50)
	d.n.Seed = d.Uint64()
	return d.n
}

// draft is a network in the making, and what its parts are for.
type draft struct {
	*rand.Rand
	n Network

	balancer, task, endpoint    []int // subnets
	balancers, tasks, endpoints []int // groups
}

func (d *draft) chance(percent int) bool { return d.IntN(100) < percent }

func one[T any](d *draft, from ...T) T { return from[d.IntN(len(from))] }

// layOut draws the subnets and what is in which: the first two, of two zones,
// are those of the load balancer, the next one or two those of the tasks.
func (d *draft) layOut() {
	base := netip.MustParseAddr(one(d, "10.0.0.0", "10.20.30.192", "172.31.16.64", "192.168.64.128"))
	d.n.VPC = netip.PrefixFrom(base, 24+d.IntN(3)).Masked()
	slots := d.Perm(1 << (28 - d.n.VPC.Bits()))
	zones := 2 + d.IntN(2)
	for i := range min(one(d, 2, 3, 3, 4, 4, 4, 5, 5), len(slots)) {
		zone := i
		if i > 1 {
			zone = d.IntN(zones)
		}
		d.n.Subnets = append(d.n.Subnets, Subnet{part(d.n.VPC, 28, slots[i]), zone, -1, -1})
	}
	d.balancer = []int{0, 1}
	for i := 2; i < min(len(d.n.Subnets), 3+d.IntN(2)); i++ {
		d.task = append(d.task, i)
	}
	if len(d.task) == 0 || len(d.task) == 1 && d.chance(15) {
		d.task = append(d.task, d.IntN(2))
	}

	d.endpoint = slices.Clone(d.task)
	if d.chance(30) {
		d.endpoint = d.Perm(len(d.n.Subnets))
	}
	d.endpoint = d.onePerZone(d.endpoint)
}

// onePerZone keeps one subnet of each zone: an interface endpoint can have no
// more.
// https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
func (d *draft) onePerZone(subnets []int) []int {
	var kept []int
	seen := map[int]bool{}
	for _, s := range subnets {
		if zone := d.n.Subnets[s].Zone; !seen[zone] {
			seen[zone] = true
			kept = append(kept, s)
		}
	}
	return kept
}

// route draws the tables, their routes and the gateway endpoint.
func (d *draft) route() {
	tables := one(d, 0, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3)
	d.n.Tables = make([]Table, tables)
	if tables == 0 {
		return
	}
	private := max(1, tables-1)
	for i := range d.n.Subnets {
		if d.chance(70) {
			d.n.Subnets[i].Table = tables - 1
		}
	}
	for _, s := range d.task {
		d.n.Subnets[s].Table = d.IntN(private)
	}
	if tables > private && d.chance(70) {
		d.addRoute(tables-1, Route{anywhere, "igw"})
	}
	if d.chance(10) {
		d.addRoute(0, Route{anywhere, "nat"})
	}
	if d.chance(95) {
		d.n.Gateway = &Gateway{}
		for t := range private {
			d.n.Gateway.Tables = append(d.n.Gateway.Tables, t)
		}
		if tables > private && d.chance(30) {
			d.n.Gateway.Tables = append(d.n.Gateway.Tables, private)
		}
	}
}

// addRoute adds a route if AWS accepts it: no destination twice, and none that
// is the VPC or, within it, anything but a whole subnet.
// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
func (d *draft) addRoute(table int, r Route) bool {
	t := &d.n.Tables[table]
	if r.Destination == d.n.VPC || slices.ContainsFunc(t.Routes, func(o Route) bool { return o.Destination == r.Destination }) {
		return false
	}
	if within(d.n.VPC, r.Destination) {
		isSubnet := func(s Subnet) bool { return s.Prefix == r.Destination }
		if !slices.ContainsFunc(d.n.Subnets, isSubnet) || r.Target != "nat" && r.Target != "eni" {
			return false
		}
	}
	if (r.Target == "eigw") == r.Destination.Addr().Is4() {
		return false
	}
	t.Routes = append(t.Routes, r)
	return true
}

// dress draws the groups and the interfaces that wear them.
func (d *draft) dress() {
	d.balancers, d.tasks, d.endpoints = d.newGroups(), d.newGroups(), d.newGroups()
	if d.chance(4) {
		d.endpoints = d.tasks
	}
	d.rules()
	d.place("balancer", Balancer, "", d.balancer, d.balancers)
	d.place("service", Task, "", d.task, d.tasks)

	services := []string{"ecr.api", "ecr.dkr"}
	more := []string{"logs", "secretsmanager", "bedrock-runtime", "sqs"}
	for _, i := range d.Perm(len(more))[:d.IntN(3)] {
		services = append(services, more[i])
	}
	for _, service := range services {
		subnets := d.endpoint
		if d.chance(15) {
			subnets = []int{one(d, subnets...)}
		}
		d.place(service, Endpoint, service, subnets, d.endpoints)
	}
	if d.chance(30) {
		stray := d.newGroups()
		d.place("other", Other, "", []int{d.IntN(len(d.n.Subnets))}, stray)
		if d.chance(50) {
			d.addRule(&d.n.Groups[stray[0]].Out, d.groupRule(d.peer()))
		}
	} else if d.chance(20) {
		d.newGroups() // that nothing wears
	}
}

// newGroups makes a group, or sometimes two that are worn together.
func (d *draft) newGroups() []int {
	var made []int
	for len(made) == 0 || len(made) == 1 && len(d.n.Groups) < 5 && d.chance(20) {
		made = append(made, len(d.n.Groups))
		d.n.Groups = append(d.n.Groups, Group{})
	}
	return made
}

func (d *draft) place(name, kind, service string, subnets, groups []int) {
	for _, s := range subnets {
		d.n.Interfaces = append(d.n.Interfaces, Interface{Name: name, Kind: kind, Subnet: s, Groups: slices.Clone(groups), Service: service})
	}
}

// part is the i-th of the parts of that length of a prefix.
func part(p netip.Prefix, bits, i int) netip.Prefix {
	b := p.Masked().Addr().As4()
	v := uint32(b[0])<<24 | uint32(b[1])<<16 | uint32(b[2])<<8 | uint32(b[3])
	v += uint32(i) << (32 - bits)
	return netip.PrefixFrom(netip.AddrFrom4([4]byte{byte(v >> 24), byte(v >> 16), byte(v >> 8), byte(v)}), bits)
}

// within says whether all of a prefix is in another, or the two are the same.
func within(outer, inner netip.Prefix) bool {
	return outer.Bits() <= inner.Bits() && outer.Contains(inner.Addr())
}
