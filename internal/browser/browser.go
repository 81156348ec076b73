// Package browser lets Chromium judge pictures and pages, in tests. Where it is not
// installed, these are skipped.
package browser

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Quiet are the options with which Chromium shows no window and asks no network.
var Quiet = []string{
	"--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
}

// Find is the path of the browser.
func Find(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("skipped with -short: it starts a browser")
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skip("no chromium, chromium-browser or google-chrome on the PATH")
	return ""
}

// Run opens an HTML document, runs the body of a function in it and decodes what that returns.
func Run(t *testing.T, document []byte, script string, result any) {
	t.Helper()
	browser, dir := Find(t), t.TempDir()
	probe := fmt.Sprintf(`<script>addEventListener("load", function () {
var result; try { result = (function () { %s })(); } catch (e) { result = {Error: String(e)}; }
var pre = document.createElement("pre"); pre.id = "probe"; pre.textContent = JSON.stringify(result); document.body.appendChild(pre); });</script></body>`, script)
	file := filepath.Join(dir, "index.html")
	require.NoError(t, os.WriteFile(file, bytes.Replace(document, []byte("</body>"), []byte(probe), 1), 0o644))
	command := exec.CommandContext(t.Context(), browser, append(Quiet, "--window-size=1600,900", "--user-data-dir="+filepath.Join(dir, "profile"), "--dump-dom", "file://"+file)...)
	command.WaitDelay = time.Minute
	dom, err := command.Output()
	require.NoError(t, err)
	found := regexp.MustCompile(`(?s)<pre id="probe">(.*?)</pre>`).FindSubmatch(dom)
	require.NotNil(t, found, "the script did not end")
	require.NotContains(t, string(found[1]), `"Error"`)
	require.NoError(t, json.Unmarshal([]byte(html.UnescapeString(string(found[1]))), result))
}
