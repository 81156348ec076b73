package why_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	logstypes "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"
	elb "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2"
	elbtypes "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"
	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/deploy"
	"github.com/archblocks/archblocks/arch/deploy/why"
)

// cluster is an ECS and a log of one service.
type cluster struct {
	tasks          []types.Task
	health         []elbtypes.TargetHealthDescription
	events         []string
	lines          []string
	denied         bool
	group, stream  string
	mu             sync.Mutex
	describedTimes int
}

func (c *cluster) DescribeServices(context.Context, *ecs.DescribeServicesInput, ...func(*ecs.Options)) (*ecs.DescribeServicesOutput, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.describedTimes++
	var events []types.ServiceEvent
	for _, e := range c.events {
		events = append(events, types.ServiceEvent{Message: aws.String(e)})
	}
	return &ecs.DescribeServicesOutput{Services: []types.Service{{Events: events, LoadBalancers: []types.LoadBalancer{{TargetGroupArn: aws.String("group")}}}}}, nil
}

func (c *cluster) DescribeTargetHealth(_ context.Context, in *elb.DescribeTargetHealthInput, _ ...func(*elb.Options)) (*elb.DescribeTargetHealthOutput, error) {
	out := &elb.DescribeTargetHealthOutput{TargetHealthDescriptions: c.health}
	if *in.TargetGroupArn != "group" {
		return nil, errors.New("TargetGroupNotFound")
	}
	return out, nil
}

func (c *cluster) ListTasks(_ context.Context, in *ecs.ListTasksInput, _ ...func(*ecs.Options)) (*ecs.ListTasksOutput, error) {
	if c.denied {
		return nil, errors.New("AccessDeniedException: ecs:ListTasks")
	}
	out := &ecs.ListTasksOutput{}
	for range c.tasks {
		out.TaskArns = append(out.TaskArns, "arn:aws:ecs:eu-west-1:1:task/c/t")
	}
	if in.DesiredStatus != types.DesiredStatusStopped {
		return &ecs.ListTasksOutput{}, nil
	}
	return out, nil
}

func (c *cluster) DescribeTasks(context.Context, *ecs.DescribeTasksInput, ...func(*ecs.Options)) (*ecs.DescribeTasksOutput, error) {
	return &ecs.DescribeTasksOutput{Tasks: c.tasks}, nil
}

func (c *cluster) DescribeTaskDefinition(context.Context, *ecs.DescribeTaskDefinitionInput, ...func(*ecs.Options)) (*ecs.DescribeTaskDefinitionOutput, error) {
	return &ecs.DescribeTaskDefinitionOutput{TaskDefinition: &types.TaskDefinition{ContainerDefinitions: []types.ContainerDefinition{{
		Name: aws.String("app"), LogConfiguration: &types.LogConfiguration{LogDriver: types.LogDriverAwslogs, Options: map[string]string{"awslogs-group": "/chat/app", "awslogs-stream-prefix": "app"}},
	}}}}, nil
}

func (c *cluster) GetLogEvents(_ context.Context, in *cloudwatchlogs.GetLogEventsInput, _ ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.GetLogEventsOutput, error) {
	c.group, c.stream = *in.LogGroupName, *in.LogStreamName
	out := &cloudwatchlogs.GetLogEventsOutput{}
	for _, line := range c.lines {
		out.Events = append(out.Events, logstypes.OutputLogEvent{Message: aws.String(line)})
	}
	return out, nil
}

func (c *cluster) clients() why.Clients { return why.Clients{ECS: c, ELB: c, Logs: c} }

func stopped(reason string) types.Task {
	return types.Task{StoppedReason: aws.String(reason), TaskArn: aws.String("arn:aws:ecs:eu-west-1:1:task/c/0abc"), TaskDefinitionArn: aws.String("d")}
}

// Sentences as ECS writes them, and what each means.
func TestKnownCauses(t *testing.T) {
	for reason, means := range map[string]string{
		"CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref 1.dkr.ecr.eu-west-1.amazonaws.com/chat:1: failed to do request: Head \"https://1.dkr.ecr\": dial tcp 3.2.1.0:443: i/o timeout": "cannot be reached",
		"CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref chat:9: chat:9: not found":                                                                                                     "not in its repository",
		"CannotPullContainerError: ref pull has been retried 1 time(s): failed to copy: httpReadSeeker: failed open: unexpected status code https://prod-eu-west-1-starport-layer-bucket.s3: 403 Forbidden":                             "refuses the execution role",
		"CannotPullContainerError: image Manifest does not contain descriptor matching platform 'linux/amd64'":                                                                                                                          "another processor",
		"ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm":                                                                                 "a secret cannot be read",
		"ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream":                                                                                   "log group cannot be written",
		"ResourceInitializationError: unable to retrieve ecr registry auth: service call has been retried 3 time(s): RequestError":                                                                                                      "token cannot be had",
		"Task failed ELB health checks in (target-group arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/a/b)":                                                                                                                      "health check",
		"OutOfMemoryError: Container killed due to memory usage":                                                                                                                                                                        "want of memory",
		"Essential container in task exited": "ended by itself",
		"Capacity is unavailable at this time. Please try again later or in a different availability zone": "no room",
	} {
		c := cluster{tasks: []types.Task{stopped(reason)}}
		r := why.Explain(t.Context(), c.clients(), "c", "s")
		require.Len(t, r.Findings, 1)
		require.Contains(t, r.Findings[0].Means, means, reason)
		require.NotEmpty(t, r.Findings[0].Hint)
		require.Contains(t, r.Text(), "means: ")
	}
}

