package authspec_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/archblocks/archblocks/arch/plan"
	"github.com/archblocks/archblocks/auth/authspec"
)

func TestDefaulted(t *testing.T) {
	want := authspec.Spec{MFA: authspec.MFARequired, PasswordLength: 12, SessionTime: 12 * time.Hour, FeaturePlan: authspec.PlanEssentials}
	if diff := cmp.Diff(want, authspec.Spec{}.Defaulted()); diff != "" {
		t.Errorf("Defaulted (-want +got):\n%s", diff)
	}
	rapid.Check(t, func(t *rapid.T) {
		once := rapid.Make[authspec.Spec]().Draw(t, "spec").Defaulted()
		if diff := cmp.Diff(once, once.Defaulted()); diff != "" {
			t.Fatalf("Defaulted (-once +twice):\n%s", diff)
		}
	})
}

// With a host users log in at the load balancer: the pool has a domain, and tasks
// have nothing to do with it.
func TestPlanAtTheLoadBalancer(t *testing.T) {
	got := authspec.Spec{}.Plan(withDomain)
	want := authspec.Plan{
		Spec: authspec.Spec{
			Mode: authspec.ModeLoadBalancer, DomainPrefix: "chat-${AWS::AccountId}",
			MFA: authspec.MFARequired, PasswordLength: 12, SessionTime: 12 * time.Hour, FeaturePlan: authspec.PlanEssentials,
		},
		Inputs:      withDomain,
		CallbackURL: "https://chat.example.com/oauth2/idpresponse",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Plan (-want +got):\n%s", diff)
	}
	if got := prefix("acme").Plan(withDomain).Spec.DomainPrefix; got != "acme" {
		t.Errorf("DomainPrefix = %q where the spec gives one", got)
	}
}

// Without a host the application logs users in: the pool has no domain, and tasks
// may make signed calls for their role, and two that carry a login under way.
func TestPlanInTheApp(t *testing.T) {
	got := authspec.Spec{}.Plan(authspec.Inputs{})
	pool := []string{"arn:${AWS::Partition}:cognito-idp:${AWS::Region}:${AWS::AccountId}:userpool/${UserPool}"}
	signIn := plan.Statement{
		Sid:       "SignIn",
		Actions:   []string{"cognito-idp:AdminGetUser", "cognito-idp:AdminInitiateAuth", "cognito-idp:AdminRespondToAuthChallenge", "cognito-idp:AdminUserGlobalSignOut"},
		Resources: pool, Reason: "the application logs users in",
	}
	want := authspec.Plan{
		Spec:        authspec.Spec{Mode: authspec.ModeInApp, MFA: authspec.MFARequired, PasswordLength: 12, SessionTime: 12 * time.Hour, FeaturePlan: authspec.PlanEssentials},
		Inputs:      authspec.Inputs{Name: "app"},
		Environment: map[string]string{"COGNITO_USER_POOL_ID": "${UserPool}", "COGNITO_CLIENT_ID": "${UserPoolClient}"},
		Grants:      []plan.Statement{signIn},
		Needs: []plan.Need{{
			Service: "cognito-idp", Reason: plan.Reason{Path: "mode", Text: "the application logs users in through Cognito"},
			Statements: []plan.Statement{signIn, {
				Sid: "Unsigned", Actions: []string{"cognito-idp:AssociateSoftwareToken", "cognito-idp:ConfirmForgotPassword", "cognito-idp:ForgotPassword", "cognito-idp:VerifySoftwareToken"},
				Resources: []string{"*"}, AnyPrincipal: true, OtherAccount: true, Reason: "these operations carry no signature and know no other resource than *",
			}},
		}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Plan (-want +got):\n%s", diff)
	}
}

func TestPlanWithoutLogin(t *testing.T) {
	p := authspec.Spec{Mode: authspec.ModeNone}.Plan(withDomain)
	if p.Environment != nil || p.Grants != nil || p.Needs != nil || p.CallbackURL != "" || p.Spec.DomainPrefix != "" {
		t.Errorf("Plan without login = %+v", p)
	}
}

// The endpoint lets pass what the pool offers to users, and nothing that it does not.
func TestPlanInTheAppFollowsThePool(t *testing.T) {
	const enrol, up, choose = "cognito-idp:AssociateSoftwareToken", "cognito-idp:SignUp", "cognito-idp:AdminSetUserMFAPreference"
	for _, c := range []struct {
		name string
		spec authspec.Spec
		want map[string]bool
	}{
		{"default", authspec.Spec{}, map[string]bool{enrol: true, up: false, choose: false}},
		{"sign-up", authspec.Spec{AllowSelfSignUp: true}, map[string]bool{enrol: true, up: true, choose: false}},
		{"optional factor", authspec.Spec{MFA: authspec.MFAOptional}, map[string]bool{enrol: true, up: false, choose: true}},
		{"no factor", authspec.Spec{MFA: authspec.MFAOff}, map[string]bool{enrol: false, up: false, choose: false}},
	} {
		p := c.spec.Plan(authspec.Inputs{})
		got, granted := map[string]bool{enrol: false, up: false, choose: false}, map[string]bool{}
		for _, s := range p.Needs[0].Statements {
			for _, action := range s.Actions {
				if _, asked := got[action]; asked {
					got[action] = true
				}
			}
		}
		for _, s := range p.Grants {
			for _, action := range s.Actions {
				granted[action] = true
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: the endpoint (-want +got):\n%s", c.name, diff)
		}
		if granted[choose] != c.want[choose] || granted[enrol] || granted[up] {
			t.Errorf("%s: the task role may %v", c.name, granted)
		}
	}
}
