package specfile_test

import (
	"bytes"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/archspec"
	"github.com/archblocks/archblocks/arch/problem"
	"github.com/archblocks/archblocks/arch/specfile"
	"github.com/archblocks/archblocks/internal/codetest"
	"github.com/archblocks/archblocks/internal/golden"
)

// Each file of testdata/wrong stands beside what Parse says of it.
func TestWrong(t *testing.T) {
	files, err := filepath.Glob("testdata/wrong/*.*")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	var found []problem.List
	for _, file := range files {
		if strings.HasSuffix(file, ".txt") {
			continue
		}
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			require.NoError(t, err)
			spec, err := specfile.Parse(text)
			require.Error(t, err)
			require.True(t, cmp.Equal(archspec.Spec{}, spec, prefixes), "no half of a spec")
			list, ok := problem.Of(err)
			require.True(t, ok)
			require.Equal(t, list, specfile.Check(text))
			for _, p := range list {
				require.Regexp(t, `^at [1-9][0-9]*:[1-9][0-9]* `, p.Message)
				require.NotEmpty(t, p.Hint)
			}
			require.NotContains(t, err.Error(), "hunter2", "what may be a secret is not shown")
			found = append(found, list)
			golden.Compare(t, []byte(err.Error()+"\n"), file+".txt")
		})
	}
	many := strings.Repeat("a: 1\n", 200)
	found = append(found, specfile.Check([]byte(many)), specfile.Check(make([]byte, specfile.MaxBytes+1)))
	codetest.FoundAlone(t, found)
}

func TestManyProblems(t *testing.T) {
	list := specfile.Check([]byte(strings.Repeat("a: 1\n", 1000)))
	require.Len(t, list, 101)
	require.Equal(t, specfile.ProblemsTooMany, list[100].Code)
	require.Contains(t, list[100].Message, "at 101:1 ")
}

// What YAML 1.1 and 1.2 read differently is refused, or is what both say.
func TestTraps(t *testing.T) {
	for _, c := range []struct{ yaml, want string }{
		{"name: chat", "chat"},
		{"name: 'yes'", "yes"},
		{`name: "012"`, "012"},
		{"name: !!str 012", "012"},
		{"name: yesterday", "yesterday"},
		{"name: 1.2.3", "1.2.3"},
		{"name: 10m", "10m"},
		{"name: 2024-01-31", "2024-01-31"},
		{"name: \"\"", ""},
		{"name: ''", ""},
		{"name: |\n  a\n  b\n", "a\nb\n"},
		{"name: >\n  a\n  b\n", "a b\n"},
		{"name: a # b", "a"},
		{"name: a#b", "a#b"},
		{"\uFEFFname: chat", "chat"},
		{"---\nname: chat\n...\n", "chat"},
		{"name: &a chat\nregion: *a\n", "chat"},
		{" {\"name\": \"chat\"}", "chat"},
		{"\uFEFF{\"name\": \"chat\"}", "chat"},
		{"\r\n\t{\"name\": \"ch\\u0061t\"}\r\n", "chat"},
		{"? name\n: chat\n", "chat"},
		{"\"name\": chat", "chat"},
		{"$schema: schema.json\nname: chat", "chat"},
	} {
		spec, err := specfile.Parse([]byte(c.yaml))
		require.NoError(t, err, c.yaml)
		require.Equal(t, c.want, spec.Name, c.yaml)
	}
	for value, code := range map[string]problem.Code{
		"yes": specfile.ValueAmbiguous, "No": specfile.ValueAmbiguous, "on": specfile.ValueAmbiguous, "OFF": specfile.ValueAmbiguous, "y": specfile.ValueAmbiguous,
		"012": specfile.ValueAmbiguous, "1_000": specfile.ValueAmbiguous, "0x1F": specfile.ValueAmbiguous, "0o17": specfile.ValueAmbiguous, "0b1": specfile.ValueAmbiguous,
		"1e3": specfile.ValueAmbiguous, "12:30": specfile.ValueAmbiguous, ".inf": specfile.ValueAmbiguous, ".NaN": specfile.ValueAmbiguous, "+1": specfile.ValueAmbiguous, "1.": specfile.ValueAmbiguous,
		"true": specfile.ValueOfWrongType, "False": specfile.ValueOfWrongType, "null": specfile.ValueOfWrongType, "~": specfile.ValueOfWrongType, "": specfile.ValueOfWrongType,
		"1": specfile.ValueOfWrongType, "-1.5": specfile.ValueOfWrongType, "[a]": specfile.ValueOfWrongType, "{a: b}": specfile.ValueOfWrongType,
		"!!int 3": specfile.TagRefused, "!!binary YQ==": specfile.TagRefused, "!Ref a": specfile.TagRefused, "!!null ''": specfile.TagRefused,
	} {
		for _, path := range []string{"name", "compute.services[0].port", "compute.services[0].writableRoot", "edge.keepAlive", "network.cidr"} {
			// Values that are right for a field stand in other rows.
			right := path == "compute.services[0].port" && value == "1" || path == "compute.services[0].writableRoot" && (value == "true" || value == "False")
			list := specfile.Check(nested(path, value))
			if right {
				continue
			}
			require.Len(t, list, 1, "%s: %s", path, value)
			require.Equal(t, path, list[0].Path, value)
			require.Equal(t, code, list[0].Code, "%s: %s", path, value)
		}
	}
}

