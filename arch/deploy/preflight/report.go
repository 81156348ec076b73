package preflight

import (
	"fmt"
	"strings"

	"github.com/archblocks/archblocks/arch/problem"
)

// Report is what was looked at.
type Report struct {
	// Account and Caller are whose the credentials are; empty if they are not valid.
	Account, Caller string
	Checks          []Check
}

// Check is one look.
type Check struct {
	// Name is what was looked at, such as "image chat:1.0.0".
	Name string
	// Action is the IAM action that it takes; empty for one that asks nobody.
	Action string
	// Skipped says why it could not be looked at; empty if it could.
	Skipped string
	// Found are the problems.
	Found problem.List
}

// Problems are those of all checks.
func (r Report) Problems() problem.List {
	var list problem.List
	for _, c := range r.Checks {
		list = append(list, c.Found...)
	}
	return list
}

// Text is a line for each check that is fine or was skipped, and one for each problem.
func (r Report) Text() string {
	var b strings.Builder
	for _, c := range r.Checks {
		switch {
		case c.Skipped != "":
			fmt.Fprintf(&b, "skipped  %s: %s\n", c.Name, c.Skipped)
		case len(c.Found) == 0:
			fmt.Fprintf(&b, "fine     %s\n", c.Name)
		}
		for _, p := range c.Found {
			fmt.Fprintf(&b, "PROBLEM  %s\n", p.Error())
		}
	}
	return b.String()
}
