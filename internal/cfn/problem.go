package cfn

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Problem is a fault of a template that CloudFormation would refuse too.
type Problem struct {
	// Stack is the [Input]'s ID; empty while a template is only parsed.
	Stack string
	// Path leads into the template: "Resources.Vpc.Properties.CidrBlock"; empty for the text itself.
	Path    string
	Pos     Pos
	Message string
}

// Error is the problem on one line.
func (p Problem) Error() string {
	var b strings.Builder
	if p.Stack != "" {
		b.WriteString(p.Stack + ": ")
	}
	if p.Path != "" {
		b.WriteString(p.Path + " ")
	}
	if p.Pos != (Pos{}) {
		fmt.Fprintf(&b, "(%s) ", p.Pos)
	}
	return strings.TrimSuffix(strings.TrimSuffix(b.String(), " "), ":") + ": " + p.Message
}

// Problems is the error of [Parse] and [Evaluate]: never empty, in the order of the text.
type Problems []Problem

// Error is one line for each problem.
func (p Problems) Error() string {
	lines := make([]string, len(p))
	for i, one := range p {
		lines[i] = one.Error()
	}
	return strings.Join(lines, "\n")
}

// err sorts the problems and is nil if there are none.
func (p Problems) err() error {
	if len(p) == 0 {
		return nil
	}
	slices.SortStableFunc(p, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Stack, b.Stack), cmp.Compare(a.Pos.Line, b.Pos.Line), cmp.Compare(a.Pos.Column, b.Pos.Column), cmp.Compare(a.Message, b.Message))
	})
	return slices.Compact(p)
}

// NoteCode tells notes apart.
type NoteCode string

// The codes of [Model.Assumptions].
const (
	// ParameterDefault: a parameter was not given and has its default.
	ParameterDefault NoteCode = "parameter-default"
	// SameEnvironment: several stacks without an account or a Region share the unknown one.
	SameEnvironment NoteCode = "same-environment"
	// WeakReference: Fn::GetStackOutput gave what the other template says now. The real
	// value is as old as the last change of the stack that reads it.
	WeakReference NoteCode = "weak-reference"
	// MayFail: a function has no value in a branch that an undecided condition
	// selects, so that the deployment fails there.
	MayFail NoteCode = "may-fail"
)

// The codes of [Model.Unknowns].
const (
	// NotExpanded: a transform, a macro, Fn::Transform or Fn::ForEach may add or change anything.
	NotExpanded NoteCode = "not-expanded"
	// UnknownFunction: a function that this package does not know.
	UnknownFunction NoteCode = "unknown-function"
	// OutsideStack: an import or stack output of a stack that was not given.
	OutsideStack NoteCode = "outside-stack"
	// DoubtfulScalar: see [DoubtfulNode].
	DoubtfulScalar NoteCode = "doubtful-scalar"
)

// Note is something that a report should tell of how the values were found.
type Note struct {
	Code NoteCode
	// Stack, Path and Pos as in [Problem].
	Stack, Path string
	Pos         Pos
	// Text is the note in words.
	Text string
}
