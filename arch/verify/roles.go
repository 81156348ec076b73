package verify

import (
	"fmt"

	"github.com/archblocks/archblocks/arch/verify/internal/policy"
	"github.com/archblocks/archblocks/arch/verify/internal/topology"
	"github.com/archblocks/archblocks/internal/cfn"
)

// grant is a statement of a policy that a role has.
type grant struct {
	policy.Statement
	role *cfn.Resource
	at   topology.Place
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
					all = append(all, grant{s, role, p.At})
				}
			}
			continue
		}
		if !known {
			path := p.At.Path
			for _, s := range policy.Parse(f.Model, f.World, path, p.Document) {
				all = append(all, grant{s, role, topology.Place{Resource: p.At.Resource, Path: s.Path}})
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

// viaService are the services through which alone a statement's actions may be called, or none.
// https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
func viaService(s policy.Statement) bool {
	for _, c := range s.Conditions {
		if c.Operator == "StringEquals" && equalKey(c.Key, "kms:ViaService") {
			return true
		}
	}
	return false
}

// of says whose grant it is.
func (g grant) of(action string) string {
	return fmt.Sprintf("%s may call %s", g.role.Ref, action)
}
