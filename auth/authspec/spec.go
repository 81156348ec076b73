package authspec

import "time"

// Spec is a Cognito user pool and the place of the login.
type Spec struct {
	// Mode says where users log in.
	// Default ModeLoadBalancer where the topology has a domain, else ModeInApp.
	Mode Mode

	// DomainPrefix is the first part of the login page's host name, in ModeLoadBalancer: 1 to 63
	// lower-case letters, digits and hyphens, unique in the Region, without "aws", "amazon" or "cognito"
	// (docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html).
	// Default the topology's name and the account's number.
	DomainPrefix string

	// MFA says whether users need a second factor, an authenticator app. Default MFARequired.
	MFA MFA

	// PasswordLength is the least length of a password: 8 to 99. Default 12. Passwords also
	// need lower-case and upper-case letters, digits and symbols.
	PasswordLength int

	// AllowSelfSignUp lets anybody make an account. Default false: an administrator makes accounts.
	AllowSelfSignUp bool

	// SessionTime is how long a login lasts, in whole minutes: 5 minutes to 7 days at the load balancer; in
	// the application at least 1 hour, as the refresh token's validity. Default 12 hours.
	SessionTime time.Duration

	// FeaturePlan is the pool's price tier. Default PlanEssentials.
	FeaturePlan FeaturePlan

	// DisableDeletionProtection lets the pool, with all its users, be deleted. Default false.
	DisableDeletionProtection bool
}

// Mode is a place where users log in.
type Mode string

const (
	// ModeLoadBalancer lets the load balancer send users to Cognito's login page before it
	// forwards a request. It needs an HTTPS listener, and a load balancer that reaches the
	// internet; the pool has a domain, so tasks cannot reach the pool through an endpoint.
	ModeLoadBalancer Mode = "load-balancer"
	// ModeInApp leaves the login to the application, which calls Cognito through the
	// cognito-idp endpoint with its task role. The pool has no domain, for a pool with one
	// refuses calls through an endpoint
	// (docs.aws.amazon.com/cognito/latest/developerguide/vpc-interface-endpoints.html).
	ModeInApp Mode = "in-app"
	// ModeNone makes no pool: the application is open to whoever passes CloudFront and WAF.
	ModeNone Mode = "none"
)

// MFA is a demand for a second factor.
type MFA string

const (
	// MFARequired asks every user for an authenticator app's code.
	MFARequired MFA = "required"
	// MFAOptional lets each user choose.
	MFAOptional MFA = "optional"
	// MFAOff asks nobody.
	MFAOff MFA = "off"
)

// FeaturePlan is a price tier of Cognito user pools.
type FeaturePlan string

const (
	// PlanLite has the least features.
	PlanLite FeaturePlan = "lite"
	// PlanEssentials is what new pools get from AWS.
	PlanEssentials FeaturePlan = "essentials"
	// PlanPlus adds threat protection, and costs from the first user on.
	PlanPlus FeaturePlan = "plus"
)
