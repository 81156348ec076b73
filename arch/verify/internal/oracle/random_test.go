package oracle

import (
	"math/rand/v2"
	"net/netip"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func draw(seed uint64) Network { return Random(rand.New(rand.NewPCG(seed, 1))) }

func TestRandomIsDeterministic(t *testing.T) {
	for seed := range uint64(100) {
		if diff := cmp.Diff(draw(seed), draw(seed), cmpopts.EquateComparable(netip.Prefix{}, netip.Addr{})); diff != "" {
			t.Fatal(diff)
		}
	}
}

func TestRandomDecidesNothingAlone(t *testing.T) {
	const networks = 2000
	for _, j := range judgements {
		holds := 0
		for seed := range uint64(networks) {
			if j.judge(draw(seed)).Holds {
				holds++
			}
		}
		t.Logf("%s: %d%% of %d networks", j.name, holds*100/networks, networks)
		if holds < networks/4 || holds > networks*4/5 {
			t.Errorf("%s: holds in %d of %d networks", j.name, holds, networks)
		}
	}
}

func TestRandomKeepsWhatAWSAsks(t *testing.T) {
	for seed := range uint64(2000) {
		n := draw(seed)
		check := func(ok bool, what string, detail any) {
			if !ok {
				t.Fatalf("seed %d: %s: %+v", seed, what, detail)
			}
		}
		prefix := func(p netip.Prefix) {
			check(p == p.Masked(), "host bits", p)
			for _, list := range []netip.Prefix{S3Prefix, CloudFrontPrefix} {
				check(!p.Overlaps(list) || within(p, list), "cuts a list's range", p)
			}
		}
		between := func(low, n, high int, what string) { check(low <= n && n <= high, what, n) }
		between(2, len(n.Subnets), 5, "subnets")
		between(0, len(n.Tables), 3, "tables")
		between(0, len(n.ACLs), 2, "ACLs")
		between(2, len(n.Groups), 6, "groups")
		for i, s := range n.Subnets {
			check(within(n.VPC, s.Prefix) && s.Prefix.Bits() == 28, "subnet", s)
			between(0, s.Zone, 2, "zone")
			for _, other := range n.Subnets[:i] {
				check(!other.Prefix.Overlaps(s.Prefix), "subnets overlap", s)
			}
		}
		for _, table := range n.Tables {
			unique(table.Routes, func(r Route) any { return r.Destination }, check)
			for _, r := range table.Routes {
				prefix(r.Destination)
				check(r.Destination != n.VPC, "route to the VPC", r)
				isSubnet := slices.ContainsFunc(n.Subnets, func(s Subnet) bool { return s.Prefix == r.Destination })
				check(!within(n.VPC, r.Destination) || isSubnet && (r.Target == "nat" || r.Target == "eni"), "route within the VPC", r)
			}
		}
		for _, a := range n.ACLs {
			for _, rules := range [][]ACLRule{a.In, a.Out} {
				unique(rules, func(r ACLRule) any { return r.Number }, check)
				for _, r := range rules {
					prefix(r.Prefix)
					check(r.From <= r.To && r.Number >= 1 && r.Number <= 32766, "ACL rule", r)
				}
			}
		}
		for _, g := range n.Groups {
			for _, rules := range [][]GroupRule{g.In, g.Out} {
				unique(rules, func(r GroupRule) any { return r }, check)
				for _, r := range rules {
					if r.Peer.Prefix.IsValid() {
						prefix(r.Peer.Prefix)
					}
					check(r.Protocol == ICMP || r.From <= r.To, "ports", r)
					check(r.Protocol != ICMP || r.From >= 0 || r.To < 0, "all types have all codes", r)
				}
			}
		}
		interfaces(n, check)
	}
}

func unique[T any](all []T, key func(T) any, check func(bool, string, any)) {
	seen := map[any]bool{}
	for _, each := range all {
		check(!seen[key(each)], "twice", each)
		seen[key(each)] = true
	}
}

func interfaces(n Network, check func(bool, string, any)) {
	first := map[string]Interface{}
	services, kinds, spots := map[string]string{}, map[string]string{}, map[string]map[int]bool{}
	for _, i := range n.Interfaces {
		if spots[i.Name] == nil {
			first[i.Name], spots[i.Name], kinds[i.Kind] = i, map[int]bool{}, i.Name
			check(i.Kind != Endpoint || services[i.Service] == "", "service twice", i)
			services[i.Service] = i.Name
		}
		check(i.Kind == Endpoint || kinds[i.Kind] == i.Name, "two of a kind", i)
		check(cmp.Equal(first[i.Name].Groups, i.Groups) && len(i.Groups) > 0 && len(i.Groups) <= 5, "groups", i)
		spot := i.Subnet
		if i.Kind == Endpoint || i.Kind == Balancer {
			spot = n.Subnets[i.Subnet].Zone
		}
		check(!spots[i.Name][spot], "twice in a subnet or zone", i)
		spots[i.Name][spot] = true
	}
	check(services["ecr.api"] != "" && services["ecr.dkr"] != "", "endpoints of ECR", n.Interfaces)
	check(len(spots["balancer"]) == 2, "a balancer has two zones", n.Interfaces)
}

// The judgements try boundary addresses and ports for all others: no rule and
// no route tells a packet from one at the nearest boundary below.
func TestBoundaryStandsForAll(t *testing.T) {
	for seed := range uint64(300) {
		n, r := draw(seed), rand.New(rand.NewPCG(seed, 2))
		addresses, ports := Boundary(n)
		for range 300 {
			i, _ := slices.BinarySearch(ports, uint16(r.IntN(65536)))
			if i == 0 || i == len(ports) {
				continue
			}
			low := ports[i-1]
			port := low + uint16(r.IntN(int(ports[i]-low)))
			a := n.VPC.Addr()
			for range r.IntN(1 << (32 - n.VPC.Bits())) {
				a = a.Next()
			}
			j, exact := slices.BinarySearchFunc(addresses, a, netip.Addr.Compare)
			if !exact {
				j--
			}
			at, near := party{addr: a, lists: lists}, party{addr: addresses[j], lists: lists}
			p, q := Packet{TCP, 1024, port}, Packet{TCP, 1024, low}
			for table := range n.Tables {
				if got, want := n.target(table, at.addr, S3Prefix), n.target(table, near.addr, S3Prefix); got != want {
					t.Fatalf("seed %d: %v goes to %q, %v to %q", seed, at.addr, got, near.addr, want)
				}
			}
			for _, acl := range n.ACLs {
				if aclAllows(acl.In, at.addr, p) != aclAllows(acl.In, near.addr, q) {
					t.Fatalf("seed %d: an ACL tells %v:%d from %v:%d", seed, at.addr, port, near.addr, low)
				}
			}
			for g := range n.Groups {
				if n.groupsAdmit([]int{g}, at, p) != n.groupsAdmit([]int{g}, near, q) {
					t.Fatalf("seed %d: a group tells %v:%d from %v:%d", seed, at.addr, port, near.addr, low)
				}
			}
		}
	}
}
