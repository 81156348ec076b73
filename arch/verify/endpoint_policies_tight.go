package verify

import (
	"fmt"
	"slices"
	"strings"

	"github.com/archblocks/archblocks/arch/verify/internal/policy"
	"github.com/archblocks/archblocks/arch/verify/internal/topology"
	"github.com/archblocks/archblocks/internal/cfn"
)

var endpointPoliciesTight = Property{
	ID:    "endpoint-policies-tight",
	Title: "Endpoint policies allow what the roles need and no more",
	Meaning: "The policy of each endpoint in the VPCs of tasks allows every call that the roles of the services are granted and that goes through it, " +
		"and nothing else, bound to the account by principal and by resource. The bucket of ECR's layers and Cognito's calls " +
		"without a signature have neither account nor principal, and are let through.",
	Standards: []string{"FSBP EC2.10", "Well-Architected SEC03-BP02", "Well-Architected SEC03-BP05"},
	subject:   "VPC endpoint in a VPC with tasks",
	judge: func(c *court) {
		for _, e := range c.Endpoints {
			services := c.servicesIn(e.VPC)
			if len(services) == 0 {
				continue
			}
			t := c.try(e.Ref)
			c.endpointPolicy(t, e, services)
			t.doubt(e.Doubts)
			t.proved("it allows what the roles are granted, to the account alone")
		}
	},
}

func (f *facts) servicesIn(vpc *topology.VPC) []*topology.Service {
	return slices.DeleteFunc(slices.Clone(f.Services), func(s *topology.Service) bool { return !slices.Contains(vpcs(s.Interface), vpc) })
}

// permits is what an endpoint's policy is judged by.
type permits struct {
	*court
	*trial
	endpoint *topology.Endpoint
	stack    *cfn.Stack
	policy   []policy.Statement
	grants   []grant
	// needed are those of the grants that tasks use, by themselves or through ECS.
	needed []grant
	doubts []topology.Doubt
}

func (c *court) endpointPolicy(t *trial, e *topology.Endpoint, services []*topology.Service) {
	document := c.get(e.Resource, "PolicyDocument")
	if !given(document) {
		// https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html#vpc-endpoint-policies-default
		t.refute(at(place(e.Ref, "PolicyDocument"), fmt.Sprintf("%s has no policy: AWS then allows every call by anyone", e.Ref), "write a policy that allows what the roles are granted"))
		return
	}
	p := permits{
		court: c, trial: t, endpoint: e, stack: c.Model.Stack(e.Ref.Stack),
		policy: policy.Parse(c.Model, c.World, place(e.Ref, "PolicyDocument").Path, document),
	}
	layers := false
	for _, s := range services {
		if s.Task == nil || roleDoubt(s.Task) {
			p.doubts = append(p.doubts, slices.Concat(s.Doubts, taskDoubts(s))...)
			continue
		}
		for _, role := range []*cfn.Resource{s.Task.TaskRole, s.Task.ExecutionRole} {
			if role == nil {
				continue
			}
			all, doubts := c.grants(role)
			p.grants = append(p.grants, all...)
			p.doubts = append(p.doubts, doubts...)
			for _, g := range all {
				if role != s.Task.TaskRole {
					g = byECS(g)
				}
				p.needed = append(p.needed, g)
			}
		}
		layers = layers || slices.ContainsFunc(c.usage(s).needs, func(n need) bool { return slices.Equal(n.any, []string{"ecr.dkr"}) })
	}
	for _, s := range p.policy {
		p.statement(s)
	}
	for _, g := range p.needed {
		p.need(g)
	}
	if layers && e.Service == "s3" {
		p.layers()
	}
}

// byECS is a statement of the execution role with the actions alone that ECS itself calls.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
func byECS(g grant) grant {
	if g.NotAction {
		return g
	}
	var called []string
	for _, call := range ecsCalls {
		if covers(g.Actions, call) {
			called = append(called, call)
		}
	}
	g.Actions = called
	return g
}

var ecsCalls = []string{
	"ecr:GetAuthorizationToken", "ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage",
	"logs:CreateLogStream", "logs:PutLogEvents", "secretsmanager:GetSecretValue", "ssm:GetParameters",
	"s3:GetObject", "s3:GetBucketLocation",
}

