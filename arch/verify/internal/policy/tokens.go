package policy

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/archblocks/archblocks/internal/cfn"
)

type tokenKind int

const (
	letter tokenKind = iota
	anyOne
	anyMany
	open
	// fresh is a letter that is in no pattern and in no name.
	fresh
)

// token is a piece of a pattern.
type token struct {
	kind   tokenKind
	letter rune
	part   openValue
}

// openValue is text that the templates do not decide. Equal ones are equal text.
type openValue struct {
	id string
	// characters are all that the text can consist of; it is then never empty and has no
	// wildcard. Empty: the text can be anything, even a wildcard or nothing.
	characters string
	// space names a set of resources of which no two have the same name, or is empty.
	space string
	// outside is set if the text is not made by the templates, so that it may be a wildcard.
	outside bool
}

// tokens are the pieces of a pattern; ok is false if the value is not a pattern that can
// be taken apart.
func tokens(m *cfn.Model, v cfn.Value) (ts []token, ok bool) {
	if parts, isConcat := v.(cfn.Concat); isConcat {
		for _, part := range parts {
			inner, ok := tokens(m, part)
			if !ok {
				return nil, false
			}
			ts = append(ts, inner...)
		}
		return ts, true
	}
	if text, known := cfn.AsString(v); known {
		return textTokens(text)
	}
	switch v.(type) {
	case cfn.ResourceRef, cfn.Atom, cfn.Dynamic:
		return []token{{kind: open, part: openPart(m, v)}}, true
	}
	return nil, false
}

// textTokens takes known text apart. ${*}, ${?} and ${$} are the characters themselves.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
func textTokens(s string) (ts []token, ok bool) {
	for len(s) > 0 {
		if rest, found := strings.CutPrefix(s, "${"); found {
			name, after, closed := strings.Cut(rest, "}")
			if !closed {
				return nil, false
			}
			s = after
			switch name {
			case "*", "?", "$":
				ts = append(ts, token{letter: rune(name[0])})
			default:
				ts = append(ts, token{kind: open, part: openValue{id: "${" + name}})
			}
			continue
		}
		c, size := utf8.DecodeRuneInString(s)
		ts = append(ts, glob(c))
		s = s[size:]
	}
	return ts, true
}

func glob(c rune) token {
	switch c {
	case '*':
		return token{kind: anyMany}
	case '?':
		return token{kind: anyOne}
	}
	return token{letter: c}
}

// globs takes text apart that has no policy variables.
func globs(s string) []token {
	var ts []token
	for _, c := range s {
		ts = append(ts, glob(c))
	}
	return ts
}

// openPart is what is known of an open value's text.
func openPart(m *cfn.Model, v cfn.Value) openValue {
	switch v := v.(type) {
	case cfn.Atom:
		o := openValue{id: "atom " + identity(v), outside: v.Origin != cfn.FromPseudo && v.Origin != cfn.FromZone}
		if v.Origin == cfn.FromPseudo {
			switch v.Name {
			case "AWS::AccountId":
				o.characters = digits
			case "AWS::Region", "AWS::Partition":
				o.characters = digits + letters + "-"
			}
		}
		return o
	case cfn.ResourceRef:
		o := openValue{id: "ref " + identity(v)}
		resource := m.Resource(v)
		if resource == nil {
			return o
		}
		if k, ok := kinds[resource.Type]; ok && v.Attribute == k.nameFrom {
			o.characters = k.characters
			if s := m.Stack(v.Stack); s != nil {
				// Names are unique in one account and Region. Stacks without them share the unknown ones.
				o.space = resource.Type + " " + s.Region + " " + s.Account
			}
		}
		return o
	}
	return openValue{id: "value " + identity(v), outside: true}
}

// identity tells values apart exactly as cfn.Same does.
func identity(v cfn.Value) string {
	switch v := v.(type) {
	case cfn.ResourceRef:
		return fmt.Sprintf("%q %q %q", v.Stack, v.LogicalID, v.Attribute)
	case cfn.Atom:
		return fmt.Sprintf("%q %q %q %d", v.Origin, v.Stack, v.Name, v.Index)
	case cfn.Dynamic:
		return fmt.Sprintf("%q (%s)", v.Stack, identity(v.Reference))
	case cfn.String:
		return fmt.Sprintf("%q", string(v))
	case cfn.Concat:
		var b strings.Builder
		for _, part := range v {
			b.WriteString("(" + identity(part) + ")")
		}
		return b.String()
	}
	return cfn.Show(v)
}

// allows tells whether the text may have the letter.
func (o openValue) allows(t token) bool {
	return o.characters == "" || t.kind == letter && strings.ContainsRune(o.characters, t.letter)
}

// empty tells whether the text may have no characters.
func (o openValue) empty() bool { return o.characters == "" }

// meets tells whether the two texts may have a character in common.
func (o openValue) meets(p openValue) bool {
	return o.characters == "" || p.characters == "" || strings.ContainsAny(o.characters, p.characters)
}

// differs tells whether the two texts are never equal.
func (o openValue) differs(p openValue) bool {
	return o.space != "" && o.space == p.space && o.id != p.id
}
