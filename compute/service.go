package compute

import (
	"cmp"
	"time"

	"github.com/archblocks/archblocks/arch/plan"
	"github.com/archblocks/archblocks/compute/computespec"
	"github.com/archblocks/archblocks/internal/cdkkit"
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsapplicationautoscaling"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsec2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecs"
	elb "github.com/aws/aws-cdk-go/awscdk/v2/awselasticloadbalancingv2"
	actions "github.com/aws/aws-cdk-go/awscdk/v2/awselasticloadbalancingv2actions"
	"github.com/aws/constructs-go/constructs/v10"
)

// serviceRenderer renders one service of the plan.
type serviceRenderer struct {
	*Compute
	in    Inputs
	scope constructs.Construct
	plan  computespec.ServicePlan
	// values replace placeholders of the plan.
	values map[string]string
}

// render makes the service, and makes it wait for its own policies and listener
// rule, and for what is needed besides.
func (r serviceRenderer) render(group awsec2.ISecurityGroup, needed ...constructs.IDependable) *RunningService {
	s, running := r.plan, &RunningService{}
	running.ExecutionRole, needed = r.role("ExecutionRole", s.ExecutionRole, needed)
	running.TaskRole, needed = r.role("TaskRole", s.TaskRole, needed)
	running.TaskDefinition = r.task(running)
	running.Container = r.container(running.TaskDefinition)
	running.TargetGroup = elb.NewApplicationTargetGroup(r.scope, cdkkit.Str(r.targetGroupID()), r.targetGroup())
	needed = append(needed, r.rule(running.TargetGroup))
	running.Service = awsecs.NewFargateService(r.scope, cdkkit.Str("Service"), &awsecs.FargateServiceProps{
		Cluster: r.Cluster, TaskDefinition: running.TaskDefinition,
		VpcSubnets: &awsec2.SubnetSelection{Subnets: &r.in.Network.PrivateSubnets}, SecurityGroups: &[]awsec2.ISecurityGroup{group},
		AssignPublicIp: cdkkit.Bool(false), PlatformVersion: awsecs.FargatePlatformVersion_VERSION1_4,
		DesiredCount: r.desired(), MinHealthyPercent: cdkkit.Num(100), MaxHealthyPercent: cdkkit.Num(200),
		CircuitBreaker:         &awsecs.DeploymentCircuitBreaker{Enable: cdkkit.Bool(true), Rollback: cdkkit.Bool(true)},
		HealthCheckGracePeriod: cdkkit.Seconds(s.StartupTime),
		EnableExecuteCommand:   cdkkit.Bool(s.EnableExec),
		PropagateTags:          awsecs.PropagatedTagSource_SERVICE, EnableECSManagedTags: cdkkit.Bool(true),
		AvailabilityZoneRebalancing: awsecs.AvailabilityZoneRebalancing_ENABLED,
	})
	running.Service.AttachToApplicationTargetGroup(running.TargetGroup)
	// Without what it needs the first task fails, and the circuit breaker undoes the
	// deployment. The resource alone waits: its scaling comes after it anyway.
	resource := running.Service.Node().FindChild(cdkkit.Str("Service"))
	for _, ready := range needed {
		resource.Node().AddDependency(ready)
	}
	running.Scaling = r.scaling(running)
	return running
}

// desired is how many tasks to start with. The least number is left to scaling: a number
// in the template would undo, at every deployment, what scaling has done.
func (r serviceRenderer) desired() *float64 {
	if r.plan.DesiredTasks == r.plan.MinTasks {
		return nil
	}
	return cdkkit.Num(r.plan.DesiredTasks)
}

func (r serviceRenderer) scaling(running *RunningService) awsecs.ScalableTaskCount {
	s := r.plan
	scaling := running.Service.AutoScaleTaskCount(&awsapplicationautoscaling.EnableScalingProps{MinCapacity: cdkkit.Num(s.MinTasks), MaxCapacity: cdkkit.Num(s.MaxTasks)})
	scaling.ScaleOnCpuUtilization(cdkkit.Str("CPU"), &awsecs.CpuUtilizationScalingProps{TargetUtilizationPercent: cdkkit.Num(s.TargetCPUPercent)})
	if s.TargetRequests > 0 {
		scaling.ScaleOnRequestCount(cdkkit.Str("Requests"), &awsecs.RequestCountScalingProps{RequestsPerTarget: cdkkit.Num(s.TargetRequests), TargetGroup: running.TargetGroup})
	}
	return scaling
}

// targetGroupID differs by scheme: another scheme replaces the load balancer, and a
// target group cannot serve the old one and the new one at once.
func (r serviceRenderer) targetGroupID() string {
	if r.Plan.Spec.LoadBalancer.Scheme == computespec.Internal {
		return "InternalTargetGroup"
	}
	return "TargetGroup"
}

func (r serviceRenderer) targetGroup() *elb.ApplicationTargetGroupProps {
	s := r.plan
	props := &elb.ApplicationTargetGroupProps{
		Vpc: r.in.Network.VPC, TargetType: elb.TargetType_IP, Protocol: elb.ApplicationProtocol_HTTP, Port: cdkkit.Num(s.Port),
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

// rule forwards requests that carry the origin's secret, where there is one,
// and have a path of the service; the listener's default refuses the rest.
func (r serviceRenderer) rule(group elb.ApplicationTargetGroup) elb.ApplicationListenerRule {
	var conditions []elb.ListenerCondition
	if r.secretValue != "" {
		conditions = append(conditions, elb.ListenerCondition_HttpHeader(cdkkit.Str(plan.OriginHeader), cdkkit.Strs(r.secretValue)))
	}
	paths := r.plan.Paths
	if len(paths) == 0 && len(conditions) == 0 {
		paths = []string{"/*"}
	}
	if len(paths) > 0 {
		conditions = append(conditions, elb.ListenerCondition_PathPatterns(cdkkit.Strs(paths...)))
	}
	action := elb.ListenerAction_Forward(&[]elb.IApplicationTargetGroup{group}, nil)
	if login := r.in.Login; login != nil {
		action = actions.NewAuthenticateCognitoAction(&actions.AuthenticateCognitoActionProps{
			UserPool: login.UserPool, UserPoolClient: login.Client, UserPoolDomain: login.Domain, Next: action,
			OnUnauthenticatedRequest: elb.UnauthenticatedAction_AUTHENTICATE,
			SessionTimeout:           cdkkit.Seconds(cmp.Or(login.SessionTime, 7*24*time.Hour)),
			// The plan has the rule for it.
			AllowHttpsOutbound: cdkkit.Bool(false),
		})
	}
	return elb.NewApplicationListenerRule(r.scope, cdkkit.Str("Rule"), &elb.ApplicationListenerRuleProps{
		Listener: r.Listener, Priority: cdkkit.Num(r.plan.Priority), Conditions: &conditions, Action: action,
	})
}
