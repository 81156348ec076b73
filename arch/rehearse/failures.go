package rehearse

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