// statement judges that a statement of the endpoint's policy allows nothing beyond the grants.
func (p permits) statement(s policy.Statement) {
	place := topology.Place{Resource: p.endpoint.Ref, Path: s.Path}
	say := func(step, shows, hint string) {
		p.missing(at(inside(place, step), fmt.Sprintf("%s %s", p.endpoint.Ref, shows), hint), p.doubts)
	}
	switch {
	case len(s.Open) > 0:
		p.doubt([]topology.Doubt{{At: place, Why: s.Open[0]}})
		return
	case !s.Allow:
		return
	case s.Principal == nil:
		p.unsure(fmt.Sprintf("a statement of %s names no principal, which its policy must", p.endpoint.Ref))
	case s.NotAction:
		say("NotAction", "allows every action but a few", "name the actions in Action")
	case s.NotResource:
		say("NotResource", "allows all resources but a few", "name the resources in Resource")
	case s.NotPrincipal:
		say("NotPrincipal", "allows everyone but a few", "name the principals in Principal")
	}
	for _, action := range s.Actions {
		if policy.Unsigned(action) {
			continue
		}
		for _, resource := range s.Resources {
			if p.isLayer(action, resource) {
				continue
			}
			switch p.granted(s, action, resource) {
			case cfn.No:
				say("Action", fmt.Sprintf("allows %s on %s, which no role of the tasks is granted", action, cfn.Show(resource)), "allow what the roles are granted")
			case cfn.Maybe:
				p.unsure(fmt.Sprintf("whether a role is granted %s on %s depends on open values", action, cfn.Show(resource)))
			}
			p.bound(s, action, resource, say)
		}
	}
}

// isLayer tells whether it is the exception for ECR's layers.
func (p permits) isLayer(action string, resource cfn.Value) bool {
	return policy.ActionCovers("s3:GetObject", action) && policy.Covers(p.Model, policy.LayerBucket(p.stack), resource) == cfn.Yes
}

// granted tells whether some role is granted what a statement of the endpoint allows.
func (p permits) granted(s policy.Statement, action string, resource cfn.Value) cfn.Truth {
	best := cfn.No
	for _, g := range p.grants {
		if g.Allow && (g.NotAction || g.NotResource) {
			// What it leaves out is not followed.
			best = cfn.Maybe
			continue
		}
		if !g.Allow || len(g.Open) > 0 || !covers(g.Actions, action) {
			continue
		}
		if _, none := policy.TakesNoResource(action); !none {
			switch p.anyCovers(g.Resources, resource) {
			case cfn.No:
				continue
			case cfn.Maybe:
				best = cfn.Maybe
				continue
			}
		}
		switch p.implied(s.Conditions, g.Conditions) {
		case cfn.Yes:
			return cfn.Yes
		case cfn.Maybe:
			best = cfn.Maybe
		}
	}
	return best
}

func covers(outer []string, action string) bool {
	return slices.ContainsFunc(outer, func(a string) bool { return policy.ActionCovers(a, action) })
}

func (p permits) anyCovers(outer []cfn.Value, inner cfn.Value) cfn.Truth {
	best := cfn.No
	for _, v := range outer {
		switch policy.Covers(p.Model, v, inner) {
		case cfn.Yes:
			return cfn.Yes
		case cfn.Maybe:
			best = cfn.Maybe
		}
	}
	return best
}

// implied tells whether each condition of a role's statement is one of the endpoint's too.
// Other operators on the same key are not compared.
func (p permits) implied(have, must []policy.Condition) cfn.Truth {
	answer := cfn.Yes
	for _, m := range must {
		switch {
		case slices.ContainsFunc(have, func(h policy.Condition) bool { return p.narrower(h, m) }):
		case slices.ContainsFunc(have, func(h policy.Condition) bool { return h.Operator != m.Operator && equalKey(h.Key, m.Key) }):
			answer = cfn.Maybe
		default:
			return cfn.No
		}
	}
	return answer
}

// narrower tells whether a condition holds only where another one does.
func (p permits) narrower(a, b policy.Condition) bool {
	if a.Operator != b.Operator || !equalKey(a.Key, b.Key) {
		return false
	}
	if strings.Contains(a.Operator, "Not") {
		// The more values it leaves out, the less it lets through.
		a, b = b, a
	}
	for _, v := range a.Values {
		if !slices.ContainsFunc(b.Values, func(w cfn.Value) bool { return p.Model.Equal(v, w) == cfn.Yes }) {
			return false
		}
	}
	return true
}
