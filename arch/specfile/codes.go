package specfile

import "github.com/archblocks/archblocks/arch/problem"

// Codes of the problems of a text, whatever the spec in it asks for.
const (
	TextUnreadable    problem.Code = "text-unreadable"
	TextTooLarge      problem.Code = "text-too-large"
	ProblemsTooMany   problem.Code = "problems-too-many"
	FieldUnknown      problem.Code = "field-unknown"
	FieldRepeated     problem.Code = "field-repeated"
	FieldNameNotText  problem.Code = "field-name-not-text"
	MergeKeyRefused   problem.Code = "merge-key-refused"
	TagRefused        problem.Code = "tag-refused"
	ValueOfWrongType  problem.Code = "value-of-wrong-type"
	ValueAmbiguous    problem.Code = "value-ambiguous"
	NumberTooLarge    problem.Code = "number-too-large"
	DurationMalformed problem.Code = "duration-malformed"
	PrefixMalformed   problem.Code = "prefix-malformed"
)
