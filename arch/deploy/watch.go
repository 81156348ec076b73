package deploy

import (
	"context"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation/types"
)

// patience is how often the events of a stack at rest are looked for again.
const patience = 5

const stackType = "AWS::CloudFormation::Stack"

// since are the events of a stack after one of them, the oldest first. CloudFormation lists
// the newest first, and may give the same one twice.
func (r *run) since(s Stack, id, last string) ([]types.StackEvent, error) {
	var all []types.StackEvent
	seen := map[string]bool{}
	for token := (*string)(nil); ; {
		page, err := call(r, "reading the events of stack "+s.Name+" in "+s.Region, func(ctx context.Context) (*cloudformation.DescribeStackEventsOutput, error) {
			return r.Clients(s.Region).DescribeStackEvents(ctx, &cloudformation.DescribeStackEventsInput{StackName: &id, NextToken: token})
		})
		if err != nil {
			return nil, err
		}
		done := page.NextToken == nil
		for _, e := range page.StackEvents {
			key := aws.ToString(e.EventId)
			if key == last && last != "" {
				done = true
				break
			}
			if !seen[key] {
				seen[key] = true
				all = append(all, e)
			}
		}
		if done {
			slices.Reverse(all)
			return all, nil
		}
		token = page.NextToken
	}
}

// newest is the id of the last event so far.
func (r *run) newest(s Stack, id string) (string, error) {
	page, err := call(r, "reading the events of stack "+s.Name+" in "+s.Region, func(ctx context.Context) (*cloudformation.DescribeStackEventsOutput, error) {
		return r.Clients(s.Region).DescribeStackEvents(ctx, &cloudformation.DescribeStackEventsInput{StackName: &id})
	})
	if err != nil || len(page.StackEvents) == 0 {
		return "", err
	}
	return aws.ToString(page.StackEvents[0].EventId), nil
}

// watch reports what happens after an event until the stack is at rest, and returns its status.
func (r *run) watch(s Stack, id, last string) (string, error) {
	for late := 0; ; {
		events, err := r.since(s, id, last)
		if err != nil {
			return "", err
		}
		rest := ""
		for _, e := range events {
			last = aws.ToString(e.EventId)
			if aws.ToString(e.ResourceType) != stackType || aws.ToString(e.PhysicalResourceId) != id {
				r.Report(Event{
					Kind: ResourceChanged, Time: aws.ToTime(e.Timestamp), Stack: s.Name, Region: s.Region, LogicalID: aws.ToString(e.LogicalResourceId),
					Type: aws.ToString(e.ResourceType), PhysicalID: aws.ToString(e.PhysicalResourceId), Status: string(e.ResourceStatus), Reason: aws.ToString(e.ResourceStatusReason),
				})
				continue
			}
			rest = ""
			if status := string(e.ResourceStatus); !strings.HasSuffix(status, "_IN_PROGRESS") {
				rest = status
				r.Report(Event{Kind: StackFinished, Time: aws.ToTime(e.Timestamp), Stack: s.Name, Region: s.Region, Status: status, Reason: aws.ToString(e.ResourceStatusReason)})
			}
		}
		// Events may be late: the stack itself is asked too, and the last event waited for, but not for ever.
		stack, err := r.describe(s.Region, id)
		switch {
		case err != nil:
			return "", err
		case stack == nil:
			return "DELETE_COMPLETE", nil
		case !strings.HasSuffix(string(stack.StackStatus), "_IN_PROGRESS"):
			if late++; rest != "" || late > patience {
				return string(stack.StackStatus), nil
			}
		}
		if r.Wait(r.ctx, r.Poll) != nil {
			return "", r.stopped()
		}
	}
}

// failure tells why a stack came to rest in a status: what failed first, since an event.
func (r *run) failure(s Stack, id, status, last string) error {
	f := &Failure{Stack: s.Name, Region: s.Region, Status: status, Hint: hint(s.Name, s.Region, status)}
	events, err := r.since(s, id, last)
	if err != nil {
		return err
	}
	if last == "" { // of the last operation alone
		for i := len(events) - 1; i >= 0; i-- {
			if e := events[i]; aws.ToString(e.ResourceType) == stackType && aws.ToString(e.ResourceStatusReason) == "User Initiated" {
				events = events[i:]
				break
			}
		}
	}
	for _, e := range events {
		reason := aws.ToString(e.ResourceStatusReason)
		if !strings.HasSuffix(string(e.ResourceStatus), "_FAILED") || aws.ToString(e.PhysicalResourceId) == id || strings.HasSuffix(reason, "cancelled") {
			continue
		}
		f.Causes = append(f.Causes, Cause{aws.ToString(e.LogicalResourceId), aws.ToString(e.ResourceType), string(e.ResourceStatus), reason})
	}
	if slices.ContainsFunc(f.Causes, func(c Cause) bool { return strings.Contains(c.Reason, "already exists") }) {
		f.Hint = "what is there already may have been kept when an earlier stack was deleted: delete it, import it (aws cloudformation create-change-set --import-existing-resources) or take another name; then deploy again with Recreate (-recreate)"
	}
	if len(f.Causes) == 0 {
		stack, err := r.describe(s.Region, id)
		if err != nil {
			return err
		}
		if stack != nil && aws.ToString(stack.StackStatusReason) != "" {
			f.Causes = append(f.Causes, Cause{s.Name, stackType, status, aws.ToString(stack.StackStatusReason)})
		}
	}
	return f
}
