package authspec

import (
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
		p.Needs = []plan.Need{{
			Service:    awsservice.CognitoIDP,
			Reason:     plan.Reason{Path: "mode", Text: "the application logs users in through Cognito"},
			Statements: []plan.Statement{signIn, enrol},
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

// enrol is what a new user needs to register an authenticator app. The calls carry
// the session of an unfinished login in place of a signature.
var enrol = plan.Statement{
	Sid:          "EnrolAuthenticator",
	Actions:      []string{"cognito-idp:AssociateSoftwareToken", "cognito-idp:VerifySoftwareToken"},
	Resources:    []string{poolARN},
	AnyPrincipal: true,
	Reason:       "new users register an authenticator app",
}
