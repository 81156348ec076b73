package docs_test

import (
	"testing"

	"github.com/archblocks/archblocks/arch/archspec"
	"github.com/archblocks/archblocks/auth/authspec"
	"github.com/archblocks/archblocks/compute/computespec"
	"github.com/archblocks/archblocks/edge/edgespec"
	"github.com/archblocks/archblocks/network/networkspec"
	"github.com/archblocks/archblocks/observability/observabilityspec"
)

// withDomain is a topology as the README shows it: a domain, one service, a model and a bucket.
func withDomain() archspec.Spec {
	return archspec.Spec{
		Name: "chat", Region: "eu-west-1",
		Tags:    map[string]string{"team": "assistants", "cost-center": "4711"},
		Network: networkspec.Spec{Zones: []string{"eu-west-1a", "eu-west-1b"}},
		Edge:    edgespec.Spec{Domain: "chat.example.org", HostedZoneID: "Z0123456789ABCDEFGHIJ"},
		Compute: computespec.Spec{Services: []computespec.Service{{
			Name: "app", Image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/chat:1.4.2",
			Models:  []string{"eu.anthropic.claude-sonnet-4-5-20250929-v1:0"},
			Buckets: []computespec.Bucket{{Name: "docs"}},
		}}},
		Observability: observabilityspec.Spec{AlarmEmails: []string{"ops@example.org"}},
	}
}

// withoutDomain is the other shape: a VPC origin, login in the application, two services, zones not named,
// and a Region whose prefix lists are not known.
func withoutDomain() archspec.Spec {
	return archspec.Spec{
		Name: "pair", Region: "eu-south-1",
		Network: networkspec.Spec{ExtraEndpoints: []networkspec.Endpoint{{
			Service: "sqs", Reason: "app hands slow work to worker", Actions: []string{"sqs:SendMessage", "sqs:ReceiveMessage"},
			Resources: []string{"arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:pair-work"},
		}}},
		Compute: computespec.Spec{Services: []computespec.Service{
			{
				Name: "app", Image: "111122223333.dkr.ecr.eu-south-1.amazonaws.com/pair/app@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
				Secrets: map[string]string{"API_KEY": "arn:aws:secretsmanager:eu-south-1:111122223333:secret:pair/key-AbCdEf"},
				Buckets: []computespec.Bucket{{Name: "docs", Access: computespec.ReadOnly}},
			},
			{
				Name: "worker", Image: "111122223333.dkr.ecr.eu-south-1.amazonaws.com/pair/worker:2", Port: 9000, Paths: []string{"/worker/*"},
				CPU: 1024, MinTasks: 2, MaxTasks: 6, TargetRequests: 1500, DisableStickiness: true, DisableMetrics: true, WritableRoot: true, EnableExec: true,
				Models:  []string{"amazon.nova-lite-v1:0"},
				Buckets: []computespec.Bucket{{Name: "docs"}, {Name: "archive", Existing: "acme-archive", KeyARN: "arn:aws:kms:eu-south-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"}},
			},
		}},
	}
}

// turnedOff is a topology with as much turned off as can be.
func turnedOff() archspec.Spec {
	s := withoutDomain()
	s.Name, s.Region = "bare", "us-east-1"
	s.Network = networkspec.Spec{ZoneCount: 3, DisableFlowLogs: true}
	s.Auth.Mode = authspec.ModeNone
	s.Edge = edgespec.Spec{DisableWAFLogs: true, DisableAccessLogs: true, DisableUploads: true, ManagedRules: []edgespec.ManagedRules{{Name: "CommonRuleSet"}, {Name: "SQLiRuleSet", CountOnly: true}}}
	s.Compute = computespec.Spec{
		Services:          []computespec.Service{{Name: "app", Image: "111122223333.dkr.ecr.us-east-1.amazonaws.com/bare:1", DisableMetrics: true}},
		LoadBalancer:      computespec.LoadBalancer{DisableAccessLogs: true, DisableDeletionProtection: true},
		ContainerInsights: computespec.InsightsDisabled,
	}
	s.Observability = observabilityspec.Spec{DisableAlarms: true, DisableDashboard: true}
	return s
}

// brought is a topology with certificates of its own, both ports, and paths that no service takes.
func brought() archspec.Spec {
	s := withDomain()
	s.Edge.HostedZoneID = ""
	s.Edge.ViewerCertificateARN = "arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012"
	s.Compute.LoadBalancer = computespec.LoadBalancer{
		CertificateARN: "arn:aws:acm:eu-west-1:111122223333:certificate/12345678-1234-1234-1234-123456789012",
		Ports:          []int{443, 80}, SecurityGroupRules: 200, PrefixListID: "pl-4fa04526",
	}
	s.Auth.AllowSelfSignUp = true
	s.Compute.Services[0].Paths = []string{"/chat/*"}
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
