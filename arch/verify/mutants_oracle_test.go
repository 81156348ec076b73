package verify_test

import (
	"bytes"
	"encoding/json"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/verify"
	"github.com/archblocks/archblocks/arch/verify/internal/mutate"
	"github.com/archblocks/archblocks/arch/verify/internal/oracle"
)

// shrunk gives an application a VPC so small that every packet can be tried.
func shrunk(t testing.TB, app mutate.App) mutate.App {
	t.Helper()
	text, err := json.Marshal(app)
	require.NoError(t, err)
	for _, r := range []struct{ from, to string }{
		{`"10.0.0.0/16"`, `"10.0.0.0/24"`}, {`"10.0.0.0/20"`, `"10.0.0.0/28"`}, {`"10.0.16.0/20"`, `"10.0.0.16/28"`},
		{`"10.0.128.0/19"`, `"10.0.0.128/28"`}, {`"10.0.160.0/19"`, `"10.0.0.160/28"`},
	} {
		require.Contains(t, string(text), r.from)
		text = bytes.ReplaceAll(text, []byte(r.from), []byte(r.to))
	}
	var small mutate.App
	require.NoError(t, json.Unmarshal(text, &small))
	return small
}

// outside are operators whose danger is not in the network that the oracle sees: a shell,
// another port of the container, the service's own or another VPC, the health check.
var outside = []string{"exec", "container-port-moved", "endpoint-drop"}

// The oracle, which reads the templates with a reader of its own, agrees with the prover
// on the mutants that it can read, and stops or lets through the packets of witnesses.
func TestMutantsBeforeTheOracle(t *testing.T) {
	var properties []string
	for _, j := range judged {
		properties = append(properties, j.property)
	}
	for name, app := range map[string]mutate.App{"full": applicationOf(t, "chat", "chat-edge"), "minimal": applicationOf(t, "hello", "hello-edge")} {
		t.Run(name, func(t *testing.T) {
			var mu sync.Mutex
			compared, refuted, replayed := 0, 0, 0
			each(slices.DeleteFunc(mutate.All(shrunk(t, app)), func(m mutate.Mutant) bool { return slices.Contains(outside, m.Operator) }), func(m mutate.Mutant) {
				i := slices.IndexFunc(m.App, func(s mutate.Stack) bool { return !strings.HasSuffix(s.Name, "-edge") })
				n, err := oracle.Read(m.App[i].Template)
				if err != nil {
					return
				}
				report, err := verify.Checker{Properties: properties}.Check(templates(t, m.App)...)
				if err != nil {
					t.Errorf("%s: %v", m.Name, err)
					return
				}
				for _, j := range judged {
					results := report.Of(j.property)
					if len(results) != 1 {
						t.Errorf("%s: %d results of %s", m.Name, len(results), j.property)
						continue
					}
					got, want := results[0], j.judge(n)
					contradiction := got.Verdict == verify.Proved && !want.Holds || got.Verdict == verify.Refuted && want.Holds
					if contradiction {
						t.Errorf("%s: %s is %s (%s), and holds to the oracle: %t %v", m.Name, j.property, got.Verdict, got.Why, want.Holds, want.Witness)
					}
					mu.Lock()
					compared++
					if got.Verdict == verify.Refuted {
						refuted++
					}
					mu.Unlock()
					if got.Verdict != verify.Refuted || got.Witness.Packet == nil {
						continue
					}
					if shown, possible := shows(n, j.property, j.from, j.to, *got.Witness.Packet); possible {
						mu.Lock()
						replayed++
						mu.Unlock()
						if !shown {
							t.Errorf("%s: %s: the oracle does not see what the packet %+v shows: %s", m.Name, j.property, *got.Witness.Packet, got.Witness.Shows)
						}
					}
				}
			})
			t.Logf("%s: %d verdicts compared, %d refuted, %d packets replayed", name, compared, refuted, replayed)
			if !underRace {
				require.Greater(t, compared, 1000)
				require.Greater(t, replayed, 50)
			}
		})
	}
}

// shows tells whether a witness's packet does in the oracle's network what the prover says:
// it is stopped on a way that must be open, or leaves by a route that must not be.
func shows(n oracle.Network, property, from, to string, packet verify.Packet) (shown, possible bool) {
	if from != "" {
		return replay(n, from, to, packet)
	}
	source, err := netip.ParseAddr(packet.Source)
	if err != nil {
		return false, false
	}
	destination, err := netip.ParseAddr(packet.Destination)
	if property == "s3-gateway-everywhere" {
		destination, err = oracle.S3Prefix.Addr(), nil
	}
	tasks := holders(n, oracle.Task, source)
	if err != nil || len(tasks) == 0 {
		return false, false
	}
	// Without its groups, which may stop it too: the question is where routes lead.
	task := tasks[0]
	n.Groups = append(slices.Clone(n.Groups), oracle.Group{ImplicitOut: true})
	task.Groups = []int{len(n.Groups) - 1}
	target, _ := oracle.WalkOut(n, task, destination, oracle.Packet{Protocol: oracle.TCP, Source: 1024, Destination: packet.Port}, oracle.S3Prefix)
	if property == "no-internet-route" {
		return target != "" && target != oracle.Local && target != oracle.S3Gateway, true
	}
	return target != oracle.S3Gateway, true
}
