package specfile

import "regexp"

// The plain scalars of YAML 1.1 (https://yaml.org/type/) and 1.2 that are not text.
var (
	yamlTrue  = regexp.MustCompile(`^(true|True|TRUE)$`)
	yamlFalse = regexp.MustCompile(`^(false|False|FALSE)$`)
	yamlNull  = regexp.MustCompile(`^(~|null|Null|NULL|)$`)
	// Numbers that every reader takes alike.
	plainNumber = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?$`)
	// Booleans of YAML 1.1 alone, and all other numbers: octal, hexadecimal, binary,
	// exponents, underscores, base 60, not finite.
	ambiguous = regexp.MustCompile(`^((?i:yes|no|on|off|y|n)|[-+]?(0[0-9_]+(\.[0-9_]*)?|0x[0-9a-fA-F_]+|0o[0-7_]+|0b[01_]+|` +
		`[0-9][0-9_]*(\.[0-9_]*)?([eE][-+]?[0-9]+)?|\.[0-9_]+([eE][-+]?[0-9]+)?|` +
		`[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?|\.(?i:inf))|\.(?i:nan))$`)
)

// plain tells what an untagged plain scalar of YAML is, and its text.
func plain(text string) (kind, string) {
	switch {
	case yamlNull.MatchString(text):
		return nullKind, ""
	case yamlTrue.MatchString(text):
		return boolKind, "true"
	case yamlFalse.MatchString(text):
		return boolKind, "false"
	case plainNumber.MatchString(text):
		return numberKind, text
	case ambiguous.MatchString(text):
		return ambiguousKind, text
	}
	return textKind, text
}

var (
	// Words that end in a letter: no colon stands before a blank.
	bare = regexp.MustCompile(`^[A-Za-z0-9/_]([A-Za-z0-9_./:@+-]*[A-Za-z0-9/_])?( [A-Za-z0-9/_]([A-Za-z0-9_./:@+-]*[A-Za-z0-9/_])?)*$`)
	// Dates of YAML 1.1 start so; some readers fail at one that is not in the calendar.
	dated = regexp.MustCompile(`^[0-9]{4}-[0-9]`)
)

// unquoted tells whether text may be a plain scalar that every YAML reader takes for text.
func unquoted(text string) bool {
	k, _ := plain(text)
	return k == textKind && bare.MatchString(text) && !dated.MatchString(text)
}
