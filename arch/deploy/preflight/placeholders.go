package preflight

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"

	"github.com/archblocks/archblocks/arch/deploy"
	"github.com/archblocks/archblocks/arch/problem"
)

// Codes of findings.
const (
	SampleValue        problem.Code = "sample-value"
	NoCredentials      problem.Code = "no-credentials"
	WrongAccount       problem.Code = "wrong-account"
	ImageMissing       problem.Code = "image-missing"
	CertificateMissing problem.Code = "certificate-missing"
	CertificatePending problem.Code = "certificate-not-issued"
	CertificateOther   problem.Code = "certificate-of-another-name"
)

// sample is a value that documents use, and that is nobody's: the pattern's first group.
type sample struct {
	pattern *regexp.Regexp
	message string
	hint    string
}

// samples: RFC 2606 keeps example.com, .net and .org for documents; the accounts and ids are
// those of AWS's and of this module's examples.
var samples = []sample{
	{regexp.MustCompile(`(?:^|[^a-z0-9.-])((?:[a-z0-9-]+\.)*example\.(?:com|net|org))(?:$|[^a-z0-9.-])`), "is a domain for documents, which nobody owns", "give your own domain"},
	{regexp.MustCompile(`(?:^|[:/])(111122223333|444455556666|777788889999|123456789012|000000000000|012345678901)(?:$|[.:/])`), "is an account of documents, and not yours", "give the ARN or image address of your own account"},
	{regexp.MustCompile(`\b(Z0123456789ABCDEFGHIJ)\b`), "is a sample of a hosted zone", "give the id of your hosted zone, from: aws route53 list-hosted-zones"},
	{regexp.MustCompile(`\b(12345678-1234-1234-1234-123456789012)\b`), "is a sample of an id", "give the real one"},
}

// Placeholders finds values in the templates that only documents use. Each is told once for
// a stack, where it stands first.
func Placeholders(a deploy.Assembly) problem.List {
	var list problem.List
	for _, s := range a.Stacks {
		var template any
		if err := json.Unmarshal([]byte(s.Template), &template); err != nil {
			continue // Read has parsed it
		}
		seen := map[string]bool{}
		walk(template, s.Name, func(path, text string) {
			for _, sample := range samples {
				for _, m := range sample.pattern.FindAllStringSubmatch(text, -1) {
					if value := m[1]; !seen[value] {
						seen[value] = true
						list.Add(path, SampleValue, value, sample.message, sample.hint)
					}
				}
			}
		})
	}
	return list
}

// walk visits all texts with their paths, in the order of the names.
func walk(v any, path string, visit func(path, text string)) {
	switch v := v.(type) {
	case string:
		visit(path, v)
	case []any:
		for i, item := range v {
			walk(item, path+"["+strconv.Itoa(i)+"]", visit)
		}
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			walk(v[name], fmt.Sprintf("%s.%s", path, name), visit)
		}
	}
}
