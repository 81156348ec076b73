package main

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/archblocks/archblocks/arch/specfile"
	"github.com/archblocks/archblocks/arch/verify"
	"github.com/archblocks/archblocks/internal/cdktest"
	"github.com/archblocks/archblocks/internal/golden"
	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// render is run without a deployment.
func render(args []string, stdout, stderr io.Writer) int {
	return run(append([]string{"-target", "none"}, args...), nil, stdout, stderr)
}

func TestMain(m *testing.M) { cdktest.Main(m) }

func TestRun(t *testing.T) {
	dir := t.TempDir()
	var stdout, stderr bytes.Buffer
	require.Equal(t, 0, render([]string{"-out", dir}, &stdout, &stderr), stderr.String())
	want := []string{
		filepath.Join(dir, "cdk.out", "chat.template.json"), filepath.Join(dir, "cdk.out", "chat-edge.template.json"),
		filepath.Join(dir, "architecture.png"),
		filepath.Join(dir, "docs", "ARCHITECTURE.md"), filepath.Join(dir, "docs", "architecture.drawio"), filepath.Join(dir, "docs", "architecture.mmd"),
		filepath.Join(dir, "docs", "architecture.svg"), filepath.Join(dir, "docs", "architecture.txt"), filepath.Join(dir, "docs", "index.html"),
		filepath.Join(dir, "verify.json"),
	}
	got := strings.Split(strings.TrimSpace(stdout.String()), "\n")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("stdout (-want +got):\n%s", diff)
	}
	for _, path := range got {
		cdktest.Parses(t, path)
	}
	// Of all files, only the assembly's own description goes unsaid.
	for _, path := range cdktest.Files(t, dir) {
		name := filepath.Base(path)
		if !slices.Contains(got, path) && name != "manifest.json" && name != "cdk.out" && !strings.HasSuffix(name, ".metadata.json") {
			t.Errorf("%s was made and not said", path)
		}
	}
	var phases []string
	for line := range strings.SplitSeq(strings.TrimSpace(stderr.String()), "\n") {
		require.LessOrEqual(t, len(line), 100, line)
		phases = append(phases, strings.Fields(line)[0])
	}
	require.Equal(t, []string{"spec", "synth", "verify", "diagram", "drift", "docs"}, phases, stderr.String())
}

// The logical ids are those that the topology's own tests hold on to.
func TestLogicalIDs(t *testing.T) {
	golden, err := os.ReadFile(filepath.Join("..", "..", "arch", "testdata", "logical-ids", "full.txt"))
	require.NoError(t, err)
	dir := t.TempDir()
	require.Equal(t, 0, render([]string{"-out", dir}, io.Discard, io.Discard))
	for _, name := range []string{"chat", "chat-edge"} {
		data, err := os.ReadFile(filepath.Join(dir, "cdk.out", name+".template.json"))
		require.NoError(t, err)
		var tpl struct {
			Resources map[string]struct{ Type string }
		}
		require.NoError(t, json.Unmarshal(data, &tpl))
		for id, r := range tpl.Resources {
			require.Contains(t, string(golden), "\n"+id+" "+r.Type+"\n")
		}
	}
}

// What cannot be told is said, and everything is written all the same.
func TestUnknown(t *testing.T) {
	dir := t.TempDir()
	var stdout, stderr bytes.Buffer
	// AWS does not say clearly whether tasks need endpoints of ECS itself there.
	require.Equal(t, 3, render([]string{"-out", dir, "-region", "ca-west-1"}, &stdout, &stderr), stderr.String())
	require.Contains(t, stderr.String(), "\nUNKNOWN services-have-endpoints  chat/")
	require.NotContains(t, stderr.String(), "REFUTED")
	page, err := os.ReadFile(filepath.Join(dir, "docs", "ARCHITECTURE.md"))
	require.NoError(t, err)
	require.True(t, bytes.Contains(page, []byte("| **UNKNOWN**<br>")), "the page says so")
	proofs, err := os.ReadFile(filepath.Join(dir, "verify.json"))
	require.NoError(t, err)
	require.Contains(t, string(proofs), `"verdict": "UNKNOWN"`)
	require.Len(t, strings.Fields(stdout.String()), 10)
}

// Where the ids of prefix lists are not known, the template asks for them and the proof
// takes the parameters for what they are.
func TestPrefixListsByParameter(t *testing.T) {
	dir := t.TempDir()
	var stderr bytes.Buffer
	require.Equal(t, 0, render([]string{"-out", dir, "-region", "eu-south-1"}, io.Discard, &stderr), stderr.String())
	proofs, err := os.ReadFile(filepath.Join(dir, "verify.json"))
	require.NoError(t, err)
	require.Contains(t, string(proofs), `"CloudFrontPrefixListId is the prefix list com.amazonaws.global.cloudfront.origin-facing."`)
	require.Contains(t, string(proofs), `"S3PrefixListId is the prefix list com.amazonaws.eu-south-1.s3."`)
}

