package rehearse_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation/types"
	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/rehearse"
)

// user drives the rehearsal as any user of the SDK would.
type user struct {
	t      require.TestingT
	server *rehearse.Server
}

func start(t *testing.T, o rehearse.Options) user {
	server, err := rehearse.Start(t.Context(), o)
	require.NoError(t, err)
	t.Cleanup(func() { server.Close() })
	return user{t, server}
}

func (u user) client(region string) *cloudformation.Client {
	return cloudformation.NewFromConfig(u.server.Config(region))
}

// propose makes a change set and describes it.
func (u user) propose(region, stack, template string, parameters map[string]string) (*cloudformation.DescribeChangeSetOutput, error) {
	c := u.client(region)
	kind := types.ChangeSetTypeUpdate
	if _, err := c.DescribeStacks(context.Background(), &cloudformation.DescribeStacksInput{StackName: &stack}); err != nil {
		kind = types.ChangeSetTypeCreate
	}
	var given []types.Parameter
	for key, value := range parameters {
		given = append(given, types.Parameter{ParameterKey: &key, ParameterValue: &value})
	}
	made, err := c.CreateChangeSet(context.Background(), &cloudformation.CreateChangeSetInput{
		StackName: &stack, ChangeSetName: aws.String("next"), ChangeSetType: kind, TemplateBody: &template, Parameters: given,
		Capabilities: []types.Capability{types.CapabilityCapabilityNamedIam},
	})
	if err != nil {
		return nil, err
	}
	return c.DescribeChangeSet(context.Background(), &cloudformation.DescribeChangeSetInput{ChangeSetName: made.Id})
}

// deploy runs a change set to its end and returns the stack.
func (u user) deploy(region, stack, template string, parameters map[string]string) types.Stack {
	set, err := u.propose(region, stack, template, parameters)
	require.NoError(u.t, err)
	require.Equal(u.t, types.ChangeSetStatusCreateComplete, set.Status, aws.ToString(set.StatusReason))
	_, err = u.client(region).ExecuteChangeSet(context.Background(), &cloudformation.ExecuteChangeSetInput{ChangeSetName: set.ChangeSetId})
	require.NoError(u.t, err)
	return u.settle(region, *set.StackId)
}

func (u user) settle(region, stack string) types.Stack {
	for range 1000 {
		out, err := u.client(region).DescribeStacks(context.Background(), &cloudformation.DescribeStacksInput{StackName: &stack})
		require.NoError(u.t, err)
		if s := out.Stacks[0]; !strings.HasSuffix(string(s.StackStatus), "_IN_PROGRESS") {
			return s
		}
	}
	require.Fail(u.t, "the stack does not come to rest")
	return types.Stack{}
}

func (u user) events(region, stack string) []types.StackEvent {
	var all []types.StackEvent
	pages := cloudformation.NewDescribeStackEventsPaginator(u.client(region), &cloudformation.DescribeStackEventsInput{StackName: &stack})
	for pages.HasMorePages() {
		page, err := pages.NextPage(context.Background())
		require.NoError(u.t, err)
		all = append(all, page.StackEvents...)
	}
	slices.Reverse(all)
	return all
}

func (u user) resources(region, stack string) map[string]string {
	ids := map[string]string{}
	pages := cloudformation.NewListStackResourcesPaginator(u.client(region), &cloudformation.ListStackResourcesInput{StackName: &stack})
	for pages.HasMorePages() {
		page, err := pages.NextPage(context.Background())
		require.NoError(u.t, err)
		for _, r := range page.StackResourceSummaries {
			ids[*r.LogicalResourceId] = *r.PhysicalResourceId
		}
	}
	return ids
}

func read(t *testing.T, name string) string {
	text, err := os.ReadFile(filepath.Join("../../internal/cfn/testdata", name+".template.json"))
	require.NoError(t, err)
	return string(text)
}

// Both shapes of the topology are created, in two Regions each; every resource of the
// template is made, after all that it refers to.
func TestTheTopologiesAreCreated(t *testing.T) {
	for _, name := range []string{"chat", "hello"} {
		t.Run(name, func(t *testing.T) {
			u := start(t, rehearse.Options{})
			for stack, region := range map[string]string{name: "eu-west-1"} {
				u.check(t, stack, region, read(t, stack))
			}
			u.check(t, name+"-edge", "us-east-1", read(t, name+"-edge"))
		})
	}
}

func (u user) check(t *testing.T, stack, region, template string) {
	s := u.deploy(region, stack, template, nil)
	events := u.events(region, stack)
	require.Equal(t, types.StackStatusCreateComplete, s.StackStatus, "%v", failures(events))
	var parsed struct {
		Resources map[string]struct {
			DependsOn  any
			Properties any
		}
		Outputs map[string]any
	}
	require.NoError(t, json.Unmarshal([]byte(template), &parsed))
	require.Len(t, s.Outputs, len(parsed.Outputs))
	begun, done := map[string]int{}, map[string]int{}
	for i, e := range events {
		switch e.ResourceStatus {
		case types.ResourceStatusCreateInProgress:
			begun[*e.LogicalResourceId] = i
		case types.ResourceStatusCreateComplete:
			done[*e.LogicalResourceId] = i
		}
	}
	for id, r := range parsed.Resources {
		require.Contains(t, done, id)
		text, err := json.Marshal([]any{r.DependsOn, r.Properties})
		require.NoError(t, err)
		for other := range parsed.Resources {
			if other != id && (strings.Contains(string(text), `{"Ref":"`+other+`"}`) || strings.Contains(string(text), `{"Fn::GetAtt":["`+other+`",`)) {
				require.Less(t, done[other], begun[id], "%s refers to %s", id, other)
			}
		}
	}
	require.Len(t, u.resources(region, stack), len(parsed.Resources))
}

func failures(events []types.StackEvent) []string {
	var all []string
	for _, e := range events {
		if strings.HasSuffix(string(e.ResourceStatus), "_FAILED") {
			all = append(all, fmt.Sprintf("%s %s: %s", *e.LogicalResourceId, e.ResourceStatus, aws.ToString(e.ResourceStatusReason)))
		}
	}
	return all
}
