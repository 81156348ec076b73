package verify_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/archblocks/archblocks/arch/verify"
	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// write makes files, by path within a new folder.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	}
	return dir
}

// application is an assembly such as the CDK writes: the stack that is deployed first stands last, and a stage has an assembly of its own.
var application = map[string]string{
	"cdk.out/manifest.json": `{"version": "54.0.0", "artifacts": {
		"Edge": {"type": "aws:cloudformation:stack", "environment": "aws://111122223333/us-east-1",
			"properties": {"templateFile": "Edge.template.json", "stackName": "chat-edge"}, "dependencies": ["chat", "Edge.assets", "gone"]},
		"Edge.assets": {"type": "cdk:asset-manifest", "properties": {"file": "Edge.assets.json"}},
		"assembly-test": {"type": "cdk:cloud-assembly", "properties": {"directoryName": "assembly-test", "displayName": "test"}},
		"chat": {"type": "aws:cloudformation:stack", "environment": "aws://unknown-account/eu-west-1",
			"properties": {"templateFile": "chat.template.json", "parameters": {"Size": "3"}}},
		"open": {"type": "aws:cloudformation:stack", "environment": "aws://unknown-account/unknown-region", "properties": {"templateFile": "open.template.json"}},
		"Tree": {"type": "cdk:tree", "properties": {"file": "tree.json"}}}}`,
	"cdk.out/Edge.template.json": "edge", "cdk.out/chat.template.json": "chat", "cdk.out/open.template.json": "open", "cdk.out/stray.template.json": "stray",
	"cdk.out/assembly-test/manifest.json":          `{"artifacts": {"testchat": {"type": "aws:cloudformation:stack", "properties": {"templateFile": "testchat.template.json", "stackName": "test-chat"}}}}`,
	"cdk.out/assembly-test/testchat.template.json": "test",
	"plain/shop.template.yaml":                     "shop", "plain/manifest.json": `{"name": "a web application", "icons": []}`,
}

