package specfile_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
	"pgregory.net/rapid"

	"github.com/archblocks/archblocks/arch/specfile"
)

// compiled is the schema in the hands of a validator that is not ours.
func compiled(t require.TestingT) *jsonschema.Schema {
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(specfile.Schema()))
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	require.NoError(t, c.AddResource("schema.json", document))
	schema, err := c.Compile("schema.json")
	require.NoError(t, err)
	return schema
}

// validate judges a text as an editor would.
func validate(schema *jsonschema.Schema, text []byte) error {
	var value any
	var err error
	if strings.HasPrefix(string(text), "{") {
		value, err = jsonschema.UnmarshalJSON(bytes.NewReader(text))
	} else {
		err = yaml.Unmarshal(text, &value)
	}
	if err != nil {
		return err
	}
	return schema.Validate(value)
}

// The schema is itself valid, and describes every field.
func TestSchema(t *testing.T) {
	compiled(t)
	var schema any
	require.NoError(t, json.Unmarshal(specfile.Schema(), &schema))
	var walk func(path string, v any)
	walk = func(path string, v any) {
		if o, ok := v.(map[string]any); ok {
			if properties, ok := o["properties"].(map[string]any); ok {
				require.Equal(t, false, o["additionalProperties"], path)
				for name, property := range properties {
					require.NotEmpty(t, property.(map[string]any)["description"], "%s.%s", path, name)
				}
			}
			for name, value := range o {
				walk(path+"."+name, value)
			}
		}
	}
	walk("", schema)
	mine := specfile.Schema()
	mine[0] = 'x'
	require.Equal(t, byte('{'), specfile.Schema()[0], "each caller has a copy")
}

func TestSchemaTakesTheExamples(t *testing.T) {
	schema := compiled(t)
	full, err := os.ReadFile("../../examples/full/spec.yaml")
	require.NoError(t, err)
	spec, err := specfile.Parse(full)
	require.NoError(t, err)
	require.NoError(t, spec.Validate())
	for _, text := range [][]byte{full, specfile.JSON(spec), specfile.YAML(spec.Defaulted()), specfile.JSON(spec.Defaulted()), specfile.YAML(minimal()), specfile.JSON(minimal().Defaulted())} {
		require.NoError(t, validate(schema, text))
	}
}

// What the writers write suits the schema, if the spec gives what is required.
func TestSchemaTakesWhatIsWritten(t *testing.T) {
	schema := compiled(t)
	rapid.Check(t, func(t *rapid.T) {
		spec := arbitrary().Draw(t, "spec")
		for _, text := range [][]byte{specfile.JSON(spec), specfile.YAML(spec)} {
			if err := validate(schema, text); err != nil {
				t.Fatalf("%v\n%s", err, text)
			}
		}
	})
}

// Whatever Parse refuses, the schema or the reader before it refuses.
func TestSchemaRefusesWhatParseRefuses(t *testing.T) {
	schema := compiled(t)
	files, err := filepath.Glob("testdata/wrong/*.*")
	require.NoError(t, err)
	for _, file := range files {
		if text, err := os.ReadFile(file); err == nil && !strings.HasSuffix(file, ".txt") {
			require.Error(t, validate(schema, text), file)
		}
	}
	// One thing at a time, in JSON, where nothing but the types decides.
	for path, values := range map[string][]string{
		"name":                               {`1`, `true`, `null`, `[]`, `{}`},
		"network.cidr":                       {`"10.0.0.0"`, `"10.0.0.0/33"`, `"256.0.0.0/8"`, `"10.0.0.0/08"`, `"010.0.0.0/8"`, `""`, `16`, `null`},
		"network.zones":                      {`"a"`, `[1]`, `[null]`, `{}`},
		"network.zoneCount":                  {`"2"`, `2.5`, `true`, `null`},
		"edge.keepAlive":                     {`30`, `"30"`, `"30 s"`, `"s"`, `""`, `"1d"`, `"1h-2m"`, `null`},
		"edge.disableUploads":                {`"true"`, `1`, `null`},
		"edge.disableUpload":                 {`true`},
		"Name":                               {`"chat"`},
		"tags":                               {`[]`, `{"a": 1}`, `{"a": null}`},
		"compute.services[0].memorymib":      {`1`},
		"compute.services[0].buckets[0].key": {`"a"`},
		"compute.services[0]":                {`"app"`, `[]`, `null`},
	} {
		for _, value := range values {
			text := given(t, path, value)
			_, err := specfile.Parse(text)
			require.Error(t, err, string(text))
			require.Error(t, validate(schema, text), string(text))
		}
	}
	// And what it takes: both know the same durations and prefixes.
	for path, values := range map[string][]string{
		"edge.keepAlive": {`"30s"`, `"1h30m"`, `"1.5h"`, `"-3ms"`, `"0"`, `"+.5s"`, `"1µs"`, `"3.h"`},
		"network.cidr":   {`"10.0.0.0/16"`, `"0.0.0.0/0"`, `"255.255.255.255/32"`, `"10.1.2.3/8"`},
		"$schema":        {`"schema.json"`},
		"network.zones":  {`[]`, `["a"]`},
		"tags":           {`{}`, `{"": ""}`},
	} {
		for _, value := range values {
			text := given(t, path, value)
			_, err := specfile.Parse(text)
			require.NoError(t, err, string(text))
			require.NoError(t, validate(schema, text), string(text))
		}
	}
}

// given is a valid spec in JSON with a value put at a path.
func given(t *testing.T, path, value string) []byte {
	var spec map[string]any
	require.NoError(t, json.Unmarshal(specfile.JSON(minimal()), &spec))
	service := spec["compute"].(map[string]any)["services"].([]any)
	into, name := spec, path
	switch {
	case path == "compute.services[0]":
		service[0] = json.RawMessage(value)
	case strings.HasPrefix(path, "compute.services[0]."):
		into, name = service[0].(map[string]any), strings.TrimPrefix(path, "compute.services[0].")
		if rest, ok := strings.CutPrefix(name, "buckets[0]."); ok {
			bucket := map[string]any{"name": "docs"}
			into["buckets"], into, name = []any{bucket}, bucket, rest
		}
	case strings.Contains(path, "."):
		block, field, _ := strings.Cut(path, ".")
		if spec[block] == nil {
			spec[block] = map[string]any{}
		}
		into, name = spec[block].(map[string]any), field
	}
	if path != "compute.services[0]" {
		into[name] = json.RawMessage(value)
	}
	text, err := json.Marshal(spec)
	require.NoError(t, err)
	return text
}

// What asks for one of a few things is refused by the schema, and by the checks after Parse.
func TestSchemaKnowsChoices(t *testing.T) {
	schema := compiled(t)
	for _, path := range []string{"edge.priceClass", "auth.mode", "auth.mfa", "auth.featurePlan", "compute.containerInsights", "compute.services[0].architecture"} {
		text := given(t, path, `"others"`)
		_, err := specfile.Parse(text)
		require.NoError(t, err)
		require.Error(t, validate(schema, text), path)
		list := specfile.Check(text).Errors()
		require.Len(t, list, 1)
		require.Equal(t, path, list[0].Path)
	}
	require.Error(t, validate(schema, []byte(`{"name": "chat", "region": "eu-west-1"}`)), "compute is required")
}
