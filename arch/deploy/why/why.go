package why

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"
	elb "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2"
	elbtypes "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"
)

// ECS, ELB and Logs are as much of the SDK's clients as is used.
type (
	ECS interface {
		DescribeServices(context.Context, *ecs.DescribeServicesInput, ...func(*ecs.Options)) (*ecs.DescribeServicesOutput, error)
		ListTasks(context.Context, *ecs.ListTasksInput, ...func(*ecs.Options)) (*ecs.ListTasksOutput, error)
		DescribeTasks(context.Context, *ecs.DescribeTasksInput, ...func(*ecs.Options)) (*ecs.DescribeTasksOutput, error)
		DescribeTaskDefinition(context.Context, *ecs.DescribeTaskDefinitionInput, ...func(*ecs.Options)) (*ecs.DescribeTaskDefinitionOutput, error)
	}
	ELB interface {
		DescribeTargetHealth(context.Context, *elb.DescribeTargetHealthInput, ...func(*elb.Options)) (*elb.DescribeTargetHealthOutput, error)
	}
	Logs interface {
		GetLogEvents(context.Context, *cloudwatchlogs.GetLogEventsInput, ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.GetLogEventsOutput, error)
	}
)

// Clients are who is asked. ELB and Logs may be nil: then they are not.
type Clients struct {
	ECS  ECS
	ELB  ELB
	Logs Logs
}

// ClientsOf makes the clients of an SDK configuration.
func ClientsOf(config aws.Config) Clients {
	return Clients{ECS: ecs.NewFromConfig(config), ELB: elb.NewFromConfig(config), Logs: cloudwatchlogs.NewFromConfig(config)}
}

// Report is what was found of a service.
type Report struct {
	Cluster, Service string
	Findings         []Finding
	// Skipped says what could not be asked.
	Skipped []string
}

// Finding is one thing that goes wrong.
type Finding struct {
	// Reason is what AWS says.
	Reason string
	// Means and Hint are what is known of it; empty if nothing is.
	Means, Hint string
	// Log are the last lines of a container that ended, the newest last.
	Log []string
}

// lastLines is how many lines of a log are shown, tasksMost how many stopped tasks are looked at.
const (
	lastLines = 10
	tasksMost = 10
)

// Explain asks what goes wrong with a service. What it may not ask is skipped, and said.
func Explain(ctx context.Context, c Clients, cluster, service string) Report {
	r := Report{Cluster: cluster, Service: service}
	r.tasks(ctx, c)
	out, err := c.ECS.DescribeServices(ctx, &ecs.DescribeServicesInput{Cluster: &cluster, Services: []string{service}})
	if err != nil {
		r.skip("ecs:DescribeServices", err)
		return r
	}
	for _, s := range out.Services {
		for _, balancer := range s.LoadBalancers {
			r.health(ctx, c, aws.ToString(balancer.TargetGroupArn))
		}
		for _, e := range s.Events {
			// Most events are of things going well.
			if _, bad := known(aws.ToString(e.Message)); bad || strings.Contains(aws.ToString(e.Message), "unable to") {
				r.add(Finding{Reason: aws.ToString(e.Message)})
			}
		}
	}
	return r
}

// health asks the load balancer what is wrong with the tasks that it knows.
func (r *Report) health(ctx context.Context, c Clients, group string) {
	if c.ELB == nil || group == "" {
		return
	}
	out, err := c.ELB.DescribeTargetHealth(ctx, &elb.DescribeTargetHealthInput{TargetGroupArn: &group})
	if err != nil {
		r.skip("elasticloadbalancing:DescribeTargetHealth", err)
		return
	}
	for _, t := range out.TargetHealthDescriptions {
		if t.TargetHealth == nil || t.TargetHealth.State != elbtypes.TargetHealthStateEnumUnhealthy {
			continue
		}
		port := int32(0)
		if t.Target != nil {
			port = aws.ToInt32(t.Target.Port)
		}
		r.add(Finding{Reason: fmt.Sprintf("a task is unhealthy on port %d: %s (%s)", port, aws.ToString(t.TargetHealth.Description), t.TargetHealth.Reason)})
	}
}

