package verify_test

import (
	"maps"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/verify"
)

// change is a small change of an example, of which every property is proved or
// delegated, with the verdict that some properties must get then. The verdicts were worked
// out on paper.
type change struct {
	name string
	// of is "chat", with a public load balancer behind a secret header and a login at
	// it, or "hello", with an internal one behind a VPC origin and a login in the container.
	of         string
	properties string
	want       verify.Verdict
	// why the verdict is right.
	why    string
	change func(*draft)
}

// unproved is wanted where a proof would be wrong, and how much more can be said is left open.
const unproved verify.Verdict = "not proved"

// judgeChanges judges each change in a test of its own.
func judgeChanges(t *testing.T, changes []change) {
	t.Helper()
	for i, c := range changes {
		if underRace && i%10 != 0 {
			continue
		}
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			a := &draft{t: t, app: applicationOf(t, c.of, c.of+"-edge"), regions: maps.Clone(regions)}
			c.change(a)
			a.checker.Properties = strings.Fields(c.properties)
			report, err := a.checker.Check(a.templates()...)
			require.NoError(t, err)
			for _, id := range a.checker.Properties {
				got := verify.Report{Results: report.Of(id)}
				if v := got.Verdict(); v != c.want && (c.want != unproved || v == verify.Proved || v == verify.Delegated) {
					t.Errorf("%s is %s, want %s: %s\n%s", id, got.Verdict(), c.want, c.why, got.Text())
				}
				a.checkShown(id, got)
			}
		})
	}
}

// The examples are the ground of all changes.
func TestChangesStandOnProofs(t *testing.T) {
	for _, name := range []string{"chat", "hello"} {
		report, err := verify.Check(templates(t, applicationOf(t, name, name+"-edge"))...)
		require.NoError(t, err)
		for _, r := range report.Results {
			delegated := name == "hello" && r.Property == "login-before-forward"
			if r.Verdict != verify.Proved && (!delegated || r.Verdict != verify.Delegated) {
				t.Errorf("%s: %s of %s is %s: %s", name, r.Property, r.Subject, r.Verdict, r.Why)
			}
		}
	}
}
