package deploy

import (
	"fmt"
	"slices"
	"strings"
)

// Plan is what a deployment would do.
type Plan struct {
	Stacks []StackPlan `json:"stacks"`
}

// StackPlan is what it would do to one stack.
type StackPlan struct {
	Name   string `json:"name"`
	Region string `json:"region"`
	// Action is Create, Update or Keep; Replace for a stack that is made anew.
	Action  Action   `json:"action"`
	Changes []Change `json:"changes,omitempty"`
	// Open is whether the changes are read from the template, since it reads outputs of a stack
	// that is not there yet.
	Open bool `json:"open,omitempty"`
	// Unprotects are the resources whose deletion protection is taken off before the stack is deleted.
	Unprotects []string `json:"unprotects,omitempty"`

	set string // the change set's id
}

// Change is what it would do to one resource.
type Change struct {
	LogicalID  string `json:"logicalId"`
	Type       string `json:"type"`
	PhysicalID string `json:"physicalId,omitempty"`
	// Action is Create, Update, Replace or Delete.
	Action Action `json:"action"`
	// Maybe is whether a Replace depends on values that are not known yet.
	Maybe bool `json:"maybe,omitempty"`
	// Causes are the properties that change.
	Causes []Property `json:"causes,omitempty"`
}

// Property is a property that changes.
type Property struct {
	Name string `json:"name"`
	// Was and Is are its values as CloudFormation tells them; often empty.
	Was string `json:"was,omitempty"`
	Is  string `json:"is,omitempty"`
	// Replaces is whether the change makes a new resource.
	Replaces bool `json:"replaces,omitempty"`
}

// Empty is whether nothing changes.
func (p Plan) Empty() bool {
	return !slices.ContainsFunc(p.Stacks, func(s StackPlan) bool { return s.Action != Keep })
}

// stateful are types that hold data, an address or an identity that a new one has not.
var stateful = []string{
	"AWS::Cognito::UserPool", "AWS::Cognito::UserPoolDomain", "AWS::S3::Bucket", "AWS::ElasticLoadBalancingV2::LoadBalancer",
	"AWS::CloudFront::Distribution", "AWS::KMS::Key", "AWS::SecretsManager::Secret", "AWS::Logs::LogGroup", "AWS::ECR::Repository", "AWS::EC2::VPC",
}

// Stateful are the changes that lose data or an address: a pool, bucket, load balancer,
// distribution, key, secret, log group or VPC that is replaced or deleted. What only may be replaced is among them.
func (p Plan) Stateful() []Change {
	var all []Change
	for _, s := range p.Stacks {
		for _, c := range s.Changes {
			if (c.Action == Replace || c.Action == Delete) && slices.Contains(stateful, c.Type) {
				all = append(all, c)
			}
		}
	}
	return all
}

// String is the plan for people: a line for each stack and each change, and one for each cause.
func (p Plan) String() string {
	var b strings.Builder
	for _, s := range p.Stacks {
		if s.Action == Keep {
			fmt.Fprintf(&b, "%s in %s: nothing changes\n", s.Name, s.Region)
			continue
		}
		fmt.Fprintf(&b, "%s in %s: %s, %s\n", s.Name, s.Region, s.Action, count(s.Changes))
		if s.Open {
			fmt.Fprintf(&b, "  it reads what another stack will have made: this is its template\n")
		}
		for _, id := range s.Unprotects {
			fmt.Fprintf(&b, "  the deletion protection of %s is taken off first\n", id)
		}
		if s.Action == Create || s.Action == Replace || s.Action == Delete {
			continue // all of it comes or goes
		}
		for _, c := range s.Changes {
			action := string(c.Action)
			if c.Maybe {
				action = "perhaps " + action
			}
			fmt.Fprintf(&b, "  %s %s %s\n", sign(c.Action), clip(c.LogicalID+" ("+c.Type+")", 80), action)
			for _, cause := range c.Causes {
				note := ""
				if cause.Replaces && c.Action == Replace {
					note = ", which makes a new one"
				}
				if cause.Was != "" || cause.Is != "" {
					fmt.Fprintf(&b, "      %s: %s → %s%s\n", cause.Name, clip(orNone(cause.Was), 30), clip(orNone(cause.Is), 30), note)
				} else {
					fmt.Fprintf(&b, "      %s%s\n", cause.Name, note)
				}
			}
		}
	}
	return b.String()
}

func sign(a Action) string {
	return map[Action]string{Create: "+", Update: "~", Replace: "±", Delete: "−"}[a]
}

func orNone(text string) string {
	if text == "" {
		return "none"
	}
	return text
}

func clip(text string, most int) string {
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return text
}

func count(changes []Change) string {
	n := map[Action]int{}
	for _, c := range changes {
		n[c.Action]++
	}
	var parts []string
	for _, a := range []struct {
		Action
		word string
	}{{Create, "to create"}, {Update, "to change"}, {Replace, "to replace"}, {Delete, "to delete"}} {
		if n[a.Action] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n[a.Action], a.word))
		}
	}
	if len(parts) == 0 {
		return "its outputs or tags alone"
	}
	return strings.Join(parts, ", ")
}
