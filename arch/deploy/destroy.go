package deploy

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation/types"
)

// Destroy deletes the stacks of an assembly, the last first. Resources whose policy is to be
// kept, such as logs, pools and buckets, outlive them: the result names them. Deletion
// protection of what does not, such as a load balancer's, is taken off first, by an update.
// Confirm is asked with a plan of all that. A stack that is not there is done.
func (d Deployer) Destroy(ctx context.Context, a Assembly) (Result, error) {
	r := d.run(ctx)
	var plan Plan
	stacks, bare := map[string]*types.Stack{}, map[string]string{}
	for i := len(a.Stacks) - 1; i >= 0; i-- {
		s := a.Stacks[i]
		stack, err := r.describe(s.Region, s.Name)
		if err != nil {
			return Result{}, err
		}
		p := StackPlan{Name: s.Name, Region: s.Region, Action: Keep}
		if stack != nil {
			if aws.ToBool(stack.EnableTerminationProtection) {
				return Result{}, fmt.Errorf("deploy: stack %s in %s is protected from deletion\n  hint: run first: aws cloudformation update-termination-protection --no-enable-termination-protection --region %s --stack-name %s", s.Name, s.Region, s.Region, s.Name)
			}
			p.Action, stacks[s.Name] = Delete, stack
			if strings.HasSuffix(string(stack.StackStatus), "_COMPLETE") && stack.StackStatus != types.StackStatusRollbackComplete {
				if bare[s.Name], p.Unprotects, err = r.protections(s, aws.ToString(stack.StackId)); err != nil {
					return Result{}, err
				}
			}
			for _, id := range sortedKeys(s.Types) {
				p.Changes = append(p.Changes, Change{LogicalID: id, Type: s.Types[id], Action: Delete})
			}
		}
		plan.Stacks = append(plan.Stacks, p)
	}
	if d.Confirm != nil && !plan.Empty() {
		if err := d.Confirm(plan); err != nil {
			return Result{}, err
		}
	}
	var result Result
	for _, p := range plan.Stacks {
		s := Stack{Name: p.Name, Region: p.Region}
		done := StackResult{Name: p.Name, Region: p.Region, Action: p.Action}
		var err error
		if len(p.Unprotects) > 0 {
			err = r.unprotect(s, stacks[p.Name], bare[p.Name])
		}
		if p.Action == Delete && err == nil {
			done.Left, err = r.destroy(s, aws.ToString(stacks[p.Name].StackId), len(p.Changes))
		}
		result.Stacks = append(result.Stacks, done)
		if err != nil {
			return result, err
		}
	}
	return result, nil
}

// destroy deletes one stack, and returns what is left of it.
func (r *run) destroy(s Stack, id string, total int) ([]Left, error) {
	r.Report(Event{Kind: StackStarted, Time: time.Now(), Stack: s.Name, Region: s.Region, Action: Delete, Total: total})
	stack, err := r.describe(s.Region, id)
	if err != nil {
		return nil, err
	}
	last := ""
	if stack != nil && stack.StackStatus != types.StackStatusDeleteInProgress {
		if last, err = r.newest(s, id); err != nil {
			return nil, err
		}
	}
	_, err = call(r, "deleting stack "+s.Name+" in "+s.Region, func(ctx context.Context) (*cloudformation.DeleteStackOutput, error) {
		return r.Clients(s.Region).DeleteStack(ctx, &cloudformation.DeleteStackInput{StackName: &id})
	})
	if err != nil {
		return nil, err
	}
	status, err := r.watch(s, id, last)
	if err != nil {
		return nil, err
	}
	if status != "DELETE_COMPLETE" {
		return nil, r.failure(s, id, status, last)
	}
	events, err := r.since(s, id, last)
	if err != nil && !errors.Is(err, ErrStopped) {
		return nil, nil // it is gone, and so is the list of its events
	}
	var left []Left
	for _, e := range events {
		if e.ResourceStatus == types.ResourceStatusDeleteSkipped {
			left = append(left, Left{aws.ToString(e.LogicalResourceId), aws.ToString(e.ResourceType), aws.ToString(e.PhysicalResourceId)})
		}
	}
	return left, nil
}