// A container that ends has its last lines told, and each finding comes once.
func TestLastLines(t *testing.T) {
	task := stopped("Essential container in task exited")
	task.Containers = []types.Container{{Name: aws.String("app"), ExitCode: aws.Int32(1)}}
	c := cluster{tasks: []types.Task{task, task}, lines: []string{"Traceback:", "ModuleNotFoundError: \x1b[31mstreamlit\n"}, events: []string{
		"(service s) has reached a steady state.", "(service s) was unable to place a task.",
	}}
	r := why.Explain(t.Context(), c.clients(), "c", "s")
	require.Len(t, r.Findings, 2)
	require.Equal(t, "Essential container in task exited (app exited with code 1)", r.Findings[0].Reason)
	require.Len(t, r.Findings[0].Log, 2)
	require.Equal(t, "/chat/app app/app/0abc", c.group+" "+c.stream)
	require.Contains(t, r.Text(), "  log:   ModuleNotFoundError:  [31mstreamlit\n")
	require.Equal(t, "(service s) was unable to place a task.", r.Findings[1].Reason)
}

// The load balancer tells why it sends nobody to a task.
func TestTargetHealth(t *testing.T) {
	target := func(state elbtypes.TargetHealthStateEnum, reason elbtypes.TargetHealthReasonEnum, text string) elbtypes.TargetHealthDescription {
		return elbtypes.TargetHealthDescription{Target: &elbtypes.TargetDescription{Port: aws.Int32(8501)}, TargetHealth: &elbtypes.TargetHealth{State: state, Reason: reason, Description: &text}}
	}
	c := cluster{health: []elbtypes.TargetHealthDescription{
		target(elbtypes.TargetHealthStateEnumHealthy, "", ""),
		target(elbtypes.TargetHealthStateEnumUnhealthy, elbtypes.TargetHealthReasonEnumTimeout, "Request timed out"),
		target(elbtypes.TargetHealthStateEnumUnhealthy, elbtypes.TargetHealthReasonEnumResponseCodeMismatch, "Health checks failed with these codes: [302]"),
	}}
	r := why.Explain(t.Context(), c.clients(), "c", "s")
	require.Len(t, r.Findings, 2)
	require.Contains(t, r.Findings[0].Reason, "port 8501: Request timed out (Target.Timeout)")
	require.Contains(t, r.Findings[0].Means, "nothing answers")
	require.Contains(t, r.Findings[1].Hint, "healthCheckPath")
}

func TestDenied(t *testing.T) {
	c := cluster{denied: true}
	r := why.Explain(t.Context(), c.clients(), "c", "s")
	require.Empty(t, r.Findings)
	require.Contains(t, r.Text(), "could not ask ecs:ListTasks: AccessDeniedException")
}

// While CloudFormation waits for the service, what goes wrong is told, once, and looking ends with the wait.
func TestWatcher(t *testing.T) {
	c := cluster{tasks: []types.Task{stopped("Task failed ELB health checks")}}
	told := make(chan string, 10)
	regions := make(chan string, 10)
	w := why.Watcher{
		Clients: func(region string) why.Clients { regions <- region; return c.clients() },
		Tell:    func(stack string, f why.Finding) { told <- stack + ": " + f.Means }, Every: time.Millisecond,
	}
	event := func(status, physical string) deploy.Event {
		return deploy.Event{Kind: deploy.ResourceChanged, Stack: "chat", Region: "eu-west-1", LogicalID: "Service", Type: "AWS::ECS::Service", Status: status, PhysicalID: physical}
	}
	w.Report(event("CREATE_IN_PROGRESS", ""))
	w.Report(event("CREATE_IN_PROGRESS", "arn:aws:ecs:eu-west-1:1:service/cluster/service"))
	require.Contains(t, <-told, "chat: the load balancer gets no good answer")
	require.Equal(t, "eu-west-1", <-regions)
	for { // it goes on looking, and says nothing twice
		c.mu.Lock()
		n := c.describedTimes
		c.mu.Unlock()
		if n > 3 {
			break
		}
		time.Sleep(time.Millisecond)
	}
	w.Report(event("CREATE_COMPLETE", "arn:aws:ecs:eu-west-1:1:service/cluster/service"))
	w.Close()
	require.Empty(t, told)
	var idle why.Watcher
	idle.Close()
}
