package specfile_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
	"pgregory.net/rapid"

	"github.com/archblocks/archblocks/arch/archspec"
	"github.com/archblocks/archblocks/arch/specfile"
	"github.com/archblocks/archblocks/edge/edgespec"
	"github.com/archblocks/archblocks/internal/golden"
)

func TestGoldens(t *testing.T) {
	spec := everyField()
	spec.Compute.Services[0].Environment = map[string]string{
		"PROMPT": "You are kind.\nYou are brief.\n", "VERSION": "1.0", "DEBUG": "yes", "OCTAL": "0123", "EMPTY": "", "PLAIN": "text of words", "9": "nine", "on": "off",
		"URL": "https://example.com/a?b=c", "TABS": "a\tb", "BLANKS": " a \n b", "JSON": `{"a": "<b>"}`,
	}
	golden.Compare(t, specfile.YAML(spec), "testdata/every-field.yaml")
	golden.Compare(t, specfile.JSON(spec), "testdata/every-field.json")
	same(t, spec, specfile.YAML(spec))
	same(t, spec, specfile.JSON(spec))
}

// What is zero is left out, and a small spec stays small.
func TestSmall(t *testing.T) {
	require.Equal(t, "name: chat\nregion: eu-west-1\ncompute:\n  services:\n    - name: app\n      image: "+image+"\n", string(specfile.YAML(minimal())))
	require.Equal(t, "{}\n", string(specfile.YAML(archspec.Spec{})))
	require.Equal(t, "{}\n", string(specfile.JSON(archspec.Spec{})))
	same(t, archspec.Spec{}, []byte("{}"))
}

// No managed rules is another wish than the default ones.
func TestEmptyIsNotNone(t *testing.T) {
	spec := minimal()
	spec.Edge.ManagedRules = []edgespec.ManagedRules{}
	require.Contains(t, string(specfile.YAML(spec)), "\n  managedRules: []\n")
	same(t, spec, specfile.YAML(spec))
	same(t, spec, specfile.JSON(spec))
}

func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spec := arbitrary().Draw(t, "spec")
		y, j := specfile.YAML(spec), specfile.JSON(spec)
		same(t, spec, y)
		same(t, spec, j)
		if !bytes.Equal(y, specfile.YAML(spec)) || !bytes.Equal(j, specfile.JSON(spec)) {
			t.Fatal("the same spec is not the same bytes")
		}
		// Two other readers find the same data in both.
		var fromJSON, fromYAML any
		decoder := json.NewDecoder(bytes.NewReader(j))
		decoder.UseNumber()
		if err := decoder.Decode(&fromJSON); err != nil {
			t.Fatal(err)
		}
		if err := yaml.Unmarshal(y, &fromYAML); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(fromJSON, asJSON(fromYAML)); diff != "" {
			t.Fatalf("(-JSON +YAML):\n%s\n%s", diff, y)
		}
	})
}

// asJSON turns the integers of the YAML library into those of encoding/json.
func asJSON(v any) any {
	switch v := v.(type) {
	case int:
		text, _ := json.Marshal(v)
		return json.Number(text)
	case []any:
		for i := range v {
			v[i] = asJSON(v[i])
		}
	case map[string]any:
		for k := range v {
			v[k] = asJSON(v[k])
		}
	}
	return v
}

func TestDefaultedRoundTrip(t *testing.T) {
	spec := minimal().Defaulted()
	same(t, spec, specfile.YAML(spec))
	same(t, spec, specfile.JSON(spec))
}

func TestDurations(t *testing.T) {
	for d, want := range map[time.Duration]string{
		10 * time.Minute: "10m", 12 * time.Hour: "12h", 90 * time.Minute: "1h30m", 30 * time.Second: "30s", 61 * time.Second: "1m1s", time.Hour + time.Second: "1h0m1s", 1500 * time.Millisecond: "1.5s",
		20 * time.Minute: "20m", 1: "1ns",
	} {
		spec := archspec.Spec{Edge: edgespec.Spec{KeepAlive: d}}
		require.Equal(t, "edge:\n  keepAlive: "+want+"\n", string(specfile.YAML(spec)))
		same(t, spec, specfile.YAML(spec))
	}
}

// Text that looks like a date is quoted, in the calendar or not.
func TestDates(t *testing.T) {
	for _, date := range []string{"2024-01-31", "2024-13-45", "2024-1-1 1:2:3"} {
		require.Equal(t, "name: \""+date+"\"\n", string(specfile.YAML(archspec.Spec{Name: date})))
	}
}

// What cannot be written as it is becomes something that can be read, or is refused.
func TestNotUTF8(t *testing.T) {
	spec := minimal()
	spec.Region = "a\xffb"
	for _, text := range [][]byte{specfile.JSON(spec), specfile.YAML(spec)} {
		got, err := specfile.Parse(text)
		require.NoError(t, err)
		require.Equal(t, "a\uFFFDb", got.Region)
	}
}

// Every text comes back, as a value and as a name.
func TestWords(t *testing.T) {
	for _, word := range words {
		spec := minimal()
		spec.Tags = map[string]string{word: word}
		spec.Compute.Services[0].Command = []string{word, word}
		same(t, spec, specfile.YAML(spec))
		same(t, spec, specfile.JSON(spec))
	}
}

// The writers leave the spec as it was.
func TestWritersOnlyRead(t *testing.T) {
	spec := everyField()
	specfile.YAML(spec)
	specfile.JSON(spec)
	require.True(t, reflect.DeepEqual(everyField(), spec))
}
