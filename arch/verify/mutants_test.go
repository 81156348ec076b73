package verify_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/verify"
	"github.com/archblocks/archblocks/arch/verify/internal/mutate"
)

var regions = map[string]string{"chat": "eu-west-1", "chat-edge": "us-east-1", "hello": "eu-west-1", "hello-edge": "us-east-1"}

// applicationOf reads the stacks of an example, as data to change.
func applicationOf(t testing.TB, names ...string) mutate.App {
	t.Helper()
	var app mutate.App
	for _, name := range names {
		text, err := os.ReadFile(filepath.Join("..", "..", "internal", "cfn", "testdata", name+".template.json"))
		require.NoError(t, err)
		stack, err := mutate.Load(name, text)
		require.NoError(t, err)
		app = append(app, stack)
	}
	return app
}

func templates(t testing.TB, app mutate.App) []verify.Template {
	t.Helper()
	var all []verify.Template
	for _, s := range app {
		text, err := json.Marshal(s.Template)
		require.NoError(t, err)
		all = append(all, verify.Template{Name: s.Name, Region: regions[s.Name], Text: text})
	}
	return all
}

// worst is the worst verdict by property.
func worst(r verify.Report) map[string]verify.Verdict {
	found := map[string]verify.Verdict{}
	for _, p := range verify.Properties() {
		found[p.ID] = verify.Report{Results: r.Of(p.ID)}.Verdict()
	}
	return found
}

// Each dangerous mutant is refuted by the property that it endangers, each harmless one
// changes no verdict.
func TestMutants(t *testing.T) {
	for name, app := range map[string]mutate.App{"full": applicationOf(t, "chat", "chat-edge"), "minimal": applicationOf(t, "hello", "hello-edge")} {
		t.Run(name, func(t *testing.T) {
			original, err := verify.Check(templates(t, app)...)
			require.NoError(t, err)
			want := worst(original)
			mutants := mutate.All(app)
			tally := newTally()
			each(mutants, func(m mutate.Mutant) {
				report, err := verify.Check(templates(t, m.App)...)
				if err != nil {
					t.Errorf("%s: %v", m.Name, err)
					return
				}
				for _, wrong := range judge(m, want, report) {
					t.Errorf("%s: %s", m.Name, wrong)
					tally.lived(m)
				}
				tally.count(m)
			})
			t.Logf("%s: %d mutants\n%s", name, len(mutants), tally)
		})
	}
}

// judge says what is wrong with the verdicts on a mutant.
func judge(m mutate.Mutant, want map[string]verify.Verdict, report verify.Report) (wrong []string) {
	got := worst(report)
	if len(m.Refutes) > 0 {
		id := m.Refutes[0]
		if got[id] != verify.Refuted {
			wrong = append(wrong, fmt.Sprintf("%s is %s, not REFUTED", id, got[id]))
		}
		for _, r := range report.Of(id) {
			if r.Verdict == verify.Refuted && (r.Witness == nil || r.Witness.Shows == "" || r.Witness.Resource == "" || !strings.HasPrefix(r.Witness.Path, "Resources.") || r.Witness.Hint == "") {
				wrong = append(wrong, fmt.Sprintf("%s has no whole witness: %+v", id, r.Witness))
			}
		}
	}
	for _, id := range m.Unproved {
		if got[id] == verify.Proved || got[id] == verify.Delegated {
			wrong = append(wrong, fmt.Sprintf("%s is %s", id, got[id]))
		}
	}
	if m.Harmless() {
		for _, p := range verify.Properties() {
			if got[p.ID] != want[p.ID] {
				wrong = append(wrong, fmt.Sprintf("%s was %s and is %s: %s", p.ID, want[p.ID], got[p.ID], why(report, p.ID)))
			}
		}
	}
	return wrong
}

func why(r verify.Report, id string) string {
	for _, each := range r.Of(id) {
		if each.Verdict != verify.Proved {
			return each.Why
		}
	}
	return ""
}

// each visits the mutants on all processors; under the race detector, one in ten.
func each(mutants []mutate.Mutant, visit func(mutate.Mutant)) {
	var group sync.WaitGroup
	next := make(chan mutate.Mutant)
	for range 4 {
		group.Go(func() {
			for m := range next {
				visit(m)
			}
		})
	}
	for i, m := range mutants {
		if !underRace || i%10 == 0 {
			next <- m
		}
	}
	close(next)
	group.Wait()
}

// tally counts mutants by the property that they endanger.
type tally struct {
	sync.Mutex
	made, alive map[string]int
}

func newTally() *tally { return &tally{made: map[string]int{}, alive: map[string]int{}} }

func endangered(m mutate.Mutant) string {
	switch {
	case len(m.Refutes) > 0:
		return m.Refutes[0]
	case len(m.Unproved) > 0:
		return m.Unproved[0] + " (not proved)"
	}
	return "(harmless)"
}

func (c *tally) count(m mutate.Mutant) {
	c.Lock()
	defer c.Unlock()
	c.made[endangered(m)]++
}

func (c *tally) lived(m mutate.Mutant) {
	c.Lock()
	defer c.Unlock()
	c.alive[endangered(m)]++
}

// String is a table: property, mutants, killed.
func (c *tally) String() string {
	var b strings.Builder
	names := make([]string, 0, len(c.made))
	for name := range c.made {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		fmt.Fprintf(&b, "%-44s %4d mutants, %4d right\n", name, c.made[name], c.made[name]-c.alive[name])
	}
	return b.String()
}
