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
