package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/archblocks/archblocks/arch/verify"
	"github.com/archblocks/archblocks/internal/golden"
	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// assembly is a copy of the templates of a topology, each changed by change, and its manifest.
func assembly(t *testing.T, name string, change func(resources map[string]any)) string {
	t.Helper()
	dir := t.TempDir()
	artifacts := map[string]any{}
	for stack, region := range map[string]string{name: "eu-west-1", name + "-edge": "us-east-1"} {
		file := stack + ".template.json"
		text, err := os.ReadFile(filepath.Join("..", "..", "internal", "cfn", "testdata", file))
		require.NoError(t, err)
		var template map[string]any
		require.NoError(t, json.Unmarshal(text, &template))
		if change != nil {
			change(template["Resources"].(map[string]any))
		}
		writeJSON(t, filepath.Join(dir, file), template)
		artifacts[stack] = map[string]any{
			"type": "aws:cloudformation:stack", "environment": "aws://unknown-account/" + region, "properties": map[string]string{"templateFile": file},
		}
	}
	writeJSON(t, filepath.Join(dir, "manifest.json"), map[string]any{"version": "54.0.0", "artifacts": artifacts})
	return dir
}

func writeJSON(t *testing.T, path string, v any) {
	t.Helper()
	text, err := json.Marshal(v)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(path, text, 0o644))
}

// eachOf calls f with the properties of all resources of a type.
func eachOf(resources map[string]any, kind string, f func(id string, properties map[string]any)) {
	for id, r := range resources {
		if r := r.(map[string]any); r["Type"] == kind {
			properties, _ := r["Properties"].(map[string]any)
			f(id, properties)
		}
	}
}

// leaks adds a way out of the first private subnet.
func leaks(resources map[string]any) {
	gateway := ""
	eachOf(resources, "AWS::EC2::InternetGateway", func(id string, _ map[string]any) { gateway = id })
	eachOf(resources, "AWS::EC2::RouteTable", func(id string, _ map[string]any) {
		if strings.HasPrefix(id, "NetworkPrivateRouteTable1") {
			resources["Oops"] = map[string]any{"Type": "AWS::EC2::Route", "Properties": map[string]any{
				"RouteTableId": map[string]any{"Ref": id}, "DestinationCidrBlock": "0.0.0.0/0", "GatewayId": map[string]any{"Ref": gateway},
			}}
		}
	})
}

// call runs the program, and holds it to its streams: data on standard output, words on the other.
func call(t *testing.T, args ...string) (status int, out string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	status = run(args, &stdout, &stderr)
	require.Equal(t, status == 2, stdout.Len() == 0, "standard output is empty for bad input alone")
	require.Equal(t, status == 2, stderr.Len() > 0, stderr.String())
	if status == 2 {
		return status, stderr.String()
	}
	return status, stdout.String()
}

func TestGolden(t *testing.T) {
	for name, c := range map[string]struct {
		topology string
		change   func(map[string]any)
		status   int
	}{
		"chat": {"chat", nil, 0}, "hello": {"hello", nil, 0}, "broken": {"chat", leaks, 1},
	} {
		t.Run(name, func(t *testing.T) {
			dir := assembly(t, c.topology, c.change)
			status, text := call(t, dir)
			require.Equal(t, c.status, status, text)
			golden.Compare(t, []byte(text), "testdata/"+name+".txt")
			status, text = call(t, "-json", dir)
			require.Equal(t, c.status, status, text)
			golden.Compare(t, []byte(text), "testdata/"+name+".json")
		})
	}
	_, text := call(t, "-list")
	golden.Compare(t, []byte(text), "testdata/list.txt")
}

// What a route out breaks is said, with the place to change.
func TestWitness(t *testing.T) {
	status, text := call(t, "-json", "-property", "no-internet-route", assembly(t, "chat", leaks))
	require.Equal(t, 1, status)
	var results []struct {
		Property, Subject, Verdict, Why string
		Witness                         struct {
			Shows, Stack, Resource, Path, Hint, When string
			Packet                                   struct {
				Protocol, Source, Destination string
				Port                          int
			}
			Hops []struct{ At, Does string }
		}
		Assumptions []string
	}
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.DisallowUnknownFields()
	require.NoError(t, decoder.Decode(&results))
	require.Len(t, results, 1)
	require.Equal(t, "REFUTED", results[0].Verdict)
	require.Equal(t, "Oops", results[0].Witness.Resource)
	require.True(t, strings.HasPrefix(results[0].Witness.Path, "Resources.Oops."))
	require.NotEmpty(t, results[0].Witness.Packet.Destination)
	require.NotEmpty(t, results[0].Witness.Hops)
	require.NotEmpty(t, results[0].Assumptions)
}

