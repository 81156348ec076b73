package drift_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// change is a small change of an example that is clean, with the ids of all findings that it must give.
type change struct {
	name, of string
	want     []string
	change   func(*draft)
}

func judge(t *testing.T, changes []change) {
	t.Helper()
	names := map[string]bool{}
	for _, c := range changes {
		require.False(t, names[c.name], c.name)
		names[c.name] = true
		t.Run(c.name, func(t *testing.T) {
			d := draftOf(t, c.of)
			c.change(d)
			report := d.check()
			want := slices.Sorted(slices.Values(c.want))
			if got := ids(report); !slices.Equal(got, want) {
				t.Errorf("findings %q\nwant     %q\n%s", got, want, report.Findings())
			}
			for _, f := range report.All {
				if f.Text == "" || f.Hint == "" {
					t.Errorf("%s does not say what and what to do", f.ID())
				}
			}
		})
	}
}
