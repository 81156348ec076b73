package docs_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/archblocks/archblocks/arch/docs"
	"github.com/archblocks/archblocks/network/networkspec"
	"github.com/google/go-cmp/cmp"
)

// nasty is what a user could write where the spec takes any text.
var nasty = []string{
	"a | b", "`a | b`", "<script>alert(1)</script>", "<!-- ", "*bold* _it_ [x](javascript:1)", "# Heading", "\n## Heading\n", "| --- |", "```", "\\", "\\|", "$x$", "{{x}}", "%s %d %!", "</td>",
}

// TestFreeTextStaysInItsCell writes text of users into a page, and expects the same headings, tables and HTML as without it.
func TestFreeTextStaysInItsCell(t *testing.T) {
	shape := func(reason string) (parsed, int) {
		s := withDomain()
		s.Network.ExtraEndpoints = []networkspec.Endpoint{{Service: "sqs", Reason: reason, Actions: []string{"sqs:SendMessage"}, Resources: []string{"arn:aws:sqs:eu-west-1:111122223333:work"}}}
		p := planned(t, s)
		// Text that checks would refuse may reach the page all the same from a plan that somebody has changed.
		p.Spec.Tags = map[string]string{"note": reason}
		p.Observability.Spec.AlarmEmails = []string{reason}
		p.Compute.Services[0].ExecutionRole.Statements[0].Resources = []string{reason}
		p.Compute.Services[0].Image = reason
		page := docs.Markdown(p, docs.Options{})
		return parse(page), strings.Count(string(page), "\n")
	}
	plain, lines := shape("plain")
	for _, reason := range nasty {
		got, n := shape(reason)
		if n != lines {
			t.Errorf("%q: %d lines, and %d with plain text", reason, n, lines)
		}
		if diff := cmp.Diff(plain.headings, got.headings); diff != "" {
			t.Errorf("%q changes the headings: %s", reason, diff)
		}
		if diff := cmp.Diff(sizes(plain), sizes(got)); diff != "" {
			t.Errorf("%q changes the tables: %s", reason, diff)
		}
		for _, tag := range got.raw {
			if tag != "<br>" {
				t.Errorf("%q becomes HTML: %q", reason, tag)
			}
		}
		want := strings.Join(strings.Fields(reason), " ")
		if cells := got.column("Needed Because"); !slices.ContainsFunc(cells, func(c string) bool { return strings.HasPrefix(c, want+" (") }) {
			t.Errorf("%q is not shown: %q", want, cells)
		}
	}
}

func sizes(p parsed) [][]int {
	var all [][]int
	for _, t := range p.tables {
		row := []int{len(t.header)}
		for _, cells := range t.rows {
			row = append(row, len(cells))
		}
		all = append(all, row)
	}
	return all
}

// TestRowsAreEven counts the cells of the source itself, for a renderer fills up short rows.
func TestRowsAreEven(t *testing.T) {
	for name, spec := range plans {
		width := 0
		for line := range strings.Lines(string(docs.Markdown(planned(t, spec()), docs.Options{}))) {
			line = strings.TrimSpace(line)
			if !strings.HasPrefix(line, "|") {
				width = 0
				continue
			}
			cells := strings.Count(strings.ReplaceAll(line, `\|`, ""), "|") - 1
			if width == 0 {
				width = cells
			}
			if cells != width {
				t.Errorf("%s: %d cells under a header of %d: %s", name, cells, width, line)
			}
		}
	}
}
