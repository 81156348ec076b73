package deploy

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation/types"
)

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
