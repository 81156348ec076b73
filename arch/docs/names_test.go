package docs_test

import (
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/archblocks/archblocks/arch/archspec"
	"github.com/archblocks/archblocks/arch/docs"
	"github.com/google/go-cmp/cmp"
)

var plans = map[string]func() archspec.Spec{
	"with domain": withDomain, "without domain": withoutDomain, "turned off": turnedOff, "brought": brought,
}

// TestPageNamesWhatThePlanHas compares what a reader of the page finds in its tables
// with the plan's own explanation of itself, both ways.
func TestPageNamesWhatThePlanHas(t *testing.T) {
	for name, spec := range plans {
		t.Run(name, func(t *testing.T) {
			p := planned(t, spec())
			page := parse(docs.Markdown(p, docs.Options{}))
			want := map[string][]string{}
			for _, e := range p.Explain() {
				want[e.Kind] = append(want[e.Kind], e.Name)
			}
			got := map[string][]string{}
			for kind, title := range map[string]string{"rule": "Rule", "log group": "Log Group", "alarm": "Alarm", "WAF rule": "WAF Rule"} {
				if cells := page.column(title); len(cells) > 0 {
					got[kind] = cells
				}
			}
			for _, table := range page.tables {
				if table.heading == "## Endpoints" && slices.Contains(table.header, "Service Name") {
					for _, row := range table.rows {
						got["endpoint"] = append(got["endpoint"], row[0])
					}
				}
			}
			for _, h := range page.headings {
				if role, ok := strings.CutPrefix(h, "### Role "); ok {
					got["role"] = append(got["role"], role)
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("-plan +page\n%s", diff)
			}
		})
	}
}

// TestRulesAreWhole looks at all that a rule says, not at its name alone.
func TestRulesAreWhole(t *testing.T) {
	p := planned(t, withoutDomain())
	page := parse(docs.Markdown(p, docs.Options{}))
	var want, got [][]string
	for _, r := range p.Compute.Rules {
		direction := map[string]string{"ingress": "Inbound", "egress": "Outbound"}[string(r.Direction)]
		want = append(want, []string{r.ID, direction, "TCP " + strconv.Itoa(r.Port)})
	}
	for _, table := range page.tables {
		if table.header[0] == "Rule" {
			for _, row := range table.rows {
				got = append(got, []string{row[0], row[2], row[3]})
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-plan +page\n%s", diff)
	}
	var groups []string
	for _, g := range p.SecurityGroups() {
		groups = append(groups, g.Title)
	}
	if diff := cmp.Diff(groups, page.column("Security Group")[:len(groups)]); diff != "" {
		t.Errorf("groups: -plan +page\n%s", diff)
	}
}

// TestPoliciesAreWhole counts every action and resource of every statement.
func TestPoliciesAreWhole(t *testing.T) {
	for name, spec := range plans {
		p := planned(t, spec())
		want := 0
		for _, e := range p.Network.Endpoints {
			for _, s := range e.Statements {
				want += len(s.Actions) + len(s.Resources)
			}
		}
		for _, service := range p.Compute.Services {
			for _, s := range slices.Concat(service.ExecutionRole.Statements, service.TaskRole.Statements) {
				want += len(s.Actions) + len(s.Resources)
			}
		}
		page, got := parse(docs.Markdown(p, docs.Options{})), 0
		for _, cell := range slices.Concat(page.column("Actions"), page.column("Resources")) {
			got += strings.Count(cell, "\n") + 1
		}
		if got != want {
			t.Errorf("%s: the page has %d actions and resources, and the plan %d", name, got, want)
		}
	}
}

func TestHeadings(t *testing.T) {
	for name, spec := range plans {
		page := parse(docs.Markdown(planned(t, spec()), docs.Options{}))
		var got []string
		for _, h := range page.headings {
			if strings.HasPrefix(h, "# ") || strings.HasPrefix(h, "## ") {
				got = append(got, h)
			}
		}
		want := []string{
			"# AWS Architecture Summary: " + spec().Name, "## Components Overview", "## Request Flow", "## Security Groups Summary", "## Notes",
			"## Endpoints", "## IAM Roles", "## Buckets", "## Logs", "## Alarms", "## WAF Rules", "## Cost", "## What Is Left to You",
		}
		if name == "turned off" {
			want = slices.DeleteFunc(want, func(h string) bool { return h == "## Buckets" })
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: -want +got\n%s", name, diff)
		}
		if steps := len(planned(t, spec()).Diagram().Steps); len(page.steps) != 1 || page.steps[0] != steps {
			t.Errorf("%s: the page has steps %v, and the diagram %d", name, page.steps, steps)
		}
	}
}

var specPath = regexp.MustCompile("`((?:network|edge|compute|auth|observability)\\.[A-Za-z0-9.\\[\\]]+)`")

// TestSpecPathsExist follows every field that the page names into the spec's type.
func TestSpecPathsExist(t *testing.T) {
	for name, spec := range plans {
		found := specPath.FindAllStringSubmatch(string(docs.Markdown(planned(t, spec()), docs.Options{})), -1)
		if len(found) < 10 {
			t.Errorf("%s: the page names %d fields", name, len(found))
		}
		for _, m := range found {
			at := reflect.TypeFor[archspec.Spec]()
			for part := range strings.SplitSeq(m[1], ".") {
				field, _, indexed := strings.Cut(part, "[")
				f, ok := at.FieldByNameFunc(func(n string) bool { return strings.EqualFold(n, field) })
				if !ok {
					t.Errorf("%s: %s: %s has no field %s", name, m[1], at, field)
					break
				}
				if at = f.Type; indexed {
					at = at.Elem()
				}
			}
		}
	}
}

func TestSameBytesTwice(t *testing.T) {
	for name, spec := range plans {
		one := docs.Markdown(planned(t, spec()), docs.Options{Picture: "a.svg"})
		if two := docs.Markdown(planned(t, spec()), docs.Options{Picture: "a.svg"}); string(one) != string(two) {
			t.Errorf("%s: two pages of one plan differ", name)
		}
	}
}
