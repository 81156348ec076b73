package plan

import (
	"strings"

	"github.com/archblocks/archblocks/arch/awsservice"
	"github.com/archblocks/archblocks/arch/problem"
)

// Reason says why something exists, and which field of the spec asked for it.
type Reason struct {
	// Path is the field of the spec, such as "compute.services[0].models[0]". Empty where the topology itself asks.
	Path string
	// Text is a sentence without its full stop.
	Text string
}

// At returns the reason with its path put under parent; a reason without a path keeps none.
func (r Reason) At(parent string) Reason {
	if r.Path == "" {
		return r
	}
	r.Path = problem.Join(parent, r.Path)
	return r
}

// Need is a block's word that its tasks must reach an AWS service. The network
// block answers every need with one endpoint, whoever has it.
type Need struct {
	// Service is what must be reached.
	Service awsservice.Service
	// Reason says who needs it and what for.
	Reason Reason
	// Statements are what the need's owner is granted on that service: the
	// endpoint's policy allows just these.
	Statements []Statement
}

// Statement is one Allow statement of an IAM policy.
type Statement struct {
	// Sid names the statement: letters and digits only.
	Sid string
	// Actions are whole action names; none holds a wildcard.
	Actions []string
	// Resources are ARNs, possibly with placeholders; "*" only for actions that accept nothing else.
	Resources []string
	// Conditions must all hold.
	Conditions []Condition
	// AnyPrincipal marks requests that carry no principal of this account: the layer
	// download by a pre-signed URL, or an API call that proves itself with a session
	// instead of a signature. An endpoint policy cannot bind them to the account.
	AnyPrincipal bool
	// OtherAccount marks resources that AWS owns, so that no condition on the resource's account can hold.
	OtherAccount bool
	// Reason says what the statement is for.
	Reason string
}

// Condition is one condition of a statement.
type Condition struct {
	// Operator is IAM's word, such as "StringEquals".
	Operator string
	// Key is the context key, such as "aws:PrincipalAccount".
	Key string
	// Values are alternatives.
	Values []string
}

// Role is an IAM role that one service of the topology assumes.
type Role struct {
	// ID is the role's stable name in the topology, such as "app-task".
	ID string
	// Service is the AWS service principal, such as "ecs-tasks.amazonaws.com".
	Service string
	// Statements are all that the role may do.
	Statements []Statement
	// Reason says who wears the role.
	Reason Reason
}

// Expand replaces each placeholder ${name} of text by values[name]. A name without a value stays as it is.
func Expand(text string, values map[string]string) string {
	var b strings.Builder
	for {
		start := strings.Index(text, "${")
		if start < 0 {
			break
		}
		end := strings.IndexByte(text[start:], '}')
		if end < 0 {
			break
		}
		end += start
		b.WriteString(text[:start])
		if value, ok := values[text[start+2:end]]; ok {
			b.WriteString(value)
		} else {
			b.WriteString(text[start : end+1])
		}
		text = text[end+1:]
	}
	b.WriteString(text)
	return b.String()
}
