package verify

import (
	"slices"
	"strings"
)

// worst joins what was found of a property in all worlds: for each subject the worst verdict.
func worst(property string, worlds [][]*trial, situations [][]string) []Result {
	var order []string
	bySubject := map[string][]*trial{}
	for n, trials := range worlds {
		for _, t := range trials {
			list := bySubject[t.subject]
			if list == nil {
				order = append(order, t.subject)
				list = make([]*trial, len(worlds))
				bySubject[t.subject] = list
			}
			if list[n] == nil || t.verdict.rank() > list[n].verdict.rank() {
				list[n] = t
			}
		}
	}
	var results []Result
	if len(order) > 1 {
		// In some worlds there is nothing to judge, which is no matter where others have something.
		order = slices.DeleteFunc(order, func(subject string) bool { return subject == "" })
	}
	for _, subject := range order {
		list := bySubject[subject]
		at := -1
		for n, t := range list {
			if t != nil && (at < 0 || t.verdict.rank() > list[at].verdict.rank()) {
				at = n
			}
		}
		t := list[at]
		if t.witness != nil {
			t.witness.When = when(at, situations, func(n int) bool { return list[n] != nil && list[n].verdict == Refuted })
		}
		results = append(results, Result{Property: property, Subject: subject, Verdict: t.verdict, Why: t.why, Witness: t.witness, Assumptions: t.assumptions})
	}
	return results
}

// when are the fewest facts of a world that matter: in every other world in which they
// hold it is the same. Those that hold go first.
func when(world int, situations [][]string, same func(world int) bool) string {
	kept := slices.Clone(situations[world])
	for i := range kept {
		fact := kept[i]
		kept[i] = ""
		for n, facts := range situations {
			if !same(n) && agree(kept, facts) {
				kept[i] = fact
				break
			}
		}
	}
	kept = slices.DeleteFunc(kept, func(fact string) bool { return fact == "" })
	slices.SortStableFunc(kept, func(a, b string) int { return negated(a) - negated(b) })
	return strings.Join(kept, ", ")
}

// agree tells whether a world has all facts that are not empty.
func agree(kept, facts []string) bool {
	for i, fact := range kept {
		if fact != "" && fact != facts[i] {
			return false
		}
	}
	return true
}

func negated(fact string) int {
	if strings.Contains(fact, " != ") {
		return 1
	}
	return 0
}
