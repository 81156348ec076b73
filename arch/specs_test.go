package arch_test

import (
	"maps"
	"slices"

	"github.com/archblocks/archblocks/arch"
	"github.com/archblocks/archblocks/auth"
	"github.com/archblocks/archblocks/compute"
	"github.com/archblocks/archblocks/edge"
	"github.com/archblocks/archblocks/network"
	"github.com/archblocks/archblocks/observability"
)

const (
	viewerCertificate = "arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012"
	originCertificate = "arn:aws:acm:eu-west-1:111122223333:certificate/12345678-1234-1234-1234-123456789012"
)

func image(region, name string) string {
	return "111122223333.dkr.ecr." + region + ".amazonaws.com/" + name + ":1.0.0"
}

// fullSpec is what examples/full renders without options: a domain.
func fullSpec() arch.Spec {
	return arch.Spec{
		Name: "chat", Region: "eu-west-1",
		Network: network.Spec{ZoneCount: 2},
		Edge:    edge.Spec{Domain: "chat.example.com", HostedZoneID: "Z0123456789ABCDEFGHIJ"},
		Compute: compute.Spec{Services: []compute.Service{{
			Name: "app", Image: image("eu-west-1", "chat"), Port: compute.DefaultPort, CPU: 512,
			Models:  []string{"eu.anthropic.claude-sonnet-4-5-20250929-v1:0"},
			Buckets: []compute.Bucket{{Name: "docs"}},
		}}},
	}
}

// minimalSpec is what examples/minimal renders without options: no domain.
func minimalSpec() arch.Spec {
	return arch.Spec{
		Name: "hello", Region: "eu-west-1",
		Compute: compute.Spec{Services: []compute.Service{{Name: "app", Image: image("eu-west-1", "hello")}}},
	}
}

func specNames() []string { return slices.Sorted(maps.Keys(specs())) }