// The options and the spec file say the same, and make the same.
func TestSpecFile(t *testing.T) {
	o, err := parse(nil, io.Discard)
	require.NoError(t, err)
	golden.Compare(t, specfile.YAML(o.spec()), "spec.yaml")
	var dirs []string
	for _, args := range [][]string{nil, {"-spec", "spec.yaml"}} {
		dir := t.TempDir()
		require.Equal(t, 0, render(append(args, "-out", dir), io.Discard, io.Discard))
		dirs = append(dirs, dir)
	}
	for _, path := range cdktest.Files(t, dirs[0]) {
		want, err := os.ReadFile(path)
		require.NoError(t, err)
		got, err := os.ReadFile(filepath.Join(dirs[1], strings.TrimPrefix(path, dirs[0])))
		require.NoError(t, err)
		require.True(t, bytes.Equal(want, got), path)
	}

	file := filepath.Join(t.TempDir(), "wrong.yaml")
	spec := o.spec()
	spec.Compute.Services[0].MemoryMiB = 700
	require.NoError(t, os.WriteFile(file, specfile.YAML(spec), 0o644))
	var stderr bytes.Buffer
	require.Equal(t, 2, render([]string{"-spec", file, "-out", t.TempDir()}, io.Discard, &stderr))
	require.Regexp(t, `wrong.yaml: invalid spec: compute.services\[0\].memoryMiB: "700" at [0-9]+:18 does not go`, stderr.String())
}

func TestOptions(t *testing.T) {
	const viewer = "arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012"
	const origin = "arn:aws:acm:eu-central-1:111122223333:certificate/12345678-1234-1234-1234-123456789012"
	dir := t.TempDir()
	var stdout, stderr bytes.Buffer
	code := render([]string{
		"-out", dir, "-region", "eu-central-1", "-name", "desk", "-domain", "desk.example.org", "-viewer-certificate", viewer, "-origin-certificate", origin,
		"-cpu", "1024", "-memory", "4096", "-port", "9000", "-zones", "3", "-min-tasks", "3", "-max-tasks", "9", "-bucket", "", "-alarm-email", "ops@example.org",
		"-model", "amazon.nova-lite-v1:0",
	}, &stdout, &stderr)
	require.Equal(t, 0, code, stderr.String())
	regional, err := os.ReadFile(filepath.Join(dir, "cdk.out", "desk.template.json"))
	require.NoError(t, err)
	for _, part := range []string{
		`"Cpu":"1024"`, `"Memory":"4096"`, `"ContainerPort":9000`, `"MinCapacity":3`, `"MaxCapacity":9`, `"CidrBlock":"10.0.32.0/20"`, `"Endpoint":"ops@example.org"`,
		origin, "foundation-model/amazon.nova-lite-v1:0", "111122223333.dkr.ecr.eu-central-1.amazonaws.com/chat:1.0.0",
	} {
		if !bytes.Contains(regional, []byte(part)) {
			t.Errorf("the template does not hold %s", part)
		}
	}
	require.NotContains(t, string(regional), "desk-docs", "no bucket")
	edge, err := os.ReadFile(filepath.Join(dir, "cdk.out", "desk-edge.template.json"))
	require.NoError(t, err)
	require.Contains(t, string(edge), viewer)
	require.NotContains(t, string(edge), "AWS::Route53::RecordSet", "certificates alone make no records")
}

// A picture that is not of the templates is refused, with what to do.
func TestDrift(t *testing.T) {
	o, err := parse(nil, io.Discard)
	require.NoError(t, err)
	plan, err := o.spec().Plan()
	require.NoError(t, err)
	templates, err := verify.Read("../../internal/cfn/testdata/chat.template.json", "../../internal/cfn/testdata/chat-edge.template.json")
	require.NoError(t, err)
	templates[0].Region, templates[1].Region = "eu-west-1", "us-east-1"
	graph := plan.Diagram()
	_, err = compare(graph, plan.PrefixLists(), templates)
	require.NoError(t, err)
	for i := range graph.Edges {
		if graph.Edges[i].ID == "load-balancer>task/app/1" {
			graph.Edges[i].Label = "HTTP 80"
		}
	}
	_, err = compare(graph, plan.PrefixLists(), templates)
	require.ErrorContains(t, err, "DRIFT differs load-balancer>task/app/1")
	require.ErrorContains(t, err, "hint:")
}

