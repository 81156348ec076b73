package verify_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/verify"
	"github.com/archblocks/archblocks/arch/verify/internal/mutate"
)

// draft is an example to be changed. In what is added, "@NetworkVpc" stands for the
// logical id that begins so, and "!Ref X" and "!GetAtt X.Attribute" for the functions, as in YAML.
type draft struct {
	t       testing.TB
	app     mutate.App
	regions map[string]string
	checker verify.Checker
	// account is that of all stacks, or open.
	account string
	// shown must be, and hidden must not be, in what the witnesses show.
	shown, hidden string
}

func (a *draft) checkShown(id string, got verify.Report) {
	for _, r := range got.Results {
		if r.Witness == nil {
			continue
		}
		if shows := r.Witness.Shows; !strings.Contains(shows, a.shown) || a.hidden != "" && strings.Contains(shows, a.hidden) {
			a.t.Errorf("%s shows %q, want %q and not %q", id, shows, a.shown, a.hidden)
		}
	}
}

func (a *draft) templates() []verify.Template {
	all := templates(a.t, a.app)
	for i := range all {
		all[i].Region, all[i].Account = a.regions[all[i].Name], a.account
	}
	return all
}

func (a *draft) resources(stack int) map[string]any {
	return a.app[stack].Template["Resources"].(map[string]any)
}

var (
	idMark = regexp.MustCompile(`@([A-Z]\w+)`)
	hash   = regexp.MustCompile(`^[0-9A-F]{8}$`)
)

// id is the logical id that begins with a name, without the hash behind it.
func (a *draft) id(name string) string {
	for stack := range a.app {
		for id := range a.resources(stack) {
			if rest, found := strings.CutPrefix(id, name); found && hash.MatchString(rest) {
				return id
			}
		}
	}
	require.Fail(a.t, "no resource", name)
	return ""
}

// value decodes what is added.
func (a *draft) value(text string) any {
	text = idMark.ReplaceAllStringFunc(text, func(mark string) string { return a.id(mark[1:]) })
	var v any
	require.NoError(a.t, json.Unmarshal([]byte(text), &v), text)
	return functions(v)
}

func functions(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for name := range v {
			v[name] = functions(v[name])
		}
	case []any:
		for i := range v {
			v[i] = functions(v[i])
		}
	case string:
		if id, is := strings.CutPrefix(v, "!Ref "); is {
			return map[string]any{"Ref": id}
		}
		if path, is := strings.CutPrefix(v, "!GetAtt "); is {
			id, attribute, _ := strings.Cut(path, ".")
			return map[string]any{"Fn::GetAtt": []any{id, attribute}}
		}
	}
	return v
}

// add makes a resource in the stack of the application, edge in that of its distribution.
func (a *draft) add(id, kind, properties string)  { a.make(0, id, kind, properties) }
func (a *draft) edge(id, kind, properties string) { a.make(1, id, kind, properties) }

func (a *draft) make(stack int, id, kind, properties string) {
	require.NotContains(a.t, a.resources(stack), id)
	a.resources(stack)[id] = map[string]any{"Type": kind, "Properties": a.value(properties)}
}

// resource finds a resource by its name without the hash, or by its whole id.
func (a *draft) resource(name string) map[string]any {
	for stack := range a.app {
		if r, found := a.resources(stack)[name]; found {
			return r.(map[string]any)
		}
	}
	id := a.id(name)
	for stack := range a.app {
		if r, found := a.resources(stack)[id]; found {
			return r.(map[string]any)
		}
	}
	return nil
}

// twin copies a resource beside itself.
func (a *draft) twin(name, id string) {
	text, err := json.Marshal(a.resource(name))
	require.NoError(a.t, err)
	var copied any
	require.NoError(a.t, json.Unmarshal(text, &copied))
	for stack := range a.app {
		if _, found := a.resources(stack)[a.id(name)]; found {
			a.resources(stack)[id] = copied
			return
		}
	}
}

// drop takes a resource away, and what depends on it by name alone no longer does.
func (a *draft) drop(name string) {
	a.independent(name)
	id := a.id(name)
	for stack := range a.app {
		delete(a.resources(stack), id)
	}
}

// independent takes a resource out of every DependsOn.
func (a *draft) independent(name string) {
	id := a.id(name)
	for stack := range a.app {
		for _, r := range a.resources(stack) {
			if list, ok := r.(map[string]any)["DependsOn"].([]any); ok {
				r.(map[string]any)["DependsOn"] = slices.DeleteFunc(list, func(v any) bool { return v == id })
			}
		}
	}
}

// depends adds to the DependsOn of the service.
func (a *draft) depends(ids ...string) {
	service := a.resource("ComputeServicesAppService")
	for _, id := range ids {
		service["DependsOn"] = append(service["DependsOn"].([]any), id)
	}
}

// set writes a property at a path such as "ContainerDefinitions.0.Image"; "+" for an index adds an item.
func (a *draft) set(name, path, text string) {
	v := a.value(text)
	a.at(name, path, func(any) (any, bool) { return v, true })
}

// cut removes a property or an item.
func (a *draft) cut(name, path string) {
	a.at(name, path, func(any) (any, bool) { return nil, false })
}

func (a *draft) at(name, path string, edit func(any) (any, bool)) {
	r := a.resource(name)
	r["Properties"] = a.edited(r["Properties"], strings.Split(path, "."), edit)
}

func (a *draft) edited(v any, path []string, edit func(any) (any, bool)) any {
	if list, ok := v.([]any); ok {
		if path[0] == "+" {
			list = append(list, nil)
			path[0] = strconv.Itoa(len(list) - 1)
		}
		i, err := strconv.Atoi(path[0])
		require.NoError(a.t, err, path)
		require.Less(a.t, i, len(list), path)
		if len(path) > 1 {
			list[i] = a.edited(list[i], path[1:], edit)
		} else if next, keep := edit(list[i]); keep {
			list[i] = next
		} else {
			list = slices.Delete(list, i, i+1)
		}
		return list
	}
	if v == nil && path[0] == "+" {
		next, _ := edit(nil)
		return []any{next}
	}
	object, ok := v.(map[string]any)
	if v == nil {
		object, ok = map[string]any{}, true
	}
	require.True(a.t, ok, fmt.Sprint(path, " is in ", v))
	if len(path) > 1 {
		object[path[0]] = a.edited(object[path[0]], path[1:], edit)
	} else if next, keep := edit(object[path[0]]); keep {
		object[path[0]] = next
	} else {
		require.Contains(a.t, object, path[0])
		delete(object, path[0])
	}
	return object
}

// parameter declares a parameter without a value.
func (a *draft) parameter(name, kind string) {
	template := a.app[0].Template
	if template["Parameters"] == nil {
		template["Parameters"] = map[string]any{}
	}
	template["Parameters"].(map[string]any)[name] = map[string]any{"Type": kind}
}

// move puts the application into another Region.
func (a *draft) move(region string) {
	for i, s := range a.app {
		text, err := json.Marshal(s.Template)
		require.NoError(a.t, err)
		require.NoError(a.t, json.Unmarshal([]byte(strings.ReplaceAll(string(text), a.regions[a.app[0].Name], region)), &a.app[i].Template))
	}
	a.regions[a.app[0].Name] = region
}
