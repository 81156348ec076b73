package arch

import (
	"os"
	"sync"

	"github.com/archblocks/archblocks/internal/cdkkit"
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
)

// AppOption changes what NewApp makes.
type AppOption func(*appOptions)

type appOptions struct{ validate bool }

// WithCDKValidation lets the CDK check the templates when they are synthesized,
// with errors for what its default rules find. It takes several seconds.
// Default off: the specs are checked before, and cfn-lint checks templates better.
func WithCDKValidation() AppOption { return func(o *appOptions) { o.validate = true } }

// NewApp makes a CDK app that writes to outdir, with the feature flags that the
// blocks count on: "go run" does not read cdk.json, so they are set here. An empty
// outdir leaves the choice to the CDK: what its CLI says, else a temporary folder.
//
// The first app of a program decides whether the CDK validates; make it before
// anything else of the CDK. A variable CDK_VALIDATION of the environment decides over
// both. The error is one line where Node.js is missing.
func NewApp(outdir string, options ...AppOption) (awscdk.App, error) {
	var o appOptions
	for _, option := range options {
		option(&o)
	}
	if err := cdkkit.Node(); err != nil {
		return nil, err
	}
	process.Lock()
	defer process.Unlock()
	var app awscdk.App
	err := cdkkit.Try("arch", func() {
		if !process.running && !o.validate {
			defer withoutValidation()()
		}
		process.running = true
		context := flags(o.validate)
		app = awscdk.NewApp(&awscdk.AppProps{
			Outdir: cdkkit.Opt(outdir), Context: &context,
			AnalyticsReporting: cdkkit.Bool(false), TreeMetadata: cdkkit.Bool(false), StackTraces: cdkkit.Bool(false),
			// The default one writes the roles and the bucket of a bootstrapped account into the assembly.
			DefaultStackSynthesizer: awscdk.NewLegacyStackSynthesizer(),
		})
	})
	return app, err
}

// process is what is known of the CDK's process: whether an app of NewApp runs on it.
var process struct {
	sync.Mutex
	running bool
}

// withoutValidation makes the CDK's process start without its template validation,
// and returns what to do once it runs. The CDK reads the variable when its process
// starts, and jsii keeps the environment that it saw at the program's start until it is closed.
func withoutValidation() (done func()) {
	const variable = "CDK_VALIDATION"
	if _, said := os.LookupEnv(variable); said || os.Setenv(variable, "false") != nil {
		return func() {}
	}
	jsii.Close()
	return func() { os.Unsetenv(variable) }
}

// flags are those of the CDK's recommended feature flags that change what the blocks make. One
// is off against the recommendation: restrictDefaultSecurityGroup would make a custom resource
// with a Lambda function. References between stacks are weak for the same reason: CloudFormation
// reads them at deployment.
func flags(validate bool) map[string]any {
	all := map[string]any{
		"@aws-cdk/core:defaultCrossStackReferences":           "weak",
		"@aws-cdk/core:validateAgainstDefaultRules":           validate,
		"@aws-cdk/aws-ec2:restrictDefaultSecurityGroup":       false,
		"@aws-cdk/core:enableAdditionalMetadataCollection":    false,
		"@aws-cdk/customresources:installLatestAwsSdkDefault": false,
		"@aws-cdk/core:suppressTemplateIndentation":           true,
		"@aws-cdk/core:target-partitions":                     []string{"aws"},
	}
	for _, flag := range []string{
		"@aws-cdk/aws-cloudfront:defaultFunctionRuntimeV2_0",
		"@aws-cdk/aws-ecs:arnFormatIncludesClusterName",
		"@aws-cdk/aws-ecs:disableExplicitDeploymentControllerForCircuitBreaker",
		"@aws-cdk/aws-ecs:reduceEc2FargateCloudWatchPermissions",
		"@aws-cdk/aws-ecs:removeDefaultDeploymentAlarm",
		"@aws-cdk/aws-ecs:removeEmptyLoadBalancers",
		"@aws-cdk/aws-elasticloadbalancingv2:usePostQuantumTlsPolicy",
		"@aws-cdk/aws-iam:minimizePolicies",
		"@aws-cdk/aws-kms:reduceCrossAccountRegionPolicyScope",
		"@aws-cdk/aws-route53-targets:userPoolDomainNameMethodWithoutCustomResource",
		"@aws-cdk/aws-s3:createDefaultLoggingPolicy",
		"@aws-cdk/aws-s3:publicAccessBlockedByDefault",
		"@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy",
		"@aws-cdk/core:aspectPrioritiesMutating",
		"@aws-cdk/core:checkSecretUsage",
		"@aws-cdk/core:enablePartitionLiterals",
		"@aws-cdk/core:explicitStackTags",
		"@aws-cdk/core:includePrefixInUniqueNameGeneration",
	} {
		all[flag] = true
	}
	return all
}

// Close ends the Node.js process that the CDK runs on. What was made before cannot be
// used afterwards; a new app starts a new process.
func Close() {
	process.Lock()
	defer process.Unlock()
	process.running = false
	// jsii waits for its process in two places at once, and the one that comes late
	// writes to standard error that there is no such process. Nobody can act on that.
	if null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0); err == nil {
		stderr := os.Stderr
		os.Stderr = null
		defer func() { os.Stderr = stderr; null.Close() }()
	}
	jsii.Close()
}
