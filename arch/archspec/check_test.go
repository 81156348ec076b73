package archspec_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/archblocks/archblocks/arch/archspec"
	"github.com/archblocks/archblocks/arch/problem"
	"github.com/archblocks/archblocks/compute/computespec"
	"github.com/archblocks/archblocks/edge/edgespec"
)

type checkCase struct {
	name string
	spec archspec.Spec
	want problem.List
}

func TestCheck(t *testing.T) {
	for _, c := range checkCases {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, c.spec.Check()); diff != "" {
				t.Errorf("Check (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.want.Err(), c.spec.Validate()); diff != "" {
				t.Errorf("Validate (-want +got):\n%s", diff)
			}
			p, err := c.spec.Plan()
			if diff := cmp.Diff(c.want.Err(), err); diff != "" || (err != nil) != (p.Spec.Name == "") {
				t.Errorf("Plan (-want +got):\n%s", diff)
			}
		})
	}
}

func tagged(key, value string) archspec.Spec {
	return changed(full(), func(s *archspec.Spec) { s.Tags = map[string]string{key: value} })
}

var checkCases = slices.Concat(acrossCases, []checkCase{
	{
		name: "minimal",
		spec: minimal(),
		want: problem.List{
			{Path: "edge.domain", Code: edgespec.ViewerTLSNotPinned, Severity: problem.Warning,
				Message: "without a domain, viewers use cloudfront.net, where CloudFront chooses the least TLS version",
				Hint:    "give a domain to ask for TLS 1.2 or newer"},
		},
	},
	{
		name: "full",
		spec: full(),
		want: nil,
	},
	{
		name: "Region opened after 2023",
		spec: func() archspec.Spec {
			s := full()
			s.Region, s.Compute.Services[0].Image = "ca-west-1", strings.ReplaceAll(image, "eu-west-1", "ca-west-1")
			s.Compute.Services[0].Models, s.Compute.Services[0].Secrets = nil, nil
			return s
		}(),
		want: problem.List{
			{Path: "network.extraEndpoints", Code: archspec.RegionNeedsECSEndpoints, Severity: problem.Warning, Value: "ca-west-1",
				Message: "is a Region in which, by AWS's word, ECS may need endpoints of its own",
				Hint:    `add "ecs", "ecs-agent" and "ecs-telemetry", with the actions that AWS's page on ECS endpoints names`},
		},
	},
	{
		name: "load balancer closes connections as early as CloudFront",
		spec: func() archspec.Spec {
			s := full()
			s.Compute.LoadBalancer.IdleTimeout = time.Minute
			return s
		}(),
		want: problem.List{
			{Path: "compute.loadBalancer.idleTimeout", Code: archspec.IdleTimeoutTooShort, Severity: problem.Warning, Value: "1m0s",
				Message: "is not longer than CloudFront keeps and waits on connections: it may send a request on one that the load balancer has closed",
				Hint:    "use more than edge.keepAlive and edge.readTimeout, such as 10m"},
		},
	},
	{
		name: "load balancer keeps connections a second longer",
		spec: func() archspec.Spec {
			s := full()
			s.Compute.LoadBalancer.IdleTimeout = time.Minute + time.Second
			return s
		}(),
		want: nil,
	},
	{
		name: "zero",
		want: problem.List{
			{Path: "name", Code: archspec.NameInvalid,
				Message: "the topology needs a name",
				Hint:    `use one such as "chat"`},
			{Path: "region", Code: archspec.RegionMissing,
				Message: "the topology needs an AWS Region",
				Hint:    `use one such as "eu-west-1"`},
			{Path: "edge.domain", Code: edgespec.ViewerTLSNotPinned, Severity: problem.Warning,
				Message: "without a domain, viewers use cloudfront.net, where CloudFront chooses the least TLS version",
				Hint:    "give a domain to ask for TLS 1.2 or newer"},
			{Path: "compute.services", Code: computespec.ServicesMissing,
				Message: "there is no service to run",
				Hint:    `add one, such as {Name: "app", Image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/app:1.0.0"}`},
		},
	},
	{
		name: "name in capitals",
		spec: changed(full(), func(s *archspec.Spec) { s.Name = "Chat" }),
		want: problem.List{
			{Path: "name", Code: archspec.NameInvalid, Value: "Chat",
				Message: "is not 2 to 24 lower-case letters, digits and single hyphens, starting with a letter",
				Hint:    `use one such as "chat"`},
		},
	},
	{
		name: "name of one letter",
		spec: changed(full(), func(s *archspec.Spec) { s.Name = "c" }),
		want: problem.List{
			{Path: "name", Code: archspec.NameInvalid, Value: "c",
				Message: "is not 2 to 24 lower-case letters, digits and single hyphens, starting with a letter",
				Hint:    `use one such as "chat"`},
		},
	},
	{
		name: "longest name",
		spec: changed(full(), func(s *archspec.Spec) { s.Name = "abcdefghijkl-nopqrstuvwx" }),
		want: nil,
	},
	{
		name: "name too long",
		spec: changed(full(), func(s *archspec.Spec) { s.Name = "abcdefghijkl-nopqrstuvw-y" }),
		want: problem.List{
			{Path: "name", Code: archspec.NameTooLong, Value: "abcdefghijkl-nopqrstuvw-y",
				Message: "has 25 characters, and 24 are allowed: buckets and other resources are named after it",
				Hint:    `shorten it to "abcdefghijkl-nopqrstuvw"`},
		},
	},
	{
		name: "Region close to one",
		spec: changed(full(), func(s *archspec.Spec) { s.Region = "eu-wset-1" }),
		want: problem.List{
			{Path: "region", Code: archspec.RegionUnknown, Value: "eu-wset-1",
				Message: "is not an AWS Region known here",
				Hint:    `did you mean "eu-west-1"?`},
		},
	},
	{
		name: "Region of no continent",
		spec: changed(full(), func(s *archspec.Spec) { s.Region = "moon-central-1" }),
		want: problem.List{
			{Path: "region", Code: archspec.RegionUnknown, Value: "moon-central-1",
				Message: "is not an AWS Region known here",
				Hint:    `did you mean "me-central-1"?`},
		},
	},
	{
		name: "Region of another partition",
		spec: changed(full(), func(s *archspec.Spec) { s.Region = "us-gov-west-1" }),
		want: problem.List{
			{Path: "region", Code: archspec.RegionNotServed, Value: "us-gov-west-1",
				Message: "is in partition aws-us-gov, which has no us-east-1 for CloudFront and WAF",
				Hint:    `use a Region such as "eu-west-1"`},
		},
	},
	{
		name: "longest tag",
		spec: tagged(strings.Repeat("é", 128), strings.Repeat("ü", 256)),
		want: nil,
	},
	{
		name: "tag of every sign",
		spec: tagged("cost centre_.:/=+-@", "a b"),
		want: nil,
	},
	{
		name: "tag without a key",
		spec: tagged("", "x"),
		want: problem.List{
			{Path: `tags[""]`, Code: archspec.TagInvalid,
				Message: "a tag needs a key",
				Hint:    `use one such as "team"`},
		},
	},
	{
		name: "tag without a value",
		spec: tagged("team", ""),
		want: problem.List{
			{Path: `tags["team"]`, Code: archspec.TagInvalid,
				Message: "CloudFormation refuses a tag without a value",
				Hint:    `give it one, such as "true"`},
		},
	},
	{
		name: "tag key too long",
		spec: tagged(strings.Repeat("k", 129), "x"),
		want: problem.List{
			{Path: `tags["kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk"]`, Code: archspec.TagInvalid, Value: "x",
				Message: "is a tag with a key of 129 characters and a value of 1; 128 and 256 are allowed",
				Hint:    "shorten it"},
		},
	},
	{
		name: "tag value too long",
		spec: tagged("k", strings.Repeat("v", 257)),
		want: problem.List{
			{Path: `tags["k"]`, Code: archspec.TagInvalid, Value: "vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv",
				Message: "is a tag with a key of 1 characters and a value of 257; 128 and 256 are allowed",
				Hint:    "shorten it"},
		},
	},
	{
		name: "tag of AWS",
		spec: tagged("AWS:team", "x"),
		want: problem.List{
			{Path: `tags["AWS:team"]`, Code: archspec.TagInvalid, Value: "AWS:team",
				Message: "starts with aws:, which AWS keeps for itself",
				Hint:    `use "team"`},
		},
	},
	{
		name: "tag with a refused sign",
		spec: tagged("team", "search & ads"),
		want: problem.List{
			{Path: `tags["team"]`, Code: archspec.TagInvalid, Value: "team=search & ads",
				Message: "holds a character that AWS refuses in tags",
				Hint:    "use letters, digits, spaces and _ . : / = + - @"},
		},
	},
	{
		name: "fifty-one tags",
		spec: changed(full(), func(s *archspec.Spec) { s.Tags = manyTags(51) }),
		want: problem.List{
			{Path: "tags", Code: archspec.TagsTooMany, Value: "51",
				Message: "are more tags than the 50 that a resource can have",
				Hint:    "remove some"},
		},
	},
	{
		name: "fifty tags",
		spec: changed(full(), func(s *archspec.Spec) { s.Tags = manyTags(50) }),
		want: nil,
	},
})

func manyTags(n int) map[string]string {
	tags := map[string]string{}
	for i := range n {
		tags[fmt.Sprintf("tag%d", i)] = "x"
	}
	return tags
}
