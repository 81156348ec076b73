package arch_test

import (
	"fmt"
	"maps"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// cfn-lint, of AWS, knows each Region's resource types and what their properties take.
// It reads all templates of a Region at once, because starting it costs a second.
func TestCFNLintFindsNothing(t *testing.T) {
	lint, err := exec.LookPath("cfn-lint")
	if err != nil {
		t.Skip("cfn-lint is not on PATH; pip install cfn-lint, to have it judge the templates")
	}
	if testing.Short() {
		t.Skip("cfn-lint takes half a minute")
	}
	paths, regions := map[string][]string{}, 0
	for _, name := range specNames() {
		for _, tpl := range render(t, name).Templates {
			paths[tpl.region] = append(paths[tpl.region], tpl.path)
			regions++
		}
	}
	if regions < 2*10 {
		t.Fatalf("only %d templates to judge", regions)
	}
	for _, region := range slices.Sorted(maps.Keys(paths)) {
		t.Run(fmt.Sprintf("%s (%d)", region, len(paths[region])), func(t *testing.T) {
			out, err := exec.Command(lint, append([]string{"--format", "parseable", "-r", region, "--"}, paths[region]...)...).CombinedOutput()
			if text := strings.TrimSpace(string(out)); err != nil || text != "" {
				t.Errorf("%v\n%s", err, strings.ReplaceAll(text, scratch+"/", ""))
			}
		})
	}
}
