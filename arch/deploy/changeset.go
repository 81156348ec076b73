package deploy

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation/types"
)

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
