package compute

import (
	"strings"

	"github.com/archblocks/archblocks/arch/plan"
	"github.com/archblocks/archblocks/compute/computespec"
	"github.com/archblocks/archblocks/internal/cdkkit"
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsapplicationautoscaling"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsec2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecs"
	elb "github.com/aws/aws-cdk-go/awscdk/v2/awselasticloadbalancingv2"
	actions "github.com/aws/aws-cdk-go/awscdk/v2/awselasticloadbalancingv2actions"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/constructs-go/constructs/v10"
)

func (c *Compute) renderService(s computespec.ServicePlan, in Inputs, group awsec2.ISecurityGroup, values map[string]string) *RunningService {
	scope := constructs.NewConstruct(c, &s.ID)
	r := &RunningService{}
	var policies []constructs.IDependable
	r.ExecutionRole, policies = c.renderRole(scope, "ExecutionRole", s.ExecutionRole, s, in, values, policies)
	r.TaskRole, policies = c.renderRole(scope, "TaskRole", s.TaskRole, s, in, values, policies)
	c.renderTask(scope, r, s, in, values)

	r.TargetGroup = elb.NewApplicationTargetGroup(scope, cdkkit.Str("TargetGroup"), c.targetGroup(s, in))
	rule := c.renderRule(scope, s, in, r.TargetGroup)
	r.Service = awsecs.NewFargateService(scope, cdkkit.Str("Service"), &awsecs.FargateServiceProps{
		Cluster: c.Cluster, TaskDefinition: r.TaskDefinition,
		VpcSubnets: &awsec2.SubnetSelection{Subnets: &in.Network.PrivateSubnets}, SecurityGroups: &[]awsec2.ISecurityGroup{group},
		AssignPublicIp: cdkkit.Bool(false), PlatformVersion: awsecs.FargatePlatformVersion_VERSION1_4,
		DesiredCount: cdkkit.Num(s.DesiredTasks), MinHealthyPercent: cdkkit.Num(100), MaxHealthyPercent: cdkkit.Num(200),
		CircuitBreaker:         &awsecs.DeploymentCircuitBreaker{Enable: cdkkit.Bool(true), Rollback: cdkkit.Bool(true)},
		HealthCheckGracePeriod: cdkkit.Seconds(s.StartupTime),
		EnableExecuteCommand:   cdkkit.Bool(s.EnableExec),
		PropagateTags:          awsecs.PropagatedTagSource_SERVICE, EnableECSManagedTags: cdkkit.Bool(true),
		AvailabilityZoneRebalancing: awsecs.AvailabilityZoneRebalancing_ENABLED,
	})
	r.Service.AttachToApplicationTargetGroup(r.TargetGroup)
	c.await(r, policies, []constructs.IDependable{rule})
	r.Scaling = r.Service.AutoScaleTaskCount(&awsapplicationautoscaling.EnableScalingProps{MinCapacity: cdkkit.Num(s.MinTasks), MaxCapacity: cdkkit.Num(s.MaxTasks)})
	r.Scaling.ScaleOnCpuUtilization(cdkkit.Str("CPU"), &awsecs.CpuUtilizationScalingProps{TargetUtilizationPercent: cdkkit.Num(s.TargetCPUPercent)})
	if s.TargetRequests > 0 {
		r.Scaling.ScaleOnRequestCount(cdkkit.Str("Requests"), &awsecs.RequestCountScalingProps{RequestsPerTarget: cdkkit.Num(s.TargetRequests), TargetGroup: r.TargetGroup})
	}
	return r
}

