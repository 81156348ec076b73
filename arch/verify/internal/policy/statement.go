package policy

import "github.com/archblocks/archblocks/internal/cfn"

// Statement is one statement of a policy document.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html
type Statement struct {
	Sid string
	// Allow is Effect Allow; without Open parts the other case is Deny.
	Allow bool
	// Actions as they are written; with NotAction those that the statement leaves out.
	Actions []string
	// NotAction, NotResource and NotPrincipal: the element is there in its inverse form.
	NotAction, NotResource, NotPrincipal bool
	// Resources, normalised; nil if absent, as in a trust policy. With NotResource those
	// that the statement leaves out.
	Resources []cfn.Value
	// Principal as it is written but normalised: "*" or an object; nil if absent. With
	// NotPrincipal those whom the statement leaves out.
	Principal cfn.Value
	// Conditions by operator, then key without regard to case.
	Conditions []Condition
	// Path is where the statement stands: "PolicyDocument.Statement[2]".
	Path string
	// Open is what could not be read, in words. If there is any, a proof must not rely on
	// the statement.
	Open []string
}

// Condition is one key of a condition block; it holds if one of the values matches.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
type Condition struct {
	// Operator and Key as they are written. IAM compares keys without regard to case.
	Operator, Key string
	// Values, normalised.
	Values []cfn.Value
}
