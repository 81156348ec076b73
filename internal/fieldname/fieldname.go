// Package fieldname says what the fields of a spec are called outside Go: in spec
// files, in their JSON Schema, and in the paths of problems, which the checks write out.
package fieldname

import (
	"strings"
	"unicode"
)

// Of is a Go field's name in lower camel case. The initialism that a name starts with
// goes down as a whole: Of("HostedZoneID") is "hostedZoneID", Of("CIDR") "cidr" and
// Of("WAFLogs") "wafLogs".
func Of(field string) string {
	letters := []rune(field)
	n := 0
	for n < len(letters) && unicode.IsUpper(letters[n]) {
		n++
	}
	if n > 1 && n < len(letters) && unicode.IsLower(letters[n]) {
		n-- // the last capital starts the next word
	}
	return strings.ToLower(string(letters[:n])) + string(letters[n:])
}
