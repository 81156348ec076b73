package auth_test

import (
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/archblocks/archblocks/arch/problem"
	"github.com/archblocks/archblocks/auth"
	"github.com/archblocks/archblocks/internal/cdktest"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscognito"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssns"
	"github.com/aws/jsii-runtime-go"
	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

var hosted = auth.Inputs{Name: "chat", Region: "eu-west-1", Host: "chat.example.com"}

func TestModes(t *testing.T) {
	const pool, client, domain = "AWS::Cognito::UserPool", "AWS::Cognito::UserPoolClient", "AWS::Cognito::UserPoolDomain"
	tests := map[string]struct {
		spec auth.Spec
		in   auth.Inputs
		want map[string]int
	}{
		"zero":               {want: map[string]int{pool: 1, client: 1}},
		"with a host":        {in: hosted, want: map[string]int{pool: 1, client: 1, domain: 1}},
		"load balancer":      {spec: auth.Spec{Mode: auth.ModeLoadBalancer}, in: hosted, want: map[string]int{pool: 1, client: 1, domain: 1}},
		"in app with a host": {spec: auth.Spec{Mode: auth.ModeInApp}, in: hosted, want: map[string]int{pool: 1, client: 1}},
		"none":               {spec: auth.Spec{Mode: auth.ModeNone}, in: hosted, want: map[string]int{}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			stack := cdktest.NewStack(t, "eu-west-1")
			a, err := auth.New(stack, "Auth", test.spec, test.in)
			require.NoError(t, err)
			if diff := cmp.Diff(test.want, cdktest.Synth(t, stack).Count()); diff != "" {
				t.Errorf("resources (-want +got):\n%s", diff)
			}
			require.Equal(t, test.want[pool] == 0, a.UserPool == nil)
			require.Equal(t, test.want[client] == 0, a.Client == nil)
			require.Equal(t, test.want[domain] == 0, a.Domain == nil)
			values := []string{"UserPool", "UserPoolClient"}
			if test.want[pool] == 0 {
				values = nil
			}
			require.Equal(t, values, slices.Sorted(maps.Keys(a.Values)))
		})
	}
}

// The load balancer's client does the code flow alone, at the load balancer's own callback.
func TestClientOfTheLoadBalancer(t *testing.T) {
	stack := cdktest.NewStack(t, "eu-west-1")
	_, err := auth.New(stack, "Auth", auth.Spec{}, hosted)
	require.NoError(t, err)
	tpl := cdktest.Synth(t, stack)
	pool, _ := tpl.Only(t, "AWS::Cognito::UserPool")
	_, client := tpl.Only(t, "AWS::Cognito::UserPoolClient")
	want := map[string]any{
		"UserPoolId": map[string]any{"Ref": pool}, "GenerateSecret": true, "AllowedOAuthFlowsUserPoolClient": true,
		"AllowedOAuthFlows": []any{"code"}, "AllowedOAuthScopes": []any{"openid"}, "SupportedIdentityProviders": []any{"COGNITO"},
		"CallbackURLs":               []any{"https://chat.example.com/oauth2/idpresponse"},
		"PreventUserExistenceErrors": "ENABLED", "EnableTokenRevocation": true,
	}
	if diff := cmp.Diff(want, client.Properties); diff != "" {
		t.Errorf("client (-want +got):\n%s", diff)
	}
	_, domain := tpl.Only(t, "AWS::Cognito::UserPoolDomain")
	require.Equal(t, map[string]any{"Fn::Sub": "chat-${AWS::AccountId}"}, domain.Properties["Domain"])
}

// An application's client takes signed calls with a password, and has no secret and no OAuth.
func TestClientOfAnApplication(t *testing.T) {
	stack := cdktest.NewStack(t, "eu-west-1")
	_, err := auth.New(stack, "Auth", auth.Spec{SessionTime: 8 * time.Hour}, auth.Inputs{})
	require.NoError(t, err)
	_, client := cdktest.Synth(t, stack).Only(t, "AWS::Cognito::UserPoolClient")
	p := client.Properties
	require.ElementsMatch(t, []any{"ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"}, p["ExplicitAuthFlows"])
	require.Equal(t, false, p["AllowedOAuthFlowsUserPoolClient"])
	require.NotEqual(t, true, p["GenerateSecret"])
	require.Nil(t, p["CallbackURLs"])
	require.Equal(t, 480.0, p["RefreshTokenValidity"])
	require.Equal(t, "minutes", cdktest.At(p, "TokenValidityUnits", "RefreshToken"))
}

