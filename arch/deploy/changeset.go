package deploy

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation/types"

	"github.com/archblocks/archblocks/arch/problem"
)

// ParameterMissing is the code of a parameter that nobody gave a value.
const ParameterMissing problem.Code = "parameter-missing"

// plan makes a change set for each stack, as far as that can be done.
func (r *run) plan(a Assembly) (Plan, error) {
	var plan Plan
	var list problem.List
	for _, s := range a.Stacks {
		for _, name := range sortedKeys(s.Parameters) {
			if _, given := r.parameters(s)[name]; s.Parameters[name] && !given {
				list.Add(s.Name+".Parameters."+name, ParameterMissing, nil, "has no value and no default", "give it one (Parameters, -parameter "+name+"=VALUE)")
			}
		}
		if len(s.Template) > MaxInline && r.Templates == nil {
			list.Add(s.Name, TemplateTooLong, len(s.Template), fmt.Sprintf("bytes are more than the %d that a request holds, and a longer template must be in a bucket", MaxInline), "name a bucket that is yours (Templates, -template-bucket)")
		}
	}
	if err := list.Err(); err != nil {
		return plan, err
	}
	created := map[string]bool{}
	for _, s := range a.Stacks {
		p := StackPlan{Name: s.Name, Region: s.Region}
		status, err := r.ready(s)
		if err != nil {
			return plan, err
		}
		fresh := status == "" || status == "REVIEW_IN_PROGRESS" || again(status)
		if fresh && slices.ContainsFunc(s.Reads, func(name string) bool { return created[name] }) || again(status) {
			p.Action, p.Open = Create, !again(status)
			if again(status) {
				p.Action = Replace
			}
			for _, id := range sortedKeys(s.Types) {
				p.Changes = append(p.Changes, Change{LogicalID: id, Type: s.Types[id], Action: Create})
			}
		} else if p, err = r.propose(s, status, false); err != nil {
			return plan, err
		}
		created[s.Name] = p.Action == Create || p.Action == Replace
		plan.Stacks = append(plan.Stacks, p)
	}
	return plan, nil
}

// again is whether a stack of the status has nothing in it and must be made anew.
func again(status string) bool { return status == "ROLLBACK_COMPLETE" }

// ready waits until nobody works on the stack and returns its status, empty if there is none.
func (r *run) ready(s Stack) (string, error) {
	stack, err := r.describe(s.Region, s.Name)
	if err != nil || stack == nil {
		return "", err
	}
	status := string(stack.StackStatus)
	if strings.HasSuffix(status, "_IN_PROGRESS") && status != "REVIEW_IN_PROGRESS" {
		r.Report(Event{Kind: Noted, Time: time.Now(), Stack: s.Name, Region: s.Region, Reason: "the stack is worked on already: " + status + "; waiting for it"})
		if status, err = r.watch(s, aws.ToString(stack.StackId), ""); err != nil {
			return "", err
		}
	}
	switch {
	case status == "DELETE_COMPLETE":
		return "", nil
	case again(status) && r.Recreate, !again(status) && !strings.HasSuffix(status, "_FAILED"), status == "UPDATE_FAILED":
		return status, nil
	}
	return "", r.failure(s, aws.ToString(stack.StackId), status, "")
}

// describe is the stack of a name, or nil.
func (r *run) describe(region, name string) (*types.Stack, error) {
	out, err := call(r, "looking at stack "+name+" in "+region, func(ctx context.Context) (*cloudformation.DescribeStacksOutput, error) {
		out, err := r.Clients(region).DescribeStacks(ctx, &cloudformation.DescribeStacksInput{StackName: &name})
		if err != nil && isMissing(err) {
			return &cloudformation.DescribeStacksOutput{}, nil
		}
		return out, err
	})
	if err != nil || len(out.Stacks) == 0 {
		return nil, err
	}
	return &out.Stacks[0], nil
}

func (r *run) parameters(s Stack) map[string]string {
	all := map[string]string{}
	for name := range s.Parameters {
		if value, ok := s.Values[name]; ok {
			all[name] = value
		}
		if value, ok := r.Parameters[name]; ok {
			all[name] = value
		}
	}
	return all
}

// setName is the name of the change set that brings a stack to what is wanted: the same
// wish has the same name, so that a run that was killed finds its own.
func (r *run) setName(s Stack) string {
	text, err := json.Marshal([]any{s.Template, r.parameters(s), s.Tags, r.OnFailure}) // text and maps of it
	if err != nil {
		return "archblocks"
	}
	sum := sha256.Sum256(text)
	return "archblocks-" + hex.EncodeToString(sum[:8])
}

