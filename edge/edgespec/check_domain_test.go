package edgespec_test

import (
	"strings"

	"github.com/archblocks/archblocks/arch/problem"
	"github.com/archblocks/archblocks/edge/edgespec"
)

func domain(name string) edgespec.Spec { return edgespec.Spec{Domain: name, HostedZoneID: zone} }

var domainCases = []checkCase{
	{
		name: "zero",
		want: problem.List{
			{Path: "domain", Code: edgespec.ViewerTLSNotPinned, Severity: problem.Warning,
				Message: "without a domain, viewers use cloudfront.net, where CloudFront chooses the least TLS version",
				Hint:    "give a domain to ask for TLS 1.2 or newer"},
		},
	},
	{
		name: "zone without a domain",
		spec: edgespec.Spec{HostedZoneID: zone},
		want: problem.List{
			{Path: "domain", Code: edgespec.DomainMissing,
				Message: "a hosted zone or a certificate needs the domain that it is for",
				Hint:    `set it, such as "chat.example.com"`},
		},
	},
	{
		name: "certificate without a domain",
		spec: edgespec.Spec{ViewerCertificateARN: certificate},
		want: problem.List{
			{Path: "domain", Code: edgespec.DomainMissing,
				Message: "a hosted zone or a certificate needs the domain that it is for",
				Hint:    `set it, such as "chat.example.com"`},
		},
	},
	{
		name: "domain with a certificate of its own",
		spec: edgespec.Spec{Domain: "chat.example.com", ViewerCertificateARN: certificate},
		want: nil,
	},
	{
		name: "domain without a certificate",
		spec: edgespec.Spec{Domain: "chat.example.com"},
		want: problem.List{
			{Path: "domain", Code: edgespec.DomainNeedsCertificate, Value: "chat.example.com",
				Message: "needs a certificate",
				Hint:    "set hostedZoneID to have one made, or viewerCertificateARN"},
		},
	},
	{
		name: "domain in capitals",
		spec: domain("Chat.Example.com"),
		want: problem.List{
			{Path: "domain", Code: edgespec.DomainInvalid, Value: "Chat.Example.com",
				Message: "is not a host name",
				Hint:    `use "chat.example.com"`},
		},
	},
	{
		name: "domain as a URL",
		spec: domain("https://chat.example.com/"),
		want: problem.List{
			{Path: "domain", Code: edgespec.DomainInvalid, Value: "https://chat.example.com/",
				Message: "is not a host name",
				Hint:    `use "chat.example.com"`},
		},
	},
	{
		name: "domain of one label",
		spec: domain("localhost"),
		want: problem.List{
			{Path: "domain", Code: edgespec.DomainInvalid, Value: "localhost",
				Message: "is not a host name",
				Hint:    `use one such as "chat.example.com"`},
		},
	},
	{
		name: "domain with an underscore",
		spec: domain("my_chat.example.com"),
		want: problem.List{
			{Path: "domain", Code: edgespec.DomainInvalid, Value: "my_chat.example.com",
				Message: "is not a host name",
				Hint:    `use one such as "chat.example.com"`},
		},
	},
	{
		name: "longest domain that ACM certifies",
		spec: domain(strings.Repeat("a", 52) + ".example.com"),
		want: nil,
	},
	{
		name: "domain too long for ACM",
		spec: domain(strings.Repeat("a", 53) + ".example.com"),
		want: problem.List{
			{Path: "domain", Code: edgespec.DomainInvalid, Value: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example.com",
				Message: "has 65 characters, and ACM certifies names of at most 64",
				Hint:    "use a shorter name"},
		},
	},
	{
		name: "zone's name in place of its id",
		spec: edgespec.Spec{Domain: "chat.example.com", HostedZoneID: "example.com"},
		want: problem.List{
			{Path: "hostedZoneID", Code: edgespec.HostedZoneInvalid, Value: "example.com",
				Message: "is not the id of a Route 53 hosted zone",
				Hint:    `use one such as "Z0123456789ABCDEFGHIJ"`},
		},
	},
	{
		name: "longest zone id",
		spec: edgespec.Spec{Domain: "chat.example.com", HostedZoneID: "Z" + strings.Repeat("1", 31)},
		want: nil,
	},
	{
		name: "zone id too long",
		spec: edgespec.Spec{Domain: "chat.example.com", HostedZoneID: "Z" + strings.Repeat("1", 32)},
		want: problem.List{
			{Path: "hostedZoneID", Code: edgespec.HostedZoneInvalid, Value: "Z11111111111111111111111111111111",
				Message: "is not the id of a Route 53 hosted zone",
				Hint:    `use one such as "Z0123456789ABCDEFGHIJ"`},
		},
	},
	{
		name: "certificate of IAM",
		spec: edgespec.Spec{Domain: "chat.example.com", ViewerCertificateARN: "arn:aws:iam::111122223333:server-certificate/chat"},
		want: problem.List{
			{Path: "viewerCertificateARN", Code: edgespec.ViewerCertificateInvalid, Value: "arn:aws:iam::111122223333:server-certificate/chat",
				Message: "is not the ARN of an ACM certificate",
				Hint:    `use one such as "arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012"`},
		},
	},
	{
		name: "certificate that is none",
		spec: edgespec.Spec{Domain: "chat.example.com", ViewerCertificateARN: "12345678-1234-1234-1234-123456789012"},
		want: problem.List{
			{Path: "viewerCertificateARN", Code: edgespec.ViewerCertificateInvalid, Value: "12345678-1234-1234-1234-123456789012",
				Message: "is not the ARN of an ACM certificate",
				Hint:    `use one such as "arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012"`},
		},
	},
	{
		name: "certificate authority",
		spec: edgespec.Spec{Domain: "chat.example.com", ViewerCertificateARN: "arn:aws:acm:us-east-1:111122223333:authority/1"},
		want: problem.List{
			{Path: "viewerCertificateARN", Code: edgespec.ViewerCertificateInvalid, Value: "arn:aws:acm:us-east-1:111122223333:authority/1",
				Message: "is not the ARN of an ACM certificate",
				Hint:    `use one such as "arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012"`},
		},
	},
	{
		name: "certificate of the load balancer's Region",
		spec: edgespec.Spec{Domain: "chat.example.com", ViewerCertificateARN: strings.Replace(certificate, "us-east-1", "eu-west-1", 1)},
		want: problem.List{
			{Path: "viewerCertificateARN", Code: edgespec.ViewerCertificateOfAnotherRegion, Value: "arn:aws:acm:eu-west-1:111122223333:certificate/12345678-1234-1234-1234-123456789012",
				Message: "is in Region eu-west-1, and CloudFront looks in us-east-1 alone",
				Hint:    "request or import the certificate in us-east-1"},
		},
	},
}
