package progress

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/hinshun/vt10x"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/archblocks/archblocks/arch/deploy"
	"github.com/archblocks/archblocks/internal/golden"
)

// step is an event, and how much later it comes.
type step struct {
	after time.Duration
	deploy.Event
}

func resource(after time.Duration, stack, id, kind, status, reason string) step {
	return step{after, deploy.Event{Kind: deploy.ResourceChanged, Stack: stack, Region: "eu-west-1", LogicalID: id, Type: kind, Status: status, Reason: reason}}
}

func finished(after time.Duration, stack, status string) step {
	return step{after, deploy.Event{Kind: deploy.StackFinished, Stack: stack, Region: "eu-west-1", Status: status}}
}

func started(stack string, action deploy.Action, total int) step {
	return step{0, deploy.Event{Kind: deploy.StackStarted, Stack: stack, Region: "eu-west-1", Action: action, Total: total}}
}

// story is a deployment in which the second stack fails.
var story = []step{
	started("chat", deploy.Create, 4),
	resource(time.Second, "chat", "Vpc", "AWS::EC2::VPC", "CREATE_IN_PROGRESS", ""),
	resource(0, "chat", "Logs", "AWS::Logs::LogGroup", "CREATE_IN_PROGRESS", ""),
	resource(2*time.Second, "chat", "Logs", "AWS::Logs::LogGroup", "CREATE_COMPLETE", ""),
	resource(time.Second, "chat", "Vpc", "AWS::EC2::VPC", "CREATE_COMPLETE", ""),
	resource(0, "chat", "Service", "AWS::ECS::Service", "CREATE_IN_PROGRESS", ""),
	{5 * time.Second, deploy.Event{Kind: deploy.Noted, Reason: "reading events: Throttling; tried again in 1s"}},
	resource(0, "chat", "Balancer", "AWS::ElasticLoadBalancingV2::LoadBalancer", "CREATE_IN_PROGRESS", ""),
	resource(90*time.Second, "chat", "Service", "AWS::ECS::Service", "CREATE_COMPLETE", ""),
	resource(0, "chat", "Balancer", "AWS::ElasticLoadBalancingV2::LoadBalancer", "CREATE_COMPLETE", ""),
	finished(time.Second, "chat", "CREATE_COMPLETE"),
	started("chat-edge", deploy.Create, 2),
	resource(time.Second, "chat-edge", "Acl", "AWS::WAFv2::WebACL", "CREATE_IN_PROGRESS", ""),
	resource(time.Second, "chat-edge", "Acl", "AWS::WAFv2::WebACL", "CREATE_FAILED", "The scope is not valid.\x1b[2J, field: SCOPE_VALUE"),
	resource(0, "chat-edge", "Topic", "AWS::SNS::Topic", "CREATE_FAILED", "Resource creation cancelled"),
	finished(time.Second, "chat-edge", "ROLLBACK_COMPLETE"),
	started("third", deploy.Keep, 0),
	{0, deploy.Event{Kind: deploy.StackFinished, Stack: "third", Region: "eu-west-1", Action: deploy.Keep}},
}

// clock is a time that tests move.
type clock struct{ now time.Time }

func (c *clock) Now() time.Time { return c.now }

func newClock() *clock { return &clock{time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)} }

func TestLines(t *testing.T) {
	var out bytes.Buffer
	c := newClock()
	d := newLines(&out, c.Now)
	for _, s := range story {
		c.now = c.now.Add(s.after)
		d.Report(s.Event)
	}
	require.NoError(t, d.Close())
	golden.Compare(t, out.Bytes(), "testdata/lines.txt")
	require.NotContains(t, out.String(), "\x1b")
}

