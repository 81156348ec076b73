package verify

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"

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
		var unexplained []cfn.Value
		for _, d := range c.distributions() {
			unexplained = append(unexplained, d.unexplained...)
			leads := slices.ContainsFunc(d.leads, func(b *topology.Balancer) bool { return slices.Contains(leading, b) })
			if !leads && (!d.open || len(leading) == 0) {
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
			for _, name := range d.unexplained {
				t.assume(fmt.Sprintf("The origin %s of %s leads to none of the load balancers.", cfn.Show(name), d.resource.Ref))
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
			c.associated(t, b, unexplained)
			t.doubt(b.Doubts)
			t.proved("its listeners take TLS 1.2 or newer, and its web ACL blocks")
		}
	},
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

// associated judges the web ACL of a load balancer that no distribution is in front of.
func (c *court) associated(t *trial, b *topology.Balancer, unexplained []cfn.Value) {
	var acl cfn.Value
	for _, r := range c.there("AWS::WAFv2::WebACLAssociation") {
		if on := c.refersTo(c.get(r, "ResourceArn"), "AWS::ElasticLoadBalancingV2::LoadBalancer"); on != nil && on.Ref == b.Ref {
			acl = c.get(r, "WebACLArn")
		}
	}
	if acl == nil && len(unexplained) > 0 {
		t.unsure(fmt.Sprintf("whether the origin %s leads to %s, and a web ACL with it, is not said", cfn.Show(unexplained[0]), b.Ref))
		return
	}
	c.firewall(t, b.Resource, "", acl)
}

// firewall judges the web ACL of a resource.
func (c *court) firewall(t *trial, on *cfn.Resource, property string, v cfn.Value) {
	where := root(on.Ref)
	if property != "" {
		where = place(on.Ref, property)
	}
	if text, known := cfn.AsString(v); !given(v) || known && text == "" {
		t.refute(at(where, fmt.Sprintf("no web ACL is in front of %s: every request gets through", on.Ref), "name a web ACL with rules that block"))
		return
	}
	acl := c.refersTo(v, "AWS::WAFv2::WebACL")
	if acl == nil {
		t.unsure("the web ACL is not in the templates: " + cfn.Show(v))
		return
	}
	switch c.blocks(acl) {
	case cfn.No:
		t.refute(at(place(acl.Ref, "Rules"), fmt.Sprintf("no rule of %s blocks: it counts or allows every request", acl.Ref), "let a rule block"))
	case cfn.Maybe:
		t.unsure(fmt.Sprintf("whether a rule of %s blocks is not known", acl.Ref))
	}
}

// blocks tells whether a web ACL has a rule that blocks.
// https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-rule-group-override-options.html
func (c *court) blocks(acl *cfn.Resource) cfn.Truth {
	if given(object(c.get(acl, "DefaultAction")).Get("Block")) {
		return cfn.Yes
	}
	best, first := cfn.No, c.firstAllow(acl)
	rules := c.get(acl, "Rules")
	if _, open := rules.(cfn.Atom); open {
		best = cfn.Maybe
	}
	for _, item := range items(rules) {
		rule, readable := item.(cfn.Object)
		if n, known := cfn.AsInt(rule.Get("Priority")); !known || n > first {
			// A rule that allows comes first, and may leave nothing to it.
			best = cfn.Maybe
			continue
		}
		action, override := object(rule.Get("Action")), object(rule.Get("OverrideAction"))
		switch {
		case given(action.Get("Block")):
			return cfn.Yes
		case given(override.Get("None")):
			answer := c.groupBlocks(object(object(rule.Get("Statement")).Get("ManagedRuleGroupStatement")))
			if answer == cfn.Yes {
				return cfn.Yes
			}
			if answer == cfn.Maybe {
				best = cfn.Maybe
			}
		case !readable, len(action) == 0 && len(override) == 0:
			best = cfn.Maybe
		}
	}
	return best
}

// firstAllow is the priority of the first rule that allows requests, or of none.
func (c *court) firstAllow(acl *cfn.Resource) int {
	first := math.MaxInt
	for _, item := range items(c.get(acl, "Rules")) {
		rule := object(item)
		if n, known := cfn.AsInt(rule.Get("Priority")); known && n < first && given(object(rule.Get("Action")).Get("Allow")) {
			first = n
		}
	}
	return first
}

// blocking are AWS's rule groups with the least number of their rules that block.
// https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
var blocking = map[string]int{
	"AWSManagedRulesCommonRuleSet": 20, "AWSManagedRulesKnownBadInputsRuleSet": 6, "AWSManagedRulesSQLiRuleSet": 5, "AWSManagedRulesLinuxRuleSet": 3,
	"AWSManagedRulesUnixRuleSet": 2, "AWSManagedRulesAdminProtectionRuleSet": 1, "AWSManagedRulesAmazonIpReputationList": 2, "AWSManagedRulesAnonymousIpList": 2,
	"AWSManagedRulesPHPRuleSet": 2, "AWSManagedRulesWordPressRuleSet": 2, "AWSManagedRulesWindowsRuleSet": 4,
}

func (c *court) groupBlocks(group cfn.Object) cfn.Truth {
	vendor, _ := cfn.AsString(group.Get("VendorName"))
	name, _ := cfn.AsString(group.Get("Name"))
	least, known := blocking[name]
	_, open := group.Get("RuleActionOverrides").(cfn.Atom)
	overridden := len(items(group.Get("RuleActionOverrides"))) + len(items(group.Get("ExcludedRules")))
	if vendor != "AWS" || !known || open || overridden >= least || strings.TrimSpace(name) == "" || given(group.Get("ScopeDownStatement")) {
		return cfn.Maybe
	}
	return cfn.Yes
}
