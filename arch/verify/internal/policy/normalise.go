package policy

import "github.com/archblocks/archblocks/internal/cfn"

// maxDepth bounds names that are references to names; templates have one or two.
const maxDepth = 8

// Normalise replaces references inside a value by the ARN or name that they give, as
// far as the template decides it. A name that CloudFormation makes up stays a reference.
func Normalise(m *cfn.Model, w cfn.World, v cfn.Value) cfn.Value {
	return normaliser{m, w}.value(v, maxDepth)
}

type normaliser struct {
	m *cfn.Model
	w cfn.World
}

func (n normaliser) value(v cfn.Value, depth int) cfn.Value {
	switch v := v.(type) {
	case cfn.ResourceRef:
		if depth > 0 {
			return n.ref(v, depth)
		}
	case cfn.Concat:
		parts := make([]cfn.Value, len(v))
		for i, part := range v {
			parts[i] = n.value(part, depth)
		}
		return concat(parts...)
	case cfn.List:
		list := make(cfn.List, len(v))
		for i, item := range v {
			list[i] = n.value(item, depth)
		}
		return list
	case cfn.Object:
		object := make(cfn.Object, len(v))
		for i, member := range v {
			object[i] = cfn.Member{Name: member.Name, Value: n.value(member.Value, depth)}
		}
		return object
	}
	return v
}

func (n normaliser) ref(ref cfn.ResourceRef, depth int) cfn.Value {
	resource := n.m.Resource(ref)
	if resource == nil {
		return ref
	}
	k, ok := kinds[resource.Type]
	stack := n.m.Stack(ref.Stack)
	if !ok || stack == nil {
		return ref
	}
	switch {
	case ref.Attribute == k.nameFrom && (ref.Attribute != "" || k.ref == refName):
		return n.name(k, resource, depth)
	case ref.Attribute != "" && ref.Attribute == k.arnFrom, ref.Attribute == "" && k.ref == refARN:
		return k.arn(stack, n.name(k, resource, depth))
	}
	return ref
}

// name is what CloudFormation calls the resource: its name property, or a reference.
func (n normaliser) name(k kind, resource *cfn.Resource, depth int) cfn.Value {
	own := resource.Ref.Resource()
	own.Attribute = k.nameFrom
	if k.name == "" || resource.Unread {
		return own
	}
	switch name := n.w.Property(resource, k.name).(type) {
	case cfn.String:
		if name != "" {
			return name
		}
	case cfn.Number:
		return cfn.String(name)
	case cfn.Concat, cfn.ResourceRef, cfn.Atom, cfn.Dynamic:
		return n.value(name, depth-1)
	}
	return own
}

// concat is text of parts: no Concat inside another, no two strings side by side.
func concat(parts ...cfn.Value) cfn.Value {
	var flat cfn.Concat
	var add func(cfn.Value)
	add = func(v cfn.Value) {
		if inner, ok := v.(cfn.Concat); ok {
			for _, part := range inner {
				add(part)
			}
			return
		}
		text, ok := v.(cfn.String)
		if !ok {
			flat = append(flat, v)
			return
		}
		if last := len(flat) - 1; last >= 0 {
			if before, ok := flat[last].(cfn.String); ok {
				flat[last] = before + text
				return
			}
		}
		if text != "" {
			flat = append(flat, text)
		}
	}
	for _, part := range parts {
		add(part)
	}
	switch len(flat) {
	case 0:
		return cfn.String("")
	case 1:
		return flat[0]
	}
	return flat
}
