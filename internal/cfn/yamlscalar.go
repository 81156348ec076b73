package cfn

import "regexp"

// The plain scalars of YAML 1.1 that are not strings. https://yaml.org/type/
var (
	yamlTrue  = regexp.MustCompile(`^(yes|Yes|YES|true|True|TRUE|on|On|ON)$`)
	yamlFalse = regexp.MustCompile(`^(no|No|NO|false|False|FALSE|off|Off|OFF)$`)
	yamlNull  = regexp.MustCompile(`^(~|null|Null|NULL|)$`)
	// Numbers that every reader takes alike.
	plainNumber = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?$`)
	// All other numbers: octal, hexadecimal, binary, exponents, underscores, base 60, not finite.
	doubtful = regexp.MustCompile(`^([-+]?(0[0-9_]+(\.[0-9_]*)?|0x[0-9a-fA-F_]+|0o[0-7_]+|0b[01_]+|` +
		`[0-9][0-9_]*(\.[0-9_]*)?([eE][-+]?[0-9]+)?|\.[0-9][0-9_]*([eE][-+]?[0-9]+)?|` +
		`[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?|\.(inf|Inf|INF))|\.(nan|NaN|NAN))$`)
)

// resolve tells what an untagged plain scalar is, and its text.
func resolve(text string) (Kind, string) {
	switch {
	case yamlNull.MatchString(text):
		return NullNode, ""
	case yamlTrue.MatchString(text):
		return BoolNode, "true"
	case yamlFalse.MatchString(text):
		return BoolNode, "false"
	case plainNumber.MatchString(text):
		return NumberNode, text
	case doubtful.MatchString(text):
		return DoubtfulNode, text
	}
	return StringNode, text
}
