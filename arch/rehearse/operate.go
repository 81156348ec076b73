package rehearse

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/archblocks/archblocks/internal/cfn"
	"github.com/archblocks/archblocks/internal/cfntypes"
)

// operation is a change of a stack that is under way. It is all in the state, so that a
// rehearsal goes on where it was.
type operation struct {
	// Kind is CREATE, UPDATE or DELETE; Phase what is being done of it.
	Kind, Phase string
	OnFailure   string
	Token       string
	Retagged    bool     `json:",omitempty"`
	Started     []string `json:",omitempty"`
	Done        []string `json:",omitempty"`
	// Touched are the resources that were changed, in order.
	Touched []string `json:",omitempty"`
	// Garbage is deleted when all went well: what was replaced or is not wanted any more.
	Garbage []*resource `json:",omitempty"`
	Retain  []string    `json:",omitempty"`
	Before  *before     `json:",omitempty"`
}

// before is the stack as it was, for the way back.
type before struct {
	Template     string
	Parameters   map[string]string
	Tags         []tag
	Capabilities []string
	Outputs      []output
	Resources    []*resource
}

// Phases of an operation.
const (
	forward = "forward" // make and change
	cleanup = "cleanup" // delete what is not needed any more
	undo    = "undo"    // put back what was changed
	tidy    = "tidy"    // delete what had been made before it failed
	remove  = "remove"  // delete all
)

// width is how many resources are worked on at a time.
const width = 6

// advance takes steps of the stack's operation, if there is one.
func (s *Server) advance(st *stack, steps int) error {
	moved := false
	for range steps {
		if st.Operation == nil {
			break
		}
		if err := s.step(st); err != nil {
			return err
		}
		moved = true
	}
	if !moved {
		return nil
	}
	return s.account.save()
}

func (s *Server) step(st *stack) error {
	switch st.Operation.Phase {
	case forward:
		return s.forward(st)
	case cleanup:
		s.cleanup(st)
	case undo:
		s.undo(st)
	case tidy:
		s.tidy(st)
	case remove:
		s.remove(st)
	}
	return nil
}

func (s *Server) wanted(st *stack) (*desired, error) {
	if st.want == nil {
		d, err := s.account.want(st, st.Template, st.Parameters)
		if err != nil {
			return nil, err
		}
		st.want = d
	}
	return st.want, nil
}

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

// cleanup deletes one resource that is not needed any more. What cannot be deleted stays, and the update is complete all the same.
func (s *Server) cleanup(st *stack) {
	op := st.Operation
	if len(op.Garbage) == 0 {
		s.rest(st, "UPDATE_COMPLETE", "")
		return
	}
	r := op.Garbage[len(op.Garbage)-1]
	op.Garbage = op.Garbage[:len(op.Garbage)-1]
	if s.destroy(st, r, r.OnSwap) != "" {
		s.account.Kept = append(s.account.Kept, r)
	}
}

// fail turns round.
func (s *Server) fail(st *stack, id, reason string) {
	op := st.Operation
	for _, other := range op.Started {
		if other != id {
			old := st.resource(other)
			kind := ""
			if r := st.want.stack.Resource(other); r != nil {
				kind = r.Type
			}
			s.event(st, other, kind, "", verb(old)+"_FAILED", "Resource "+strings.ToLower(verb(old))+" cancelled")
		}
	}
	op.Started = nil
	if id != "" {
		reason = fmt.Sprintf("The following resource(s) failed to %s: [%s]. ", strings.ToLower(op.Kind), id)
	}
	switch {
	case op.OnFailure == "DO_NOTHING":
		s.rest(st, op.Kind+"_FAILED", reason)
	case op.Kind == "CREATE" && op.OnFailure == "DELETE":
		op.Phase = remove
		s.status(st, "DELETE_IN_PROGRESS", reason)
	case op.Kind == "CREATE":
		op.Phase = tidy
		s.status(st, "ROLLBACK_IN_PROGRESS", reason+"Rollback requested by user.")
	default:
		op.Phase = undo
		s.status(st, "UPDATE_ROLLBACK_IN_PROGRESS", reason)
	}
}

// tidy deletes one resource of a stack that could not be created.
func (s *Server) tidy(st *stack) {
	r := st.last()
	if r == nil {
		s.rest(st, "ROLLBACK_COMPLETE", "")
		return
	}
	policy := r.OnDelete
	if policy == "RetainExceptOnCreate" {
		policy = "Delete"
	}
	if reason := s.destroy(st, r, policy); reason != "" {
		s.rest(st, "ROLLBACK_FAILED", fmt.Sprintf("The following resource(s) failed to delete: [%s]. ", r.LogicalID))
		return
	}
	st.drop(r)
}

