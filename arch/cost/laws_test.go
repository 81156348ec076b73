package cost_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/archblocks/archblocks/arch/archspec"
	"github.com/archblocks/archblocks/arch/awsservice"
	"github.com/archblocks/archblocks/arch/cost"
	"github.com/archblocks/archblocks/compute/computespec"
	"github.com/archblocks/archblocks/network/networkspec"
)

var amounts = rapid.OneOf(rapid.SampledFrom([]int64{cost.None, 0, 1, 100_000_000_000}), rapid.Int64Range(1, 1_000_000))

var usages = rapid.Custom(func(t *rapid.T) cost.Usage {
	n := func(name string) int64 { return amounts.Draw(t, name) }
	return cost.Usage{
		Requests: n("requests"), ResponseGB: n("response"), LCUHours: n("LCU"), EndpointGB: n("endpoint"), LogGB: n("log"), WAFLogGB: n("WAF log"), AccessLogGB: n("access log"),
		FlowLogGB: n("flow log"), ALBLogGB: n("ALB log"), BucketGB: n("bucket"), CustomMetrics: n("metrics"), ActiveUsers: n("users"), WithoutFreeTiers: rapid.Bool().Draw(t, "without free tiers"),
	}
})

var specs = rapid.Custom(func(t *rapid.T) archspec.Spec {
	s := rapid.SampledFrom([]func() archspec.Spec{func() archspec.Spec { return picture("us-east-1") }, func() archspec.Spec { return picture("eu-west-1") }, much, little}).Draw(t, "spec")()
	s.Network.ZoneCount = rapid.IntRange(2, 3).Draw(t, "zones")
	for i := range s.Compute.Services {
		service := &s.Compute.Services[i]
		service.MinTasks = rapid.IntRange(3, 20).Draw(t, "least tasks")
		service.MaxTasks = rapid.IntRange(service.MinTasks, 40).Draw(t, "most tasks")
	}
	return s
})

func TestDefaultedIsIdempotent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		once := usages.Draw(t, "usage").Defaulted()
		if diff := cmp.Diff(once, once.Defaulted()); diff != "" {
			t.Fatalf("-once +twice\n%s", diff)
		}
		if list := once.Check(); len(list) != 0 {
			t.Fatalf("the defaults of a usage in range are not: %v", list)
		}
	})
}

// A total is the sum of its lines, no line is below zero, the most is not below the least,
// each line has a reason, a source and an id of its own, and the same plan gives the same bytes.
func TestTotals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, err := specs.Draw(t, "spec").Plan()
		if err != nil {
			t.Fatal(err)
		}
		u := usages.Draw(t, "usage")
		e, err := cost.Of(p, u)
		if err != nil {
			t.Fatal(err)
		}
		var least, most cost.Money
		ids := map[string]bool{}
		for _, l := range e.Lines {
			least, most = least+l.Least.Monthly, most+l.Most.Monthly
			if l.Least.Monthly < 0 || l.Most.Monthly < l.Least.Monthly || l.Most.Quantity < l.Least.Quantity || l.Least.Monthly%10_000 != 0 {
				t.Fatalf("line %+v", l)
			}
			if ids[l.ID] || l.Title == "" || l.Why.Text == "" || !strings.HasPrefix(l.Price.Source, "https://") {
				t.Fatalf("line %+v lacks something, or is there twice", l)
			}
			if l.Group == cost.Free && l.Most != (cost.Amount{}) {
				t.Fatalf("line %+v is not free", l)
			}
			ids[l.ID] = true
		}
		if e.Least != least || e.Most != most {
			t.Fatalf("%s to %s, and the lines come to %s to %s", e.Least, e.Most, least, most)
		}
		for _, part := range e.Parts() {
			least, most = least-part.Least, most-part.Most
		}
		if least != 0 || most != 0 {
			t.Fatalf("the parts lack %s to %s of the whole", least, most)
		}
		for _, endpoint := range p.Network.Endpoints {
			if kind := map[awsservice.Kind]string{awsservice.Interface: "endpoint/", awsservice.Gateway: "gateway/"}[endpoint.Kind]; !ids[kind+string(endpoint.Service)] {
				t.Fatalf("endpoint %s has no line", endpoint.Service)
			}
		}
		again, err := cost.Of(p, u)
		if err != nil || e.Text() != again.Text() {
			t.Fatalf("the second text differs: %v", err)
		}
	})
}

// More tasks, zones, endpoints or usage never cost less.
func TestMoreNeverCostsLess(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, u := specs.Draw(t, "spec"), usages.Draw(t, "usage").Defaulted()
		of := func(s archspec.Spec, u cost.Usage) cost.Estimate {
			p, err := s.Plan()
			if err != nil {
				t.Fatal(err)
			}
			e, err := cost.Of(p, u)
			if err != nil {
				t.Fatal(err)
			}
			return e
		}
		before := of(s, u)
		more, strictly := s, true
		more.Compute.Services = append([]computespec.Service(nil), s.Compute.Services...)
		switch rapid.SampledFrom([]string{"tasks", "zones", "endpoints", "size", "usage"}).Draw(t, "more") {
		case "tasks":
			more.Compute.Services[0].MinTasks++
			more.Compute.Services[0].MaxTasks++
		case "zones":
			strictly = s.Network.ZoneCount < 3
			more.Network.ZoneCount = 3
		case "endpoints":
			more.Network.ExtraEndpoints = append(more.Network.ExtraEndpoints, networkspec.Endpoint{Service: "sqs", Reason: "work", Actions: []string{"sqs:SendMessage"}, Resources: []string{"arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:work"}})
		case "size":
			more.Compute.Services[0].CPU, more.Compute.Services[0].MemoryMiB = 2048, 8192
		case "usage":
			strictly = false
			fields := []*int64{&u.Requests, &u.ResponseGB, &u.LCUHours, &u.EndpointGB, &u.LogGB, &u.WAFLogGB, &u.AccessLogGB, &u.FlowLogGB, &u.ALBLogGB, &u.BucketGB, &u.CustomMetrics, &u.ActiveUsers}
			field := rapid.SampledFrom(fields).Draw(t, "field")
			*field = min(100_000_000_000, max(*field, 0)+rapid.Int64Range(1, 1_000_000_000).Draw(t, "added"))
		}
		after := of(more, u)
		if after.Least < before.Least || after.Most < before.Most || strictly && (after.Least == before.Least || after.Most == before.Most) {
			t.Fatalf("%s to %s, and with more %s to %s", before.Least, before.Most, after.Least, after.Most)
		}
	})
}