// propose makes the change set of a stack, or finds the one that was made; anew makes it in any case.
func (r *run) propose(s Stack, status string, anew bool) (StackPlan, error) {
	p := StackPlan{Name: s.Name, Region: s.Region, Action: Update}
	kind := types.ChangeSetTypeUpdate
	if status == "" || status == "REVIEW_IN_PROGRESS" {
		kind, p.Action = types.ChangeSetTypeCreate, Create
	}
	name := r.setName(s)
	set, err := r.find(s, name)
	if err != nil {
		return p, err
	}
	if set != nil && (anew || set.Status == types.ChangeSetStatusFailed || set.ExecutionStatus == types.ExecutionStatusObsolete) {
		if err := r.drop(s, aws.ToString(set.ChangeSetId)); err != nil {
			return p, err
		}
		set = nil
	}
	if set == nil {
		if err := r.create(s, name, kind); err != nil {
			return p, errors.Join(err, r.clean(s))
		}
	}
	if set, err = r.settled(s, name); err != nil {
		return p, err
	}
	p.set = aws.ToString(set.ChangeSetId)
	if set.Status == types.ChangeSetStatusFailed {
		reason := aws.ToString(set.StatusReason)
		nothing := strings.Contains(reason, "didn't contain changes") || strings.Contains(reason, "No updates are to be performed")
		if !nothing {
			reason = r.invalid(s, p.set, reason)
		}
		dropped := r.drop(s, p.set)
		if nothing {
			return StackPlan{Name: s.Name, Region: s.Region, Action: Keep}, dropped
		}
		err := fmt.Errorf("deploy: stack %s in %s cannot be changed so: %s\n  hint: mend it in the spec; nothing was changed", s.Name, s.Region, reason)
		return p, errors.Join(err, dropped, r.clean(s))
	}
	p.Changes, err = r.changes(s, p.set)
	return p, err
}

func (r *run) create(s Stack, name string, kind types.ChangeSetType) error {
	in := &cloudformation.CreateChangeSetInput{
		StackName: &s.Name, ChangeSetName: &name, ChangeSetType: kind, OnStackFailure: types.OnStackFailure(r.OnFailure),
		IncludeNestedStacks: aws.Bool(false), Description: aws.String("made by archblocks"),
	}
	if err := r.hand(s, in); err != nil {
		return err
	}
	given := r.parameters(s)
	for _, key := range sortedKeys(given) {
		in.Parameters = append(in.Parameters, types.Parameter{ParameterKey: aws.String(key), ParameterValue: aws.String(given[key])})
	}
	for _, key := range sortedKeys(s.Tags) {
		in.Tags = append(in.Tags, types.Tag{Key: aws.String(key), Value: aws.String(s.Tags[key])})
	}
	for _, c := range s.Capabilities {
		in.Capabilities = append(in.Capabilities, types.Capability(c))
	}
	_, err := call(r, "making a change set of stack "+s.Name+" in "+s.Region, func(ctx context.Context) (*cloudformation.CreateChangeSetOutput, error) {
		out, err := r.Clients(s.Region).CreateChangeSet(ctx, in)
		if hasCode(err, "AlreadyExistsException") {
			return out, nil // by this run, whose answer was lost on the way
		}
		return out, err
	})
	return err
}

// hand gives a template to a request: in it, or where it can be read if it is too long.
func (r *run) hand(s Stack, in *cloudformation.CreateChangeSetInput) error {
	if len(s.Template) <= MaxInline || r.Templates == nil {
		in.TemplateBody = &s.Template
		return nil
	}
	sum := sha256.Sum256([]byte(s.Template))
	url, err := call(r, "keeping the template of stack "+s.Name, func(ctx context.Context) (string, error) {
		return r.Templates.Put(ctx, s.Name+"-"+hex.EncodeToString(sum[:8])+".json", []byte(s.Template))
	})
	in.TemplateURL = &url
	return err
}

// find is the change set of a name, or nil.
func (r *run) find(s Stack, name string) (*cloudformation.DescribeChangeSetOutput, error) {
	return call(r, "looking for a change set of stack "+s.Name+" in "+s.Region, func(ctx context.Context) (*cloudformation.DescribeChangeSetOutput, error) {
		out, err := r.Clients(s.Region).DescribeChangeSet(ctx, &cloudformation.DescribeChangeSetInput{StackName: &s.Name, ChangeSetName: &name})
		if hasCode(err, "ChangeSetNotFound", "ChangeSetNotFoundException") || isMissing(err) {
			return nil, nil
		}
		return out, err
	})
}

// settled waits until CloudFormation has worked the change set out.
func (r *run) settled(s Stack, name string) (*cloudformation.DescribeChangeSetOutput, error) {
	for {
		set, err := r.find(s, name)
		switch {
		case err != nil:
			return nil, err
		case set == nil:
			return nil, fmt.Errorf("deploy: the change set %s of stack %s in %s is gone: somebody else works on it\n  hint: run again when they are done", name, s.Name, s.Region)
		case set.Status == types.ChangeSetStatusCreateComplete || set.Status == types.ChangeSetStatusFailed:
			return set, nil
		}
		if r.Wait(r.ctx, r.Poll) != nil {
			return nil, r.stopped()
		}
	}
}

