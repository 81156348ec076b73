package verify_test

import (
	"fmt"
	"math/rand/v2"
	"net/netip"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/archblocks/archblocks/arch/verify"
	"github.com/archblocks/archblocks/arch/verify/internal/oracle"
)

// opens hold if enough can pass: what lets more through keeps them.
var opens = []string{"tasks-reach-endpoints", "alb-reaches-tasks", "s3-gateway-everywhere"}

// closes hold if nothing too much can pass: what lets less through keeps them.
var closes = []string{"alb-from-cloudfront-only", "tasks-from-alb-only", "no-internet-route", "egress-only-to-endpoints"}

// network draws a small network, anew at each call, so that it can be changed.
func network(t *rapid.T) func() oracle.Network {
	seed := rapid.Uint64Range(0, 1<<20).Draw(t, "seed")
	return func() oracle.Network { return oracle.Random(rand.New(rand.NewPCG(seed, 0))) }
}

func verdicts(t require.TestingT, n oracle.Network, properties []string) map[string]verify.Verdict {
	report, err := verify.Checker{Properties: properties}.Check(verify.Template{Name: "n", Region: "eu-west-1", Text: oracle.Template(n)})
	require.NoError(t, err)
	return worst(report)
}

// keeps fails if a property that was proved no longer is after a change that cannot harm it.
func keeps(t *rapid.T, properties []string, before, after oracle.Network) {
	was, is := verdicts(t, before, properties), verdicts(t, after, properties)
	for _, id := range properties {
		if was[id] == verify.Proved && is[id] != verify.Proved {
			t.Fatalf("%s was proved and is %s\n%+v\n%+v", id, is[id], before, after)
		}
		if is[id] == verify.Refuted && was[id] == verify.Proved {
			t.Fatalf("%s was proved and is refuted", id)
		}
	}
}

func TestMoreRulesNeverShrinkReach(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := network(t)
		after := draw()
		g := rapid.IntRange(0, len(after.Groups)-1).Draw(t, "group")
		rule := oracle.GroupRule{
			Protocol: rapid.SampledFrom([]int{oracle.All, oracle.TCP, oracle.UDP}).Draw(t, "protocol"),
			From:     rapid.SampledFrom([]int{0, 443, 8501}).Draw(t, "from"), To: rapid.SampledFrom([]int{8501, 9000, 65535}).Draw(t, "to"),
			Peer: oracle.Peer{Prefix: rapid.SampledFrom([]netip.Prefix{after.VPC, netip.MustParsePrefix("0.0.0.0/0"), netip.MustParsePrefix("192.0.2.0/24")}).Draw(t, "peer")},
		}
		if rapid.Bool().Draw(t, "in") {
			after.Groups[g].In = append(slices.Clone(after.Groups[g].In), rule)
		} else {
			after.Groups[g].Out = append(slices.Clone(after.Groups[g].Out), rule)
		}
		keeps(t, opens, draw(), after)
		keeps(t, closes, after, draw())
	})
}

func TestFewerRoutesNeverGrowReach(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := network(t)
		after := draw()
		for i := range after.Tables {
			routes := after.Tables[i].Routes
			if len(routes) > 0 && rapid.Bool().Draw(t, fmt.Sprint("table", i)) {
				at := rapid.IntRange(0, len(routes)-1).Draw(t, "route")
				after.Tables[i].Routes = slices.Delete(slices.Clone(routes), at, at+1)
			}
		}
		// No route of these networks carries what the properties need: those lead elsewhere.
		keeps(t, append(slices.Clone(closes), opens...), draw(), after)
	})
}

func TestFewerRulesNeverGrowReach(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := network(t)
		after := draw()
		g := rapid.IntRange(0, len(after.Groups)-1).Draw(t, "group")
		after.Groups[g].In = after.Groups[g].In[:len(after.Groups[g].In)/2]
		keeps(t, closes, draw(), after)
		keeps(t, opens, after, draw())
	})
}

func TestAnAllowingEntryInFrontNeverShrinksReach(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := network(t)
		after := draw()
		for i := range after.ACLs {
			entry := oracle.ACLRule{Number: 1, Protocol: oracle.All, Prefix: netip.MustParsePrefix("0.0.0.0/0"), Allow: true}
			for _, list := range []*[]oracle.ACLRule{&after.ACLs[i].In, &after.ACLs[i].Out} {
				*list = append(slices.DeleteFunc(slices.Clone(*list), func(r oracle.ACLRule) bool { return r.Number == 1 }), entry)
			}
		}
		keeps(t, opens, draw(), after)
	})
}

// A range cut in two halves says the same as the whole.
func TestHalvesOfARangeChangeNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := network(t)
		after := draw()
		for i := range after.Groups {
			after.Groups[i].In, after.Groups[i].Out = halved(after.Groups[i].In), halved(after.Groups[i].Out)
		}
		all := append(slices.Clone(closes), opens...)
		require.Equal(t, verdicts(t, draw(), all), verdicts(t, after, all))
	})
}

func halved(rules []oracle.GroupRule) []oracle.GroupRule {
	var all []oracle.GroupRule
	for _, r := range rules {
		p := r.Peer.Prefix
		if !p.IsValid() || p.IsSingleIP() || p.Addr().Is6() {
			all = append(all, r)
			continue
		}
		low := netip.PrefixFrom(p.Addr(), p.Bits()+1)
		bytes := p.Addr().As4()
		bytes[p.Bits()/8] |= 1 << (7 - p.Bits()%8)
		for _, half := range []netip.Prefix{low, netip.PrefixFrom(netip.AddrFrom4(bytes), p.Bits()+1)} {
			r.Peer.Prefix = half
			all = append(all, r)
		}
	}
	return all
}
