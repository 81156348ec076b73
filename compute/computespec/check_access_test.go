package computespec_test

import (
	"fmt"

	"github.com/archblocks/archblocks/arch/problem"
	"github.com/archblocks/archblocks/compute/computespec"
)

func withModels(models ...string) computespec.Spec {
	return app(func(s *computespec.Service) { s.Models = models })
}

func withSecret(arn string) computespec.Spec {
	return app(func(s *computespec.Service) { s.Secrets = map[string]string{"API_KEY": arn} })
}

// withSecrets has n secrets, of 101 characters each with the quotation marks and comma of JSON.
func withSecrets(n int) computespec.Spec {
	return app(func(s *computespec.Service) {
		s.Secrets = map[string]string{}
		for i := range n {
			s.Secrets[fmt.Sprintf("SECRET_%d", i)] = fmt.Sprintf("arn:aws:secretsmanager:eu-west-1:111122223333:secret:chat/a-secret-with-a-long-name/%07d-AbCdEf", i)
		}
	})
}

var accessCases = []checkCase{
	{
		name: "environment",
		spec: app(func(s *computespec.Service) { s.Environment = map[string]string{"_A1": "", "LOG_LEVEL": "debug"} }),
		want: nil,
	},
	{
		name: "environment names that are none",
		spec: app(func(s *computespec.Service) { s.Environment = map[string]string{"LOG-LEVEL": "debug", "1ST": "a"} }),
		want: problem.List{
			{Path: `services[0].environment["1ST"]`, Code: computespec.EnvironmentNameInvalid, Value: "1ST",
				Message: "is not the name of an environment variable",
				Hint:    "use letters, digits and underscores"},
			{Path: `services[0].environment["LOG-LEVEL"]`, Code: computespec.EnvironmentNameInvalid, Value: "LOG-LEVEL",
				Message: "is not the name of an environment variable",
				Hint:    "use letters, digits and underscores"},
		},
	},
	{
		name: "environment of the topology itself",
		spec: app(func(s *computespec.Service) {
			s.Buckets = []computespec.Bucket{{Name: "my-docs"}}
			s.Environment = map[string]string{"BUCKET_MY_DOCS": "x", "COGNITO_CLIENT_ID": "x", "METRIC_NAMESPACE": "x"}
		}),
		in: computespec.Inputs{Environment: map[string]string{"COGNITO_CLIENT_ID": "${UserPoolClient}"}},
		want: problem.List{
			{Path: `services[0].environment["BUCKET_MY_DOCS"]`, Code: computespec.EnvironmentReserved, Value: "BUCKET_MY_DOCS",
				Message: "is set by the topology itself: the name of bucket my-docs",
				Hint:    `use another name, such as "APP_BUCKET_MY_DOCS"`},
			{Path: `services[0].environment["COGNITO_CLIENT_ID"]`, Code: computespec.EnvironmentReserved, Value: "COGNITO_CLIENT_ID",
				Message: "is set by the topology itself: login",
				Hint:    `use another name, such as "APP_COGNITO_CLIENT_ID"`},
			{Path: `services[0].environment["METRIC_NAMESPACE"]`, Code: computespec.EnvironmentReserved, Value: "METRIC_NAMESPACE",
				Message: "is set by the topology itself: the namespace of the service's own metrics",
				Hint:    `use another name, such as "APP_METRIC_NAMESPACE"`},
		},
	},
	{
		name: "metrics' variable where metrics are off",
		spec: app(func(s *computespec.Service) {
			s.DisableMetrics, s.Environment = true, map[string]string{"METRIC_NAMESPACE": "mine"}
		}),
		want: nil,
	},
	{
		name: "secret",
		spec: withSecret("arn:aws:secretsmanager:eu-west-1:111122223333:secret:chat/key-AbCdEf:token::"),
		in:   ireland,
		want: nil,
	},
	{
		name: "parameter",
		spec: withSecret("arn:aws:ssm:eu-west-1:111122223333:parameter/chat/key"),
		in:   ireland,
		want: nil,
	},
	{
		name: "secret in clear",
		spec: withSecret("hunter2"),
		want: problem.List{
			{Path: `services[0].secrets["API_KEY"]`, Code: computespec.SecretNotAnARN,
				Message: "what is given, and is not shown here, is not the ARN of a secret or a parameter",
				Hint:    `use one such as "arn:aws:secretsmanager:eu-west-1:111122223333:secret:chat/key-AbCdEf"`},
		},
	},
	{
		name: "secret of another service",
		spec: withSecret("arn:aws:s3:::secret:docs"),
		want: problem.List{
			{Path: `services[0].secrets["API_KEY"]`, Code: computespec.SecretNotAnARN, Value: "arn:aws:s3:::secret:docs",
				Message: "is not the ARN of a secret or a parameter",
				Hint:    `use one such as "arn:aws:secretsmanager:eu-west-1:111122223333:secret:chat/key-AbCdEf"`},
		},
	},
	{
		name: "secrets by wildcard",
		spec: withSecret("arn:aws:secretsmanager:eu-west-1:111122223333:secret:chat/*"),
		want: problem.List{
			{Path: `services[0].secrets["API_KEY"]`, Code: computespec.SecretNotAnARN, Value: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:chat/*",
				Message: "is not the ARN of a secret or a parameter",
				Hint:    `use one such as "arn:aws:secretsmanager:eu-west-1:111122223333:secret:chat/key-AbCdEf"`},
		},
	},
	{
		name: "secret of any account",
		spec: withSecret("arn:aws:secretsmanager:eu-west-1:*:secret:chat/key-AbCdEf"),
		want: problem.List{
			{Path: `services[0].secrets["API_KEY"]`, Code: computespec.SecretNotAnARN, Value: "arn:aws:secretsmanager:eu-west-1:*:secret:chat/key-AbCdEf",
				Message: "is not the ARN of a secret or a parameter",
				Hint:    `use one such as "arn:aws:secretsmanager:eu-west-1:111122223333:secret:chat/key-AbCdEf"`},
		},
	},
	{
		name: "secret of another Region",
		spec: withSecret("arn:aws:ssm:eu-west-2:111122223333:parameter/chat/key"),
		in:   ireland,
		want: problem.List{
			{Path: `services[0].secrets["API_KEY"]`, Code: computespec.SecretOfAnotherRegion, Value: "arn:aws:ssm:eu-west-2:111122223333:parameter/chat/key",
				Message: "is in Region eu-west-2, and the endpoints reach eu-west-1 only",
				Hint:    "replicate the secret to eu-west-1"},
		},
	},
	{
		name: "secret in the environment too",
		spec: app(func(s *computespec.Service) {
			s.Environment = map[string]string{"API-KEY": "x"}
			s.Secrets = map[string]string{"API-KEY": "arn:aws:ssm:eu-west-1:111122223333:parameter/key"}
		}),
		want: problem.List{
			{Path: `services[0].environment["API-KEY"]`, Code: computespec.EnvironmentNameInvalid, Value: "API-KEY",
				Message: "is not the name of an environment variable",
				Hint:    "use letters, digits and underscores"},
			{Path: `services[0].secrets["API-KEY"]`, Code: computespec.EnvironmentNameInvalid, Value: "API-KEY",
				Message: "is not the name of an environment variable",
				Hint:    "use letters, digits and underscores"},
			{Path: `services[0].secrets["API-KEY"]`, Code: computespec.EnvironmentReserved, Value: "API-KEY",
				Message: "is in environment too",
				Hint:    "remove it from environment"},
		},
	},
	{
		name: "models",
		spec: withModels("amazon.nova-lite-v1:0", "eu.amazon.nova-lite-v1:0", "global.anthropic.claude-opus-4-5"),
		in:   ireland,
		want: nil,
	},
	{
		name: "model without its provider",
		spec: withModels("claude-sonnet-4-5"),
		want: problem.List{
			{Path: "services[0].models[0]", Code: computespec.ModelInvalid, Value: "claude-sonnet-4-5",
				Message: "is not the id of a Bedrock model or inference profile",
				Hint:    `use one such as "amazon.nova-lite-v1:0" or "eu.anthropic.claude-sonnet-4-5-20250929-v1:0"`},
		},
	},
	{
		name: "model twice",
		spec: withModels("amazon.nova-lite-v1:0", "amazon.nova-lite-v1:0"),
		want: problem.List{
			{Path: "services[0].models[1]", Code: computespec.ModelRepeated, Value: "amazon.nova-lite-v1:0",
				Message: "is there twice",
				Hint:    "remove one"},
		},
	},
	{
		name: "model of another geography",
		spec: withModels("us.anthropic.claude-sonnet-4-5-20250929-v1:0"),
		in:   ireland,
		want: problem.List{
			{Path: "services[0].models[0]", Code: computespec.ModelOfAnotherGeography, Value: "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
				Message: "is an inference profile that cannot be called from eu-west-1",
				Hint:    `use a profile of the Region's own geography, or the model "anthropic.claude-sonnet-4-5-20250929-v1:0"`},
		},
	},
	{
		name: "model of another geography where the Region is not known",
		spec: withModels("us.anthropic.claude-sonnet-4-5-20250929-v1:0"),
		want: nil,
	},
	{
		name: "model of a misspelt provider",
		spec: withModels("eu.antropic.claude-sonnet-4-5-20250929-v1:0"),
		in:   ireland,
		want: problem.List{
			{Path: "services[0].models[0]", Code: computespec.ModelProviderUnknown, Value: "eu.antropic.claude-sonnet-4-5-20250929-v1:0",
				Message: "is by a provider not known here",
				Hint:    `did you mean "eu.anthropic.claude-sonnet-4-5-20250929-v1:0"?`},
		},
	},
	{
		name: "model of a new provider",
		spec: withModels("skynet.t-800"),
		want: problem.List{
			{Path: "services[0].models[0]", Code: computespec.ModelProviderUnknown, Severity: problem.Warning, Value: "skynet.t-800",
				Message: "is by a provider not known here",
				Hint:    "see that Bedrock offers it in the Region"},
		},
	},
	{
		// 500 secrets are 50,500 characters of ARNs, which nine policies of 6,144 hold.
		name: "many secrets",
		spec: withSecrets(500),
		want: nil,
	},
	{
		// 700 secrets are 70,700 characters: more than ten policies hold, even if they held nothing else.
		name: "more secrets than a role can hold",
		spec: withSecrets(700),
		want: problem.List{
			{Path: "services[0].name", Code: computespec.RoleTooLarge, Value: "app",
				Message: "has a role app-execution that would need 13 managed policies, and AWS attaches 10",
				Hint:    "give the service fewer models, buckets or secrets, or divide it into two services"},
		},
	},
}
