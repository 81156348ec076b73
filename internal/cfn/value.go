package cfn

// Value is what an expression evaluates to: one of [Null], [Bool], [Number],
// [String], [List], [Object], [ResourceRef], [Atom], [Dynamic], [Concat],
// [Choice] and [Missing]. Values are never changed after they are made.
type Value interface{ value() }

// Null is JSON's null.
type Null struct{}

// Bool is a boolean. CloudFormation takes the strings "true" and "false" for it too: see [AsBool].
type Bool bool

// Number is a number as it is written, so that nothing is lost: see [AsInt].
type Number string

// String is text that is known to the last character.
type String string

// List holds values. An element can be a [Choice] that is [Missing] on one side;
// in a world where it is, the list is shorter.
type List []Value

// Object holds named values in the template's order, no name twice. A member can be
// a [Choice] that is [Missing] on one side.
type Object []Member

// Member is a name and its value.
type Member struct {
	Name  string
	Value Value
}

// ResourceRef is what Ref (Attribute is empty) or Fn::GetAtt gives of a resource of
// one of the stacks. Equal refs are equal values; different ones need not differ.
type ResourceRef struct{ Stack, LogicalID, Attribute string }

// Resource is the ref without its attribute: the identity of the resource.
func (r ResourceRef) Resource() ResourceRef {
	r.Attribute = ""
	return r
}

// Origin says why an atom is open.
type Origin string

// The origins of an atom.
const (
	// FromParameter: a parameter without a value, or one that AWS fills in. Name is the parameter's.
	FromParameter Origin = "parameter"
	// FromPseudo: a pseudo parameter, such as AWS::AccountId.
	FromPseudo Origin = "pseudo"
	// FromZones: Fn::GetAZs, a list. Name is the Region.
	FromZones Origin = "zones"
	// FromZone: element Index of Fn::GetAZs of the Region Name. Two indexes are two zones.
	FromZone Origin = "zone"
	// FromCall: a known function of values that are open. Name is the call.
	FromCall Origin = "call"
	// FromOutside: an output or export of a stack that was not given.
	FromOutside Origin = "outside"
	// FromUnread: something that this package cannot read; see [Model.Unknowns].
	FromUnread Origin = "unread"
	// FromFailure: a function that has no value; the deployment fails if it is needed.
	FromFailure Origin = "failure"
)

// Atom is a value of any kind, even a list, that the templates leave open. Equal
// atoms (==) are equal values; different ones may be equal or not.
type Atom struct {
	Origin Origin
	// Stack is an [Input]'s ID, or empty where the value is the same for all stacks. Zones
	// have the account here, if it is known: each account has its own.
	Stack string
	// Name is what the atom stands for. Long names end in a digest.
	Name  string
	Index int
}

// Dynamic is a {{resolve:...}}, which CloudFormation replaces when it deploys.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
type Dynamic struct {
	Stack string
	// Reference is the text after "resolve:": a [String] or a [Concat].
	Reference Value
}

// Concat is text of two or more parts. A part is a
// [String], [ResourceRef], [Atom], [Dynamic] or [Choice]; no two strings are neighbours.
type Concat []Value

// Choice is Then where the condition holds and Else where it does not.
type Choice struct {
	If         *Condition
	Then, Else Value
}

// Missing is AWS::NoValue: the property or element is not there.
type Missing struct{}

func (Null) value()        {}
func (Bool) value()        {}
func (Number) value()      {}
func (String) value()      {}
func (List) value()        {}
func (Object) value()      {}
func (ResourceRef) value() {}
func (Atom) value()        {}
func (Dynamic) value()     {}
func (Concat) value()      {}
func (Choice) value()      {}
func (Missing) value()     {}

// Get returns the member of that name, or [Missing].
func (o Object) Get(name string) Value {
	for _, m := range o {
		if m.Name == name {
			return m.Value
		}
	}
	return Missing{}
}

// choose is a Choice, simplified.
func choose(c *Condition, then, otherwise Value) Value {
	if inner, ok := then.(Choice); ok && inner.If == c {
		then = inner.Then
	}
	if inner, ok := otherwise.(Choice); ok && inner.If == c {
		otherwise = inner.Else
	}
	switch {
	case c.op == opTrue:
		return then
	case c.op == opFalse:
		return otherwise
	case alike(then, otherwise):
		return then
	}
	return Choice{If: c, Then: then, Else: otherwise}
}

// alike compares values without parts of their own.
func alike(a, b Value) bool {
	switch a.(type) {
	case Null, Bool, Number, String, ResourceRef, Atom, Missing:
		switch b.(type) {
		case Null, Bool, Number, String, ResourceRef, Atom, Missing:
			return a == b
		}
	}
	return false
}