func TestReadAssembly(t *testing.T) {
	dir := write(t, application)
	got, err := verify.Read(filepath.Join(dir, "cdk.out"))
	require.NoError(t, err)
	want := []verify.Template{
		{Name: "chat", Region: "eu-west-1", Text: []byte("chat"), Parameters: map[string]string{"Size": "3"}},
		{Name: "chat-edge", Region: "us-east-1", Account: "111122223333", Text: []byte("edge")},
		{Name: "open", Text: []byte("open")},
		{Name: "test-chat", Text: []byte("test")},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestReadFiles(t *testing.T) {
	dir := write(t, application)
	got, err := verify.Read(filepath.Join(dir, "plain/shop.template.yaml"), filepath.Join(dir, "cdk.out/Edge.template.json"), filepath.Join(dir, "cdk.out/stray.template.json"))
	require.NoError(t, err)
	want := []verify.Template{
		{Name: "shop", Text: []byte("shop")},
		{Name: "chat-edge", Region: "us-east-1", Account: "111122223333", Text: []byte("edge")},
		{Name: "stray", Text: []byte("stray")},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestNamesOfFiles(t *testing.T) {
	for file, want := range map[string]string{
		"a.template.json": "a", "b.json": "b", "c.yaml": "c", "d.yml": "d", "e.template": "e", "f.template.yml": "f", "g": "g", "h.v2.json": "h.v2", ".json": ".json",
	} {
		got, err := verify.Read(filepath.Join(write(t, map[string]string{file: "x"}), file))
		require.NoError(t, err)
		require.Equal(t, want, got[0].Name, file)
	}
}

func TestReadRefuses(t *testing.T) {
	stack := func(properties string) string {
		return `{"artifacts": {"S": {"type": "aws:cloudformation:stack", "environment": "aws://1/eu-west-1", "properties": ` + properties + `}}}`
	}
	for name, test := range map[string]struct {
		files map[string]string
		paths []string
		says  []string
	}{
		"nothing":              {nil, nil, []string{"no template is given", "cdk.out"}},
		"not there":            {nil, []string{"a.json"}, []string{"a.json does not exist", "name a template"}},
		"folder":               {map[string]string{"docs/a.md": ""}, []string{"docs"}, []string{"docs is a folder without manifest.json", "cdk synth"}},
		"no JSON":              {map[string]string{"manifest.json": "{"}, []string{"."}, []string{"manifest.json is not the manifest", "cdk synth"}},
		"other manifest":       {map[string]string{"manifest.json": `{"artifacts": "none"}`}, []string{"."}, []string{"manifest.json is not the manifest"}},
		"no stack":             {map[string]string{"manifest.json": `{"version": "54.0.0"}`}, []string{"."}, []string{"lists no stack"}},
		"template is gone":     {map[string]string{"manifest.json": stack(`{"templateFile": "gone.json"}`)}, []string{"."}, []string{`artifact "S"`, "gone.json"}},
		"template not said":    {map[string]string{"manifest.json": stack(`{}`)}, []string{"."}, []string{`artifact "S"`, `templateFile ""`}},
		"template is a folder": {map[string]string{"manifest.json": stack(`{"templateFile": "x"}`), "x/y": ""}, []string{"."}, []string{"x is a folder"}},
		"template outside":     {map[string]string{"a/manifest.json": stack(`{"templateFile": "../b.json"}`), "b.json": "{}"}, []string{"a"}, []string{`"../b.json" is not a file within`}},
		"template elsewhere":   {map[string]string{"manifest.json": stack(`{"templateFile": "/etc/hostname"}`)}, []string{"."}, []string{`"/etc/hostname" is not a file within`}},
		"assembly outside":     {map[string]string{"a/manifest.json": `{"artifacts": {"N": {"type": "cdk:cloud-assembly", "properties": {"directoryName": ".."}}}}`}, []string{"a"}, []string{`".." is not a folder within`}},
		"assembly in itself":   {map[string]string{"manifest.json": `{"artifacts": {"N": {"type": "cdk:cloud-assembly", "properties": {"directoryName": "."}}}}`}, []string{"."}, []string{"given twice"}},
		"environment": {map[string]string{"manifest.json": `{"artifacts": {"S": {"type": "aws:cloudformation:stack", "environment": "eu-west-1", "properties": {"templateFile": "t.json"}}}}`, "t.json": "{}"},
			[]string{"."}, []string{`environment "eu-west-1" is not aws://ACCOUNT/REGION`}},
		"file twice":            {map[string]string{"a.json": ""}, []string{"a.json", "a.json"}, []string{"a.json is given twice"}},
		"file by another path":  {map[string]string{"a.json": "", "b/c": ""}, []string{"a.json", "b/../a.json"}, []string{"a.json", "given"}},
		"file and its assembly": {map[string]string{"manifest.json": stack(`{"templateFile": "t.json"}`), "t.json": "{}"}, []string{"t.json", "."}, []string{`artifact "S"`, "t.json is given twice"}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := write(t, test.files)
			var paths []string
			for _, p := range test.paths {
				paths = append(paths, filepath.Join(dir, p))
			}
			got, err := verify.Read(paths...)
			require.Error(t, err)
			require.Nil(t, got)
			for _, text := range test.says {
				require.ErrorContains(t, err, text)
			}
		})
	}
}

func TestReadFollowsNoLinkTwice(t *testing.T) {
	dir := write(t, map[string]string{"a.json": "{}"})
	require.NoError(t, os.Symlink("a.json", filepath.Join(dir, "b.json")))
	_, err := verify.Read(filepath.Join(dir, "a.json"), filepath.Join(dir, "b.json"))
	require.ErrorContains(t, err, "b.json is the file "+filepath.Join(dir, "a.json"))
}

func TestReadLargeFiles(t *testing.T) {
	dir := write(t, map[string]string{"most.json": "", "more.json": "", "more/manifest.json": ""})
	const most = 16 << 20
	for name, size := range map[string]int64{"most.json": most, "more.json": most + 1, "more/manifest.json": 1 << 40} {
		require.NoError(t, os.Truncate(filepath.Join(dir, name), size))
	}
	got, err := verify.Read(filepath.Join(dir, "most.json"))
	require.NoError(t, err)
	require.Len(t, got[0].Text, most)
	for _, name := range []string{"more.json", "more", "/dev/zero"} {
		if !filepath.IsAbs(name) {
			name = filepath.Join(dir, name)
		}
		_, err := verify.Read(name)
		require.ErrorContains(t, err, "larger than 16 MiB", name)
	}
}

// FuzzManifest reads any manifest: it may be refused, and nothing outside its folder is read.
func FuzzManifest(f *testing.F) {
	f.Add([]byte(application["cdk.out/manifest.json"]))
	f.Add([]byte(`{"artifacts": {"a": {"type": "aws:cloudformation:stack", "dependencies": ["a", "b"], "properties": {"templateFile": "t.json"}}, "b": {"dependencies": ["a"]}}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		outer := t.TempDir()
		dir := filepath.Join(outer, "in")
		require.NoError(t, os.Mkdir(dir, 0o755))
		require.NoError(t, os.WriteFile(filepath.Join(dir, "manifest.json"), text, 0o644))
		require.NoError(t, os.WriteFile(filepath.Join(dir, "t.json"), []byte("inside"), 0o644))
		require.NoError(t, os.WriteFile(filepath.Join(outer, "t.json"), []byte("outside"), 0o644))
		templates, err := verify.Read(dir)
		if err != nil {
			return
		}
		require.True(t, json.Valid(text))
		for _, each := range templates {
			require.NotEqual(t, "outside", string(each.Text))
		}
	})
}
