package policy

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/archblocks/archblocks/internal/cfn"
)

// An open part is written into the JSON text as its index between two characters that
// no policy has.
const opening, closing = "\ue000", "\ue001"

// json reads a document out of text. An open part may only stand inside a string, and
// only if its value can never end that string: a parameter could add a statement.
func (r reader) json(text cfn.Value) (cfn.Value, error) {
	parts, _ := text.(cfn.Concat)
	if parts == nil {
		parts = cfn.Concat{text}
	}
	var b strings.Builder
	for i, part := range parts {
		s, known := part.(cfn.String)
		switch {
		case known && (strings.ContainsAny(string(s), opening+closing) || strings.Contains(strings.ToLower(string(s)), `\ue00`)):
			return nil, fmt.Errorf("the document has characters of the private use area")
		case known:
			b.WriteString(string(s))
		case r.inString(part):
			b.WriteString(opening + strconv.Itoa(i) + closing)
		default:
			return nil, fmt.Errorf("the document is text with %s inside, which may change what it says", cfn.Show(part))
		}
	}
	node, err := cfn.ParseJSON([]byte(b.String()))
	if err != nil {
		return nil, fmt.Errorf("the document is not JSON: %w", err)
	}
	return fill(node, parts)
}

// inString tells whether a value has neither quotes nor backslashes.
func (r reader) inString(v cfn.Value) bool {
	if o := openPart(r.m, v); o.characters != "" {
		return true
	}
	ref, ok := v.(cfn.ResourceRef)
	if !ok {
		return false
	}
	resource := r.m.Resource(ref)
	// CloudFormation's own types (custom resources, nested stacks) and macros return any text.
	return resource != nil && strings.HasPrefix(resource.Type, "AWS::") && !strings.HasPrefix(resource.Type, "AWS::CloudFormation::") &&
		(ref.Attribute == "" || strings.HasSuffix(ref.Attribute, "Arn"))
}

// fill makes a value of a node and puts the open parts back.
func fill(n *cfn.Node, parts []cfn.Value) (cfn.Value, error) {
	switch n.Kind {
	case cfn.BoolNode:
		return cfn.Bool(n.Text == "true"), nil
	case cfn.NumberNode:
		return cfn.Number(n.Text), nil
	case cfn.StringNode:
		return fillText(n.Text, parts)
	case cfn.ListNode:
		list := make(cfn.List, 0, len(n.Items))
		for _, item := range n.Items {
			v, err := fill(item, parts)
			if err != nil {
				return nil, err
			}
			list = append(list, v)
		}
		return list, nil
	case cfn.MapNode:
		object := make(cfn.Object, 0, len(n.Fields))
		for _, field := range n.Fields {
			if strings.ContainsAny(field.Name, opening+closing) {
				return nil, fmt.Errorf("the document has an open value in the name of an element")
			}
			v, err := fill(field.Value, parts)
			if err != nil {
				return nil, err
			}
			object = append(object, cfn.Member{Name: field.Name, Value: v})
		}
		return object, nil
	}
	return cfn.Null{}, nil
}

func fillText(s string, parts []cfn.Value) (cfn.Value, error) {
	var found []cfn.Value
	for {
		before, rest, ok := strings.Cut(s, opening)
		found = append(found, cfn.String(before))
		if !ok {
			break
		}
		index, after, _ := strings.Cut(rest, closing)
		i, err := strconv.Atoi(index)
		if err != nil || i < 0 || i >= len(parts) {
			return nil, fmt.Errorf("the document has characters of the private use area")
		}
		found = append(found, parts[i])
		s = after
	}
	return concat(found...), nil
}
