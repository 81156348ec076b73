package cost_test

import (
	"testing"

	"github.com/archblocks/archblocks/arch/archspec"
	"github.com/archblocks/archblocks/arch/cost"
	"github.com/archblocks/archblocks/auth/authspec"
	"github.com/archblocks/archblocks/compute/computespec"
	"github.com/archblocks/archblocks/edge/edgespec"
	"github.com/archblocks/archblocks/network/networkspec"
	"github.com/archblocks/archblocks/observability/observabilityspec"
)

// picture is the topology of the picture that the design began with: a domain, five
// interface endpoints in two zones, two tasks of half a vCPU and a GB, four WAF rules.
func picture(region string) archspec.Spec {
	return archspec.Spec{
		Name: "chat", Region: region,
		Edge: edgespec.Spec{Domain: "chat.example.org", HostedZoneID: "Z0123456789ABCDEFGHIJ", DisableUploads: true},
		Compute: computespec.Spec{Services: []computespec.Service{{
			Name: "app", Image: "111122223333.dkr.ecr." + region + ".amazonaws.com/chat:1.4.2",
			Models: []string{"amazon.nova-lite-v1:0"},
		}}},
		Observability: observabilityspec.Spec{LogRetentionDays: 30},
	}
}

// much is a topology with what the other has not: three zones, two services, one of them on Graviton with a
// large disk, scaling by requests, buckets, Bot Control, every level turned up, and no domain.
func much() archspec.Spec {
	const image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/much:1"
	return archspec.Spec{
		Name: "much", Region: "eu-west-1",
		Network: networkspec.Spec{ZoneCount: 3},
		Edge:    edgespec.Spec{ManagedRules: []edgespec.ManagedRules{{Name: "CommonRuleSet"}, {Name: "BotControlRuleSet"}}},
		Compute: computespec.Spec{
			Services: []computespec.Service{
				{Name: "app", Image: image, Buckets: []computespec.Bucket{{Name: "docs"}}},
				{Name: "slow", Image: image, Paths: []string{"/slow/*"}, CPU: 1024, MemoryMiB: 3072, Architecture: computespec.ARM64, EphemeralStorageGiB: 50, MinTasks: 3, MaxTasks: 10, TargetRequests: 100, DisableMetrics: true},
			},
			ContainerInsights: computespec.InsightsEnhanced,
		},
		Auth: authspec.Spec{FeaturePlan: authspec.PlanPlus},
	}
}

// little is a topology with as much turned off as can be.
func little() archspec.Spec {
	s := picture("us-east-1")
	s.Edge = edgespec.Spec{DisableWAFLogs: true, DisableAccessLogs: true}
	s.Network.DisableFlowLogs = true
	s.Auth.Mode = authspec.ModeNone
	s.Compute.Services[0].Models, s.Compute.Services[0].DisableMetrics = nil, true
	s.Compute.LoadBalancer.DisableAccessLogs = true
	s.Compute.ContainerInsights = computespec.InsightsDisabled
	s.Observability = observabilityspec.Spec{DisableAlarms: true, DisableDashboard: true}
	return s
}

func planned(t testing.TB, s archspec.Spec) archspec.Plan {
	t.Helper()
	p, err := s.Plan()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func estimated(t testing.TB, s archspec.Spec, u cost.Usage) cost.Estimate {
	t.Helper()
	e, err := cost.Of(planned(t, s), u)
	if err != nil {
		t.Fatal(err)
	}
	return e
}
