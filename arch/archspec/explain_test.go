package archspec_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/archblocks/archblocks/arch/archspec"
	"github.com/archblocks/archblocks/arch/plan"
)

// Each endpoint, rule, role, log group, alarm and WAF rule is explained once, and
// nothing else is.
func TestExplainCoversThePlan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := planned(t)
		var want []string
		add := func(kind, name string) { want = append(want, kind+" "+name) }
		for _, e := range p.Network.Endpoints {
			add("endpoint", string(e.Service))
		}
		for _, r := range p.Compute.Rules {
			add("rule", r.ID)
		}
		for _, s := range p.Spec.Compute.Services {
			add("role", s.Name+"-execution")
			add("role", s.Name+"-task")
			add("log group", "/"+p.Spec.Name+"/"+s.Name)
		}
		if !p.Spec.Edge.DisableWAFLogs {
			add("log group", "aws-waf-logs-"+p.Spec.Name)
		}
		add("log group", "/"+p.Spec.Name+"/cloudfront")
		if !p.Spec.Observability.DisableAlarms {
			for _, a := range slices.Concat(p.Compute.Alarms, p.Edge.Alarms) {
				add("alarm", a.ID)
			}
		}
		for _, r := range p.Edge.Rules {
			add("WAF rule", r.ID)
		}
		var got []string
		for _, e := range p.Explain() {
			got = append(got, e.Kind+" "+e.Name)
			if len(e.Reasons) == 0 {
				t.Errorf("%s %s has no reason", e.Kind, e.Name)
			}
			for _, r := range e.Reasons {
				if r.Text == "" {
					t.Errorf("%s %s has an empty reason", e.Kind, e.Name)
				}
			}
		}
		slices.Sort(want)
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("explained (-want +got):\n%s", diff)
		}
	})
}

// Every reason leads to a field of the spec, where it names one.
func TestExplainLeadsToFields(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := planned(t)
		for _, e := range p.Explain() {
			for _, r := range e.Reasons {
				if !fieldExists(p.Spec, r.Path) {
					t.Errorf("%s %s: the spec has no field %q", e.Kind, e.Name, r.Path)
				}
			}
		}
	})
}

func TestExplainOrder(t *testing.T) {
	all, err := archspec.Explain(full())
	if err != nil {
		t.Fatal(err)
	}
	var kinds []string
	for _, e := range all {
		kinds = append(kinds, e.Kind)
	}
	want := []string{"endpoint", "rule", "role", "log group", "alarm", "WAF rule"}
	if diff := cmp.Diff(want, slices.Compact(kinds)); diff != "" {
		t.Errorf("kinds (-want +got):\n%s", diff)
	}
	if _, err := archspec.Explain(archspec.Spec{}); err == nil {
		t.Error("Explain of an invalid spec gives no error")
	}
}

func TestExplanationString(t *testing.T) {
	e := archspec.Explanation{Kind: "endpoint", Name: "s3", Reasons: []plan.Reason{{Path: "compute.services[0].image", Text: "app pulls layers"}, {Text: "the topology asks"}}}
	want := "endpoint s3\n  because app pulls layers (compute.services[0].image)\n  because the topology asks"
	if diff := cmp.Diff(want, e.String()); diff != "" {
		t.Errorf("String (-want +got):\n%s", diff)
	}
}

func TestDisableAlarms(t *testing.T) {
	spec := full()
	spec.Observability.AlarmEmails = nil
	spec.Observability.DisableAlarms = true
	p, err := spec.Plan()
	if err != nil {
		t.Fatal(err)
	}
	if len(p.RegionalAlarms())+len(p.EdgeAlarms()) != 0 {
		t.Error("alarms are there though they are turned off")
	}
}

// The picture of every valid spec holds together: each edge and group it names exists.
func TestDiagramHoldsTogether(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		if err := planned(t).Diagram().Check(); err != nil {
			t.Error(err)
		}
	})
}

// How the two shapes differ.
func TestShapes(t *testing.T) {
	type shape struct {
		Scheme, Mode, Stacks       string
		PrivateOnly, PrivateOrigin bool
		Port                       int
		Cognito, Secret            bool
	}
	of := func(s archspec.Spec) shape {
		p, err := s.Plan()
		if err != nil {
			t.Fatal(err)
		}
		return shape{
			string(p.Compute.Spec.LoadBalancer.Scheme), string(p.Auth.Spec.Mode), p.StackName() + " " + p.EdgeStackName(),
			p.Network.Spec.PrivateOnly, p.PrivateOrigin(), p.Edge.Inputs.OriginPort, p.Network.Has("cognito-idp"), p.Edge.SecretHeader,
		}
	}
	tests := []struct {
		name string
		spec archspec.Spec
		want shape
	}{
		{"with a domain", full(), shape{"internet-facing", "load-balancer", "chat chat-edge", false, false, 443, false, true}},
		{"without a domain", minimal(), shape{"internal", "in-app", "chat chat-edge", true, true, 80, true, false}},
		{"domain and internal load balancer", changed(full(), func(s *archspec.Spec) { s.Compute.LoadBalancer.Scheme = "internal" }), shape{"internal", "in-app", "chat chat-edge", true, true, 80, true, false}},
		{"domain and login in the app", changed(full(), func(s *archspec.Spec) { s.Auth.Mode = "in-app" }), shape{"internet-facing", "in-app", "chat chat-edge", false, false, 443, true, true}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, of(test.spec)); diff != "" {
				t.Errorf("shape (-want +got):\n%s", diff)
			}
		})
	}
	three := changed(minimal(), func(s *archspec.Spec) { s.Network.ZoneCount = 3 })
	if got := fmt.Sprint(three.Defaulted().Compute.Services[0].MinTasks); got != "3" {
		t.Errorf("three zones have at least %s tasks", got)
	}
}
