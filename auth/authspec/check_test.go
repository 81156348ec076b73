package authspec_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/archblocks/archblocks/arch/problem"
	"github.com/archblocks/archblocks/auth/authspec"
)

type checkCase struct {
	name string
	spec authspec.Spec
	in   authspec.Inputs
	want problem.List
}

var (
	withDomain = authspec.Inputs{Name: "chat", Region: "eu-west-1", Host: "chat.example.com"}
	noDomain   = authspec.Inputs{Name: "chat", Region: "eu-west-1"}
)

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
	if err := (authspec.Spec{Mode: authspec.ModeNone}).Validate(noDomain); err != nil {
		t.Errorf("Validate of a spec with a warning = %v", err)
	}
	if err := (authspec.Spec{Mode: authspec.ModeLoadBalancer}).Validate(noDomain); err == nil {
		t.Error("Validate of login at the load balancer without a domain = nil")
	}
}

func prefix(s string) authspec.Spec { return authspec.Spec{DomainPrefix: s} }

var checkCases = []checkCase{
	{
		name: "zero",
		want: nil,
	},
	{
		name: "zero with a domain",
		in:   withDomain,
		want: nil,
	},
	{
		name: "mode close to one",
		spec: authspec.Spec{Mode: "inapp"},
		in:   noDomain,
		want: problem.List{
			{Path: "mode", Code: authspec.ModeUnknown, Value: "inapp",
				Message: "is not a place to log in",
				Hint:    `did you mean "in-app"?`},
		},
	},
	{
		name: "mode of no kind",
		spec: authspec.Spec{Mode: "edge"},
		in:   noDomain,
		want: problem.List{
			{Path: "mode", Code: authspec.ModeUnknown, Value: "edge",
				Message: "is not a place to log in",
				Hint:    `use "load-balancer", "in-app" or "none"`},
		},
	},
	{
		name: "login at the load balancer without a domain",
		spec: authspec.Spec{Mode: authspec.ModeLoadBalancer},
		in:   noDomain,
		want: problem.List{
			{Path: "mode", Code: authspec.ModeNeedsDomain, Value: "load-balancer",
				Message: "needs HTTPS on the load balancer, and so a domain with a certificate",
				Hint:    `give the edge a domain, or use "in-app"`},
		},
	},
	{
		name: "no login",
		spec: authspec.Spec{Mode: authspec.ModeNone},
		in:   withDomain,
		want: problem.List{
			{Path: "mode", Code: authspec.LoginNowhere, Severity: problem.Warning, Value: "none",
				Message: "lets in whoever passes CloudFront and WAF",
				Hint:    `use "in-app" or "load-balancer", unless the application is public`},
		},
	},
	{
		name: "prefix of a pool that must have none",
		spec: authspec.Spec{Mode: authspec.ModeInApp, DomainPrefix: "acme-chat"},
		in:   withDomain,
		want: problem.List{
			{Path: "domainPrefix", Code: authspec.DomainPrefixUnused, Value: "acme-chat",
				Message: "would give the pool a domain, and a pool with one refuses calls through the cognito-idp endpoint",
				Hint:    "remove it, or log in at the load balancer"},
		},
	},
	{
		name: "shortest prefix",
		spec: prefix("a"),
		in:   withDomain,
		want: nil,
	},
	{
		name: "longest prefix",
		spec: prefix(strings.Repeat("a", 63)),
		in:   withDomain,
		want: nil,
	},
	{
		name: "prefix too long",
		spec: prefix(strings.Repeat("a", 64)),
		in:   withDomain,
		want: problem.List{
			{Path: "domainPrefix", Code: authspec.DomainPrefixInvalid, Value: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
				Message: "is not 1 to 63 lower-case letters, digits and inner hyphens",
				Hint:    `use one such as "acme-chat"`},
		},
	},
	{
		name: "prefix with a hyphen at its end",
		spec: prefix("acme-"),
		in:   withDomain,
		want: problem.List{
			{Path: "domainPrefix", Code: authspec.DomainPrefixInvalid, Value: "acme-",
				Message: "is not 1 to 63 lower-case letters, digits and inner hyphens",
				Hint:    `use one such as "acme-chat"`},
		},
	},
	{
		name: "prefix with a word of Cognito's",
		spec: prefix("my-cognito-pool"),
		in:   withDomain,
		want: problem.List{
			{Path: "domainPrefix", Code: authspec.DomainPrefixReserved, Value: "my-cognito-pool",
				Message: `holds the word "cognito", which Cognito keeps for itself`,
				Hint:    `set domainPrefix to another name, such as "acme-chat"`},
		},
	},
	{
		name: "topology's name with a word of Cognito's",
		in:   authspec.Inputs{Name: "lawsuits", Host: "chat.example.com"},
		want: problem.List{
			{Path: "domainPrefix", Code: authspec.DomainPrefixReserved, Value: "lawsuits-${AWS::AccountId}",
				Message: `holds the word "aws", which Cognito keeps for itself`,
				Hint:    `set domainPrefix to another name, such as "acme-chat"`},
		},
	},
	{
		name: "second factor optional",
		spec: authspec.Spec{MFA: authspec.MFAOptional},
		want: problem.List{
			{Path: "mfa", Code: authspec.MFANotRequired, Severity: problem.Warning, Value: "optional",
				Message: "lets users in with a password alone",
				Hint:    `use "required"`},
		},
	},
	{
		name: "second factor off",
		spec: authspec.Spec{MFA: authspec.MFAOff},
		want: problem.List{
			{Path: "mfa", Code: authspec.MFANotRequired, Severity: problem.Warning, Value: "off",
				Message: "lets users in with a password alone",
				Hint:    `use "required"`},
		},
	},
	{
		name: "second factor of no kind",
		spec: authspec.Spec{MFA: "require"},
		want: problem.List{
			{Path: "mfa", Code: authspec.MFAUnknown, Value: "require",
				Message: "is not a demand for a second factor",
				Hint:    `did you mean "required"?`},
		},
	},
	{
		name: "password too short",
		spec: authspec.Spec{PasswordLength: 7},
		want: problem.List{
			{Path: "passwordLength", Code: authspec.PasswordTooShort, Value: "7",
				Message: "is not from 8 to 99",
				Hint:    "use 12"},
		},
	},
	{
		name: "shortest password",
		spec: authspec.Spec{PasswordLength: 8},
		want: nil,
	},
	{
		name: "longest password",
		spec: authspec.Spec{PasswordLength: 99},
		want: nil,
	},
	{
		name: "password too long",
		spec: authspec.Spec{PasswordLength: 100},
		want: problem.List{
			{Path: "passwordLength", Code: authspec.PasswordTooShort, Value: "100",
				Message: "is not from 8 to 99",
				Hint:    "use 12"},
		},
	},
	{
		name: "anybody may sign up",
		spec: authspec.Spec{AllowSelfSignUp: true},
		want: problem.List{
			{Path: "allowSelfSignUp", Code: authspec.SelfSignUpOpen, Severity: problem.Warning, Value: "true",
				Message: "lets anybody make an account",
				Hint:    "leave it out, and make accounts as an administrator"},
		},
	},
	{
		name: "shortest session at the load balancer",
		spec: authspec.Spec{SessionTime: 5 * time.Minute},
		in:   authspec.Inputs{Host: "chat.example.com"},
		want: nil,
	},
	{
		name: "shortest session in the application",
		spec: authspec.Spec{SessionTime: time.Hour},
		want: nil,
	},
	{
		name: "session too short for the application",
		spec: authspec.Spec{SessionTime: time.Hour - time.Minute},
		want: problem.List{
			{Path: "sessionTime", Code: authspec.SessionTimeOutOfRange, Value: "59m0s",
				Message: "is shorter than the hour that Cognito's refresh tokens last at least",
				Hint:    "use 1h"},
		},
	},
	{
		name: "longest session",
		spec: authspec.Spec{SessionTime: 7 * 24 * time.Hour},
		want: nil,
	},
	{
		name: "session too short",
		spec: authspec.Spec{SessionTime: 5*time.Minute - time.Second},
		want: problem.List{
			{Path: "sessionTime", Code: authspec.SessionTimeOutOfRange, Value: "4m59s",
				Message: "is not whole minutes from 5 minutes to 7 days",
				Hint:    "use 12h"},
		},
	},
	{
		name: "session too long",
		spec: authspec.Spec{SessionTime: 7*24*time.Hour + time.Minute},
		want: problem.List{
			{Path: "sessionTime", Code: authspec.SessionTimeOutOfRange, Value: "168h1m0s",
				Message: "is not whole minutes from 5 minutes to 7 days",
				Hint:    "use 12h"},
		},
	},
	{
		name: "session not in whole minutes",
		spec: authspec.Spec{SessionTime: time.Hour + time.Second},
		want: problem.List{
			{Path: "sessionTime", Code: authspec.SessionTimeOutOfRange, Value: "1h0m1s",
				Message: "is not whole minutes from 5 minutes to 7 days",
				Hint:    "use 12h"},
		},
	},
	{
		name: "feature plan of no kind",
		spec: authspec.Spec{FeaturePlan: "premium"},
		want: problem.List{
			{Path: "featurePlan", Code: authspec.FeaturePlanUnknown, Value: "premium",
				Message: "is not a feature plan of Cognito",
				Hint:    `use "lite", "essentials" or "plus"`},
		},
	},
	{
		name: "six faults and a warning in field order",
		spec: authspec.Spec{Mode: "alb", DomainPrefix: "x", MFA: "on", PasswordLength: 6, AllowSelfSignUp: true, SessionTime: time.Second, FeaturePlan: "free"},
		in:   withDomain,
		want: problem.List{
			{Path: "mode", Code: authspec.ModeUnknown, Value: "alb",
				Message: "is not a place to log in",
				Hint:    `use "load-balancer", "in-app" or "none"`},
			{Path: "domainPrefix", Code: authspec.DomainPrefixUnused, Value: "x",
				Message: "would give the pool a domain, and a pool with one refuses calls through the cognito-idp endpoint",
				Hint:    "remove it, or log in at the load balancer"},
			{Path: "mfa", Code: authspec.MFAUnknown, Value: "on",
				Message: "is not a demand for a second factor",
				Hint:    `use "required", "optional" or "off"`},
			{Path: "passwordLength", Code: authspec.PasswordTooShort, Value: "6",
				Message: "is not from 8 to 99",
				Hint:    "use 12"},
			{Path: "allowSelfSignUp", Code: authspec.SelfSignUpOpen, Severity: problem.Warning, Value: "true",
				Message: "lets anybody make an account",
				Hint:    "leave it out, and make accounts as an administrator"},
			{Path: "sessionTime", Code: authspec.SessionTimeOutOfRange, Value: "1s",
				Message: "is not whole minutes from 5 minutes to 7 days",
				Hint:    "use 12h"},
			{Path: "featurePlan", Code: authspec.FeaturePlanUnknown, Value: "free",
				Message: "is not a feature plan of Cognito",
				Hint:    `use "lite", "essentials" or "plus"`},
		},
	},
}