func (c *Compute) renderTask(scope constructs.Construct, r *RunningService, s computespec.ServicePlan, in Inputs, values map[string]string) {
	const tmp = "tmp"
	props := &awsecs.FargateTaskDefinitionProps{
		Family: cdkkit.Str(c.Plan.Inputs.Name + "-" + s.Name), Cpu: cdkkit.Num(s.CPU), MemoryLimitMiB: cdkkit.Num(s.MemoryMiB),
		// The CDK would add policies of its own; the plan says all that the roles may do.
		ExecutionRole: r.ExecutionRole.WithoutPolicyUpdates(nil), TaskRole: r.TaskRole.WithoutPolicyUpdates(nil),
		RuntimePlatform: &awsecs.RuntimePlatform{
			CpuArchitecture: architectures[s.Architecture](), OperatingSystemFamily: awsecs.OperatingSystemFamily_LINUX(),
		},
	}
	if s.EphemeralStorageGiB > 0 {
		props.EphemeralStorageGiB = cdkkit.Num(s.EphemeralStorageGiB)
	}
	if !s.WritableRoot {
		props.Volumes = &[]*awsecs.Volume{{Name: cdkkit.Str(tmp)}}
	}
	r.TaskDefinition = awsecs.NewFargateTaskDefinition(scope, cdkkit.Str("Task"), props)
	cdkkit.Explain(r.TaskDefinition.Node().DefaultChild().(awsecs.CfnTaskDefinition), cdkkit.Exception{
		Rule: "AwsSolutions-ECS2", Reason: "the environment of " + s.Name + " holds names and ids; secrets come from Secrets Manager or Parameter Store",
	})
	environment := map[string]string{}
	for _, v := range s.Variables {
		environment[v.Name] = cdkkit.Text(v.Value, values)
	}
	options := &awsecs.ContainerDefinitionOptions{
		ContainerName: &s.Name, Image: awsecs.ContainerImage_FromRegistry(&s.Image, nil), Command: cdkkit.Strs(s.Command...),
		Environment:            cdkkit.StrMap(environment),
		PortMappings:           &[]*awsecs.PortMapping{{ContainerPort: cdkkit.Num(s.Port), Protocol: awsecs.Protocol_TCP}},
		ReadonlyRootFilesystem: cdkkit.Bool(!s.WritableRoot),
		Logging:                awsecs.LogDriver_AwsLogs(&awsecs.AwsLogDriverProps{LogGroup: in.LogGroups[s.Name], StreamPrefix: &s.Name, Mode: awsecs.AwsLogDriverMode_NON_BLOCKING}),
	}
	if s.EnableExec {
		options.LinuxParameters = awsecs.NewLinuxParameters(scope, cdkkit.Str("Linux"), &awsecs.LinuxParametersProps{InitProcessEnabled: cdkkit.Bool(true)})
	}
	r.Container = r.TaskDefinition.AddContainer(cdkkit.Str("Container"), options)
	awscdk.Annotations_Of(r.Container).AcknowledgeWarning(cdkkit.Str("@aws-cdk/aws-ecs:ecrImageRequiresPolicy"), cdkkit.Str("the execution role has it"))
	if len(s.Secrets) > 0 {
		task := r.TaskDefinition.Node().DefaultChild().(awsecs.CfnTaskDefinition)
		task.AddPropertyOverride(cdkkit.Str("ContainerDefinitions.0.Secrets"), secrets(s))
	}
	if !s.WritableRoot {
		r.Container.AddMountPoints(&awsecs.MountPoint{ContainerPath: cdkkit.Str("/tmp"), SourceVolume: cdkkit.Str(tmp), ReadOnly: cdkkit.Bool(false)})
	}
}

var architectures = map[computespec.Architecture]func() awsecs.CpuArchitecture{
	computespec.X8664: awsecs.CpuArchitecture_X86_64,
	computespec.ARM64: awsecs.CpuArchitecture_ARM64,
}

func (c *Compute) targetGroup(s computespec.ServicePlan, in Inputs) *elb.ApplicationTargetGroupProps {
	props := &elb.ApplicationTargetGroupProps{
		Vpc: in.Network.VPC, TargetType: elb.TargetType_IP, Protocol: elb.ApplicationProtocol_HTTP, Port: cdkkit.Num(s.Port),
		DeregistrationDelay: cdkkit.Seconds(s.DrainTime),
		HealthCheck: &elb.HealthCheck{
			Path: &s.HealthCheckPath, HealthyHttpCodes: cdkkit.Str("200"), Interval: cdkkit.Seconds(s.HealthCheckInterval), Timeout: cdkkit.Seconds(s.HealthCheckTimeout),
			HealthyThresholdCount: cdkkit.Num(2), UnhealthyThresholdCount: cdkkit.Num(3),
		},
	}
	if !s.DisableStickiness {
		props.StickinessCookieDuration = awscdk.Duration_Days(cdkkit.Num(1))
	}
	return props
}

