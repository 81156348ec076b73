package verify

import (
	"fmt"
	"regexp"
	"slices"

	"github.com/archblocks/archblocks/arch/verify/internal/topology"
	"github.com/archblocks/archblocks/internal/cfn"
)

var tlsAndWAF = Property{
	ID:    "tls-and-waf",
	Title: "TLS 1.2 or newer and a firewall in front",
	Meaning: "Viewers reach each distribution that leads to tasks over HTTPS alone, with TLS 1.2 or newer where the template can set it; so does CloudFront " +
		"a load balancer that faces the internet (a VPC origin's way is private); a web ACL has at least one rule that blocks.",
	Standards: []string{"FSBP CloudFront.3", "FSBP CloudFront.6", "FSBP CloudFront.10", "FSBP ELB.17", "Well-Architected SEC09-BP02", "Well-Architected SEC05-BP03"},
	subject:   "distribution or public load balancer that leads to an ECS service",
	judge: func(c *court) {
		leading := c.leading()
		behind := map[*topology.Balancer]bool{}
		distributions := c.distributions()
		var unexplained []cfn.Value
		open := false
		for _, d := range distributions {
			unexplained = append(unexplained, d.unexplained...)
		}
		for _, d := range distributions {
			open = open || d.open
			if !slices.ContainsFunc(d.leads, func(b *topology.Balancer) bool { return slices.Contains(leading, b) }) {
				switch {
				case len(leading) == 0:
				case d.open:
					c.try(d.resource.Ref).unsure(fmt.Sprintf("an origin of %s may be anything", d.resource.Ref))
				case len(d.heads) > 0 && c.demands(leading, d.heads):
					c.try(d.resource.Ref).unsure(fmt.Sprintf("%s sends the header that a load balancer demands to %s, of which the templates do not say where it leads", d.resource.Ref, cfn.Show(d.unexplained[0])))
				}
				continue
			}
			t := c.try(d.resource.Ref)
			if d.open {
				t.unsure(fmt.Sprintf("an origin of %s may be anything", d.resource.Ref))
			}
			if given(d.config.Get("ContinuousDeploymentPolicyId")) {
				t.unsure(fmt.Sprintf("a continuous deployment sends some viewers of %s elsewhere", d.resource.Ref))
			}
			c.viewers(t, d)
			why := c.origins(t, d)
			for _, name := range unexplained {
				t.assume(fmt.Sprintf("The origin %s leads to none of the load balancers.", cfn.Show(name)))
			}
			for _, b := range d.leads {
				behind[b] = true
				t.doubt(b.Doubts)
				if b.Public || !b.PublicKnown {
					c.listeners(t, b)
				}
			}
			c.firewall(t, d.resource, "DistributionConfig.WebACLId", d.config.Get("WebACLId"))
			t.proved("viewers use HTTPS, " + why + ", and its web ACL blocks")
		}
		for _, b := range leading {
			if behind[b] || b.PublicKnown && !b.Public {
				continue
			}
			t := c.try(b.Ref)
			t.doubt(c.linkDoubts(b))
			c.listeners(t, b)
			c.associated(t, b, unexplained, open)
			t.doubt(b.Doubts)
			t.proved("its listeners take TLS 1.2 or newer, and its web ACL blocks")
		}
	},
}

// demands tells whether a listener of the load balancers has a condition on one of the headers.
func (c *court) demands(balancers []*topology.Balancer, headers []cfn.Value) bool {
	for _, b := range balancers {
		for _, l := range b.Listeners {
			for _, r := range l.Routes {
				for _, condition := range r.Conditions {
					name := object(object(condition).Get("HttpHeaderConfig")).Get("HttpHeaderName")
					for _, h := range headers {
						if given(name) && c.Model.Equal(domain(name), domain(h)) != cfn.No {
							return true
						}
					}
				}
			}
		}
	}
	return false
}

// oldTLS and newTLS are the security policies of viewers by their least version.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html
var (
	oldTLS = []string{"SSLv3", "TLSv1", "TLSv1_2016", "TLSv1.1_2016"}
	newTLS = []string{"TLSv1.2_2018", "TLSv1.2_2019", "TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025"}
)

// viewers judges the way from viewers to CloudFront.
func (c *court) viewers(t *trial, d distribution) {
	ref := d.resource.Ref
	c.behaviours(d, func(path string, b cfn.Object) {
		switch policy, known := cfn.AsString(b.Get("ViewerProtocolPolicy")); {
		case !known:
			t.unsure(fmt.Sprintf("ViewerProtocolPolicy of %s is open", ref))
		case policy != "https-only" && policy != "redirect-to-https":
			w := at(place(ref, "DistributionConfig."+path+".ViewerProtocolPolicy"), fmt.Sprintf("viewers may send requests to %s in plain HTTP (%s)", ref, policy), "set it to redirect-to-https")
			w.Packet = &Packet{Protocol: "tcp", Source: "any viewer", Destination: ref.String(), Port: 80}
			t.refute(w)
		}
	})
	certificate, isObject := d.config.Get("ViewerCertificate").(cfn.Object)
	if !given(d.config.Get("ViewerCertificate")) {
		return
	}
	standard, known := cfn.AsBool(certificate.Get("CloudFrontDefaultCertificate"))
	if !isObject || given(certificate.Get("CloudFrontDefaultCertificate")) && !known {
		t.unsure(fmt.Sprintf("ViewerCertificate of %s is open", ref))
		return
	}
	if standard {
		// With CloudFront's own certificate no template can set the version.
		return
	}
	version, known := cfn.AsString(certificate.Get("MinimumProtocolVersion"))
	switch {
	case slices.Contains(oldTLS, version):
		t.refute(at(place(ref, "DistributionConfig.ViewerCertificate.MinimumProtocolVersion"), fmt.Sprintf("%s speaks %s with viewers", ref, version), "set it to TLSv1.2_2021"))
	case !known || !slices.Contains(newTLS, version):
		t.unsure(fmt.Sprintf("which TLS versions %s takes is open: %s", ref, cfn.Show(certificate.Get("MinimumProtocolVersion"))))
	}
}

