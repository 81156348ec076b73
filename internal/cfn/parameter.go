package cfn

import (
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// fromStore tells whether the value is the name of a Systems Manager parameter,
// which CloudFormation replaces by what it finds there.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html
func (p Parameter) fromStore() bool { return strings.HasPrefix(p.Type, "AWS::SSM::Parameter::Value<") }

// list tells whether the value is a list, written with commas.
func (p Parameter) list() bool {
	return p.Type == "CommaDelimitedList" || strings.HasPrefix(p.Type, "List<")
}

// parameter is the value of a parameter: given, else its default, else open.
func (r *run) parameter(s *Stack, p Parameter, given map[string]string) Value {
	at := scope{run: r, stack: s}.down("Parameters").down(p.Name)
	here := &Node{Pos: p.Pos}
	text, ok := given[p.Name]
	if !ok && p.Default != nil {
		text, ok = *p.Default, true
		at.assume(ParameterDefault, here, "%s is its default %q", p.Name, shownDefault(p, text))
	}
	open := Atom{Origin: FromParameter, Stack: s.ID, Name: p.Name}
	if !ok || p.fromStore() {
		return open
	}
	if !p.list() {
		if wrong := p.refuses(text); wrong != "" {
			at.wrong(here, "%s", wrong)
		}
		return concat(s.ID, String(text))
	}
	items := strings.Split(text, ",")
	list := make(List, len(items))
	for i, item := range items {
		item = strings.TrimSpace(item)
		if p.AllowedValues != nil && !slices.Contains(p.AllowedValues, item) {
			at.wrong(here, "%q is not an allowed value", item)
		}
		list[i] = concat(s.ID, String(item))
	}
	return list
}

// shownDefault hides what the template asks to hide.
func shownDefault(p Parameter, text string) string {
	if p.NoEcho {
		return "****"
	}
	return text
}

// refuses says why a value that is no list is not allowed, or nothing.
func (p Parameter) refuses(text string) string {
	shown := strconv.Quote(shownDefault(p, text))
	if p.AllowedValues != nil && !slices.Contains(p.AllowedValues, text) {
		return shown + " is not one of " + strings.Join(p.AllowedValues, ", ")
	}
	// CloudFormation's patterns are Java's; one that Go does not read alike is not checked.
	if p.AllowedPattern != "" {
		if pattern, err := regexp.Compile(`^(?:` + p.AllowedPattern + `)$`); err == nil && !pattern.MatchString(text) {
			return shown + " does not match " + p.AllowedPattern
		}
	}
	length := strconv.Itoa(utf8.RuneCountInString(text))
	if outside(length, p.MinLength, p.MaxLength) {
		return shown + " is too short or too long"
	}
	if p.Type == "Number" {
		if _, err := strconv.ParseFloat(text, 64); err != nil {
			return shown + " is not a number"
		}
		if outside(text, p.MinValue, p.MaxValue) {
			return shown + " is too small or too big"
		}
	}
	return ""
}

// outside compares numbers; a bound that is no number does not bind.
func outside(text, least, most string) bool {
	n, ok := rational(text)
	low, hasLow := rational(least)
	high, hasHigh := rational(most)
	below := func(a, b *big.Rat) bool { return a.Cmp(b) < 0 }
	return ok && (hasLow && below(n, low) || hasHigh && below(high, n))
}
