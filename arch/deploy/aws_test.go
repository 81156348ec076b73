package deploy_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/deploy"
)

// With ARCHBLOCKS_AWS=1 and credentials, a topic is made, changed and deleted on AWS, which
// costs nothing. Never in CI.
func TestOnAWS(t *testing.T) {
	if os.Getenv("ARCHBLOCKS_AWS") != "1" {
		t.Skip("ARCHBLOCKS_AWS=1 runs it on AWS, with the credentials of the environment")
	}
	settings, err := config.LoadDefaultConfig(t.Context(), config.WithDefaultRegion("us-east-1"))
	require.NoError(t, err)
	dir := t.TempDir()
	read := func(name string) deploy.Assembly {
		require.NoError(t, os.WriteFile(filepath.Join(dir, "t.json"), []byte(`{"Resources": {"Topic": {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": "`+name+`"}}}, "Outputs": {"Topic": {"Value": {"Ref": "Topic"}}}}`), 0o644))
		require.NoError(t, os.WriteFile(filepath.Join(dir, "manifest.json"), []byte(`{"artifacts": {"archblocks-test": {"type": "aws:cloudformation:stack", "environment": "aws://unknown-account/`+settings.Region+`", "properties": {"templateFile": "t.json"}}}}`), 0o644))
		a, err := deploy.Read(dir)
		require.NoError(t, err)
		return a
	}
	d := deploy.Deployer{Clients: deploy.Clients(settings)}
	for _, step := range []struct{ name, want string }{{"one", "archblocks-test create"}, {"one", "archblocks-test keep"}, {"two", "archblocks-test update"}} {
		result, err := d.Deploy(t.Context(), read(step.name))
		require.NoError(t, err)
		require.Equal(t, step.want, actions(result))
	}
	result, err := d.Destroy(t.Context(), read("two"))
	require.NoError(t, err)
	require.Equal(t, "archblocks-test delete", actions(result))
}
