package cfn

import (
	"slices"
	"strings"
)

// add makes the stack of an input.
func (r *run) add(in Input) {
	s := &Stack{
		ID: in.ID, Name: in.Name, Region: in.Region, Account: in.Account, Template: in.Template,
		Parameters: map[string]Value{}, Conditions: map[string]*Condition{}, resources: map[string]*Resource{}, entries: map[*Node]Value{},
	}
	if s.ID == "" {
		s.ID = s.Name
	}
	report := func(message string) {
		r.problems = append(r.problems, Problem{Stack: s.ID, Message: message})
	}
	switch {
	case s.Name == "":
		report("a stack needs a name")
		return
	case s.Template == nil:
		report("a stack needs a template")
		return
	case r.model.stacks[s.ID] != nil:
		report("two stacks have this ID")
		return
	}
	for _, other := range r.model.Stacks {
		if other.Name == s.Name && other.environment() == s.environment() {
			report("the stack " + other.ID + " has the same name, account and Region")
		}
	}
	r.shared(s)
	r.model.stacks[s.ID] = s
	r.model.Stacks = append(r.model.Stacks, s)
	s.at = index(s.Template)
	for _, name := range sortedNames(in.Parameters) {
		if _, ok := s.at.parameters[name]; !ok {
			report("there is no parameter " + name)
		}
	}
	for _, p := range s.Template.Parameters {
		s.Parameters[p.Name] = r.parameter(s, p, in.Parameters)
	}
	at := scope{run: r, stack: s}
	for _, f := range s.Template.Unexpanded {
		at.down(f.Name).unknown(NotExpanded, f.Value, "only a transform can read it")
	}
	if macros := s.macros(); len(macros) > 0 {
		at.down("Transform").unknown(NotExpanded, &Node{}, "the transforms %s are not run", strings.Join(macros, ", "))
	}
}

// shared records what a stack leaves open and shares with an earlier one.
func (r *run) shared(s *Stack) {
	share := func(what string, open func(*Stack) bool) {
		for _, other := range r.model.Stacks {
			if open(s) && open(other) {
				scope{run: r, stack: s}.assume(SameEnvironment, &Node{}, "in the same %s as %s", what, other.ID)
				return
			}
		}
	}
	share("account", func(s *Stack) bool { return s.Account == "" })
	share("Region", func(s *Stack) bool { return s.Region == "" })
}

func index(t *Template) places {
	at := places{map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}}
	for i, p := range t.Parameters {
		at.parameters[p.Name] = i
	}
	for i, f := range t.Conditions {
		at.conditions[f.Name] = i
	}
	for i, d := range t.Resources {
		at.resources[d.LogicalID] = i
	}
	for i, o := range t.Outputs {
		at.outputs[o.Name] = i
	}
	return at
}

// macros are the transforms that may change the template. AWS::LanguageExtensions
// only adds functions; its loops are entries of Template.Unexpanded.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-languageextensions.html
func (s *Stack) macros() []string {
	return slices.DeleteFunc(slices.Clone(s.Template.Transform), func(name string) bool { return name == "AWS::LanguageExtensions" })
}

// expands tells whether a transform may add to the template.
func (s *Stack) expands() bool { return len(s.Template.Unexpanded) > 0 || len(s.macros()) > 0 }

func sortedNames(m map[string]string) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
