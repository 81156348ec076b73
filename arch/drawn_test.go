package arch_test

import (
	"slices"
	"testing"

	"github.com/archblocks/archblocks/arch/drift"
	"github.com/archblocks/archblocks/arch/verify"
	"github.com/stretchr/testify/require"
)

// asked are the properties that a case's own spec gives up.
var asked = map[string][]string{
	"exec":           {"tasks-from-alb-only"},     // ECS Exec is on
	"extra-endpoint": {"endpoint-policies-tight"}, // an endpoint that no role is granted anything for
	"no-login":       {"login-before-forward"},
	"off":            {"login-before-forward", "encrypted-and-logged"}, // no login and no logs
}

// The picture of every case says what its templates say, and of the templates is refuted what the spec gives up, and nothing else.
func TestEveryCaseIsDrawnAndProved(t *testing.T) {
	for _, name := range specNames() {
		t.Run(name, func(t *testing.T) {
			plan, err := specs()[name].Plan()
			require.NoError(t, err)
			var templates []verify.Template
			for _, tpl := range render(t, name).Templates {
				templates = append(templates, verify.Template{Name: tpl.name, Region: tpl.region, Text: tpl.raw})
			}
			drawn, err := drift.Checker{PrefixLists: plan.PrefixLists()}.Check(plan.Diagram(), templates...)
			require.NoError(t, err)
			require.True(t, drawn.OK(), drawn.Findings())
			proved, err := verify.Checker{PrefixLists: plan.PrefixLists()}.Check(templates...)
			require.NoError(t, err)
			var refuted []string
			for _, result := range proved.Results {
				if result.Verdict == verify.Refuted && !slices.Contains(refuted, result.Property) {
					refuted = append(refuted, result.Property)
				}
			}
			require.ElementsMatch(t, asked[name], refuted, proved.Findings())
		})
	}
}