func (r *Report) tasks(ctx context.Context, c Clients) {
	list, err := c.ECS.ListTasks(ctx, &ecs.ListTasksInput{Cluster: &r.Cluster, ServiceName: &r.Service, DesiredStatus: types.DesiredStatusStopped, MaxResults: aws.Int32(tasksMost)})
	if err != nil {
		r.skip("ecs:ListTasks", err)
		return
	}
	if len(list.TaskArns) == 0 {
		return
	}
	out, err := c.ECS.DescribeTasks(ctx, &ecs.DescribeTasksInput{Cluster: &r.Cluster, Tasks: list.TaskArns})
	if err != nil {
		r.skip("ecs:DescribeTasks", err)
		return
	}
	for _, task := range out.Tasks {
		reason := aws.ToString(task.StoppedReason)
		for _, container := range task.Containers {
			if text := aws.ToString(container.Reason); text != "" {
				reason += " " + text
			}
			if container.ExitCode != nil && *container.ExitCode != 0 {
				reason += fmt.Sprintf(" (%s exited with code %d)", aws.ToString(container.Name), *container.ExitCode)
			}
		}
		if reason = strings.TrimSpace(reason); reason == "" || strings.HasPrefix(reason, "Scaling activity initiated") {
			continue
		}
		f := Finding{Reason: reason}
		if strings.Contains(reason, "exited") && r.fresh(f) {
			f.Log = r.log(ctx, c, task)
		}
		r.add(f)
	}
}

// log are the last lines that the containers of a task wrote.
func (r *Report) log(ctx context.Context, c Clients, task types.Task) []string {
	if c.Logs == nil {
		return nil
	}
	out, err := c.ECS.DescribeTaskDefinition(ctx, &ecs.DescribeTaskDefinitionInput{TaskDefinition: task.TaskDefinitionArn})
	if err != nil {
		r.skip("ecs:DescribeTaskDefinition", err)
		return nil
	}
	var lines []string
	arn := aws.ToString(task.TaskArn)
	for _, container := range out.TaskDefinition.ContainerDefinitions {
		if container.LogConfiguration == nil || container.LogConfiguration.LogDriver != types.LogDriverAwslogs {
			continue
		}
		options := container.LogConfiguration.Options
		// docs.aws.amazon.com/AmazonECS/latest/developerguide/specify-log-config.html: prefix/container/task
		stream := options["awslogs-stream-prefix"] + "/" + aws.ToString(container.Name) + "/" + arn[strings.LastIndex(arn, "/")+1:]
		page, err := c.Logs.GetLogEvents(ctx, &cloudwatchlogs.GetLogEventsInput{LogGroupName: aws.String(options["awslogs-group"]), LogStreamName: &stream, Limit: aws.Int32(lastLines)})
		if err != nil {
			r.skip("logs:GetLogEvents", err)
			continue
		}
		for _, e := range page.Events {
			lines = append(lines, strings.TrimRight(aws.ToString(e.Message), "\n"))
		}
	}
	return lines
}

func (r *Report) fresh(f Finding) bool {
	return !slices.ContainsFunc(r.Findings, func(other Finding) bool { return other.Reason == f.Reason })
}

// add takes a finding once, with what is known of it.
func (r *Report) add(f Finding) {
	if !r.fresh(f) {
		return
	}
	if c, ok := known(f.Reason); ok {
		f.Means, f.Hint = c.means, c.hint
	}
	r.Findings = append(r.Findings, f)
}

func (r *Report) skip(action string, err error) {
	text := strings.Join(strings.Fields(err.Error()), " ")
	if len(text) > 200 {
		text = text[:200] + "…"
	}
	r.Skipped = append(r.Skipped, action+": "+text)
}

// Text is the report for people.
func (r Report) Text() string {
	var b strings.Builder
	for _, f := range r.Findings {
		fmt.Fprintf(&b, "%s: %s\n", r.Service, printable(f.Reason))
		if f.Means != "" {
			fmt.Fprintf(&b, "  means: %s\n  hint:  %s\n", f.Means, f.Hint)
		}
		for _, line := range f.Log {
			fmt.Fprintf(&b, "  log:   %s\n", printable(line))
		}
	}
	for _, s := range r.Skipped {
		fmt.Fprintf(&b, "%s: could not ask %s\n", r.Service, printable(s))
	}
	return b.String()
}

// printable makes harmless what containers say.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 {
			return ' '
		}
		return r
	}, text)
}