// changes are all pages of a change set.
func (r *run) changes(s Stack, set string) ([]Change, error) {
	var all []Change
	for token := (*string)(nil); ; {
		page, err := call(r, "reading the change set of stack "+s.Name+" in "+s.Region, func(ctx context.Context) (*cloudformation.DescribeChangeSetOutput, error) {
			return r.Clients(s.Region).DescribeChangeSet(ctx, &cloudformation.DescribeChangeSetInput{StackName: &s.Name, ChangeSetName: &set, NextToken: token, IncludePropertyValues: aws.Bool(true)})
		})
		if err != nil {
			return nil, err
		}
		for _, c := range page.Changes {
			if c.ResourceChange != nil {
				all = append(all, changeOf(c.ResourceChange))
			}
		}
		if token = page.NextToken; token == nil {
			return all, nil
		}
	}
}

func changeOf(c *types.ResourceChange) Change {
	out := Change{LogicalID: aws.ToString(c.LogicalResourceId), Type: aws.ToString(c.ResourceType), PhysicalID: aws.ToString(c.PhysicalResourceId)}
	switch c.Action {
	case types.ChangeActionAdd:
		out.Action = Create
	case types.ChangeActionRemove:
		out.Action = Delete
	default:
		out.Action = Update
		switch c.Replacement {
		case types.ReplacementTrue:
			out.Action = Replace
		case types.ReplacementConditional:
			out.Action, out.Maybe = Replace, true
		}
	}
	for _, d := range c.Details {
		if d.Target == nil {
			continue
		}
		p := Property{Name: aws.ToString(d.Target.Name), Was: aws.ToString(d.Target.BeforeValue), Is: aws.ToString(d.Target.AfterValue), Replaces: d.Target.RequiresRecreation != types.RequiresRecreationNever}
		if p.Name == "" {
			p.Name = string(d.Target.Attribute)
		}
		if !slices.Contains(out.Causes, p) {
			out.Causes = append(out.Causes, p)
		}
	}
	return out
}

// invalid asks what the validation before deployment has found.
func (r *run) invalid(s Stack, set, reason string) string {
	out, err := call(r, "asking why", func(ctx context.Context) (*cloudformation.DescribeEventsOutput, error) {
		return r.Clients(s.Region).DescribeEvents(ctx, &cloudformation.DescribeEventsInput{ChangeSetName: &set})
	})
	if err != nil {
		return reason // it is the better one of two
	}
	for _, e := range out.OperationEvents {
		if text := aws.ToString(e.ValidationStatusReason); text != "" {
			reason += "\n  " + aws.ToString(e.ValidationPath) + ": " + text
		}
	}
	return reason
}

func (r *run) drop(s Stack, set string) error {
	_, err := call(r, "deleting a change set of stack "+s.Name, func(ctx context.Context) (*cloudformation.DeleteChangeSetOutput, error) {
		out, err := r.Clients(s.Region).DeleteChangeSet(ctx, &cloudformation.DeleteChangeSetInput{StackName: &s.Name, ChangeSetName: &set})
		if hasCode(err, "ChangeSetNotFound", "ChangeSetNotFoundException") || isMissing(err) {
			return out, nil
		}
		return out, err
	})
	return err
}

// clean deletes a stack that is nothing but the place of a change set.
func (r *run) clean(s Stack) error {
	stack, err := r.describe(s.Region, s.Name)
	if err != nil || stack == nil || stack.StackStatus != types.StackStatusReviewInProgress {
		return err
	}
	_, err = call(r, "deleting the empty stack "+s.Name, func(ctx context.Context) (*cloudformation.DeleteStackOutput, error) {
		return r.Clients(s.Region).DeleteStack(ctx, &cloudformation.DeleteStackInput{StackName: stack.StackId})
	})
	if err != nil {
		return err
	}
	for stack != nil && stack.StackStatus != types.StackStatusDeleteComplete {
		if r.Wait(r.ctx, r.Poll) != nil {
			return r.stopped()
		}
		if stack, err = r.describe(s.Region, s.Name); err != nil {
			return err
		}
	}
	return nil
}

// discard takes back what a plan has made.
func (r *run) discard(p Plan) error {
	if r.ctx.Err() != nil {
		return nil // a change set that nobody executes does nothing, and the next run takes it
	}
	var all error
	for _, s := range p.Stacks {
		if s.set == "" || s.Action == Keep {
			continue
		}
		stack := Stack{Name: s.Name, Region: s.Region}
		all = errors.Join(all, r.drop(stack, s.set), r.clean(stack))
	}
	return all
}
