package policy

import (
	"fmt"
	"slices"
	"strings"

	"github.com/archblocks/archblocks/internal/cfn"
)

// BroadResource says why a resource pattern is too broad, or is empty: "*" itself, a
// wildcard in the partition, service, Region or account, a name that begins with one,
// also after its type (repository/*), and for S3 a wildcard in the bucket. A prefix of a
// name is not too broad, nor is what is inside a named resource: bucket/*,
// log-group:NAME:*, secret:NAME-??????.
//
// A parameter or another value from outside the templates counts as a wildcard, because
// it may be one. A reference to a resource does not.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
func BroadResource(v cfn.Value) string {
	// Which parts may be wildcards does not depend on the model.
	ts, ok := tokens(&cfn.Model{}, v)
	switch {
	case !ok:
		return "it cannot be read"
	case all(ts):
		return "it is every resource"
	case len(ts) == 0 || ts[0].kind == open && !ts[0].part.outside:
		return ""
	case wild(ts[0]):
		return "it begins with a wildcard"
	}
	fields := split(ts, ':', 6)
	for i, name := range []string{"", "partition", "service", "Region", "account"} {
		if i < len(fields) && slices.ContainsFunc(fields[i], wild) {
			if name == "" || len(fields) < 6 {
				return "it has a wildcard before the name of a resource"
			}
			return fmt.Sprintf("its %s has a wildcard", name)
		}
	}
	if len(fields) < 6 {
		// It is no ARN and matches nothing.
		return ""
	}
	return broadName(literal(fields[2]), fields[5])
}

// untyped services have the name itself where others have type/name or type:name.
var untyped = []string{"s3", "sns", "sqs", "execute-api"}

// broadName is BroadResource for what follows the account.
func broadName(service string, resource []token) string {
	if len(resource) > 0 && wild(resource[0]) {
		return "the resource begins with a wildcard"
	}
	first, rest := resource, []token(nil)
	if end := slices.IndexFunc(resource, separator); end >= 0 {
		first, rest = resource[:end], resource[end+1:]
	}
	if slices.Contains(untyped, service) && literal(first) != "accesspoint" {
		if service == "s3" && slices.ContainsFunc(first, wild) {
			return "the bucket has a wildcard"
		}
		return ""
	}
	if slices.ContainsFunc(first, wild) {
		return "the type of the resource has a wildcard"
	}
	// Names of log groups and parameters usually begin with a slash, which says nothing.
	for len(rest) > 0 && separator(rest[0]) {
		rest = rest[1:]
	}
	if len(rest) > 0 && wild(rest[0]) {
		return fmt.Sprintf("the name after %q begins with a wildcard", literal(first))
	}
	return ""
}

// wild tells whether the token is a wildcard or may be one.
func wild(t token) bool {
	return t.kind == anyOne || t.kind == anyMany || t.kind == open && t.part.outside
}

func separator(t token) bool { return t.kind == letter && (t.letter == '/' || t.letter == ':') }

// split cuts at the letter into at most n parts.
func split(ts []token, at rune, n int) [][]token {
	var parts [][]token
	for len(parts) < n-1 {
		i := slices.Index(ts, token{letter: at})
		if i < 0 {
			break
		}
		parts = append(parts, ts[:i])
		ts = ts[i+1:]
	}
	return append(parts, ts)
}

// literal is the known text of the tokens.
func literal(ts []token) string {
	var b strings.Builder
	for _, t := range ts {
		if t.kind == letter {
			b.WriteRune(t.letter)
		}
	}
	return b.String()
}
