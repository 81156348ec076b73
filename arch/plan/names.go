package plan

import "strings"

// Pascal turns a name such as "ecr.api" or "my-app" into a construct id such as "EcrApi" or "MyApp".
func Pascal(name string) string {
	var b strings.Builder
	for part := range strings.FieldsFuncSeq(name, func(r rune) bool { return r == '-' || r == '.' || r == '_' }) {
		b.WriteString(strings.ToUpper(part[:1]) + part[1:])
	}
	return b.String()
}
