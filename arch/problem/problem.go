package problem

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Code names a condition, such as "cidr-overlap". Codes are part of the API:
// they are never renamed or reused. A Code is an error, so that
// errors.Is(err, network.CIDROverlap) tells whether an error holds the condition.
type Code string

// Error returns the code itself.
func (c Code) Error() string { return string(c) }

// Severity tells an error, which stops the work, from a warning, which does not.
type Severity string

const (
	// Error is a problem that must be fixed before anything is written. It is the zero value.
	Error Severity = ""
	// Warning is a problem that a user should know of; the work goes on.
	Warning Severity = "warning"
)

// Problem is one thing that is wrong with a spec.
type Problem struct {
	// Path says where: Go field names in lower camel case, such as "compute.services[0].memoryMiB".
	Path string
	// Code names the condition.
	Code Code
	// Severity is Error or Warning. Default Error.
	Severity Severity
	// Value is what the spec holds at Path, as text. Empty where nothing was given.
	Value string
	// Message says what is wrong, as the rest of a sentence that starts with the value.
	Message string
	// Hint says what to do, with a concrete value.
	Hint string
}

// Error returns the problem on one line: path, value, message, hint and code.
func (p Problem) Error() string {
	var b strings.Builder
	if p.Severity == Warning {
		b.WriteString("warning: ")
	}
	if p.Path != "" {
		b.WriteString(p.Path + ": ")
	}
	if p.Value != "" {
		fmt.Fprintf(&b, "%q ", p.Value)
	}
	b.WriteString(p.Message)
	if p.Hint != "" {
		b.WriteString("; " + p.Hint)
	}
	fmt.Fprintf(&b, " [%s]", p.Code)
	return b.String()
}

// Unwrap returns the code, for errors.Is.
func (p Problem) Unwrap() error { return p.Code }

// List is all that is wrong with a spec, in the order of its fields.
type List []Problem

// Add appends an error. A nil value, or one that prints as nothing, is left out of the text.
func (l *List) Add(path string, code Code, value any, message, hint string) {
	*l = append(*l, Problem{Path: path, Code: code, Value: text(value), Message: message, Hint: hint})
}

// Warn appends a warning.
func (l *List) Warn(path string, code Code, value any, message, hint string) {
	*l = append(*l, Problem{Path: path, Code: code, Severity: Warning, Value: text(value), Message: message, Hint: hint})
}

// At returns the list with every path put under parent, and leaves l as it was.
func (l List) At(parent string) List {
	if len(l) == 0 {
		return nil
	}
	moved := make(List, len(l))
	for i, p := range l {
		p.Path = Join(parent, p.Path)
		moved[i] = p
	}
	return moved
}

// Errors returns the problems that are errors.
func (l List) Errors() List { return l.only(Error) }

// Warnings returns the problems that are warnings.
func (l List) Warnings() List { return l.only(Warning) }

func (l List) only(s Severity) List {
	var kept List
	for _, p := range l {
		if p.Severity == s {
			kept = append(kept, p)
		}
	}
	return kept
}

// Err returns nil where the list holds no error; warnings alone are no error.
// The result is an [*Invalid].
func (l List) Err() error {
	if found := l.Errors(); len(found) > 0 {
		return &Invalid{Problems: found}
	}
	return nil
}

// Invalid is the error for a spec with problems. errors.Is finds each problem's code.
type Invalid struct {
	// Problems holds at least one error, in field order, and no warning.
	Problems List
}

// Error lists every problem, one a line after the first line.
func (e *Invalid) Error() string {
	if len(e.Problems) == 1 {
		return "invalid spec: " + e.Problems[0].Error()
	}
	var b strings.Builder
	fmt.Fprintf(&b, "invalid spec: %d problems", len(e.Problems))
	for _, p := range e.Problems {
		b.WriteString("\n  " + p.Error())
	}
	return b.String()
}

// Unwrap returns the problems, for errors.Is and errors.As.
func (e *Invalid) Unwrap() []error {
	all := make([]error, len(e.Problems))
	for i, p := range e.Problems {
		all[i] = p
	}
	return all
}

// Of returns the problems that err holds, and whether it holds any.
func Of(err error) (List, bool) {
	var invalid *Invalid
	if errors.As(err, &invalid) {
		return invalid.Problems, true
	}
	return nil, false
}

// Join puts a path under a parent: Join("a", "b") is "a.b" and Join("a", "[0]") is "a[0]".
func Join(parent, path string) string {
	switch {
	case parent == "":
		return path
	case path == "":
		return parent
	case strings.HasPrefix(path, "["):
		return parent + path
	}
	return parent + "." + path
}

// Index is the path of one element of a list: Index("services", 0) is "services[0]".
func Index(list string, i int) string { return list + "[" + strconv.Itoa(i) + "]" }

// Key is the path of one entry of a map: Key("tags", "team") is `tags["team"]`.
func Key(m, key string) string { return m + "[" + strconv.Quote(key) + "]" }

func text(value any) string {
	if value == nil {
		return ""
	}
	return fmt.Sprint(value)
}
