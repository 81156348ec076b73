// Package problem says what is wrong with a spec, where, and what to do about it.
//
// A [Problem] has a path into the spec, a stable [Code], the value that was
// found, what is wrong with it and a hint with a concrete value to use. A check
// never stops at the first problem: it returns a [List] with all of them, in
// the order of the spec's fields.
//
//	var list problem.List
//	if spec.Port < 1 || spec.Port > 65535 {
//		list.Add("port", PortOutOfRange, spec.Port, "is not a TCP port", "use a port from 1 to 65535, such as 8501")
//	}
//	return list
//
// A block checks its own fields with paths of its own; the whole re-roots them
// with [List.At], so that a user reads "compute.services[0].port".
package problem
