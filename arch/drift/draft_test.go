package drift_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/arch/drift"
	"github.com/archblocks/archblocks/arch/verify"
)

// stack is a template as data.
type stack struct {
	Name, Region string
	Template     map[string]any
}

// draft is a picture and its templates, to change either.
type draft struct {
	t      testing.TB
	graph  diagram.Graph
	stacks []*stack
	// lists are the checker's.
	lists map[string]string
}

func draftOf(t testing.TB, name string) *draft {
	t.Helper()
	d := &draft{t: t, graph: graphOf(t, name), stacks: stacksOf(t, name)}
	for _, s := range d.stacks {
		for _, r := range s.Template["Resources"].(map[string]any) {
			// Of what is taken away nothing may hang.
			delete(r.(map[string]any), "DependsOn")
		}
	}
	return d
}

func (d *draft) templates() []verify.Template {
	var all []verify.Template
	for _, s := range d.stacks {
		text, err := json.Marshal(s.Template)
		require.NoError(d.t, err)
		all = append(all, verify.Template{Name: s.Name, Region: s.Region, Text: text})
	}
	return all
}

func (d *draft) check() drift.Report {
	d.t.Helper()
	report, err := drift.Checker{PrefixLists: d.lists}.Check(d.graph, d.templates()...)
	require.NoError(d.t, err)
	return report
}

// ids are those of a report's findings, sorted, each once.
func ids(r drift.Report) []string {
	var all []string
	for _, f := range r.All {
		all = append(all, f.ID())
	}
	return slices.Compact(slices.Sorted(slices.Values(all)))
}

// resources of the stack with a resource; new ones go to the first stack.
func (d *draft) resources(id string) map[string]any {
	for _, s := range d.stacks {
		if all := s.Template["Resources"].(map[string]any); all[id] != nil {
			return all
		}
	}
	return d.stacks[0].Template["Resources"].(map[string]any)
}

func (d *draft) remove(ids ...string) {
	for _, id := range ids {
		all := d.resources(id)
		require.True(d.t, all[id] != nil, id)
		delete(all, id)
	}
}

func value(t testing.TB, text string) any {
	t.Helper()
	var v any
	require.NoError(t, json.Unmarshal([]byte(text), &v), text)
	return v
}

// add adds a resource to the first stack, or in place of one of that id.
func (d *draft) add(id, kind, properties string) {
	d.resources(id)[id] = map[string]any{"Type": kind, "Properties": value(d.t, properties)}
}

// set sets the property at a path such as "NetworkConfiguration.AwsvpcConfiguration.Subnets"
// or "Actions.0.Type"; without text it is removed.
func (d *draft) set(id, path, text string) {
	d.t.Helper()
	all := d.resources(id)
	require.True(d.t, all[id] != nil, id)
	var at any = all[id].(map[string]any)["Properties"]
	steps := strings.Split(path, ".")
	for _, step := range steps[:len(steps)-1] {
		at = child(d.t, at, step)
	}
	last := steps[len(steps)-1]
	switch at := at.(type) {
	case map[string]any:
		if text == "" {
			require.Contains(d.t, at, last)
			delete(at, last)
			return
		}
		at[last] = value(d.t, text)
	case []any:
		at[int(last[0]-'0')] = value(d.t, text)
	}
}

func child(t testing.TB, v any, step string) any {
	t.Helper()
	switch v := v.(type) {
	case map[string]any:
		require.Contains(t, v, step)
		return v[step]
	case []any:
		return v[int(step[0]-'0')]
	}
	t.Fatalf("nothing beneath %q", step)
	return nil
}

// rewrite replaces text in all templates, which are compact JSON.
func (d *draft) rewrite(replace *strings.Replacer) {
	for _, s := range d.stacks {
		text, err := json.Marshal(s.Template)
		require.NoError(d.t, err)
		s.Template = value(d.t, replace.Replace(string(text))).(map[string]any)
	}
}
