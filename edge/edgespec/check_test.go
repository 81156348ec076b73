package edgespec_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/archblocks/archblocks/arch/problem"
	"github.com/archblocks/archblocks/edge/edgespec"
)

type checkCase struct {
	name string
	spec edgespec.Spec
	in   edgespec.Inputs
	want problem.List
}

const (
	zone        = "Z0123456789ABCDEFGHIJ"
	certificate = "arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012"
)

// hosted is a valid spec with a domain, changed.
func hosted(change func(*edgespec.Spec)) edgespec.Spec {
	s := edgespec.Spec{Domain: "chat.example.com", HostedZoneID: zone}
	change(&s)
	return s
}

func TestCheck(t *testing.T) {
	for _, c := range checkCases {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, c.spec.Check(c.in)); diff != "" {
				t.Errorf("Check (-want +got):\n%s", diff)
			}
		})
	}
}

func TestValidateIgnoresWarnings(t *testing.T) {
	if err := (edgespec.Spec{}).Validate(edgespec.Inputs{}); err != nil {
		t.Errorf("Validate without a domain = %v", err)
	}
	if err := (edgespec.Spec{RateLimit: 1}).Validate(edgespec.Inputs{}); err == nil {
		t.Error("Validate of a rate limit below the floor = nil")
	}
}

