package cost_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/archblocks/archblocks/arch/archspec"
	"github.com/archblocks/archblocks/arch/cost"
	"github.com/archblocks/archblocks/network/networkspec"
)

// dollars of a hand-computed table.
func dollars(whole, cents int64) cost.Money { return cost.Money(whole*1_000_000 + cents*10_000) }

// none is a usage of nothing but a GB of logs.
var none = cost.Usage{
	Requests: cost.None, ResponseGB: cost.None, LCUHours: cost.None, EndpointGB: cost.None, LogGB: 1, WAFLogGB: cost.None, AccessLogGB: cost.None,
	FlowLogGB: cost.None, ALBLogGB: cost.None, BucketGB: cost.None, CustomMetrics: cost.None, ActiveUsers: cost.None,
}

// The sums below are worked out on paper, at 730 hours, each line rounded to a cent:
//
//	endpoint      2 zones x 730 h x 0.01           =  14.60, five of them 73.00
//	balancer      730 h x 0.0225 = 16.425          ->  16.43
//	addresses     2 x 730 h x 0.005                =   7.30
//	vCPU          2 x 0.5 x 730 h x 0.04048 = 29.5504 -> 29.55
//	memory        2 x 1 x 730 h x 0.004445 = 6.4897   ->  6.49, together 36.04
//	web ACL 5 and four rules                       =   9.00
//	1 GB of logs  0.50 and a month of it 0.03      =   0.53
//	together      73.00+16.43+7.30+36.04+9.00+0.53 = 142.30
func TestThePictureInVirginia(t *testing.T) {
	e := estimated(t, picture("us-east-1"), none)
	want := map[string]cost.Money{
		"endpoint/ecr.api": dollars(14, 60), "endpoint/ecr.dkr": dollars(14, 60), "endpoint/logs": dollars(14, 60), "endpoint/monitoring": dollars(14, 60), "endpoint/bedrock-runtime": dollars(14, 60),
		"load-balancer": dollars(16, 43), "load-balancer-addresses": dollars(7, 30),
		"fargate-cpu/app": dollars(29, 55), "fargate-memory/app": dollars(6, 49),
		"waf": dollars(5, 0), "waf-rules": dollars(4, 0), "cloudfront-requests": 0, "cloudfront-data": 0, "users": 0,
		"logs": dollars(0, 50), "logs-kept": dollars(0, 3), "gateway/s3": 0,
	}
	sum, got := cost.Money(0), map[string]cost.Money{}
	for id := range want {
		l, ok := e.Line(id)
		if !ok {
			t.Errorf("there is no line %s", id)
		}
		got[id] = l.Least.Monthly
		sum += l.Least.Monthly
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
	if sum != dollars(142, 30) {
		t.Errorf("the lines of the picture come to %s, want $142.30", sum)
	}
	// What the picture's table did not count: two keys 2.00, a secret 0.40, nine alarms and two that scaling makes 1.10,
	// a dashboard 3.00, and Container Insights, 12+15+10 metrics at 0.30 = 11.10.
	if want := dollars(142, 30) + dollars(2, 0) + dollars(0, 40) + dollars(1, 10) + dollars(3, 0) + dollars(11, 10); e.Least != want {
		t.Errorf("the whole comes to %s, want %s:\n%s", e.Least, want, e.Text())
	}
	// Twice the tasks: 59.10 (59.1008) and 12.98 (12.9794) in place of 29.55 and 6.49.
	if want := e.Least + dollars(59, 10) + dollars(12, 98) - dollars(29, 55) - dollars(6, 49); e.Most != want {
		t.Errorf("with the most tasks it comes to %s, want %s", e.Most, want)
	}
	// A NAT gateway: 730 h x 0.045 = 32.85, and its address 730 h x 0.005 = 3.65.
	if diff := cmp.Diff([]cost.Money{dollars(36, 50), dollars(73, 0)}, []cost.Money{e.Alternatives[0].Monthly, e.Alternatives[1].Monthly}); diff != "" {
		t.Errorf("NAT gateways (-want +got):\n%s", diff)
	}
	// Five endpoints in two zones cost what two NAT gateways cost.
	if a := e.Alternatives[1]; a.Instead != dollars(73, 0) || a.Difference() != 0 || e.Alternatives[0].Difference() != dollars(36, 50)-dollars(73, 0) {
		t.Errorf("instead of %s, difference %s", a.Instead, a.Difference())
	}
}

// Six endpoints, 142.30 + 14.60, and seven with the secret of the origin's header, 156.90 + 14.60 + 0.40.
func TestMoreEndpoints(t *testing.T) {
	counted := func(s archspec.Spec, also ...string) (sum cost.Money) {
		for _, l := range estimated(t, s, none).Lines {
			for _, id := range append([]string{"endpoint/", "load-balancer", "fargate-", "waf", "logs"}, also...) {
				if strings.HasPrefix(l.ID, id) {
					sum += l.Least.Monthly
				}
			}
		}
		return sum
	}
	s := picture("us-east-1")
	if got := counted(s); got != dollars(142, 30) {
		t.Errorf("five endpoints: %s, want $142.30", got)
	}
	s.Compute.Services[0].Secrets = map[string]string{"KEY": "arn:aws:secretsmanager:us-east-1:111122223333:secret:chat/key-AbCdEf"}
	if got := counted(s); got != dollars(156, 90) {
		t.Errorf("six endpoints: %s, want $156.90", got)
	}
	s.Network.ExtraEndpoints = []networkspec.Endpoint{{Service: "sts", Reason: "roles", Actions: []string{"sts:AssumeRole"}, Resources: []string{"arn:${AWS::Partition}:iam::${AWS::AccountId}:role/chat-reader"}}}
	if got := counted(s, "origin-secret"); got != dollars(171, 90) {
		t.Errorf("seven endpoints and a secret: %s, want $171.90", got)
	}
}

// The same in Ireland, where 5 x 2 x 730 x 0.011 = 80.30, 730 x 0.0252 = 18.396, and a GB of logs 0.57:
// 80.30+18.40+7.30+36.04+9.00+0.57+0.03 = 151.64, keys 2.00, the secret and its copy 0.80, alarms 1.10, dashboard 3.00, insights 11.10.
func TestThePictureInIreland(t *testing.T) {
	e := estimated(t, picture("eu-west-1"), none)
	if want := dollars(151, 64) + dollars(18, 0); e.Least != want {
		t.Errorf("%s, want %s:\n%s", e.Least, want, e.Text())
	}
	// 730 x 0.048 = 35.04 and 3.65.
	if got := e.Alternatives[0].Monthly; got != dollars(38, 69) {
		t.Errorf("a NAT gateway comes to %s, want $38.69", got)
	}
}

// Each line of the defaults that hangs on the usage, by hand.
func TestUsageByHand(t *testing.T) {
	e := estimated(t, much(), cost.Usage{Requests: 30_000_000, ResponseGB: 1500, ActiveUsers: 200})
	want := map[string]cost.Money{
		"endpoint-data":          dollars(0, 20),  // 20 x 0.01
		"load-balancer-capacity": dollars(12, 0),  // 1500 x 0.008: more than 30,000,000 / 90,000 = 334
		"cloudfront-requests":    dollars(24, 0),  // (30 - 10) x 1.20
		"cloudfront-data":        dollars(42, 50), // (1500 - 1000) x 0.085
		"waf-rules":              dollars(4, 0),   // rate limit, two groups, bodies
		"waf-requests":           dollars(18, 0),  // 30 x 0.60
		"waf-bot-control":        dollars(10, 0),  // the group's own fee
		"waf-bot-requests":       dollars(30, 0),  // 30 x 1.00
		"users":                  dollars(4, 0),   // 200 x 0.02, and nothing free
		"logs/waf":               dollars(30, 0),  // 60 x 0.50, in us-east-1
		"logs-kept/waf":          dollars(5, 40),  // 60 x 90/30 x 0.03
		"logs/cloudfront":        dollars(15, 0),  // 30 x 0.50
		"flow-logs":              dollars(0, 25),  // 1 x 0.25, a stand-in
		"log-bucket":             dollars(8, 67),  // (1 + 30) x 365/30 = 377.167 x 0.023 = 8.674841
		"buckets":                dollars(0, 23),  // 10 x 0.023
		"custom-metrics":         dollars(3, 0),   // 10 x 0.30
		"scaling-alarms":         dollars(0, 60),  // two services by CPU, one by requests as well: six alarms
		"container-insights":     dollars(14, 0),  // (12 + 2 x 25 + (3 + 3) x 23 = 200) x 0.07
		"fargate-disk/slow":      dollars(7, 29),  // 30 GB x 3 x 730 x 0.000111 = 7.2927
		"fargate-cpu/slow":       dollars(70, 91), // 3 x 730 x 0.03238 = 70.9122
		"fargate-memory/slow":    dollars(23, 39), // 3 x 3 x 730 x 0.00356 = 23.3892
		"fargate-cpu/app":        dollars(44, 33), // 3 x 0.5 x 730 x 0.04048 = 44.3256
	}
	got := map[string]cost.Money{}
	for id := range want {
		l, _ := e.Line(id)
		got[id] = l.Least.Monthly
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
	// With ten tasks of slow and six of app: (62 + 16 x 23 = 430) x 0.07.
	if l, _ := e.Line("container-insights"); l.Most.Monthly != dollars(30, 10) {
		t.Errorf("with the most tasks, Container Insights comes to %s, want $30.10", l.Most.Monthly)
	}
}
