package computespec

import (
	"fmt"
	"slices"
	"strings"

	"github.com/archblocks/archblocks/arch/awsservice"
	"github.com/archblocks/archblocks/arch/problem"
)

func (l LoadBalancer) check(list *problem.List, in Inputs) {
	problem.Choice(list, "scheme", SchemeUnknown, l.Scheme, "is not a scheme of a load balancer", InternetFacing, Internal)
	if l.CertificateARN != "" {
		arn, ok := awsservice.ParseARN(l.CertificateARN)
		switch {
		case !ok || arn.Service != "acm" || !strings.HasPrefix(arn.Resource, "certificate/"):
			list.Add("certificateARN", CertificateInvalid, l.CertificateARN, "is not the ARN of an ACM certificate", `use one such as "arn:aws:acm:eu-west-1:111122223333:certificate/12345678-1234-1234-1234-123456789012"`)
		case in.Region != "" && arn.Region != in.Region:
			list.Add("certificateARN", CertificateOfAnotherRegion, l.CertificateARN, "is in Region "+arn.Region+", and the load balancer is in "+in.Region, "request or import the certificate in "+in.Region)
		}
	}
	certified := l.CertificateARN != "" || in.MadeCertificate
	if slices.Contains(l.Ports, 443) && !certified {
		list.Add("certificateARN", CertificateMissing, nil, "HTTPS on port 443 needs a certificate of the load balancer's Region", "set it, or give the edge a hosted zone to have one made")
	}
	for i, port := range l.Ports {
		path := problem.Index("ports", i)
		switch {
		case port != 80 && port != 443:
			list.Add(path, ListenerPortInvalid, port, "is not a port that the listener serves", "use 443 with a certificate, or 80")
		case slices.Contains(l.Ports[:i], port):
			list.Add(path, ListenerPortInvalid, port, "is there twice", "remove one")
		}
	}
	if l.Scheme == InternetFacing && !slices.Contains(l.Ports, 443) {
		list.Add("ports", OriginInClear, l.Ports, "sends requests and the origin's secret over the internet in the clear", "use [443] with a certificate, or the scheme \"internal\"")
	}
	list.Between("securityGroupRules", PrefixListWeight, l.SecurityGroupRules, 1, 1000, 60)
	if weight := awsservice.CloudFrontPrefixListWeight * len(l.Ports); weight > l.SecurityGroupRules && l.SecurityGroupRules >= 1 {
		list.Add("ports", PrefixListWeight, l.Ports, fmt.Sprintf("would count as %d rules of one security group, %d for each port, and the quota is %d", weight, awsservice.CloudFrontPrefixListWeight, l.SecurityGroupRules),
			"use [443] alone, or raise the quota and set securityGroupRules to it")
	}
	if l.PrefixListID != "" && !awsservice.IsPrefixListID(l.PrefixListID) {
		list.Add("prefixListID", CloudFrontPrefixListNotAnID, l.PrefixListID, "is not the id of a prefix list", `use "pl-" and 8 or 17 hexadecimal digits, as aws ec2 describe-managed-prefix-lists prints it`)
	}
	list.Seconds("idleTimeout", TimeoutOutOfRange, l.IdleTimeout, 1, 4000, 600)
}
