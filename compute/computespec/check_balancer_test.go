package computespec_test

import (
	"time"

	"github.com/archblocks/archblocks/arch/problem"
	"github.com/archblocks/archblocks/compute/computespec"
)

const certificate = "arn:aws:acm:eu-west-1:111122223333:certificate/12345678-1234-1234-1234-123456789012"

type balancer = computespec.LoadBalancer

var balancerCases = []checkCase{
	{
		name: "load balancer with a certificate",
		spec: balanced(balancer{CertificateARN: certificate}),
		in:   ireland,
		want: nil,
	},
	{
		name: "load balancer whose certificate is made",
		spec: balanced(balancer{Scheme: computespec.InternetFacing}),
		in:   computespec.Inputs{MadeCertificate: true},
		want: nil,
	},
	{
		name: "scheme close to one",
		spec: balanced(balancer{Scheme: "internet_facing"}),
		want: problem.List{
			{Path: "loadBalancer.scheme", Code: computespec.SchemeUnknown, Value: "internet_facing",
				Message: "is not a scheme of a load balancer",
				Hint:    `did you mean "internet-facing"?`},
		},
	},
	{
		name: "scheme of no kind",
		spec: balanced(balancer{Scheme: "public"}),
		want: problem.List{
			{Path: "loadBalancer.scheme", Code: computespec.SchemeUnknown, Value: "public",
				Message: "is not a scheme of a load balancer",
				Hint:    `use "internet-facing" or "internal"`},
		},
	},
	{
		name: "certificate that is none",
		spec: balanced(balancer{CertificateARN: "chat.example.com"}),
		want: problem.List{
			{Path: "loadBalancer.certificateARN", Code: computespec.CertificateInvalid, Value: "chat.example.com",
				Message: "is not the ARN of an ACM certificate",
				Hint:    `use one such as "arn:aws:acm:eu-west-1:111122223333:certificate/12345678-1234-1234-1234-123456789012"`},
		},
	},
	{
		name: "certificate of IAM",
		spec: balanced(balancer{CertificateARN: "arn:aws:iam::111122223333:server-certificate/chat"}),
		in:   ireland,
		want: problem.List{
			{Path: "loadBalancer.certificateARN", Code: computespec.CertificateInvalid, Value: "arn:aws:iam::111122223333:server-certificate/chat",
				Message: "is not the ARN of an ACM certificate",
				Hint:    `use one such as "arn:aws:acm:eu-west-1:111122223333:certificate/12345678-1234-1234-1234-123456789012"`},
		},
	},
	{
		name: "certificate of another Region",
		spec: balanced(balancer{CertificateARN: "arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012"}),
		in:   ireland,
		want: problem.List{
			{Path: "loadBalancer.certificateARN", Code: computespec.CertificateOfAnotherRegion, Value: "arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012",
				Message: "is in Region us-east-1, and the load balancer is in eu-west-1",
				Hint:    "request or import the certificate in eu-west-1"},
		},
	},
	{
		name: "HTTPS without a certificate",
		spec: balanced(balancer{Ports: []int{443}}),
		want: problem.List{
			{Path: "loadBalancer.certificateARN", Code: computespec.CertificateMissing,
				Message: "HTTPS on port 443 needs a certificate of the load balancer's Region",
				Hint:    "set it, or give the edge a hosted zone to have one made"},
		},
	},
	{
		name: "in clear over the internet",
		spec: balanced(balancer{Scheme: computespec.InternetFacing, Ports: []int{80}}),
		want: problem.List{
			{Path: "loadBalancer.ports", Code: computespec.OriginInClear, Value: "[80]",
				Message: "sends requests and the origin's secret over the internet in the clear",
				Hint:    `use [443] with a certificate, or the scheme "internal"`},
		},
	},
	{
		name: "port of no listener",
		spec: balanced(balancer{Ports: []int{8080}}),
		want: problem.List{
			{Path: "loadBalancer.ports[0]", Code: computespec.ListenerPortInvalid, Value: "8080",
				Message: "is not a port that the listener serves",
				Hint:    "use 443 with a certificate, or 80"},
		},
	},
	{
		name: "port twice",
		spec: balanced(balancer{Ports: []int{80, 80}, SecurityGroupRules: 110}),
		want: problem.List{
			{Path: "loadBalancer.ports[1]", Code: computespec.ListenerPortInvalid, Value: "80",
				Message: "is there twice",
				Hint:    "remove one"},
		},
	},
	{
		name: "both ports in one group",
		spec: balanced(balancer{CertificateARN: certificate, Ports: []int{443, 80}}),
		in:   ireland,
		want: problem.List{
			{Path: "loadBalancer.ports", Code: computespec.PrefixListWeight, Value: "[443 80]",
				Message: "would count as 110 rules of one security group, 55 for each port, and the quota is 60",
				Hint:    "use [443] alone, or raise the quota and set securityGroupRules to it"},
		},
	},
	{
		name: "both ports one rule over the quota",
		spec: balanced(balancer{CertificateARN: certificate, Ports: []int{443, 80}, SecurityGroupRules: 109}),
		want: problem.List{
			{Path: "loadBalancer.ports", Code: computespec.PrefixListWeight, Value: "[443 80]",
				Message: "would count as 110 rules of one security group, 55 for each port, and the quota is 109",
				Hint:    "use [443] alone, or raise the quota and set securityGroupRules to it"},
		},
	},
	{
		name: "both ports with a raised quota",
		spec: balanced(balancer{CertificateARN: certificate, Ports: []int{443, 80}, SecurityGroupRules: 110}),
		want: nil,
	},
	{
		name: "quota that AWS does not give",
		spec: balanced(balancer{SecurityGroupRules: 1001}),
		want: problem.List{
			{Path: "loadBalancer.securityGroupRules", Code: computespec.PrefixListWeight, Value: "1001",
				Message: "is not from 1 to 1000",
				Hint:    "use 60"},
		},
	},
	{
		name: "quota of less than nothing",
		spec: balanced(balancer{SecurityGroupRules: -1}),
		want: problem.List{
			{Path: "loadBalancer.securityGroupRules", Code: computespec.PrefixListWeight, Value: "-1",
				Message: "is not from 1 to 1000",
				Hint:    "use 60"},
		},
	},
	{
		name: "prefix list's name",
		spec: balanced(balancer{PrefixListID: "com.amazonaws.global.cloudfront.origin-facing"}),
		want: problem.List{
			{Path: "loadBalancer.prefixListID", Code: computespec.CloudFrontPrefixListNotAnID, Value: "com.amazonaws.global.cloudfront.origin-facing",
				Message: "is not the id of a prefix list",
				Hint:    `use "pl-" and 8 or 17 hexadecimal digits, as aws ec2 describe-managed-prefix-lists prints it`},
		},
	},
	{
		name: "look-up's dummy",
		spec: balanced(balancer{PrefixListID: "pl-xxxxxxxx"}),
		want: problem.List{
			{Path: "loadBalancer.prefixListID", Code: computespec.CloudFrontPrefixListNotAnID, Value: "pl-xxxxxxxx",
				Message: "is not the id of a prefix list",
				Hint:    `use "pl-" and 8 or 17 hexadecimal digits, as aws ec2 describe-managed-prefix-lists prints it`},
		},
	},
	{
		name: "prefix list",
		spec: balanced(balancer{PrefixListID: "pl-4fa04526"}),
		want: nil,
	},
	{
		name: "idle for too long",
		spec: balanced(balancer{IdleTimeout: 4001 * time.Second}),
		want: problem.List{
			{Path: "loadBalancer.idleTimeout", Code: computespec.TimeoutOutOfRange, Value: "1h6m41s",
				Message: "is not whole seconds from 1 to 4000",
				Hint:    "use 600s"},
		},
	},
}
