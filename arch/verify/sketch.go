package verify

import (
	"strings"

	"github.com/archblocks/archblocks/arch/verify/internal/policy"
	"github.com/archblocks/archblocks/internal/cfn"
)

// Runes of a sketch for what the templates leave open: none of them is in a template.
const (
	openPart    = '\ue010'
	openAccount = '\ue011'
	openRegion  = '\ue012'
)

// sketch writes a value as text in which what is open is one rune, to be matched
// against the form that a name must have.
func (f *facts) sketch(v cfn.Value) string {
	var b strings.Builder
	var write func(cfn.Value)
	write = func(v cfn.Value) {
		if text, ok := cfn.AsString(v); ok {
			b.WriteString(text)
			return
		}
		switch v := v.(type) {
		case cfn.Concat:
			for _, part := range v {
				write(part)
			}
		case cfn.Atom:
			b.WriteString(pseudo(v))
		default:
			b.WriteRune(openPart)
		}
	}
	write(policy.Normalise(f.Model, f.World, v))
	return b.String()
}

func pseudo(a cfn.Atom) string {
	if a.Origin == cfn.FromPseudo {
		switch a.Name {
		case "AWS::AccountId":
			return string(openAccount)
		case "AWS::Region":
			return string(openRegion)
		case "AWS::Partition":
			return "aws"
		case "AWS::URLSuffix":
			return "amazonaws.com"
		}
	}
	return string(openPart)
}

// isOpen tells whether a part of a sketch is not decided.
func isOpen(sketch string) bool { return strings.ContainsRune(sketch, openPart) }

// sameRegion compares a sketch of a Region with a stack's, which is empty if it is open.
func sameRegion(sketch, region string) cfn.Truth {
	switch {
	case sketch == string(openRegion), sketch == region:
		// Without a Region, what is in the same stack has the same unknown one.
		return cfn.Yes
	case region == "" || isOpen(sketch):
		return cfn.Maybe
	}
	return cfn.No
}

// equalKey compares names of condition keys, in which letter case does not matter.
func equalKey(a, b string) bool { return strings.EqualFold(a, b) }
