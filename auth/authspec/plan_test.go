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
				Sid: "EnrolAuthenticator", Actions: []string{"cognito-idp:AssociateSoftwareToken", "cognito-idp:VerifySoftwareToken"},
				Resources: pool, AnyPrincipal: true, Reason: "new users register an authenticator app",
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
