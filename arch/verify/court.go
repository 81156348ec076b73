package verify

import (
	"fmt"
	"slices"

	"github.com/archblocks/archblocks/arch/verify/internal/topology"
	"github.com/archblocks/archblocks/internal/cfn"
)

// facts are what the properties read of one world, some of it found out once for all.
type facts struct {
	*topology.Topology
	options Checker
	ways    []topology.Balanced
	needs   map[*topology.Service]*usage
	roles   map[*cfn.Resource][]grant
	types   map[string][]*cfn.Resource
}

func newFacts(t *topology.Topology, options Checker) *facts {
	f := &facts{
		Topology: t, options: options, ways: t.Ways(),
		needs: map[*topology.Service]*usage{}, roles: map[*cfn.Resource][]grant{}, types: map[string][]*cfn.Resource{},
	}
	for _, r := range t.Model.OfType() {
		if t.World.Exists(r) {
			f.types[r.Type] = append(f.types[r.Type], r)
		}
	}
	return f
}

// try judges a property.
func (f *facts) try(p Property) []*trial {
	c := &court{facts: f}
	p.judge(c)
	if len(c.cases) == 0 {
		c.cases = append(c.cases, &trial{verdict: Unknown, why: "nothing to judge: the templates have no " + p.subject})
	}
	return c.cases
}

// court judges one property in one world.
type court struct {
	*facts
	cases []*trial
}

// trial is the judgement of one subject in one world. Findings may come in any order:
// the worst decides.
type trial struct {
	subject string
	verdict Verdict
	why     string
	witness *Witness
	// assumptions beside those of the report, each once.
	assumptions []string
	// partial is set if the templates may make more than can be read.
	partial bool
}

// try opens the trial of a subject, which is proved until something says otherwise.
func (c *court) try(subject cfn.ResourceRef) *trial {
	t := &trial{subject: subject.Resource().String(), verdict: Proved, partial: len(c.Doubts) > 0}
	c.cases = append(c.cases, t)
	t.doubt(c.Doubts)
	return t
}

// proved says why the subject is proved, if it still is.
func (t *trial) proved(why string) {
	if t.verdict == Proved {
		t.why = why
	}
}

// delegate says who must keep what the templates leave out.
func (t *trial) delegate(why string) {
	if t.verdict == Proved {
		t.verdict, t.why = Delegated, why
	}
}

// refute ends the trial with a witness; the first one stays.
func (t *trial) refute(w *Witness) {
	if t.verdict == Refuted {
		return
	}
	t.verdict, t.witness, t.why = Refuted, w, w.Shows
}

// doubt makes a proof impossible.
func (t *trial) doubt(doubts ...[]topology.Doubt) {
	for _, list := range doubts {
		for _, d := range list {
			t.unsure(d.Why + " (" + d.At.Resource.Stack + ", " + d.At.Path + ")")
		}
	}
}

// unsure makes a proof impossible for a reason in words.
func (t *trial) unsure(why string) {
	if t.verdict == Proved || t.verdict == Delegated {
		t.verdict, t.why = Unknown, why
	}
}

// missing refutes that something is there: with a witness if nothing is in doubt, else it is unknown.
func (t *trial) missing(w *Witness, doubts ...[]topology.Doubt) {
	for _, list := range doubts {
		if len(list) > 0 {
			t.doubt(list)
			return
		}
	}
	if !t.partial {
		t.refute(w)
	}
}

// assume adds an assumption of this subject alone.
func (t *trial) assume(text string) {
	if !slices.Contains(t.assumptions, text) {
		t.assumptions = append(t.assumptions, text)
	}
}

// get reads a property of a resource in the world.
func (f *facts) get(r *cfn.Resource, name string) cfn.Value { return f.World.Property(r, name) }

// refersTo is the resource of a type that a value leads to and that is there, or nil.
// Whichever attribute the value takes, it is that resource.
func (f *facts) refersTo(v cfn.Value, resourceType string) *cfn.Resource {
	ref, ok := v.(cfn.ResourceRef)
	if !ok {
		return nil
	}
	r := f.Model.Resource(ref.Resource())
	if r == nil || r.Type != resourceType || !f.World.Exists(r) {
		return nil
	}
	return r
}

// there are the resources of the types in this world.
func (f *facts) there(types ...string) []*cfn.Resource {
	var found []*cfn.Resource
	for _, name := range types {
		found = append(found, f.types[name]...)
	}
	return found
}

// given tells whether a property is there.
func given(v cfn.Value) bool {
	switch v.(type) {
	case nil, cfn.Missing, cfn.Null:
		return false
	}
	return true
}

// object is a value's members, or none.
func object(v cfn.Value) cfn.Object {
	o, _ := v.(cfn.Object)
	return o
}

// items are a list's elements, or the one value that stands for a list of one.
func items(v cfn.Value) cfn.List {
	if list, ok := v.(cfn.List); ok {
		return list
	}
	if !given(v) {
		return nil
	}
	return cfn.List{v}
}

// at makes a witness that points to a place.
func at(p topology.Place, shows, hint string) *Witness {
	return &Witness{Shows: shows, Stack: p.Resource.Stack, Resource: p.Resource.LogicalID, Path: p.Path, Hint: hint}
}

// root is where a resource stands.
func root(ref cfn.ResourceRef) topology.Place {
	return topology.Place{Resource: ref.Resource(), Path: "Resources." + ref.LogicalID}
}

// place is where a property of a resource stands.
func place(ref cfn.ResourceRef, property string) topology.Place {
	return topology.Place{Resource: ref.Resource(), Path: "Resources." + ref.LogicalID + ".Properties." + property}
}

// count is a number with its noun.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// countVerb is a number with what follows it.
func countVerb(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
