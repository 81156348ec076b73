package mutate

import "slices"

// Operator is one way to change an application.
type Operator struct {
	// Name is a kebab-case word for the change.
	Name string
	// Doc says what it changes and why that is dangerous or harmless.
	Doc string
	// Refutes and Unproved are what its mutants carry, unless a place says otherwise.
	Refutes, Unproved []string

	run func(scene, *collector)
}

// Operators returns all operators, in the order in which [All] applies them.
func Operators() []Operator {
	return slices.Concat(
		frontOperators(), headerOperators(), publicOperators(), loginOperators(),
		taskOperators(), wearerOperators(), egressOperators(),
		routeOperators(), associationOperators(), gatewayOperators(), addressOperators(),
		endpointOperators(), needOperators(), pathOperators(), aclOperators(), targetOperators(),
		roleOperators(), endpointPolicyOperators(), zoneOperators(),
		viewerOperators(), wafOperators(), encryptionOperators(), logOperators(), orderOperators(),
		conditionOperators(), formOperators(), inertOperators(), meaningOperators(),
	)
}

// expect is what a prover must say of a mutant; the zero value is harmless.
type expect struct{ refutes, unproved []string }

func refuted(ids ...string) expect  { return expect{refutes: ids} }
func unproved(ids ...string) expect { return expect{unproved: ids} }

var harmless = expect{}

// collector gathers the mutants of one operator.
type collector struct {
	operator Operator
	app      App
	mutants  []Mutant
}

// add makes a mutant with the operator's own expectation.
func (c *collector) add(place string, change func(App)) {
	c.addAs(expect{c.operator.Refutes, c.operator.Unproved}, place, change)
}

// addAs makes a mutant with an expectation of this place.
func (c *collector) addAs(e expect, place string, change func(App)) {
	app := c.app.clone()
	change(app)
	c.mutants = append(c.mutants, Mutant{
		Name:     c.operator.Name + ": " + place,
		Operator: c.operator.Name,
		Refutes:  slices.Clone(e.refutes),
		Unproved: slices.Clone(e.unproved),
		App:      app.clone(),
	})
}
