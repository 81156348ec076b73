package archspec

import (
	"fmt"

	"github.com/archblocks/archblocks/arch/plan"
)

// Explanation says why one thing of the topology exists.
type Explanation struct {
	// Kind is "endpoint", "rule", "role", "log group", "alarm" or "WAF rule".
	Kind string
	// Name is the thing's stable name within its kind.
	Name string
	// Reasons say why it exists, each with the field of the spec that asks for it.
	Reasons []plan.Reason
}

// String returns the explanation as text, a line a reason.
func (e Explanation) String() string {
	text := e.Kind + " " + e.Name
	for _, r := range e.Reasons {
		text += "\n  because " + r.Text
		if r.Path != "" {
			text += " (" + r.Path + ")"
		}
	}
	return text
}

// Explain says why each endpoint, security-group rule, role, log group, alarm and
// WAF rule of the spec exists. The error is that of Plan.
func Explain(s Spec) ([]Explanation, error) {
	p, err := s.Plan()
	if err != nil {
		return nil, err
	}
	return p.Explain(), nil
}

// Explain says why each endpoint, security-group rule, role, log group, alarm and
// WAF rule exists, in that order.
func (p Plan) Explain() []Explanation {
	var all []Explanation
	add := func(kind, name string, reasons ...plan.Reason) {
		all = append(all, Explanation{Kind: kind, Name: name, Reasons: reasons})
	}
	for _, e := range p.Network.Endpoints {
		add("endpoint", string(e.Service), e.Reasons...)
	}
	for _, r := range p.Compute.Rules {
		add("rule", r.ID, r.Reason.At("compute"))
	}
	for _, s := range p.Compute.Services {
		add("role", s.ExecutionRole.ID, s.ExecutionRole.Reason.At("compute"))
		add("role", s.TaskRole.ID, s.TaskRole.Reason.At("compute"))
	}
	for _, l := range p.Compute.LogGroups {
		add("log group", l.Name, plan.Reason{Path: "compute.services", Text: "it holds " + l.Holds})
	}
	for _, l := range p.Edge.LogGroups {
		add("log group", l.Name, plan.Reason{Path: "edge", Text: "it holds " + l.Holds})
	}
	for _, a := range p.RegionalAlarms() {
		add("alarm", a.ID, alarmReason(a, "compute"))
	}
	for _, a := range p.EdgeAlarms() {
		add("alarm", a.ID, alarmReason(a, "edge"))
	}
	for _, r := range p.Edge.Rules {
		reason := r.Reason.At("edge")
		reason.Text = fmt.Sprintf("%s: it %s", reason.Text, r.Does)
		add("WAF rule", r.ID, reason)
	}
	return all
}

func alarmReason(a plan.Alarm, block string) plan.Reason {
	r := a.Reason.At(block)
	if r.Path == "" {
		r.Path = block
	}
	r.Text = a.Title + ": " + r.Text
	return r
}
