package oracle

import (
	"math/rand/v2"
	"testing"
	"time"
)

func TestRates(t *testing.T) {
	judgements := map[string]func(Network) Verdict{"alb": BalancerReachesTasks, "ep": TasksReachEndpoints, "s3": S3FromEveryTaskSubnet, "noinet": NoInternetRoute, "egress": TaskEgressOnlyToEndpoints, "ingress": TasksFromBalancerOnly}
	for name, j := range judgements {
		start, holds := time.Now(), 0
		for seed := range uint64(200) {
			if j(Random(rand.New(rand.NewPCG(seed, 1)))).Holds {
				holds++
			}
		}
		t.Log(name, holds/2, time.Since(start))
	}
}
