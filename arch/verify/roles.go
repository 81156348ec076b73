package verify

import (
	"fmt"
	"strings"

	"github.com/archblocks/archblocks/arch/verify/internal/policy"
	"github.com/archblocks/archblocks/arch/verify/internal/topology"
	"github.com/archblocks/archblocks/internal/cfn"
)

// grant is a statement of a policy that a role has.
type grant struct {
	policy.Statement
	role *cfn.Resource
	at   topology.Place
	// managed policies are named by ARN; at is where.
	managed bool
}

// grants are the statements of all policies of a role, with doubts of those that cannot
// be read and of policies that may be attached too.
func (f *facts) grants(role *cfn.Resource) ([]grant, []topology.Doubt) {
	attached, doubts := f.Policies(role)
	doubts = append([]topology.Doubt(nil), doubts...)
	all, known := f.roles[role]
	for _, p := range attached {
		if p.ARN != nil {
			arn := cfn.Show(policy.Normalise(f.Model, f.World, p.ARN))
			statements, ok := policy.AWSManaged(arn)
			if !ok {
				doubts = append(doubts, topology.Doubt{At: p.At, Why: "the statements of the managed policy " + arn + " are not known"})
			}
			if !known {
				for _, s := range statements {
					all = append(all, grant{s, role, p.At, true})
				}
			}
			continue
		}
		if !known {
			path := p.At.Path
			for _, s := range policy.Parse(f.Model, f.World, path, p.Document) {
				all = append(all, grant{s, role, topology.Place{Resource: p.At.Resource, Path: s.Path}, false})
			}
		}
	}
	f.roles[role] = all
	for _, g := range all {
		for _, why := range g.Open {
			doubts = append(doubts, topology.Doubt{At: g.at, Why: why})
		}
	}
	return all, doubts
}

// bounded tells whether a boundary may take permissions from a role.
func (f *facts) bounded(role *cfn.Resource) bool { return given(f.get(role, "PermissionsBoundary")) }

// denied tells whether a statement of the role may deny an action.
func denied(all []grant, action string) bool {
	for _, g := range all {
		if g.Allow {
			continue
		}
		if g.NotAction || len(g.Open) > 0 {
			return true
		}
		for _, a := range g.Actions {
			if policy.ActionCovers(a, action) || policy.ActionCovers(action, a) || policy.HasWildcard(a) && policy.HasWildcard(action) {
				return true
			}
		}
	}
	return false
}

// viaService tells whether a statement's actions may be called through other services alone.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html
// https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
func viaService(s policy.Statement) bool {
	for _, c := range s.Conditions {
		positive := !strings.Contains(c.Operator, "Not") && !strings.HasSuffix(c.Operator, "IfExists")
		switch {
		case equalKey(c.Key, "aws:ViaAWSService"):
			return c.Operator == "Bool" && len(c.Values) == 1 && cfn.Show(c.Values[0]) == "true"
		case positive && (equalKey(c.Key, "kms:ViaService") || equalKey(c.Key, "aws:CalledVia") || equalKey(c.Key, "aws:CalledViaFirst") || equalKey(c.Key, "aws:CalledViaLast")):
			return true
		}
	}
	return false
}

// of says whose grant it is.
func (g grant) of(action string) string {
	return fmt.Sprintf("%s may call %s", g.role.Ref, action)
}
