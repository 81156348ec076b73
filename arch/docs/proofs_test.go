package docs_test

import (
	"strings"
	"testing"

	"github.com/archblocks/archblocks/arch/docs"
	"github.com/archblocks/archblocks/arch/verify"
	"github.com/google/go-cmp/cmp"
)

func result(property, subject string, verdict verify.Verdict, why string) verify.Result {
	return verify.Result{Property: property, Subject: subject, Verdict: verdict, Why: why}
}

// title is a property's, as the registry has it.
func title(id string) string {
	for _, p := range verify.Properties() {
		if p.ID == id {
			return p.Title
		}
	}
	return ""
}

func TestProofs(t *testing.T) {
	report := verify.Report{Assumptions: []string{"Nothing else is there."}, Results: []verify.Result{
		result("no-internet-route", "chat/App", verify.Proved, "it is so"),
		result("no-public-address", "chat/A", verify.Proved, "it is so"), result("no-public-address", "chat/B", verify.Proved, "it is so"),
		result("tasks-from-alb-only", "chat/A", verify.Proved, "it is so"), result("tasks-from-alb-only", "chat/B", verify.Refuted, "a packet gets in"),
		result("alb-from-cloudfront-only", "chat/A", verify.Unknown, "a is open"), result("alb-from-cloudfront-only", "chat/B", verify.Unknown, "b is open"),
		result("alb-from-cloudfront-only", "chat/C", verify.Proved, "it is so"),
		result("never-heard-of", "", verify.Delegated, "somebody else does it"),
	}}
	report.Results[8].Assumptions = []string{"Somebody does."}
	page := docs.Markdown(planned(t, withDomain()), docs.Options{Proofs: report})
	read := parse(page)
	var got [][]string
	for _, table := range read.tables {
		if table.heading == "## Proved Properties" {
			for _, row := range table.rows {
				title, id, _ := strings.Cut(row[0], "\n")
				verdict, judged, _ := strings.Cut(row[1], "\n")
				got = append(got, []string{title, id, verdict, judged})
			}
		}
	}
	want := [][]string{
		{title("no-internet-route"), "no-internet-route", "PROVED", "chat/App"},
		{title("no-public-address"), "no-public-address", "PROVED", "2 resources"},
		{title("tasks-from-alb-only"), "tasks-from-alb-only", "REFUTED", "chat/B, alone of 2 resources"},
		{title("alb-from-cloudfront-only"), "alb-from-cloudfront-only", "UNKNOWN", "chat/A and one more of 3 resources"},
		{"never-heard-of", "", "DELEGATED", ""},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	for _, says := range []string{
		"\n**5 properties: 5 proved, 1 delegated, 2 unknown, 1 refuted**\n",
		"\n- **REFUTED** `tasks-from-alb-only` for `chat/B`: a packet gets in\n- **UNKNOWN** `alb-from-cloudfront-only` for `chat/A`: a is open\n",
		"\n- **DELEGATED** `never-heard-of`: somebody else does it\n",
		"\n- Nothing else is there.\n- `never-heard-of`: Somebody does.\n\n## What Is Left to You\n",
		"`go run ./examples/verify FOLDER`",
	} {
		if !strings.Contains(string(page), says) {
			t.Errorf("the page does not say %q", says)
		}
	}
}

func TestNoProofsNoChapter(t *testing.T) {
	page := docs.Markdown(planned(t, withDomain()), docs.Options{Proofs: verify.Report{Assumptions: []string{"x"}}})
	if strings.Contains(string(page), "Proved Properties") {
		t.Error("a chapter of proofs without any")
	}
}

// TestProofsKeepTheirShape writes names that a template may hold, and expects the headings, tables and HTML of plain ones.
func TestProofsKeepTheirShape(t *testing.T) {
	shape := func(name string) (parsed, int) {
		r := verify.Report{Assumptions: []string{name, "second"}}
		for _, v := range []verify.Verdict{verify.Proved, verify.Delegated, verify.Unknown, verify.Refuted} {
			r.Results = append(r.Results, verify.Result{Property: "no-internet-route", Subject: "chat/" + name, Verdict: v, Why: name, Assumptions: []string{name}},
				verify.Result{Property: string(v) + name, Subject: name, Verdict: v, Why: name})
		}
		page := docs.Markdown(planned(t, withDomain()), docs.Options{Proofs: r})
		return parse(page), strings.Count(string(page), "\n")
	}
	plain, lines := shape("plain")
	for _, name := range nasty {
		got, n := shape(name)
		if n != lines {
			t.Errorf("%q: %d lines, and %d with a plain name", name, n, lines)
		}
		if diff := cmp.Diff(plain.headings, got.headings); diff != "" {
			t.Errorf("%q changes the headings: %s", name, diff)
		}
		if diff := cmp.Diff(sizes(plain), sizes(got)); diff != "" {
			t.Errorf("%q changes the tables: %s", name, diff)
		}
		for _, tag := range got.raw {
			if tag != "<br>" {
				t.Errorf("%q becomes HTML: %q", name, tag)
			}
		}
	}
}
