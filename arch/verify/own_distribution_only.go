package verify

import (
	"fmt"

	"github.com/archblocks/archblocks/arch/verify/internal/topology"
	"github.com/archblocks/archblocks/internal/cfn"
)

var ownDistributionOnly = Property{
	ID:    "own-distribution-only",
	Title: "Only the own distribution gets through the load balancer",
	Meaning: "A load balancer that faces the internet forwards only requests with a secret header: every rule that forwards demands an exact value that " +
		"nobody can guess, and the default action does not forward. An internal one is reached by VPC origins of the account alone.",
	Standards: []string{"Well-Architected SEC05-BP02", "Well-Architected SEC05-BP03"},
	subject:   "load balancer that leads to an ECS service",
	judge: func(c *court) {
		for _, b := range c.leading() {
			t := c.try(b.Ref)
			t.doubt(c.linkDoubts(b))
			if b.PublicKnown && !b.Public {
				// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
				t.proved("it is internal: CloudFront reaches it over a VPC origin of the account alone")
				t.doubt(b.Doubts)
				continue
			}
			for _, l := range b.Listeners {
				for i, r := range l.Routes {
					if len(r.Targets) > 0 && !shadowed(l.Routes[:i], r) {
						c.secretHeader(t, r)
					}
				}
				t.doubt(l.Doubts)
			}
			t.doubt(b.Doubts)
			t.proved("every rule that forwards demands a secret header")
		}
	},
}

// shadowed tells whether an earlier rule takes every request that a rule would take.
func shadowed(earlier []*topology.ListenerRoute, r *topology.ListenerRoute) bool {
	for _, e := range earlier {
		if e.Default || e.Priority >= r.Priority || len(e.Conditions) == 0 {
			continue
		}
		all := true
		for _, condition := range e.Conditions {
			found := false
			for _, own := range r.Conditions {
				found = found || cfn.Same(condition, own)
			}
			all = all && found
		}
		if all {
			return true
		}
	}
	return false
}

// secretHeader judges one rule that forwards. Conditions of a rule must all be met; of
// the values of one condition any will do.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
func (c *court) secretHeader(t *trial, r *topology.ListenerRoute) {
	if r.Default {
		w := at(place(r.Ref, "DefaultActions"), fmt.Sprintf("a request without any header reaches %s by the default action of %s", r.Targets[0].Ref, r.Ref),
			"reject by default, and forward in a rule that demands the secret header")
		t.refute(w)
		return
	}
	w := at(place(r.Ref, "Conditions"), fmt.Sprintf("%s forwards to %s without a header: the distribution of any AWS customer gets through", r.Ref, r.Targets[0].Ref),
		"add an http-header condition whose value is a generated secret")
	unsure := ""
	if r.OpenConditions {
		unsure = fmt.Sprintf("the conditions of %s are open", r.Ref)
	}
	for i, condition := range r.Conditions {
		o := object(condition)
		field, known := cfn.AsString(o.Get("Field"))
		if !known {
			unsure = fmt.Sprintf("a condition of %s is open", r.Ref)
			continue
		}
		if field != "http-header" {
			continue
		}
		what, sure := c.secretValues(object(o.Get("HttpHeaderConfig")))
		switch {
		case what == "":
			return
		case sure:
			w = at(place(r.Ref, fmt.Sprintf("Conditions[%d].HttpHeaderConfig", i)), fmt.Sprintf("%s forwards to %s when a header has a value that strangers can send: %s", r.Ref, r.Targets[0].Ref, what),
				"make the value a dynamic reference to a generated secret")
		default:
			unsure = fmt.Sprintf("the header that %s demands: %s", r.Ref, what)
		}
	}
	if unsure != "" {
		t.unsure(unsure)
		return
	}
	t.refute(w)
}
