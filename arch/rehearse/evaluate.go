package rehearse

import (
	"regexp"
	"slices"
	"strings"

	"github.com/archblocks/archblocks/internal/cfn"
)

// desired is a template with its parameters, as far as it can be evaluated before anything is made.
type desired struct {
	model *cfn.Model
	stack *cfn.Stack
	world cfn.World
	// order has the resources that are to be, each after all that it needs.
	order []*cfn.Resource
	needs map[string][]string

	text       string
	parameters map[string]string
}

// want reads a template for a stack. The error is in CloudFormation's words where it has some.
func (a *account) want(s *stack, text string, parameters map[string]string) (*desired, error) {
	root, err := parseNode(text)
	if err != nil {
		return nil, refused("Template format error: %v", err)
	}
	if err := a.outside(s, root); err != nil {
		return nil, err
	}
	return a.evaluate(s, root, text, parameters)
}

func (a *account) evaluate(s *stack, root *cfn.Node, text string, parameters map[string]string) (*desired, error) {
	template, err := cfn.NewTemplate(root)
	if err != nil {
		return nil, refused("Template format error: %v", err)
	}
	if len(template.Transform) > 0 {
		return nil, refused("the rehearsal has no transforms, and the template asks for %s", strings.Join(template.Transform, ", "))
	}
	if err := checkParameters(template, parameters); err != nil {
		return nil, err
	}
	model, err := cfn.Evaluate(cfn.Input{ID: s.ID, Name: s.Name, Region: s.Region, Account: a.ID, Template: template, Parameters: parameters})
	if err != nil {
		return nil, refused("Template format error: %v", err)
	}
	worlds, err := model.Worlds(1)
	if err != nil || len(worlds) != 1 {
		return nil, refused("the conditions of the template cannot be decided in a rehearsal: give every parameter that they read a value")
	}
	d := &desired{model: model, stack: model.Stacks[0], world: worlds[0], needs: map[string][]string{}, text: text, parameters: parameters}
	if d.order, err = d.stack.Order(d.world); err != nil {
		return nil, refused("Circular dependency between resources: %v", err)
	}
	there := map[string]bool{}
	for _, r := range d.order {
		there[r.Ref.LogicalID] = true
	}
	for _, e := range d.stack.Edges {
		if there[e.From] && there[e.To] && !slices.Contains(d.needs[e.From], e.To) {
			d.needs[e.From] = append(d.needs[e.From], e.To)
		}
	}
	return d, nil
}

func parseNode(text string) (*cfn.Node, error) {
	if strings.HasPrefix(strings.TrimSpace(text), "{") {
		return cfn.ParseJSON([]byte(text))
	}
	return cfn.ParseYAML([]byte(text))
}

// outside replaces what a template reads of other stacks by their values now.
func (a *account) outside(s *stack, n *cfn.Node) error {
	for _, item := range n.Items {
		if err := a.outside(s, item); err != nil {
			return err
		}
	}
	for _, f := range n.Fields {
		if err := a.outside(s, f.Value); err != nil {
			return err
		}
	}
	if n.Kind != cfn.MapNode || len(n.Fields) != 1 {
		return nil
	}
	value, found := "", false
	switch arg := n.Fields[0].Value; n.Fields[0].Name {
	case "Fn::ImportValue":
		if arg.Kind != cfn.StringNode {
			return refused("the rehearsal reads Fn::ImportValue of a plain name alone")
		}
		for _, other := range a.Stacks {
			for _, o := range other.Outputs {
				if other.Region == s.Region && o.Export == arg.Text {
					value, found = o.Value, true
				}
			}
		}
		if !found {
			return refused("No export named %s found.", arg.Text)
		}
	case "Fn::GetStackOutput":
		name, key, region := plain(arg.Get("StackName"), ""), plain(arg.Get("OutputName"), ""), plain(arg.Get("Region"), s.Region)
		if name == "" || key == "" || region == "" || arg.Get("RoleArn") != nil {
			return refused("the rehearsal reads Fn::GetStackOutput with plain names, in one account alone")
		}
		other := a.find(region, name)
		if other == nil {
			return refused("Stack %s does not exist in %s, and the template reads its output %s: deploy it first", name, region, key)
		}
		for _, o := range other.Outputs {
			if o.Key == key {
				value, found = o.Value, true
			}
		}
		if !found {
			return refused("Stack %s in %s has no output %s", name, region, key)
		}
	default:
		return nil
	}
	*n = cfn.Node{Kind: cfn.StringNode, Text: value, Pos: n.Pos}
	return nil
}

