package rehearse

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"slices"

	"github.com/archblocks/archblocks/internal/cfn"
	"github.com/archblocks/archblocks/internal/cfntypes"
)

// change is what a change set does to one resource.
type change struct {
	LogicalID, PhysicalID, Type string
	// Action is Add, Modify or Remove; Replacement True, False or Conditional of what is modified.
	Action, Replacement string
	Scope               []string
	Details             []detail
}

// detail is one cause of a change.
type detail struct {
	Attribute, Name, Recreation, Before, After, Evaluation string
}

// later stands in a change set for a value that nobody knows yet, in CloudFormation's words.
const later = "{{changeSet:KNOWN_AFTER_APPLY}}"

// changes compares what is wanted with what the stack has.
func (a *account) changes(s *stack, d *desired, tags []tag) ([]change, error) {
	var all []change
	fresh := map[string]bool{} // is or may be another resource after the change
	look := func(id, attribute string) (any, error) {
		if r := s.resource(id); r != nil && !fresh[id] {
			return a.attribute(r, attribute)
		}
		return unknown{id}, nil
	}
	retagged := !slices.Equal(tags, s.Tags)
	for _, r := range d.order {
		id := r.Ref.LogicalID
		properties, err := a.properties(s, d, r, look)
		if err != nil {
			return nil, err
		}
		old := s.resource(id)
		if old == nil {
			fresh[id] = true
			all = append(all, change{LogicalID: id, Type: r.Type, Action: "Add"})
			continue
		}
		c := change{LogicalID: id, PhysicalID: old.PhysicalID, Type: r.Type, Action: "Modify", Replacement: "False"}
		c.Details = compare(r.Type, old.Properties, properties)
		kind, _ := cfntypes.Lookup(r.Type)
		if len(c.Details) > 0 {
			c.Scope = append(c.Scope, "Properties")
		}
		if retagged && slices.Contains(kind.Properties, "Tags") {
			c.Scope = append(c.Scope, "Tags")
			c.Details = append(c.Details, detail{Attribute: "Tags", Recreation: "Never", Evaluation: "Static"})
		}
		if len(c.Details) == 0 {
			continue
		}
		for _, one := range c.Details {
			switch {
			case one.Recreation == "Always" && one.Evaluation == "Static":
				c.Replacement = "True"
			case one.Recreation != "Never" && c.Replacement == "False":
				c.Replacement = "Conditional"
			}
		}
		fresh[id] = c.Replacement != "False"
		all = append(all, c)
	}
	for _, r := range s.Resources {
		if !slices.ContainsFunc(d.order, func(w *cfn.Resource) bool { return w.Ref.LogicalID == r.LogicalID }) {
			all = append(all, change{LogicalID: r.LogicalID, PhysicalID: r.PhysicalID, Type: r.Type, Action: "Remove"})
		}
	}
	return all, nil
}

// compare names the properties that differ, sorted.
func compare(kind string, old, new map[string]any) []detail {
	facts, _ := cfntypes.Lookup(kind)
	names := map[string]bool{}
	for name := range old {
		names[name] = true
	}
	for name := range new {
		names[name] = true
	}
	var all []detail
	for _, name := range slices.Sorted(maps.Keys(names)) {
		before, after := show(old[name]), show(new[name])
		if before == after {
			continue
		}
		d := detail{Attribute: "Properties", Name: name, Recreation: string(facts.Recreates(name, settle(old[name]), settle(new[name]))), Before: before, After: after, Evaluation: "Static"}
		if bytes.Contains([]byte(after), []byte(later)) {
			d.Evaluation = "Dynamic"
		}
		all = append(all, d)
	}
	return all
}

// show is a value as text: a text as it is, others as JSON.
func show(v any) string {
	switch v := settle(v).(type) {
	case nil:
		return ""
	case string:
		return v
	default:
		var out bytes.Buffer
		e := json.NewEncoder(&out)
		e.SetEscapeHTML(false)
		if err := e.Encode(v); err != nil { // text, lists and maps of it
			return ""
		}
		return string(bytes.TrimSpace(out.Bytes()))
	}
}

// settle writes what is not known yet as CloudFormation does.
func settle(v any) any {
	switch v := v.(type) {
	case unknown:
		return later
	case []any:
		out := make([]any, len(v))
		for i, item := range v {
			out[i] = settle(item)
		}
		return out
	case map[string]any:
		out := map[string]any{}
		for name, item := range v {
			out[name] = settle(item)
		}
		return out
	}
	return v
}

// properties are those of a wanted resource.
func (a *account) properties(s *stack, d *desired, r *cfn.Resource, look func(id, attribute string) (any, error)) (map[string]any, error) {
	v := values{a, s, d.world, look}
	all := map[string]any{}
	for _, member := range r.Properties {
		value, err := v.of(member.Value)
		var open stillOpen
		if errors.As(err, &open) {
			m, err := a.exact(s, d, r, look)
			if !errors.Is(err, errUnmade) {
				return m, err
			}
			value = unknown{member.Name} // a function of what is not made yet
		} else if err != nil {
			return nil, err
		}
		if value != nil {
			all[member.Name] = value
		}
	}
	return all, nil
}

// validate is the check of the template before anything is made.
func (d *desired) validate() []invalid {
	var all []invalid
	for _, r := range d.order {
		say := func(path, reason string) {
			all = append(all, invalid{r.Ref.LogicalID, r.Type, "/Resources/" + r.Ref.LogicalID + path, reason})
		}
		kind, known := cfntypes.Lookup(r.Type)
		if !known {
			say("/Type", "The rehearsal does not know the type "+r.Type+": it refuses what it cannot play. The table of types is made by internal/cfntypes/generate.py.")
			continue
		}
		for _, name := range kind.Required {
			if _, missing := d.world.Value(r.Property(name)).(cfn.Missing); missing {
				say("/Properties", "required key ["+name+"] not found")
			}
		}
		for _, member := range r.Properties {
			if !kind.Takes(member.Name) {
				say("/Properties/"+member.Name, "extraneous key ["+member.Name+"] is not permitted")
			}
		}
	}
	return all
}

func (s *stack) resource(id string) *resource {
	for _, r := range s.Resources {
		if r.LogicalID == id {
			return r
		}
	}
	return nil
}
