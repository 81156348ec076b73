package rehearse

// detectStackDrift: nobody but the deployer touches a rehearsed account, so that nothing
// drifts; what was deleted by an injected failure is not there, and not asked for.
func (s *Server) detectStackDrift(in request) (any, error) {
	st := s.account.find(in.region, in.Get("StackName"))
	if st == nil {
		return nil, refused("Stack [%s] does not exist", in.Get("StackName"))
	}
	return []field{{"StackDriftDetectionId", uuid(st.ID, "drift")}}, nil
}

func (s *Server) describeStackDriftDetectionStatus(in request) (any, error) {
	for _, st := range s.account.Stacks {
		if st.Region == in.region && uuid(st.ID, "drift") == in.Get("StackDriftDetectionId") {
			return []field{
				{"StackId", st.ID}, {"StackDriftDetectionId", in.Get("StackDriftDetectionId")}, {"StackDriftStatus", "IN_SYNC"},
				{"DetectionStatus", "DETECTION_COMPLETE"}, {"DriftedStackResourceCount", "0"}, {"Timestamp", at(s.account.Clock)},
			}, nil
		}
	}
	return nil, refused("Drift detection %s does not exist", in.Get("StackDriftDetectionId"))
}

func (s *Server) describeStackResourceDrifts(in request) (any, error) {
	if s.account.find(in.region, in.Get("StackName")) == nil {
		return nil, refused("Stack [%s] does not exist", in.Get("StackName"))
	}
	return []field{{"StackResourceDrifts", list(nil)}}, nil
}
