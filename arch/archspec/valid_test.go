package archspec_test

import (
	"fmt"
	"net/netip"
	"testing"

	"pgregory.net/rapid"

	"github.com/archblocks/archblocks/arch/archspec"
	"github.com/archblocks/archblocks/arch/awsservice"
	"github.com/archblocks/archblocks/auth/authspec"
	"github.com/archblocks/archblocks/compute/computespec"
	"github.com/archblocks/archblocks/edge/edgespec"
	"github.com/archblocks/archblocks/network/networkspec"
)

// valid is a spec of either shape without a fault: one to four services, with
// models, buckets, secrets, endpoints and departures from defaults of all kinds.
func valid() *rapid.Generator[archspec.Spec] {
	return rapid.Custom(func(t *rapid.T) archspec.Spec {
		region := rapid.SampledFrom([]string{"eu-west-1", "us-east-1", "ca-central-1", "ap-northeast-1"}).Draw(t, "region")
		spec := archspec.Spec{Name: rapid.StringMatching(`[b-z]{2,6}(-[0-9]{1,3})?`).Draw(t, "name"), Region: region}
		spec.Network = validNetwork(t, region)
		names := rapid.Permutation([]string{"app", "api", "my-tool-2", "s3", "waf", "endpoint", "service"}).Draw(t, "names")
		for i := range rapid.IntRange(1, 4).Draw(t, "services") {
			service := validService(t, region, names[i])
			if i > 0 {
				service.Paths = []string{"/" + names[i] + "/*"}
			}
			spec.Compute.Services = append(spec.Compute.Services, service)
		}
		if rapid.Bool().Draw(t, "domain") {
			spec.Edge = edgespec.Spec{Domain: "chat.example.com", HostedZoneID: zone, DisableUploads: rapid.Bool().Draw(t, "no uploads")}
			if rapid.Bool().Draw(t, "both ports") {
				spec.Compute.LoadBalancer.Ports, spec.Compute.LoadBalancer.SecurityGroupRules = []int{443, 80}, 110
			}
		}
		spec.Edge.DisableWAFLogs = rapid.Bool().Draw(t, "no WAF logs")
		spec.Edge.ManagedRules = rapid.SampledFrom([][]edgespec.ManagedRules{nil, {{Name: "SQLiRuleSet"}}, {{Name: "CommonRuleSet", CountOnly: true}, {Name: "LinuxRuleSet"}}}).Draw(t, "rules")
		spec.Auth.Mode = rapid.SampledFrom([]authspec.Mode{"", authspec.ModeInApp, authspec.ModeNone}).Draw(t, "mode")
		spec.Compute.ContainerInsights = rapid.SampledFrom([]computespec.Insights{"", "enhanced", "disabled"}).Draw(t, "insights")
		spec.Observability.DisableAlarms = rapid.IntRange(0, 4).Draw(t, "no alarms") == 4
		return spec
	})
}

func validNetwork(t *rapid.T, region string) networkspec.Spec {
	bits := rapid.IntRange(16, 23).Draw(t, "bits")
	base := rapid.SampledFrom([]string{"10.20.0.0", "172.31.254.0", "192.168.8.0", "100.127.2.0"}).Draw(t, "base")
	n := networkspec.Spec{CIDR: netip.PrefixFrom(netip.MustParseAddr(base), bits).Masked(), ZoneCount: rapid.SampledFrom([]int{0, 2, 3}).Draw(t, "zones")}
	if rapid.Bool().Draw(t, "named zones") {
		n.ZoneCount, n.Zones = 0, []string{region + "a", region + "c"}
	}
	for _, service := range rapid.SampledFrom([][]string{nil, {"sqs"}, {"glue", "logs"}, {"sts", "s3", "rds"}}).Draw(t, "extra") {
		n.ExtraEndpoints = append(n.ExtraEndpoints, networkspec.Endpoint{
			Service: awsservice.Service(service), Reason: "the app uses " + service, Actions: []string{service + ":Do", service + ":List"},
			Resources: []string{"arn:${AWS::Partition}:" + service + ":${AWS::Region}:${AWS::AccountId}:jobs"},
		})
	}
	return n
}

func validService(t *rapid.T, region, name string) computespec.Service {
	s := computespec.Service{
		Name: name, Image: "111122223333.dkr.ecr." + region + ".amazonaws.com/team/" + name + ":1.0",
		Port:           rapid.SampledFrom([]int{0, 80, 443, 8501, 65535}).Draw(t, "port"),
		MinTasks:       rapid.SampledFrom([]int{0, 3, 7}).Draw(t, "tasks"),
		DisableMetrics: rapid.Bool().Draw(t, "no metrics"),
		WritableRoot:   rapid.Bool().Draw(t, "writable"),
	}
	s.EnableExec = s.WritableRoot && rapid.Bool().Draw(t, "exec")
	profile := map[string]string{"eu-west-1": "eu", "us-east-1": "us", "ca-central-1": "us", "ap-northeast-1": "jp"}[region]
	for _, model := range []string{"amazon.nova-lite-v1:0", profile + ".amazon.nova-lite-v1:0", "global.anthropic.claude-opus-4-5", profile + ".anthropic.claude-sonnet-4-5-20250929-v1:0"} {
		if rapid.Bool().Draw(t, model) {
			s.Models = append(s.Models, model)
		}
	}
	for _, bucket := range []computespec.Bucket{{Name: "docs"}, {Name: "my-data"}, {Name: "old", Existing: "acme-old"}, {Name: "kept", Existing: "acme-kept", KeyARN: "arn:aws:kms:" + region + ":111122223333:key/1"}} {
		if rapid.Bool().Draw(t, bucket.Name) {
			bucket.Access = rapid.SampledFrom([]computespec.Access{"", computespec.ReadOnly}).Draw(t, "access")
			s.Buckets = append(s.Buckets, bucket)
		}
	}
	for i, arn := range []string{"secretsmanager:%s:111122223333:secret:a-AbCdEf:x::", "secretsmanager:%s:111122223333:secret:a-AbCdEf", "ssm:%s:111122223333:parameter/p"} {
		if rapid.Bool().Draw(t, arn) {
			if s.Secrets == nil {
				s.Secrets = map[string]string{}
			}
			s.Secrets[fmt.Sprintf("SECRET_%d", i)] = "arn:aws:" + fmt.Sprintf(arn, region)
		}
	}
	return s
}

func TestValidSpecsAreValid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		if err := valid().Draw(t, "spec").Validate(); err != nil {
			t.Fatal(err)
		}
	})
}
