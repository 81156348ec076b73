package deploy

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation/types"
)

// deploy brings one stack to what is wanted.
func (r *run) deploy(s Stack, p StackPlan, stale bool) (StackResult, error) {
	done := StackResult{Name: s.Name, Region: s.Region, Action: p.Action}
	for again := false; ; again = true {
		err := r.once(s, &p, stale || again)
		if err == nil {
			break
		}
		// docs.aws.amazon.com/AmazonECS/latest/developerguide/using-service-linked-roles.html: made at the first use, and not there at once.
		var failed *Failure
		if again || !errors.As(err, &failed) || !slices.ContainsFunc(failed.Causes, func(c Cause) bool { return strings.Contains(c.Reason, "service linked role") }) {
			return done, err
		}
		r.note(s, "a role that AWS makes at the first use was not there yet; the stack is made once more")
		if p.Action == Create {
			p.Action = Replace
		}
	}
	done.Action = p.Action
	if p.Action == Replace {
		done.Action = Create
	}
	stack, err := r.describe(s.Region, s.Name)
	if err != nil {
		return done, err
	}
	if stack == nil {
		return done, fmt.Errorf("deploy: stack %s in %s is gone: somebody has deleted it meanwhile\n  hint: run again", s.Name, s.Region)
	}
	done.Outputs = outputs(stack)
	if protected := aws.ToBool(stack.EnableTerminationProtection); s.Protected && !protected {
		_, err = call(r, "protecting stack "+s.Name, func(ctx context.Context) (*cloudformation.UpdateTerminationProtectionOutput, error) {
			return r.Clients(s.Region).UpdateTerminationProtection(ctx, &cloudformation.UpdateTerminationProtectionInput{StackName: &s.Name, EnableTerminationProtection: aws.Bool(true)})
		})
	}
	return done, err
}

// once makes the change set where it must be made, executes it and watches.
func (r *run) once(s Stack, p *StackPlan, stale bool) error {
	if p.Action == Replace {
		if err := r.empty(s); err != nil {
			return err
		}
	}
	if stale || p.set == "" && p.Action != Keep || p.Action == Replace {
		status, err := r.ready(s)
		if err != nil {
			return err
		}
		action := p.Action
		if *p, err = r.propose(s, status, true); err != nil {
			return err
		}
		if action == Replace && p.Action == Create {
			p.Action = Replace
		}
	}
	started := Event{Kind: StackStarted, Time: time.Now(), Stack: s.Name, Region: s.Region, Action: p.Action, Total: len(p.Changes)}
	r.Report(started)
	if p.Action == Keep {
		r.Report(Event{Kind: StackFinished, Time: time.Now(), Stack: s.Name, Region: s.Region, Action: Keep, Reason: "nothing changes"})
		return nil
	}
	stack, err := r.describe(s.Region, s.Name)
	if err != nil {
		return err
	}
	if stack == nil {
		return fmt.Errorf("deploy: stack %s in %s is gone: somebody has deleted it meanwhile\n  hint: run again", s.Name, s.Region)
	}
	id := aws.ToString(stack.StackId)
	last, err := r.newest(s, id)
	if err != nil {
		return err
	}
	_, err = call(r, "executing the change set of stack "+s.Name+" in "+s.Region, func(ctx context.Context) (*cloudformation.ExecuteChangeSetOutput, error) {
		return r.Clients(s.Region).ExecuteChangeSet(ctx, &cloudformation.ExecuteChangeSetInput{ChangeSetName: &p.set, StackName: &id, ClientRequestToken: aws.String(r.setName(s))})
	})
	if hasCode(err, "InvalidChangeSetStatus", "InvalidChangeSetStatusException", "ChangeSetNotFound", "ChangeSetNotFoundException") {
		// The answer to an earlier try may have been lost; then the work has begun.
		if now, look := r.newest(s, id); look != nil || now == last {
			return errors.Join(err, look)
		}
	} else if err != nil {
		return err
	}
	status, err := r.watch(s, id, last)
	if err != nil {
		return err
	}
	if status != "CREATE_COMPLETE" && status != "UPDATE_COMPLETE" {
		return r.failure(s, id, status, last)
	}
	return nil
}

// empty deletes a stack whose creation was rolled back.
func (r *run) empty(s Stack) error {
	stack, err := r.describe(s.Region, s.Name)
	if err != nil || stack == nil || !again(string(stack.StackStatus)) {
		return err
	}
	id := aws.ToString(stack.StackId)
	if _, err := call(r, "deleting the empty stack "+s.Name, func(ctx context.Context) (*cloudformation.DeleteStackOutput, error) {
		return r.Clients(s.Region).DeleteStack(ctx, &cloudformation.DeleteStackInput{StackName: &id})
	}); err != nil {
		return err
	}
	for {
		stack, err := r.describe(s.Region, id)
		switch {
		case err != nil:
			return err
		case stack == nil || stack.StackStatus == types.StackStatusDeleteComplete:
			return nil
		case stack.StackStatus == types.StackStatusDeleteFailed:
			return r.failure(s, id, string(stack.StackStatus), "")
		}
		if r.Wait(r.ctx, r.Poll) != nil {
			return r.stopped()
		}
	}
}

func (r *run) note(s Stack, text string) {
	r.Report(Event{Kind: Noted, Time: time.Now(), Stack: s.Name, Region: s.Region, Reason: text})
}

// outputs of a stack, by name.
func outputs(s *types.Stack) []Output {
	var all []Output
	for _, o := range s.Outputs {
		all = append(all, Output{aws.ToString(o.OutputKey), aws.ToString(o.OutputValue)})
	}
	slices.SortFunc(all, func(a, b Output) int { return strings.Compare(a.Name, b.Name) })
	return all
}
