package archspec_test

import (
	"strings"

	"github.com/archblocks/archblocks/arch/archspec"
	"github.com/archblocks/archblocks/arch/problem"
	"github.com/archblocks/archblocks/auth/authspec"
	"github.com/archblocks/archblocks/compute/computespec"
	"github.com/archblocks/archblocks/edge/edgespec"
	"github.com/archblocks/archblocks/network/networkspec"
)

var acrossCases = []checkCase{
	{
		name: "brought certificates",
		spec: changed(full(), func(s *archspec.Spec) {
			s.Edge.HostedZoneID, s.Edge.ViewerCertificateARN, s.Compute.LoadBalancer.CertificateARN = "", viewers, certificate
		}),
		want: nil,
	},
	{
		name: "domain with an internal load balancer",
		spec: changed(full(), func(s *archspec.Spec) { s.Compute.LoadBalancer.Scheme = computespec.Internal }),
		want: nil,
	},
	{
		name: "login at the load balancer without a certificate for it",
		spec: changed(full(), func(s *archspec.Spec) { s.Edge.HostedZoneID, s.Edge.ViewerCertificateARN = "", viewers }),
		want: problem.List{
			{Path: "compute.loadBalancer.certificateARN", Code: computespec.CertificateMissing,
				Message: "HTTPS on port 443 needs a certificate of the load balancer's Region",
				Hint:    "set it, or give the edge a hosted zone to have one made"},
		},
	},
	{
		name: "login at the load balancer behind a VPC origin",
		spec: changed(full(), func(s *archspec.Spec) {
			s.Compute.LoadBalancer.Scheme, s.Auth.Mode = computespec.Internal, authspec.ModeLoadBalancer
		}),
		want: problem.List{
			{Path: "auth.mode", Code: archspec.LoginNeedsPublicALB, Value: "load-balancer",
				Message: "does not work behind a VPC origin: an internal load balancer cannot reach Cognito's login endpoints",
				Hint:    `use "in-app", or make the load balancer internet-facing`},
		},
	},
	{
		name: "pool with a domain and an endpoint for Cognito",
		spec: changed(full(), func(s *archspec.Spec) {
			s.Network.ExtraEndpoints = []networkspec.Endpoint{{Service: "cognito-idp", Reason: "the app reads users",
				Actions: []string{"cognito-idp:AdminGetUser"}, Resources: []string{"arn:aws:cognito-idp:eu-west-1:111122223333:userpool/*"}}}
		}),
		want: problem.List{
			{Path: "network.extraEndpoints[0].service", Code: archspec.PoolDomainWithEndpoint, Value: "cognito-idp",
				Message: "captures every call to Cognito from the VPC, and a pool with a domain refuses calls through it",
				Hint:    `remove it, or use auth mode "in-app"`},
		},
	},
	{
		name: "certificate without a domain",
		spec: changed(minimal(), func(s *archspec.Spec) { s.Compute.LoadBalancer.CertificateARN = certificate }),
		want: problem.List{
			{Path: "edge.domain", Code: archspec.OriginNeedsDomain,
				Message: "HTTPS to the load balancer needs a domain: without one CloudFront asks for a host name that is in no certificate",
				Hint:    `set it, such as "chat.example.com", or leave compute.loadBalancer as it is by default`},
			{Path: "edge.domain", Code: edgespec.ViewerTLSNotPinned, Severity: problem.Warning,
				Message: "without a domain, viewers use cloudfront.net, where CloudFront chooses the least TLS version",
				Hint:    "give a domain to ask for TLS 1.2 or newer"},
		},
	},
	{
		name: "internet-facing load balancer without a route",
		spec: changed(full(), func(s *archspec.Spec) { s.Network.PrivateOnly = true }),
		want: problem.List{
			{Path: "network.privateOnly", Code: archspec.PublicRouteMissing, Value: "true",
				Message: "leaves an internet-facing load balancer without a route to the internet",
				Hint:    `remove it, or set compute.loadBalancer.scheme to "internal"`},
		},
	},
	{
		name: "faults of the whole stand among those of the blocks",
		spec: changed(full(), func(s *archspec.Spec) {
			s.Network.PrivateOnly, s.Network.S3PrefixListID = true, "s3"
			s.Network.ExtraEndpoints[0].Service = "cognito-idp"
			s.Edge.RateLimit, s.Compute.Services[0].Port, s.Auth.Mode, s.Auth.PasswordLength = 1, -1, authspec.ModeLoadBalancer, 1
		}),
		want: problem.List{
			{Path: "network.privateOnly", Code: archspec.PublicRouteMissing, Value: "true",
				Message: "leaves an internet-facing load balancer without a route to the internet",
				Hint:    `remove it, or set compute.loadBalancer.scheme to "internal"`},
			{Path: "network.extraEndpoints[0].service", Code: archspec.PoolDomainWithEndpoint, Value: "cognito-idp",
				Message: "captures every call to Cognito from the VPC, and a pool with a domain refuses calls through it",
				Hint:    `remove it, or use auth mode "in-app"`},
			{Path: "network.s3PrefixListID", Code: networkspec.S3PrefixListNotAnID, Value: "s3",
				Message: "is not the id of a prefix list",
				Hint:    `use "pl-" and 8 or 17 hexadecimal digits, as aws ec2 describe-managed-prefix-lists prints it`},
			{Path: "edge.rateLimit", Code: edgespec.RateLimitOutOfRange, Value: "1",
				Message: "is not from 10, WAF's floor, to 2000000000",
				Hint:    "use 2000"},
			{Path: "compute.services[0].port", Code: computespec.PortOutOfRange, Value: "-1",
				Message: "is not from 1 to 65535",
				Hint:    "use 8501"},
			{Path: "auth.passwordLength", Code: authspec.PasswordTooShort, Value: "1",
				Message: "is not from 8 to 99",
				Hint:    "use 12"},
		},
	},
	{
		name: "wrong name and Region are blamed once",
		spec: changed(full(), func(s *archspec.Spec) {
			s.Name, s.Region = strings.Repeat("n", 60), "nowhere"
		}),
		want: problem.List{
			{Path: "name", Code: archspec.NameTooLong, Value: "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn",
				Message: "has 60 characters, and 24 are allowed: buckets and other resources are named after it",
				Hint:    `shorten it to "nnnnnnnnnnnnnnnnnnnnnnnn"`},
			{Path: "region", Code: archspec.RegionUnknown, Value: "nowhere",
				Message: "is not an AWS Region known here",
				Hint:    `use one such as "eu-west-1"`},
		},
	},
}
