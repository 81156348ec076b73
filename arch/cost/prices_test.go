package cost

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/archblocks/archblocks/arch/awsservice"
)

// TestTable holds the shape of prices.json: each price is above nothing, has a unit, a page and its evidence.
func TestTable(t *testing.T) {
	if _, err := time.Parse(time.DateOnly, prices.Of); err != nil {
		t.Error(err)
	}
	if prices.Currency != "USD" || len(prices.Evidence) != 3 {
		t.Errorf("currency %q, evidence %v", prices.Currency, prices.Evidence)
	}
	check := func(where, key string, p Price) {
		if p.USD <= 0 || p.USD > 10*dollar || p.Unit == "" || p.Seen == "" || !strings.HasPrefix(p.Source, "https://") || !strings.Contains(p.Source, "amazon") {
			t.Errorf("%s %s lacks something: %+v", where, key, p)
		}
		if prices.Evidence[string(p.Evidence)] == "" {
			t.Errorf("%s %s has the evidence %q", where, key, p.Evidence)
		}
	}
	for key, p := range prices.Everywhere {
		check("everywhere", key, p)
	}
	home, ok := prices.in(awsservice.EdgeRegion)
	if !ok {
		t.Fatal("us-east-1, where the edge is, is not in the table")
	}
	for _, r := range prices.Regions {
		if _, known := awsservice.LookupRegion(r.Name); !known || r.Viewers == "" {
			t.Errorf("%q is no Region, or has no viewers", r.Name)
		}
		for key, p := range r.Prices {
			check(r.Name, key, p)
			if base, ok := home.Prices[key]; !ok || base.Unit != p.Unit {
				t.Errorf("%s %s is by %q, and in us-east-1 by %q", r.Name, key, p.Unit, base.Unit)
			}
			if _, ok := prices.Everywhere[key]; ok {
				t.Errorf("%s is priced everywhere and in %s", key, r.Name)
			}
		}
		// Without these an estimate would say little of the Region. CloudFront's say where its viewers are.
		for _, key := range []string{
			"endpoint-hour", "endpoint-gb", "alb-hour", "lcu-hour", "ipv4-hour", "nat-hour", "nat-gb", "fargate-x86-vcpu", "fargate-x86-gb", "fargate-arm-vcpu", "fargate-arm-gb",
			"cloudfront-gb", "cloudfront-requests", "logs-gb", "logs-stored-gb", "metric", "alarm", "secret", "s3-gb",
		} {
			if _, ok := r.Prices[key]; !ok {
				t.Errorf("%s has no price %s", r.Name, key)
			}
		}
	}
}

func TestStandIns(t *testing.T) {
	home, _ := prices.in("us-east-1")
	var got []string
	for _, key := range slices.Sorted(maps.Keys(home.Prices)) {
		if p := prices.price("eu-west-1", key); p.StandIn {
			got = append(got, key)
			if p.Region != "us-east-1" || p.USD != home.Prices[key].USD {
				t.Errorf("%s stands in as %+v", key, p)
			}
		}
		if p := prices.price("us-east-1", key); p.StandIn || p.Region != "us-east-1" {
			t.Errorf("%s of us-east-1 is %+v", key, p)
		}
	}
	if diff := cmp.Diff([]string{"fargate-disk-gb", "logs-to-s3-gb", "logs-vended-gb", "metric-enhanced"}, got); diff != "" {
		t.Errorf("stand-ins of eu-west-1 (-want +got):\n%s", diff)
	}
	if p := prices.price("eu-west-1", "kms-key"); p.StandIn || p.Region != "" {
		t.Errorf("a price that holds everywhere is %+v", p)
	}
}

func TestNearest(t *testing.T) {
	for region, want := range map[string]string{"us-east-1": "us-east-1", "eu-west-1": "eu-west-1", "eu-south-1": "eu-west-1", "us-west-2": "us-east-1", "ap-south-1": "us-east-1", "": "us-east-1", "europe": "us-east-1"} {
		if got := Nearest(region); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", region, got, want)
		}
	}
}
