package mutate

import (
	"slices"
	"strconv"
	"strings"
)

// joined turns an Fn::Sub into the Fn::Join of the same text.
func joined(pattern any) obj {
	values, _ := get(pattern, 1).(obj)
	source := text(pattern)
	if source == "" {
		source = text(get(pattern, 0))
	}
	parts := list{}
	for i, piece := range strings.Split(source, "${") {
		if i == 0 {
			parts = append(parts, piece)
			continue
		}
		name, rest, _ := strings.Cut(piece, "}")
		id, attribute, isAttribute := strings.Cut(name, ".")
		switch {
		case values[name] != nil:
			parts = append(parts, values[name])
		case isAttribute:
			parts = append(parts, obj{"Fn::GetAtt": list{id, attribute}})
		default:
			parts = append(parts, obj{"Ref": name})
		}
		parts = append(parts, rest)
	}
	return obj{"Fn::Join": list{"", parts}}
}

// asText writes a number or boolean as text.
func asText(v any) any {
	switch v := v.(type) {
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case bool:
		return strconv.FormatBool(v)
	}
	return v
}

// rename gives every resource of a template a new logical id, in reverse order.
func rename(template obj) {
	old := sub(template, "Resources")
	ids := make([]string, 0, len(old))
	for id := range old {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	slices.Reverse(ids)
	fresh := map[string]string{}
	for i, id := range ids {
		fresh[id] = "Thing" + strconv.Itoa(1000+i)
	}
	named := func(v any) any {
		if name, ok := fresh[text(v)]; ok {
			return name
		}
		return v
	}
	rewrite := func(v any) any {
		m, ok := v.(obj)
		if !ok {
			return v
		}
		if m["Ref"] != nil {
			m["Ref"] = named(m["Ref"])
		}
		if l, ok := m["Fn::GetAtt"].(list); ok {
			l[0] = named(l[0])
		}
		switch pattern := m["Fn::Sub"].(type) {
		case string:
			m["Fn::Sub"] = renamePattern(pattern, nil, fresh)
		case list:
			own, _ := get(pattern, 1).(obj)
			pattern[0] = renamePattern(text(pattern[0]), own, fresh)
		}
		return v
	}
	walk(template["Outputs"], rewrite)
	resources := obj{}
	for id, r := range old {
		walk(r, rewrite)
		m := r.(obj)
		if m["DependsOn"] != nil {
			names := list{}
			for _, v := range items(m["DependsOn"]) {
				names = append(names, named(v))
			}
			m["DependsOn"] = names
		}
		resources[fresh[id]] = r
	}
	template["Resources"] = resources
}

func renamePattern(pattern string, own obj, fresh map[string]string) string {
	pieces := strings.Split(pattern, "${")
	for i, piece := range pieces[1:] {
		name, rest, _ := strings.Cut(piece, "}")
		id, attribute, isAttribute := strings.Cut(name, ".")
		if to, ok := fresh[id]; ok && own[name] == nil {
			id = to
		}
		if isAttribute {
			id += "." + attribute
		}
		pieces[i+1] = id + "}" + rest
	}
	return strings.Join(pieces, "${")
}
