package arch_test

import (
	"encoding/json"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/archblocks/archblocks/arch"
	"github.com/archblocks/archblocks/internal/cdktest"
	"github.com/stretchr/testify/require"
)

// template is one synthesized template. Properties are resolved: intrinsic functions
// have become text, with ${LogicalId} and ${LogicalId.Attribute} for what only AWS knows.
type template struct {
	name, region, path string
	raw                []byte
	Parameters         map[string]any
	Resources          map[string]resource
	Outputs            map[string]map[string]any
}

type resource struct {
	Type       string
	Properties map[string]any
	DependsOn  []string
	Metadata   map[string]any
}

func decode(t testing.TB, path string, into any) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(data, into), path)
	return data
}

func readTemplate(t testing.TB, stack arch.AssemblyStack) template {
	t.Helper()
	tpl := template{name: stack.Name, region: stack.Region, path: stack.Template}
	tpl.raw = decode(t, stack.Template, &tpl)
	unresolved := maps.Clone(tpl.Resources)
	for id, r := range tpl.Resources {
		if r.Properties != nil {
			r.Properties = tpl.resolve(r.Properties, unresolved).(map[string]any)
		}
		tpl.Resources[id] = r
	}
	return tpl
}

const account = "123456789012"

// resolve turns every intrinsic function of v into the text that it stands for.
func (tpl template) resolve(v any, all map[string]resource) any {
	switch v := v.(type) {
	case []any:
		list := make([]any, len(v))
		for i := range v {
			list[i] = tpl.resolve(v[i], all)
		}
		return list
	case map[string]any:
		if len(v) == 1 {
			for name, arguments := range v {
				if text, ok := tpl.intrinsic(name, arguments, all); ok {
					return text
				}
			}
		}
		m := make(map[string]any, len(v))
		for key := range v {
			m[key] = tpl.resolve(v[key], all)
		}
		return m
	}
	return v
}

func (tpl template) intrinsic(name string, arguments any, all map[string]resource) (string, bool) {
	switch name {
	case "Ref":
		return tpl.ref(arguments.(string), all), true
	case "Fn::GetAtt":
		parts := arguments.([]any)
		return tpl.attribute(parts[0].(string), parts[1].(string), all), true
	case "Fn::Join":
		parts := arguments.([]any)
		var texts []string
		for _, part := range parts[1].([]any) {
			texts = append(texts, tpl.resolve(part, all).(string))
		}
		return strings.Join(texts, parts[0].(string)), true
	case "Fn::Sub":
		text, values := "", map[string]any{}
		switch arguments := arguments.(type) {
		case string:
			text = arguments
		case []any:
			text, values = arguments[0].(string), arguments[1].(map[string]any)
		}
		return placeholder.ReplaceAllStringFunc(text, func(found string) string {
			key := found[2 : len(found)-1]
			if value, ok := values[key]; ok {
				return tpl.resolve(value, all).(string)
			}
			if id, attribute, ok := strings.Cut(key, "."); ok {
				return tpl.attribute(id, attribute, all)
			}
			return tpl.ref(key, all)
		}), true
	case "Fn::Select", "Fn::GetAZs", "Fn::GetStackOutput":
		text, _ := json.Marshal(arguments)
		return "${" + name + " " + string(text) + "}", true
	}
	return "", false
}

var placeholder = regexp.MustCompile(`\$\{[^}]+\}`)

func (tpl template) ref(id string, all map[string]resource) string {
	switch id {
	case "AWS::Region":
		return tpl.region
	case "AWS::AccountId":
		return account
	case "AWS::Partition":
		return "aws"
	}
	// What has a name in the template is referred to by it.
	named := map[string]string{"AWS::Logs::LogGroup": "LogGroupName", "AWS::S3::Bucket": "BucketName"}[all[id].Type]
	if name := all[id].Properties[named]; name != nil {
		return tpl.resolve(name, all).(string)
	}
	return "${" + id + "}"
}

func (tpl template) attribute(id, name string, all map[string]resource) string {
	kind, known := all[id].Type, tpl.ref(id, all)
	switch {
	case kind == "AWS::EC2::SecurityGroup" && name == "GroupId":
		return known
	case kind == "AWS::Logs::LogGroup" && name == "Arn":
		return "arn:aws:logs:" + tpl.region + ":" + account + ":log-group:" + known + ":*"
	case kind == "AWS::S3::Bucket" && name == "Arn":
		return "arn:aws:s3:::" + known
	}
	return "${" + id + "." + name + "}"
}

// of returns the logical ids of the resources of a type, sorted.
func (tpl template) of(kind string) []string {
	var ids []string
	for _, id := range slices.Sorted(maps.Keys(tpl.Resources)) {
		if tpl.Resources[id].Type == kind {
			ids = append(ids, id)
		}
	}
	return ids
}

// only returns the one resource of a type.
func (tpl template) only(t testing.TB, kind string) (string, map[string]any) {
	t.Helper()
	ids := tpl.of(kind)
	require.Len(t, ids, 1, "%s of %s", kind, tpl.name)
	return ids[0], tpl.Resources[ids[0]].Properties
}

// at walks into maps by key and lists by index; nil is what is not there.
var at = cdktest.At

// list is a value that may stand alone or in a list, as IAM allows.
func list(v any) []any {
	switch v := v.(type) {
	case nil:
		return nil
	case []any:
		return v
	}
	return []any{v}
}

func texts(v any) []string {
	var all []string
	for _, one := range list(v) {
		all = append(all, one.(string))
	}
	return all
}

// id is the logical id that a reference such as "${Vpc}" or "${Vpc.Arn}" names; empty for other text.
func id(reference any) string {
	text, _ := reference.(string)
	if !strings.HasPrefix(text, "${") || !strings.HasSuffix(text, "}") {
		return ""
	}
	name, _, _ := strings.Cut(text[2:len(text)-1], ".")
	return name
}

func ids(references any) []string {
	var all []string
	for _, r := range list(references) {
		all = append(all, id(r))
	}
	return all
}
