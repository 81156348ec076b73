package archspec_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/archspec"
	"github.com/archblocks/archblocks/arch/awsservice"
	"github.com/archblocks/archblocks/arch/problem"
	"github.com/archblocks/archblocks/auth/authspec"
	"github.com/archblocks/archblocks/compute/computespec"
	"github.com/archblocks/archblocks/edge/edgespec"
	"github.com/archblocks/archblocks/network/networkspec"
)

// What AWS would refuse, or what would break in silence, is refused before
// anything is rendered: each of these changes makes the full spec invalid in just
// the way that is named.
func TestRefusedBeforeSynth(t *testing.T) {
	type spec = *archspec.Spec
	service := func(s spec) *computespec.Service { return &s.Compute.Services[0] }
	tests := []struct {
		what   string
		code   problem.Code
		path   string
		change func(spec)
	}{
		{"CPU and memory that do not go together", computespec.MemoryNotAllowed, "compute.services[0].memoryMiB", func(s spec) { service(s).CPU, service(s).MemoryMiB = 256, 4096 }},
		{"CPU that is not offered", computespec.CPUNotAllowed, "compute.services[0].cpu", func(s spec) { service(s).CPU = 500 }},
		{"image of docker.io", computespec.ImageNotInECR, "compute.services[0].image", func(s spec) { service(s).Image = "docker.io/library/nginx:1" }},
		{"image of public.ecr.aws", computespec.ImageNotInECR, "compute.services[0].image", func(s spec) { service(s).Image = "public.ecr.aws/nginx/nginx:1" }},
		{"image of another Region", computespec.ImageOfAnotherRegion, "compute.services[0].image", func(s spec) { service(s).Image = strings.Replace(image, "eu-west-1", "us-east-1", 1) }},
		{"CIDR too small", networkspec.CIDRTooSmall, "network.cidr", func(s spec) { s.Network.CIDR = cidr("10.0.0.0/28") }},
		{"CIDR not canonical", networkspec.CIDRNotCanonical, "network.cidr", func(s spec) { s.Network.CIDR = cidr("10.0.0.1/16") }},
		{"CIDR public", networkspec.CIDRNotPrivate, "network.cidr", func(s spec) { s.Network.CIDR = cidr("52.0.0.0/16") }},
		{"subnets that overlap", networkspec.CIDROverlap, "network.privateSubnets[0]", func(s spec) {
			s.Network.PrivateSubnets = append(s.Network.PrivateSubnets, cidr("10.0.0.0/24"), cidr("10.0.200.0/24"))
		}},
		{"one zone", networkspec.ZoneCountNotAllowed, "network.zoneCount", func(s spec) { s.Network.ZoneCount = 1 }},
		{"zone repeated", networkspec.ZoneRepeated, "network.zones[1]", func(s spec) { s.Network.Zones = []string{"eu-west-1a", "eu-west-1a"} }},
		{"zone of another Region", networkspec.ZoneOfAnotherRegion, "network.zones[1]", func(s spec) { s.Network.Zones = []string{"eu-west-1a", "eu-west-2b"} }},
		{"ALB login without a certificate", computespec.CertificateMissing, "compute.loadBalancer.certificateARN", func(s spec) { s.Edge.HostedZoneID, s.Edge.ViewerCertificateARN = "", viewers }},
		{"ALB login with a VPC origin", archspec.LoginNeedsPublicALB, "auth.mode", func(s spec) {
			s.Compute.LoadBalancer.Scheme, s.Auth.Mode = computespec.Internal, authspec.ModeLoadBalancer
		}},
		{"pool domain with a cognito-idp endpoint", archspec.PoolDomainWithEndpoint, "network.extraEndpoints[0].service", func(s spec) { s.Network.ExtraEndpoints[0].Service = awsservice.CognitoIDP }},
		{"pool domain where the app logs in", authspec.DomainPrefixUnused, "auth.domainPrefix", func(s spec) { s.Auth.Mode, s.Auth.DomainPrefix = authspec.ModeInApp, "acme" }},
		{"viewer certificate of the wrong Region", edgespec.ViewerCertificateOfAnotherRegion, "edge.viewerCertificateARN", func(s spec) { s.Edge.ViewerCertificateARN = certificate }},
		{"viewer certificate of the wrong service", edgespec.ViewerCertificateInvalid, "edge.viewerCertificateARN", func(s spec) { s.Edge.ViewerCertificateARN = strings.Replace(viewers, ":acm:", ":iam:", 1) }},
		{"load balancer's certificate of the wrong Region", computespec.CertificateOfAnotherRegion, "compute.loadBalancer.certificateARN", func(s spec) { s.Compute.LoadBalancer.CertificateARN = viewers }},
		{"load balancer's certificate of the wrong service", computespec.CertificateInvalid, "compute.loadBalancer.certificateARN", func(s spec) {
			s.Compute.LoadBalancer.CertificateARN = strings.Replace(certificate, ":acm:", ":kms:", 1)
		}},
		{"ports 80 and 443 on one group", computespec.PrefixListWeight, "compute.loadBalancer.ports", func(s spec) { s.Compute.LoadBalancer.Ports = []int{80, 443} }},
		{"timeout outside CloudFront's range", edgespec.OriginTimeoutOutOfRange, "edge.readTimeout", func(s spec) { s.Edge.ReadTimeout = 3 * time.Minute }},
		{"timeout outside the load balancer's range", computespec.TimeoutOutOfRange, "compute.loadBalancer.idleTimeout", func(s spec) { s.Compute.LoadBalancer.IdleTimeout = 2 * time.Hour }},
		{"more tasks at least than at most", computespec.TasksContradict, "compute.services[0].maxTasks", func(s spec) {
			service(s).MinTasks, service(s).MaxTasks, service(s).DesiredTasks = 4, 2, 4
		}},
		{"desired tasks out of bounds", computespec.TasksContradict, "compute.services[0].desiredTasks", func(s spec) { service(s).DesiredTasks = 9 }},
		{"tasks that cannot span the zones", computespec.TasksTooFew, "compute.services[0].minTasks", func(s spec) { s.Network.ZoneCount, service(s).MinTasks = 3, 2 }},
		{"bucket name that is none", computespec.BucketNameInvalid, "compute.services[0].buckets[1].existing", func(s spec) {
			service(s).Buckets = []computespec.Bucket{{Name: "docs"}, {Name: "old", Existing: "Acme_Docs"}}
		}},
		{"model name that is none", computespec.ModelInvalid, "compute.services[0].models[0]", func(s spec) { service(s).Models = []string{"claude"} }},
		{"rate limit below the floor", edgespec.RateLimitOutOfRange, "edge.rateLimit", func(s spec) { s.Edge.RateLimit = 9 }},
		{"WCU sum above 1,500", edgespec.CapacityExceeded, "edge.managedRules", func(s spec) {
			for _, name := range []string{"CommonRuleSet", "KnownBadInputsRuleSet", "LinuxRuleSet", "SQLiRuleSet", "WindowsRuleSet"} {
				s.Edge.ManagedRules = append(s.Edge.ManagedRules, edgespec.ManagedRules{Name: name})
			}
		}},
		{"topology's name too long", archspec.NameTooLong, "name", func(s spec) { s.Name = strings.Repeat("n", 25) }},
		{"service's name too long", computespec.ServiceNameTooLong, "compute.services[0].name", func(s spec) { service(s).Name = strings.Repeat("n", 21) }},
		{"bucket's name too long", computespec.BucketNameTooLong, "compute.services[0].buckets[0].name", func(s spec) {
			s.Name, service(s).Buckets = strings.Repeat("n", 24), []computespec.Bucket{{Name: strings.Repeat("b", 16)}}
		}},
		{"tag that AWS refuses", archspec.TagInvalid, `tags["aws:team"]`, func(s spec) { s.Tags = map[string]string{"aws:team": "x"} }},
		{"unknown Region", archspec.RegionUnknown, "region", func(s spec) { s.Region = "eu-west-9" }},
		{"duplicate service names", computespec.ServiceRepeated, "compute.services[1].name", func(s spec) {
			s.Compute.Services = append(s.Compute.Services, computespec.Service{Name: "app", Image: image, Paths: []string{"/api/*"}})
		}},
		{"duplicate ports", computespec.ListenerPortInvalid, "compute.loadBalancer.ports[1]", func(s spec) {
			s.Compute.LoadBalancer.Ports, s.Compute.LoadBalancer.SecurityGroupRules = []int{443, 443}, 110
		}},
		{"duplicate path rules", computespec.PathRepeated, "compute.services[2].paths[0]", func(s spec) {
			s.Compute.Services = append(s.Compute.Services, computespec.Service{Name: "api", Image: image, Paths: []string{"/api/*"}}, computespec.Service{Name: "v2", Image: image, Paths: []string{"/api/*"}})
		}},
		{"leaving out an endpoint that something needs", networkspec.EndpointNeeded, "network.withoutEndpoints[0]", func(s spec) { s.Network.WithoutEndpoints = []awsservice.Service{awsservice.BedrockRuntime} }},
	}
	for _, test := range tests {
		t.Run(test.what, func(t *testing.T) {
			spec := full()
			require.NoError(t, spec.Validate())
			test.change(&spec)
			err := spec.Validate()
			if !errors.Is(err, test.code) {
				t.Fatalf("Validate = %v, want %s", err, test.code)
			}
			list, _ := problem.Of(err)
			if len(list) != 1 || list[0].Path != test.path || list[0].Hint == "" || list[0].Message == "" {
				t.Errorf("Validate = %v, want one problem at %s", err, test.path)
			}
			if p, err := spec.Plan(); err == nil || p.Network.Endpoints != nil {
				t.Error("Plan of the invalid spec is a plan")
			}
		})
	}
}

func TestDidYouMean(t *testing.T) {
	tests := []struct {
		hint   string
		change func(*archspec.Spec)
	}{
		{`did you mean "eu-west-1"?`, func(s *archspec.Spec) { s.Region = "eu-west1" }},
		{`did you mean "bedrock-runtime"?`, func(s *archspec.Spec) { s.Network.ExtraEndpoints[0].Service = "bedrock-runtimes" }},
		{`did you mean "CommonRuleSet"?`, func(s *archspec.Spec) { s.Edge.ManagedRules = []edgespec.ManagedRules{{Name: "commonruleset"}} }},
		{`did you mean "load-balancer"?`, func(s *archspec.Spec) { s.Auth.Mode = "loadbalancer" }},
		{`did you mean "ARM64"?`, func(s *archspec.Spec) { s.Compute.Services[0].Architecture = "arm64" }},
	}
	for _, test := range tests {
		t.Run(test.hint, func(t *testing.T) {
			spec := full()
			test.change(&spec)
			list, _ := problem.Of(spec.Validate())
			if len(list) == 0 || list[0].Hint != test.hint {
				t.Errorf("Validate = %v, want the hint %s", list.Err(), test.hint)
			}
		})
	}
}
