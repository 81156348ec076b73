package topology

import (
	"fmt"

	"github.com/archblocks/archblocks/internal/cfn"
)

// Policy is attached to a role: a document of the templates, or the ARN of one that is
// not among them.
type Policy struct {
	// At is where the document or the ARN stands. Its resource attaches the policy.
	At       Place
	Document cfn.Value
	ARN      cfn.Value
}

// Policies are what is attached to a role.
func (t *Topology) Policies(role *cfn.Resource) ([]Policy, []Doubt) {
	return t.attached[role.Ref], t.roles[role.Ref]
}

// readRole reads in-line policies and those attached by ARN.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html
func (t *Topology) readRole(r *cfn.Resource) {
	list, open := items(t.get(r, "Policies"))
	if open {
		t.roles[r.Ref] = append(t.roles[r.Ref], t.open(r, "Policies"))
	}
	for i, item := range list {
		o, _ := item.(cfn.Object)
		t.attach(r.Ref, Policy{At: at(r, "Policies", fmt.Sprintf("[%d]", i), "PolicyDocument"), Document: o.Get("PolicyDocument")})
	}
	list, open = items(t.get(r, "ManagedPolicyArns"))
	if open {
		t.roles[r.Ref] = append(t.roles[r.Ref], t.open(r, "ManagedPolicyArns"))
	}
	for i, arn := range list {
		place := at(r, "ManagedPolicyArns", fmt.Sprintf("[%d]", i))
		if own := t.refers(arn, "AWS::IAM::ManagedPolicy", "PolicyArn"); own != nil {
			t.attach(r.Ref, Policy{At: at(own, "PolicyDocument"), Document: t.get(own, "PolicyDocument")})
			continue
		}
		t.attach(r.Ref, Policy{At: place, ARN: arn})
	}
}

func (t *Topology) attach(role cfn.ResourceRef, p Policy) {
	t.attached[role] = append(t.attached[role], p)
}

// readPolicy reads a policy that names its roles.
func (t *Topology) readPolicy(r *cfn.Resource) {
	names := t.get(r, "Roles")
	if r.Type == "AWS::IAM::RolePolicy" {
		names = t.get(r, "RoleName")
	}
	list, open := items(names)
	for _, name := range list {
		role := t.refers(name, "AWS::IAM::Role")
		if role == nil {
			role = t.roleNamed(name)
		}
		if role == nil {
			open = true
			continue
		}
		t.attach(role.Ref, Policy{At: at(r, "PolicyDocument"), Document: t.get(r, "PolicyDocument")})
	}
	if open {
		// It may name any role.
		for _, role := range t.Model.OfType("AWS::IAM::Role") {
			t.roles[role.Ref] = append(t.roles[role.Ref], Doubt{at(r), "the policy names a role that is not in the templates or is open"})
		}
	}
}

func (t *Topology) roleNamed(name cfn.Value) *cfn.Resource {
	for _, role := range t.Model.OfType("AWS::IAM::Role") {
		if own := t.get(role, "RoleName"); !missing(own) && t.World.Exists(role) && t.Model.Equal(own, name) == cfn.Yes {
			return role
		}
	}
	return nil
}
