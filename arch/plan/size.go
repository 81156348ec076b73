package plan

import (
	"strconv"
	"strings"
)

// Limits of policies, in characters.
const (
	// PolicySize is the most that a managed policy may have
	// (docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html).
	PolicySize = 6144
	// PoliciesPerRole is how many of them a role may have.
	PoliciesPerRole = 10
	// EndpointPolicySize is the most that a VPC endpoint's policy may have
	// (docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html).
	EndpointPolicySize = 20480
)

// Size is how long statements can get as a policy document without white space: no
// less than its true length, and somewhat more.
func Size(statements []Statement) int {
	size := len(`{"Version":"2012-10-17","Statement":[]}`)
	for _, s := range statements {
		size += s.size()
	}
	return size
}

func (s Statement) size() int {
	size := len(`{"Sid":"","Effect":"Allow","Principal":"*","Action":[],"Resource":[],"Condition":{}},`) + len(s.Sid) + listed(s.Actions) + listed(s.Resources)
	for _, c := range s.Conditions {
		size += len(`"":{"":[]},`) + len(c.Operator) + len(c.Key) + listed(c.Values)
	}
	return size
}

func listed(list []string) int {
	size := 0
	for _, text := range list {
		size += len(text) + len(`"",`)
		// Placeholders are at least as long as what they stand for, but for these two.
		if strings.HasSuffix(text, "${Key}") || strings.HasSuffix(text, "${UserPool}") {
			size += len("arn:aws:kms:ap-southeast-1:111122223333:key/12345678-1234-1234-1234-123456789012")
		}
	}
	return size
}

// Split deals statements out to as many policies as it takes for each to have at most
// limit characters. It keeps their order, and cuts the resources of a statement that
// is too long alone, numbering the parts; one resource always fits.
func Split(statements []Statement, limit int) [][]Statement {
	var policies [][]Statement
	var current []Statement
	flush := func() {
		if current != nil {
			policies, current = append(policies, current), nil
		}
	}
	for _, s := range statements {
		for i, part := range s.cut(limit) {
			if i > 0 {
				// A policy refuses two statements of one name.
				part.Sid += strconv.Itoa(i + 1)
			}
			if Size(append(current[:len(current):len(current)], part)) > limit {
				flush()
			}
			current = append(current, part)
		}
	}
	flush()
	return policies
}

// longestNumber is room for the number that Split adds to a part's name.
const longestNumber = 4

// cut returns the statement in parts that each fit a policy of their own, all but the last full.
func (s Statement) cut(limit int) []Statement {
	bare := s
	bare.Resources = nil
	room := limit - longestNumber - Size([]Statement{bare})
	var parts []Statement
	start, used := 0, 0
	for i := range s.Resources {
		need := listed(s.Resources[i : i+1])
		if i > start && used+need > room {
			part := s
			part.Resources = s.Resources[start:i]
			parts = append(parts, part)
			start, used = i, 0
		}
		used += need
	}
	last := s
	last.Resources = s.Resources[start:]
	return append(parts, last)
}
