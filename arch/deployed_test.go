package arch_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/archblocks/archblocks/arch/deploy"
	"github.com/archblocks/archblocks/arch/rehearse"
	"github.com/stretchr/testify/require"
)

// Every case is deployed to a rehearsal, found unchanged, and destroyed, so that nothing
// refers to what is not there yet, no template is refused, and deletion ends clean.
func TestEveryCaseIsDeployed(t *testing.T) {
	for _, name := range specNames() {
		t.Run(name, func(t *testing.T) {
			plan, err := specs()[name].Plan()
			require.NoError(t, err)
			dir := t.TempDir()
			artifacts := map[string]any{}
			parameters := map[string]string{}
			var before []string
			for _, tpl := range render(t, name).Templates {
				require.NoError(t, os.WriteFile(filepath.Join(dir, tpl.name+".json"), tpl.raw, 0o644))
				artifacts[tpl.name] = map[string]any{
					"type": "aws:cloudformation:stack", "environment": "aws://unknown-account/" + tpl.region, "dependencies": before,
					"properties": map[string]any{"templateFile": tpl.name + ".json"},
				}
				before = append(before, tpl.name)
			}
			text, err := json.Marshal(map[string]any{"artifacts": artifacts})
			require.NoError(t, err)
			require.NoError(t, os.WriteFile(filepath.Join(dir, "manifest.json"), text, 0o644))
			assembly, err := deploy.Read(dir)
			require.NoError(t, err)
			for _, s := range assembly.Stacks {
				for parameter, must := range s.Parameters {
					if must {
						parameters[parameter] = fmt.Sprintf("pl-0123456789abcdef%d", len(parameters))
					}
				}
			}
			server, err := rehearse.Start(t.Context(), rehearse.Options{Steps: 1000, SecurityGroupRules: plan.Compute.Spec.LoadBalancer.SecurityGroupRules})
			require.NoError(t, err)
			defer server.Close()
			d := deploy.Deployer{
				Clients: deploy.Clients(server.Config("eu-west-1")), Templates: server, Parameters: parameters,
				Wait: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
			}
			made, err := d.Deploy(t.Context(), assembly)
			require.NoError(t, err)
			require.Len(t, made.Stacks, 2)
			again, err := d.Deploy(t.Context(), assembly)
			require.NoError(t, err)
			require.False(t, again.Changed())
			_, err = d.Destroy(t.Context(), assembly)
			require.NoError(t, err)
		})
	}
}
