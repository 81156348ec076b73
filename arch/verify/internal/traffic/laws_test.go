package traffic_test

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/archblocks/archblocks/arch/verify/internal/traffic"
)

// algebra is what the three kinds of set have in common.
type algebra[S any] interface {
	Union(S) S
	Intersect(S) S
	Subtract(S) S
	Contains(S) bool
	Equal(S) bool
	IsEmpty() bool
}

// agree checks every operation point by point against maps.
func agree[S algebra[S], T comparable](t *rapid.T, a, b S, inA, inB set[T], points func(S) set[T]) {
	for _, c := range []struct {
		name string
		got  S
		want set[T]
	}{
		{"a", a, inA},
		{"b", b, inB},
		{"a.Union(b)", a.Union(b), inA.union(inB)},
		{"a.Intersect(b)", a.Intersect(b), inA.filtered(inB, true)},
		{"a.Subtract(b)", a.Subtract(b), inA.filtered(inB, false)},
		{"a after all of these", a, inA},
		{"b after all of these", b, inB},
	} {
		if got := points(c.got); !cmp.Equal(c.want, got) {
			t.Fatalf("%s: want %v, got %v", c.name, c.want, got)
		}
	}
}

// identities are laws that hold of all points, also those that the models leave out. In
// particular canonical form: two sets are Equal exactly if each less the other is empty.
func identities[S algebra[S]](t *rapid.T, a, b, c S) {
	var empty S
	for name, holds := range map[string]bool{
		"union commutes":              a.Union(b).Equal(b.Union(a)),
		"intersection commutes":       a.Intersect(b).Equal(b.Intersect(a)),
		"union associates":            a.Union(b).Union(c).Equal(a.Union(b.Union(c))),
		"intersection associates":     a.Intersect(b).Intersect(c).Equal(a.Intersect(b.Intersect(c))),
		"intersection distributes":    a.Intersect(b.Union(c)).Equal(a.Intersect(b).Union(a.Intersect(c))),
		"de morgan":                   a.Subtract(b.Union(c)).Equal(a.Subtract(b).Intersect(a.Subtract(c))),
		"de morgan's other":           a.Subtract(b.Intersect(c)).Equal(a.Subtract(b).Union(a.Subtract(c))),
		"parts make the whole":        a.Subtract(b).Union(a.Intersect(b)).Equal(a),
		"parts are disjoint":          a.Subtract(b).Intersect(b).IsEmpty(),
		"double difference":           a.Subtract(a.Subtract(b)).Equal(a.Intersect(b)),
		"absorption":                  a.Union(a.Intersect(b)).Equal(a),
		"idempotence":                 a.Union(a).Equal(a) && a.Intersect(a).Equal(a),
		"nothing is neutral":          a.Union(empty).Equal(a) && a.Subtract(empty).Equal(a) && empty.Union(a).Equal(a),
		"nothing swallows":            a.Intersect(empty).IsEmpty() && empty.Subtract(a).IsEmpty() && a.Subtract(a).IsEmpty(),
		"an empty set is the zero":    a.IsEmpty() == a.Equal(empty),
		"a union contains its parts":  a.Union(b).Contains(a) && a.Union(b).Contains(b),
		"containing is nothing left":  a.Contains(b) == b.Subtract(a).IsEmpty(),
		"containing is a union":       a.Contains(b) == a.Union(b).Equal(a),
		"equal is containing, twice":  a.Equal(b) == (a.Contains(b) && b.Contains(a)),
		"equal is nothing left twice": a.Equal(b) == (a.Subtract(b).IsEmpty() && b.Subtract(a).IsEmpty()),
	} {
		if !holds {
			t.Fatalf("not so: %s\na: %v\nb: %v\nc: %v", name, a, b, c)
		}
	}
}

func TestPortsLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, inA := drawPorts(t, "a")
		b, inB := drawPorts(t, "b")
		c, _ := drawPorts(t, "c")
		agree(t, a, b, inA, inB, pointsOfPorts)
		identities(t, a, b, c)

		var again traffic.Ports
		for _, s := range a.Spans() {
			again = traffic.PortRange(s.Protocol, s.From, s.To).Union(again)
		}
		if !again.Equal(a) {
			t.Fatalf("the spans of %v make %v", a, again)
		}
		if proto, port, ok := a.First(); ok == a.IsEmpty() || ok && !a.Has(proto, port) {
			t.Fatalf("First of %v: %d %d %v", a, proto, port, ok)
		}
	})
}

func TestAddressesLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, inA := drawAddresses(t, "a")
		b, inB := drawAddresses(t, "b")
		c, _ := drawAddresses(t, "c")
		agree(t, a, b, inA, inB, pointsOfAddresses)
		identities(t, a, b, c)

		var again traffic.Addresses
		ends := a.Boundaries()
		for i := 0; i < len(ends); i += 2 {
			lo, hi := ends[i], ends[i+1]
			if a.Has(lo.Prev()) || a.Has(hi.Next()) {
				t.Fatalf("%v to %v is not a maximal range of %v", lo, hi, a)
			}
			again = again.Union(traffic.Range(lo, hi))
		}
		if !again.Equal(a) {
			t.Fatalf("the boundaries of %v make %v", a, again)
		}
		if at, ok := a.First(); ok == a.IsEmpty() || ok && at != ends[0] {
			t.Fatalf("First of %v: %v %v", a, at, ok)
		}
		if !a.IPv4().Union(a.Intersect(traffic.AllIPv6())).Equal(a) {
			t.Fatalf("families of %v", a)
		}
	})
}

// Drawn prefixes, in any order and with overlaps, are those addresses that netip says a
// prefix contains, and the text of a set reads back as the set.
func TestPrefixesLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var list []netip.Prefix
		for range rapid.IntRange(0, 6).Draw(t, "prefixes") {
			at := rapid.SampledFrom(addresses).Draw(t, "address")
			list = append(list, netip.PrefixFrom(at, rapid.IntRange(0, at.BitLen()).Draw(t, "bits")))
		}
		a := traffic.Prefixes(list...)
		for _, at := range addresses {
			want := false
			for _, p := range list {
				want = want || p.Contains(at)
			}
			if got := a.Has(at); got != want {
				t.Fatalf("%v has %v: want %v, got %v", list, at, want, got)
			}
		}
		var one traffic.Addresses
		for _, p := range list {
			one = one.Union(traffic.Prefixes(p))
		}
		if !one.Equal(a) {
			t.Fatalf("%v together are %v, one by one %v", list, a, one)
		}
		if a.IsEmpty() {
			return
		}
		if read := prefixes(strings.Split(a.String(), ", ")...); !read.Equal(a) {
			t.Fatalf("%v reads back as %v", a, read)
		}
	})
}

func TestPacketsLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, inA := drawPackets(t, "a")
		b, inB := drawPackets(t, "b")
		c, _ := drawPackets(t, "c")
		agree(t, a, b, inA, inB, pointsOfPackets)
		identities(t, a, b, c)

		if addr, proto, port, ok := a.First(); ok == a.IsEmpty() || ok && !a.Has(addr, proto, port) {
			t.Fatalf("First of %v: %v %d %d %v", a, addr, proto, port, ok)
		}
		where := a.Addresses()
		if rest := a.Subtract(traffic.Of(where, traffic.AllPorts())); !rest.IsEmpty() {
			t.Fatalf("Addresses of %v leave %v", a, rest)
		}
		for _, at := range addresses {
			p := a.Ports(at)
			if where.Has(at) == p.IsEmpty() {
				t.Fatalf("ports at %v: %v, and it is among the addresses: %v", at, p, where.Has(at))
			}
			if !a.Contains(traffic.Of(traffic.Range(at, at), p)) {
				t.Fatalf("ports at %v: %v is not in %v", at, p, a)
			}
		}
	})
}