// The text is for a terminal: plain, and not too wide but for names that cannot be broken.
func TestTextFits(t *testing.T) {
	for _, args := range [][]string{{assembly(t, "chat", leaks)}, {"-list"}} {
		_, text := call(t, args...)
		for line := range strings.Lines(text) {
			line = strings.TrimSuffix(line, "\n")
			require.Regexp(t, "^[ -~]*$", line)
			if len(line) > 100 {
				require.Len(t, strings.Fields(line), 1, line)
			}
		}
	}
}

// Files with -region say the same as the assembly.
func TestRegions(t *testing.T) {
	dir := assembly(t, "chat", nil)
	_, want := call(t, dir)
	regional, edge := filepath.Join(dir, "chat.template.json"), filepath.Join(dir, "chat-edge.template.json")
	_, got := call(t, regional, edge)
	require.Equal(t, want, got, "from the manifest beside the files")

	require.NoError(t, os.Remove(filepath.Join(dir, "manifest.json")))
	_, got = call(t, "-region", "eu-west-1", "-region", "chat-edge:us-east-1", regional, edge)
	require.Equal(t, want, got)
	status, got := call(t, "-property", "alb-from-cloudfront-only", regional, edge)
	require.Equal(t, 3, status, got)
}

func TestParametersAndPrefixLists(t *testing.T) {
	dir := assembly(t, "chat", nil)
	path := filepath.Join(dir, "chat.template.json")
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	const id = `"pl-4fa04526"`
	require.Contains(t, string(text), id)
	text = bytes.ReplaceAll(text, []byte(id), []byte(`{"Ref": "List"}`))
	text = append([]byte(`{"Parameters": {"List": {"Type": "String"}},`), bytes.TrimPrefix(text, []byte("{"))...)
	require.NoError(t, os.WriteFile(path, text, 0o644))

	const name = "com.amazonaws.global.cloudfront.origin-facing"
	for _, c := range []struct {
		status int
		args   []string
	}{
		{3, nil},
		{0, []string{"-param", "List=pl-4fa04526"}},
		{0, []string{"-param", "chat:List=pl-4fa04526"}},
		{3, []string{"-param", "List=pl-0123abcd"}},
		{0, []string{"-param", "List=pl-0123abcd", "-prefix-list", "pl-0123abcd=" + name}},
		{1, []string{"-param", "List=pl-0123abcd", "-prefix-list", "pl-0123abcd=com.amazonaws.eu-west-1.s3"}},
		{1, []string{"-param", "List=pl-6da54004"}},
	} {
		status, out := call(t, append(c.args, "-property", "alb-from-cloudfront-only", dir)...)
		require.Equal(t, c.status, status, "%v: %s", c.args, out)
	}
}

func TestAllowExec(t *testing.T) {
	dir := assembly(t, "chat", func(resources map[string]any) {
		eachOf(resources, "AWS::ECS::Service", func(_ string, p map[string]any) { p["EnableExecuteCommand"] = true })
	})
	status, _ := call(t, "-property", "tasks-from-alb-only", dir)
	require.Equal(t, 1, status)
	status, _ = call(t, "-property", "tasks-from-alb-only", "-allow-exec", dir)
	require.Equal(t, 0, status)
}

func TestPublicPaths(t *testing.T) {
	dir := assembly(t, "chat", func(resources map[string]any) {
		eachOf(resources, "AWS::ElasticLoadBalancingV2::ListenerRule", func(_ string, p map[string]any) {
			actions := p["Actions"].([]any)
			p["Actions"] = actions[len(actions)-1:]
			p["Conditions"] = append(p["Conditions"].([]any), map[string]any{"Field": "path-pattern", "PathPatternConfig": map[string]any{"Values": []string{"/open/*"}}})
		})
	})
	for path, want := range map[string]int{"/closed/*": 1, "/open/*": 0, "*": 0} {
		status, out := call(t, "-property", "login-before-forward", "-public-path", path, dir)
		require.Equal(t, want, status, "%s: %s", path, out)
	}
}

