package drift_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/archspec"
	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/auth/authspec"
	"github.com/archblocks/archblocks/compute/computespec"
	"github.com/archblocks/archblocks/edge/edgespec"
	"github.com/archblocks/archblocks/network/networkspec"
)

func image(region, name string) string {
	return "111122223333.dkr.ecr." + region + ".amazonaws.com/" + name + ":1.0.0"
}

// chat is the spec of examples/full, hello that of examples/minimal.
func chat() archspec.Spec {
	return archspec.Spec{
		Name: "chat", Region: "eu-west-1",
		Network: networkspec.Spec{ZoneCount: 2},
		Edge:    edgespec.Spec{Domain: "chat.example.com", HostedZoneID: "Z0123456789ABCDEFGHIJ"},
		Compute: computespec.Spec{Services: []computespec.Service{{
			Name: "app", Image: image("eu-west-1", "chat"), CPU: 512,
			Models:  []string{"eu.anthropic.claude-sonnet-4-5-20250929-v1:0"},
			Buckets: []computespec.Bucket{{Name: "docs"}},
		}}},
	}
}

func hello() archspec.Spec {
	return archspec.Spec{
		Name: "hello", Region: "eu-west-1",
		Compute: computespec.Spec{Services: []computespec.Service{{Name: "app", Image: image("eu-west-1", "hello")}}},
	}
}

// specs are by name those of which templates are kept: chat and hello in internal/cfn, the
// others in testdata, as arch.Render makes them, without policies, alarms and metadata.
func specs() map[string]archspec.Spec {
	all := map[string]archspec.Spec{"chat": chat(), "hello": hello()}
	vary := func(name string, spec archspec.Spec, change func(*archspec.Spec)) {
		change(&spec)
		all[name] = spec
	}
	vary("named-zones", chat(), func(s *archspec.Spec) {
		s.Network = networkspec.Spec{Zones: []string{"eu-west-1a", "eu-west-1b", "eu-west-1c"}}
	})
	vary("services", hello(), func(s *archspec.Spec) {
		s.Network.ZoneCount = 3
		s.Compute.Services = nil
		for _, name := range []string{"app", "api", "my-tool"} {
			service := computespec.Service{Name: name, Image: image("eu-west-1", name), Architecture: computespec.ARM64}
			if name != "app" {
				service.Paths, service.Port, service.TargetRequests = []string{"/" + name + "/*"}, 9000, 600
			}
			s.Compute.Services = append(s.Compute.Services, service)
		}
	})
	vary("secrets", hello(), func(s *archspec.Spec) {
		s.Compute.Services[0].Environment = map[string]string{"STAGE": "test"}
		s.Compute.Services[0].Secrets = map[string]string{
			"API_KEY": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:hello/key-AbCdEf:value::",
			"OTHER":   "arn:aws:secretsmanager:eu-west-1:111122223333:secret:hello/other-AbCdEf",
			"PROMPT":  "arn:aws:ssm:eu-west-1:111122223333:parameter/hello/prompt",
		}
	})
	vary("off", hello(), func(s *archspec.Spec) {
		s.Auth, s.Edge = authspec.Spec{Mode: authspec.ModeNone}, edgespec.Spec{DisableUploads: true}
		s.Compute.Services[0].DisableMetrics = true
	})
	vary("us-east-1", chat(), func(s *archspec.Spec) {
		s.Region = "us-east-1"
		s.Compute.Services[0].Image = image("us-east-1", "chat")
		s.Compute.Services[0].Models = []string{"us.anthropic.claude-sonnet-4-5-20250929-v1:0", "amazon.nova-lite-v1:0"}
	})
	vary("unknown-lists", hello(), func(s *archspec.Spec) {
		s.Region = "il-central-1"
		s.Compute.Services[0].Image = image("il-central-1", "hello")
	})
	vary("both-ports", chat(), func(s *archspec.Spec) {
		s.Compute.LoadBalancer.Ports, s.Compute.LoadBalancer.SecurityGroupRules = []int{80, 443}, 200
	})
	vary("no-login", chat(), func(s *archspec.Spec) { s.Auth.Mode = authspec.ModeNone })
	vary("internal-domain", chat(), func(s *archspec.Spec) { s.Compute.LoadBalancer.Scheme = computespec.Internal })
	return all
}

func graphOf(t testing.TB, name string) diagram.Graph {
	t.Helper()
	g, err := specs()[name].Diagram()
	require.NoError(t, err)
	return g
}

// stacks are the kept templates of a spec, as data to change.
func stacksOf(t testing.TB, name string) []*stack {
	t.Helper()
	if name != "chat" && name != "hello" {
		var all []*stack
		text, err := os.ReadFile(filepath.Join("testdata", name+".json"))
		require.NoError(t, err)
		require.NoError(t, json.Unmarshal(text, &all))
		return all
	}
	regional, edge := &stack{Name: name, Region: "eu-west-1"}, &stack{Name: name + "-edge", Region: "us-east-1"}
	for _, s := range []*stack{regional, edge} {
		text, err := os.ReadFile(filepath.Join("..", "..", "internal", "cfn", "testdata", s.Name+".template.json"))
		require.NoError(t, err)
		require.NoError(t, json.Unmarshal(text, &s.Template))
	}
	return []*stack{regional, edge}
}
