package compute

import (
	"maps"
	"slices"

	"github.com/archblocks/archblocks/compute/computespec"
	"github.com/archblocks/archblocks/internal/cdkkit"
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecs"
)

// tmpVolume is the one place that a container with a read-only root can write to.
const tmpVolume = "tmp"

func (r serviceRenderer) task(running *RunningService) awsecs.FargateTaskDefinition {
	s := r.plan
	props := &awsecs.FargateTaskDefinitionProps{
		Family: cdkkit.Str(r.Plan.Inputs.Name + "-" + s.Name), Cpu: cdkkit.Num(s.CPU), MemoryLimitMiB: cdkkit.Num(s.MemoryMiB),
		// The CDK would add policies of its own; the plan says all that the roles may do.
		ExecutionRole: running.ExecutionRole.WithoutPolicyUpdates(nil), TaskRole: running.TaskRole.WithoutPolicyUpdates(nil),
		RuntimePlatform: &awsecs.RuntimePlatform{
			CpuArchitecture: architectures[s.Architecture](), OperatingSystemFamily: awsecs.OperatingSystemFamily_LINUX(),
		},
	}
	if s.EphemeralStorageGiB > 0 {
		props.EphemeralStorageGiB = cdkkit.Num(s.EphemeralStorageGiB)
	}
	if !s.WritableRoot {
		props.Volumes = &[]*awsecs.Volume{{Name: cdkkit.Str(tmpVolume)}}
	}
	definition := awsecs.NewFargateTaskDefinition(r.scope, cdkkit.Str("Task"), props)
	cdkkit.Explain(definition.Node().DefaultChild().(awsecs.CfnTaskDefinition), cdkkit.Exception{
		Rule: "AwsSolutions-ECS2", Reason: "the environment of " + s.Name + " holds names and ids; secrets come from Secrets Manager or Parameter Store",
	})
	return definition
}

var architectures = map[computespec.Architecture]func() awsecs.CpuArchitecture{
	computespec.X8664: awsecs.CpuArchitecture_X86_64,
	computespec.ARM64: awsecs.CpuArchitecture_ARM64,
}

func (r serviceRenderer) container(definition awsecs.FargateTaskDefinition) awsecs.ContainerDefinition {
	s := r.plan
	environment := map[string]string{}
	for _, v := range s.Variables {
		environment[v.Name] = v.Value
		if v.Reason != "" {
			// The user's own values are not texts of the plan: what looks like a placeholder in them is none.
			environment[v.Name] = cdkkit.Text(v.Value, r.values)
		}
	}
	options := &awsecs.ContainerDefinitionOptions{
		ContainerName: &s.Name, Image: awsecs.ContainerImage_FromRegistry(&s.Image, nil), Command: cdkkit.Strs(s.Command...),
		Environment:            cdkkit.StrMap(environment),
		PortMappings:           &[]*awsecs.PortMapping{{ContainerPort: cdkkit.Num(s.Port), Protocol: awsecs.Protocol_TCP}},
		ReadonlyRootFilesystem: cdkkit.Bool(!s.WritableRoot),
		Logging:                awsecs.LogDriver_AwsLogs(&awsecs.AwsLogDriverProps{LogGroup: r.in.LogGroups[s.Name], StreamPrefix: &s.Name, Mode: awsecs.AwsLogDriverMode_NON_BLOCKING}),
	}
	if s.EnableExec {
		options.LinuxParameters = awsecs.NewLinuxParameters(r.scope, cdkkit.Str("Linux"), &awsecs.LinuxParametersProps{InitProcessEnabled: cdkkit.Bool(true)})
	}
	container := definition.AddContainer(cdkkit.Str("Container"), options)
	awscdk.Annotations_Of(container).AcknowledgeWarning(cdkkit.Str("@aws-cdk/aws-ecs:ecrImageRequiresPolicy"), cdkkit.Str("the execution role has it"))
	if len(s.Secrets) > 0 {
		task := definition.Node().DefaultChild().(awsecs.CfnTaskDefinition)
		task.AddPropertyOverride(cdkkit.Str("ContainerDefinitions.0.Secrets"), secrets(s))
	}
	if !s.WritableRoot {
		container.AddMountPoints(&awsecs.MountPoint{ContainerPath: cdkkit.Str("/tmp"), SourceVolume: cdkkit.Str(tmpVolume), ReadOnly: cdkkit.Bool(false)})
	}
	return container
}

// secrets are the container's environment variables that ECS fills from Secrets
// Manager or Parameter Store, as CloudFormation takes them: an ARN may go on with the key of a JSON field.
func secrets(s computespec.ServicePlan) []any {
	var all []any
	for _, name := range slices.Sorted(maps.Keys(s.Secrets)) {
		all = append(all, map[string]any{"Name": name, "ValueFrom": s.Secrets[name]})
	}
	return all
}