// nested is YAML in flow style with a value at a path, in which [0] is the only index.
func nested(path, value string) []byte {
	parts := strings.Split(path, ".")
	text := value
	for i := len(parts) - 1; i >= 0; i-- {
		name, list := strings.CutSuffix(parts[i], "[0]")
		if list {
			text = "[" + text + "]"
		}
		text = name + ": " + text
		if i > 0 {
			text = "{" + text + "}"
		}
	}
	return []byte(text)
}

func TestValues(t *testing.T) {
	spec, err := specfile.Parse([]byte("network: {cidr: 10.1.0.0/16, publicSubnets: ['10.1.0.0/24']}\nedge: {keepAlive: 1m30s, rateLimit: -3, disableUploads: true}\ntags: {a: b, c: ''}"))
	require.NoError(t, err)
	require.Equal(t, netip.MustParsePrefix("10.1.0.0/16"), spec.Network.CIDR)
	require.Equal(t, []netip.Prefix{netip.MustParsePrefix("10.1.0.0/24")}, spec.Network.PublicSubnets)
	require.Equal(t, 90*time.Second, spec.Edge.KeepAlive)
	require.Equal(t, -3, spec.Edge.RateLimit, "Check judges, not Parse")
	require.True(t, spec.Edge.DisableUploads)
	require.Equal(t, map[string]string{"a": "b", "c": ""}, spec.Tags)
}

// Anchors serve services that are alike.
func TestAliases(t *testing.T) {
	spec, err := specfile.Parse([]byte("compute:\n  services:\n    - name: a\n      environment: &e {A: b}\n    - name: b\n      environment: *e\n"))
	require.NoError(t, err)
	require.Equal(t, map[string]string{"A": "b"}, spec.Compute.Services[1].Environment)
	spec.Compute.Services[0].Environment["A"] = "c"
	require.Equal(t, "b", spec.Compute.Services[1].Environment["A"], "each has its own")
}

// Check knows where in the text the problems of the spec are, also of what is left out.
func TestCheckPositions(t *testing.T) {
	text := "name: chat\nregion: eu-wst-1\ntags:\n  a.b: x\n  aws:c: z\nedge: {domain: Chat.Example.com}\ncompute:\n  services:\n    - name: app\n      memoryMiB: 700\n      cpu: 512\n"
	var got []string
	for _, p := range specfile.Check([]byte(text)) {
		var at string
		_, err := fmt.Sscanf(p.Message, "at %s", &at)
		require.NoError(t, err)
		got = append(got, p.Path+" "+at)
	}
	want := []string{`region 2:9`, `tags["aws:c"] 5:10`, "edge.domain 6:16", "compute.services[0].image 9:7", "compute.services[0].memoryMiB 10:18", "compute.loadBalancer.certificateARN 8:3"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	require.Empty(t, specfile.Check(specfile.YAML(minimal())).Errors())
	require.NotEmpty(t, specfile.Check(specfile.YAML(minimal())).Warnings())
}

func TestRead(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "chat.yaml")
	require.NoError(t, os.WriteFile(file, specfile.YAML(minimal()), 0o644))
	spec, err := specfile.Read(file)
	require.NoError(t, err)
	require.True(t, cmp.Equal(minimal(), spec, prefixes))

	require.NoError(t, os.WriteFile(file, []byte("nmae: chat"), 0o644))
	_, err = specfile.Read(file)
	require.Equal(t, file+`: invalid spec: nmae: "nmae" at 1:1 is not a field of a spec; did you mean "name"? [field-unknown]`, err.Error())
	require.ErrorIs(t, err, specfile.FieldUnknown)

	require.NoError(t, os.WriteFile(file, bytes.Repeat([]byte("#"), 3<<20), 0o644))
	_, err = specfile.Read(file)
	require.ErrorIs(t, err, specfile.TextTooLarge)

	_, err = specfile.Read(dir)
	require.Error(t, err)
	_, err = specfile.Read(filepath.Join(dir, "none"))
	require.True(t, errors.Is(err, os.ErrNotExist))
}
