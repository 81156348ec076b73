package drift

import "slices"

// Code says of which kind a finding is.
type Code string

// The codes. They are never renamed.
const (
	// Missing: it is drawn, and not in the templates.
	Missing Code = "missing"
	// Differs: it is drawn otherwise than the templates make it.
	Differs Code = "differs"
	// NotCarried: an edge is drawn, and the templates have no rules or wiring that carry it.
	NotCarried Code = "not-carried"
	// RuleMissing: the text of a security group tells of a rule that it does not have.
	RuleMissing Code = "rule-missing"
	// RuleNotDrawn: a security group has a rule of which its text does not tell.
	RuleNotDrawn Code = "rule-not-drawn"
	// NotDrawn: the templates have it, and it is not drawn.
	NotDrawn Code = "not-drawn"
	// UnknownType: a type of which nobody has said whether it must be drawn.
	UnknownType Code = "unknown-type"
	// BadDrawing: the picture says something that cannot be compared.
	BadDrawing Code = "bad-drawing"
	// CannotTell: the templates leave open what is drawn.
	CannotTell Code = "cannot-tell"
)

// Report is what a check found.
type Report struct {
	// All findings, in the order of the picture, then of the templates.
	All []Finding
	// LeftOut is what the templates have and the picture leaves out on purpose, by type.
	LeftOut []LeftOut
	// Drawn are the resources that elements of the picture stand for, as "chat/LogicalID", by
	// the id of the group or node. Text and edges stand for more: rules, listeners, routes.
	Drawn map[string][]string
	// Assumptions hold for the whole report, in words.
	Assumptions []string
}

// Finding is one difference between picture and templates.
type Finding struct {
	Code Code
	// Drawn is the id of the group, node or edge. Empty for what is not drawn at all.
	Drawn string
	// Stack, Resource and Path lead into the templates: the stack's name, the logical id,
	// and the path from the template's root. Empty for what the templates do not have.
	Stack, Resource, Path string
	// Text says what differs.
	Text string
	// Hint says what to do.
	Hint string
}

// ID names a finding: its code, and what it is about.
func (f Finding) ID() string {
	switch {
	case f.Drawn != "":
		return string(f.Code) + " " + f.Drawn
	case f.Resource != "":
		return string(f.Code) + " " + f.Stack + "/" + f.Resource
	}
	return string(f.Code)
}

// LeftOut is a type of resource that the picture leaves out.
type LeftOut struct {
	// Type is CloudFormation's, such as "AWS::IAM::Role".
	Type string
	// Reason says why the picture does without.
	Reason string
	// Resources are "chat/LogicalID", in the order of the templates.
	Resources []string
}

// OK tells whether picture and templates say the same.
func (r Report) OK() bool { return len(r.All) == 0 }

// ExitStatus is what a program ends with, as verify.Report's: 0 if the report is OK, 1 if
// picture and templates differ, 3 if there are only things that cannot be told.
func (r Report) ExitStatus() int {
	switch {
	case r.OK():
		return 0
	case slices.ContainsFunc(r.All, func(f Finding) bool { return f.Code != CannotTell }):
		return 1
	}
	return 3
}

// add adds a finding once, in however many worlds it is found.
func (r *Report) add(f Finding) {
	if !slices.Contains(r.All, f) {
		r.All = append(r.All, f)
	}
}

func (r *Report) assume(text string) {
	if !slices.Contains(r.Assumptions, text) {
		r.Assumptions = append(r.Assumptions, text)
	}
}

func (r *Report) leaveOut(kind, reason, resource string) {
	for i := range r.LeftOut {
		if l := &r.LeftOut[i]; l.Type == kind {
			if !slices.Contains(l.Resources, resource) {
				l.Resources = append(l.Resources, resource)
			}
			return
		}
	}
	r.LeftOut = append(r.LeftOut, LeftOut{Type: kind, Reason: reason, Resources: []string{resource}})
}
