package rehearse

import (
	"fmt"
	"slices"

	"github.com/archblocks/archblocks/internal/cfn"
	"github.com/archblocks/archblocks/internal/cfntypes"
)

// width is how many resources are worked on at a time.
const width = 6

// forward starts what can be started, and else ends what was started first.
func (s *Server) forward(st *stack) error {
	op := st.Operation
	d, err := s.wanted(st)
	if err != nil { // it could be evaluated when the change set was made
		s.fail(st, "", err.Error())
		return nil
	}
	for _, r := range d.order {
		id := r.Ref.LogicalID
		if slices.Contains(op.Done, id) || slices.Contains(op.Started, id) || len(op.Started) >= width || !all(d.needs[id], op.Done) {
			continue
		}
		old := st.resource(id)
		properties, err := s.account.properties(st, d, r, s.made(st))
		switch {
		case err != nil:
			s.event(st, id, r.Type, "", verb(old)+"_FAILED", err.Error())
			s.fail(st, id, err.Error())
			return nil
		case old != nil && len(compare(r.Type, old.Properties, properties)) == 0 && !(op.Retagged && tagged(r.Type)):
			old.Needs, old.OnDelete, old.OnSwap = d.needs[id], policy(d, r.DeletionPolicy), policy(d, r.UpdateReplacePolicy)
			op.Done = append(op.Done, id)
			continue
		}
		op.Started = append(op.Started, id)
		physical := ""
		if old != nil {
			physical = old.PhysicalID
		}
		s.event(st, id, r.Type, physical, verb(old)+"_IN_PROGRESS", "")
		return nil
	}
	if len(op.Started) == 0 {
		return s.arrive(st, d)
	}
	id := op.Started[0]
	op.Started = op.Started[1:]
	r := d.stack.Resource(id)
	if reason := s.make(st, d, r); reason != "" {
		old := st.resource(id)
		s.event(st, id, r.Type, "", verb(old)+"_FAILED", reason)
		s.fail(st, id, reason)
		return nil
	}
	op.Done, op.Touched = append(op.Done, id), append(op.Touched, id)
	return nil
}

func all(ids, in []string) bool {
	return !slices.ContainsFunc(ids, func(id string) bool { return !slices.Contains(in, id) })
}

func verb(old *resource) string {
	if old == nil {
		return "CREATE"
	}
	return "UPDATE"
}

func tagged(kind string) bool {
	t, _ := cfntypes.Lookup(kind)
	return slices.Contains(t.Properties, "Tags")
}

func policy(d *desired, v cfn.Value) string {
	text, _ := cfn.AsString(d.world.Value(v))
	return text
}

// made looks attributes of resources up that are there.
func (s *Server) made(st *stack) func(id, attribute string) (any, error) {
	return func(id, attribute string) (any, error) {
		r := st.resource(id)
		if r == nil {
			return nil, refused("Resource %s is not there", id)
		}
		return s.account.attribute(r, attribute)
	}
}

// make creates, changes or replaces one resource; it returns why it cannot.
func (s *Server) make(st *stack, d *desired, r *cfn.Resource) string {
	a, op, id := s.account, st.Operation, r.Ref.LogicalID
	properties, err := a.properties(st, d, r, s.made(st))
	if err != nil {
		return err.Error()
	}
	old := st.resource(id)
	action := "create"
	if old != nil {
		action = "update"
	}
	if reason, fails := s.rehearsed(st, id, r.Type, action); fails {
		return reason
	}
	if old != nil && old.Type != r.Type {
		return fmt.Sprintf("Update of resource type is not permitted. The new template modifies resource type of the following resources: [%s]", id)
	}
	replaced := old != nil && slices.ContainsFunc(compare(r.Type, old.Properties, properties), func(d detail) bool { return d.Recreation == string(cfntypes.Always) })
	next := &resource{
		Stack: st.Name, Region: st.Region, LogicalID: id, Type: r.Type, Properties: properties, Needs: d.needs[id],
		OnDelete: policy(d, r.DeletionPolicy), OnSwap: policy(d, r.UpdateReplacePolicy), New: op.Kind == "CREATE",
	}
	if old != nil && !replaced {
		next.PhysicalID = old.PhysicalID
	} else {
		a.Made++
		next.PhysicalID = a.physical(st, next)
		if replaced && next.PhysicalID == old.PhysicalID {
			return fmt.Sprintf("CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename %s and update the stack again.", next.PhysicalID)
		}
		if other := a.holder(next); other != "" {
			return fmt.Sprintf("%s already exists in %s", next.PhysicalID, other)
		}
	}
	if reason := a.refuse(next, old); reason != "" {
		return reason
	}
	if old == nil {
		next.Status = "CREATE_COMPLETE"
		st.Resources = append(st.Resources, next)
	} else {
		next.Status = "UPDATE_COMPLETE"
		if replaced {
			s.event(st, id, r.Type, next.PhysicalID, "UPDATE_IN_PROGRESS", "Requested update requires the creation of a new physical resource; hence creating one.")
			op.Garbage = append(op.Garbage, old)
		}
		st.Resources[slices.Index(st.Resources, old)] = next
	}
	s.event(st, id, r.Type, next.PhysicalID, next.Status, "")
	return ""
}

// arrive ends the way forward.
func (s *Server) arrive(st *stack, d *desired) error {
	op := st.Operation
	var outputs []output
	for _, o := range d.stack.Outputs {
		if !d.world.Holds(o.Exists) {
			continue
		}
		v := values{s.account, st, d.world, s.made(st)}
		value, err := v.of(o.Value)
		var export any
		if err == nil && !missing(d.world.Value(o.Export)) {
			export, err = v.of(o.Export)
		}
		text, isText := value.(string)
		if err == nil && !isText {
			err = refused("Template format error: Output %s must be a text", o.Name)
		}
		if err != nil {
			s.fail(st, "", err.Error())
			return nil
		}
		name, _ := export.(string)
		outputs = append(outputs, output{Key: o.Name, Value: text, Export: name})
	}
	st.Outputs = outputs
	if op.Kind == "CREATE" {
		for _, r := range st.Resources {
			r.New = false
		}
		s.rest(st, "CREATE_COMPLETE", "")
		return nil
	}
	var kept []*resource
	for _, r := range st.Resources {
		if d.stack.Resource(r.LogicalID) != nil && slices.Contains(op.Done, r.LogicalID) {
			kept = append(kept, r)
		} else {
			r.OnSwap = r.OnDelete // it leaves the template, so that this policy decides
			op.Garbage = append(op.Garbage, r)
		}
	}
	st.Resources = kept
	op.Phase = cleanup
	s.status(st, "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", "")
	return nil
}

func missing(v cfn.Value) bool {
	switch v.(type) {
	case nil, cfn.Missing, cfn.Null:
		return true
	}
	return false
}
