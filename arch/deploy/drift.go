package deploy

import (
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation/types"
)

// Drifted is a resource that is not any more as its template says.
type Drifted struct {
	Stack, Region   string
	LogicalID, Type string
	PhysicalID      string
	// Status is MODIFIED or DELETED.
	Status string
	// Differences are the properties that differ.
	Differences []Property
}

// String is the resource on a line, and a line for each property.
func (d Drifted) String() string {
	text := fmt.Sprintf("%s in %s: %s (%s) is %s", d.Stack, d.Region, d.LogicalID, d.Type, d.Status)
	for _, p := range d.Differences {
		text += fmt.Sprintf("\n  %s: %s → %s", p.Name, clip(orNone(p.Was), 40), clip(orNone(p.Is), 40))
	}
	return text
}

// Drift asks CloudFormation which resources of the stacks somebody has changed or deleted by
// another way. What it cannot tell of, it leaves out
// (docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resource-import-supported-resources.html).
func (d Deployer) Drift(ctx context.Context, a Assembly) ([]Drifted, error) {
	r := d.run(ctx)
	var all []Drifted
	for _, s := range a.Stacks {
		begun, err := call(r, "asking for the drift of stack "+s.Name+" in "+s.Region, func(ctx context.Context) (*cloudformation.DetectStackDriftOutput, error) {
			return r.Clients(s.Region).DetectStackDrift(ctx, &cloudformation.DetectStackDriftInput{StackName: &s.Name})
		})
		if err != nil {
			return all, err
		}
		if err := r.detected(s, begun.StackDriftDetectionId); err != nil {
			return all, err
		}
		found, err := r.drifted(s)
		if all = append(all, found...); err != nil {
			return all, err
		}
	}
	return all, nil
}

// detected waits until CloudFormation has looked at every resource.
func (r *run) detected(s Stack, id *string) error {
	for {
		out, err := call(r, "waiting for the drift of stack "+s.Name, func(ctx context.Context) (*cloudformation.DescribeStackDriftDetectionStatusOutput, error) {
			return r.Clients(s.Region).DescribeStackDriftDetectionStatus(ctx, &cloudformation.DescribeStackDriftDetectionStatusInput{StackDriftDetectionId: id})
		})
		switch {
		case err != nil:
			return err
		case out.DetectionStatus == types.StackDriftDetectionStatusDetectionComplete:
			return nil
		case out.DetectionStatus == types.StackDriftDetectionStatusDetectionFailed:
			r.Report(Event{Kind: Noted, Time: time.Now(), Stack: s.Name, Region: s.Region, Reason: "not every resource could be looked at: " + aws.ToString(out.DetectionStatusReason)})
			return nil
		}
		if r.Wait(r.ctx, r.Poll) != nil {
			return r.stopped()
		}
	}
}

// drifted are the resources that CloudFormation found changed or gone.
func (r *run) drifted(s Stack) ([]Drifted, error) {
	var all []Drifted
	for token := (*string)(nil); ; {
		page, err := call(r, "reading the drift of stack "+s.Name, func(ctx context.Context) (*cloudformation.DescribeStackResourceDriftsOutput, error) {
			return r.Clients(s.Region).DescribeStackResourceDrifts(ctx, &cloudformation.DescribeStackResourceDriftsInput{
				StackName: &s.Name, NextToken: token, StackResourceDriftStatusFilters: []types.StackResourceDriftStatus{types.StackResourceDriftStatusModified, types.StackResourceDriftStatusDeleted},
			})
		})
		if err != nil {
			return all, err
		}
		for _, d := range page.StackResourceDrifts {
			one := Drifted{
				Stack: s.Name, Region: s.Region, LogicalID: aws.ToString(d.LogicalResourceId), Type: aws.ToString(d.ResourceType),
				PhysicalID: aws.ToString(d.PhysicalResourceId), Status: string(d.StackResourceDriftStatus),
			}
			for _, p := range d.PropertyDifferences {
				one.Differences = append(one.Differences, Property{Name: aws.ToString(p.PropertyPath), Was: aws.ToString(p.ExpectedValue), Is: aws.ToString(p.ActualValue)})
			}
			all = append(all, one)
		}
		if token = page.NextToken; token == nil {
			return all, nil
		}
	}
}
