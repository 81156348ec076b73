package policy

import (
	"cmp"
	"slices"
	"strings"

	"github.com/archblocks/archblocks/internal/cfn"
)

func (s *Statement) readEffect(object cfn.Object) {
	if sid := object.Get("Sid"); !absent(sid) {
		// A Sid grants nothing, so an open one does no harm.
		s.Sid = cfn.Show(sid)
		if text, ok := sid.(cfn.String); ok {
			s.Sid = string(text)
		}
	}
	switch effect := object.Get("Effect"); {
	case cfn.Same(effect, cfn.String("Allow")):
		s.Allow = true
	case !cfn.Same(effect, cfn.String("Deny")):
		s.open("Effect is %s", cfn.Show(effect))
	}
}

// either reads an element that has an inverse form.
func (s *Statement) either(object cfn.Object, name string) (v cfn.Value, inverse bool) {
	v, not := object.Get(name), object.Get("Not"+name)
	if absent(not) {
		return v, false
	}
	if !absent(v) {
		s.open("both %s and Not%s are there", name, name)
	}
	return not, true
}

func (s *Statement) readActions(object cfn.Object) {
	v, inverse := s.either(object, "Action")
	s.NotAction = inverse
	if absent(v) {
		s.open("there is no Action")
		return
	}
	for _, action := range items(v) {
		if text, ok := action.(cfn.String); ok {
			s.Actions = append(s.Actions, string(text))
		} else {
			s.open("Action is %s", cfn.Show(action))
		}
	}
}

func (s *Statement) readResources(object cfn.Object) {
	v, inverse := s.either(object, "Resource")
	s.NotResource = inverse
	if absent(v) {
		return
	}
	for _, resource := range items(v) {
		if !scalar(resource) {
			s.open("Resource is %s", cfn.Show(resource))
		}
		s.Resources = append(s.Resources, resource)
	}
}

func (s *Statement) readPrincipal(object cfn.Object) {
	v, inverse := s.either(object, "Principal")
	s.NotPrincipal = inverse
	if absent(v) {
		return
	}
	s.Principal = v
	members, ok := v.(cfn.Object)
	if !ok {
		if !cfn.Same(v, cfn.String("*")) {
			s.open("Principal is %s", cfn.Show(v))
		}
		return
	}
	for _, member := range members {
		for _, one := range items(member.Value) {
			if !scalar(one) {
				s.open("Principal.%s is %s", member.Name, cfn.Show(one))
			}
		}
	}
}

func (s *Statement) readConditions(object cfn.Object) {
	v := object.Get("Condition")
	if absent(v) {
		return
	}
	block, ok := v.(cfn.Object)
	if !ok {
		s.open("Condition is %s", cfn.Show(v))
		return
	}
	for _, operator := range block {
		keys, ok := operator.Value.(cfn.Object)
		if !ok {
			s.open("Condition.%s is %s", operator.Name, cfn.Show(operator.Value))
			continue
		}
		for _, key := range keys {
			values := items(key.Value)
			for _, value := range values {
				if !scalar(value) {
					s.open("Condition.%s.%s is %s", operator.Name, key.Name, cfn.Show(value))
				}
			}
			s.Conditions = append(s.Conditions, Condition{operator.Name, key.Name, values})
		}
	}
	slices.SortStableFunc(s.Conditions, func(a, b Condition) int {
		return cmp.Or(cmp.Compare(a.Operator, b.Operator), cmp.Compare(strings.ToLower(a.Key), strings.ToLower(b.Key)))
	})
}

// items are the elements of a list, or the one value that stands for a list of one.
func items(v cfn.Value) []cfn.Value {
	if list, ok := v.(cfn.List); ok {
		return list
	}
	return []cfn.Value{v}
}

// scalar tells whether a value is text, known or open.
func scalar(v cfn.Value) bool {
	switch v := v.(type) {
	case cfn.String, cfn.Number, cfn.Bool, cfn.ResourceRef, cfn.Dynamic:
		return true
	case cfn.Atom:
		return v.Origin != cfn.FromUnread && v.Origin != cfn.FromFailure
	case cfn.Concat:
		for _, part := range v {
			if !scalar(part) {
				return false
			}
		}
		return true
	}
	return false
}
