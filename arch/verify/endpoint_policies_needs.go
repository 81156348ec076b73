package verify

import (
	"fmt"
	"slices"
	"strings"

	"github.com/archblocks/archblocks/arch/verify/internal/policy"
	"github.com/archblocks/archblocks/arch/verify/internal/topology"
	"github.com/archblocks/archblocks/internal/cfn"
)

// need judges that the endpoint allows what a role is granted and calls through it.
func (p permits) need(g grant) {
	if g.Allow && (g.NotAction || g.NotResource) {
		p.unsure(fmt.Sprintf("what %s is granted by leaving out is not followed", g.role.Ref))
	}
	if !g.Allow || g.NotAction || g.NotResource || len(g.Open) > 0 || viaService(g.Statement) {
		return
	}
	for _, action := range g.Actions {
		if !p.through(action) {
			continue
		}
		for _, resource := range g.Resources {
			p.mustAllow(func() *Witness {
				return at(place(p.endpoint.Ref, "PolicyDocument"), fmt.Sprintf("%s is granted %s on %s, and the policy of %s does not allow it", g.role.Ref, action, cfn.Show(resource), p.endpoint.Ref),
					"allow "+action+" there")
			}, action, resource, &g)
		}
	}
}

// through tells whether the action is called over the endpoint: of several that will do, the only one there is.
func (p permits) through(action string) bool {
	groups, known := endpointsOf(action)
	if !known {
		return prefixOf(action) == p.endpoint.Service
	}
	for _, group := range groups {
		if !slices.Contains(group, p.endpoint.Service) {
			continue
		}
		others := slices.ContainsFunc(p.Endpoints, func(e *topology.Endpoint) bool {
			return e != p.endpoint && e.VPC == p.endpoint.VPC && e.Service != p.endpoint.Service && slices.Contains(group, e.Service)
		})
		if !others {
			return true
		}
	}
	return false
}

// layers judges that the layers of images get through, for which nobody signs.
func (p permits) layers() {
	p.mustAllow(func() *Witness {
		return at(place(p.endpoint.Ref, "PolicyDocument"), fmt.Sprintf("the policy of %s does not allow s3:GetObject on the bucket of ECR's layers: no image can be pulled", p.endpoint.Ref),
			"allow s3:GetObject on arn:aws:s3:::prod-REGION-starport-layer-bucket/* to everyone")
	}, "s3:GetObject", policy.LayerBucket(p.stack), nil)
}

// mustAllow judges that some statement allows a call and none denies it. Without a grant
// it is a call of nobody.
func (p permits) mustAllow(w func() *Witness, action string, resource cfn.Value, g *grant) {
	best := cfn.No
	for _, s := range p.policy {
		answer := cfn.No
		switch {
		case len(s.Open) > 0:
			answer = cfn.Maybe
		case !s.Allow:
			p.mustNotDeny(w, s, action, resource, g)
		case s.NotAction || s.NotResource || s.NotPrincipal:
			answer = cfn.Maybe
		case covers(s.Actions, action):
			answer = p.and(p.anyCovers(p.ofRoles(s, action, resource, g), resource), p.lets(s, g, resource))
		}
		if best == cfn.No || answer == cfn.Yes {
			best = answer
		}
	}
	if best == cfn.No && g != nil && (p.bounded(g.role) || denied(p.grants, action) || byOthers(action)) {
		// The role may not be able to make the call, or others make it for the task.
		best = cfn.Maybe
	}
	switch best {
	case cfn.No:
		p.missing(w())
	case cfn.Maybe:
		p.unsure("whether it is allowed depends on open values or conditions: " + w().Shows)
	}
}

// ofRoles are a statement's resources, for a role without the bucket of ECR's layers: no bucket of the account is that one.
func (p permits) ofRoles(s policy.Statement, action string, resource cfn.Value, g *grant) []cfn.Value {
	if g == nil || p.isLayer(action, resource) {
		return s.Resources
	}
	return slices.DeleteFunc(slices.Clone(s.Resources), func(v cfn.Value) bool { return p.isLayer(action, v) })
}

func (p permits) and(a, b cfn.Truth) cfn.Truth {
	switch {
	case a == cfn.No || b == cfn.No:
		return cfn.No
	case a == cfn.Yes && b == cfn.Yes:
		return cfn.Yes
	}
	return cfn.Maybe
}

func (p permits) mustNotDeny(w func() *Witness, s policy.Statement, action string, resource cfn.Value, g *grant) {
	if p.spared(s, resource, g) {
		return
	}
	overlaps := slices.ContainsFunc(s.Actions, func(a string) bool {
		return policy.ActionCovers(a, action) || policy.ActionCovers(action, a) || policy.HasWildcard(a) && policy.HasWildcard(action)
	})
	hit := overlaps || s.NotAction && !covers(s.Actions, action)
	switch {
	case !hit:
	case !s.NotAction && !s.NotResource && !s.NotPrincipal && p.names(s, g) && len(s.Conditions) == 0 && covers(s.Actions, action) && p.anyCovers(s.Resources, resource) == cfn.Yes:
		p.refute(w())
	default:
		p.unsure("a statement of " + p.endpoint.Ref.String() + " may deny it: " + w().Shows)
	}
}

