package authspec

import (
	"slices"

	"github.com/archblocks/archblocks/arch/awsservice"
	"github.com/archblocks/archblocks/arch/plan"
)

// Plan is everything that auth will be.
type Plan struct {
	// Spec is the defaulted spec, with Mode and DomainPrefix filled in.
	Spec Spec
	// Inputs are what was known from outside.
	Inputs Inputs
	// CallbackURL is where Cognito sends users back to, in ModeLoadBalancer.
	CallbackURL string
	// Environment is what containers must know, in ModeInApp; values are placeholders.
	Environment map[string]string
	// Grants are what task roles need, in ModeInApp.
	Grants []plan.Statement
	// Needs are the AWS services that tasks must reach, in ModeInApp.
	Needs []plan.Need
}

// Placeholders that the auth block gives values to.
const (
	// UserPoolID stands for the pool's id.
	UserPoolID = "${UserPool}"
	// ClientID stands for the id of the pool's client.
	ClientID = "${UserPoolClient}"
)

// Plan derives the plan. The spec must be valid.
func (s Spec) Plan(in Inputs) Plan {
	in = in.defaulted()
	p := Plan{Spec: s.completed(in), Inputs: in}
	switch p.Spec.Mode {
	case ModeLoadBalancer:
		// The path is the load balancer's own
		// (docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html).
		p.CallbackURL = "https://" + in.Host + "/oauth2/idpresponse"
	case ModeInApp:
		p.Environment = map[string]string{"COGNITO_USER_POOL_ID": UserPoolID, "COGNITO_CLIENT_ID": ClientID}
		p.Grants = []plan.Statement{signIn}
		if p.Spec.MFA == MFAOptional {
			p.Grants = append(p.Grants, choose)
		}
		p.Needs = []plan.Need{{
			Service:    awsservice.CognitoIDP,
			Reason:     plan.Reason{Path: "mode", Text: "the application logs users in through Cognito"},
			Statements: append(slices.Clone(p.Grants), p.Spec.unsigned()),
		}}
	}
	return p
}

const poolARN = "arn:${AWS::Partition}:cognito-idp:${AWS::Region}:${AWS::AccountId}:userpool/" + UserPoolID

// signIn is what an application needs to log users in with its own role. The
// calls are signed, so that an endpoint's policy can bind them to the account.
var signIn = plan.Statement{
	Sid:       "SignIn",
	Actions:   []string{"cognito-idp:AdminGetUser", "cognito-idp:AdminInitiateAuth", "cognito-idp:AdminRespondToAuthChallenge", "cognito-idp:AdminUserGlobalSignOut"},
	Resources: []string{poolARN},
	Reason:    "the application logs users in",
}

// choose is what an application needs to let each user choose a second factor.
var choose = plan.Statement{
	Sid:       "ChooseFactor",
	Actions:   []string{"cognito-idp:AdminSetUserMFAPreference"},
	Resources: []string{poolARN},
	Reason:    "users choose whether they have a second factor",
}

// unsigned are the operations that carry no signature: a forgotten password, the
// registration of an authenticator, which carries the session of an unfinished login,
// and sign-up. They know no resource and no principal, so that a policy can only name them
// (docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncognitouserpools.html).
func (s Spec) unsigned() plan.Statement {
	actions := []string{"cognito-idp:ConfirmForgotPassword", "cognito-idp:ForgotPassword"}
	if s.MFA != MFAOff {
		actions = append(actions, "cognito-idp:AssociateSoftwareToken", "cognito-idp:VerifySoftwareToken")
	}
	if s.AllowSelfSignUp {
		actions = append(actions, "cognito-idp:ConfirmSignUp", "cognito-idp:ResendConfirmationCode", "cognito-idp:SignUp")
	}
	slices.Sort(actions)
	return plan.Statement{
		Sid: "Unsigned", Actions: actions, Resources: []string{"*"}, AnyPrincipal: true, OtherAccount: true,
		Reason: "these operations carry no signature and know no other resource than *",
	}
}
