package cfn

import (
	"fmt"
	"strings"
)

// MaxWork bounds what the functions of all stacks make, in characters and values.
const MaxWork = 1 << 25

// Evaluate evaluates stacks together, so that imports and stack outputs find each
// other. The error is [Problems]: whatever CloudFormation would refuse for certain.
func Evaluate(inputs ...Input) (*Model, error) {
	r := &run{
		model:      &Model{stacks: map[string]*Stack{}, byKey: map[string]*Test{}},
		outputs:    map[*Stack]map[string]*Output{},
		properties: map[ResourceRef]Value{},
		busy:       map[string]bool{},
	}
	for _, in := range inputs {
		r.add(in)
	}
	for _, s := range r.model.Stacks {
		r.check(s)
	}
	if err := r.problems.err(); err != nil {
		return nil, err
	}
	for _, s := range r.model.Stacks {
		r.conditions(s)
	}
	for _, s := range r.model.Stacks {
		r.resources(s)
		r.allOutputs(s)
		r.edges(s)
	}
	if r.work > MaxWork {
		// What was found after the limit was cut short by it.
		return nil, Problems{{Message: fmt.Sprintf("the functions make more than %d characters and values of the templates", MaxWork)}}
	}
	if err := r.problems.err(); err != nil {
		return nil, err
	}
	m := r.model
	m.Assumptions, m.Unknowns = inOrder(m.Assumptions), inOrder(m.Unknowns)
	return m, nil
}

// run is one evaluation.
type run struct {
	model    *Model
	problems Problems
	work     int
	// What was already evaluated on demand.
	outputs    map[*Stack]map[string]*Output
	properties map[ResourceRef]Value
	exports    *exportIndex
	// busy and trail are what is being evaluated.
	busy  map[string]bool
	trail []string
}

// enter begins to evaluate a named thing. It is false if that is under way, which
// is a cycle; otherwise leave must follow.
func (r *run) enter(name string) bool {
	if r.busy[name] {
		return false
	}
	r.busy[name] = true
	r.trail = append(r.trail, name)
	return true
}

func (r *run) leave(name string) {
	delete(r.busy, name)
	r.trail = r.trail[:len(r.trail)-1]
}

// cycle is the way from a name back to itself.
func (r *run) cycle(name string) string {
	for i, n := range r.trail {
		if n == name {
			return strings.Join(append(append([]string{}, r.trail[i:]...), name), " -> ")
		}
	}
	return name
}

func (r *run) resources(s *Stack) {
	for _, d := range s.Template.Resources {
		res := s.resources[d.LogicalID]
		if res == nil {
			continue
		}
		at := scope{run: r, stack: s, guarded: res.Exists != always}.down("Resources").down(d.LogicalID)
		if d.Properties != nil {
			switch v := at.down("Properties").eval(d.Properties).(type) {
			case Object:
				res.Properties = v
			default:
				res.Unread = d.Properties.Kind != NullNode
			}
		}
		res.DeletionPolicy = at.optional("DeletionPolicy", d.DeletionPolicy)
		res.UpdateReplacePolicy = at.optional("UpdateReplacePolicy", d.UpdateReplacePolicy)
		for _, a := range d.Other {
			res.Attributes = append(res.Attributes, Member{a.Name, at.down(a.Name).eval(a.Value)})
		}
	}
}

func (r *run) allOutputs(s *Stack) {
	for _, d := range s.Template.Outputs {
		if o := r.output(s, d.Name); o != nil {
			s.Outputs = append(s.Outputs, o)
		}
	}
}

// output evaluates an output once; nil if there is none, or its condition is false.
func (r *run) output(s *Stack, name string) *Output {
	if o, done := r.outputs[s][name]; done {
		return o
	}
	o := r.newOutput(s, name)
	if r.outputs[s] == nil {
		r.outputs[s] = map[string]*Output{}
	}
	r.outputs[s][name] = o
	return o
}

func (r *run) newOutput(s *Stack, name string) *Output {
	i, found := s.at.outputs[name]
	if !found {
		return nil
	}
	d := s.Template.Outputs[i]
	at := scope{run: r, stack: s}.down("Outputs").down(name)
	exists := at.named(d.Condition, d.Value)
	if exists == never {
		return nil
	}
	at.guarded = exists != always
	id := s.ID + "/Outputs." + name
	if !r.enter(id) {
		at.wrong(d.Value, "an output needs itself: %s", r.cycle(id))
		return nil
	}
	defer r.leave(id)
	return &Output{Name: name, Pos: d.Pos, Exists: exists, Value: at.down("Value").eval(d.Value), Export: at.down("Export").optional("Name", d.Export)}
}