// spared tells whether a statement that denies certainly leaves calls of the account's roles
// over TLS alone, or is of other resources.
func (p permits) spared(s policy.Statement, resource cfn.Value, g *grant) bool {
	for _, c := range s.Conditions {
		own := slices.ContainsFunc(c.Values, func(v cfn.Value) bool { return p.own(v) == cfn.Yes })
		switch {
		case c.Operator == "Bool" && equalKey(c.Key, "aws:SecureTransport") && len(c.Values) == 1 && cfn.Show(c.Values[0]) == "false":
			return true
		case g != nil && c.Operator == "StringNotEquals" && equalKey(c.Key, "aws:PrincipalAccount") && own:
			return true
		}
	}
	return !s.NotResource && len(s.Resources) > 0 && !slices.ContainsFunc(s.Resources, func(v cfn.Value) bool {
		return policy.Covers(p.Model, v, resource) != cfn.No || policy.Covers(p.Model, resource, v) != cfn.No || wildcard(v) && wildcard(resource)
	})
}

func wildcard(v cfn.Value) bool { return strings.ContainsAny(cfn.Show(v), "*?") }

// names tells whether a statement is about the role, or about everyone.
func (p permits) names(s policy.Statement, g *grant) bool {
	members := object(s.Principal)
	if members == nil || everyone(members) {
		return true
	}
	return g != nil && p.leadsTo(items(members.Get("AWS")), "AWS::IAM::Role", g.role.Ref, "Arn")
}

// lets tells whether the principal and conditions of a statement let a call through.
func (p permits) lets(s policy.Statement, g *grant, resource cfn.Value) cfn.Truth {
	answer := cfn.Yes
	if members := object(s.Principal); members != nil && !everyone(members) {
		if g == nil {
			return cfn.No
		}
		if p.endpoint.Gateway {
			// https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html#gateway-endpoint-principals
			return cfn.No
		}
		// Any principal of the account, or the role itself.
		answer = cfn.Maybe
		for _, v := range items(members.Get("AWS")) {
			if p.leadsTo([]cfn.Value{v}, "AWS::IAM::Role", g.role.Ref, "Arn") || p.own(v) == cfn.Yes || p.root(v) {
				answer = cfn.Yes
			}
		}
	}
	for _, c := range s.Conditions {
		answer = p.and(answer, p.holds(c, g, resource))
	}
	return answer
}

func everyone(members cfn.Object) bool {
	return slices.ContainsFunc(items(members.Get("AWS")), func(v cfn.Value) bool { return cfn.Same(v, cfn.String("*")) })
}

// root tells whether a value is the ARN of the account itself.
func (p permits) root(v cfn.Value) bool {
	return p.allOwnARNs([]cfn.Value{v}) == cfn.Yes && strings.HasSuffix(p.sketch(v), ":root")
}

// holds tells whether a condition of the endpoint is met by all calls of a grant.
func (p permits) holds(c policy.Condition, g *grant, resource cfn.Value) cfn.Truth {
	has := slices.ContainsFunc(c.Values, func(v cfn.Value) bool { return p.own(v) == cfn.Yes })
	never := !slices.ContainsFunc(c.Values, func(v cfn.Value) bool { return p.own(v) != cfn.No })
	equals := c.Operator == "StringEquals" || c.Operator == "StringLike"
	switch {
	case equals && equalKey(c.Key, "aws:PrincipalAccount"):
		if g == nil || never {
			return cfn.No
		}
		return truth(has)
	case equals && equalKey(c.Key, "aws:ResourceAccount"):
		if g == nil || never {
			return cfn.No
		}
		if has && strings.HasPrefix(p.sketch(resource), "arn:aws:s3:::") && !p.bucket(resource) {
			p.assume(fmt.Sprintf("The bucket of %s is in the same account.", cfn.Show(resource)))
		}
		return truth(has)
	case c.Operator == "Bool" && equalKey(c.Key, "aws:SecureTransport") && len(c.Values) == 1 && cfn.Show(c.Values[0]) == "true":
		return cfn.Yes
	case c.Operator == "Null" && equalKey(c.Key, "aws:PrincipalAccount") && len(c.Values) == 1 && cfn.Show(c.Values[0]) == "false":
		return truth(g != nil)
	case g != nil && (equals || c.Operator == "ArnEquals" || c.Operator == "ArnLike") && equalKey(c.Key, "aws:PrincipalArn"):
		return truth(p.leadsTo(c.Values, "AWS::IAM::Role", g.role.Ref, "Arn"))
	case equals && equalKey(c.Key, "aws:SourceVpc"):
		return truth(p.leadsTo(c.Values, "AWS::EC2::VPC", p.endpoint.VPC.Ref, "", "VpcId"))
	case equals && equalKey(c.Key, "aws:SourceVpce"):
		return truth(p.leadsTo(c.Values, "AWS::EC2::VPCEndpoint", p.endpoint.Ref, "", "Id"))
	case g != nil && slices.ContainsFunc(g.Conditions, func(own policy.Condition) bool { return p.narrower(own, c) }):
		return cfn.Yes
	}
	return cfn.Maybe
}

// leadsTo tells whether one of the values is a resource, by one of the attributes.
func (p permits) leadsTo(values []cfn.Value, resourceType string, to cfn.ResourceRef, attributes ...string) bool {
	return slices.ContainsFunc(values, func(v cfn.Value) bool {
		r := p.refersTo(v, resourceType)
		return r != nil && r.Ref == to && slices.Contains(attributes, v.(cfn.ResourceRef).Attribute)
	})
}

func truth(yes bool) cfn.Truth {
	if yes {
		return cfn.Yes
	}
	return cfn.Maybe
}
