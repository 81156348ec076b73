package preflight_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/deploy"
	"github.com/archblocks/archblocks/arch/deploy/preflight"
)

// chat is the assembly of examples/full, from its templates.
func chat(t *testing.T) deploy.Assembly {
	dir := t.TempDir()
	for _, name := range []string{"chat", "chat-edge"} {
		text, err := os.ReadFile("../../../internal/cfn/testdata/" + name + ".template.json")
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(dir, name+".json"), text, 0o644))
	}
	require.NoError(t, os.WriteFile(filepath.Join(dir, "manifest.json"), []byte(`{"artifacts": {
	 "chat": {"type": "aws:cloudformation:stack", "environment": "aws://unknown-account/eu-west-1", "properties": {"templateFile": "chat.json"}},
	 "chat-edge": {"type": "aws:cloudformation:stack", "environment": "aws://unknown-account/us-east-1", "properties": {"templateFile": "chat-edge.json"}, "dependencies": ["chat"]}}}`), 0o644))
	a, err := deploy.Read(dir)
	require.NoError(t, err)
	return a
}

func TestPolicies(t *testing.T) {
	documents, err := preflight.Policies(chat(t), "222200001111")
	require.NoError(t, err)
	require.LessOrEqual(t, len(documents), 3)
	allowed := map[string][]string{} // resources by action
	for _, d := range documents {
		var parsed struct {
			Version   string
			Statement []struct {
				Effect           string
				Action, Resource []string
			}
		}
		text := d.JSON()
		require.NoError(t, json.Unmarshal(text, &parsed))
		require.LessOrEqual(t, len(strings.Join(strings.Fields(string(text)), "")), 6144)
		require.Equal(t, "2012-10-17", parsed.Version)
		for _, s := range parsed.Statement {
			require.Equal(t, "Allow", s.Effect)
			for _, action := range s.Action {
				require.Regexp(t, `^[a-z0-9-]+:[A-Za-z*]+$`, action)
				if strings.Contains(action, "*") {
					require.Regexp(t, `:Describe\*$`, action, "a wildcard that may change something")
				}
				allowed[action] = append(allowed[action], s.Resource...)
			}
		}
	}
	require.Equal(t, []string{"arn:aws:cloudformation:eu-west-1:222200001111:stack/chat/*", "arn:aws:cloudformation:us-east-1:222200001111:stack/chat-edge/*"}, allowed["cloudformation:ExecuteChangeSet"])
	require.Equal(t, []string{"arn:aws:iam::222200001111:role/chat-*", "arn:aws:iam::222200001111:role/chat-edge-*"}, allowed["iam:PassRole"])
	for _, action := range []string{"ec2:CreateVpcEndpoint", "ecs:CreateService", "wafv2:CreateWebACL", "cloudfront:CreateDistribution", "logs:CreateDelivery", "iam:CreateServiceLinkedRole"} {
		require.Contains(t, allowed, action)
	}
	require.NotContains(t, allowed, "rds:CreateDBInstance")
	for action, resources := range allowed {
		if strings.HasPrefix(action, "iam:") || strings.HasPrefix(action, "cloudformation:") {
			require.NotContains(t, resources, "*", action)
		}
	}
}

// Every type that any case renders is known; another one is told.
func TestEveryTypeHasItsActions(t *testing.T) {
	files, err := filepath.Glob("../../testdata/logical-ids/*.txt")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	types := map[string]string{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		for _, name := range regexp.MustCompile(`AWS::\w+::\w+`).FindAllString(string(text), -1) {
			types[name] = name
		}
	}
	require.Greater(t, len(types), 40)
	_, err = preflight.Policies(deploy.Assembly{Stacks: []deploy.Stack{{Name: "s", Region: "eu-west-1", Types: types}}}, "*")
	require.NoError(t, err)
	_, err = preflight.Policies(deploy.Assembly{Stacks: []deploy.Stack{{Name: "s", Region: "eu-west-1", Types: map[string]string{"Db": "AWS::RDS::DBInstance"}}}}, "*")
	require.ErrorIs(t, err, preflight.TypeUnknown)
	require.ErrorContains(t, err, "s.Resources.Db")
}

// cfn-lint knows every IAM action there is.
func TestActionsExist(t *testing.T) {
	if _, err := exec.LookPath("cfn-lint"); err != nil {
		t.Skip("cfn-lint is not installed")
	}
	documents, err := preflight.Policies(chat(t), "222200001111")
	require.NoError(t, err)
	resources := map[string]any{}
	for i, d := range documents {
		resources[string(rune('A'+i))] = map[string]any{"Type": "AWS::IAM::ManagedPolicy", "Properties": map[string]any{"PolicyDocument": d}}
	}
	lint := func(resources map[string]any) string {
		text, err := json.Marshal(map[string]any{"Resources": resources})
		require.NoError(t, err)
		file := filepath.Join(t.TempDir(), "policy.json")
		require.NoError(t, os.WriteFile(file, text, 0o644))
		out, _ := exec.Command("cfn-lint", "-r", "eu-west-1", "--", file).CombinedOutput()
		return strings.TrimSpace(string(out))
	}
	require.Empty(t, lint(resources))
	wrong := preflight.Document{Version: "2012-10-17", Statement: []preflight.Statement{{Sid: "A", Effect: "Allow", Action: []string{"ec2:CreateVpcs"}, Resource: []string{"*"}}}}
	require.Contains(t, lint(map[string]any{"A": map[string]any{"Type": "AWS::IAM::ManagedPolicy", "Properties": map[string]any{"PolicyDocument": wrong}}}), "createvpcs", "the judge sees a wrong name")
}
