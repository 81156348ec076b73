package rehearse

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

// Phases of an operation.
const (
	forward = "forward" // make and change
	cleanup = "cleanup" // delete what is not needed any more
	undo    = "undo"    // put back what was changed
	tidy    = "tidy"    // delete what had been made before it failed
	remove  = "remove"  // delete all
)

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