func TestUserPool(t *testing.T) {
	tests := map[string]struct {
		spec auth.Spec
		want map[string]any
	}{
		"zero": {want: map[string]any{
			"MfaConfiguration": "ON", "EnabledMfas": []any{"SOFTWARE_TOKEN_MFA"}, "UserPoolTier": "ESSENTIALS", "DeletionProtection": "ACTIVE",
			"AdminCreateUserConfig": map[string]any{"AllowAdminCreateUserOnly": true}, "length": 12.0,
		}},
		"departures": {
			spec: auth.Spec{MFA: auth.MFAOff, FeaturePlan: auth.PlanLite, AllowSelfSignUp: true, PasswordLength: 20, DisableDeletionProtection: true},
			want: map[string]any{
				"MfaConfiguration": "OFF", "EnabledMfas": nil, "UserPoolTier": "LITE", "DeletionProtection": "INACTIVE",
				"AdminCreateUserConfig": map[string]any{"AllowAdminCreateUserOnly": false}, "length": 20.0,
			},
		},
		"plus": {
			spec: auth.Spec{MFA: auth.MFAOptional, FeaturePlan: auth.PlanPlus},
			want: map[string]any{
				"MfaConfiguration": "OPTIONAL", "EnabledMfas": []any{"SOFTWARE_TOKEN_MFA"}, "UserPoolTier": "PLUS", "DeletionProtection": "ACTIVE",
				"AdminCreateUserConfig": map[string]any{"AllowAdminCreateUserOnly": true}, "length": 12.0,
			},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			stack := cdktest.NewStack(t, "eu-west-1")
			_, err := auth.New(stack, "Auth", test.spec, auth.Inputs{})
			require.NoError(t, err)
			_, pool := cdktest.Synth(t, stack).Only(t, "AWS::Cognito::UserPool")
			got := map[string]any{"length": cdktest.At(pool.Properties, "Policies", "PasswordPolicy", "MinimumLength")}
			for key := range test.want {
				if key != "length" {
					got[key] = pool.Properties[key]
				}
			}
			if got["DeletionProtection"] == nil {
				got["DeletionProtection"] = "INACTIVE" // CloudFormation's default
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("pool (-want +got):\n%s", diff)
			}
		})
	}
}

// The fields are what other constructs take, and the login is a scope like any other.
func TestEscapeHatches(t *testing.T) {
	stack := cdktest.NewStack(t, "eu-west-1")
	a, err := auth.New(stack, "Auth", auth.Spec{}, hosted)
	require.NoError(t, err)
	a.UserPool.AddClient(jsii.String("Mine"), nil)
	a.UserPool.AddGroup(jsii.String("Editors"), &awscognito.UserPoolGroupOptions{GroupName: jsii.String("editors")})
	role := awsiam.NewRole(stack, jsii.String("Role"), &awsiam.RoleProps{AssumedBy: awsiam.NewAccountRootPrincipal()})
	a.UserPool.Grant(role, jsii.String("cognito-idp:ListUsers"))
	awssns.NewTopic(a, jsii.String("Child"), &awssns.TopicProps{DisplayName: a.Domain.DomainName()})
	got := cdktest.Synth(t, stack).Count()
	require.Equal(t, 2, got["AWS::Cognito::UserPoolClient"])
	require.Equal(t, 1, got["AWS::Cognito::UserPoolGroup"])
	require.Equal(t, 1, got["AWS::SNS::Topic"])
	require.Equal(t, 1, got["AWS::IAM::Policy"])
}

func TestErrors(t *testing.T) {
	stack := cdktest.NewStack(t, "eu-west-1")
	_, err := auth.New(stack, "Auth", auth.Spec{Mode: auth.ModeLoadBalancer}, auth.Inputs{})
	_, invalid := problem.Of(err)
	require.True(t, invalid, err)
	require.Empty(t, *stack.Node().Children(), "nothing is made of a bad spec")

	for i := range 2 {
		_, err = auth.New(stack, "Auth", auth.Spec{}, auth.Inputs{})
		require.Equal(t, i > 0, err != nil)
	}
	require.ErrorContains(t, err, "auth: ")
	require.NotContains(t, err.Error(), "\n")
}
