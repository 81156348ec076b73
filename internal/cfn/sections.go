package cfn

import (
	"fmt"
	"strings"
)

// NewTemplate reads the sections of a parsed text. The error is [Problems].
func NewTemplate(root *Node) (*Template, error) {
	r := sectionReader{template: &Template{Mappings: map[string]map[string]map[string]*Node{}}}
	if root.Kind != MapNode {
		r.wrong("", root, "a template must be a map of sections")
		return nil, r.problems.err()
	}
	for _, section := range root.Fields {
		r.section(section)
	}
	if root.Get("Resources") == nil {
		r.wrong("", root, "a template needs a section Resources")
	}
	if err := r.problems.err(); err != nil {
		return nil, err
	}
	return r.template, nil
}

type sectionReader struct {
	template *Template
	problems Problems
}

func (r *sectionReader) wrong(path string, n *Node, format string, args ...any) {
	r.problems = append(r.problems, Problem{Path: path, Pos: n.Pos, Message: fmt.Sprintf(format, args...)})
}

func (r *sectionReader) section(f Field) {
	t := r.template
	switch f.Name {
	case "AWSTemplateFormatVersion":
	case "Description":
		t.Description = r.text("Description", f.Value)
	case "Metadata":
		t.Metadata = f.Value
	case "Rules":
		t.Rules = f.Value
	case "Transform":
		t.Transform = r.transforms(f.Value)
	case "Parameters":
		r.entries(f, r.parameter)
	case "Mappings":
		r.entries(f, r.mapping)
	case "Conditions":
		r.entries(f, func(_ string, f Field) { t.Conditions = append(t.Conditions, f) })
	case "Resources":
		r.entries(f, r.resource)
	case "Outputs":
		r.entries(f, r.output)
	default:
		t.Other = append(t.Other, f)
	}
}

// entries calls read for each named entry of a section.
func (r *sectionReader) entries(section Field, read func(path string, f Field)) {
	if section.Value.Kind != MapNode {
		r.wrong(section.Name, section.Value, "must be a map")
		return
	}
	for _, f := range section.Value.Fields {
		path := section.Name + "." + f.Name
		if strings.HasPrefix(f.Name, "Fn::") {
			r.template.Unexpanded = append(r.template.Unexpanded, Field{Name: path, Pos: f.Pos, Value: f.Value})
			continue
		}
		read(path, f)
	}
}

// text is a scalar, or empty and a problem; a nil node is empty.
func (r *sectionReader) text(path string, n *Node) string {
	if n == nil || n.Kind == NullNode {
		return ""
	}
	s, ok := n.scalar()
	if !ok {
		r.wrong(path, n, "must be a string")
	}
	return s
}

// texts is a scalar or a list of them.
func (r *sectionReader) texts(path string, n *Node) []string {
	if !n.is(ListNode) {
		if s := r.text(path, n); s != "" {
			return []string{s}
		}
		return nil
	}
	all := []string{}
	for i, item := range n.Items {
		all = append(all, r.text(fmt.Sprintf("%s[%d]", path, i), item))
	}
	return all
}

// transforms are names, or maps with a name and parameters.
func (r *sectionReader) transforms(n *Node) []string {
	items := []*Node{n}
	if n.Kind == ListNode {
		items = n.Items
	}
	var all []string
	for i, item := range items {
		if item.Kind == MapNode {
			if item = item.Get("Name"); item == nil {
				item = &Node{Kind: ListNode, Pos: n.Pos}
			}
		}
		all = append(all, r.text(fmt.Sprintf("Transform[%d]", i), item))
	}
	return all
}

func (r *sectionReader) parameter(path string, f Field) {
	n := f.Value
	p := Parameter{Name: f.Name, Pos: f.Pos, Type: r.text(path+".Type", n.Get("Type"))}
	if p.Type == "" {
		r.wrong(path, n, "a parameter needs a Type")
	}
	if d := n.Get("Default"); d != nil {
		text := r.text(path+".Default", d)
		if d.Kind == DoubtfulNode || d.Kind == NullNode {
			r.wrong(path+".Default", d, "quote the default")
		}
		p.Default = &text
	}
	if n.Get("AllowedValues") != nil {
		p.AllowedValues = r.texts(path+".AllowedValues", n.Get("AllowedValues"))
	}
	p.AllowedPattern = r.text(path+".AllowedPattern", n.Get("AllowedPattern"))
	p.MinLength = r.text(path+".MinLength", n.Get("MinLength"))
	p.MaxLength = r.text(path+".MaxLength", n.Get("MaxLength"))
	p.MinValue = r.text(path+".MinValue", n.Get("MinValue"))
	p.MaxValue = r.text(path+".MaxValue", n.Get("MaxValue"))
	p.NoEcho = strings.EqualFold(r.text(path+".NoEcho", n.Get("NoEcho")), "true")
	r.template.Parameters = append(r.template.Parameters, p)
}

func (r *sectionReader) mapping(path string, f Field) {
	first := map[string]map[string]*Node{}
	if f.Value.Kind != MapNode {
		r.wrong(path, f.Value, "must be a map of maps")
	}
	for _, top := range f.Value.Fields {
		second := map[string]*Node{}
		switch {
		case strings.HasPrefix(top.Name, "Fn::"):
			r.template.Unexpanded = append(r.template.Unexpanded, Field{Name: path + "." + top.Name, Pos: top.Pos, Value: top.Value})
		case top.Value.Kind != MapNode:
			r.wrong(path+"."+top.Name, top.Value, "must be a map")
		}
		for _, leaf := range top.Value.Fields {
			second[leaf.Name] = leaf.Value
		}
		first[top.Name] = second
	}
	r.template.Mappings[f.Name] = first
}

func (r *sectionReader) resource(path string, f Field) {
	d := Declaration{LogicalID: f.Name, Pos: f.Pos}
	if f.Value.Kind != MapNode {
		r.wrong(path, f.Value, "a resource must be a map")
		return
	}
	for _, a := range f.Value.Fields {
		at := path + "." + a.Name
		switch a.Name {
		case "Type":
			d.Type = r.text(at, a.Value)
		case "Condition":
			d.Condition = r.text(at, a.Value)
		case "DependsOn":
			d.DependsOn = r.texts(at, a.Value)
		case "Properties":
			d.Properties = a.Value
		case "Metadata":
			d.Metadata = a.Value
		case "DeletionPolicy":
			d.DeletionPolicy = a.Value
		case "UpdateReplacePolicy":
			d.UpdateReplacePolicy = a.Value
		default:
			d.Other = append(d.Other, a)
		}
	}
	if d.Type == "" {
		r.wrong(path, f.Value, "a resource needs a Type")
	}
	if p := d.Properties; p != nil && p.Kind != MapNode && p.Kind != NullNode {
		r.wrong(path+".Properties", p, "must be a map")
	}
	r.template.Resources = append(r.template.Resources, d)
}

func (r *sectionReader) output(path string, f Field) {
	o := OutputDeclaration{Name: f.Name, Pos: f.Pos, Value: f.Value.Get("Value"), Description: f.Value.Get("Description")}
	o.Condition = r.text(path+".Condition", f.Value.Get("Condition"))
	if o.Value == nil {
		r.wrong(path, f.Value, "an output needs a Value")
	}
	if e := f.Value.Get("Export"); e != nil {
		if o.Export = e.Get("Name"); o.Export == nil {
			r.wrong(path+".Export", e, "an export needs a Name")
		}
	}
	r.template.Outputs = append(r.template.Outputs, o)
}