func (c *court) behaviours(d distribution, visit func(path string, b cfn.Object)) {
	visit("DefaultCacheBehavior", object(d.config.Get("DefaultCacheBehavior")))
	for i, b := range items(d.config.Get("CacheBehaviors")) {
		visit(fmt.Sprintf("CacheBehaviors[%d]", i), object(b))
	}
}

// origins judges the way from CloudFront on, and says how it goes.
func (c *court) origins(t *trial, d distribution) string {
	ref := d.resource.Ref
	plain := false
	c.behaviours(d, func(_ string, b cfn.Object) {
		policy, _ := cfn.AsString(b.Get("ViewerProtocolPolicy"))
		plain = plain || policy != "https-only" && policy != "redirect-to-https"
	})
	if _, open := d.config.Get("Origins").(cfn.List); !open {
		t.unsure(fmt.Sprintf("the origins of %s are open", ref))
	}
	why := "its VPC origin is private"
	for i, o := range items(d.config.Get("Origins")) {
		config := object(o).Get("CustomOriginConfig")
		if !given(config) {
			continue
		}
		why = "it uses TLS 1.2 to its origin"
		path := fmt.Sprintf("DistributionConfig.Origins[%d].CustomOriginConfig", i)
		switch policy, known := cfn.AsString(object(config).Get("OriginProtocolPolicy")); {
		case !known:
			t.unsure(fmt.Sprintf("OriginProtocolPolicy of %s is open", ref))
		case policy == "http-only" || policy == "match-viewer" && plain:
			w := at(place(ref, path+".OriginProtocolPolicy"), fmt.Sprintf("%s sends requests over the internet to its origin in plain HTTP (%s)", ref, policy), "set it to https-only")
			w.Packet = &Packet{Protocol: "tcp", Source: ref.String(), Destination: cfn.Show(object(o).Get("DomainName")), Port: 80}
			t.refute(w)
			continue
		}
		versions := items(object(config).Get("OriginSSLProtocols"))
		if len(versions) == 0 {
			t.unsure(fmt.Sprintf("which TLS versions %s uses to its origin is not said", ref))
		}
		for _, v := range versions {
			switch version, known := cfn.AsString(v); {
			case !known:
				t.unsure(fmt.Sprintf("OriginSSLProtocols of %s is open", ref))
			case version != "TLSv1.2" && version != "TLSv1.3":
				t.refute(at(place(ref, path+".OriginSSLProtocols"), fmt.Sprintf("%s may speak %s with its origin", ref, version), "leave TLSv1.2 alone"))
			}
		}
	}
	return why
}

// The names of security policies begin with the least version that they take.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
var (
	oldPolicy = regexp.MustCompile(`^ELBSecurityPolicy-(2015-|2016-|TLS-1-[01]-|FS-2018-|FS-1-1-|TLS13-1-[01]-)`)
	newPolicy = regexp.MustCompile(`^ELBSecurityPolicy-(TLS-1-2-|FS-1-2-|TLS13-1-[23]-)`)
)

// listeners judges those of a load balancer that forward.
func (c *court) listeners(t *trial, b *topology.Balancer) {
	for _, l := range b.Listeners {
		t.doubt(l.Doubts)
		if !slices.ContainsFunc(l.Routes, func(r *topology.ListenerRoute) bool { return len(r.Targets) > 0 }) {
			continue
		}
		if l.Protocol != "HTTPS" {
			w := at(place(l.Ref, "Protocol"), fmt.Sprintf("%s forwards requests in plain HTTP from the internet", l.Ref), "make it HTTPS with a certificate")
			w.Packet = &Packet{Protocol: "tcp", Source: "the internet", Destination: b.Ref.String(), Port: uint16(l.Port)}
			t.missing(w, l.Doubts, b.Doubts)
			continue
		}
		v := c.get(l.Resource, "SslPolicy")
		name, known := cfn.AsString(v)
		if !given(v) {
			// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-listener.html
			name, known = "ELBSecurityPolicy-2016-08", true
		}
		switch {
		case oldPolicy.MatchString(name):
			t.refute(at(place(l.Ref, "SslPolicy"), fmt.Sprintf("%s takes TLS older than 1.2 (%s)", l.Ref, name), "set it to ELBSecurityPolicy-TLS13-1-2-2021-06"))
		case !known || !newPolicy.MatchString(name):
			t.unsure(fmt.Sprintf("which TLS versions %s takes is not known: %s", l.Ref, cfn.Show(v)))
		}
	}
}
