package drift_test

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/arch/drift"
	"github.com/archblocks/archblocks/arch/verify"
)

// odd are values that stand where another kind of value should.
var odd = []string{
	`null`, `true`, `7`, `-1`, `""`, `"x"`, `[]`, `[null, []]`, `{}`, `{"x": "y"}`, `{"Ref": "NetworkVpcFAC8F4A5"}`, `{"Ref": "AWS::NoValue"}`, `{"Ref": "AWS::Region"}`,
	`{"Ref": "Odd"}`, `{"Fn::GetAtt": ["ComputeLoadBalancer19999A7D", "SecurityGroups"]}`, `{"Fn::ImportValue": "x"}`, `{"Fn::GetAZs": ""}`, `{"Fn::If": ["Odd", [], "x"]}`,
	`{"Fn::If": ["Odd", {"Ref": "AWS::NoValue"}, {}]}`, `"{{resolve:ssm:x}}"`, `{"Fn::Split": [",", "a,b"]}`, `{"Fn::Split": [",", {"Ref": "Odd"}]}`,
}

// Whatever stands where in a template, the check ends in an error or a report that a
// second check, now and then, repeats.
func TestDamagedTemplates(t *testing.T) {
	whole := map[string]*draft{"chat": draftOf(t, "chat"), "hello": draftOf(t, "hello"), "services": draftOf(t, "services")}
	texts := map[string][]verify.Template{}
	for name, d := range whole {
		texts[name] = d.templates()
	}
	rapid.Check(t, func(rt *rapid.T) {
		name := rapid.SampledFrom(slices.Sorted(maps.Keys(whole))).Draw(rt, "of")
		d := whole[name]
		templates := slices.Clone(texts[name])
		at := rapid.IntRange(0, len(templates)-1).Draw(rt, "stack")
		root := value(t, string(templates[at].Text)).(map[string]any)
		root["Parameters"] = value(t, `{"Odd": {"Type": "String"}}`)
		root["Conditions"] = value(t, `{"Odd": {"Fn::Equals": [{"Ref": "Odd"}, "1"]}}`)
		for range rapid.IntRange(1, 3).Draw(rt, "damages") {
			damage(rt, root["Resources"])
		}
		text, err := json.Marshal(root)
		require.NoError(rt, err)
		templates[at].Text = text
		first, err := drift.Check(d.graph, templates...)
		if err != nil {
			require.NotEmpty(rt, err.Error())
			return
		}
		if rapid.IntRange(0, 3).Draw(rt, "again") == 0 {
			second, err := drift.Check(d.graph, templates...)
			require.NoError(rt, err)
			require.Equal(rt, first, second)
		}
		require.Equal(rt, first.OK(), first.Findings() == "")
	})
}

// damage replaces a value somewhere below by an odd one, or takes it out.
func damage(t *rapid.T, v any) {
	for {
		object, isObject := v.(map[string]any)
		list, _ := v.([]any)
		keys := slices.Sorted(maps.Keys(object))
		size := len(keys) + len(list)
		if size == 0 {
			return
		}
		i := rapid.IntRange(0, size-1).Draw(t, "at")
		var below any
		if isObject {
			below = object[keys[i]]
		} else {
			below = list[i]
		}
		switch below.(type) {
		case map[string]any, []any:
			if rapid.IntRange(0, 9).Draw(t, "deeper") < 8 {
				v = below
				continue
			}
		}
		var put any
		if err := json.Unmarshal([]byte(rapid.SampledFrom(odd).Draw(t, "odd")), &put); err != nil {
			t.Fatal(err)
		}
		switch {
		case isObject && rapid.Bool().Draw(t, "remove"):
			delete(object, keys[i])
		case isObject:
			object[keys[i]] = put
		default:
			list[i] = put
		}
		return
	}
}

// Whatever a picture says, the check ends in an error or a report.
func TestDamagedPictures(t *testing.T) {
	whole := draftOf(t, "chat")
	templates := whole.templates()
	texts := []string{"", "x", "vpc", "sg/endpoints", "private/1", "task/app/1", "task//", "10.0.0.0/16", " · ", "in 443 from the tasks", "HTTPS 443", "endpoint/"}
	rapid.Check(t, func(t *rapid.T) {
		g := whole.graph
		g.Groups, g.Nodes, g.Edges, g.Steps = slices.Clone(g.Groups), slices.Clone(g.Nodes), slices.Clone(g.Edges), nil
		for range rapid.IntRange(1, 3).Draw(t, "damages") {
			text := rapid.SampledFrom(texts).Draw(t, "text")
			group, node, edge := &g.Groups[rapid.IntRange(0, len(g.Groups)-1).Draw(t, "group")], &g.Nodes[rapid.IntRange(0, len(g.Nodes)-1).Draw(t, "node")], &g.Edges[rapid.IntRange(0, len(g.Edges)-1).Draw(t, "edge")]
			field := rapid.SampledFrom([]*string{&group.ID, &group.Parent, (*string)(&group.Kind), &group.Title, &group.Detail,
				&node.ID, (*string)(&node.Kind), &node.Title, &node.Detail, &node.Wears, &edge.ID, &edge.From, &edge.To, (*string)(&edge.Kind), &edge.Label})
			*field.Draw(t, "field") = text
		}
		if report, err := drift.Check(g, templates...); err == nil && !report.OK() {
			require.NotEmpty(t, report.Summary())
		}
	})
}

func TestBadInput(t *testing.T) {
	d := draftOf(t, "chat")
	broken := d.graph
	broken.Nodes = append(slices.Clone(broken.Nodes), broken.Nodes[0])
	bad := d.templates()
	bad[0].Text = []byte(`{"Resources": 7}`)
	for name, check := range map[string]func() (drift.Report, error){
		"no picture":      func() (drift.Report, error) { return drift.Check(diagram.Graph{}, d.templates()...) },
		"broken picture":  func() (drift.Report, error) { return drift.Check(broken, d.templates()...) },
		"no template":     func() (drift.Report, error) { return drift.Check(d.graph) },
		"broken template": func() (drift.Report, error) { return drift.Check(d.graph, bad...) },
	} {
		if report, err := check(); err == nil || !report.OK() {
			t.Errorf("%s: no error, but %v", name, report)
		}
	}
}
