package oracle

import (
	"encoding/json"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// What is read of a template judges as the network that it was made of.
func TestReadOfTemplate(t *testing.T) {
	read := 0
	for seed := range uint64(300) {
		n := Random(rand.New(rand.NewPCG(seed, 0)))
		var template map[string]any
		require.NoError(t, json.Unmarshal(Template(n), &template))
		again, err := Read(template)
		if err != nil {
			// Spellings that are not plain.
			continue
		}
		read++
		for name, judge := range map[string]func(Network) Verdict{
			"alb-reaches-tasks": BalancerReachesTasks, "tasks-reach-endpoints": TasksReachEndpoints, "s3-gateway-everywhere": S3FromEveryTaskSubnet,
			"no-internet-route": NoInternetRoute, "egress-only-to-endpoints": TaskEgressOnlyToEndpoints, "tasks-from-alb-only": TasksFromBalancerOnly,
		} {
			if want, got := judge(n).Holds, judge(again).Holds; want != got {
				t.Errorf("seed %d: %s is %t, and %t of its template", seed, name, want, got)
			}
		}
	}
	require.Greater(t, read, 100)
}