// A run replaces the files of the one before as a whole.
func TestRunTwice(t *testing.T) {
	dir := t.TempDir()
	require.Equal(t, 0, render([]string{"-out", dir, "-name", "before"}, io.Discard, io.Discard))
	require.Equal(t, 0, render([]string{"-out", dir, "-name", "after"}, io.Discard, io.Discard))
	for _, path := range cdktest.Files(t, dir) {
		require.NotContains(t, filepath.Base(path), "before")
	}
}

func TestBadInput(t *testing.T) {
	tests := map[string]struct {
		args []string
		says []string
	}{
		"CPU and memory":     {[]string{"-cpu", "256", "-memory", "9999"}, []string{"compute.services[0].memoryMiB"}},
		"Region":             {[]string{"-region", "eu-west-11"}, []string{"region", "did you mean"}},
		"public image":       {[]string{"-image", "docker.io/library/nginx:1"}, []string{"compute.services[0].image"}},
		"other Region":       {[]string{"-image", "111122223333.dkr.ecr.us-west-2.amazonaws.com/chat:1"}, []string{"compute.services[0].image"}},
		"name":               {[]string{"-name", "Not A Name"}, []string{"name"}},
		"zones":              {[]string{"-zones", "4"}, []string{"network.zoneCount"}},
		"tasks":              {[]string{"-min-tasks", "9", "-max-tasks", "3"}, []string{"compute.services[0].maxTasks"}},
		"one certificate":    {[]string{"-viewer-certificate", "arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012"}, []string{"certificateARN"}},
		"certificate's home": {[]string{"-viewer-certificate", "arn:aws:acm:eu-west-1:111122223333:certificate/1", "-hosted-zone", "Z0123456789ABCDEFGHIJ"}, []string{"edge.viewerCertificateARN"}},
		"two faults":         {[]string{"-cpu", "3", "-zones", "9"}, []string{"network.zoneCount", "compute.services[0].cpu"}},
		"unknown flag":       {[]string{"-sise", "3"}, []string{"-sise", "-cpu"}},
		"not a number":       {[]string{"-cpu", "lots"}, []string{"-cpu"}},
		"spec and options":   {[]string{"-spec", "spec.yaml", "-cpu", "1024"}, []string{"-cpu", "-spec", "spec.yaml"}},
		"no such spec":       {[]string{"-spec", "none.yaml"}, []string{"none.yaml"}},
		"text of a spec":     {[]string{"-spec", "main.go"}, []string{"main.go: invalid spec", "not YAML"}},
		"argument":           {[]string{"now"}, []string{`"now"`, "-help"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "out")
			var stdout, stderr bytes.Buffer
			require.Equal(t, 2, render(append([]string{"-out", dir}, test.args...), &stdout, &stderr), stderr.String())
			for _, text := range test.says {
				require.Contains(t, stderr.String(), text)
			}
			require.Empty(t, stdout.String())
			require.NoDirExists(t, dir, "nothing is written")
			for _, trace := range []string{"panic", "goroutine", "\n    at "} {
				require.NotContains(t, stderr.String(), trace)
			}
		})
	}
}

func TestHelp(t *testing.T) {
	var stdout, stderr bytes.Buffer
	require.Equal(t, 0, render([]string{"-help"}, &stdout, &stderr))
	for _, name := range []string{"-out", "-region", "-name", "-image", "-domain", "-hosted-zone", "-viewer-certificate", "-origin-certificate", "-cpu", "-memory"} {
		require.Contains(t, stderr.String(), "  "+name+" ")
	}
}

func TestUnwritable(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, []byte("mine"), 0o644))
	var stdout, stderr bytes.Buffer
	require.Equal(t, 1, render([]string{"-out", filepath.Join(file, "out")}, &stdout, &stderr))
	require.Empty(t, stdout.String())
	require.Contains(t, stderr.String(), file)
	data, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, "mine", string(data))
}

func TestNodeIsMissing(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	var stdout, stderr bytes.Buffer
	require.Equal(t, 1, render([]string{"-out", filepath.Join(t.TempDir(), "out")}, &stdout, &stderr))
	require.Contains(t, stderr.String(), "install Node.js")
	require.Empty(t, stdout.String())
}

// The sample model can be called from the Region, wherever that is.
func TestSampleModel(t *testing.T) {
	for region, want := range map[string]string{
		"eu-west-1": "eu.", "us-east-1": "us.", "ap-northeast-1": "jp.", "ap-southeast-2": "au.", "sa-east-1": "global.",
	} {
		require.Equal(t, want+"anthropic.claude-sonnet-4-5-20250929-v1:0", sampleModel(region), region)
	}
}

func TestValidateIsAnOption(t *testing.T) {
	o, err := parse([]string{"-validate"}, io.Discard)
	require.NoError(t, err)
	require.Len(t, o.render(), 1)
	o, err = parse(nil, io.Discard)
	require.NoError(t, err)
	require.Empty(t, o.render())
}
