package deploy

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation/types"
)

// unprotected is a deployed template without the deletion protection that would make the
// deletion of its stack fail half-way, and the resources that lose it. What outlives the
// stack anyway keeps its protection.
func unprotected(template string) (text string, ids []string, err error) {
	var t map[string]any
	d := json.NewDecoder(strings.NewReader(template))
	d.UseNumber()
	if err := d.Decode(&t); err != nil {
		return "", nil, err
	}
	resources, _ := t["Resources"].(map[string]any)
	for _, id := range sortedKeys(resources) {
		r, _ := resources[id].(map[string]any)
		properties, _ := r["Properties"].(map[string]any)
		if policy, _ := r["DeletionPolicy"].(string); strings.HasPrefix(policy, "Retain") {
			continue
		}
		switch r["Type"] {
		case "AWS::ElasticLoadBalancingV2::LoadBalancer":
			attributes, _ := properties["LoadBalancerAttributes"].([]any)
			for _, item := range attributes {
				if a, _ := item.(map[string]any); a["Key"] == "deletion_protection.enabled" && a["Value"] == "true" {
					a["Value"] = "false"
					ids = append(ids, id)
				}
			}
		case "AWS::Cognito::UserPool":
			if properties["DeletionProtection"] == "ACTIVE" {
				properties["DeletionProtection"] = "INACTIVE"
				ids = append(ids, id)
			}
		}
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(t); err != nil {
		return "", nil, err
	}
	return strings.TrimSpace(out.String()), ids, nil
}

// protections asks for the template that a stack has now, and makes the one without protection.
func (r *run) protections(s Stack, id string) (template string, ids []string, err error) {
	out, err := call(r, "reading the template of stack "+s.Name+" in "+s.Region, func(ctx context.Context) (*cloudformation.GetTemplateOutput, error) {
		return r.Clients(s.Region).GetTemplate(ctx, &cloudformation.GetTemplateInput{StackName: &id})
	})
	if err != nil {
		return "", nil, err
	}
	template, ids, err = unprotected(aws.ToString(out.TemplateBody))
	if err != nil {
		return "", nil, nil // it is YAML and nobody's of ours: the deletion will say what stands in its way
	}
	return template, ids, nil
}

// unprotect updates a stack to the template without protection, and nothing else.
func (r *run) unprotect(s Stack, stack *types.Stack, template string) error {
	id := aws.ToString(stack.StackId)
	next := Stack{Name: s.Name, Region: s.Region, Template: template, Tags: map[string]string{}}
	in := &cloudformation.CreateChangeSetInput{
		StackName: &id, ChangeSetName: aws.String(r.setName(next)), ChangeSetType: types.ChangeSetTypeUpdate, Tags: stack.Tags,
		Capabilities: stack.Capabilities, OnStackFailure: types.OnStackFailureRollback, Description: aws.String("takes deletion protection off, made by archblocks"),
	}
	if err := r.hand(next, in); err != nil {
		return err
	}
	for _, p := range stack.Parameters {
		in.Parameters = append(in.Parameters, types.Parameter{ParameterKey: p.ParameterKey, UsePreviousValue: aws.Bool(true)})
	}
	_, err := call(r, "making a change set of stack "+s.Name+" in "+s.Region, func(ctx context.Context) (*cloudformation.CreateChangeSetOutput, error) {
		out, err := r.Clients(s.Region).CreateChangeSet(ctx, in)
		if hasCode(err, "AlreadyExistsException") {
			return out, nil
		}
		return out, err
	})
	if err != nil {
		return err
	}
	set, err := r.settled(next, r.setName(next))
	if err != nil {
		return err
	}
	if set.Status == types.ChangeSetStatusFailed {
		return fmt.Errorf("deploy: the deletion protection of stack %s in %s cannot be taken off: %s\n  hint: take it off in the console and destroy again", s.Name, s.Region, aws.ToString(set.StatusReason))
	}
	plan := StackPlan{Name: s.Name, Region: s.Region, Action: Update, set: aws.ToString(set.ChangeSetId)}
	if plan.Changes, err = r.changes(next, plan.set); err != nil {
		return err
	}
	return r.once(next, &plan, false)
}
