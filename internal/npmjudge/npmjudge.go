// Package npmjudge lets the programs for which archblocks writes files read them, in tests:
// Mermaid's parser and draw.io's engine, both from npm. They are installed once, outside
// the repository, and the environment says where:
//
//	cp -r internal/npmjudge /tmp/judges && npm install --prefix /tmp/judges
//	ARCHBLOCKS_NPM_JUDGES=/tmp/judges go test ./arch/diagram/...
package npmjudge

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// Folder is the name of the variable that holds the folder of the installed programs.
const Folder = "ARCHBLOCKS_NPM_JUDGES"

// Read gives all texts to a judge, "mermaid" or "drawio", and decodes what it says of each
// into verdicts, a pointer to a slice. Where the judges are not installed, the test is skipped.
func Read(t *testing.T, judge string, texts []string, verdicts any) {
	t.Helper()
	folder := os.Getenv(Folder)
	if folder == "" {
		t.Skipf("%s does not say where the judges from npm are installed, see internal/npmjudge", Folder)
	}
	input, err := json.Marshal(texts)
	require.NoError(t, err)
	command := exec.CommandContext(t.Context(), "node", filepath.Join(folder, judge+".mjs"))
	command.Stdin = bytes.NewReader(input)
	command.Stderr = os.Stderr
	output, err := command.Output()
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(output, verdicts))
}
