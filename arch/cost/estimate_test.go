package cost_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/archblocks/archblocks/arch/cost"
	"github.com/archblocks/archblocks/arch/problem"
	"github.com/archblocks/archblocks/internal/golden"
)

func TestTextGolden(t *testing.T) {
	golden.Compare(t, []byte(estimated(t, picture("eu-west-1"), cost.Usage{}).Text()), "testdata/picture.txt")
	golden.Compare(t, []byte(estimated(t, much(), cost.Usage{Requests: 30_000_000, ResponseGB: 1500}).Text()), "testdata/much.txt")
	golden.Compare(t, []byte(estimated(t, little(), cost.Usage{WithoutFreeTiers: true}).Text()), "testdata/little.txt")
}

func TestUnknownRegion(t *testing.T) {
	p := planned(t, picture("eu-south-1"))
	e, err := cost.Of(p, cost.Usage{})
	if !errors.Is(err, cost.RegionUnpriced) || len(e.Lines) != 0 {
		t.Fatalf("the error is %v, and the estimate has %d lines", err, len(e.Lines))
	}
	list, _ := problem.Of(err)
	want := problem.List{{
		Path: "region", Code: cost.RegionUnpriced, Value: "eu-south-1",
		Message: "is not in the table of prices of " + cost.PricesOf() + ", which has us-east-1 and eu-west-1",
		Hint:    `estimate with the prices of "eu-west-1" as an orientation: it is the nearest known`,
	}}
	if diff := cmp.Diff(want, list); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	e, err = cost.In("eu-west-1", p, cost.Usage{})
	if err != nil || e.Region != "eu-south-1" || e.PricedAs != "eu-west-1" {
		t.Errorf("%v, Region %q as %q", err, e.Region, e.PricedAs)
	}
	if same := estimated(t, picture("eu-west-1"), cost.Usage{}); e.Least != same.Least || e.Most != same.Most {
		t.Errorf("%s to %s, and in the Region itself %s to %s", e.Least, e.Most, same.Least, same.Most)
	}
}

func TestUsageOutOfRange(t *testing.T) {
	_, err := cost.Of(planned(t, picture("us-east-1")), cost.Usage{Requests: -2, ActiveUsers: 1 << 62})
	if list, _ := problem.Of(err); !errors.Is(err, cost.UsageOutOfRange) || len(list) != 2 || list[0].Path != "usage.requests" || list[1].Path != "usage.activeUsers" {
		t.Errorf("the error is %v", err)
	}
}

// What an estimate says of itself.
func TestEstimateSaysWhatItAssumes(t *testing.T) {
	e := estimated(t, much(), cost.Usage{})
	if e.Currency != "USD" || e.Hours != 730 || e.Usage != (cost.Usage{}).Defaulted() {
		t.Errorf("%s, %d hours, %+v", e.Currency, e.Hours, e.Usage)
	}
	var ids []string
	for _, l := range e.StandIns() {
		ids = append(ids, l.ID)
	}
	if diff := cmp.Diff([]string{"fargate-disk/slow", "flow-logs", "container-insights"}, sortedLike(ids, "fargate-disk/slow", "flow-logs", "container-insights")); diff != "" {
		t.Errorf("stand-ins (-want +got):\n%s", diff)
	}
	all := strings.Join(e.Assumptions, "\n")
	for _, says := range []string{"730 hours", "1,000,000 requests", "50 GB", "100 users", "10 metrics", "3 dashboards", "taken off"} {
		if !strings.Contains(all, says) {
			t.Errorf("the assumptions do not say %q:\n%s", says, all)
		}
	}
	bare := estimated(t, little(), cost.Usage{})
	all = strings.Join(append(bare.Assumptions, bare.NotCounted...), "\n")
	for _, saysnot := range []string{"users log in", "metrics of their own", "buckets hold", "Bedrock"} {
		if strings.Contains(all, saysnot) {
			t.Errorf("without users, metrics, buckets and models it says %q", saysnot)
		}
	}
	if with := estimated(t, picture("us-east-1"), cost.Usage{}).NotCounted; !strings.HasPrefix(with[0], "Bedrock") {
		t.Error("with models, nothing is said of them")
	}
}

// sortedLike returns what is in both, in the order of the second, and fails nothing by itself.
func sortedLike(got []string, order ...string) []string {
	var all []string
	for _, id := range order {
		for _, g := range got {
			if g == id {
				all = append(all, id)
			}
		}
	}
	if len(all) != len(got) {
		return got
	}
	return all
}

func TestFreeTiers(t *testing.T) {
	with, without := estimated(t, picture("us-east-1"), cost.Usage{}), estimated(t, picture("us-east-1"), cost.Usage{WithoutFreeTiers: true})
	// 1 million requests 1.00, 50 GB 4.25, 100 users 1.50.
	if got := without.Least - with.Least; got != dollars(6, 75) {
		t.Errorf("free tiers are worth %s, want $6.75", got)
	}
	for _, id := range []string{"cloudfront-requests", "cloudfront-data", "users"} {
		l, _ := with.Line(id)
		if l.FreeTier == "" || l.Least.Quantity == 0 || l.Least.Monthly != 0 {
			t.Errorf("%s does not say what is free: %+v", id, l)
		}
	}
}

// Every dollar has a reason.
func TestLinesExplainThemselves(t *testing.T) {
	l, _ := estimated(t, picture("eu-west-1"), cost.Usage{}).Line("endpoint/bedrock-runtime")
	if got, want := l.String(), "Interface endpoint bedrock-runtime in 2 zones: $16.06 because app invokes its models (compute.services[0].models)"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	l, _ = estimated(t, picture("eu-west-1"), cost.Usage{}).Line("fargate-cpu/app")
	if got, want := l.String(), "Fargate vCPU of app, X86_64: $29.55 to $59.10 because 2 to 4 tasks of 0.5 vCPU (compute.services[0].cpu)"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
