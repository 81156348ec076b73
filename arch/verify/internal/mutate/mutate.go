package mutate

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
)

// Stack is one template as decoded JSON.
type Stack struct {
	// Name is the stack's name, by which Fn::GetStackOutput finds it.
	Name string
	// Template is the decoded template: map[string]any, []any, string, float64, bool and nil.
	Template map[string]any
}

// App is the stacks of one application.
type App []Stack

// Mutant is a changed application.
type Mutant struct {
	// Name is stable and unique among the mutants of one application.
	Name string
	// Operator is the name of the operator that made it.
	Operator string
	// Refutes lists property ids. The first must be REFUTED; the change may well refute others.
	Refutes []string
	// Unproved lists property ids that must no longer be PROVED: REFUTED and UNKNOWN are both sound.
	// With Refutes and Unproved empty the mutant is harmless and must change no verdict.
	Unproved []string
	// App is a deep copy with the change.
	App App
}

// Harmless reports whether the mutant must change no verdict.
func (m Mutant) Harmless() bool { return len(m.Refutes) == 0 && len(m.Unproved) == 0 }

// Load decodes the JSON text of a template.
// Its error says where the text stops being one JSON object.
func Load(name string, text []byte) (Stack, error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	var template map[string]any
	if err := decoder.Decode(&template); err != nil {
		return Stack{}, fmt.Errorf("template of stack %s: %w", name, err)
	}
	if template == nil {
		return Stack{}, fmt.Errorf("template of stack %s: null, not an object", name)
	}
	if _, err := decoder.Token(); err != io.EOF {
		return Stack{}, fmt.Errorf("template of stack %s: text follows the object", name)
	}
	return Stack{Name: name, Template: template}, nil
}

// All returns the mutants of every operator at every place, in the order of
// [Operators] and, within one, of stacks and logical ids. The application is
// left as it is.
func All(a App) []Mutant {
	s := scene{app: a.clone()}
	var mutants []Mutant
	for _, o := range Operators() {
		c := collector{operator: o, app: s.app}
		o.run(s, &c)
		mutants = append(mutants, c.mutants...)
	}
	return mutants
}
