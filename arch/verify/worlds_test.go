package verify_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/verify"
	"github.com/archblocks/archblocks/arch/verify/internal/mutate"
)

// What holds while a parameter is open is what holds for each of its values: the verdict
// is the worst of them.
func TestOpenConditionsAreAllTheirCases(t *testing.T) {
	app := applicationOf(t, "chat", "chat-edge")
	var chosen []mutate.Mutant
	for i, m := range mutate.All(app) {
		if strings.Contains(m.Name, "undecided") && i%3 == 0 {
			chosen = append(chosen, m)
		}
	}
	require.Greater(t, len(chosen), 20)
	each(chosen, func(m mutate.Mutant) {
		all := templates(t, m.App)
		open, err := verify.Check(all...)
		if err != nil {
			t.Errorf("%s: %v", m.Name, err)
			return
		}
		want := map[string]verify.Verdict{}
		for _, value := range []string{"yes", "no"} {
			for i := range all {
				all[i].Parameters = nil
				if strings.Contains(string(all[i].Text), `"Undecided"`) {
					all[i].Parameters = map[string]string{"Extra": value}
				}
			}
			closed, err := verify.Check(all...)
			if err != nil {
				t.Errorf("%s: %v", m.Name, err)
				return
			}
			for id, verdict := range worst(closed) {
				if want[id] == "" || rank(verdict) > rank(want[id]) {
					want[id] = verdict
				}
			}
		}
		for id, verdict := range worst(open) {
			if verdict != want[id] {
				t.Errorf("%s: %s is %s while it is open, and %s at worst", m.Name, id, verdict, want[id])
			}
		}
		for _, r := range open.Results {
			if r.Verdict == verify.Refuted && r.Witness.When == "" {
				t.Errorf("%s: %s does not say when", m.Name, r.Property)
			}
		}
	})
}

func rank(v verify.Verdict) int {
	return map[verify.Verdict]int{verify.Proved: 0, verify.Delegated: 1, verify.Unknown: 2, verify.Refuted: 3}[v]
}
