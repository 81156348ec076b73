package archspec_test

import (
	"net/netip"

	"github.com/archblocks/archblocks/arch/archspec"
	"github.com/archblocks/archblocks/compute/computespec"
	"github.com/archblocks/archblocks/edge/edgespec"
	"github.com/archblocks/archblocks/network/networkspec"
)

const (
	image       = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/chat:1.4.2"
	zone        = "Z0123456789ABCDEFGHIJ"
	certificate = "arn:aws:acm:eu-west-1:111122223333:certificate/12345678-1234-1234-1234-123456789012"
	viewers     = "arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012"
)

// minimal is the least that is valid: no domain, one service.
func minimal() archspec.Spec {
	return archspec.Spec{Name: "chat", Region: "eu-west-1", Compute: computespec.Spec{Services: []computespec.Service{{Name: "app", Image: image}}}}
}

// full has a domain, a model, a made and a brought bucket, a secret and a parameter.
func full() archspec.Spec {
	s := minimal()
	s.Tags = map[string]string{"team": "search", "stage": "production"}
	s.Edge = edgespec.Spec{Domain: "chat.example.com", HostedZoneID: zone}
	app := &s.Compute.Services[0]
	app.Models = []string{"eu.anthropic.claude-sonnet-4-5-20250929-v1:0", "amazon.nova-lite-v1:0"}
	app.Buckets = []computespec.Bucket{{Name: "docs"}, {Name: "archive", Existing: "acme-archive", Access: computespec.ReadOnly}}
	app.Environment = map[string]string{"LOG_LEVEL": "info"}
	app.Secrets = map[string]string{
		"API_KEY": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:chat/key-AbCdEf:token::",
		"PROMPT":  "arn:aws:ssm:eu-west-1:111122223333:parameter/chat/prompt",
	}
	s.Network.ExtraEndpoints = []networkspec.Endpoint{{
		Service: "sqs", Reason: "the app reads jobs", Actions: []string{"sqs:ReceiveMessage"},
		Resources: []string{"arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:jobs"},
	}}
	s.Observability.AlarmEmails = []string{"ops@example.com"}
	return s
}

func changed(s archspec.Spec, change func(*archspec.Spec)) archspec.Spec {
	change(&s)
	return s
}

func cidr(s string) netip.Prefix { return netip.MustParsePrefix(s) }