// specs are the cases that everything is tested with: both shapes, and each departure from them.
func specs() map[string]arch.Spec {
	all := map[string]arch.Spec{}
	vary := func(name string, spec arch.Spec, change func(*arch.Spec)) {
		change(&spec)
		all[name] = spec
	}
	vary("full", fullSpec(), func(*arch.Spec) {})
	vary("minimal", minimalSpec(), func(*arch.Spec) {})
	vary("named-zones", fullSpec(), func(s *arch.Spec) {
		s.Network = network.Spec{Zones: []string{"eu-west-1a", "eu-west-1b", "eu-west-1c"}}
	})
	vary("services", minimalSpec(), func(s *arch.Spec) {
		s.Network.ZoneCount = 3
		s.Compute.Services = nil
		for _, name := range []string{"app", "api", "my-tool"} {
			service := compute.Service{Name: name, Image: image("eu-west-1", name), Architecture: compute.ARM64}
			if name != "app" {
				service.Paths, service.Port, service.TargetRequests = []string{"/" + name + "/*"}, 9000, 600
			}
			s.Compute.Services = append(s.Compute.Services, service)
		}
	})
	vary("exec", fullSpec(), func(s *arch.Spec) {
		service := &s.Compute.Services[0]
		service.EnableExec, service.WritableRoot, service.EphemeralStorageGiB = true, true, 30
		service.Command, service.DisableStickiness = []string{"streamlit", "run", "app.py"}, true
	})
	vary("secrets", minimalSpec(), func(s *arch.Spec) {
		s.Compute.Services[0].Environment = map[string]string{"STAGE": "test"}
		s.Compute.Services[0].Secrets = map[string]string{
			"API_KEY": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:hello/key-AbCdEf:value::",
			"OTHER":   "arn:aws:secretsmanager:eu-west-1:111122223333:secret:hello/other-AbCdEf",
			"PROMPT":  "arn:aws:ssm:eu-west-1:111122223333:parameter/hello/prompt",
		}
	})
	vary("extra-endpoint", minimalSpec(), func(s *arch.Spec) {
		s.Network.ExtraEndpoints = []network.Endpoint{{
			Service: "sqs", Reason: "the app hands work to a queue", Actions: []string{"sqs:SendMessage"},
			Resources: []string{"arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:hello-work"},
		}}
	})
	vary("existing-bucket", fullSpec(), func(s *arch.Spec) {
		s.Compute.Services[0].Buckets = []compute.Bucket{
			{Name: "old", Existing: "acme-old", KeyARN: "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"},
			{Name: "ref", Existing: "acme-ref", Access: compute.ReadOnly},
			{Name: "new", Access: compute.ReadOnly},
		}
	})
	vary("off", minimalSpec(), func(s *arch.Spec) {
		s.Network.DisableFlowLogs = true
		s.Edge = edge.Spec{DisableWAFLogs: true, DisableAccessLogs: true, DisableUploads: true}
		s.Compute.LoadBalancer = compute.LoadBalancer{DisableAccessLogs: true, DisableDeletionProtection: true}
		s.Compute.ContainerInsights = compute.InsightsDisabled
		s.Compute.Services[0].DisableMetrics = true
		s.Auth = auth.Spec{Mode: auth.ModeNone}
		s.Observability = observability.Spec{DisableAlarms: true, DisableDashboard: true}
	})
	vary("us-east-1", fullSpec(), func(s *arch.Spec) {
		s.Region = "us-east-1"
		s.Compute.Services[0].Image = image("us-east-1", "chat")
		s.Compute.Services[0].Models = []string{"us.anthropic.claude-sonnet-4-5-20250929-v1:0", "amazon.nova-lite-v1:0"}
		s.Observability.AlarmEmails = []string{"ops@example.com", "dev@example.com"}
	})
	vary("unknown-lists", minimalSpec(), func(s *arch.Spec) {
		s.Region = "il-central-1"
		s.Compute.Services[0].Image = image("il-central-1", "hello")
	})
	vary("certificates", fullSpec(), func(s *arch.Spec) {
		s.Edge.HostedZoneID, s.Edge.ViewerCertificateARN = "", viewerCertificate
		s.Compute.LoadBalancer.CertificateARN = originCertificate
	})
	vary("both-ports", fullSpec(), func(s *arch.Spec) {
		s.Compute.LoadBalancer.Ports, s.Compute.LoadBalancer.SecurityGroupRules = []int{80, 443}, 200
	})
	vary("no-login", fullSpec(), func(s *arch.Spec) { s.Auth.Mode = auth.ModeNone })
	vary("plus", fullSpec(), func(s *arch.Spec) {
		s.Auth = auth.Spec{FeaturePlan: auth.PlanPlus, MFA: auth.MFAOptional, AllowSelfSignUp: true}
		s.Edge.ManagedRules = []edge.ManagedRules{{Name: "CommonRuleSet"}, {Name: "SQLiRuleSet", CountOnly: true}}
	})
	vary("internal-domain", fullSpec(), func(s *arch.Spec) {
		s.Compute.LoadBalancer.Scheme = compute.Internal
		s.Compute.ContainerInsights = compute.InsightsEnhanced
	})
	vary("many-models", fullSpec(), func(s *arch.Spec) {
		s.Compute.Services[0].Models = nil
		for _, profile := range []string{"eu", "global"} {
			for _, model := range []string{
				"anthropic.claude-sonnet-4-20250514-v1:0", "anthropic.claude-sonnet-4-5-20250929-v1:0", "anthropic.claude-opus-4-5-20251101-v1:0",
				"anthropic.claude-haiku-4-5-20251001-v1:0", "anthropic.claude-3-7-sonnet-20250219-v1:0", "amazon.nova-lite-v1:0", "amazon.nova-pro-v1:0",
				"amazon.nova-micro-v1:0", "amazon.nova-premier-v1:0", "mistral.pixtral-large-2502-v1:0", "meta.llama3-2-1b-instruct-v1:0", "meta.llama3-2-3b-instruct-v1:0",
			} {
				s.Compute.Services[0].Models = append(s.Compute.Services[0].Models, profile+"."+model)
			}
		}
	})
	vary("tags", minimalSpec(), func(s *arch.Spec) {
		s.Tags = map[string]string{"team": "assistants", "cost-center": "4711"}
	})
	return all
}
