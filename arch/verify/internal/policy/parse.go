package policy

import (
	"fmt"
	"slices"
	"strings"

	"github.com/archblocks/archblocks/internal/cfn"
)

// Parse reads a document: an object, or text that holds one as JSON. The path is where
// the document stands, and begins the path of each statement. A document that cannot be
// read is one Statement with Open set.
func Parse(m *cfn.Model, w cfn.World, path string, document cfn.Value) []Statement {
	r := reader{m: m, w: w}
	document = Normalise(m, w, document)
	if text, ok := textOf(document); ok {
		object, err := r.json(text)
		if err != nil {
			return unreadable(path, err.Error())
		}
		document = object
	}
	object, ok := document.(cfn.Object)
	if !ok {
		return unreadable(path, "the document is "+cfn.Show(document))
	}
	var open []string
	for _, member := range object {
		switch member.Name {
		case "Id", "Statement", "Version":
		default:
			open = append(open, fmt.Sprintf("the document has the unknown element %q", member.Name))
		}
	}
	switch version := object.Get("Version"); {
	case absent(version), cfn.Same(version, cfn.String("2008-10-17")):
		// Before 2012-10-17 a policy variable is plain text, and Covers takes it for a variable.
		r.plain = true
	case !cfn.Same(version, cfn.String("2012-10-17")):
		open = append(open, "Version is "+cfn.Show(version))
	}
	return r.statements(join(path, "Statement"), object.Get("Statement"), open)
}

type reader struct {
	m *cfn.Model
	w cfn.World
	// plain documents have no policy variables.
	plain bool
}

func (r reader) statements(path string, v cfn.Value, open []string) []Statement {
	list, ok := v.(cfn.List)
	if !ok {
		return []Statement{r.statement(path, v, open)}
	}
	statements := make([]Statement, len(list))
	for i, item := range list {
		statements[i] = r.statement(fmt.Sprintf("%s[%d]", path, i), item, open)
	}
	return statements
}

func (r reader) statement(path string, v cfn.Value, open []string) Statement {
	s := Statement{Path: path, Open: slices.Clone(open)}
	object, ok := v.(cfn.Object)
	if !ok {
		s.open("the statement is %s", cfn.Show(v))
		return s
	}
	s.readEffect(object)
	s.readActions(object)
	s.readResources(object)
	s.readPrincipal(object)
	s.readConditions(object)
	for _, member := range object {
		if !slices.Contains(elements, member.Name) {
			s.open("the statement has the unknown element %q", member.Name)
		}
	}
	if r.plain && variable(object) {
		s.open("the document's Version has no policy variables, but there is a ${ in its text")
	}
	return s
}

var elements = []string{"Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"}

// variable tells whether there may be a policy variable in any text of the value.
func variable(v cfn.Value) bool {
	found := false
	cfn.Walk(v, "", func(_ string, v cfn.Value, _ *cfn.Condition) bool {
		switch v := v.(type) {
		case cfn.String:
			found = found || strings.Contains(string(v), "${")
		case cfn.Concat:
			for _, part := range v {
				text, _ := part.(cfn.String)
				found = found || strings.Contains(string(text), "${")
			}
		}
		return !found
	})
	return found
}

func (s *Statement) open(format string, args ...any) {
	s.Open = append(s.Open, fmt.Sprintf(format, args...))
}

func unreadable(path, why string) []Statement {
	return []Statement{{Path: path, Open: []string{why}}}
}

func join(path, step string) string {
	if path == "" {
		return step
	}
	return path + "." + step
}

// absent tells whether an element is not there.
func absent(v cfn.Value) bool {
	_, missing := v.(cfn.Missing)
	return v == nil || missing
}

// textOf is a value that is text, and no object, list or null.
func textOf(v cfn.Value) (cfn.Value, bool) {
	switch v.(type) {
	case cfn.String, cfn.Concat:
		return v, true
	}
	return nil, false
}
