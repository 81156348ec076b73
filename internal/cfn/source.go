package cfn

import "fmt"

// Source is the text of a template with what is known of its stack.
type Source struct {
	Name, Region, Account string
	// Text is the template, in JSON or YAML.
	Text       []byte
	Parameters map[string]string
}

// EvaluateSources reads the templates of one application and evaluates them. Two stacks of one
// name are told apart by their Region.
func EvaluateSources(sources []Source) (*Model, error) {
	inputs := make([]Input, len(sources))
	names := map[string]bool{}
	for i, s := range sources {
		parsed, err := Parse(s.Text)
		if err != nil {
			return nil, fmt.Errorf("template %s: %w", s.Name, err)
		}
		id := s.Name
		if names[id] {
			id += "@" + s.Region
		}
		names[id] = true
		inputs[i] = Input{ID: id, Name: s.Name, Region: s.Region, Account: s.Account, Template: parsed, Parameters: s.Parameters}
	}
	return Evaluate(inputs...)
}
