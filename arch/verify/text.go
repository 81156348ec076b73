package verify

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/archblocks/archblocks/internal/cfn"
)

// textWidth is how many columns the text of a report takes, but for words that are longer.
const textWidth = 100

// Text is the report for people, in plain text: a row for each verdict with what it rests
// on, the [Report.Findings], the assumptions, and the [Report.Summary] as its last line.
func (r Report) Text() string {
	var t textWriter
	t.table(r.Results)
	t.findings(r.Results)
	t.assumptions(r)
	if t.Len() > 0 {
		t.line("")
	}
	t.line(r.Summary())
	return t.String()
}

// Findings is the part of the report that asks for something to be done: the witnesses of
// what is refuted, then the reasons of what is unknown. It is empty if the report is OK.
func (r Report) Findings() string {
	var t textWriter
	t.findings(r.Results)
	return t.String()
}

// Summary counts the verdicts in one line: "17 properties: 24 proved, 1 delegated".
func (r Report) Summary() string {
	seen := map[string]bool{}
	counts := map[Verdict]int{}
	for _, each := range r.Results {
		seen[each.Property] = true
		counts[each.Verdict]++
	}
	word := "properties"
	if len(seen) == 1 {
		word = "property"
	}
	var parts []string
	for _, v := range []Verdict{Proved, Delegated, Unknown, Refuted} {
		if counts[v] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", counts[v], strings.ToLower(string(v))))
		}
	}
	if parts == nil {
		parts = []string{"nothing judged"}
	}
	return fmt.Sprintf("%d %s: %s", len(seen), word, strings.Join(parts, ", "))
}

// ExitStatus is what a program ends with that checks templates: 0 if the report is OK, 1
// if something is refuted, 3 if nothing is, but something unknown. 2 is left for bad input.
func (r Report) ExitStatus() int {
	switch r.Verdict() {
	case Proved, Delegated:
		return 0
	case Refuted:
		return 1
	}
	return 3
}

type textWriter struct{ strings.Builder }

// table is aligned by the longest property. What rows of one property have in common is
// said once, behind the last of them; the reasons of what went wrong come later.
func (t *textWriter) table(results []Result) {
	width := 0
	for _, each := range results {
		width = max(width, utf8.RuneCountInString(each.Property))
	}
	said := ""
	for i, each := range results {
		row := fmt.Sprintf("%-9s  %-*s  ", each.Verdict, width, cfn.Printable(each.Property))
		indent := strings.Repeat(" ", utf8.RuneCountInString(row))
		why := rowWhy(each)
		if i+1 < len(results) {
			if next := results[i+1]; next.Property == each.Property && next.Verdict == each.Verdict && rowWhy(next) == why && each.Subject != "" && next.Subject != "" {
				t.line(row + cfn.Printable(each.Subject))
				said = "each: "
				continue
			}
		}
		if each.Subject == "" {
			t.wrap(row, indent, why)
			continue
		}
		t.line(row + cfn.Printable(each.Subject))
		t.wrap(indent, indent, said+why)
		said = ""
	}
}

func rowWhy(r Result) string {
	switch r.Verdict {
	case Refuted:
		return "see the witness below"
	case Unknown:
		return "see the reason below"
	}
	return r.Why
}

func (t *textWriter) findings(results []Result) {
	for _, each := range results {
		if each.Verdict == Refuted && each.Witness != nil {
			t.heading(each)
			t.witness(each.Witness)
		}
	}
	for _, each := range results {
		if each.Verdict == Unknown || each.Verdict == Refuted && each.Witness == nil {
			t.heading(each)
			t.wrap("  ", "  ", each.Why)
		}
	}
}

// heading names a result, after an empty line if something stands before it.
func (t *textWriter) heading(r Result) {
	if t.Len() > 0 {
		t.line("")
	}
	t.line(strings.TrimSpace(fmt.Sprintf("%s %s  %s", r.Verdict, cfn.Printable(r.Property), cfn.Printable(r.Subject))))
}

func (t *textWriter) witness(w *Witness) {
	label := func(name, text string) {
		if cfn.Printable(text) != "" {
			t.wrap(fmt.Sprintf("  %-8s", name), strings.Repeat(" ", 10), text)
		}
	}
	t.wrap("  ", "  ", w.Shows)
	if p := w.Packet; p != nil {
		to := fmt.Sprintf("%s port %d", p.Destination, p.Port)
		if !hasPorts(p.Protocol) {
			to = p.Destination
		}
		label("packet:", fmt.Sprintf("%s, from %s to %s", p.Protocol, p.Source, to))
	}
	for i, hop := range w.Hops {
		name := ""
		if i == 0 {
			name = "hops:"
		}
		number := fmt.Sprintf("  %-8s%d. ", name, i+1)
		t.wrap(number, strings.Repeat(" ", len(number)), hop.At+": "+hop.Does)
	}
	label("change:", strings.TrimSpace(w.Stack+" "+w.Path))
	label("hint:", w.Hint)
	label("when:", w.When)
}

// hasPorts tells the protocols whose port means something to a reader.
func hasPorts(protocol string) bool {
	return slices.Contains([]string{"tcp", "udp"}, strings.ToLower(protocol))
}

func (t *textWriter) assumptions(r Report) {
	var all []string
	add := func(text string) {
		if !slices.Contains(all, text) {
			all = append(all, text)
		}
	}
	for _, a := range r.Assumptions {
		add(a)
	}
	for _, each := range r.Results {
		for _, a := range each.Assumptions {
			add(each.Property + ": " + a)
		}
	}
	if len(all) == 0 {
		return
	}
	if t.Len() > 0 {
		t.line("")
	}
	t.line("Assumptions")
	for _, a := range all {
		t.wrap("  - ", "    ", a)
	}
}

// line writes one line without blanks at its end.
func (t *textWriter) line(s string) { t.WriteString(strings.TrimRight(s, " ") + "\n") }

// wrap writes text behind first, and breaks it between words; further lines begin with indent.
func (t *textWriter) wrap(first, indent, text string) {
	line, empty := first, true
	for word := range strings.FieldsSeq(cfn.Printable(text)) {
		if !empty && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > textWidth {
			t.line(line)
			line, empty = indent, true
		}
		if !empty {
			line += " "
		}
		line, empty = line+word, false
	}
	if !empty || line != indent {
		t.line(line)
	}
}