func plain(n *cfn.Node, otherwise string) string {
	switch {
	case n == nil:
		return otherwise
	case n.Kind == cfn.StringNode:
		return n.Text
	}
	return ""
}

// checkParameters holds values against the declarations.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
func checkParameters(t *cfn.Template, given map[string]string) error {
	var missing []string
	for _, p := range t.Parameters {
		value, ok := given[p.Name]
		if !ok && p.Default != nil {
			value, ok = *p.Default, true
		}
		switch {
		case !ok:
			missing = append(missing, p.Name)
		case strings.HasPrefix(p.Type, "AWS::SSM::"):
			return refused("the rehearsal has no SSM parameters, and %s is of type %s", p.Name, p.Type)
		case p.AllowedValues != nil && !slices.Contains(p.AllowedValues, value):
			return refused("Parameter '%s' must be one of AllowedValues", p.Name)
		case p.AllowedPattern != "":
			pattern, err := regexp.Compile(`^(?:` + p.AllowedPattern + `)$`)
			if err == nil && !pattern.MatchString(value) {
				return refused("Parameter '%s' must match pattern %s", p.Name, p.AllowedPattern)
			}
		}
	}
	if len(missing) > 0 {
		return refused("Parameters: [%s] must have values", strings.Join(missing, ", "))
	}
	for name := range given {
		if !slices.ContainsFunc(t.Parameters, func(p cfn.Parameter) bool { return p.Name == name }) {
			return refused("Parameters: [%s] do not exist in the template", name)
		}
	}
	return nil
}

// stillOpen is a function that the template alone does not decide.
type stillOpen struct{ of string }

func (s stillOpen) Error() string { return "the rehearsal cannot evaluate " + s.of }

// unknown stands for what is known only when a resource has been made.
type unknown struct{ of string }

// values makes plain values of evaluated ones: text, true and numbers become text, as
// CloudFormation compares them. look gives the attributes of resources.
type values struct {
	account *account
	stack   *stack
	world   cfn.World
	look    func(logicalID, attribute string) (any, error)
}

func (v values) of(value cfn.Value) (any, error) {
	switch value := v.world.Value(value).(type) {
	case cfn.Missing, cfn.Null:
		return nil, nil
	case cfn.ResourceRef:
		return v.look(value.LogicalID, value.Attribute)
	case cfn.List:
		list := []any{}
		for _, item := range value {
			plain, err := v.of(item)
			if err != nil {
				return nil, err
			}
			if plain != nil {
				list = append(list, plain)
			}
		}
		return list, nil
	case cfn.Object:
		m := map[string]any{}
		for _, member := range value {
			plain, err := v.of(member.Value)
			if err != nil {
				return nil, err
			}
			if plain != nil {
				m[member.Name] = plain
			}
		}
		return m, nil
	case cfn.Concat:
		var text strings.Builder
		for _, part := range value {
			plain, err := v.of(part)
			if err != nil {
				return nil, err
			}
			switch plain := plain.(type) {
			case unknown:
				return plain, nil
			case string:
				text.WriteString(plain)
			default:
				return nil, refused("Template error: a list or map stands within a text: %s", cfn.Show(value))
			}
		}
		return text.String(), nil
	case cfn.Dynamic:
		reference, err := v.of(value.Reference)
		if text, ok := reference.(string); ok {
			return "{{resolve:" + text + "}}", err
		}
		return reference, err
	case cfn.Atom:
		return v.atom(value)
	default:
		if text, ok := cfn.AsString(value); ok {
			return text, nil
		}
		return nil, stillOpen{cfn.Show(value)}
	}
}

func (v values) atom(a cfn.Atom) (any, error) {
	switch a.Origin {
	case cfn.FromZone:
		if a.Index < zonesOfRegion {
			return zone(a.Name, a.Index), nil
		}
		return nil, refused("Template error: Fn::Select cannot select nonexistent value at index %d", a.Index)
	case cfn.FromZones:
		var all []any
		for i := range zonesOfRegion {
			all = append(all, zone(a.Name, i))
		}
		return all, nil
	case cfn.FromPseudo:
		if a.Name == "AWS::StackId" {
			return v.stack.ID[strings.LastIndex(v.stack.ID, "/")+1:], nil
		}
	}
	return nil, stillOpen{cfn.Show(a)}
}

// zonesOfRegion is how many zones every Region of a rehearsal has.
const zonesOfRegion = 3

func zone(region string, index int) string { return region + string(rune('a'+index)) }
