package verify

import (
	"fmt"
	"math"
	"net/netip"
	"strings"

	"github.com/archblocks/archblocks/arch/verify/internal/topology"
	"github.com/archblocks/archblocks/internal/cfn"
)

// associated judges the web ACL of a load balancer that no distribution is in front of.
func (c *court) associated(t *trial, b *topology.Balancer, unexplained []cfn.Value, open bool) {
	var acl cfn.Value
	for _, r := range c.there("AWS::WAFv2::WebACLAssociation") {
		if on := c.refersTo(c.get(r, "ResourceArn"), "AWS::ElasticLoadBalancingV2::LoadBalancer"); on != nil && on.Ref == b.Ref {
			acl = c.get(r, "WebACLArn")
		}
	}
	if acl == nil && open {
		t.unsure(fmt.Sprintf("whether a distribution with an open origin leads to %s, and a web ACL with it, is not said", b.Ref))
		return
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
		case given(action.Get("Block")) && c.nobody(object(rule.Get("Statement"))):
			// The list may be filled later, or never.
			best = cfn.Maybe
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

// nobody tells whether a statement matches the addresses of an empty list.
func (c *court) nobody(statement cfn.Object) bool {
	list, readable := c.addresses(statement)
	return readable && len(list) == 0
}

// few tells whether a statement matches requests from a known set of addresses alone, which is
// not everybody's.
func (c *court) few(statement cfn.Object) bool {
	list, readable := c.addresses(statement)
	for _, v := range list {
		text, known := cfn.AsString(v)
		prefix, err := netip.ParsePrefix(text)
		readable = readable && known && err == nil && prefix.Bits() > 1
	}
	return readable
}

// addresses are those that a statement about the address of a request names.
func (c *court) addresses(statement cfn.Object) (list cfn.List, readable bool) {
	set := c.refersTo(object(statement.Get("IPSetReferenceStatement")).Get("Arn"), "AWS::WAFv2::IPSet")
	if set == nil {
		return nil, false
	}
	list, readable = c.get(set, "Addresses").(cfn.List)
	return list, readable
}

// firstAllow is the priority of the first rule that allows requests of anybody, or of none.
func (c *court) firstAllow(acl *cfn.Resource) int {
	first := math.MaxInt
	for _, item := range items(c.get(acl, "Rules")) {
		rule := object(item)
		if !given(object(rule.Get("Action")).Get("Allow")) || c.few(object(rule.Get("Statement"))) {
			continue
		}
		n, known := cfn.AsInt(rule.Get("Priority"))
		if !known {
			return math.MinInt
		}
		first = min(first, n)
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
