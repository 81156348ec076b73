package verify

import (
	"fmt"
	"maps"
	"slices"

	"github.com/archblocks/archblocks/arch/problem"
	"github.com/archblocks/archblocks/internal/cfn"
)

// SetParameter gives a parameter its value in the stack of a name or, if that is empty, in
// every stack that declares the parameter. It is an error if none does.
func SetParameter(templates []Template, stack, name, value string) error {
	var stacks, known []string
	set := false
	for i := range templates {
		t := &templates[i]
		stacks = append(stacks, t.Name)
		if stack != "" && t.Name != stack {
			continue
		}
		parsed, err := cfn.Parse(t.Text)
		if err != nil {
			return fmt.Errorf("template %s: %w", t.Name, err)
		}
		for _, p := range parsed.Parameters {
			known = append(known, p.Name)
			if p.Name == name {
				// A copy: the caller's other templates may share the map.
				t.Parameters = maps.Clone(t.Parameters)
				if t.Parameters == nil {
					t.Parameters = map[string]string{}
				}
				t.Parameters[name] = value
				set = true
			}
		}
	}
	switch {
	case set:
		return nil
	case stack != "" && !slices.Contains(stacks, stack):
		return fmt.Errorf("no template is of a stack %q; %s", stack, problem.DidYouMean(stack, stacks, "name one of those given"))
	case stack != "":
		return fmt.Errorf("the template of %s has no parameter %q; %s", stack, name, problem.DidYouMean(name, known, "look at its Parameters"))
	}
	return fmt.Errorf("no template has a parameter %q; %s", name, problem.DidYouMean(name, known, "look at their Parameters"))
}