// A terminal of another make shows what the tree has written.
func TestTreeOnATerminal(t *testing.T) {
	for name, size := range map[string]struct{ columns, rows int }{"wide": {100, 30}, "narrow": {60, 6}} {
		t.Run(name, func(t *testing.T) {
			screen := vt10x.New(vt10x.WithSize(size.columns, size.rows))
			c := newClock()
			tree := newTree(screen, func() (int, int) { return size.columns, size.rows }, c.Now)
			var all strings.Builder
			show := func(what string) {
				fmt.Fprintf(&all, "== %s\n%s\n", what, strings.TrimRight(text(screen), "\n "))
			}
			for i, s := range story {
				c.now = c.now.Add(s.after)
				tree.Report(s.Event)
				if i == 2 || i == 7 || i == 9 || i == 13 {
					show(fmt.Sprintf("after event %d", i+1))
				}
			}
			c.now = c.now.Add(time.Minute)
			tree.Tick()
			require.False(t, screen.CursorVisible())
			require.NoError(t, tree.Close())
			show("at the end")
			require.True(t, screen.CursorVisible(), "the cursor is given back")
			golden.Compare(t, []byte(all.String()), "testdata/tree-"+name+".txt")
		})
	}
}

// text is the screen, its rows without blanks at the end.
func text(screen vt10x.Terminal) string {
	rows := strings.Split(screen.String(), "\n")
	for i, row := range rows {
		rows[i] = strings.TrimRight(row, " ")
	}
	return strings.Join(rows, "\n")
}

// Whatever happens, on whatever terminal: what stood above the tree stays, frames do not
// pile up, and every failure is to be read in the end.
func TestTreeStaysInItsPlace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		columns, rows := rapid.IntRange(30, 120).Draw(t, "columns"), rapid.IntRange(8, 40).Draw(t, "rows")
		screen := vt10x.New(vt10x.WithSize(columns, 200)) // tall, so that nothing scrolls away
		fmt.Fprint(screen, "$ deploy\r\n")
		c := newClock()
		tree := newTree(screen, func() (int, int) { return columns, rows }, c.Now)
		failed := map[string]bool{}
		for range rapid.IntRange(1, 60).Draw(t, "events") {
			stack := rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "stack")
			id := rapid.StringMatching(`[A-Z][a-zA-Z0-9]{0,9}`).Draw(t, "id")
			status := rapid.SampledFrom([]string{"CREATE_IN_PROGRESS", "CREATE_COMPLETE", "CREATE_FAILED", "DELETE_COMPLETE"}).Draw(t, "status")
			s := resource(0, stack, id, "AWS::EC2::VPC", status, rapid.StringN(0, 30, -1).Draw(t, "reason"))
			if rapid.IntRange(0, 5).Draw(t, "kind") == 0 {
				s = started(stack, deploy.Create, 3)
				for known := range failed {
					if strings.HasPrefix(known, stack+" ") {
						delete(failed, known)
					}
				}
			} else if status == "CREATE_FAILED" {
				failed[stack+" "+id] = true
			}
			c.now = c.now.Add(time.Duration(rapid.IntRange(0, 100).Draw(t, "seconds")) * time.Second)
			tree.Report(s.Event)
			shown := strings.Split(strings.TrimRight(text(screen), "\n"), "\n")
			require.Equal(t, "$ deploy", shown[0])
			require.LessOrEqual(t, len(shown), rows, "the tree and the line above it")
		}
		require.NoError(t, tree.Close())
		for known := range failed {
			_, id, _ := strings.Cut(known, " ")
			require.Contains(t, text(screen), "  "+id+" (AWS::EC2::VPC)")
		}
	})
}

// The terminal gets narrower: no row of the old frame stays.
func TestResize(t *testing.T) {
	screen := vt10x.New(vt10x.WithSize(100, 30))
	c, columns := newClock(), 100
	tree := newTree(screen, func() (int, int) { return columns, 30 }, c.Now)
	tree.Report(started("chat", deploy.Create, 4).Event)
	columns = 40
	screen.Resize(40, 30)
	tree.Tick()
	require.Equal(t, 1, strings.Count(text(screen), "chat eu-west-1"))
}

func TestJSON(t *testing.T) {
	var out bytes.Buffer
	d := JSON(&out)
	for _, s := range story {
		d.Report(s.Event)
	}
	require.NoError(t, d.Close())
	decoder := json.NewDecoder(&out)
	for _, s := range story {
		var e deploy.Event
		require.NoError(t, decoder.Decode(&e))
		require.Equal(t, s.Event, e)
	}
	require.False(t, decoder.More())
}

func TestCloseBeforeAnything(t *testing.T) {
	var out bytes.Buffer
	d := Tree(&out, func() (int, int) { return 80, 24 })
	require.NoError(t, d.Close())
	require.Empty(t, out.String())
}
