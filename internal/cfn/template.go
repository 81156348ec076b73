package cfn

// Template is a template as it is written, section by section, in the text's order.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
type Template struct {
	Description string
	// Transform names the macros, in order.
	Transform  []string
	Parameters []Parameter
	// Mappings by name, first and second key.
	Mappings   map[string]map[string]map[string]*Node
	Conditions []Field
	Resources  []Declaration
	Outputs    []OutputDeclaration
	// Metadata and Rules are kept as they are. A rule can only forbid a deployment,
	// so what holds without it holds with it.
	Metadata, Rules *Node
	// Unexpanded are entries of Resources, Conditions, Outputs, Mappings and Parameters
	// that only a transform can read, such as Fn::ForEach::Subnets. The names are paths.
	Unexpanded []Field
	// Other are the sections that this package does not know.
	Other []Field
}

// Parameter is an input of a template.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
type Parameter struct {
	Name, Type string
	Pos        Pos
	// Default is nil if there is none.
	Default *string
	// AllowedValues is nil if any value is allowed.
	AllowedValues  []string
	AllowedPattern string
	// MinLength, MaxLength, MinValue and MaxValue as written, or empty.
	MinLength, MaxLength, MinValue, MaxValue string
	NoEcho                                   bool
}

// Declaration is a resource as it is written.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html
type Declaration struct {
	LogicalID, Type string
	Pos             Pos
	// Condition is the name of a condition, or empty.
	Condition string
	DependsOn []string
	// The rest is nil if it is not there.
	Properties, Metadata                *Node
	DeletionPolicy, UpdateReplacePolicy *Node
	// Other are further attributes, such as CreationPolicy.
	Other []Field
}

// OutputDeclaration is an output as it is written.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/outputs-section-structure.html
type OutputDeclaration struct {
	Name        string
	Pos         Pos
	Condition   string
	Description *Node
	Value       *Node
	// Export is the name under which other stacks import the value, or nil.
	Export *Node
}
