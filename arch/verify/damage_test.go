package verify_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/archblocks/archblocks/arch/verify"
)

// odd are values that stand where another kind of value should.
var odd = []any{
	nil, true, 7.0, -1.0, "", "x", "*", []any{}, []any{nil, []any{}}, map[string]any{}, map[string]any{"x": "y"},
	map[string]any{"Ref": "NetworkVpcFAC8F4A5"}, map[string]any{"Ref": "AWS::NoValue"}, map[string]any{"Ref": "AWS::Region"},
	map[string]any{"Fn::GetAtt": []any{"ComputeLoadBalancer19999A7D", "SecurityGroups"}}, map[string]any{"Fn::ImportValue": "x"},
	map[string]any{"Fn::GetAZs": ""}, map[string]any{"Fn::Select": []any{9.0, []any{}}}, map[string]any{"Fn::If": []any{"Odd", []any{}, "x"}},
	map[string]any{"Fn::If": []any{"Odd", map[string]any{"Ref": "AWS::NoValue"}, map[string]any{}}},
	"{{resolve:ssm:x}}", map[string]any{"Fn::Split": []any{",", "a,b"}},
}

// Whatever stands where in a template, the check ends in an error or a report that a
// second check repeats.
func TestDamagedTemplates(t *testing.T) {
	apps := [][]verify.Template{templates(t, applicationOf(t, "chat", "chat-edge")), templates(t, applicationOf(t, "hello", "hello-edge"))}
	rapid.Check(t, func(t *rapid.T) {
		all := slices.Clone(apps[rapid.IntRange(0, 1).Draw(t, "app")])
		at := rapid.IntRange(0, len(all)-1).Draw(t, "stack")
		var root map[string]any
		require.NoError(t, json.Unmarshal(all[at].Text, &root))
		root["Parameters"] = map[string]any{"Odd": map[string]any{"Type": "String"}}
		root["Conditions"] = map[string]any{"Odd": map[string]any{"Fn::Equals": []any{map[string]any{"Ref": "Odd"}, "1"}}}
		for range rapid.IntRange(1, 3).Draw(t, "damages") {
			damage(t, root["Resources"])
		}
		text, err := json.Marshal(root)
		require.NoError(t, err)
		all[at].Text = text
		first, err := verify.Check(all...)
		if err != nil {
			require.NotEmpty(t, err.Error())
			return
		}
		second, err := verify.Check(all...)
		require.NoError(t, err)
		require.Equal(t, first, second)
	})
}

// damage replaces a value somewhere below by an odd one.
func damage(t *rapid.T, v any) {
	for {
		var keys []string
		object, isObject := v.(map[string]any)
		list, _ := v.([]any)
		if isObject {
			keys = slices.Sorted(maps.Keys(object))
		}
		size := len(keys) + len(list)
		if size == 0 {
			return
		}
		i := rapid.IntRange(0, size-1).Draw(t, "at")
		var child any
		if isObject {
			child = object[keys[i]]
		} else {
			child = list[i]
		}
		_, deeper := child.(map[string]any)
		if l, isList := child.([]any); isList {
			deeper = len(l) > 0
		}
		if deeper && rapid.IntRange(0, 9).Draw(t, "depth") < 8 {
			v = child
			continue
		}
		value := fresh(t, odd[rapid.IntRange(0, len(odd)-1).Draw(t, "odd")])
		if isObject {
			object[keys[i]] = value
		} else {
			list[i] = value
		}
		return
	}
}

// fresh is a copy, which further damage may change.
func fresh(t *rapid.T, v any) (copied any) {
	text, err := json.Marshal(v)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &copied))
	return copied
}

func FuzzCheck(f *testing.F) {
	for _, pattern := range []string{"testdata/foreign/*.yaml", "testdata/foreign/*.json"} {
		files, err := filepath.Glob(pattern)
		require.NoError(f, err)
		for _, file := range files {
			text, err := os.ReadFile(file)
			require.NoError(f, err)
			f.Add(text)
		}
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		report, err := verify.Check(verify.Template{Name: "x", Region: "eu-west-1", Text: text})
		if err == nil && len(report.Results) == 0 {
			t.Error("no verdict and no error")
		}
	})
}
