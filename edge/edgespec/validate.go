package edgespec

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/archblocks/archblocks/arch/awsservice"
	"github.com/archblocks/archblocks/arch/problem"
)

// Inputs is what the edge must know from outside to be checked and planned. The
// zero value is fine.
type Inputs struct {
	// Name is the topology's name, the first part of physical names. Default "app".
	Name string
	// OriginPort is the port that the load balancer serves: 443 for HTTPS, 80 for HTTP. Default 80.
	OriginPort int
	// PrivateOrigin tells that the load balancer is internal: CloudFront reaches it through a
	// VPC origin. Default false: the load balancer has public addresses.
	PrivateOrigin bool
}

func (in Inputs) defaulted() Inputs {
	in.Name = cmp.Or(in.Name, "app")
	in.OriginPort = cmp.Or(in.OriginPort, 80)
	return in
}

// Region is where everything of the edge lives: AWS keeps WAF for CloudFront,
// viewer certificates, and CloudFront's logs and metrics there alone.
const Region = awsservice.EdgeRegion

// Validate returns an error with all problems of the spec, or nil.
func (s Spec) Validate(in Inputs) error { return s.Check(in).Err() }

// Check returns all problems of the spec, in field order.
func (s Spec) Check(in Inputs) problem.List {
	s = s.Defaulted()
	var list problem.List
	s.checkDomain(&list)
	if s.RateLimit < 10 || s.RateLimit > 2_000_000_000 {
		list.Add("rateLimit", RateLimitOutOfRange, s.RateLimit, "is not from 10, WAF's floor, to 2000000000", "use 2000")
	}
	if !slices.Contains([]time.Duration{time.Minute, 2 * time.Minute, 5 * time.Minute, 10 * time.Minute}, s.RateWindow) {
		list.Add("rateWindow", RateWindowNotAllowed, s.RateWindow, "is not 1, 2, 5 or 10 minutes", "use 5m")
	}
	s.checkRules(&list)
	s.checkUploads(&list)
	list.Seconds("readTimeout", OriginTimeoutOutOfRange, s.ReadTimeout, 1, 120, 60)
	list.Seconds("keepAlive", OriginTimeoutOutOfRange, s.KeepAlive, 1, 120, 60)
	problem.Choice(&list, "priceClass", PriceClassUnknown, s.PriceClass, "is not a price class of CloudFront", PriceClassAll, PriceClass200, PriceClass100)
	return list
}

var (
	hostName   = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$`)
	hostedZone = regexp.MustCompile(`^Z[A-Z0-9]{1,31}$`)
)

func (s Spec) checkDomain(list *problem.List) {
	const path = "domain"
	switch {
	case s.Domain == "" && (s.HostedZoneID != "" || s.ViewerCertificateARN != ""):
		list.Add(path, DomainMissing, nil, "a hosted zone or a certificate needs the domain that it is for", `set it, such as "chat.example.com"`)
	case s.Domain == "":
		list.Warn(path, ViewerTLSNotPinned, nil, "without a domain, viewers use cloudfront.net, where CloudFront chooses the least TLS version", "give a domain to ask for TLS 1.2 or newer")
	case !hostName.MatchString(s.Domain):
		hint := `use one such as "chat.example.com"`
		if lower := strings.ToLower(s.Domain); lower != s.Domain && hostName.MatchString(lower) {
			hint = fmt.Sprintf("use %q", lower)
		} else if _, rest, ok := strings.Cut(s.Domain, "://"); ok && hostName.MatchString(strings.Trim(rest, "/")) {
			hint = fmt.Sprintf("use %q", strings.Trim(rest, "/"))
		}
		list.Add(path, DomainInvalid, s.Domain, "is not a host name", hint)
	case len(s.Domain) > 64:
		list.Add(path, DomainInvalid, s.Domain, fmt.Sprintf("has %d characters, and ACM certifies names of at most 64", len(s.Domain)), "use a shorter name")
	case s.HostedZoneID == "" && s.ViewerCertificateARN == "":
		list.Add(path, DomainNeedsCertificate, s.Domain, "needs a certificate", "set hostedZoneID to have one made, or viewerCertificateARN")
	}
	if s.HostedZoneID != "" && !hostedZone.MatchString(s.HostedZoneID) {
		list.Add("hostedZoneID", HostedZoneInvalid, s.HostedZoneID, "is not the id of a Route 53 hosted zone", `use one such as "Z0123456789ABCDEFGHIJ"`)
	}
	if s.ViewerCertificateARN != "" {
		arn, ok := awsservice.ParseARN(s.ViewerCertificateARN)
		switch {
		case !ok || arn.Service != "acm" || !strings.HasPrefix(arn.Resource, "certificate/"):
			list.Add("viewerCertificateARN", ViewerCertificateInvalid, s.ViewerCertificateARN, "is not the ARN of an ACM certificate", `use one such as "arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012"`)
		case arn.Region != Region:
			list.Add("viewerCertificateARN", ViewerCertificateOfAnotherRegion, s.ViewerCertificateARN, "is in Region "+arn.Region+", and CloudFront looks in us-east-1 alone", "request or import the certificate in us-east-1")
		}
	}
}
