package docs_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/archblocks/archblocks/arch/cost"
	"github.com/archblocks/archblocks/arch/docs"
	"github.com/google/go-cmp/cmp"
)

// chapter is what stands between a heading of the second level and the next.
func chapter(page []byte, heading string) string {
	_, rest, _ := strings.Cut(string(page), "\n## "+heading+"\n")
	body, _, _ := strings.Cut(rest, "\n## ")
	return body
}

// The tables hold every line of the estimate, with its amounts, its reason and its page.
func TestCostHoldsTheEstimate(t *testing.T) {
	p, usage := planned(t, withDomain()), cost.Usage{Requests: 7_000_000}
	e, err := cost.Of(p, usage)
	if err != nil {
		t.Fatal(err)
	}
	page := docs.Markdown(p, docs.Options{Usage: usage})
	var want, got [][]string
	for _, l := range e.Lines {
		why := l.Why.Text
		if l.Why.Path != "" {
			why += " (" + l.Why.Path + ")"
		}
		if l.Group == cost.Free {
			want = append(want, []string{l.Title, why})
		} else {
			want = append(want, []string{string(l.Group), l.Title, why, l.Least.Monthly.String(), l.Most.Monthly.String()})
		}
	}
	parts := map[string]string{}
	for _, table := range parse(page).tables {
		if table.heading != "## Cost" {
			continue
		}
		switch table.header[0] {
		case "Costs Nothing":
			for _, row := range table.rows {
				got = append(got, row[:2])
			}
		case "Part":
			for _, row := range table.rows {
				if len(row) == 3 {
					parts[row[0]] = row[1] + " " + row[2]
					continue
				}
				got = append(got, slices.Concat(row[:3], row[4:6]))
			}
		case "Alternative":
			for i, row := range table.rows {
				if a := e.Alternatives[i]; row[0] != a.Title || row[2] != a.Monthly.String() || row[3] != a.Instead.String() || !strings.Contains(row[5], "the private network") {
					t.Errorf("alternative %v, want %+v", row, a)
				}
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("lines (-estimate +page):\n%s", diff)
	}
	sums := map[string]string{"Total": e.Least.String() + " " + e.Most.String()}
	for _, part := range e.Parts() {
		sums[string(part.Group)] = part.Least.String() + " " + part.Most.String()
	}
	if diff := cmp.Diff(sums, parts); diff != "" {
		t.Errorf("parts (-estimate +page):\n%s", diff)
	}
	says := chapter(page, "Cost")
	for _, text := range []string{cost.PricesOf(), "7,000,000 requests", "was not found for `eu-west-1`: it is that of `us-east-1`", "It does not count:\n\n- Bedrock", "*public table*: read in a public document", "(https://aws.amazon.com/waf/pricing/), *public table*"} {
		if !strings.Contains(says, text) {
			t.Errorf("the chapter does not say %q", text)
		}
	}
	if strings.Contains(says, "orientation") {
		t.Error("the chapter speaks of an orientation where the Region is known")
	}
}

func TestCostOfAnUnknownRegion(t *testing.T) {
	says := chapter(docs.Markdown(planned(t, withoutDomain()), docs.Options{}), "Cost")
	if want := "\n**The prices of `eu-south-1` are not in the table.** What follows is an orientation at the prices of `eu-west-1`, the nearest known: the bill in `eu-south-1` will differ.\n"; !strings.HasPrefix(says, want) {
		t.Errorf("the chapter begins otherwise:\n%.400s", says)
	}
}

func TestCostOfAnImpossibleUsage(t *testing.T) {
	says := chapter(docs.Markdown(planned(t, withDomain()), docs.Options{Usage: cost.Usage{Requests: -5}}), "Cost")
	if !strings.Contains(says, "There is no estimate") || !strings.Contains(says, "usage.requests") || strings.Contains(says, "|") {
		t.Errorf("the chapter says:\n%s", says)
	}
}
