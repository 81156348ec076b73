package networkspec

import (
	"strconv"
	"strings"

	"github.com/archblocks/archblocks/arch/awsservice"
	"github.com/archblocks/archblocks/arch/plan"
)

// builder collects the needs of one service into its endpoint. Statements that
// differ in their resources alone become one, so that a thousand services make
// a policy with a thousand ARNs, not a thousand statements.
type builder struct {
	endpoint   plan.Endpoint
	statements map[string]int
	resources  map[allowed]bool
	sids       map[string]int // the last number given to each name
	reasons    map[plan.Reason]bool
}

// allowed is a resource of the statement with an index.
type allowed struct {
	statement int
	resource  string
}

func newBuilder(service awsservice.Service) *builder {
	kind := awsservice.Interface
	if f, ok := awsservice.Lookup(service); ok {
		kind = f.Kind
	}
	return &builder{
		endpoint:   plan.Endpoint{Service: service, Kind: kind},
		statements: map[string]int{}, resources: map[allowed]bool{}, sids: map[string]int{}, reasons: map[plan.Reason]bool{},
	}
}

func (b *builder) add(need plan.Need) {
	if !b.reasons[need.Reason] {
		b.reasons[need.Reason] = true
		b.endpoint.Reasons = append(b.endpoint.Reasons, need.Reason)
	}
	for _, s := range need.Statements {
		s = bound(need.Service, s)
		key := shape(s)
		i, have := b.statements[key]
		if !have {
			i = len(b.endpoint.Statements)
			b.statements[key] = i
			resources := s.Resources
			s.Resources, s.Sid = nil, b.unused(s.Sid)
			b.endpoint.Statements = append(b.endpoint.Statements, s)
			s.Resources = resources
		}
		for _, r := range s.Resources {
			if k := (allowed{i, r}); !b.resources[k] {
				b.resources[k] = true
				b.endpoint.Statements[i].Resources = append(b.endpoint.Statements[i].Resources, r)
			}
		}
	}
}

// bound ties a statement to the account: by the principal, and for S3, whose
// ARNs name no account, by the resource
// (docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_data-perimeters.html).
func bound(service awsservice.Service, s plan.Statement) plan.Statement {
	account := []string{"${AWS::AccountId}"}
	conditions := append([]plan.Condition(nil), s.Conditions...)
	if !s.AnyPrincipal {
		conditions = append(conditions, plan.Condition{Operator: "StringEquals", Key: "aws:PrincipalAccount", Values: account})
	}
	if service == awsservice.S3 && !s.OtherAccount {
		conditions = append(conditions, plan.Condition{Operator: "StringEquals", Key: "aws:ResourceAccount", Values: account})
	}
	s.Conditions = conditions
	return s
}

// shape is all of a statement but its resources and names.
func shape(s plan.Statement) string {
	var b strings.Builder
	b.WriteString(strings.Join(s.Actions, ","))
	for _, c := range s.Conditions {
		b.WriteString("\x00" + c.Operator + "\x00" + c.Key + "\x00" + strings.Join(c.Values, ","))
	}
	b.WriteString("\x00" + strconv.FormatBool(s.AnyPrincipal) + strconv.FormatBool(s.OtherAccount))
	return b.String()
}

func (b *builder) unused(sid string) string {
	name := sid
	for b.sids[name] > 0 {
		b.sids[sid]++
		name = sid + strconv.Itoa(b.sids[sid])
	}
	b.sids[name] = 1
	return name
}