// renderRule forwards requests that carry the origin's secret, where there is one,
// and have a path of the service; the listener's default refuses the rest.
func (c *Compute) renderRule(scope constructs.Construct, s computespec.ServicePlan, in Inputs, group elb.ApplicationTargetGroup) elb.ApplicationListenerRule {
	var conditions []elb.ListenerCondition
	if c.secretValue != "" {
		conditions = append(conditions, elb.ListenerCondition_HttpHeader(cdkkit.Str(plan.OriginHeader), cdkkit.Strs(c.secretValue)))
	}
	paths := s.Paths
	if len(paths) == 0 && len(conditions) == 0 {
		paths = []string{"/*"}
	}
	if len(paths) > 0 {
		conditions = append(conditions, elb.ListenerCondition_PathPatterns(cdkkit.Strs(paths...)))
	}
	action := elb.ListenerAction_Forward(&[]elb.IApplicationTargetGroup{group}, nil)
	if login := in.Login; login != nil {
		action = actions.NewAuthenticateCognitoAction(&actions.AuthenticateCognitoActionProps{
			UserPool: login.UserPool, UserPoolClient: login.Client, UserPoolDomain: login.Domain, Next: action,
			OnUnauthenticatedRequest: elb.UnauthenticatedAction_AUTHENTICATE,
			SessionTimeout:           awscdk.Duration_Seconds(cdkkit.Num(login.SessionSeconds)),
			// The plan has the rule for it.
			AllowHttpsOutbound: cdkkit.Bool(false),
		})
	}
	return elb.NewApplicationListenerRule(scope, cdkkit.Str("Rule"), &elb.ApplicationListenerRuleProps{
		Listener: c.Listener, Priority: cdkkit.Num(s.Priority), Conditions: &conditions, Action: action,
	})
}

// renderRole makes a role and one managed policy with all its statements.
func (c *Compute) renderRole(scope constructs.Construct, id string, role plan.Role, s computespec.ServicePlan, in Inputs, values map[string]string, policies []constructs.IDependable) (awsiam.Role, []constructs.IDependable) {
	made := awsiam.NewRole(scope, &id, &awsiam.RoleProps{
		AssumedBy: awsiam.NewServicePrincipal(&role.Service, nil), Description: cdkkit.Str("Of " + s.Name + ": " + role.Reason.Text),
	})
	if len(role.Statements) == 0 {
		return made, policies
	}
	// The log group's own ARN ties the policy to it, and says the same as the plan's.
	statements := make([]plan.Statement, len(role.Statements))
	var exceptions []cdkkit.Exception
	for i, st := range role.Statements {
		resources := make([]string, len(st.Resources))
		for j, resource := range st.Resources {
			if resources[j] = resource; resource == s.LogGroup.ARN() {
				resources[j] = *in.LogGroups[s.Name].LogGroupArn()
			}
		}
		st.Resources = resources
		statements[i] = st
		for _, resource := range resources {
			if strings.HasSuffix(resource, "*") {
				exceptions = append(exceptions, cdkkit.Exception{Rule: "AwsSolutions-IAM5", Reason: st.Sid + ": " + st.Reason})
				break
			}
		}
	}
	policy := awsiam.NewCfnManagedPolicy(scope, cdkkit.Str(id+"Policy"), &awsiam.CfnManagedPolicyProps{
		PolicyDocument: cdkkit.Policy(statements, values), Roles: cdkkit.List(*made.RoleName()),
	})
	if len(exceptions) > 0 {
		cdkkit.Explain(policy, exceptions...)
	}
	return made, append(policies, policy)
}
