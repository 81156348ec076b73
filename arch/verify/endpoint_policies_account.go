package verify

import (
	"fmt"
	"slices"
	"strings"

	"github.com/archblocks/archblocks/arch/verify/internal/policy"
	"github.com/archblocks/archblocks/internal/cfn"
)

// own tells whether a value is the account of the endpoint.
func (p permits) own(v cfn.Value) cfn.Truth {
	return p.Model.Equal(v, policy.Account(p.stack))
}

// allOwn tells whether all values are the account. Beside the account itself any other
// one is a stranger; a literal alone may be it.
func (p permits) allOwn(values []cfn.Value) cfn.Truth {
	answer := cfn.Yes
	for _, v := range values {
		switch p.own(v) {
		case cfn.No:
			return cfn.No
		case cfn.Maybe:
			answer = cfn.Maybe
		}
	}
	if answer == cfn.Maybe && slices.ContainsFunc(values, func(v cfn.Value) bool { return p.own(v) == cfn.Yes }) {
		return cfn.No
	}
	return answer
}

// bound judges that a statement binds what it allows to the account.
func (p permits) bound(s policy.Statement, action string, resource cfn.Value, say func(step, shows, hint string)) {
	switch p.boundPrincipal(s) {
	case cfn.No:
		say("Condition", fmt.Sprintf("allows %s to principals of other accounts", action), "add StringEquals aws:PrincipalAccount with the account")
	case cfn.Maybe:
		p.unsure(fmt.Sprintf("whether %s binds %s to its own account depends on open values", p.endpoint.Ref, action))
	}
	if _, none := policy.TakesNoResource(action); none {
		return
	}
	switch p.boundResource(s, resource) {
	case cfn.No:
		say("Resource", fmt.Sprintf("allows %s on %s in any account", action, cfn.Show(resource)), "add StringEquals aws:ResourceAccount with the account")
	case cfn.Maybe:
		p.unsure(fmt.Sprintf("whether %s binds %s to its own account depends on open values", p.endpoint.Ref, cfn.Show(resource)))
	}
}

// restricts tells whether a condition lets just the values of a list through.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
func restricts(c policy.Condition, key string) bool {
	switch c.Operator {
	case "StringEquals", "StringEqualsIgnoreCase":
	case "StringLike", "ArnEquals", "ArnLike":
		// These take wildcards.
		if slices.ContainsFunc(c.Values, func(v cfn.Value) bool { return strings.ContainsAny(cfn.Show(v), "*?") }) {
			return false
		}
	default:
		return false
	}
	return equalKey(c.Key, key)
}

func (p permits) boundPrincipal(s policy.Statement) cfn.Truth {
	best := cfn.No
	for _, c := range s.Conditions {
		answer := cfn.No
		switch {
		case restricts(c, "aws:PrincipalAccount"):
			answer = p.allOwn(c.Values)
		case restricts(c, "aws:PrincipalArn"):
			answer = p.allOwnARNs(c.Values)
		}
		if answer == cfn.Yes {
			return cfn.Yes
		}
		if answer == cfn.Maybe {
			best = cfn.Maybe
		}
	}
	if principals := object(s.Principal); principals != nil && best == cfn.No {
		best = cfn.Yes
		for _, m := range principals {
			if m.Name != "AWS" {
				return cfn.No
			}
			best = p.and(best, p.allOwnARNs(items(m.Value)))
		}
	}
	return best
}

// allOwnARNs tells whether all values are the account's id or ARNs in it.
func (p permits) allOwnARNs(values []cfn.Value) cfn.Truth {
	answer := cfn.Yes
	for _, v := range values {
		if role := p.refersTo(v, "AWS::IAM::Role"); role != nil && v.(cfn.ResourceRef).Attribute == "Arn" || p.own(v) == cfn.Yes {
			continue
		}
		fields := strings.Split(p.sketch(v), ":")
		switch {
		case len(fields) >= 6 && (fields[4] == string(openAccount) || fields[4] == p.stack.Account && p.stack.Account != ""):
		case len(fields) >= 6 && !isOpen(fields[4]) && p.stack.Account != "", cfn.Same(v, cfn.String("*")):
			return cfn.No
		default:
			answer = cfn.Maybe
		}
	}
	return answer
}

// boundResource tells whether a resource is of a named account. Buckets have no account in
// their ARN; other resources without one, such as foundation models, belong to nobody.
func (p permits) boundResource(s policy.Statement, resource cfn.Value) cfn.Truth {
	for _, c := range s.Conditions {
		if restricts(c, "aws:ResourceAccount") {
			return p.allOwn(c.Values)
		}
	}
	fields := strings.SplitN(p.sketch(resource), ":", 6)
	if len(fields) < 6 {
		first := resource
		if parts, ok := resource.(cfn.Concat); ok {
			first = parts[0]
		}
		if _, made := first.(cfn.ResourceRef); made {
			return cfn.Yes
		}
		if isOpen(fields[0]) {
			return cfn.Maybe
		}
		return cfn.No
	}
	switch account := fields[4]; {
	case strings.ContainsAny(account, "*?"):
		return cfn.No
	case isOpen(account):
		return cfn.Maybe
	case account != "":
		return cfn.Yes
	case fields[2] == "s3":
		if p.bucket(resource) {
			return cfn.Yes
		}
		return cfn.No
	}
	return cfn.Yes
}

// bucket tells whether a resource is in a bucket of the templates, which is the account's.
func (p permits) bucket(resource cfn.Value) bool {
	for _, b := range p.there("AWS::S3::Bucket") {
		ref := b.Ref
		ref.Attribute = "Arn"
		arn := policy.Normalise(p.Model, p.World, ref)
		objects := policy.Normalise(p.Model, p.World, cfn.Concat{ref, cfn.String("/*")})
		if policy.Covers(p.Model, arn, resource) == cfn.Yes || policy.Covers(p.Model, objects, resource) == cfn.Yes {
			return true
		}
	}
	return false
}
