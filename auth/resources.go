package auth

import (
	"github.com/archblocks/archblocks/auth/authspec"
	"github.com/archblocks/archblocks/internal/cdkkit"
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscognito"
)

func (a *Auth) render() {
	spec := a.Plan.Spec
	yes := cdkkit.Bool(true)
	a.UserPool = awscognito.NewUserPool(a, cdkkit.Str("UserPool"), &awscognito.UserPoolProps{
		SelfSignUpEnabled: cdkkit.Bool(spec.AllowSelfSignUp),
		SignInAliases:     &awscognito.SignInAliases{Email: yes},
		// Ann@example.com and ann@example.com are one user.
		SignInCaseSensitive: cdkkit.Bool(false),
		AutoVerify:          &awscognito.AutoVerifiedAttrs{Email: yes},
		AccountRecovery:     awscognito.AccountRecovery_EMAIL_ONLY,
		PasswordPolicy: &awscognito.PasswordPolicy{
			MinLength: cdkkit.Num(spec.PasswordLength), RequireDigits: yes, RequireLowercase: yes, RequireUppercase: yes, RequireSymbols: yes,
			TempPasswordValidity: awscdk.Duration_Days(cdkkit.Num(3)),
		},
		Mfa:                mfa[spec.MFA],
		MfaSecondFactor:    secondFactor(spec.MFA),
		FeaturePlan:        plans[spec.FeaturePlan],
		DeletionProtection: cdkkit.Bool(!spec.DisableDeletionProtection),
		RemovalPolicy:      awscdk.RemovalPolicy_RETAIN,
	})
	if spec.FeaturePlan != authspec.PlanPlus {
		cdkkit.Explain(a.UserPool.Node().DefaultChild().(awscognito.CfnUserPool), cdkkit.Exception{
			Rule: "AwsSolutions-COG8", Reason: "the Plus plan charges from the first user on; the spec's feature plan is " + string(spec.FeaturePlan) + ", and its second factor is " + string(spec.MFA),
		})
	}
	a.Client = awscognito.NewUserPoolClient(a, cdkkit.Str("Client"), a.clientProps())
	if spec.Mode == authspec.ModeLoadBalancer {
		a.Domain = awscognito.NewUserPoolDomain(a, cdkkit.Str("Domain"), &awscognito.UserPoolDomainProps{
			UserPool:      a.UserPool,
			CognitoDomain: &awscognito.CognitoDomainOptions{DomainPrefix: cdkkit.Str(cdkkit.Text(spec.DomainPrefix, nil))},
		})
	}
	a.Values["UserPool"] = *a.UserPool.UserPoolId()
	a.Values["UserPoolClient"] = *a.Client.UserPoolClientId()
}

// clientProps lets the client do what its mode needs and nothing else: the code
// flow for a load balancer, or signed password logins for an application.
func (a *Auth) clientProps() *awscognito.UserPoolClientProps {
	props := &awscognito.UserPoolClientProps{
		UserPool:                   a.UserPool,
		PreventUserExistenceErrors: cdkkit.Bool(true),
		EnableTokenRevocation:      cdkkit.Bool(true),
	}
	if a.Plan.Spec.Mode == authspec.ModeInApp {
		props.DisableOAuth = cdkkit.Bool(true)
		props.AuthFlows = &awscognito.AuthFlow{AdminUserPassword: cdkkit.Bool(true)}
		// Three minutes, the default, are short for installing an authenticator.
		props.AuthSessionValidity = awscdk.Duration_Minutes(cdkkit.Num(15))
		props.RefreshTokenValidity = awscdk.Duration_Minutes(cdkkit.Num(a.Plan.Spec.SessionTime.Minutes()))
		return props
	}
	props.GenerateSecret = cdkkit.Bool(true)
	props.SupportedIdentityProviders = &[]awscognito.UserPoolClientIdentityProvider{awscognito.UserPoolClientIdentityProvider_COGNITO()}
	props.OAuth = &awscognito.OAuthSettings{
		Flows:        &awscognito.OAuthFlows{AuthorizationCodeGrant: cdkkit.Bool(true)},
		Scopes:       &[]awscognito.OAuthScope{awscognito.OAuthScope_OPENID()},
		CallbackUrls: cdkkit.Strs(a.Plan.CallbackURL),
	}
	return props
}

var mfa = map[authspec.MFA]awscognito.Mfa{
	authspec.MFARequired: awscognito.Mfa_REQUIRED,
	authspec.MFAOptional: awscognito.Mfa_OPTIONAL,
	authspec.MFAOff:      awscognito.Mfa_OFF,
}

// secondFactor is an authenticator app: text messages would need a role and a paid phone number.
func secondFactor(m authspec.MFA) *awscognito.MfaSecondFactor {
	if m == authspec.MFAOff {
		return nil
	}
	return &awscognito.MfaSecondFactor{Otp: cdkkit.Bool(true), Sms: cdkkit.Bool(false)}
}

var plans = map[authspec.FeaturePlan]awscognito.FeaturePlan{
	authspec.PlanLite:       awscognito.FeaturePlan_LITE,
	authspec.PlanEssentials: awscognito.FeaturePlan_ESSENTIALS,
	authspec.PlanPlus:       awscognito.FeaturePlan_PLUS,
}
