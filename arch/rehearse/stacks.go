package rehearse

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
)

func uuid(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	d := hex.EncodeToString(sum[:16])
	return d[:8] + "-" + d[8:12] + "-" + d[12:16] + "-" + d[16:20] + "-" + d[20:]
}

// getCallerIdentity is STS's.
func (s *Server) getCallerIdentity(request) (any, error) {
	return []field{{"Account", s.account.ID}, {"Arn", "arn:aws:iam::" + s.account.ID + ":user/rehearsal"}, {"UserId", "REHEARSAL"}}, nil
}

// deleteStack: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteStack.html
func (s *Server) deleteStack(in request) (any, error) {
	st := s.account.find(in.region, in.Get("StackName"))
	if st == nil || st.Status == "DELETE_COMPLETE" {
		return nil, nil // it is gone already, which is what was asked for
	}
	switch {
	case st.Protected:
		return nil, refused("Stack [%s] cannot be deleted while TerminationProtection is enabled", st.Name)
	case st.Operation != nil && st.Operation.Phase != remove:
		return nil, refused("Stack [%s] cannot be deleted while in status %s", st.ID, st.Status)
	}
	for _, o := range st.Outputs {
		for _, other := range s.account.Stacks {
			if o.Export != "" && other.Region == st.Region && other != st && other.Status != "DELETE_COMPLETE" && strings.Contains(other.Template, `"Fn::ImportValue":"`+o.Export+`"`) {
				return nil, refused("Export %s cannot be deleted as it is in use by %s", o.Export, other.Name)
			}
		}
	}
	if st.Operation == nil {
		st.Operation = &operation{Kind: "DELETE", Phase: remove, Token: in.Get("ClientRequestToken"), Retain: in.list("RetainResources", "")}
		s.status(st, "DELETE_IN_PROGRESS", "User Initiated")
	}
	return nil, s.account.save()
}

// continueUpdateRollback goes on with the way back that failed.
func (s *Server) continueUpdateRollback(in request) (any, error) {
	st := s.account.find(in.region, in.Get("StackName"))
	switch {
	case st == nil:
		return nil, refused("Stack [%s] does not exist", in.Get("StackName"))
	case st.Status != "UPDATE_ROLLBACK_FAILED" || st.Halted == nil:
		return nil, refused("Stack [%s] is not in UPDATE_ROLLBACK_FAILED state", st.Name)
	}
	op := st.Halted
	for _, skipped := range in.list("ResourcesToSkip", "") {
		op.Touched = slices.DeleteFunc(op.Touched, func(id string) bool { return id == skipped })
	}
	st.Operation, st.Halted = op, nil
	s.status(st, "UPDATE_ROLLBACK_IN_PROGRESS", "User Initiated")
	return nil, s.account.save()
}

func (s *Server) updateTerminationProtection(in request) (any, error) {
	st := s.account.find(in.region, in.Get("StackName"))
	if st == nil {
		return nil, refused("Stack [%s] does not exist", in.Get("StackName"))
	}
	st.Protected = in.Get("EnableTerminationProtection") == "true"
	return []field{{"StackId", st.ID}}, s.account.save()
}

// page cuts a list at the token of a request, which counts what was given already.
func page[T any](in request, all []T, size int) (part []T, next string) {
	from := 0
	fmt.Sscanf(in.Get("NextToken"), "rehearsal-%d", &from)
	from = min(max(from, 0), len(all))
	to := min(from+size, len(all))
	if to < len(all) {
		next = fmt.Sprintf("rehearsal-%d", to)
	}
	return all[from:to], next
}