var checkCases = slices.Concat(domainCases, ruleCases, uploadCases, []checkCase{
	{
		name: "with a domain",
		spec: hosted(func(*edgespec.Spec) {}),
		want: nil,
	},
	{
		name: "lowest rate limit",
		spec: hosted(func(s *edgespec.Spec) { s.RateLimit = 10 }),
		want: nil,
	},
	{
		name: "rate limit below the floor",
		spec: hosted(func(s *edgespec.Spec) { s.RateLimit = 9 }),
		want: problem.List{
			{Path: "rateLimit", Code: edgespec.RateLimitOutOfRange, Value: "9",
				Message: "is not from 10, WAF's floor, to 2000000000",
				Hint:    "use 2000"},
		},
	},
	{
		name: "highest rate limit",
		spec: hosted(func(s *edgespec.Spec) { s.RateLimit = 2_000_000_000 }),
		want: nil,
	},
	{
		name: "rate limit above the ceiling",
		spec: hosted(func(s *edgespec.Spec) { s.RateLimit = 2_000_000_001 }),
		want: problem.List{
			{Path: "rateLimit", Code: edgespec.RateLimitOutOfRange, Value: "2000000001",
				Message: "is not from 10, WAF's floor, to 2000000000",
				Hint:    "use 2000"},
		},
	},
	{
		name: "rate window that WAF does not offer",
		spec: hosted(func(s *edgespec.Spec) { s.RateWindow = 3 * time.Minute }),
		want: problem.List{
			{Path: "rateWindow", Code: edgespec.RateWindowNotAllowed, Value: "3m0s",
				Message: "is not 1, 2, 5 or 10 minutes",
				Hint:    "use 5m"},
		},
	},
	{
		name: "shortest times",
		spec: hosted(func(s *edgespec.Spec) { s.ReadTimeout, s.KeepAlive = time.Second, time.Second }),
		want: nil,
	},
	{
		name: "longest times",
		spec: hosted(func(s *edgespec.Spec) { s.ReadTimeout, s.KeepAlive = 2*time.Minute, 2*time.Minute }),
		want: nil,
	},
	{
		name: "times too long",
		spec: hosted(func(s *edgespec.Spec) { s.ReadTimeout, s.KeepAlive = 121*time.Second, 10*time.Minute }),
		want: problem.List{
			{Path: "readTimeout", Code: edgespec.OriginTimeoutOutOfRange, Value: "2m1s",
				Message: "is not whole seconds from 1 to 120",
				Hint:    "use 60s"},
			{Path: "keepAlive", Code: edgespec.OriginTimeoutOutOfRange, Value: "10m0s",
				Message: "is not whole seconds from 1 to 120",
				Hint:    "use 60s"},
		},
	},
	{
		name: "times too short, and not in whole seconds",
		spec: hosted(func(s *edgespec.Spec) { s.ReadTimeout, s.KeepAlive = -time.Second, 1500*time.Millisecond }),
		want: problem.List{
			{Path: "readTimeout", Code: edgespec.OriginTimeoutOutOfRange, Value: "-1s",
				Message: "is not whole seconds from 1 to 120",
				Hint:    "use 60s"},
			{Path: "keepAlive", Code: edgespec.OriginTimeoutOutOfRange, Value: "1.5s",
				Message: "is not whole seconds from 1 to 120",
				Hint:    "use 60s"},
		},
	},
	{
		name: "price class of no kind",
		spec: hosted(func(s *edgespec.Spec) { s.PriceClass = "PriceClass_100" }),
		want: problem.List{
			{Path: "priceClass", Code: edgespec.PriceClassUnknown, Value: "PriceClass_100",
				Message: "is not a price class of CloudFront",
				Hint:    `use "all", "200" or "100"`},
		},
	},
	{
		name: "ten faults in field order",
		spec: edgespec.Spec{
			Domain: "chat", HostedZoneID: "example.com", ViewerCertificateARN: "chat", RateLimit: 1, RateWindow: time.Hour,
			ManagedRules: []edgespec.ManagedRules{{Name: "Common", CountOnly: true}}, UploadPaths: []string{"/"},
			ReadTimeout: time.Hour, KeepAlive: time.Hour, PriceClass: "300",
		},
		want: problem.List{
			{Path: "domain", Code: edgespec.DomainInvalid, Value: "chat",
				Message: "is not a host name",
				Hint:    `use one such as "chat.example.com"`},
			{Path: "hostedZoneID", Code: edgespec.HostedZoneInvalid, Value: "example.com",
				Message: "is not the id of a Route 53 hosted zone",
				Hint:    `use one such as "Z0123456789ABCDEFGHIJ"`},
			{Path: "viewerCertificateARN", Code: edgespec.ViewerCertificateInvalid, Value: "chat",
				Message: "is not the ARN of an ACM certificate",
				Hint:    `use one such as "arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012"`},
			{Path: "rateLimit", Code: edgespec.RateLimitOutOfRange, Value: "1",
				Message: "is not from 10, WAF's floor, to 2000000000",
				Hint:    "use 2000"},
			{Path: "rateWindow", Code: edgespec.RateWindowNotAllowed, Value: "1h0m0s",
				Message: "is not 1, 2, 5 or 10 minutes",
				Hint:    "use 5m"},
			{Path: "managedRules[0].name", Code: edgespec.ManagedRulesUnknown, Value: "Common",
				Message: "is not a managed rule group known here",
				Hint:    "use one of AdminProtectionRuleSet, AmazonIpReputationList, AnonymousIpList, BotControlRuleSet, CommonRuleSet, KnownBadInputsRuleSet, LinuxRuleSet, PHPRuleSet, SQLiRuleSet, UnixRuleSet, WindowsRuleSet, WordPressRuleSet"},
			{Path: "managedRules", Code: edgespec.NothingBlocks, Severity: problem.Warning,
				Message: "no managed rule group blocks: only the rate rule does",
				Hint:    `let at least "CommonRuleSet" block`},
			{Path: "uploadPaths[0]", Code: edgespec.UploadPathInvalid, Value: "/",
				Message: "would turn off the body rules everywhere",
				Hint:    `use a longer path, such as "/_stcore/upload_file"`},
			{Path: "readTimeout", Code: edgespec.OriginTimeoutOutOfRange, Value: "1h0m0s",
				Message: "is not whole seconds from 1 to 120",
				Hint:    "use 60s"},
			{Path: "keepAlive", Code: edgespec.OriginTimeoutOutOfRange, Value: "1h0m0s",
				Message: "is not whole seconds from 1 to 120",
				Hint:    "use 60s"},
			{Path: "priceClass", Code: edgespec.PriceClassUnknown, Value: "300",
				Message: "is not a price class of CloudFront",
				Hint:    `did you mean "200"?`},
		},
	},
})

// WAF offers four windows.
func TestRateWindows(t *testing.T) {
	for minutes := 1; minutes <= 15; minutes++ {
		err := hosted(func(s *edgespec.Spec) { s.RateWindow = time.Duration(minutes) * time.Minute }).Validate(edgespec.Inputs{})
		if offered := minutes == 1 || minutes == 2 || minutes == 5 || minutes == 10; (err == nil) != offered {
			t.Errorf("%d minutes: %v", minutes, err)
		}
	}
}
