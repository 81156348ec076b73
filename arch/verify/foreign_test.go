package verify_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/archblocks/archblocks/arch/verify"
	"github.com/archblocks/archblocks/internal/cfn"
	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// expectation is what a .verdicts file says of a template: options in lines such as
// "# region: eu-west-1", then "property subject VERDICT", with "-" for no subject and
// "when" behind REFUTED if the counterexample needs some way for conditions to fall.
type expectation struct {
	checker    verify.Checker
	template   verify.Template
	verdicts   []string
	conditions map[string]bool // by "property subject"
}

// TestForeignTemplates judges templates of shapes and styles that are not ours. Their
// verdicts were worked out on paper, from the meaning of the properties and AWS's documentation.
func TestForeignTemplates(t *testing.T) {
	files, err := filepath.Glob("testdata/foreign/*.verdicts")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".verdicts")
		t.Run(name, func(t *testing.T) {
			want := readExpectation(t, file)
			report, err := want.checker.Check(want.template)
			require.NoError(t, err)
			var got []string
			for _, r := range report.Results {
				got = append(got, fmt.Sprintf("%s %s %s", r.Property, subjectOf(r), r.Verdict))
			}
			slices.Sort(got)
			if diff := cmp.Diff(want.verdicts, got); diff != "" {
				t.Errorf("verdicts (-want +got)\n%s", diff)
			}
			parsed, err := cfn.Parse(want.template.Text)
			require.NoError(t, err)
			for _, r := range report.Results {
				checkResult(t, r, name, parsed, want.conditions[r.Property+" "+subjectOf(r)])
			}
		})
	}
}

// TestForeignTemplatesCoverAll makes sure that each property is judged in each file.
func TestForeignTemplatesCoverAll(t *testing.T) {
	files, err := filepath.Glob("testdata/foreign/*.verdicts")
	require.NoError(t, err)
	var want []string
	for _, p := range verify.Properties() {
		want = append(want, p.ID)
	}
	slices.Sort(want)
	for _, file := range files {
		var got []string
		for _, line := range readExpectation(t, file).verdicts {
			got = append(got, strings.Fields(line)[0])
		}
		if diff := cmp.Diff(want, slices.Compact(got)); diff != "" {
			t.Errorf("%s (-want +got)\n%s", file, diff)
		}
	}
}

// checkResult checks that a result can be used: that it says why, and leads a reader to what to change.
func checkResult(t *testing.T, r verify.Result, stack string, parsed *cfn.Template, conditional bool) {
	t.Helper()
	name := fmt.Sprintf("%s of %s", r.Property, r.Subject)
	if r.Verdict != verify.Refuted {
		if r.Why == "" {
			t.Errorf("%s is %s and does not say why", name, r.Verdict)
		}
		if r.Witness != nil {
			t.Errorf("%s is %s with a witness: %s", name, r.Verdict, r.Witness.Shows)
		}
		return
	}
	w := r.Witness
	if w == nil {
		t.Errorf("%s has no witness", name)
		return
	}
	for _, each := range []struct{ field, value string }{{"Shows", w.Shows}, {"Hint", w.Hint}} {
		if each.value == "" {
			t.Errorf("%s: the witness has no %s", name, each.field)
		}
	}
	if w.Stack != stack {
		t.Errorf("%s: the witness is in stack %q", name, w.Stack)
	}
	if !slices.ContainsFunc(parsed.Resources, func(d cfn.Declaration) bool { return d.LogicalID == w.Resource }) {
		t.Errorf("%s: the witness is resource %q, which does not exist", name, w.Resource)
	}
	if !strings.HasPrefix(w.Path, "Resources.") {
		t.Errorf("%s: the witness is at %q", name, w.Path)
	}
	if (w.When != "") != conditional {
		t.Errorf("%s: the witness holds when %q", name, w.When)
	}
}

func subjectOf(r verify.Result) string {
	if r.Subject == "" {
		return "-"
	}
	return r.Subject
}

func readExpectation(t *testing.T, file string) expectation {
	t.Helper()
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	base := strings.TrimSuffix(file, ".verdicts")
	want := expectation{
		checker:    verify.Checker{PrefixLists: map[string]string{}},
		template:   verify.Template{Name: filepath.Base(base), Parameters: map[string]string{}},
		conditions: map[string]bool{},
	}
	for _, ending := range []string{".yaml", ".json"} {
		if text, err := os.ReadFile(base + ending); err == nil {
			want.template.Text = text
		}
	}
	require.NotEmpty(t, want.template.Text, "no template beside %s", file)
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if option, is := strings.CutPrefix(line, "# "); is {
			want.option(t, option)
			continue
		}
		line, _, _ = strings.Cut(line, "#")
		fields := strings.Fields(line)
		if len(fields) == 0 {
			continue
		}
		require.GreaterOrEqual(t, len(fields), 3, "%s: %s", file, line)
		if len(fields) > 3 {
			require.Equal(t, []string{"REFUTED", "when"}, fields[2:], "%s: %s", file, line)
			want.conditions[strings.Join(fields[:2], " ")] = true
		}
		want.verdicts = append(want.verdicts, strings.Join(fields[:3], " "))
	}
	slices.Sort(want.verdicts)
	return want
}

// option takes an option such as "region: eu-west-1".
func (e *expectation) option(t *testing.T, text string) {
	t.Helper()
	name, value, _ := strings.Cut(text, ": ")
	key, rest, _ := strings.Cut(value, "=")
	switch name {
	case "region":
		e.template.Region = value
	case "account":
		e.template.Account = value
	case "prefix-list":
		e.checker.PrefixLists[key] = rest
	case "public-path":
		e.checker.PublicPaths = append(e.checker.PublicPaths, value)
	case "parameter":
		e.template.Parameters[key] = rest
	default:
		require.Fail(t, "unknown option", text)
	}
}
