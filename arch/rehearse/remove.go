package rehearse

import (
	"fmt"
	"slices"
)

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
