package policy

import (
	"strings"

	"github.com/archblocks/archblocks/internal/cfn"
)

// Covers tells whether every string that the pattern inner matches is matched by outer.
//
// Without open parts the answer is exact, unless the patterns are so long that it is
// Maybe. With them Yes means that outer matches whatever the open parts stand for, and
// No that some string is left out whatever they stand for. Two names of two resources of
// one type are different.
func Covers(m *cfn.Model, outer, inner cfn.Value) cfn.Truth {
	if cfn.Same(outer, inner) {
		return cfn.Yes
	}
	if apartInText(outer, inner) {
		return cfn.No
	}
	out, ok := tokens(m, outer)
	if !ok {
		return cfn.Maybe
	}
	if all(out) {
		// Whatever text it is; a list or an object is none.
		if scalar(inner) {
			return cfn.Yes
		}
		return cfn.Maybe
	}
	in, ok := tokens(m, inner)
	if !ok {
		return cfn.Maybe
	}
	switch included, decided := includes(out, in); {
	case included:
		return cfn.Yes
	case decided && !anyOpen(out) && !anyOpen(in):
		return cfn.No
	}
	if escapes(out, in) {
		return cfn.No
	}
	return cfn.Maybe
}

// apartInText tells whether the known text with which two patterns begin differs, so that
// no string matches both: so it is of most pairs of a policy.
func apartInText(a, b cfn.Value) bool {
	x, y := beginning(a), beginning(b)
	for i := range min(len(x), len(y)) {
		if strings.IndexByte("*?$", x[i]) >= 0 || strings.IndexByte("*?$", y[i]) >= 0 {
			return false
		}
		if x[i] != y[i] {
			return true
		}
	}
	return false
}

// beginning is the known text with which a value begins.
func beginning(v cfn.Value) string {
	if parts, ok := v.(cfn.Concat); ok && len(parts) > 0 {
		v = parts[0]
	}
	text, _ := v.(cfn.String)
	return string(text)
}

// ActionCovers tells whether outer matches every action that inner matches. Letter case
// does not matter.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
func ActionCovers(outer, inner string) bool {
	if !HasWildcard(outer) {
		// A pattern stands for more than one action, and outer is one.
		return strings.EqualFold(outer, inner)
	}
	return GlobCovers(strings.ToLower(outer), strings.ToLower(inner))
}

// HasWildcard tells whether an action stands for more than one.
func HasWildcard(action string) bool { return strings.ContainsAny(action, "*?") }

// all tells whether the pattern matches everything.
func all(ts []token) bool {
	for _, t := range ts {
		if t.kind != anyMany {
			return false
		}
	}
	return len(ts) > 0
}

func anyOpen(ts []token) bool {
	for _, t := range ts {
		if t.kind == open {
			return true
		}
	}
	return false
}

// GlobCovers tells whether outer matches every text that inner matches, with * for any
// characters and ? for one.
func GlobCovers(outer, inner string) bool {
	included, _ := includes(globs(outer), globs(inner))
	return included
}