// undo puts one changed resource back, the last first, and then deletes what was made.
func (s *Server) undo(st *stack) {
	op := st.Operation
	if n := len(op.Touched); n > 0 {
		id := op.Touched[n-1]
		was, now := find(op.Before.Resources, id), st.resource(id)
		if was == nil {
			op.Touched = op.Touched[:n-1]
			return // it goes in the end
		}
		if reason, fails := s.rehearsed(st, id, was.Type, "rollback"); fails {
			s.event(st, id, was.Type, now.PhysicalID, "UPDATE_FAILED", reason)
			st.Halted = op
			s.rest(st, "UPDATE_ROLLBACK_FAILED", fmt.Sprintf("The following resource(s) failed to update: [%s]. ", id))
			return
		}
		op.Touched = op.Touched[:n-1]
		s.event(st, id, was.Type, was.PhysicalID, "UPDATE_IN_PROGRESS", "")
		s.event(st, id, was.Type, was.PhysicalID, "UPDATE_COMPLETE", "")
		return
	}
	if st.Status != "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS" {
		s.status(st, "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS", "")
	}
	// What is there and was not is deleted, the last made first.
	for i := len(st.Resources) - 1; i >= 0; i-- {
		r := st.Resources[i]
		if was := find(op.Before.Resources, r.LogicalID); was == nil || was.PhysicalID != r.PhysicalID {
			st.drop(r)
			s.destroy(st, r, "Delete")
			return
		}
	}
	b := op.Before
	st.Template, st.Parameters, st.Tags, st.Capabilities, st.Outputs, st.Resources = b.Template, b.Parameters, b.Tags, b.Capabilities, b.Outputs, b.Resources
	s.rest(st, "UPDATE_ROLLBACK_COMPLETE", "")
}

// remove deletes one resource of a stack that is to go.
func (s *Server) remove(st *stack) {
	r := st.last()
	if r == nil {
		st.Outputs = nil
		s.rest(st, "DELETE_COMPLETE", "")
		return
	}
	policy := r.OnDelete
	if slices.Contains(st.Operation.Retain, r.LogicalID) {
		policy = "Retain"
	}
	if reason := s.destroy(st, r, policy); reason != "" {
		s.rest(st, "DELETE_FAILED", fmt.Sprintf("The following resource(s) failed to delete: [%s]. ", r.LogicalID))
		return
	}
	st.drop(r)
}

// destroy deletes a resource, or keeps it if its policy says so. It returns why it cannot.
func (s *Server) destroy(st *stack, r *resource, policy string) string {
	if policy == "Retain" || policy == "RetainExceptOnCreate" || policy == "Snapshot" {
		s.event(st, r.LogicalID, r.Type, r.PhysicalID, "DELETE_SKIPPED", "")
		s.account.Kept = append(s.account.Kept, r)
		return ""
	}
	s.event(st, r.LogicalID, r.Type, r.PhysicalID, "DELETE_IN_PROGRESS", "")
	reason, fails := s.rehearsed(st, r.LogicalID, r.Type, "delete")
	if !fails {
		reason = guarded(r)
	}
	if reason != "" {
		s.event(st, r.LogicalID, r.Type, r.PhysicalID, "DELETE_FAILED", reason)
		return reason
	}
	s.event(st, r.LogicalID, r.Type, r.PhysicalID, "DELETE_COMPLETE", "")
	return ""
}

// last is a resource that no other of the stack needs, of those the one that was made last.
func (s *stack) last() *resource {
	for i := len(s.Resources) - 1; i >= 0; i-- {
		r := s.Resources[i]
		if !slices.ContainsFunc(s.Resources, func(other *resource) bool { return other != r && slices.Contains(other.Needs, r.LogicalID) }) {
			return r
		}
	}
	return nil
}

func (s *stack) drop(r *resource) {
	s.Resources = slices.DeleteFunc(s.Resources, func(other *resource) bool { return other == r })
}

func find(all []*resource, id string) *resource {
	for _, r := range all {
		if r.LogicalID == id {
			return r
		}
	}
	return nil
}

// rehearsed tells whether a step is to fail, and why.
func (s *Server) rehearsed(st *stack, id, kind, action string) (string, bool) {
	for i := range s.failures {
		f := &s.failures[i]
		if (f.Stack != "" && f.Stack != st.Name) || (f.LogicalID != "" && f.LogicalID != id) || (f.Type != "" && f.Type != kind) || (f.Action != "" && f.Action != action) || f.Times < 0 {
			continue
		}
		if f.Action == "" && action == "rollback" {
			continue // the way back fails only when that is asked for
		}
		if f.Times > 0 {
			if f.Times--; f.Times == 0 {
				f.Times = -1
			}
		}
		if f.Reason == "" {
			return "Rehearsed failure", true
		}
		return f.Reason, true
	}
	return "", false
}

// status says what the stack is doing.
func (s *Server) status(st *stack, status, reason string) {
	st.Status, st.Reason = status, reason
	s.event(st, st.Name, "AWS::CloudFormation::Stack", st.ID, status, reason)
}

// rest ends the operation.
func (s *Server) rest(st *stack, status, reason string) {
	s.status(st, status, reason)
	st.Operation, st.want = nil, nil
}

func (s *Server) event(st *stack, id, kind, physical, status, reason string) {
	tick := s.account.tick()
	token := ""
	if st.Operation != nil {
		token = st.Operation.Token
	}
	st.Events = append(st.Events, event{ID: tick, LogicalID: id, PhysicalID: physical, Type: kind, Status: status, Reason: reason, Token: token, Time: tick})
}

// snapshot is the stack as it is, apart from its events.
func (s *stack) snapshot() *before {
	return &before{s.Template, s.Parameters, s.Tags, s.Capabilities, s.Outputs, copied(s.Resources)}
}

func copied(all []*resource) []*resource {
	text, err := json.Marshal(all)
	if err != nil { // text, lists and maps of it
		panic("rehearse: " + err.Error())
	}
	var out []*resource
	if err := json.Unmarshal(text, &out); err != nil {
		panic("rehearse: " + err.Error())
	}
	return out
}
