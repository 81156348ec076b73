package deploy

import (
	"errors"
	"fmt"
	"strings"
)

// Kinds of errors, for errors.Is.
var (
	// ErrStopped: the context ended. CloudFormation goes on by itself.
	ErrStopped = errors.New("stopped watching")
	// ErrCredentials: AWS does not take the credentials, or they have run out.
	ErrCredentials = errors.New("credentials")
	// ErrDeclined: the plan was not confirmed; nothing was changed.
	ErrDeclined = errors.New("declined")
	// ErrReplaces: the plan replaces or removes what holds data or addresses, and Replace is not set.
	ErrReplaces = errors.New("stateful resources would be replaced")
)

// Failure is a stack that came to rest where it should not.
type Failure struct {
	Stack, Region, Status string
	// Causes are the first failures, without those that only follow from them.
	Causes []Cause
	// Hint says what to do.
	Hint string
}

// Cause is one resource that failed.
type Cause struct{ LogicalID, Type, Status, Reason string }

// Error is all of it, a cause a line.
func (f *Failure) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "stack %s in %s is %s", f.Stack, f.Region, f.Status)
	for _, c := range f.Causes {
		fmt.Fprintf(&b, "\n  %s (%s) %s: %s", c.LogicalID, c.Type, c.Status, c.Reason)
	}
	if f.Hint != "" {
		b.WriteString("\n  hint: " + f.Hint)
	}
	return b.String()
}

// hints say what to do about a stack at rest.
var hints = map[string]string{
	"ROLLBACK_COMPLETE":        "the stack was never there, and is empty: mend the cause, then deploy again and let it be made anew (Recreate, -recreate)",
	"ROLLBACK_FAILED":          "what could not be deleted is in its events: delete the stack in the console, keeping those resources, and deploy again",
	"CREATE_FAILED":            "what was made is kept as it is: mend the cause and deploy again, or delete the stack",
	"UPDATE_ROLLBACK_COMPLETE": "the stack is as it was before: mend the cause and deploy again",
	"UPDATE_ROLLBACK_FAILED":   "mend what stands in the way of the resources above, then run: aws cloudformation continue-update-rollback --region %[2]s --stack-name %[1]s (with --resources-to-skip for what is gone)",
	"UPDATE_FAILED":            "what was changed is kept as it is: mend the cause and deploy again",
	"DELETE_FAILED":            "mend what stands in the way of the resources above and destroy again",
}

func hint(stack, region, status string) string {
	text := hints[status]
	if strings.Contains(text, "%[1]s") {
		return fmt.Sprintf(text, stack, region)
	}
	return text
}
