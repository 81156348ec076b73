package verify_test

import (
	"fmt"
	"math/rand/v2"
	"net/netip"
	"os"
	"strconv"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/verify"
	"github.com/archblocks/archblocks/arch/verify/internal/oracle"
)

// judged pairs the properties with the judgements of the oracle.
var judged = []struct {
	property string
	judge    func(oracle.Network) oracle.Verdict
	from, to string // kinds of interfaces that a witness's packet goes between
}{
	{"alb-reaches-tasks", oracle.BalancerReachesTasks, oracle.Balancer, oracle.Task},
	{"tasks-reach-endpoints", oracle.TasksReachEndpoints, oracle.Task, oracle.Endpoint},
	{"s3-gateway-everywhere", oracle.S3FromEveryTaskSubnet, "", ""},
	{"no-internet-route", oracle.NoInternetRoute, "", ""},
	{"egress-only-to-endpoints", oracle.TaskEgressOnlyToEndpoints, "", ""},
	{"tasks-from-alb-only", oracle.TasksFromBalancerOnly, "", ""},
}

// The prover reasons with sets of packets over a template; the oracle tries
// packets one by one over the network that the template was made of. They may
// not contradict each other, and the prover may not often give up.
// ARCHBLOCKS_NETWORKS is how many networks to compare them on.
func TestProverAgreesWithOracle(t *testing.T) {
	networks := uint64(1500)
	if underRace {
		networks = 150
	}
	if text := os.Getenv("ARCHBLOCKS_NETWORKS"); text != "" {
		n, err := strconv.ParseUint(text, 10, 64)
		require.NoError(t, err)
		networks = n
	}
	const workers = 4
	var mu sync.Mutex
	var wg sync.WaitGroup
	verdicts := map[string]map[verify.Verdict]int{}
	replayed := map[string]int{}
	for first := range uint64(workers) {
		wg.Go(func() {
			for seed := first; seed < networks; seed += workers {
				c, err := compare(seed)
				mu.Lock()
				if err != nil {
					t.Errorf("seed %d: %v", seed, err)
				}
				for property, v := range c.verdicts {
					if verdicts[property] == nil {
						verdicts[property] = map[verify.Verdict]int{}
					}
					verdicts[property][v]++
				}
				for _, property := range c.replayed {
					replayed[property]++
				}
				for _, d := range c.disagreements {
					t.Errorf("seed %d: %s", seed, d)
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	for _, j := range judged {
		v := verdicts[j.property]
		t.Logf("%s: %d proved, %d refuted (%d replayed), %d unknown", j.property, v[verify.Proved], v[verify.Refuted], replayed[j.property], v[verify.Unknown])
		if total := v[verify.Proved] + v[verify.Refuted] + v[verify.Unknown]; v[verify.Unknown]*100 > total*15 {
			t.Errorf("%s: %d of %d verdicts are unknown", j.property, v[verify.Unknown], total)
		}
	}
}

// A network has many templates: its names, their order, references, numbers and
// text, rules in-line and apart. The verdicts are of the network.
func TestSpellingDecidesNothing(t *testing.T) {
	for seed := range uint64(100) {
		n := draw(seed)
		first, err := prove(n)
		require.NoError(t, err)
		for n.Seed = range uint64(4) {
			report, err := prove(n)
			require.NoError(t, err)
			for i, r := range report.Results {
				if want := first.Results[i].Verdict; r.Verdict != want {
					t.Errorf("network %d, spelling %d: %s is %s (%s), want %s (%s)", seed, n.Seed, r.Property, r.Verdict, r.Why, want, first.Results[i].Why)
				}
			}
		}
	}
}

// comparison is what the two said of one network.
type comparison struct {
	verdicts      map[string]verify.Verdict
	replayed      []string
	disagreements []string
}

func draw(seed uint64) oracle.Network { return oracle.Random(rand.New(rand.NewPCG(seed, 0))) }

func prove(n oracle.Network) (verify.Report, error) {
	var checker verify.Checker
	for _, j := range judged {
		checker.Properties = append(checker.Properties, j.property)
	}
	return checker.Check(verify.Template{Name: "random", Region: oracle.Region, Account: "123456789012", Text: oracle.Template(n)})
}

func compare(seed uint64) (comparison, error) {
	c := comparison{verdicts: map[string]verify.Verdict{}}
	n := draw(seed)
	report, err := prove(n)
	if err != nil {
		return c, err
	}
	for _, j := range judged {
		results := report.Of(j.property)
		if len(results) != 1 {
			return c, fmt.Errorf("%s: %d results, want that of the one service", j.property, len(results))
		}
		got, want := results[0], j.judge(n)
		c.verdicts[j.property] = got.Verdict
		switch {
		case got.Verdict == verify.Proved && !want.Holds:
			c.disagreements = append(c.disagreements, fmt.Sprintf("%s is proved (%s), but %v", j.property, got.Why, want.Witness))
		case got.Verdict == verify.Refuted && want.Holds:
			c.disagreements = append(c.disagreements, fmt.Sprintf("%s is refuted and holds: %s %+v", j.property, got.Why, got.Witness))
		case got.Verdict == verify.Refuted && got.Witness == nil:
			c.disagreements = append(c.disagreements, j.property+" is refuted without a witness")
		case got.Verdict == verify.Refuted && got.Witness.Packet != nil && j.from != "":
			stops, ok := replay(n, j.from, j.to, *got.Witness.Packet)
			if !ok {
				continue
			}
			c.replayed = append(c.replayed, j.property)
			if !stops {
				c.disagreements = append(c.disagreements, fmt.Sprintf("%s: %+v gets through, though %s", j.property, *got.Witness.Packet, got.Witness.Shows))
			}
		}
	}
	return c, nil
}

// replay sends the packet of a witness between all interfaces of the two kinds
// that can have its addresses, and says whether one of these packets is
// stopped. It is a request to the port that the property is about, from every
// client port, or the reply to a client's port. ok is false if the packet has
// names for addresses.
func replay(n oracle.Network, from, to string, packet verify.Packet) (stops, ok bool) {
	source, err := netip.ParseAddr(packet.Source)
	if err != nil {
		return false, false
	}
	destination, err := netip.ParseAddr(packet.Destination)
	if err != nil {
		return false, false
	}
	const firstClient = 1024
	port := map[string]uint16{oracle.Task: oracle.TaskPort, oracle.Endpoint: oracle.EndpointPort}[to]
	if packet.Port >= firstClient && stopped(n, from, to, destination, source, oracle.Packet{Protocol: oracle.TCP, Source: packet.Port, Destination: port}) {
		return true, true
	}
	if packet.Port != port {
		return false, true
	}
	_, clients := oracle.Boundary(n)
	for _, client := range clients {
		if client >= firstClient && stopped(n, from, to, source, destination, oracle.Packet{Protocol: oracle.TCP, Source: client, Destination: port}) {
			return true, true
		}
	}
	return false, true
}

// stopped says whether the packet is stopped between any two interfaces of the
// kinds that can have the addresses.
func stopped(n oracle.Network, from, to string, source, destination netip.Addr, p oracle.Packet) bool {
	for _, f := range holders(n, from, source) {
		for _, k := range holders(n, to, destination) {
			if passes, _ := oracle.Walk(n, f, k, p); !passes {
				return true
			}
		}
	}
	return false
}

// holders are the interfaces of a kind that can have an address: any of their
// subnet but the first four and the last one.
func holders(n oracle.Network, kind string, address netip.Addr) []oracle.Interface {
	var found []oracle.Interface
	for _, i := range n.Interfaces {
		prefix := n.Subnets[i.Subnet].Prefix
		first := prefix.Addr()
		for range 4 {
			if first == address {
				return nil
			}
			first = first.Next()
		}
		if i.Kind == kind && prefix.Contains(address) && prefix.Contains(address.Next()) {
			i.Address = address
			found = append(found, i)
		}
	}
	return found
}
