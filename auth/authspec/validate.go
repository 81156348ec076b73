package authspec

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/archblocks/archblocks/arch/problem"
)

// Inputs is what auth must know from outside to be checked and planned. The
// zero value is fine.
type Inputs struct {
	// Name is the topology's name, the first part of physical names. Default "app".
	Name string
	// Region is the AWS Region of the pool. Default unknown.
	Region string
	// Host is the host name that viewers use, without a scheme. Default none.
	Host string
}

func (in Inputs) defaulted() Inputs {
	in.Name = cmp.Or(in.Name, "app")
	return in
}

// Validate returns an error with all problems of the spec, or nil.
func (s Spec) Validate(in Inputs) error { return s.Check(in).Err() }

// Check returns all problems of the spec, in field order.
func (s Spec) Check(in Inputs) problem.List {
	in = in.defaulted()
	given := s.DomainPrefix
	s = s.completed(in)
	var list problem.List
	problem.Choice(&list, "mode", ModeUnknown, s.Mode, "is not a place to log in", ModeLoadBalancer, ModeInApp, ModeNone)
	switch {
	case s.Mode == ModeLoadBalancer && in.Host == "":
		list.Add("mode", ModeNeedsDomain, s.Mode, "needs HTTPS on the load balancer, and so a domain with a certificate", `give the edge a domain, or use "in-app"`)
	case s.Mode == ModeNone:
		list.Warn("mode", LoginNowhere, s.Mode, "lets in whoever passes CloudFront and WAF", `use "in-app" or "load-balancer", unless the application is public`)
	}
	checkPrefix(&list, s, given)
	problem.Choice(&list, "mfa", MFAUnknown, s.MFA, "is not a demand for a second factor", MFARequired, MFAOptional, MFAOff)
	if s.MFA == MFAOptional || s.MFA == MFAOff {
		list.Warn("mfa", MFANotRequired, s.MFA, "lets users in with a password alone", `use "required"`)
	}
	if s.PasswordLength < 8 || s.PasswordLength > 99 {
		list.Add("passwordLength", PasswordTooShort, s.PasswordLength, "is not from 8 to 99", "use 12")
	}
	if s.AllowSelfSignUp {
		list.Warn("allowSelfSignUp", SelfSignUpOpen, true, "lets anybody make an account", "leave it out, and make accounts as an administrator")
	}
	switch {
	case s.SessionTime < 5*time.Minute || s.SessionTime > 7*24*time.Hour || s.SessionTime%time.Minute != 0:
		list.Add("sessionTime", SessionTimeOutOfRange, s.SessionTime, "is not whole minutes from 5 minutes to 7 days", "use 12h")
	case s.Mode == ModeInApp && s.SessionTime < time.Hour:
		list.Add("sessionTime", SessionTimeOutOfRange, s.SessionTime, "is shorter than the hour that Cognito's refresh tokens last at least", "use 1h")
	}
	problem.Choice(&list, "featurePlan", FeaturePlanUnknown, s.FeaturePlan, "is not a feature plan of Cognito", PlanLite, PlanEssentials, PlanPlus)
	return list
}

var (
	domainPrefix = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$`)
	reserved     = []string{"aws", "amazon", "cognito"}
)

// checkPrefix holds Cognito's rules for prefix domains. The account's number
// stands for its twelve digits.
func checkPrefix(list *problem.List, s Spec, given string) {
	const path = "domainPrefix"
	if s.Mode != ModeLoadBalancer {
		if given != "" {
			list.Add(path, DomainPrefixUnused, given, "would give the pool a domain, and a pool with one refuses calls through the cognito-idp endpoint", "remove it, or log in at the load balancer")
		}
		return
	}
	prefix := strings.ReplaceAll(s.DomainPrefix, "${AWS::AccountId}", "111122223333")
	for _, word := range reserved {
		if strings.Contains(prefix, word) {
			list.Add(path, DomainPrefixReserved, s.DomainPrefix, fmt.Sprintf("holds the word %q, which Cognito keeps for itself", word), `set domainPrefix to another name, such as "acme-chat"`)
			return
		}
	}
	if !domainPrefix.MatchString(prefix) {
		list.Add(path, DomainPrefixInvalid, s.DomainPrefix, "is not 1 to 63 lower-case letters, digits and inner hyphens", `use one such as "acme-chat"`)
	}
}
