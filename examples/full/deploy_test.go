package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/deploy"
)

// The life of a topology without an account: made, left alone, changed, refused, destroyed.
func TestRehearsal(t *testing.T) {
	dir := t.TempDir()
	do := func(want int, args ...string) string {
		t.Helper()
		var stderr bytes.Buffer
		require.Equal(t, want, run(append([]string{"-out", dir}, args...), strings.NewReader(""), io.Discard, &stderr), stderr.String())
		return stderr.String()
	}
	const last = "\nThis was a rehearsal, go run ./examples/full: nothing reached AWS. To deploy: go run ./examples/full -target aws -image IMAGE -domain DOMAIN -hosted-zone ZONE\n"

	text := do(0)
	require.Contains(t, text, "chat: CREATE_COMPLETE, 66 of 66 after ")
	require.Contains(t, text, "chat-edge: CREATE_COMPLETE, 17 of 17 after ")
	require.Regexp(t, `output   chat-edge\.\w*DomainName\w* = \S+`, text)
	require.True(t, strings.HasSuffix(text, last))

	text = do(0)
	require.Contains(t, text, "\ndeploy   nothing changed\n")
	require.True(t, strings.HasSuffix(text, last))

	state, err := os.ReadFile(filepath.Join(dir, "rehearsal.json"))
	require.NoError(t, err)
	require.Contains(t, do(0, "-drift"), "is as its template says")
	text = do(0, "-cpu", "1024", "-plan")
	require.Regexp(t, `± Compute\w*Task\w+ \(AWS::ECS::TaskDefinition\) replace\n      Cpu: 512 → 1024, which makes a new one\n`, text)
	require.NotContains(t, text, "COMPLETE")
	text = do(0, "-cpu", "1024")
	require.Contains(t, text, "to replace")
	require.Contains(t, text, "chat: UPDATE_COMPLETE")
	changed, err := os.ReadFile(filepath.Join(dir, "rehearsal.json"))
	require.NoError(t, err)
	require.NotEqual(t, state, changed)

	text = do(1, "-cpu", "1024", "-name", "chat", "-bucket", "")
	require.Contains(t, text, "stateful resources would be replaced")
	require.Contains(t, text, "-yes-replace")

	text = do(0, "-destroy", "-yes", "-cpu", "1024")
	require.Contains(t, text, "chat: DELETE_COMPLETE")
	require.Regexp(t, `kept     \w+ \(AWS::Logs::LogGroup\): /\S+`, text)
	require.Contains(t, do(0, "-destroy", "-yes", "-cpu", "1024"), "deploy   nothing changed")
}

// Where the template asks for ids of prefix lists, they are asked for, and taken.
func TestParameters(t *testing.T) {
	dir := t.TempDir()
	var stderr bytes.Buffer
	require.Equal(t, 2, run([]string{"-out", dir, "-region", "eu-south-1"}, nil, io.Discard, &stderr))
	require.Contains(t, stderr.String(), "-parameter CloudFrontPrefixListId=VALUE")
	stderr.Reset()
	require.Equal(t, 0, run([]string{"-out", dir, "-region", "eu-south-1", "-parameter", "CloudFrontPrefixListId=pl-0123456789abcdef0", "-parameter", "S3PrefixListId=pl-0123456789abcdef1"}, nil, io.Discard, &stderr), stderr.String())
	require.Contains(t, stderr.String(), "chat: CREATE_COMPLETE")
}

// For machines: events alone on standard output.
func TestJSONEvents(t *testing.T) {
	var stdout bytes.Buffer
	require.Equal(t, 0, run([]string{"-out", t.TempDir(), "-json"}, nil, &stdout, io.Discard))
	decoder, n := json.NewDecoder(&stdout), 0
	for decoder.More() {
		var e deploy.Event
		require.NoError(t, decoder.Decode(&e))
		require.NotEmpty(t, e.Kind)
		n++
	}
	require.Greater(t, n, 150)
}

// On the way to AWS, sample values and missing credentials are one list, and nothing is
// asked that could change anything.
func TestSamplesAndNoCredentials(t *testing.T) {
	var asked []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		asked = append(asked, regexp.MustCompile(`Action=\w+`).FindString(string(body)))
		w.WriteHeader(http.StatusForbidden)
		io.WriteString(w, "<ErrorResponse><Error><Code>InvalidClientTokenId</Code><Message>The security token included in the request is invalid.</Message></Error></ErrorResponse>")
	}))
	defer server.Close()
	for _, name := range []string{"AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_CA_BUNDLE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"} {
		t.Setenv(name, "")
	}
	t.Setenv("AWS_CONFIG_FILE", filepath.Join(t.TempDir(), "none"))
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", filepath.Join(t.TempDir(), "none"))
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
	t.Setenv("AWS_ENDPOINT_URL", server.URL)
	for name, keys := range map[string]string{"none": "", "not valid": "AKIDSAMPLE"} {
		t.Run(name, func(t *testing.T) {
			asked = nil
			t.Setenv("AWS_ACCESS_KEY_ID", keys)
			t.Setenv("AWS_SECRET_ACCESS_KEY", keys)
			var stderr bytes.Buffer
			require.Equal(t, 2, run([]string{"-out", t.TempDir(), "-target", "aws", "-yes"}, strings.NewReader("yes\n"), io.Discard, &stderr))
			for _, want := range []string{"chat.example.com", "111122223333", "Z0123456789ABCDEFGHIJ", "AWS: credentials are missing or not valid", "aws sso login"} {
				require.Contains(t, stderr.String(), want)
			}
			if keys == "" {
				require.Empty(t, asked)
			} else {
				require.Equal(t, []string{"Action=GetCallerIdentity"}, asked)
			}
		})
	}
}

// The policies alone are printed, so that they can be piped.
func TestPolicy(t *testing.T) {
	var stdout bytes.Buffer
	dir := t.TempDir()
	require.Equal(t, 0, run([]string{"-out", dir, "-policy"}, nil, &stdout, io.Discard))
	decoder, n := json.NewDecoder(&stdout), 0
	for decoder.More() {
		var d struct{ Version string }
		require.NoError(t, decoder.Decode(&d))
		require.Equal(t, "2012-10-17", d.Version)
		n++
	}
	require.Positive(t, n)
	require.NoFileExists(t, filepath.Join(dir, "rehearsal.json"))
}

func TestDeployOptions(t *testing.T) {
	for _, args := range [][]string{{"-target", "moon"}, {"-plan", "-destroy"}, {"-parameter", "x"}} {
		require.Equal(t, 2, run(append(args, "-out", t.TempDir()), nil, io.Discard, io.Discard))
	}
}
