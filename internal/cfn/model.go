package cfn

import (
	"cmp"
	"slices"
	"strings"
)

// Input is a stack to evaluate.
type Input struct {
	// ID names the stack in values and messages. Default: the Name; stacks of one name in
	// two Regions need two.
	ID string
	// Name is the stack's name.
	Name string
	// Region, such as "eu-west-1". Default: open, the same for all stacks without one.
	Region string
	// Account is the account's id. Default: open, the same for all stacks without one.
	Account  string
	Template *Template
	// Parameters given by name. A list is one string with commas.
	Parameters map[string]string
}

// Model is a set of stacks, evaluated together.
type Model struct {
	// Stacks in the order of the inputs.
	Stacks []*Stack
	// Assumptions are what the values take for granted; a report must print them.
	Assumptions []Note
	// Unknowns are what could not be read; a proof must not depend on them.
	Unknowns []Note
	// Tests are all equalities left open, in the order they were met.
	Tests []*Test

	stacks map[string]*Stack
	byKey  map[string]*Test
}

// Stack is an evaluated stack.
type Stack struct {
	ID, Name, Region, Account string
	Template                  *Template
	// Parameters by name: given, default or open.
	Parameters map[string]Value
	// Conditions by name.
	Conditions map[string]*Condition
	// Resources and Outputs in the template's order. Those whose condition is false are left out.
	Resources []*Resource
	Outputs   []*Output
	// Edges are what the resources of the stack need of each other, in the template's order.
	Edges []Edge
	// Needs are the IDs of the given stacks whose outputs this one reads.
	Needs []string

	resources map[string]*Resource
	entries   map[*Node]Value
	at        places
}

// places are indexes into the sections of a template.
type places struct{ parameters, conditions, resources, outputs map[string]int }

// Resource is an evaluated resource.
type Resource struct {
	Ref  ResourceRef
	Type string
	Pos  Pos
	// Exists is the condition under which the stack has the resource.
	Exists *Condition
	// Properties as evaluated. A member can be a [Choice].
	Properties Object
	// Unread is set if the properties cannot be read at all, because only a transform
	// can; they are then empty, which says nothing.
	Unread bool
	// DeletionPolicy and UpdateReplacePolicy are [Missing] if they are not there.
	DeletionPolicy, UpdateReplacePolicy Value
	// Attributes are the others, such as CreationPolicy.
	Attributes Object
	// Declaration is the resource as it is written; DependsOn and Metadata are there.
	Declaration Declaration
}

// Output is an evaluated output.
type Output struct {
	Name   string
	Pos    Pos
	Exists *Condition
	Value  Value
	// Export is the name for Fn::ImportValue, or [Missing].
	Export Value
}

// Property returns the property, or [Missing].
func (r *Resource) Property(name string) Value { return r.Properties.Get(name) }

// Path is where a property stands in the template: "Resources.Vpc.Properties.CidrBlock".
// Names of maps and indexes of lists ("[0]") follow each other.
func (r *Resource) Path(steps ...string) string {
	path := "Resources." + r.Ref.LogicalID
	if len(steps) > 0 {
		path += ".Properties"
	}
	for _, s := range steps {
		path = joinPath(path, s)
	}
	return path
}

func joinPath(path, step string) string {
	if path == "" || strings.HasPrefix(step, "[") {
		return path + step
	}
	return path + "." + step
}

// Resource returns what a ref leads to, or nil if the resource cannot exist.
func (m *Model) Resource(ref ResourceRef) *Resource {
	if s := m.stacks[ref.Stack]; s != nil {
		return s.resources[ref.LogicalID]
	}
	return nil
}

// Stack returns the stack with the ID, or nil.
func (m *Model) Stack(id string) *Stack { return m.stacks[id] }

// OfType returns the resources of the types, stack by stack in the templates' order.
// Without types it returns all.
func (m *Model) OfType(types ...string) []*Resource {
	var found []*Resource
	for _, s := range m.Stacks {
		for _, r := range s.Resources {
			if len(types) == 0 || slices.Contains(types, r.Type) {
				found = append(found, r)
			}
		}
	}
	return found
}

// Output returns the output of that name, or nil if there is none or its condition is false.
func (s *Stack) Output(name string) *Output {
	for _, o := range s.Outputs {
		if o.Name == name {
			return o
		}
	}
	return nil
}

// Resource returns the resource with the logical id, or nil if there is none or its
// condition is false.
func (s *Stack) Resource(id string) *Resource { return s.resources[id] }

// inOrder sorts notes by stack, place and text, and drops the second of two equal ones.
func inOrder(notes []Note) []Note {
	slices.SortStableFunc(notes, func(a, b Note) int {
		return cmp.Or(cmp.Compare(a.Stack, b.Stack), cmp.Compare(a.Pos.Line, b.Pos.Line), cmp.Compare(a.Pos.Column, b.Pos.Column),
			cmp.Compare(a.Path, b.Path), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Text, b.Text))
	})
	return slices.Compact(notes)
}
