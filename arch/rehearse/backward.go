package rehearse

import (
	"encoding/json"
	"fmt"
	"strings"
)

// before is the stack as it was, for the way back.
type before struct {
	Template     string
	Parameters   map[string]string
	Tags         []tag
	Capabilities []string
	Outputs      []output
	Resources    []*resource
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

func find(all []*resource, id string) *resource {
	for _, r := range all {
		if r.LogicalID == id {
			return r
		}
	}
	return nil
}
