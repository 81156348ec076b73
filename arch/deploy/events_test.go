package deploy_test

import (
	"context"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/deploy"
	"github.com/archblocks/archblocks/arch/rehearse"
)

// late gives every other list of events as it was the time before, and every event twice.
type late struct {
	deploy.CloudFormation
	asked  int
	before map[string]*cloudformation.DescribeStackEventsOutput
}

func (l *late) DescribeStackEvents(ctx context.Context, in *cloudformation.DescribeStackEventsInput, o ...func(*cloudformation.Options)) (*cloudformation.DescribeStackEventsOutput, error) {
	out, err := l.CloudFormation.DescribeStackEvents(ctx, in, o...)
	if err != nil || in.NextToken != nil {
		return out, err
	}
	twice := *out
	twice.StackEvents = nil
	for _, e := range out.StackEvents {
		twice.StackEvents = append(twice.StackEvents, e, e)
	}
	old := l.before[*in.StackName]
	l.before[*in.StackName] = &twice
	if l.asked++; l.asked%2 == 0 && old != nil {
		return old, nil
	}
	return &twice, nil
}

// Events that come late and twice are reported once each and in order, up to the last.
func TestLateAndDoubleEvents(t *testing.T) {
	server := start(t, rehearse.Options{Steps: 2})
	defer server.Close()
	clients := map[string]*late{}
	of := deploy.Clients(server.Config("eu-west-1"))
	var said []string
	d := deploy.Deployer{Wait: atOnce, Clients: func(region string) deploy.CloudFormation {
		if clients[region] == nil {
			clients[region] = &late{CloudFormation: of(region), before: map[string]*cloudformation.DescribeStackEventsOutput{}}
		}
		return clients[region]
	}, Report: func(e deploy.Event) {
		if e.Kind == deploy.ResourceChanged {
			said = append(said, e.Stack+" "+e.LogicalID+" "+e.Status)
		}
	}}
	_, err := d.Deploy(t.Context(), write(t, t.TempDir(), base, edge))
	require.NoError(t, err)
	var want []string
	calm := start(t, rehearse.Options{Steps: 2})
	defer calm.Close()
	plain := deployer(calm, nil)
	plain.Report = func(e deploy.Event) {
		if e.Kind == deploy.ResourceChanged {
			want = append(want, e.Stack+" "+e.LogicalID+" "+e.Status)
		}
	}
	_, err = plain.Deploy(t.Context(), write(t, t.TempDir(), base, edge))
	require.NoError(t, err)
	require.Len(t, want, 10)
	require.Equal(t, want, said)
}

// However a deployment ends, nothing of it goes on in this process.
func TestNoGoroutineIsLeft(t *testing.T) {
	server := start(t, rehearse.Options{Fail: []rehearse.Failure{{LogicalID: "Subnet", Times: 1}}})
	config := server.Config("eu-west-1")
	d := deploy.Deployer{Clients: deploy.Clients(config), Wait: atOnce}
	before := runtime.NumGoroutine()
	a := write(t, t.TempDir(), base, edge)
	_, err := d.Deploy(t.Context(), a)
	require.Error(t, err)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	_, err = d.Deploy(ctx, a)
	require.ErrorIs(t, err, deploy.ErrStopped)
	require.NoError(t, server.Close()) // and with it the connections
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	require.LessOrEqual(t, runtime.NumGoroutine(), before)
}

// A way back that fails is told with the command that goes on.
func TestRollbackThatFails(t *testing.T) {
	server := start(t, rehearse.Options{Fail: []rehearse.Failure{{LogicalID: "Subnet", Action: "update"}, {LogicalID: "Logs", Action: "rollback"}}})
	defer server.Close()
	d, dir := deployer(server, nil), t.TempDir()
	_, err := d.Deploy(t.Context(), write(t, dir, base, edge))
	require.NoError(t, err)
	next := write(t, dir, strings.NewReplacer(`"RetentionInDays": 30`, `"RetentionInDays": 60`, `{"Ref": "Cidr"}`, `{"Ref": "Cidr"}, "MapPublicIpOnLaunch": false`).Replace(base), edge)
	for range 2 { // and again by the next run
		_, err = d.Deploy(t.Context(), next)
		require.ErrorContains(t, err, "stack base in eu-west-1 is UPDATE_ROLLBACK_FAILED")
		require.ErrorContains(t, err, "aws cloudformation continue-update-rollback --region eu-west-1 --stack-name base")
	}
}

// What an earlier stack has left stands in the way of the next, and is told so.
func TestWhatWasKeptStandsInTheWay(t *testing.T) {
	server := start(t, rehearse.Options{})
	defer server.Close()
	d := deployer(server, nil)
	a := write(t, t.TempDir(), strings.Replace(base, `"RetentionInDays": 30`, `"LogGroupName": "mine"`, 1), edge)
	_, err := d.Deploy(t.Context(), a)
	require.NoError(t, err)
	_, err = d.Destroy(t.Context(), a)
	require.NoError(t, err)
	_, err = d.Deploy(t.Context(), a)
	require.ErrorContains(t, err, "mine already exists in the account")
	require.ErrorContains(t, err, "kept when an earlier stack was deleted: delete it, import it")
}