func TestProperties(t *testing.T) {
	dir := assembly(t, "chat", nil)
	_, text := call(t, "-json", "-property", "no-wildcards", "-property", "no-internet-route", dir)
	var results []struct{ Property string }
	require.NoError(t, json.Unmarshal([]byte(text), &results))
	var got []string
	for _, r := range results {
		got = append(got, r.Property)
	}
	if diff := cmp.Diff([]string{"no-internet-route", "no-wildcards", "no-wildcards"}, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestListNamesEveryProperty(t *testing.T) {
	status, text := call(t, "-list")
	require.Equal(t, 0, status)
	all := strings.Join(strings.Fields(text), " ")
	for _, p := range verify.Properties() {
		require.Contains(t, all, strings.Join([]string{p.ID, p.Title, p.Meaning}, " "))
		for _, standard := range p.Standards {
			require.Contains(t, all, standard)
		}
	}
}

func TestBadInput(t *testing.T) {
	dir := assembly(t, "chat", nil)
	file := filepath.Join(dir, "chat.template.json")
	yaml := filepath.Join(t.TempDir(), "bad.yaml")
	require.NoError(t, os.WriteFile(yaml, []byte("Resources:\n  A: {Type: AWS::SNS::Topic, Properties: {X: !Ref Nobody}}\n"), 0o644))
	for name, c := range map[string]struct {
		args []string
		says []string
	}{
		"nothing":            {nil, []string{"no template", "-help"}},
		"not there":          {[]string{"gone.json"}, []string{"gone.json does not exist"}},
		"no assembly":        {[]string{t.TempDir()}, []string{"manifest.json", "cdk synth"}},
		"one there, one not": {[]string{file, "gone.json"}, []string{"gone.json"}},
		"twice":              {[]string{dir, file}, []string{"given twice"}},
		"invalid template":   {[]string{yaml}, []string{"bad", "Nobody"}},
		"property":           {[]string{"-property", "no-internet-rout", dir}, []string{`did you mean "no-internet-route"?`}},
		"strange property":   {[]string{"-property", "beauty", dir}, []string{`"beauty"`, "-list"}},
		"two faults":         {[]string{"-property", "beauty", "-param", "x", dir}, []string{"-property", "-param"}},
		"unknown flag":       {[]string{"-properti", "x", dir}, []string{"-properti", "-property"}},
		"late flag":          {[]string{dir, "-json"}, []string{"-json stands behind a template"}},
		"no value":           {[]string{"-param", "Size", dir}, []string{"NAME=VALUE"}},
		"no such parameter":  {[]string{"-param", "Size=1", dir}, []string{`no template has a parameter "Size"`}},
		"no such stack":      {[]string{"-param", "chat-edg:Size=1", dir}, []string{`did you mean "chat-edge"?`}},
		"Region":             {[]string{"-region", "eu-wset-1", dir}, []string{`did you mean "eu-west-1"?`}},
		"Region of nobody":   {[]string{"-region", "chat-edg:us-east-1", dir}, []string{`did you mean "chat-edge"?`}},
		"another Region":     {[]string{"-region", "chat:us-east-1", dir}, []string{"chat is in eu-west-1"}},
		"prefix list":        {[]string{"-prefix-list", "cloudfront=pl-4fa04526", dir}, []string{"-prefix-list", "ID=NAME"}},
		"public path":        {[]string{"-public-path", "static", dir}, []string{"-public-path", "/static/*"}},
	} {
		t.Run(name, func(t *testing.T) {
			status, text := call(t, c.args...)
			require.Equal(t, 2, status, text)
			for _, says := range c.says {
				require.Contains(t, text, says)
			}
		})
	}
}

func TestHelp(t *testing.T) {
	var stdout, stderr bytes.Buffer
	require.Equal(t, 0, run([]string{"-help"}, &stdout, &stderr))
	for _, name := range []string{"-json", "-list", "-param", "-region", "-prefix-list", "-public-path", "-allow-exec", "-property"} {
		require.Contains(t, stderr.String(), "  "+name)
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("the disk is full") }

func TestUnwritable(t *testing.T) {
	var stderr bytes.Buffer
	require.Equal(t, 1, run([]string{"-list"}, full{}, &stderr))
	require.Contains(t, stderr.String(), "the disk is full")
}
